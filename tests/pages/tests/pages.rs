//! The pages that rustdoc makes, against the descriptors, which know nothing of them.

#![allow(clippy::unwrap_used, clippy::unnecessary_debug_formatting, reason = "an error fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use pages as _;
use versioned_object_core::fields::{Json, NoColumn, SensitiveString};
use versioned_object_core::wire::Reader;
use versioned_object_core::{
    ChangeKind, FieldDescriptor, Key, ObjectDescriptor, Registry, Result, TypeDescriptor, TypeKind, Version,
    VersionedObject as _,
};

mod rustdoc;

use rustdoc::made;

/// How many objects of these crates others see: Cinder's, the library's, and the hard ones.
const PUBLIC: usize = 37 + 5 + 8;

/// The crates of users that have pages.
const CRATES: [&str; 3] = ["backup_objects", "downstream", "pages"];

/// The pages of all objects.
static PAGES: LazyLock<Vec<Page>> = LazyLock::new(objects);

/// What a page says.
struct Page {
    path: PathBuf,
    html: String,
    described: &'static ObjectDescriptor,
}

/// The pages of objects in what rustdoc makes.
fn objects() -> Vec<Page> {
    let made = made();
    let registry = Registry::collected().unwrap();
    let mut pages = Vec::new();
    for name in CRATES {
        let folder = made.join(name);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let html = fs::read_to_string(&path).unwrap_or_default();
            // `Backup` 1.4 in the namespace …
            let Some(lead) = html.split("<div class=\"docblock\"><p><code>").nth(1) else { continue };
            let lead = text(lead.split("</p>").next().unwrap());
            let mut words = lead.split(' ');
            let (name, version) = (words.next().unwrap(), words.next().unwrap());
            if lead.contains(" in the namespace ") {
                let described = registry.find(name, version).unwrap();
                assert_eq!(described.version.to_string(), version, "{path:?}");
                assert!(lead.contains(&format!("namespace {}", described.namespace)), "{lead}");
                assert_eq!(lead.contains(" in the table "), described.table.is_some(), "{lead}");
                pages.push(Page { path, html, described });
            }
        }
    }
    pages
}

impl Page {
    fn section(&self, heading: &str) -> Option<&str> {
        section(&self.html, heading)
    }

    fn rows(&self, heading: &str) -> Vec<Vec<String>> {
        rows(&self.html, heading)
    }
}

/// What stands under a heading of the first block, up to the next one; none where there is no such heading.
fn section<'a>(html: &'a str, heading: &str) -> Option<&'a str> {
    let docs = html.split("id=\"implementations-list\"").nth(1).unwrap();
    let docs = docs.split("class=\"impl-items\"").next().unwrap();
    let after = docs.split(&format!("</a>{heading}</h4>")).nth(1)?;
    after.split("<h4 ").next()
}

/// The rows of the table there, each as the texts of its cells.
fn rows(html: &str, heading: &str) -> Vec<Vec<String>> {
    let Some(section) = section(html, heading) else { return Vec::new() };
    let rows = section.split("<tr>").skip(2);
    rows.map(|row| {
        let cells = row.split("<td>").skip(1);
        cells.map(|cell| text(cell.split("</td>").next().unwrap())).collect()
    })
    .collect()
}

/// What a reader sees of HTML.
fn text(html: &str) -> String {
    let mut out = String::new();
    for (index, part) in html.split('<').enumerate() {
        let seen = if index == 0 { part } else { part.split_once('>').map_or("", |(_, seen)| seen) };
        out.push_str(seen);
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(out, |out, (from, to)| out.replace(from, to))
}

/// What the table must say of a type, by what is known at run time.
fn spelt(ty: &TypeDescriptor, written: &str) -> bool {
    // A link that leads nowhere keeps its brackets in the text, and the style hides them.
    let written = written.replace(['[', ']'], "");
    let (is_option, inner) = match written.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        Some(inner) => (true, inner),
        None => (false, written.as_str()),
    };
    if is_option != ty.nullable && ty.name != "Json" {
        return false;
    }
    let within = |open: &str| {
        let inner = inner.split_once(open)?.1.strip_suffix('>')?;
        Some(inner.strip_prefix("String, ").unwrap_or(inner))
    };
    match ty.kind {
        TypeKind::List(item) => within("Vec<").is_some_and(|inner| spelt(item, inner)),
        TypeKind::Set(item) => within("Set<").is_some_and(|inner| spelt(item, inner)),
        TypeKind::Dict(item) => within("Map<").is_some_and(|inner| spelt(item, inner)),
        TypeKind::Object(described) => {
            let name = within("Box<").unwrap_or(inner);
            name == described().name || described().name == "LibraryMember" && name == "Member"
        }
        TypeKind::Enum(described) => inner == described.class_name || described.class_name == "Enum",
        TypeKind::AnyObject => true,
        TypeKind::Scalar | _ => {
            let name = inner.split('<').next().unwrap();
            let known = [
                ("String", "String"),
                ("i64", "Integer"),
                ("bool", "Boolean"),
                ("f64", "Float"),
                ("Uuid", "UUID"),
                ("DateTime", "DateTime"),
            ];
            known.iter().find(|(rust, _)| *rust == name).is_none_or(|(_, oslo)| *oslo == ty.name)
        }
    }
}

/// What the notes of a field must say, by what is known at run time.
fn notes(field: &FieldDescriptor, stored: bool) -> Vec<String> {
    let mut notes = Vec::new();
    for (given, word) in
        [(field.ty.nullable, "nullable"), (field.read_only, "read-only"), (field.sensitive, "sensitive")]
    {
        notes.extend(given.then(|| word.to_owned()));
    }
    notes.extend(field.validator.map(|function| format!("checked by {function}")));
    notes.extend(field.since.map(|since| format!("since {since}")));
    notes.extend(field.until.map(|until| format!("until {until}")));
    for change in field.history {
        notes.push(match change.kind {
            ChangeKind::Renamed { from } => format!("{from} before {}", change.version),
            ChangeKind::Changed { .. } => format!(" before {}", change.version),
            _ => format!(" since {}", change.version),
        });
    }
    if stored && field.column != field.name && field.stored {
        notes.push(format!("column {}", field.column));
    }
    notes
}

#[test]
fn every_object_has_a_page() {
    let names: Vec<_> = PAGES.iter().map(|page| page.path.file_name().unwrap()).collect();
    assert_eq!(PAGES.len(), PUBLIC, "{names:?}");
}

#[test]
fn the_table_has_every_field() {
    for page in PAGES.iter() {
        let path = &page.path;
        let all = page.rows("Fields");
        let rows: Vec<_> = all.iter().filter(|row| !row[0].starts_with("of ")).collect();
        let mut fields: Vec<_> = page.described.all_fields().collect();
        // What a parent in another crate has of its mixins is on their own pages, and the table says so.
        if path.ends_with("struct.Pamphlet.html") {
            let row = all.iter().find(|row| row[0] == "of Audit").unwrap();
            assert_eq!(row[3], "of the crate downstream: its fields are on its own page");
            // Where the link leads is asked of all of them, see below.
            assert!(page.section("Fields").unwrap().contains("struct.Audit.html"), "{path:?}");
            fields.retain(|field| !["created_at", "created_by"].contains(&field.name));
        }
        let names: Vec<_> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(rows.len(), fields.len(), "{path:?}: {names:?}");
        for (row, field) in rows.iter().zip(fields) {
            let [name, ty, default, given, meaning] = row.as_slice() else { panic!("{path:?}: {row:?}") };
            let on_the_wire = given.split(", ").find_map(|note| note.strip_prefix("on the wire "));
            assert_eq!(on_the_wire.unwrap_or(name), field.name, "{path:?}: {row:?}");
            assert!(spelt(field.ty, ty), "{path:?}: {row:?} {:?}", field.ty);
            assert_eq!(!default.is_empty(), field.default.is_some(), "{path:?}: {row:?}");
            // As of a type, a link that leads nowhere has brackets.
            let given = given.replace(['[', ']'], "");
            let given: Vec<_> = given.split(", ").filter(|note| !note.is_empty()).collect();
            for note in notes(field, page.described.table.is_some()) {
                assert!(given.iter().any(|given| given.ends_with(&note)), "{path:?}: {row:?} lacks {note}");
            }
            for word in ["nullable", "read-only", "sensitive", "since ", "until "] {
                let times = |notes: &[&str]| notes.iter().filter(|note| note.starts_with(word)).count();
                let due = notes(field, true);
                let due: Vec<_> = due.iter().map(String::as_str).collect();
                // A subclass has the versions of its own, and the row says which are those of its parent alone.
                let above = |note: &&&str| {
                    let version = note.rsplit(' ').next().and_then(|version| version.parse::<Version>().ok());
                    page.described.parent.is_some()
                        && version.is_some_and(|version| version > page.described.version)
                };
                let given: Vec<_> = given.iter().filter(|note| !above(note)).copied().collect();
                assert_eq!(times(&given), times(&due), "{path:?}: {row:?} {word}");
            }
            let first = field.doc.split("\n\n").next().unwrap().replace('\n', " ");
            if !first.starts_with("What it is called") {
                assert_eq!(words(meaning), words(&first), "{path:?}: {row:?}");
            }
        }
    }
}

#[test]
fn versions_say_what_they_changed() {
    for page in PAGES.iter() {
        let rows = page.rows("Versions");
        let mut due: BTreeMap<Version, Vec<&str>> = BTreeMap::new();
        for field in page.described.all_fields() {
            let versions = field.history.iter().map(|change| change.version);
            let first = Version::new(1, 0);
            for version in versions.chain(field.since.filter(|since| *since > first)).chain(field.until) {
                due.entry(version).or_default().push(field.name);
            }
        }
        for (version, names) in &due {
            let said: String =
                rows.iter().filter(|row| row[0] == version.to_string()).map(|row| row[1].as_str()).collect();
            for name in names {
                assert!(said.contains(name), "{:?}: {version} of {name} in {rows:?}", page.path);
            }
        }
        for (version, note) in page.described.notes {
            let note = note.replace('`', "");
            assert!(
                rows.iter().any(|row| row[0] == version.to_string() && row[1].contains(&note)),
                "{:?}: {note} in {rows:?}",
                page.path
            );
        }
    }
}

#[test]
fn examples_are_what_they_say() {
    let registry = Registry::collected().unwrap();
    for page in PAGES.iter() {
        let example = text(
            page.section("Example")
                .unwrap()
                .split("</pre>")
                .next()
                .unwrap()
                .split("<pre")
                .nth(1)
                .unwrap()
                .split_once('>')
                .unwrap()
                .1,
        );
        let example = &example[example.find('{').unwrap()..=example.rfind('}').unwrap()];
        let object = Reader::new().registry(&registry).read_any(example);
        let object = object.unwrap_or_else(|error| panic!("{:?}: {error}\n{example}", page.path));
        assert_eq!(object.obj_descriptor().name, page.described.name);
        assert_eq!(object.obj_version(), page.described.version);
        let json: serde_json::Value = serde_json::from_str(example).unwrap();
        let data = json[format!("{}.data", page.described.serial_namespace)].as_object().unwrap();
        assert!(!data.is_empty(), "{:?}", page.path);
        for name in data.keys() {
            assert!(page.described.fields().any(|field| field.name == name), "{:?}: {name}", page.path);
        }
        // Below it stands what it leaves out: a line for each, with the reason.
        let after = page.section("Example").unwrap().rsplit("</pre>").next().unwrap();
        let mut left: Vec<_> =
            after.split("<li>").skip(1).map(|line| text(line.split("</li>").next().unwrap())).collect();
        let is_abroad = page.path.ends_with("struct.Pamphlet.html");
        for field in page.described.all_fields() {
            if data.contains_key(field.name)
                || is_abroad && ["created_at", "created_by"].contains(&field.name)
            {
                continue;
            }
            let line = left.iter().position(|line| line.starts_with(&format!("{}: ", field.name)));
            let line = line.unwrap_or_else(|| panic!("{:?}: {} in {left:?}", page.path, field.name));
            let line = left.remove(line);
            let is_removed = field.until.is_some();
            assert_eq!(line.contains("removed in"), is_removed, "{:?}: {line}", page.path);
            // Where the enum is found, its first value is taken.
            let is_enum = matches!(field.ty.kind, TypeKind::Enum(_));
            let is_own = page
                .rows("Fields")
                .iter()
                .take_while(|row| !row[0].starts_with("of "))
                .any(|row| row[0] == field.name);
            assert!(is_removed || !is_enum || !is_own, "{:?}: {line}", page.path);
        }
        assert!(left.is_empty(), "{:?}: {left:?}", page.path);
    }
}

/// The words of every signature on a page, of methods and of constants.
fn signatures(html: &str) -> Vec<String> {
    let parts = html.split("<h4 class=\"code-header\">").skip(1);
    parts.map(|part| text(part.split("</h4>").next().unwrap())).collect()
}

#[test]
fn signatures_are_as_people_write_them() {
    let mut getters = 0;
    for page in PAGES.iter() {
        let builder = page.path.to_string_lossy().replace(".html", "Builder.html");
        // Not all of them are seen outside.
        let builder = fs::read_to_string(&builder).unwrap_or_default();
        let all = signatures(&page.html);
        for signature in all.iter().chain(&signatures(&builder)) {
            for word in ["FieldRef<", "Held<", "ColumnOf<"] {
                assert!(!signature.contains(word), "{:?}: {signature}", page.path);
            }
        }
        // What a getter gives of an enum or of an object is the type in the table, which others hold to the descriptors.
        // Those of a mixin are in its trait; see `stage` below.
        let rows = page.rows("Fields");
        let own: Vec<_> = rows.iter().take_while(|row| !row[0].starts_with("of ")).collect();
        for field in page.described.all_fields() {
            let Some(row) = own.iter().find(|row| row[0] == field.name) else { continue };
            let (name, ty) = (&row[0], row[1].replace(['[', ']'], ""));
            let inner = ty.strip_prefix("Option<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(&ty);
            let given = match field.ty.kind {
                TypeKind::Enum(_) => inner.to_owned(),
                TypeKind::Object(_) => format!("&{}", inner.trim_start_matches("Box<").trim_end_matches('>')),
                _ => continue,
            };
            let given = if field.ty.nullable { format!("Option<{given}>") } else { given };
            let due = format!("pub fn {name}(&self) -> Result<{given}>");
            let plain = |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")");
            assert!(all.iter().any(|given| plain(given) == plain(&due)), "{:?}: {due}", page.path);
            getters += 1;
        }
    }
    assert!(getters > 40, "{getters}");
    let kinds = PAGES.iter().find(|page| page.path.ends_with("struct.Kinds.html")).unwrap();
    let kinds = signatures(&kinds.html);
    for due in [
        "pub fn address(&self) -> Result<&Ipv4Addr>",
        "pub fn numbers(&self) -> Result<&Vec<i64>>",
        "pub fn any(&self) -> Result<&Json>",
        "pub fn secret(&self) -> Result<&SensitiveString>",
        "pub fn versions(&self) -> Result<Option<&str>>",
        "pub fn file(&self) -> Result<&Path>",
        "pub fn few(&self) -> Result<i64>",
        "pub fn part(&self) -> Result<f64>",
        "pub fn flag(&self) -> Result<bool>",
        "pub fn either(&self) -> Result<IpAddr>",
        "pub fn percent(&self) -> Result<Percent>",
        "pub fn size(&self) -> Result<Option<<DataSize as FieldType>::Ref<'_>>>",
        "pub fn grain(&self) -> Result<&Grain>",
        "pub const GRAIN: Key<Self, Grain>",
        "pub fn condition(&self) -> Result<Condition>",
        "pub fn try_phase(&self) -> Option<Phase>",
        "pub fn again(&self) -> Result<Phase>",
        "pub fn depth(&self) -> Result<Depth>",
        "pub fn phases(&self) -> Result<&[Phase]>",
        "pub const PHASES: Key<Self, Vec<Phase>>",
        "pub const BOOK: Key<Self, Book, NoColumn>",
        "pub const BOXED: Key<Self, Box<Book>, NoColumn>",
        "pub const PERCENT: Key<Self, Percent>",
        "fn stage(&self) -> Result<Phase>",
        "fn try_origin(&self) -> Option<Option<Condition>>",
        "fn done(&self) -> Result<Option<Percent>>",
        "fn grains(&self) -> Result<Option<&Grain>>",
        "fn written(&self) -> Result<Option<&Book>>",
        "const WRITTEN: Key<Self, Option<Book>, NoColumn>",
        "const ORIGIN: Key<Self, Option<Condition>>",
    ] {
        assert!(kinds.iter().any(|given| given.starts_with(due)), "{due} in {kinds:#?}");
    }
}

/// The pages of everything that users' crates show: of objects, mixins, traits, enums and functions.
fn all_pages() -> Vec<(PathBuf, String)> {
    let all = PAGES[0].path.parent().unwrap().parent().unwrap();
    let mut folders: Vec<_> = CRATES.iter().map(|name| all.join(name)).collect();
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                pages.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    pages
}

/// What the compiler alone knows of a type is on pages where a type says itself what is given, and where a parent in
/// another crate is shown as it was compiled: both in words.
#[test]
fn no_signature_has_words_of_the_macros() {
    let mut seen = 0;
    let mut told = BTreeSet::new();
    let mut wrong = Vec::new();
    for (path, html) in all_pages() {
        let declared = html.split("<pre class=\"rust item-decl\">").nth(1);
        let declared = declared.map(|rest| text(rest.split("</pre>").next().unwrap()));
        let page = text(&html);
        for signature in signatures(&html).into_iter().chain(declared) {
            seen += 1;
            let mut parts = signature.split("FieldType>::Ref<'_>").collect::<Vec<_>>();
            let last = parts.pop().unwrap();
            for part in &parts {
                let (_, ty) = part.rsplit_once('<').unwrap();
                let by_hand =
                    format!("{ty}FieldType>::Ref<'_> stands where {} itself says", &ty[..ty.len() - 4]);
                let abroad = "its getters stand below as its crate was compiled";
                if page.contains(&by_hand) || ty.ends_with(" as Is") && page.contains(abroad) {
                    let file = path.file_name().unwrap().to_string_lossy();
                    let (kind, _) = file.split_once(".html").unwrap();
                    told.insert(format!("{kind} {ty}"));
                } else {
                    wrong.push(format!("{}: {signature}", path.display()));
                }
            }
            let rest = parts.concat() + last;
            if ["FieldType>", "FieldRef<", "Held<", "ColumnOf<"].iter().any(|word| rest.contains(word)) {
                wrong.push(format!("{}: {signature}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    let due =
        ["struct.Kinds DataSize as ", "struct.Pamphlet Condition as Is", "trait.StagedAccess DataSize as "];
    assert_eq!(told.iter().map(String::as_str).collect::<Vec<_>>(), due);
    assert!(seen > 10_000, "{seen}");
}

#[test]
fn what_pages_say_is_so() {
    // Pages are written by hand of the derive; these are asked of the compiler.
    let _: fn(&backup_objects::Backup) -> Result<Option<backup_objects::BackupStatus>> =
        backup_objects::Backup::status;
    let _: fn(&downstream::Member) -> Result<downstream::Percent> = downstream::Member::discount;
    let _: fn(&downstream::Member) -> Result<Option<&downstream::Book>> = downstream::Member::reading;
    let _: fn(&downstream::Member) -> Result<Option<&SensitiveString>> = downstream::Member::password;
    let _: Key<backup_objects::Backup, Option<backup_objects::BackupStatus>> = backup_objects::Backup::STATUS;
    let _: Key<downstream::Member, Option<Box<downstream::Address>>, NoColumn> = downstream::Member::ADDRESS;
    let kinds = pages::Kinds::orphan();
    let _: Result<&Ipv4Addr> = kinds.address();
    let _: Result<&Vec<i64>> = kinds.numbers();
    let _: Result<&Json> = kinds.any();
    let _: Result<Option<&str>> = kinds.versions();
    let _: Result<&Path> = kinds.file();
    let _: Result<i64> = kinds.few();
    let _: Result<f64> = kinds.part();
    let _: Result<bool> = kinds.flag();
    let _: Result<IpAddr> = kinds.either();
    let _: Result<&pages::parts::Grain> = kinds.grain();
    let _: Result<pages::Phase> = pages::StagedAccess::stage(&kinds);
    let _: Result<Option<&downstream::Book>> = pages::StagedAccess::written(&kinds);
    let _: Key<pages::Kinds, Option<downstream::Book>, NoColumn> = pages::StagedAccess::WRITTEN;
    let _: Key<downstream::Shelf, Vec<downstream::Book>, NoColumn> = downstream::Shelf::OBJECTS;
}

/// A type without the lists, sets and maps around it.
fn innermost(ty: &'static TypeDescriptor) -> &'static TypeDescriptor {
    match ty.kind {
        TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item) => innermost(item),
        _ => ty,
    }
}

/// Each enum that others see, with the objects that declare a field of it.
#[test]
fn enums_name_the_objects_that_use_them() {
    let mut values = 0;
    let mut uses = 0;
    for page in PAGES.iter() {
        let own = page.rows("Fields");
        let own: Vec<_> = own.iter().take_while(|row| !row[0].starts_with("of ")).collect();
        for (row, field) in own.iter().zip(page.described.all_fields()) {
            let TypeKind::Enum(described) = innermost(field.ty).kind else { continue };
            let path = page.path.with_file_name(format!("enum.{}.html", described.class_name));
            let Ok(html) = fs::read_to_string(&path) else { continue };
            let object =
                page.path.file_name().unwrap().to_string_lossy().replace("struct.", "").replace(".html", "");
            let said = html.split("<section id=\"impl-UsedBy").skip(1).find(|part| {
                text(part.split("</h3>").next().unwrap()).contains(&format!("UsedBy<{object}> for "))
            });
            let said = said.unwrap_or_else(|| panic!("{path:?}: {object}"));
            let said = text(
                &said
                    .split("class=\"docblock\">")
                    .nth(1)
                    .unwrap()
                    .split("</details>")
                    .next()
                    .unwrap()
                    .replace("</li>", "\n"),
            );
            let line = said.lines().find(|line| line.split([':', ',']).next() == Some(row[0].as_str()));
            let line = line.unwrap_or_else(|| panic!("{path:?}: {} in {said}", row[0]));
            let since = field.since.map(|since| format!("since {since}"));
            assert!(since.is_none_or(|since| line.contains(&since)), "{path:?}: {line}");
            let variants = rows(&html, "Values");
            for change in field.history {
                let ChangeKind::Value { value, .. } = change.kind else { continue };
                let variant = &variants.iter().find(|row| row[1] == value).unwrap()[0];
                assert!(line.contains(&format!("{variant} since {}", change.version)), "{path:?}: {line}");
                values += 1;
            }
            uses += 1;
        }
    }
    assert!(uses > 10 && values > 6, "{uses} {values}");
}

#[test]
fn the_rest_is_there() {
    for page in PAGES.iter() {
        let described = page.described;
        let says = |heading: &str| page.section(heading).map(text).unwrap_or_default();
        if let Some(fingerprint) = described.fingerprint {
            let given = says("Fingerprint");
            assert!(
                given.contains(&format!("{}-{fingerprint}", described.version)),
                "{given} {:?}",
                page.path
            );
        } else {
            let given = says("Fingerprint");
            for word in ["versions.lock", "compute_fingerprint"] {
                assert!(given.contains(word), "{given:?} {:?}", page.path);
            }
        }
        for extra in described.extra_fields {
            assert!(says("Extra fields").contains(extra.name), "{:?}", page.path);
        }
        for relationship in described.relationships {
            assert!(says("Relationships").contains(relationship.field), "{:?}", page.path);
        }
        if let Some(table) = &described.table {
            assert!(says("Table").contains(table.name), "{:?}", page.path);
        }
        // Nothing is spelled as only a macro would.
        let plain = text(&page.html);
        assert!(!plain.contains("::core::option::Option"), "{:?}", page.path);
    }
}

#[test]
fn links_in_the_table_lead_somewhere() {
    // What checks a field is one of them, where others see it.
    let shade = PAGES.iter().find(|page| page.path.ends_with("struct.Shade.html")).unwrap();
    assert!(shade.section("Fields").unwrap().contains(" href=\"parts/fn.is_a_colour.html\""));
    for page in PAGES.iter() {
        let fields = page.section("Fields").unwrap();
        for link in fields.split(" href=\"").skip(1) {
            let link = link.split('"').next().unwrap();
            if link.starts_with("https://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let html = if file.is_empty() {
                page.html.clone()
            } else {
                let path = page.path.parent().unwrap().join(file);
                fs::read_to_string(path).unwrap_or_else(|_| panic!("{:?}: {link}", page.path))
            };
            assert!(
                anchor.is_empty() || html.contains(&format!("id=\"{anchor}\"")),
                "{:?}: {link}",
                page.path
            );
        }
    }
}

/// The words of a documentation without the marks that a page does not show.
fn words(text: &str) -> String {
    text.replace(['`', '\\', '*', '’', '\'', '[', ']'], "")
}

#[test]
fn enums_have_their_values() {
    let mut seen = BTreeMap::new();
    for page in PAGES.iter() {
        for field in page.described.all_fields() {
            let TypeKind::Enum(described) = field.ty.kind else { continue };
            let path = page.path.with_file_name(format!("enum.{}.html", described.class_name));
            // Not that of `Hidden`, and not that of a parent in another crate.
            if let Ok(html) = fs::read_to_string(&path) {
                seen.insert(path, (html, described));
            }
        }
    }
    assert_eq!(seen.len(), 7 + 1 + 1, "{:?}", seen.keys());
    for (path, (html, described)) in seen {
        let rows = rows(&html, "Values");
        let values: Vec<_> = rows.iter().map(|row| row[1].as_str()).collect();
        assert_eq!(values, described.values, "{path:?}");
        let value = |variant: &str| rows.iter().find(|row| row[0] == variant).map(|row| row[1].as_str());
        for (index, row) in rows.iter().enumerate() {
            assert_eq!(words(&row[2]), words(described.docs[index]), "{path:?}");
            let next = row.get(3).map(|next| next.split(", ").filter_map(value).collect::<Vec<_>>());
            assert_eq!(next.as_deref(), described.transitions.map(|all| all[index]), "{path:?}");
        }
    }
}

#[test]
fn mixins_have_their_fields_with_links() {
    for (folder, name, fields) in
        [("backup_objects", "PersistentFields", 4), ("downstream", "Audit", 2), ("pages/parts", "Times", 1)]
    {
        let page = PAGES[0].path.parent().unwrap().with_file_name(folder).join(format!("struct.{name}.html"));
        let html = fs::read_to_string(&page).unwrap();
        assert_eq!(rows(&html, "Fields").len(), fields, "{page:?}");
        let links =
            section(&html, "Fields").unwrap().matches(&format!("trait.{name}Access.html#method.")).count();
        assert_eq!(links, fields, "{page:?}");
    }
}

#[test]
fn keys_have_the_words_of_their_fields_and_come_last() {
    for page in PAGES.iter() {
        let own = page.rows("Fields").into_iter().take_while(|row| !row[0].starts_with("of "));
        let blocks = page.html.split("id=\"implementations-list\"").nth(1).unwrap();
        let place = |mark: &str| blocks.find(&format!("<span class=\"{mark}\">"));
        for row in own {
            let key = format!("id=\"associatedconstant.{}\"", row[0].to_uppercase());
            let at = blocks.find(&key).unwrap_or_else(|| panic!("{:?}: {key}", page.path));
            assert!(place("vo-page") < place("vo-accessors") && place("vo-accessors") < place("vo-keys"));
            assert!(place("vo-keys").unwrap() < at, "{:?}: {key}", page.path);
            let docs = blocks[at..].split("</details>").next().unwrap();
            let docs = text(docs.split("class=\"docblock\">").nth(1).unwrap());
            let due = format!("{}Key of the field", row[4]);
            assert!(docs.replace('\n', "").starts_with(&due), "{:?}: {docs}", page.path);
        }
    }
}
