//! Documentation as people wrote it in their code, for pages: Markdown, without what only `rustdoc` understands.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use crate::reference::document::Prose;
use crate::reference::links::Links;

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
/// Headings become words in bold. What links to an item of Rust leads to its place, and is its name where it has none.
/// Lines that `rustdoc` hides are left out. HTML is shown as it is written.
pub(crate) fn written(prose: &Prose, form: Form, links: Links<'_>) -> String {
    rewritten(prose.source, form, &targets(prose, form, links))
}

/// Its first paragraph, in one line.
pub(crate) fn first(prose: &Prose, form: Form, links: Links<'_>) -> String {
    let source = prose.source.trim();
    let end = source.find("\n\n").unwrap_or(source.len());
    let line = rewritten(&source[..end], form, &targets(prose, form, links));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Documentation as HTML.
pub(crate) fn as_html(prose: &Prose, links: Links<'_>) -> String {
    to_html(&written(prose, Form::Html, links))
}

/// The first paragraph as HTML, without being a paragraph there.
pub(crate) fn first_as_html(prose: &Prose, links: Links<'_>) -> String {
    let html = to_html(&first(prose, Form::Html, links));
    let html = html.trim();
    let inner = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    inner.unwrap_or(html).to_owned()
}

/// What its links name that are none to be followed as they are.
pub(crate) fn named(source: &str) -> Vec<String> {
    let links = events(source).filter_map(|(event, _)| match event {
        Event::Start(Tag::Link { dest_url, .. }) if !is_reached(&dest_url) => Some(dest_url.to_string()),
        _ => None,
    });
    links.collect()
}

/// Where links lead, by what they name.
type Targets<'p> = Vec<(&'p str, String)>;

/// Text has no links.
fn targets<'p>(prose: &'p Prose, form: Form, links: Links<'_>) -> Targets<'p> {
    let named = prose.named.iter().filter(|_| form != Form::Text);
    named.map(|(path, place)| (path.as_str(), links.target(place))).collect()
}

fn rewritten(source: &str, form: Form, targets: &Targets<'_>) -> String {
    let mut text = source.trim().to_owned();
    // Where text beside an edit reads in another way than before, there is more to do.
    for _ in 0..4 {
        let edits = edits(&text, form, targets);
        if edits.is_empty() {
            break;
        }
        text = edited(&text, edits);
    }
    text
}

fn to_html(text: &str) -> String {
    let events = Parser::new_ext(text, options()).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// What stands in documentation, where what is in brackets alone is a link to itself.
fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let unknown = |link: BrokenLink<'_>| {
        Some((CowStr::Boxed(link.reference.to_string().into_boxed_str()), CowStr::Borrowed("")))
    };
    Parser::new_with_broken_link_callback(text, options(), Some(unknown)).into_offset_iter()
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
    around: Option<(&'static str, String)>,
    inside: Option<Range<usize>>,
}

fn edits(text: &str, form: Form, targets: &Targets<'_>) -> Vec<Edit> {
    let (mut edits, mut open, mut block) = (Vec::new(), Vec::<Open>::new(), None::<(String, String)>);
    for (event, range) in events(text) {
        if !matches!(event, Event::End(_)) {
            for outer in &mut open {
                let inside = outer.inside.get_or_insert_with(|| range.clone());
                inside.end = inside.end.max(range.end);
            }
        }
        let around = match &event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(around_link(dest_url, targets)),
            Event::Start(Tag::Image { .. }) => Some(Some(("", String::new()))),
            Event::Start(Tag::Heading { .. }) => Some(Some(match form {
                Form::Text => ("", ":\n".to_owned()),
                Form::Markdown | Form::Html => ("**", "**\n".to_owned()),
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

/// What surrounds the words of a link in place of what does; none where it is as it is to be.
fn around_link(path: &str, targets: &Targets<'_>) -> Option<(&'static str, String)> {
    if is_reached(path) || targets.iter().any(|(_, target)| target == path) {
        return None;
    }
    let target = targets.iter().find(|(named, _)| *named == path);
    Some(target.map_or_else(|| ("", String::new()), |(_, target)| ("[", format!("]({target})"))))
}

/// The edits that put something in place of what surrounds the inside.
fn unwrapped(open: Open) -> Vec<Edit> {
    let (Some((before, behind)), Some(inside)) = (open.around, open.inside) else { return Vec::new() };
    vec![(open.range.start..inside.start, before.to_owned()), (inside.end..open.range.end, behind)]
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
    use super::Form;
    use crate::reference::document::{Place, Prose};
    use crate::reference::links::Links;

    const LINKS: Links<'_> = Links { page: Some("here"), ending: "html" };

    fn prose(source: &'static str) -> Prose {
        let place = |stem: &str| Place { stem: stem.to_owned(), anchor: "a.b".to_owned() };
        let named = [("`Self::here`", place("here")), ("crate::There", place("there"))];
        Prose { source, named: named.map(|(path, place)| (path.to_owned(), place)).into() }
    }

    fn written(source: &'static str, form: Form) -> String {
        super::written(&prose(source), form, LINKS)
    }

    fn first(source: &'static str, form: Form) -> String {
        super::first(&prose(source), form, LINKS)
    }

    #[test]
    fn links_lead_to_places_and_stay_what_they_became() {
        let source = "See [`Self::here`], [*it*](crate::There), [`Self::gone`] and [[`Self::here`]].";
        let markdown =
            "See [`Self::here`](#a.b), [*it*](there.html#a.b), `Self::gone` and [[`Self::here`](#a.b)].";
        assert_eq!(written(source, Form::Markdown), markdown);
        assert_eq!(written(source, Form::Html), markdown);
        assert_eq!(first(source, Form::Markdown), markdown);
        assert_eq!(written(source, Form::Text), "See `Self::here`, *it*, `Self::gone` and `Self::here`.");
        let html = super::as_html(&prose(source), LINKS);
        assert!(html.contains("<a href=\"there.html#a.b\"><em>it</em></a>"), "{html}");
    }

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
            written(once.clone().leak(), Form::Markdown).replace("rust,ignore", "rust"),
            once.replace("rust,ignore", "rust")
        );
    }

    #[test]
    fn html_is_shown_and_not_obeyed() {
        let html = super::as_html(
            &prose("a <b>c</b> & `<i>`\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))"),
            LINKS,
        );
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
        assert_eq!(
            super::first_as_html(&prose("One `two`\nthree.\n\nMore."), LINKS),
            "One <code>two</code> three."
        );
        assert_eq!(first("", Form::Markdown), "");
    }
}
