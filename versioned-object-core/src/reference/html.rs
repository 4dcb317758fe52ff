//! Pages as HTML, each with all that it needs.

use crate::reference::document::{Block, Entry, FieldRow, Line, MARK, Page, Rank, Span};
use crate::reference::links::Links;
use crate::reference::prose;

/// What pages look like, by day and by night.
const STYLE: &str = "
:root { color-scheme: light dark; --line: #8884; --code: #8882; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3, h4 { line-height: 1.25; overflow-wrap: anywhere; }
section.class { border-top: 1px solid var(--line); margin-top: 3rem; }
section.member, section.version { margin-left: 1.5rem; }
section.member > h3 { margin-bottom: 0; font-size: 1rem; }
code { background: var(--code); border-radius: 3px; padding: 0 .2em; overflow-wrap: anywhere; }
h2 code, h3 code { background: none; padding: 0; }
pre { background: var(--code); border-radius: 3px; padding: .7rem; overflow-x: auto; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; }
nav ul { columns: 16rem; }
@media (max-width: 40rem) { section.member, section.version { margin-left: .5rem; } }
";

/// Pages, as one document.
pub(crate) fn print(pages: &[Page], links: Links<'_>) -> String {
    let title = match pages {
        [page] => page.title.as_str(),
        _ => "Reference",
    };
    let mut out = format!(
        "<!doctype html>\n<!-- {MARK}; do not edit. -->\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n",
        escaped(title)
    );
    for page in pages {
        push(&mut out, &format!("<h1>{}</h1>\n", escaped(&page.title)));
        contents(&mut out, page);
        blocks(&mut out, &page.blocks, links);
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// The classes of a page, with links to them.
fn contents(out: &mut String, page: &Page) {
    let classes = page.blocks.iter().filter_map(|block| match block {
        Block::Entry(Entry { anchor, title, .. }) if !anchor.is_empty() => {
            Some(format!("<li><a href=\"#{}\">{}</a></li>\n", escaped(anchor), escaped(title)))
        }
        _ => None,
    });
    let classes = classes.collect::<Vec<_>>().concat();
    if !classes.is_empty() {
        push(out, &format!("<nav><ul>\n{classes}</ul></nav>\n"));
    }
}

fn push(out: &mut String, html: &str) {
    out.push_str(html);
}

fn blocks(out: &mut String, blocks: &[Block], links: Links<'_>) {
    for block in blocks {
        match block {
            Block::Paragraph(spans) => push(out, &format!("<p>{}</p>\n", line(spans, links))),
            Block::Prose(prose) => out.push_str(&prose::as_html(prose, links)),
            Block::Items(items) => {
                push(out, "<ul>\n");
                for item in items {
                    push(out, &format!("<li>{}</li>\n", line(item, links)));
                }
                push(out, "</ul>\n");
            }
            Block::Fields(rows) => {
                let head = ["<code>fields</code>".to_owned(), "in Rust".to_owned()];
                table(out, &head, rows.iter().map(field));
            }
            Block::Table(head, rows) => {
                let head: Vec<_> = head.iter().map(|cell| escaped(cell)).collect();
                table(out, &head, rows.iter().map(|row| row.iter().map(|cell| line(cell, links)).collect()));
            }
            Block::Json(json) => push(out, &format!("<pre><code>{}</code></pre>\n", escaped(json))),
            Block::Entry(part) => entry(out, part, links),
        }
    }
}

fn entry(out: &mut String, part: &Entry, links: Links<'_>) {
    let title = escaped(&part.title);
    let (tag, class, heading) = match part.rank {
        Rank::Class => ("section", "class", format!("<h2><code>{title}</code></h2>")),
        Rank::Member => ("section", "member", format!("<h3><code>{title}</code></h3>")),
        Rank::Part => ("section", "part", format!("<h3>{title}</h3>")),
        Rank::Version => ("section", "version", format!("<h4>{title}</h4>")),
        Rank::Folded => ("details", "part", format!("<summary>{title}</summary>")),
    };
    let id =
        if part.anchor.is_empty() { String::new() } else { format!(" id=\"{}\"", escaped(&part.anchor)) };
    push(out, &format!("<{tag} class=\"{class}\"{id}>\n{heading}\n"));
    blocks(out, &part.blocks, links);
    push(out, &format!("</{tag}>\n"));
}

fn field(FieldRow { name, python, rust }: &FieldRow) -> Vec<String> {
    vec![code(&format!("'{name}': {python}")), code(rust)]
}

/// A table of cells that are HTML already.
fn table(out: &mut String, head: &[String], rows: impl Iterator<Item = Vec<String>>) {
    let cells = |tag: &str, cells: &[String]| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect();
        format!("<tr>{}</tr>\n", cells.concat())
    };
    push(out, &format!("<div class=\"wide\"><table>\n{}", cells("th", head)));
    for row in rows {
        out.push_str(&cells("td", &row));
    }
    out.push_str("</table></div>\n");
}

fn line(spans: &Line, links: Links<'_>) -> String {
    let span = |span: &Span| match span {
        Span::Text(words) => escaped(words),
        Span::Code(words) => code(words),
        Span::Prose(prose) => prose::first_as_html(prose, links),
        Span::Link { text, place } => {
            format!("<a href=\"{}\">{}</a>", escaped(&links.target(place)), escaped(text))
        }
    };
    spans.iter().map(span).collect()
}

fn code(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<code>{}</code>", escaped(words)) }
}

/// Text that stands for itself, in attributes too.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
