//! `versions.lock` on disk: what `assert_locked!` does.

use std::path::PathBuf;
use std::sync::Mutex;
use std::{fs, io};

use crate::base::version::Version;
use crate::describe::descriptor::ObjectDescriptor;
#[cfg(feature = "inventory")]
use crate::describe::registry::Entry;
use crate::testing::lock::model::Lock;
use crate::testing::values;
use crate::testing::wish::is_written;

/// The environment variable that says what is done with a difference.
const VARIABLE: &str = "VERSIONED_OBJECT_LOCK";

/// The same, with what accepts a difference.
const ACCEPT: &str = "VERSIONED_OBJECT_LOCK=accept";

/// The file, beside `Cargo.toml`.
const FILE: &str = "versions.lock";

/// Held by the test that writes.
static WRITING: Mutex<()> = Mutex::new(());

/// Where `assert_locked!` stands.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct LockPlace {
    pub package: &'static str,
    pub manifest_dir: &'static str,
    pub module: &'static str,
    pub file: &'static str,
    pub bin: Option<&'static str>,
    pub is_integration: bool,
}

impl LockPlace {
    fn crate_name(&self) -> &'static str {
        self.module.split("::").next().unwrap_or_default()
    }

    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(self.manifest_dir).join(FILE)
    }

    /// What runs the test with something in the environment.
    pub(crate) fn command(&self, environment: &str) -> String {
        let target = if self.is_integration {
            format!("--test {}", self.test_target())
        } else {
            self.bin.map_or_else(|| "--lib".to_owned(), |bin| format!("--bin {bin}"))
        };
        format!("{environment} cargo test -p {} {target}", self.package)
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
            self.command(ACCEPT)
        )
    }
}

/// The types that a package declares, of those that registered themselves.
#[cfg(feature = "inventory")]
#[doc(hidden)]
#[track_caller]
pub fn types_of(place: &LockPlace) -> Vec<&'static ObjectDescriptor> {
    let all = inventory::iter::<Entry>.into_iter().map(|entry| (entry.0)());
    let own: Vec<_> = all
        .filter(|descriptor| descriptor.package == Some(place.package))
        // What an integration test declares for itself is published nowhere.
        .filter(|descriptor| {
            !(place.is_integration && descriptor.module.split("::").next() == Some(place.crate_name()))
        })
        .collect();
    assert!(
        !own.is_empty(),
        "no object of the package `{}` is in this program: a library with another name than its package is linked where it \
         is named, write `use its_name as _;`; of a program, `src/main.rs`, a test sees nothing",
        place.package
    );
    own
}

/// Compares the types with the lock of their package.
#[doc(hidden)]
#[track_caller]
pub fn assert_locked(place: &LockPlace, types: &[&'static ObjectDescriptor]) {
    let wish = std::env::var(VARIABLE).unwrap_or_default();
    if let Err(message) = check(place, types, &wish) {
        panic!("{message}");
    }
}

pub(crate) fn check(
    place: &LockPlace,
    types: &[&'static ObjectDescriptor],
    wish: &str,
) -> Result<(), String> {
    let accept = is_written(VARIABLE, "accept", wish)?;
    check_names(types)?;
    let refused = values::refused(types.iter().copied());
    if !refused.is_empty() {
        let refused = refused.join("\n");
        return Err(format!("what a declaration puts into a field has to be a value of it\n\n{refused}"));
    }
    let now = Lock::with_children(types.iter().copied(), &collected_version);
    let (path, command) = (place.path(), place.command(ACCEPT));
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
        let _one = WRITING.lock();
        let partial = path.with_extension(format!("lock.{}", std::process::id()));
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

/// Two types of one name and version, or of one name in two namespaces, have no place in a lock.
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
        let elsewhere = |other: &&&ObjectDescriptor| {
            other.name == descriptor.name && other.namespace != descriptor.namespace
        };
        if let Some(other) = types[..index].iter().find(elsewhere) {
            return Err(format!(
                "{} is declared in the namespace {} and in {}: a lock knows objects by their names, so each namespace needs \
                 a package of its own",
                descriptor.name, other.namespace, descriptor.namespace
            ));
        }
    }
    Ok(())
}

/// The highest version of a name that the program knows.
#[cfg(feature = "inventory")]
fn collected_version(name: &str) -> Option<Version> {
    let all = inventory::iter::<Entry>.into_iter().map(|entry| (entry.0)());
    all.filter(|descriptor| descriptor.name == name).map(|descriptor| descriptor.version).max()
}

#[cfg(not(feature = "inventory"))]
fn collected_version(_: &str) -> Option<Version> {
    None
}
