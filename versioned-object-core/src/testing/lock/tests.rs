//! The lock on disk: what `assert_locked!` makes of it.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::fs;

use crate::describe::descriptor::ObjectDescriptor;
use crate::prelude::*;
#[cfg(feature = "inventory")]
use crate::testing::lock::file::types_of;
use crate::testing::lock::file::{LockPlace, check};

mod published {
    use crate::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", crate = crate)]
    pub(crate) struct Lamp {
        on: Attr<bool>,
        meta: ObjectMeta,
    }
}

mod raised {
    use crate::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", crate = crate)]
    pub(crate) struct Lamp {
        on: Attr<bool>,
        #[field(since = "1.1")]
        watts: Attr<i64>,
        meta: ObjectMeta,
    }
}

mod forgotten {
    use crate::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", crate = crate)]
    pub(crate) struct Lamp {
        on: Attr<bool>,
        watts: Attr<i64>,
        meta: ObjectMeta,
    }
}

mod foreign {
    use crate::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.2", namespace = "elsewhere", crate = crate)]
    pub(crate) struct Lamp {
        #[field(since = "1.1")]
        on: Attr<bool>,
        #[field(since = "1.2")]
        watts: Attr<i64>,
        meta: ObjectMeta,
    }
}

mod filled {
    use crate::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", crate = crate)]
    pub(crate) struct Lamp {
        on: Attr<bool>,
        #[field(since("1.1", fill = 60))]
        watts: Attr<i64>,
        meta: ObjectMeta,
    }
}

mod refused {
    use crate::fields::Bounded;
    use crate::prelude::*;

    fn bright(watts: i64) -> std::result::Result<(), String> {
        if watts > 0 { Ok(()) } else { Err(format!("{watts} W is no lamp")) }
    }

    fn all() -> i64 {
        101
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", crate = crate)]
    pub(crate) struct Lamp {
        #[field(default = 0, validate = bright)]
        watts: Attr<i64>,
        #[field(since("1.1", fill = all()))]
        dimmed: Attr<Bounded<0, 100>>,
        #[field(object = "Room", default = super::published::Lamp::orphan())]
        place: Attr<Box<dyn DynObject>>,
        #[field(default = 60, validate = bright)]
        usual: Attr<Option<i64>>,
        meta: ObjectMeta,
    }
}

/// A package in a directory of its own.
struct Package(LockPlace);

impl Package {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("versioned-object-lock-{}-{name}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        Self(LockPlace {
            package: "house",
            manifest_dir: dir.to_str().unwrap().to_owned().leak(),
            module: "stays_so::inside",
            file: "house/tests/stays-so.rs",
            bin: None,
            is_integration: true,
        })
    }

    fn check(&self, types: &[&'static ObjectDescriptor], wish: &str) -> Result<(), String> {
        let path = self.0.path();
        check(&self.0, types, wish).map_err(|message| message.replace(path.to_str().unwrap(), "LOCK"))
    }

    fn text(&self) -> String {
        fs::read_to_string(self.0.path()).unwrap()
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        fs::remove_dir_all(self.0.manifest_dir).unwrap();
    }
}

const ACCEPT: &str = "VERSIONED_OBJECT_LOCK=accept cargo test -p house --test stays-so";

#[test]
fn a_lock_is_made_checked_and_raised() {
    let package = Package::new("made");
    let (published, raised) = (published::Lamp::descriptor(), raised::Lamp::descriptor());
    assert_eq!(
        package.check(&[published], "").unwrap_err(),
        format!(
            "LOCK is not there: what was published of 1 object is written nowhere\n\nto make it, run\n  {ACCEPT}"
        )
    );
    package.check(&[published], "accept").unwrap();
    let first = package.text();
    let fingerprint = published.compute_fingerprint().unwrap();
    let object = format!(
        "lock-format 1\n\nobject Lamp\n  namespace versionedobjects\n  version 1.0 {fingerprint}\n    + on: Boolean\n"
    );
    assert!(first.starts_with("# What other releases see of the objects of `house`"), "{first}");
    assert!(first.contains(ACCEPT) && first.ends_with(&object), "{first}");
    package.check(&[published], "").unwrap();
    package.check(&[published], "check").unwrap();

    let message = package.check(&[raised], "").unwrap_err();
    assert_eq!(
        message,
        format!(
            "the declarations have what LOCK has not\n\nLamp 1.0 -> 1.1\n  + 1.1: field `watts` added: Integer\n      \
             additive: older peers are written without it; what they send leaves it unset\n      has its version, \
             1.1\n\nevery change has its version; to accept them, run\n  {ACCEPT}"
        )
    );
    assert_eq!(package.text(), first);
    package.check(&[raised], "accept").unwrap();
    let fingerprint = raised.compute_fingerprint().unwrap();
    let more = format!("  version 1.1 {fingerprint}\n    + watts: Integer\n");
    assert_eq!(package.text(), format!("{first}{more}"), "what was there stays as it was");
    package.check(&[raised], "").unwrap();
}

#[test]
fn what_older_objects_get_is_locked() {
    let package = Package::new("filled");
    let (filled, raised) = (filled::Lamp::descriptor(), raised::Lamp::descriptor());
    package.check(&[filled], "accept").unwrap();
    assert!(package.text().ends_with("    + watts: Integer fill 60\n"), "{}", package.text());
    package.check(&[filled], "").unwrap();
    let told = package.check(&[raised], "").unwrap_err();
    let change = "  ~ field `watts`: older objects that are raised get its default, not 60\n      ";
    assert!(told.contains(change), "{told}");
}

#[test]
fn a_change_without_a_version_is_not_accepted() {
    let package = Package::new("refused");
    package.check(&[published::Lamp::descriptor()], "accept").unwrap();
    let before = package.text();
    let body = "the declarations do not agree with what LOCK says was published\n\n\
                Lamp 1.0, changed without a new version\n  \
                + field `watts` added: Integer\n      \
                additive: older peers ignore it; what they send leaves it unset\n      \
                needs 1.1: write `version = \"1.1\"`, and `#[field(since = \"1.1\")]` at `watts`\n\n\
                when they do, run\n  ";
    let end = "\na version that is in the lock and was never published is taken back by restoring the lock as it \
               was published, and accepting anew";
    let forgotten = forgotten::Lamp::descriptor();
    assert_eq!(package.check(&[forgotten], "").unwrap_err(), format!("{body}{ACCEPT}{end}"));
    assert_eq!(
        package.check(&[forgotten], "accept").unwrap_err(),
        format!("VERSIONED_OBJECT_LOCK=accept is refused: {body}{ACCEPT}{end}")
    );
    assert!(package.check(&[], "accept").unwrap_err().contains("Lamp 1.0, gone"));
    assert_eq!(package.text(), before);
}

#[test]
fn what_a_declaration_puts_into_a_field_is_a_value_of_it() {
    let package = Package::new("values");
    let lamp = refused::Lamp::descriptor();
    let lines = [
        "Lamp 1.1: watts: the default is refused: 0 W is no lamp",
        "Lamp 1.1: dimmed: the `fill` is refused: expected integer from 0 to 100, got 101",
        "Lamp 1.1: place: the default is refused: expected an object Room, got an object Lamp",
    ];
    assert_eq!(
        package.check(&[lamp], "accept").unwrap_err(),
        format!("what a declaration puts into a field has to be a value of it\n\n{}", lines.join("\n"))
    );
    let mut registry = crate::Registry::new();
    registry.register::<refused::Lamp>().unwrap();
    let checker = crate::testing::ObjectVersionChecker::new(registry);
    assert_eq!(checker.test_defaults().unwrap_err().lines(), lines);
}

#[test]
fn a_broken_lock_is_restored_not_overwritten() {
    let package = Package::new("broken");
    let types = [published::Lamp::descriptor()];
    package.check(&types, "accept").unwrap();
    let broken = package.text().replace("object Lamp", "<<<<<<< HEAD\nobject Lamp\n=======\n>>>>>>> other");
    fs::write(package.0.path(), &broken).unwrap();
    for wish in ["", "accept"] {
        assert_eq!(
            package.check(&types, wish).unwrap_err(),
            format!(
                "LOCK: line 8: `<<<<<<< HEAD` is a merge conflict: two branches changed the same objects. Take the \
                 lock of the branch that is published, merge the declarations by hand, with a version for each \
                 change, and accept again\n\nto restore it as it was published, run\n  git checkout HEAD -- \
                 LOCK\nthen accept what is declared now\n  {ACCEPT}"
            )
        );
    }
    assert_eq!(package.text(), broken);
    // No text at all.
    fs::write(package.0.path(), [0xff, 0xfe]).unwrap();
    assert!(package.check(&types, "accept").unwrap_err().starts_with("LOCK: "));
}

#[test]
fn mistakes_in_the_call_are_said() {
    let package = Package::new("call");
    let types = [published::Lamp::descriptor()];
    assert_eq!(
        package.check(&types, "yes").unwrap_err(),
        "VERSIONED_OBJECT_LOCK is `yes`: expected `accept`, `check` or nothing"
    );
    assert_eq!(
        package.check(&[published::Lamp::descriptor(), forgotten::Lamp::descriptor()], "").unwrap_err(),
        "Lamp 1.0 is declared twice, in versioned_object_core::testing::lock::tests::published and in \
         versioned_object_core::testing::lock::tests::forgotten"
    );
    assert_eq!(
        package.check(&[published::Lamp::descriptor(), foreign::Lamp::descriptor()], "").unwrap_err(),
        "Lamp is declared in the namespace versionedobjects and in elsewhere: a lock knows objects by their names, so each \
         namespace needs a package of its own"
    );
}

#[test]
fn the_command_names_the_target() {
    let place = Package::new("command");
    let command = |place: LockPlace| {
        place
            .command("VERSIONED_OBJECT_LOCK=accept")
            .replace("VERSIONED_OBJECT_LOCK=accept cargo test -p house ", "")
    };
    assert_eq!(command(place.0), "--test stays-so");
    assert_eq!(command(LockPlace { file: "house/tests/stays_so/main.rs", ..place.0 }), "--test stays_so");
    assert_eq!(command(LockPlace { is_integration: false, ..place.0 }), "--lib");
    assert_eq!(command(LockPlace { is_integration: false, bin: Some("housed"), ..place.0 }), "--bin housed");
}

#[cfg(feature = "inventory")]
#[test]
#[should_panic(
    expected = "no object of the package `car-rental` is in this program: a library with another name than its package is \
                linked where it is named, write `use its_name as _;`; of a program, `src/main.rs`, a test sees nothing"
)]
fn a_package_whose_objects_are_not_linked_is_told_what_to_write() {
    let place = Package::new("empty");
    types_of(&LockPlace { package: "car-rental", ..place.0 });
}
