//! Faults that are planted in a sound crate, and found.

use crate::house::Texts;
use crate::judge::{Case, Count, Fault, Kind};
use crate::page::Ranks;

/// A crate without faults.
const SOUND: [(&str, &str); 14] = [
    (
        "lib.rs",
        "//! Text.\n#[path = \"private.rs\"] pub mod __private;\nmod base;\nmod dynamic;\nmod schema;\nmod store;\nmod wire;\n\
         pub use base::Error;\npub use store::{rows::Row, Query};\n\
         pub mod prelude { pub use crate::{Error, Row, wire}; pub use crate::store::*; }\n",
    ),
    ("private.rs", "pub use crate::base::error::Error;\npub use ::uuid;\n"),
    (
        "base/mod.rs",
        "//! Text.\npub(crate) mod error;\npub(crate) mod version;\n#[cfg(test)] mod tests;\npub use error::Error;\n",
    ),
    ("base/error.rs", "pub struct Error;\n"),
    (
        "base/version.rs",
        "use super::error::Error;\npub fn version() -> Error { crate::base::error::Error }\n",
    ),
    ("base/tests.rs", "use crate::wire::*;\n"),
    ("dynamic/mod.rs", "pub(crate) mod input;\npub(crate) mod value;\npub use value::Value;\n"),
    (
        "dynamic/value.rs",
        "use crate::base::error;\nuse crate::base::version::version;\npub struct Value;\n\
         pub fn value() -> error::Error { version() }\n",
    ),
    ("dynamic/input.rs", "use super::value::Value;\n"),
    ("wire/mod.rs", "pub(crate) mod read;\npub use read::Reader;\n"),
    ("wire/read.rs", "use crate::{base::error::Error, dynamic::value};\npub struct Reader;\n"),
    ("schema.rs", "use crate::wire::read::Reader as Read;\n"),
    ("store/mod.rs", "pub(crate) mod rows;\npub(crate) mod query;\npub use query::Query;\n"),
    ("store/rows.rs", "use super::query::Query;\npub struct Row;\n"),
];

fn ranks() -> Ranks {
    let all =
        [("base", 1), ("dynamic", 2), ("wire", 3), ("schema", 4), ("store", 4), ("lib", 5), ("private", 5)];
    all.into_iter().map(|(name, rank)| (name.to_owned(), rank)).collect()
}

/// The sound crate, with texts below those of its files, and with more files.
fn case(planted: &[(&str, &str)]) -> Case {
    let mut texts: Texts =
        SOUND.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    texts.insert("store/query.rs".to_owned(), "pub struct Query;\n".to_owned());
    for (path, text) in planted {
        *texts.entry((*path).to_owned()).or_default() += text;
    }
    Case::new(&texts, "")
}

fn faults(planted: &[(&str, &str)]) -> Vec<Fault> {
    case(planted).faults(&ranks(), Kind::Library)
}

/// Rule, file and line of each fault.
fn found(planted: &[(&str, &str)]) -> Vec<String> {
    let show = |fault: Fault| {
        let line = fault.place.line.map(|(line, _)| format!(":{line}")).unwrap_or_default();
        format!("{:?} {}{line}", fault.rule, fault.place.path)
    };
    faults(planted).into_iter().map(show).collect()
}

#[test]
fn a_sound_crate_has_no_faults() {
    assert_eq!(found(&[]), [""; 0]);
    let count =
        Count { files: 14, places: 22, arrows: 19, up: Some(0), knots: 0, in_circles: 0, through_doors: 0 };
    assert_eq!(case(&[]).count(Some(&ranks())), count);
    assert_eq!(case(&[]).count(None).up, None);
}

#[test]
fn an_import_upwards_is_found_however_it_is_written() {
    let texts = [
        "use crate::wire::read::Reader;",
        "use crate::{\n base::error::Error as E, wire::{read::{self, Reader}}};",
        "use super::super::wire::read::*;",
        "fn f() { let _ = crate::wire::read::Reader; }",
        "fn f() { use super::super::wire::read; read::f() }",
        "impl Input { fn f(_: Vec<Option<crate::wire::read::Reader>>) {} }",
        "macro_rules! m { ($x:ty) => { impl $crate::wire::read::Reader for $x {} }; }",
        "fn f() { m!(\"{}\", g(crate::wire::read::Reader)) }",
        "mod inner { use super::super::super::wire::read::Reader; }",
        "fn f() -> impl Fn() + use<> { crate::wire::read::f }",
        "extern crate alloc;\nuse crate::wire::read::Reader;",
    ];
    for text in texts {
        let line = 2 + text.matches('\n').count();
        assert_eq!(found(&[("dynamic/input.rs", text)]), [format!("Up dynamic/input.rs:{line}")], "{text}");
    }
    let fault = &faults(&[("dynamic/input.rs", texts[0])])[0];
    assert_eq!(
        fault.to_string(),
        "dynamic/input.rs:2: use crate::wire::read::Reader;\n    names wire/read.rs: `wire` stands above `dynamic`"
    );
}

#[test]
fn layers_of_one_rank_do_not_import_each_other() {
    let fault = &faults(&[("schema.rs", "\n\nuse crate::store::rows::Row;")])[0];
    assert_eq!(
        fault.to_string(),
        "schema.rs:4: use crate::store::rows::Row;\n    names store/rows.rs: `store` stands beside `schema`"
    );
}

#[test]
fn the_back_door_is_above_everything() {
    assert_eq!(found(&[("wire/read.rs", "use crate::__private::Error as E;")]), ["Up wire/read.rs:3"]);
    assert_eq!(found(&[("wire/read.rs", "macro_rules! m { () => { $crate::__private::Error } }")]), [""; 0]);
}

#[test]
fn what_is_no_code_does_not_count() {
    let text = r##"
        // crate::wire::read::Reader
        /* use crate::wire::read::Reader; */
        /// Like [`crate::wire::read::Reader`].
        #[doc(alias = "x", inline(crate::wire::read::Reader))]
        pub(in crate::base) fn f() -> &'static str {
            let _ = r#"crate::wire::read::Reader"#;
            "use crate::wire::read::Reader;"
        }
        #[cfg(test)]
        mod tests {
            use crate::wire::read::Reader;
        }
        #[cfg(all(test, feature = "x"))]
        fn g(_: crate::wire::read::Reader) {}
    "##;
    assert_eq!(found(&[("base/error.rs", text)]), [""; 0]);
}

#[test]
fn a_path_through_a_door_is_found() {
    let texts = [
        "use crate::dynamic::Value;",
        "use crate::{dynamic::{value::value, Value}};",
        "fn f() -> crate::dynamic::Value {}",
        "use crate::dynamic::*;",
        "use crate::dynamic;",
        "use crate::Error as E;",
        "use crate::prelude::Error as E;",
        "macro_rules! m { () => { $crate::Error } }",
    ];
    for text in texts {
        assert_eq!(found(&[("schema.rs", text)]), ["Door schema.rs:2"], "{text}");
    }
    let fault = &faults(&[("schema.rs", "fn f() { crate::Error; }")])[0];
    assert_eq!(
        fault.to_string(),
        "schema.rs:2: fn f() { crate::Error; }\n    goes through lib.rs to base/error.rs"
    );
    assert_eq!(found(&[("private.rs", "pub use crate::dynamic::Value;")]), ["Door private.rs:3"]);
}

#[test]
fn a_door_is_known_by_another_name_too() {
    let text = "use crate::dynamic as d;\nfn f() { d::Value; d::value::value(); }";
    assert_eq!(found(&[("wire/read.rs", text)]), ["Door wire/read.rs:3", "Door wire/read.rs:4"]);
}

#[test]
fn a_door_that_opens_all_of_a_file_is_a_door() {
    let planted = [("dynamic/mod.rs", "pub use input::*;"), ("dynamic/input.rs", "pub struct Input;")];
    let through = [planted[0], planted[1], ("wire/read.rs", "use crate::dynamic::Input;")];
    assert_eq!(found(&planted), [""; 0]);
    assert_eq!(found(&through), ["Door wire/read.rs:3"]);
}

#[test]
fn a_door_does_not_hide_what_is_above() {
    let faults = faults(&[("base/version.rs", "pub fn row() -> crate::Row { todo!() }")]);
    assert_eq!(
        faults[0].to_string(),
        "base/version.rs:3: pub fn row() -> crate::Row { todo!() }\n    names store/rows.rs: `store` stands above `base`"
    );
    assert_eq!(
        faults[1].to_string(),
        "base/version.rs:3: pub fn row() -> crate::Row { todo!() }\n    goes through lib.rs to store/rows.rs"
    );
}

#[test]
fn the_own_door_is_a_door_and_a_circle() {
    let planted = [("dynamic/value.rs", "use super::Value as V;")];
    assert_eq!(
        found(&planted),
        ["Door dynamic/value.rs:5", "Circle 2 files: dynamic/mod.rs, dynamic/value.rs"]
    );
}

#[test]
fn a_function_with_the_name_of_its_module_is_known() {
    let planted = [
        ("wire/mod.rs", "pub(crate) mod write;\npub use write::write;"),
        ("wire/write.rs", "pub fn write() {}"),
    ];
    let with = |text| found(&[planted[0], planted[1], ("schema.rs", text)]);
    assert_eq!(with("fn f() { crate::wire::write(); }"), ["Door schema.rs:2"]);
    assert_eq!(with("fn f() { crate::wire::write::write(); }"), [""; 0]);
}

#[test]
fn a_circle_is_found_and_shown() {
    let planted = [
        ("store/query.rs", "\nuse super::rows::Row;"),
        ("store/rows.rs", "use super::sql;"),
        ("store/sql.rs", "fn f() {\n super::query::Query }"),
        ("store/mod.rs", "mod sql;"),
    ];
    let fault = &faults(&planted)[0];
    assert_eq!(
        fault.to_string(),
        "3 files: store/rows.rs, store/query.rs, store/sql.rs\n    \
         store/rows.rs:1: use super::query::Query;\n        -> store/query.rs\n    \
         store/query.rs:3: use super::rows::Row;\n        -> store/rows.rs"
    );
    let longer = [
        ("base/error.rs", "use super::one::One;"),
        ("base/one.rs", "use super::two::*;"),
        ("base/two.rs", "\nuse super::error::Error;"),
        ("base/mod.rs", "mod one; mod two;"),
    ];
    let fault = &faults(&longer)[0];
    assert_eq!(
        fault.to_string(),
        "3 files: base/error.rs, base/one.rs, base/two.rs\n    \
         base/error.rs:2: use super::one::One;\n        -> base/one.rs\n    \
         base/one.rs:1: use super::two::*;\n        -> base/two.rs\n    \
         base/two.rs:2: use super::error::Error;\n        -> base/error.rs"
    );
}

#[test]
fn a_door_that_defines_is_found() {
    let texts = [
        "fn f() {}",
        "pub struct S;",
        "impl S {}",
        "macro_rules! m { () => {} }",
        "m!();",
        "pub type T = u8;",
        "mod inner { fn f() {} }",
        "pub trait T {}",
        "const C: u8 = 1;",
    ];
    for text in texts {
        assert_eq!(found(&[("wire/mod.rs", text)]), ["Defines wire/mod.rs:3"], "{text}");
        assert_eq!(found(&[("lib.rs", text)]), ["Lib lib.rs:11"], "{text}");
    }
    assert_eq!(found(&[("lib.rs", "#[cfg(doctest)] mod readme { fn f() {} }")]), [""; 0]);
}

#[test]
fn a_file_with_modules_below_it_is_a_door() {
    let planted = [("lib.rs", "mod access;"), ("access/dict.rs", "pub struct Dict;")];
    let door = ("access.rs", "pub(crate) mod dict;\npub use dict::Dict;\n");
    let with = |more: &[(&str, &str)]| {
        let mut ranks = ranks();
        ranks.insert("access".to_owned(), 4);
        let faults = case(&[&[planted[0], planted[1], door], more].concat()).faults(&ranks, Kind::Library);
        faults.into_iter().map(|fault| fault.place.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(with(&[]), [""; 0]);
    assert_eq!(with(&[("access.rs", "fn f() {}")]), ["access.rs:3: fn f() {}"]);
    let through = "pub use crate::access::Dict;";
    assert_eq!(with(&[("private.rs", through)]), [format!("private.rs:3: {through}")]);
}

#[test]
fn a_crate_of_macros_has_them_at_its_root() {
    let judge = |text| case(&[("lib.rs", text)]).faults(&ranks(), Kind::Macros).len();
    assert_eq!(judge("#[proc_macro_derive(D, attributes(a))]\npub fn d(x: T) -> T { wire::read::f(x) }"), 0);
    assert_eq!(judge("fn d(x: T) -> T { x }"), 1);
}

#[test]
fn a_macro_at_the_root_stands_in_its_file() {
    let planted = [
        ("store/query.rs", "#[macro_export]\nmacro_rules! __all { () => {} }"),
        ("store/rows.rs", "fn f() { crate::__all!(); }"),
    ];
    assert_eq!(found(&planted), [""; 0]);
    assert_eq!(found(&[planted[0], ("wire/read.rs", "fn f() { crate::__all!(); }")]), ["Up wire/read.rs:3"]);
}

#[test]
fn the_page_and_the_folders_are_the_same() {
    let planted = [("lib.rs", "mod access;"), ("access/mod.rs", "mod dict;"), ("access/dict.rs", "")];
    assert_eq!(found(&planted), ["Row access"]);
    let mut ranks = ranks();
    ranks.insert("fields".to_owned(), 4);
    let faults = case(&[]).faults(&ranks, Kind::Library);
    assert_eq!(faults[0].to_string(), "fields\n    has a row, and is no folder and no file");
}

#[test]
fn the_back_door_is_short_and_defines_nothing() {
    assert_eq!(found(&[("private.rs", "\npub fn f() {}")]), ["Private private.rs:4"]);
    assert_eq!(found(&[("private.rs", "pub mod names { pub use crate::wire::read::Reader; }")]), [""; 0]);
    assert_eq!(found(&[("private.rs", &"\n".repeat(97))]), [""; 0]);
    assert_eq!(found(&[("private.rs", &"\n".repeat(98))]), ["Private private.rs"]);
}

#[test]
fn a_file_that_is_not_read_is_found() {
    assert_eq!(found(&[("wire/more.rs", "use crate::store;")]), ["Lost wire/more.rs"]);
    assert_eq!(found(&[("wire/read.rs", "fn f( {")])[0], "Lost wire/read.rs");
}
