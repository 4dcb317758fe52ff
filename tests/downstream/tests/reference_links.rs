//! What pages of a reference send their readers to is there: definitions that a schema refers to, and methods.
//!
//! The pages are those of this library and of the objects of Cinder, as they are kept.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use downstream::{Address, Audiobook, Book, Member, Shelf};
use serde_json::Value as Json;
use versioned_object_core::prelude::*;
use versioned_object_core::reference::{Format, Reference};

/// The folders of pages that are kept.
const KEPT: [&str; 2] = ["docs/reference", "../../docs/reference"];

/// A JSON Schema on a page: what is said above it, and the schema.
struct Schema {
    file: String,
    anchor: String,
    above: Vec<String>,
    json: Json,
}

fn pages(folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let pages = files.map(|path| {
        (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
    });
    pages.collect()
}

fn library() -> Reference {
    let members = [Address::descriptor(), Member::descriptor()];
    Reference::of(members.into_iter().chain([
        Audiobook::descriptor(),
        Book::descriptor(),
        Shelf::descriptor(),
    ]))
}

/// The library as pages that are not kept.
fn made(format: Format) -> BTreeMap<String, String> {
    let files = library().files(format);
    files.into_iter().map(|file| (file.name, file.text)).collect()
}

/// Every JSON Schema on pages of Markdown.
fn schemas(pages: &BTreeMap<String, String>) -> Vec<Schema> {
    let mut all = Vec::new();
    for (file, page) in pages {
        let classes: Vec<_> = page.split("\n## `class ").collect();
        for pair in classes.windows(2) {
            let (before, class) = (pair[0], pair[1]);
            let (_, anchor) = before.rsplit_once("<a id=\"").unwrap();
            let (anchor, _) = anchor.split_once('"').unwrap();
            let Some((_, part)) = class.split_once("<summary>JSON Schema</summary>") else { continue };
            let (above, rest) = part.split_once("```json\n").unwrap();
            let json = serde_json::from_str(rest.split("\n```").next().unwrap()).unwrap();
            let above = above.lines().map(str::to_owned).collect();
            all.push(Schema { file: file.clone(), anchor: anchor.to_owned(), above, json });
        }
    }
    all
}

/// The keys of the definitions that a schema refers to.
fn referred(json: &Json, into: &mut BTreeSet<String>) {
    match json {
        Json::Object(map) => {
            into.extend(map.get("$ref").and_then(Json::as_str).map(str::to_owned));
            map.values().for_each(|inner| referred(inner, into));
        }
        Json::Array(items) => items.iter().for_each(|inner| referred(inner, into)),
        _ => {}
    }
}

#[test]
fn what_a_schema_refers_to_is_in_it_or_behind_a_link() {
    let (mut count, mut lost) = (0, Vec::new());
    for folder in KEPT {
        let pages = pages(folder);
        let schemas = schemas(&pages);
        for schema in &schemas {
            let mut references = BTreeSet::new();
            referred(&schema.json, &mut references);
            for reference in references {
                count += 1;
                let key = reference.strip_prefix("#/$defs/").unwrap();
                if schema.json["$defs"].get(key).is_some() {
                    continue;
                }
                let place = format!("{folder}/{} {}: {reference}", schema.file, schema.anchor);
                let named = format!("- `{reference}`: [");
                let line = schema.above.iter().find_map(|line| line.strip_prefix(&named));
                let target = line.and_then(|line| line.split_once("](")?.1.split_once(')'));
                let Some((target, said)) = target else {
                    lost.push(place);
                    continue;
                };
                let (file, anchor) = target.split_once('#').unwrap();
                let file = if file.is_empty() { &schema.file } else { file };
                // There is the definition of the object, in the version that is said.
                let there = schemas.iter().find(|there| there.file == file && there.anchor == anchor);
                let title = there.and_then(|there| there.json["title"].as_str()).unwrap_or_default();
                let (name, rest) = key.split_once('-').map_or((key, None), |(name, rest)| (name, Some(rest)));
                if title.split(' ').next() != Some(name) {
                    lost.push(format!("{place}, which leads to {title:?}"));
                }
                let wanted = match rest {
                    None => String::new(),
                    Some("any") => ", in any of its versions".to_owned(),
                    Some(version) => format!(", in version {version}"),
                };
                assert_eq!(said, wanted, "{place}");
            }
        }
    }
    assert!(count > 40, "{count}");
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn pages_of_text_and_html_say_where_it_is_too() {
    let member =
        |format| made(format).remove(&format!("downstream.member.{}", Format::ending(format))).unwrap();
    let html = member(Format::Html);
    let named = html.lines().find(|line| line.contains("<code>#/$defs/Book-any</code>")).unwrap();
    let target = "<a href=\"downstream.book.html#downstream.book.Book\">Book</a>, in any of its versions";
    assert!(named.contains(target), "{named}");
    assert!(made(Format::Html)["downstream.book.html"].contains("id=\"downstream.book.Book\""));
    let text = member(Format::Text);
    for line in [
        "- #/$defs/Book-any: Book (downstream.book.txt), in any of its versions\n",
        // It is on this page.
        "- #/$defs/Address: Address\n",
        // So is everything else that is elsewhere.
        "in Rust Option<Box<Shelf>>; may be null; of Shelf (downstream.book.txt)\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    assert!(made(Format::Text)["downstream.book.txt"].contains("\nclass Book("));
    let index = &made(Format::Text)["index.txt"];
    let line = "- The downstream::member Module (downstream.member.txt): Address, LibraryMember\n";
    assert!(index.contains(line), "{index}");
}

/// The links on a page of Markdown, without its JSON: what is shown, and where they lead.
fn links(page: &str) -> Vec<(&str, &str)> {
    let words = page.split("```").step_by(2);
    let pairs = words.flat_map(|words| {
        let parts = words.split("](").collect::<Vec<_>>();
        let pairs = parts.windows(2).map(|pair| {
            let shown = pair[0].rsplit_once('[').map_or("", |(_, shown)| shown);
            (shown, pair[1].split_once(')').map_or("", |(target, _)| target))
        });
        pairs.collect::<Vec<_>>()
    });
    pairs.collect()
}

#[test]
fn links_lead_to_places_that_are_there() {
    let mut count = 0;
    let made = [made(Format::Markdown)];
    for pages in KEPT.map(pages).iter().chain(&made) {
        for (file, page) in pages {
            for (shown, target) in links(page) {
                if target.starts_with("https://") {
                    continue;
                }
                let (to, anchor) = target.split_once('#').unwrap_or((target, ""));
                let to = if to.is_empty() { file } else { to };
                let there = pages.get(to).unwrap_or_else(|| panic!("{file}: {shown} leads to {target}"));
                let place = format!("<a id=\"{anchor}\"></a>");
                assert!(
                    anchor.is_empty() || there.matches(&place).count() == 1,
                    "{file}: {shown} to {target}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 150, "{count}");
}

#[test]
fn what_people_link_in_their_words_is_a_link_on_the_page() {
    let pages = made(Format::Markdown);
    let book = &pages["downstream.book.md"];
    let member = &pages["downstream.member.md"];
    for (page, said) in [
        (book, "A book, which a [member](downstream.member.md#downstream.member.LibraryMember) may borrow."),
        (book, "How many [pages](#downstream.book.Book.pages) are left: half of them of a book that is "),
        (book, "of a book that is [`Condition::Worn`](#downstream.book.Condition).\n"),
        (
            book,
            "[sets](#downstream.book.Book.condition) the next [`Condition`](#downstream.book.Condition); ",
        ),
        (book, "its [`Self::label`](#downstream.book.Book.label) stays.\n"),
        (
            book,
            "How long it takes: [`Audiobook::hours`](#downstream.book.Audiobook.hours) has whole hours.\n",
        ),
        (member, "What they have at home, on a [`Shelf`](downstream.book.md#downstream.book.Shelf).\n"),
        (member, "see [`Book::wear`](downstream.book.md#downstream.book.Book.wear).\n"),
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    // What an anchor stands before is what was named.
    for (anchor, title) in
        [("Book.pages", "### `pages`"), ("Book.wear", "### `fn wear(&mut self) -> Result<()>`")]
    {
        let place = format!("<a id=\"downstream.book.{anchor}\"></a>\n\n{title}\n");
        assert!(book.contains(&place), "{place}\n{book}");
    }
    let html = made_page(Format::Html, "downstream.book.html");
    let target = "<a href=\"#downstream.book.Audiobook.hours\"><code>Audiobook::hours</code></a>";
    assert!(html.contains(target) && html.contains("id=\"downstream.book.Audiobook.hours\""), "{html}");
    let text = made_page(Format::Text, "downstream.book.txt");
    assert!(text.contains("How long it takes: `Audiobook::hours` has whole hours.\n"), "{text}");
    // Where what is named has no page, it is its name.
    let alone = library().only(&["LibraryMember"]).unwrap().to_text(Format::Markdown);
    assert!(alone.contains("on a `Shelf`.\n") && alone.contains("see `Book::wear`.\n"), "{alone}");
}

fn made_page(format: Format, file: &str) -> String {
    made(format).remove(file).unwrap()
}

#[test]
fn what_is_on_no_page_is_said_to_be_on_none() {
    let page = library().only(&["LibraryMember"]).unwrap().to_text(Format::Markdown);
    let line = "- `#/$defs/Address`: `Address` of `downstream::member`, which is on none of these pages\n";
    assert!(page.contains(line), "{page}");
}

#[test]
fn no_page_sends_its_reader_to_what_is_not_there() {
    let mut lost = Vec::new();
    for folder in KEPT {
        for (file, page) in pages(folder) {
            for (number, line) in page.lines().enumerate() {
                // A method or a type by its name alone, which a page of rustdoc would have a link to. In a schema there are
                // no links.
                let is_of_schema = line.trim_start().starts_with("\"description\"");
                if !is_of_schema && ["See `", "see `", "As `"].iter().any(|words| line.contains(words)) {
                    lost.push(format!("{folder}/{file} line {}: {line}", number + 1));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
