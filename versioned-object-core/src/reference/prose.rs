//! Documentation as people wrote it in their code, for pages: Markdown, without what only `rustdoc` understands.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// What a page is printed as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Markdown, perhaps for an mdBook.
    Markdown,
    /// Text.
    Text,
    /// HTML.
    Html,
}

/// The words of code blocks that say how `rustdoc` tests them; such a block is Rust, as one without words is.
const OF_RUSTDOC: [&str; 7] =
    ["rust", "no_run", "ignore", "should_panic", "compile_fail", "standalone", "test_harness"];

/// Documentation as Markdown or text.
///
/// Headings become words in bold, and what links to an item of Rust is its name: neither has a place on a page. Lines that
/// `rustdoc` hides are left out. HTML is shown as it is written.
pub(crate) fn written(source: &str, form: Form) -> String {
    let mut text = source.trim().to_owned();
    // Where text beside an edit reads in another way than before, there is more to do.
    for _ in 0..4 {
        let edits = edits(&text, form);
        if edits.is_empty() {
            break;
        }
        text = edited(&text, edits);
    }
    text
}

/// Its first paragraph, in one line.
pub(crate) fn first(source: &str, form: Form) -> String {
    let end = source.trim().find("\n\n").unwrap_or(source.trim().len());
    let line = written(&source.trim()[..end], form);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Documentation as HTML.
pub(crate) fn as_html(source: &str) -> String {
    let text = written(source, Form::Html);
    let events = Parser::new_ext(&text, options()).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// The first paragraph as HTML, without being a paragraph there.
pub(crate) fn first_as_html(source: &str) -> String {
    let html = as_html(&first(source, Form::Html));
    let html = html.trim();
    let inner = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.unwrap_or(html).to_owned()
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Whether what a link leads to is there for the readers of a page.
fn is_reached(target: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

/// A text in place of a part.
type Edit = (Range<usize>, String);

/// Something that is open while its inside is read.
struct Open {
    range: Range<usize>,
    /// What stands in place of what surrounds the inside.
    around: Option<(&'static str, &'static str)>,
    inside: Option<Range<usize>>,
}

fn edits(text: &str, form: Form) -> Vec<Edit> {
    let unknown = |_: BrokenLink<'_>| Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
    let events = Parser::new_with_broken_link_callback(text, options(), Some(unknown)).into_offset_iter();
    let (mut edits, mut open, mut block) = (Vec::new(), Vec::<Open>::new(), None::<(String, String)>);
    for (event, range) in events {
        if !matches!(event, Event::End(_)) {
            for outer in &mut open {
                let inside = outer.inside.get_or_insert_with(|| range.clone());
                inside.end = inside.end.max(range.end);
            }
        }
        let around = match &event {
            Event::Start(Tag::Link { dest_url, .. }) => Some((!is_reached(dest_url)).then_some(("", ""))),
            Event::Start(Tag::Image { .. }) => Some(Some(("", ""))),
            Event::Start(Tag::Heading { .. }) => Some(Some(match form {
                Form::Text => ("", ":\n"),
                Form::Markdown | Form::Html => ("**", "**\n"),
            })),
            _ => None,
        };
        if let Some(around) = around {
            open.push(Open { range: range.clone(), around, inside: None });
        }
        match event {
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::Heading(_)) => {
                edits.extend(open.pop().into_iter().flat_map(unwrapped));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(words))) => {
                block = Some((words.to_string(), String::new()));
            }
            Event::Text(inner) if block.is_some() => {
                if let Some((_, lines)) = &mut block {
                    lines.push_str(&inner);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((words, lines)) = block.take() {
                    let new = code_block(&text[..range.start], &words, &lines, form);
                    let old = text[range.clone()].trim_end();
                    if old != new {
                        edits.push((range.start..range.start + old.len(), new));
                    }
                }
            }
            Event::Html(_) | Event::InlineHtml(_) if form == Form::Markdown => {
                edits.push((range.clone(), text[range].replace('<', "&lt;")));
            }
            _ => {}
        }
    }
    edits
}

/// The edits that take away what surrounds the inside.
fn unwrapped(open: Open) -> Vec<Edit> {
    let (Some((before, behind)), Some(inside)) = (open.around, open.inside) else { return Vec::new() };
    vec![(open.range.start..inside.start, before.to_owned()), (inside.end..open.range.end, behind.to_owned())]
}

/// A code block behind what stands before it: with one word for its language, and without what `rustdoc` hides.
fn code_block(before: &str, words: &str, lines: &str, form: Form) -> String {
    let first = words.split([',', ' ']).next().unwrap_or_default();
    let is_rust = first.is_empty() || OF_RUSTDOC.contains(&first) || first.starts_with("edition");
    let shown = lines.lines().filter(|line| {
        let line = line.trim();
        !is_rust || !(line == "#" || line.starts_with("# "))
    });
    let mut block = Vec::new();
    match form {
        Form::Text => block.extend(shown.map(|line| format!("    {line}"))),
        Form::Markdown | Form::Html => {
            let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or_default();
            let fence = "`".repeat(longest.max(2) + 1);
            let language = match (is_rust, form) {
                // It was tested where it stands.
                (true, Form::Markdown) => "rust,ignore",
                (true, _) => "rust",
                (false, _) => first,
            };
            block.push(format!("{fence}{language}"));
            block.extend(shown.map(str::to_owned));
            block.push(fence);
        }
    }
    // In a list or a quotation, each line stands where the first does.
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let lead: String = line.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
    block.join(&format!("\n{lead}"))
}

fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, new) in edits {
        // Of two that overlap, the second has its turn when the text is read again.
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{Form, as_html, first, first_as_html, written};

    #[test]
    fn what_only_rustdoc_understands_is_taken_away() {
        for (source, markdown) in [
            ("Plain *words*, `code` and [a page](https://example.org/?a=1).", None),
            ("See [`Backup::create`] and [it](crate::Backup).", Some("See `Backup::create` and it.")),
            ("![a picture](x.png)", Some("a picture")),
            ("Words.\n\n# Errors\nWhen *it* fails.", Some("Words.\n\n**Errors**\nWhen *it* fails.")),
            ("[mail](mailto:a@b) [bad](javascript:alert(1))", Some("[mail](mailto:a@b) bad")),
            ("a <b onclick=\"x\">c</b>", Some("a &lt;b onclick=\"x\">c&lt;/b>")),
            ("<script>\nalert(1)\n</script>", Some("&lt;script>\nalert(1)\n&lt;/script>")),
            ("`<b>` stays", None),
        ] {
            assert_eq!(written(source, Form::Markdown), markdown.unwrap_or(source));
        }
    }

    #[test]
    fn code_blocks_are_shown_as_they_are_read() {
        let source = "Words.\n\n```no_run\n# hidden();\n#\nshown();\n#[attribute]\n```\n\n- item\n\n  ```toml\n  # comment\n  ```";
        let rust = "shown();\n#[attribute]\n";
        let toml = "- item\n\n  ```toml\n  # comment\n  ```";
        assert_eq!(written(source, Form::Markdown), format!("Words.\n\n```rust,ignore\n{rust}```\n\n{toml}"));
        assert_eq!(written("```\na\n```", Form::Text), "    a");
        assert_eq!(written("Words\n\n    indented", Form::Markdown), "Words\n\n    indented");
        assert_eq!(written("````text\n```\n````", Form::Markdown), "````text\n```\n````");
        // Once is enough.
        let once = written(source, Form::Markdown);
        assert_eq!(
            written(&once, Form::Markdown).replace("rust,ignore", "rust"),
            once.replace("rust,ignore", "rust")
        );
    }

    #[test]
    fn html_is_shown_and_not_obeyed() {
        let html = as_html("a <b>c</b> & `<i>`\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))");
        assert!(
            !html.contains("<b>") && !html.contains("<script>") && !html.contains("javascript"),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert!(html.contains("<code>&lt;i&gt;</code>"), "{html}");
    }

    #[test]
    fn the_first_paragraph_is_one_line() {
        assert_eq!(first("One\ntwo [`X`].\n\nMore.", Form::Text), "One two `X`.");
        assert_eq!(first_as_html("One `two`\nthree.\n\nMore."), "One <code>two</code> three.");
        assert_eq!(first("", Form::Markdown), "");
    }
}
