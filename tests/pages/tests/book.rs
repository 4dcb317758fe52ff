//! What the book says of the interface, against what rustdoc and the compiler say of it.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::any::type_name;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{env, fs};

use versioned_object_core::chrono::{FixedOffset, NaiveDateTime};
use versioned_object_core::fields::ipnet::{IpNet, Ipv4Net, Ipv6Net};
use versioned_object_core::fields::{
    AnyOf, Bounded, FlexibleBoolean, Ipv4AndV6Addr, Json, JsonOf, MacAddress, NonNegativeFloat, PciAddress,
    SensitiveString, Text, VersionPredicate,
};
use versioned_object_core::prelude::*;
use versioned_object_core::serde_json;

mod rustdoc;

use rustdoc::made;

/// The page with the list of field types.
const PAGE: &str = "docs/guide/field-types.md";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of a file, whose name is told where it cannot be read.
fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A child, for the types that hold one.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Bike {
    gears: Attr<i64>,
    meta: ObjectMeta,
}

/// A field of each type that the page lists, as the page writes it, and what the compiler calls it and its getter's value.
macro_rules! listed {
    ($($(#[$attr:meta])* $field:ident: $ty:ty,)*) => {
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0")]
        struct Listed {
            $($(#[$attr])* $field: Attr<$ty>,)*
            meta: ObjectMeta,
        }

        /// The field, the type as it is written, as the compiler has it, and what its getter gives.
        const LISTED: &[(&str, &str, fn() -> String, fn() -> String)] = &[$((
            stringify!($field),
            stringify!($ty),
            || without_paths(type_name::<$ty>()),
            || without_paths(type_name::<<$ty as versioned_object_core::FieldType>::Ref<'static>>()),
        )),*];
    };
}

listed! {
    string: String,
    shared: Arc<str>,
    path: PathBuf,
    secret: SensitiveString,
    text: Text<SocketAddr>,
    uuid: Uuid,
    predicate: VersionPredicate,
    mac: MacAddress,
    pci: PciAddress,
    int: i64,
    int_of_8: i8,
    int_of_16: i16,
    int_of_32: i32,
    uint: u64,
    uint_of_8: u8,
    uint_of_16: u16,
    uint_of_32: u32,
    bounded: Bounded<1, 9>,
    float: f64,
    float_of_32: f32,
    positive: NonNegativeFloat,
    truth: bool,
    flexible: FlexibleBoolean,
    moment: DateTime<Utc>,
    moment_there: DateTime<FixedOffset>,
    clock: SystemTime,
    naive: NaiveDateTime,
    span: Duration,
    address: IpAddr,
    address_4: Ipv4Addr,
    address_6: Ipv6Addr,
    addresses: Ipv4AndV6Addr,
    net: IpNet,
    net_4: Ipv4Net,
    net_6: Ipv6Net,
    list: Vec<String>,
    set: BTreeSet<String>,
    hashed: HashSet<String>,
    map: BTreeMap<String, i64>,
    hash_map: HashMap<String, i64>,
    nullable: Option<String>,
    json: Json,
    value: serde_json::Value,
    of_serde: JsonOf<Vec<u8>>,
    child: Box<Bike>,
    kind: AnyOf<Bike>,
    #[field(object = "Bike")]
    named: Box<dyn DynObject>,
}

/// A type as people write it who have imported its names.
fn without_paths(mut text: &str) -> String {
    let mut out = String::new();
    while let Some((before, behind)) = text.split_once("::") {
        out.push_str(before.trim_end_matches(|c: char| c == '_' || c.is_alphanumeric()));
        text = behind;
    }
    out + text
}

/// A row of the page: the types, their values in JSON, and what the getter gives.
struct Row {
    types: Vec<String>,
    json: Vec<String>,
    gives: Vec<String>,
}

/// What stands in backticks.
fn codes(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(without_paths).collect()
}

fn rows() -> Vec<Row> {
    let page = text_of(&root().join(PAGE));
    let (mut rows, mut is_list) = (Vec::new(), false);
    for line in page.lines() {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        match cells[..] {
            ["type", "its values", "in JSON", "its getter gives"] => is_list = true,
            [types, _, json, gives] if is_list && !types.starts_with('-') => {
                let json = json.split('`').skip(1).step_by(2).map(str::to_owned).collect();
                rows.push(Row { types: codes(types), json, gives: codes(gives) });
            }
            _ => is_list &= line.starts_with('|'),
        }
    }
    rows
}

/// `Vec` of `Vec<T>`: a type that is made of others, whichever they are.
fn generic(implementor: &str) -> Option<&str> {
    let (head, arguments) = implementor.strip_suffix('>')?.split_once('<')?;
    arguments.chars().all(|c| c.is_ascii_uppercase() || ", ".contains(c)).then_some(head)
}

/// The types that rustdoc names at the trait, as it writes them.
fn implementors() -> BTreeSet<String> {
    let page = text_of(&made().join("versioned_object_core/trait.FieldType.html"));
    let ids =
        page.split("<section id=\"impl-FieldType-for-").skip(1).map(|rest| rest.split('"').next().unwrap());
    ids.map(|id| id.replace("%3C", "<").replace("%3E", ">").replace('+', " ")).collect()
}

#[test]
fn the_page_lists_every_field_type_of_core() {
    let there = implementors();
    assert!(there.len() > 40, "{there:?}");
    let mut missing = there.clone();
    for ty in rows().iter().flat_map(|row| &row.types) {
        let head = ty.split('<').next().unwrap();
        let found = there.iter().find(|there| *there == ty);
        let found = found.or_else(|| there.iter().find(|there| generic(there) == Some(head)));
        let found = found.unwrap_or_else(|| panic!("{PAGE}: `{ty}` is no type of a field"));
        assert!(missing.remove(found), "{PAGE}: `{ty}` is there twice");
    }
    assert!(missing.is_empty(), "{PAGE} has no row for {missing:?}");
}

#[test]
fn types_are_read_written_and_given_as_the_page_says() {
    let rows = rows();
    let mut said = BTreeSet::new();
    for (field, written, ty, given) in LISTED {
        let written = without_paths(written);
        let row = rows.iter().find(|row| row.types.contains(&written));
        let row = row.unwrap_or_else(|| panic!("{PAGE} has no row for `{written}`"));
        // A cell without code says that it is the type itself.
        let gives = row.gives.first().cloned().unwrap_or_else(ty);
        assert_eq!(gives, given(), "{PAGE}: what a getter of `{written}` gives");
        for json in &row.json {
            let json = format!("{{\"{field}\":{json}}}");
            let read = Listed::from_json(&json).unwrap_or_else(|error| panic!("{PAGE}: {error}"));
            assert_eq!(read.to_json().unwrap(), json, "{PAGE}: `{written}` in JSON");
        }
        said.insert(written);
    }
    for ty in rows.iter().flat_map(|row| &row.types) {
        assert!(said.contains(ty), "{PAGE}: nobody tries `{ty}`; `LISTED` lacks it");
    }
}

/// The pages that people read, but for those that are made of declarations.
fn written(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && !["reference", "target"].contains(&name) && !name.starts_with('.') {
            written(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// docs.rs has what rustdoc makes of a package, below its name and a version.
#[test]
fn links_to_docs_rs_lead_to_what_rustdoc_makes() {
    let made = made();
    let mut pages = Vec::new();
    written(&root(), &mut pages);
    let (mut wrong, mut count) = (Vec::new(), 0);
    for page in pages {
        let text = text_of(&page);
        for link in text.split("https://docs.rs/").skip(1) {
            let link = link.split([')', ' ', '\n', '"', '>', '|']).next().unwrap();
            let (package, rest) = link.split_once('/').unwrap_or((link, ""));
            if !["versioned-object-core", "versioned-object-derive", "backup-objects"].contains(&package) {
                continue;
            }
            count += 1;
            let (file, place) = rest.split_once('#').unwrap_or((rest, ""));
            // Without a path, docs.rs goes to the first page of the crate.
            let first = format!("latest/{}/", package.replace('-', "_"));
            let file = if file.is_empty() { &first } else { file };
            let path = file.strip_prefix("latest/").map(|file| made.join(file));
            let path = path.map(|path| if file.ends_with('/') { path.join("index.html") } else { path });
            let html = path.and_then(|path| fs::read_to_string(path).ok());
            if html.is_none_or(|html| !place.is_empty() && !html.contains(&format!("id=\"{place}\""))) {
                wrong.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "there is no such page of rustdoc:\n{}", wrong.join("\n"));
    assert!(count > 10, "{count} links were found");
}

/// A page of crates.io has no files beside it.
#[test]
fn packaged_readmes_link_to_what_is_elsewhere() {
    for package in ["versioned-object-core", "versioned-object-derive", "backup-objects"] {
        let page = root().join(package).join("README.md");
        for target in text_of(&page).split("](").skip(1) {
            assert!(target.starts_with("https://"), "{}: {target}", page.display());
        }
    }
}
