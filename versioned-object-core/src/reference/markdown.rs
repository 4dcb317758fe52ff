//! Pages as Markdown.

use crate::reference::document::{Block, Entry, FieldRow, Line, MARK, Page, Rank, Span};
use crate::reference::links::Links;
use crate::reference::prose::{self, Form};

/// Pages, one after the other.
pub(crate) fn print(pages: &[Page], links: Links<'_>) -> String {
    let mut out = format!("<!-- {MARK}; do not edit. -->\n");
    for page in pages {
        push(&mut out, &format!("# {}", escaped(&page.title)));
        blocks(&mut out, &page.blocks, links);
    }
    parted(&out)
}

/// A page in which nothing is what a preprocessor of mdBook puts something in the place of: `{{`, perhaps blanks, and `#`, in
/// code too. What keeps them apart is not seen. A backslash would not do: mdBook knows one in few places.
fn parted(page: &str) -> String {
    const APART: char = '\u{2060}';
    let (mut out, mut from) = (String::new(), 0);
    for (at, _) in page.match_indices('#') {
        let before = page[from..at].trim_end();
        if before.ends_with("{{") {
            out.push_str(before);
            out.push(APART);
            from += before.len();
        }
    }
    out.push_str(&page[from..]);
    out
}

/// A block, with an empty line before it.
fn push(out: &mut String, block: &str) {
    out.push('\n');
    out.push_str(block.trim_end());
    out.push('\n');
}

fn blocks(out: &mut String, blocks: &[Block], links: Links<'_>) {
    for block in blocks {
        match block {
            Block::Paragraph(spans) => push(out, &line(spans, links)),
            Block::Prose(prose) => push(out, &prose::written(prose, Form::Markdown, links)),
            Block::Items(items) => {
                let items: Vec<_> = items.iter().map(|item| format!("- {}", line(item, links))).collect();
                push(out, &items.join("\n"));
            }
            Block::Fields(rows) => push(out, &fields(rows)),
            Block::Table(head, rows) => {
                let cells = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
                let mut table = cells(head.iter().map(|cell| escaped(cell)).collect());
                table.push_str(&cells(head.iter().map(|_| "---".to_owned()).collect()));
                for row in rows {
                    table.push_str(&cells(row.iter().map(|cell| in_table(&line(cell, links))).collect()));
                }
                push(out, &table);
            }
            Block::Json(json) => push(out, &format!("```json\n{json}\n```")),
            Block::Entry(part) => entry(out, part, links),
        }
    }
}

fn entry(out: &mut String, part: &Entry, links: Links<'_>) {
    let title = match part.rank {
        Rank::Class => format!("## {}", code(&part.title)),
        Rank::Member => format!("### {}", code(&part.title)),
        Rank::Part => format!("### {}", escaped(&part.title)),
        Rank::Version => format!("#### {}", escaped(&part.title)),
        Rank::Folded => {
            push(out, &format!("<details>\n<summary>{}</summary>", escaped(&part.title)));
            blocks(out, &part.blocks, links);
            return push(out, "</details>");
        }
    };
    if !part.anchor.is_empty() {
        push(out, &format!("<a id=\"{}\"></a>", part.anchor));
    }
    push(out, &title);
    blocks(out, &part.blocks, links);
}

/// The fields with both types: in Python as a map, a line each.
fn fields(rows: &[FieldRow]) -> String {
    let rows = rows.iter().map(|FieldRow { name, python, rust }| {
        let python = in_table(&code(&format!("'{name}': {python}")));
        format!("| {python} | {} |\n", in_table(&code(rust)))
    });
    let head = "| `fields` | in Rust |\n| --- | --- |\n".to_owned();
    [head].into_iter().chain(rows).collect()
}

fn line(spans: &Line, links: Links<'_>) -> String {
    let span = |span: &Span| match span {
        Span::Text(words) => escaped(words),
        Span::Code(words) => code(words),
        Span::Prose(prose) => prose::first(prose, Form::Markdown, links),
        Span::Link { text, place } => format!("[{}]({})", escaped(text), links.target(place)),
    };
    spans.iter().map(span).collect()
}

/// Words that stand for themselves.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut letters = words.chars().peekable();
    let mut is_in_word = false;
    while let Some(c) = letters.next() {
        // Within a word it means nothing.
        let is_in_a_name =
            c == '_' && is_in_word && letters.peek().is_some_and(|next| next.is_alphanumeric());
        is_in_word = c.is_alphanumeric();
        match c {
            '_' if is_in_a_name => out.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Code in one line, between as many backticks as it takes.
fn code(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let words = words.replace(['\n', '\r'], " ");
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let ticks = "`".repeat(longest + 1);
    // A space at both ends is taken away again.
    let space = if words.starts_with(['`', ' ']) || words.ends_with(['`', ' ']) { " " } else { "" };
    format!("{ticks}{space}{words}{space}{ticks}")
}

/// In a table, a line ends a cell, in code too.
fn in_table(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut before = ' ';
    for c in cell.chars() {
        if c == '|' && before != '\\' {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{code, escaped, in_table};

    #[test]
    fn what_would_mean_something_is_escaped() {
        assert_eq!(
            escaped("a_b _c_ <i>*x*</i> [y](z) `c` & | #"),
            "a_b \\_c\\_ \\<i\\>\\*x\\*\\</i\\> \\[y\\](z) \\`c\\` \\& \\| \\#"
        );
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(in_table(&code("a|b")), "`a\\|b`");
        assert_eq!(in_table(&escaped("a|b")), "a\\|b");
    }
}
