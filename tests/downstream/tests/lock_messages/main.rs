//! What the lock says of every kind of change: the whole message, in the file of the same name.
//!
//! `OVERWRITE=1 cargo test -p downstream --test lock_messages` writes the files; read the difference.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

mod children;
mod fields;
mod numbers;
mod objects;
mod past;
mod words;

use std::path::Path;

use versioned_object_core::ObjectDescriptor;
use versioned_object_core::prelude::*;
use versioned_object_core::testing::{Lock, LockReport};

type Types<'t> = &'t [&'static ObjectDescriptor];

/// What the lock of some types, read from its text, says of others.
fn report(before: Types<'_>, after: Types<'_>) -> LockReport {
    let locked: Lock = Lock::of(before.iter().copied()).to_string().parse().unwrap();
    locked.compare(&Lock::of(after.iter().copied()))
}

/// Asserts the message in the file of this name.
#[track_caller]
fn assert_message(name: &str, message: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lock_messages").join(format!("{name}.txt"));
    if std::env::var_os("OVERWRITE").is_some() {
        std::fs::write(&path, format!("{message}\n")).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(format!("{message}\n"), expected, "{}", path.display());
}

/// A change that the lock refuses, with its message.
#[track_caller]
fn refused(name: &str, before: Types<'_>, after: Types<'_>) {
    let report = report(before, after);
    assert!(!report.is_acceptable(), "{report}");
    assert_message(name, &report.to_string());
}

/// A change that the lock may take, with its message. Taken, nothing is left of it.
#[track_caller]
fn acceptable(name: &str, before: Types<'_>, after: Types<'_>) {
    let report = report(before, after);
    assert!(report.is_acceptable() && !report.is_empty(), "{report}");
    assert_message(name, &report.to_string());
    let (locked, now) = (Lock::of(before.iter().copied()), Lock::of(after.iter().copied()));
    let accepted: Lock = locked.accept(&now).to_string().parse().unwrap();
    assert!(accepted.compare(&now).is_empty());
}

/// `refused` and `acceptable` of one declaration before and one after.
macro_rules! case {
    ($check:ident $name:ident { $($before:tt)* } => { $($after:tt)* }) => {
        #[test]
        fn $name() {
            fn before() -> &'static versioned_object_core::ObjectDescriptor {
                #[derive(Clone, VersionedObject)]
                $($before)*
                <Lamp as VersionedObject>::descriptor()
            }
            fn after() -> &'static versioned_object_core::ObjectDescriptor {
                #[derive(Clone, VersionedObject)]
                $($after)*
                <Lamp as VersionedObject>::descriptor()
            }
            crate::$check(stringify!($name), &[before()], &[after()]);
        }
    };
}
use case;

/// An object with nothing but an id, for tests that are about something else.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "house")]
struct Plain {
    id: Attr<i64>,
    meta: ObjectMeta,
}

#[test]
fn nothing_changed() {
    let types = [Plain::descriptor(), downstream::Book::descriptor(), downstream::Shelf::descriptor()];
    let report = report(&types, &types);
    assert!(report.is_empty() && report.is_acceptable());
    assert_eq!(report.to_string(), "");
}
