//! The reference of the library: it is kept in `docs/reference`, and follows the declarations.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use downstream::{Address, Audiobook, Book, Member, Shelf};
use serde_json::Value as Json;
use versioned_object_core::prelude::*;
use versioned_object_core::reference::{Format, PageFile, Reference};
use versioned_object_core::testing::Samples;
use versioned_object_core::{ObjectDescriptor, Registry, schema, testing};

#[test]
fn the_reference_is_that_of_the_declarations() {
    testing::assert_reference!("docs/reference");
}

fn text_of(object: &'static ObjectDescriptor) -> String {
    Reference::of([object]).to_text(Format::Text)
}

/// A page as it is made now: the one that is kept may be written by another test in the meantime.
fn page(name: &str) -> String {
    let library = [
        Address::descriptor(),
        Audiobook::descriptor(),
        Book::descriptor(),
        Member::descriptor(),
        Shelf::descriptor(),
    ];
    let files = Reference::of(library).files(Format::Markdown);
    files.into_iter().find(|file| file.name == name).unwrap().text
}

/// The blocks of JSON on a page, with the heading that each stands below.
fn blocks(page: &str) -> Vec<(String, String, Json)> {
    let (mut class, mut heading, mut json) = (String::new(), String::new(), None::<String>);
    let mut blocks = Vec::new();
    for line in page.lines() {
        match &mut json {
            Some(text) if line == "```" => {
                blocks.push((class.clone(), heading.clone(), serde_json::from_str(text).unwrap()));
                json = None;
            }
            Some(text) => text.push_str(line),
            None if line == "```json" => json = Some(String::new()),
            None => {
                if let Some(title) = line.strip_prefix("## `class ") {
                    title.split('(').next().unwrap().clone_into(&mut class);
                }
                if line.starts_with("### ") || line.starts_with("<summary>") {
                    line.trim_start_matches("### ").clone_into(&mut heading);
                }
            }
        }
    }
    blocks
}

#[test]
fn examples_are_envelopes_that_are_read_and_that_the_schema_takes() {
    let mut registry = Registry::new();
    registry.register::<Address>().unwrap().register::<Audiobook>().unwrap().register::<Book>().unwrap();
    registry.register::<Member>().unwrap().register::<Shelf>().unwrap();
    let mut seen = BTreeSet::new();
    for (class, heading, json) in blocks(&(page("downstream.book.md") + &page("downstream.member.md"))) {
        let object = registry.latest(&class).unwrap();
        seen.insert((class.clone(), heading.clone()));
        if heading == "Example" {
            let read = wire::Reader::new().registry(&registry).read_any(&json.to_string()).unwrap();
            assert_eq!(read.obj_name(), class);
            assert_eq!(wire::WriteOptions::default().to_value(&*read).unwrap(), json);
            assert!(
                jsonschema::validator_for(&schema::json_schema(object)).unwrap().is_valid(&json),
                "{class}"
            );
        } else {
            let whole = schema::json_schema(object);
            let own = whole["$ref"].as_str().unwrap().strip_prefix("#/$defs/").unwrap();
            assert_eq!(json, whole["$defs"][own], "{class} {heading}");
        }
    }
    let classes = ["Address", "Audiobook", "Book", "LibraryMember", "Shelf"];
    let wanted = classes.into_iter().flat_map(|class| {
        [
            (class.to_owned(), "Example".to_owned()),
            (class.to_owned(), "<summary>JSON Schema</summary>".to_owned()),
        ]
    });
    assert_eq!(seen, wanted.collect());
}

mod before {
    use versioned_object_core::prelude::*;

    /// A lamp.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", namespace = "shop")]
    pub struct Lamp {
        /// Whether it shines.
        on: Attr<bool>,
        /// How much it takes.
        #[field(since = "1.1")]
        watts: Attr<i64>,
        meta: ObjectMeta,
    }
}

mod after {
    use versioned_object_core::prelude::*;

    /// A lamp.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", namespace = "shop")]
    pub struct Lamp {
        /// Whether it shines.
        on: Attr<bool>,
        /// How much it takes, at most.
        #[field(since = "1.1", default = 40)]
        watts: Attr<Option<i64>>,
        meta: ObjectMeta,
    }
}

#[test]
fn a_changed_field_changes_its_page() {
    let [old, new] = [before::Lamp::descriptor(), after::Lamp::descriptor()].map(|object| {
        text_of(object)
            .replace("reference::before", "reference::m")
            .replace("reference::after", "reference::m")
    });
    let only = |one: &str, other: &str| -> Vec<String> {
        let others: Vec<_> = other.lines().collect();
        one.lines()
            .filter(|line| !others.contains(line))
            .map(|line| line.trim().trim_end_matches(',').to_owned())
            .collect()
    };
    let unspecified = "<class 'oslo_versionedobjects.fields.UnspecifiedDefault'>";
    let hash = |object: &ObjectDescriptor| format!("1.1-{}", object.compute_fingerprint().unwrap());
    assert_eq!(
        only(&old, &new)[..],
        [
            format!("'watts': Integer(default={unspecified},nullable=False)"),
            "in Rust i64".to_owned(),
            "How much it takes.".to_owned(),
            "in Rust i64; since 1.1".to_owned(),
            "- 1.1: watts is new".to_owned(),
            hash(before::Lamp::descriptor()),
            "\"description\": \"How much it takes.\"".to_owned(),
            "\"type\": \"integer\"".to_owned(),
        ]
    );
    let new = only(&new, &old);
    for line in [
        "'watts': Integer(default=40,nullable=True)",
        "How much it takes, at most.",
        "in Rust Option<i64>; may be null; by default 40; since 1.1",
        "- 1.1: watts is new, and 40 in an older object that is raised",
        "\"default\": 40",
    ] {
        assert!(new.contains(&line.to_owned()), "{new:#?}");
    }
}

/// Everything that a version can do to a field.
mod told {
    use versioned_object_core::prelude::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
    pub enum Colour {
        /// It is white.
        White,
        /// It is red.
        Red,
    }

    fn as_text(watts: i64) -> String {
        watts.to_string()
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.5", note("1.5", "a watt is 0.9 of the old one"))]
    pub struct Lamp {
        #[field(renamed("1.1", "lit"))]
        on: Attr<bool>,
        #[field(changed("1.2", from = String, down = as_text, up = str::parse::<i64>))]
        watts: Attr<i64>,
        #[field(value("1.3", Red, instead = White))]
        colour: Attr<Colour>,
        #[field(until = "1.4")]
        weight: Attr<Option<i64>>,
        meta: ObjectMeta,
    }
}

#[test]
fn what_readers_of_older_versions_get_is_told_field_by_field() {
    let page = text_of(told::Lamp::descriptor());
    for said in [
        "- 1.0: the first, with lit, watts, colour, weight\n",
        "- 1.1: lit is called on from here on\n",
        "- 1.2: watts was String\n",
        "- 1.3: colour may be red, for which older versions get white\n",
        "- 1.4: weight is gone\n",
        "- 1.5: a watt is 0.9 of the old one\n",
    ] {
        assert!(page.contains(said), "{said}{page}");
    }
    let of = |version: &str| {
        let rest = page.split(&format!("A reader of {version}\n")).nth(1).unwrap();
        rest.split("A reader of").next().unwrap().split("\n    Fingerprint").next().unwrap().to_owned()
    };
    assert!(of("1.4").contains("- gets as declared on, watts, colour\n"), "{}", of("1.4"));
    assert!(of("1.3").contains("- gets as declared on, watts, colour, weight\n"), "{}", of("1.3"));
    let unspecified = "<class 'oslo_versionedobjects.fields.UnspecifiedDefault'>";
    let before_red = of("1.2");
    assert!(before_red.contains("in the example: \"white\" instead of \"red\"\n"), "{before_red}");
    assert!(before_red.contains("nullable=False,valid_values=('white',))\n"), "{before_red}");
    let before_number = of("1.1");
    assert!(
        before_number.contains(&format!("its type there: String(default={unspecified},nullable=False)\n"))
    );
    assert!(before_number.contains("in the example: \"42\" instead of 42\n"), "{before_number}");
    assert!(of("1.0").contains("- on\n"), "{}", of("1.0"));
    assert!(of("1.0").contains("there: lit\n"), "{}", of("1.0"));
}

#[test]
fn what_checks_a_field_is_named() {
    let page = page("downstream.book.md");
    assert!(page.contains("in Rust `String`; checked by `not_blank`\n"), "{page}");
    assert!(
        page.contains("in Rust `Option<Vec<String>>`; may be null; checked by `nobody_twice`; since 1.3\n")
    );
    assert_eq!(page.matches("\"$comment\": \"also checked by `not_blank`\"").count(), 2);
}

mod given {
    use std::net::SocketAddr;

    use versioned_object_core::fields::Text;
    use versioned_object_core::prelude::*;

    /// A server, of which nothing says what its address looks like.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub struct Server {
        address: Attr<Text<SocketAddr>>,
        #[field(object = "Shelf")]
        shelf: Attr<Option<Box<dyn DynObject>>>,
        meta: ObjectMeta,
    }
}

/// The example on the page of a server, in a folder of pages.
fn example_in(folder: &Path) -> Option<Json> {
    let page = fs::read_to_string(folder.join("reference.given.md")).unwrap();
    let example = blocks(&page).into_iter().find(|(_, heading, _)| heading == "Example");
    example.map(|(_, _, json)| json)
}

#[test]
fn samples_are_given_where_types_have_none() {
    // Where pages are to be written, nothing is compared.
    if std::env::var("VERSIONED_OBJECT_REFERENCE").is_ok_and(|wish| wish == "write") {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("given");
    let kept = |reference: &Reference| {
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        for file in reference.files(Format::Markdown) {
            fs::write(folder.join(file.name), file.text).unwrap();
        }
    };
    let shown = folder.to_str().unwrap();
    let reference = Reference::of([given::Server::descriptor(), Shelf::descriptor(), Book::descriptor()]);
    kept(&reference);
    testing::assert_reference!(shown, given::Server, Shelf, Book);
    assert_eq!(example_in(&folder), None);

    let samples = Samples::new().value("Server", "address", "[::1]:8776");
    kept(&reference.samples(samples.clone()));
    testing::assert_reference!(shown, samples = samples.clone(), given::Server, Shelf, Book,);
    let mut registry = Registry::new();
    registry.register::<Shelf>().unwrap();
    let example = example_in(&folder).unwrap().to_string();
    let read: given::Server = wire::Reader::new().registry(&registry).read(&example).unwrap();
    assert_eq!(read.address().unwrap().to_string(), "[::1]:8776");
    // What is known by its name only is found among the types of the reference, as without samples.
    assert_eq!(read.shelf().unwrap().unwrap().obj_name(), "Shelf");

    let other = Samples::new().value("Server", "address", "127.0.0.1:80");
    for samples in [Samples::new(), other] {
        let compared = || testing::assert_reference!(shown, samples = samples, given::Server, Shelf, Book);
        let panic = std::panic::catch_unwind(compared).unwrap_err();
        let message = panic.downcast::<String>().unwrap();
        assert!(message.contains("reference.given.md line "), "{message}");
    }
    let none = Samples::new().value("Server", "adress", 1).value("Sever", "address", 1);
    let compared = || testing::assert_reference!(shown, samples = none, given::Server, Shelf, Book);
    let message = *std::panic::catch_unwind(compared).unwrap_err().downcast::<String>().unwrap();
    assert_eq!(
        message,
        "`value(\"Server\", \"adress\", …)` is of no field: Server has no such field\n\
         `value(\"Sever\", \"address\", …)` is of no object here"
    );
    // That of a child is none of these types', and counts.
    let child = Samples::new().value("Book", "title", "Sea");
    let compared = || testing::assert_reference!(shown, samples = child, Shelf);
    let message = *std::panic::catch_unwind(compared).unwrap_err().downcast::<String>().unwrap();
    assert!(message.contains("is not that of the declarations"), "{message}");
    // Of all types of the package, none needs one.
    testing::assert_reference!("docs/reference", samples = Samples::new());
}

mod hostile {
    use versioned_object_core::prelude::*;

    /// A <b>bold</b> lamp | with `a|b` & <script>alert(1)</script>, see [`Self::on`] and {{#include /etc/passwd}}.
    ///
    /// <img src=x onerror=alert(2)>
    ///
    /// [a link](javascript:alert(3)) ![a picture](https://example.org/spy.png)
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", name = "L<i>amp", note("1.0", "<u>one</u> *star* {{#include x}}"))]
    pub struct Lamp {
        on: Attr<bool>,
        meta: ObjectMeta,
    }
}

#[test]
fn what_people_wrote_is_shown_and_not_obeyed() {
    let reference = Reference::of([hostile::Lamp::descriptor()]);
    // In the JSON of a schema a text is code.
    let without = |page: &str, start: &str, end: &str| -> String {
        let mut parts = page.split(start);
        let first = parts.next().unwrap().to_owned();
        first + &parts.filter_map(|part| part.split_once(end)).map(|(_, rest)| rest).collect::<String>()
    };
    let page = reference.to_text(Format::Html);
    for tag in ["<b>", "<i>", "<u>", "<script", "<img"] {
        assert!(!page.contains(tag), "{tag} in {page}");
    }
    let html = without(&page, "<pre>", "</pre>");
    for tag in ["<b>", "<i>", "<u>", "<script", "<img", "javascript:", "spy.png"] {
        assert!(!html.contains(tag), "{tag} in {html}");
    }
    assert!(html.contains("&lt;b&gt;bold&lt;/b&gt;") && html.contains("L&lt;i&gt;amp"), "{html}");
    let page = reference.to_text(Format::Markdown);
    for tag in ["<b>", "<u>", "<script", "<img"] {
        assert!(!page.contains(tag), "{tag} in {page}");
    }
    assert_eq!(page.matches("{\\u007b#include /etc").count(), 1, "{page}");
    let markdown = without(&page, "```json\n", "\n```");
    for tag in ["<b>", "<u>", "<script", "<img", "javascript:", "spy.png"] {
        assert!(!markdown.contains(tag), "{tag} in {markdown}");
    }
    // In code, it is no tag.
    assert!(markdown.contains("## `class L<i>amp(context=None, **kwargs)`"), "{markdown}");
    assert!(
        markdown.contains("and {{\u{2060}#include /etc") && markdown.contains("{{\\#include x"),
        "{markdown}"
    );
    let text = reference.to_text(Format::Text);
    assert!(
        text.contains("A <b>bold</b> lamp | with `a|b` & <script>alert(1)</script>, see `Self::on`"),
        "{text}"
    );
}

/// What mdBook puts something in the place of begins with `\{\{\s*\#`, whatever stands before it.
fn is_obeyed(page: &str) -> bool {
    let mut behind = page.match_indices("{{").map(|(at, braces)| &page[at + braces.len()..]);
    behind.any(|text| text.trim_start().starts_with('#'))
}

#[allow(clippy::doc_markdown, clippy::tabs_in_doc_comments, reason = "as people may write")]
mod included {
    use versioned_object_core::prelude::*;

    /// Where it stands: {{ #include a}} and {{	#include b}}, {{{  #include c}}, \{{#include d
    /// }}.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
    pub enum Place {
        /// Here: {{ #include e}}.
        Here,
    }

    /// {{
    /// #include f}} and `{{ #include g}}`
    ///
    /// ```text
    /// {{ #include h}}
    ///     {{	#include i}}
    /// ```
    ///
    ///     {{ #include j}}
    ///
    /// - {{
    ///   #include k}}
    ///
    /// <p>{{ #include l}}</p>
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", note("1.0", "{{ #include m}}"))]
    pub struct Lamp {
        /// [{{ #include o}}](https://example.org/{{ #include p}})
        #[field(default = "{{ #include q}}")]
        on: Attr<String>,
        #[field(rename = "{{#include")]
        named: Attr<i64>,
        place: Attr<Place>,
        meta: ObjectMeta,
    }
}

#[test]
fn nothing_is_put_in_the_place_of_what_people_wrote() {
    let reference = Reference::of([included::Lamp::descriptor()]);
    for PageFile { name, text } in reference.files(Format::Markdown) {
        assert!(!is_obeyed(&text), "{name}: {text}");
    }
}
