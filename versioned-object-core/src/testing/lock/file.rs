//! `versions.lock` on disk: what `assert_locked!` does.

use std::path::PathBuf;
use std::{fs, io};

use super::Lock;
use crate::descriptor::ObjectDescriptor;
use crate::version::Version;

/// The environment variable that says what is done with a difference.
const VARIABLE: &str = "VERSIONED_OBJECT_LOCK";

/// The file, beside `Cargo.toml`.
const FILE: &str = "versions.lock";

/// Where `assert_locked!` stands.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub package: &'static str,
    pub manifest_dir: &'static str,
    pub module: &'static str,
    pub file: &'static str,
    pub bin: Option<&'static str>,
    pub is_integration: bool,
}

impl Place {
    fn crate_name(&self) -> &'static str {
        self.module.split("::").next().unwrap_or_default()
    }

    fn path(&self) -> PathBuf {
        PathBuf::from(self.manifest_dir).join(FILE)
    }

    /// What accepts a difference.
    fn command(&self) -> String {
        let target = if self.is_integration {
            format!("--test {}", self.test_target())
        } else {
            self.bin.map_or_else(|| "--lib".to_owned(), |bin| format!("--bin {bin}"))
        };
        format!("{VARIABLE}=accept cargo test -p {} {target}", self.package)
    }

    /// The name of an integration test, which has hyphens where its crate has none.
    fn test_target(&self) -> &'static str {
        let stem = self.file.rsplit(['/', '\\']).next().and_then(|file| file.strip_suffix(".rs"));
        stem.filter(|stem| stem.replace('-', "_") == self.crate_name()).unwrap_or(self.crate_name())
    }

    /// The comment at the start of the file.
    fn header(&self) -> String {
        format!(
            "# What other releases see of the objects of `{}`, version by version. A test compares it with the\n\
             # declarations. Read it in review, do not edit it; it is written by\n\
             #   {}\n\
             # A version lists what it changed: `+` a field, `~` a field as it is from there on, `-` a field that is gone.\n\
             # `T?` takes null, `= …` is the default, `at X.Y` the version of the objects in a field.\n",
            self.package,
            self.command()
        )
    }
}

/// The types that a package declares, of those that registered themselves.
#[cfg(feature = "inventory")]
#[doc(hidden)]
#[track_caller]
pub fn types_of(place: &Place) -> Vec<&'static ObjectDescriptor> {
    let all = inventory::iter::<crate::__private::Entry>.into_iter().map(|entry| (entry.0)());
    let own: Vec<_> = all
        .filter(|descriptor| descriptor.package == Some(place.package))
        // What an integration test declares for itself is published nowhere.
        .filter(|descriptor| {
            !(place.is_integration && descriptor.module.split("::").next() == Some(place.crate_name()))
        })
        .collect();
    assert!(
        !own.is_empty(),
        "no object of the package `{0}` is in this program: an integration test links the crate only when it is named, \
         write `use {1} as _;`",
        place.package,
        place.package.replace('-', "_")
    );
    own
}

/// Compares the types with the lock of their package.
#[doc(hidden)]
#[track_caller]
pub fn assert_locked(place: &Place, types: &[&'static ObjectDescriptor]) {
    let wish = std::env::var(VARIABLE).unwrap_or_default();
    if let Err(message) = check(place, types, &wish) {
        panic!("{message}");
    }
}

fn check(place: &Place, types: &[&'static ObjectDescriptor], wish: &str) -> Result<(), String> {
    let accept = match wish {
        "accept" => true,
        "" | "check" => false,
        other => return Err(format!("{VARIABLE} is `{other}`: expected `accept`, `check` or nothing")),
    };
    check_names(types)?;
    let now = Lock::with_children(types.iter().copied(), &collected_version);
    let (path, command) = (place.path(), place.command());
    let shown = path.display();
    let text = match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(format!("{shown}: {error}")),
    };
    let write = |lock: &Lock| {
        let new = format!("{}{lock}", place.header());
        if text.as_ref() == Some(&new) {
            return Ok(());
        }
        // In one step: a test that is stopped leaves the one or the other.
        let partial = path.with_extension("lock.new");
        let written = fs::write(&partial, new).and_then(|()| fs::rename(&partial, &path));
        written.map_err(|error| format!("{shown}: {error}"))
    };
    let Some(found) = &text else {
        return if accept {
            write(&now)
        } else {
            let objects =
                if types.len() == 1 { "1 object".to_owned() } else { format!("{} objects", types.len()) };
            Err(format!(
                "{shown} is not there: what was published of {objects} is written nowhere\n\nto make it, run\n  {command}"
            ))
        };
    };
    let locked: Lock = found.parse().map_err(|error| {
        format!(
            "{shown}: {error}\n\nto restore it as it was published, run\n  git checkout HEAD -- {shown}\nthen accept \
             what is declared now\n  {command}"
        )
    })?;
    let report = locked.compare(&now);
    match (report.is_empty(), report.is_acceptable(), accept) {
        (_, true, true) => write(&locked.accept(&now)),
        (true, ..) => Ok(()),
        (false, true, false) => Err(format!(
            "the declarations have what {shown} has not\n\n{report}\n\nevery change has its version; to accept them, \
             run\n  {command}"
        )),
        (false, false, _) => {
            let lead = if accept { format!("{VARIABLE}=accept is refused: ") } else { String::new() };
            Err(format!(
                "{lead}the declarations do not agree with what {shown} says was published\n\n{report}\n\nwhen they \
                 do, run\n  {command}\na version that is in the lock and was never published is taken back by \
                 restoring the lock as it was published, and accepting anew"
            ))
        }
    }
}

/// Two types of one name and version have no place in a lock.
fn check_names(types: &[&'static ObjectDescriptor]) -> Result<(), String> {
    for (index, descriptor) in types.iter().enumerate() {
        let same = |other: &&&ObjectDescriptor| {
            other.name == descriptor.name
                && other.version == descriptor.version
                && (other.type_id)() != (descriptor.type_id)()
        };
        if let Some(other) = types[..index].iter().find(same) {
            return Err(format!(
                "{} {} is declared twice, in {} and in {}",
                descriptor.name, descriptor.version, other.module, descriptor.module
            ));
        }
    }
    Ok(())
}

/// The highest version of a name that the program knows.
#[cfg(feature = "inventory")]
fn collected_version(name: &str) -> Option<Version> {
    let all = inventory::iter::<crate::__private::Entry>.into_iter().map(|entry| (entry.0)());
    all.filter(|descriptor| descriptor.name == name).map(|descriptor| descriptor.version).max()
}

#[cfg(not(feature = "inventory"))]
fn collected_version(_: &str) -> Option<Version> {
    None
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    use super::*;
    use crate::prelude::*;

    mod published {
        use crate::prelude::*;

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", crate = crate)]
        pub(super) struct Lamp {
            on: Attr<bool>,
            meta: ObjectMeta,
        }
    }

    mod raised {
        use crate::prelude::*;

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.1", crate = crate)]
        pub(super) struct Lamp {
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
        pub(super) struct Lamp {
            on: Attr<bool>,
            watts: Attr<i64>,
            meta: ObjectMeta,
        }
    }

    /// A package in a directory of its own.
    struct Package(Place);

    impl Package {
        fn new(name: &str) -> Self {
            let dir =
                std::env::temp_dir().join(format!("versioned-object-lock-{}-{name}", std::process::id()));
            fs::create_dir_all(&dir).unwrap();
            Self(Place {
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
    fn a_broken_lock_is_restored_not_overwritten() {
        let package = Package::new("broken");
        let types = [published::Lamp::descriptor()];
        package.check(&types, "accept").unwrap();
        let broken =
            package.text().replace("object Lamp", "<<<<<<< HEAD\nobject Lamp\n=======\n>>>>>>> other");
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
            "Lamp 1.0 is declared twice, in versioned_object_core::testing::lock::file::tests::published and in \
             versioned_object_core::testing::lock::file::tests::forgotten"
        );
    }

    #[test]
    fn the_command_names_the_target() {
        let place = Package::new("command");
        let command =
            |place: Place| place.command().replace("VERSIONED_OBJECT_LOCK=accept cargo test -p house ", "");
        assert_eq!(command(place.0), "--test stays-so");
        assert_eq!(command(Place { file: "house/tests/stays_so/main.rs", ..place.0 }), "--test stays_so");
        assert_eq!(command(Place { is_integration: false, ..place.0 }), "--lib");
        assert_eq!(command(Place { is_integration: false, bin: Some("housed"), ..place.0 }), "--bin housed");
    }
}
