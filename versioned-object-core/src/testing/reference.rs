//! The reference on disk: what `assert_reference!` does.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::describe::descriptor::ObjectDescriptor;
use crate::object::samples::Samples;
use crate::reference::document::MARK;
use crate::reference::pages::{Format, PageFile, Reference};
use crate::testing::lock::file::LockPlace;
use crate::testing::wish::is_written;

/// The environment variable that says what is done with a difference.
const VARIABLE: &str = "VERSIONED_OBJECT_REFERENCE";

/// How many differences are told one by one.
const MOST: usize = 10;

#[cfg(feature = "inventory")]
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_reference {
    ($folder:expr, samples = $samples:expr $(,)?) => {{
        $crate::__link_tested!();
        let place = $crate::__lock_place!();
        $crate::__private::assert_reference(&place, &$crate::__private::types_of(&place), $folder, $samples)
    }};
    ($folder:expr, samples = $samples:expr, $($ty:ty),+ $(,)?) => {
        $crate::__private::assert_reference(
            &$crate::__lock_place!(),
            &[$(<$ty as $crate::__private::VersionedObject>::descriptor()),+],
            $folder,
            $samples,
        )
    };
    ($folder:expr $(, $ty:ty)* $(,)?) => {
        $crate::__assert_reference!($folder, samples = ::core::default::Default::default() $(, $ty)*)
    };
}

#[cfg(not(feature = "inventory"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __assert_reference {
    ($folder:expr $(, samples = $samples:expr)? $(,)?) => {
        ::core::compile_error!(
            "the types of a crate are only known with the feature `inventory` of versioned-object-core: turn it on, or name \
             them, `assert_reference!(\"docs/reference\", TypeA, TypeB)`"
        )
    };
    ($folder:expr, samples = $samples:expr, $($ty:ty),+ $(,)?) => {
        $crate::__private::assert_reference(
            &$crate::__lock_place!(),
            &[$(<$ty as $crate::__private::VersionedObject>::descriptor()),+],
            $folder,
            $samples,
        )
    };
    ($folder:expr, $($ty:ty),+ $(,)?) => {
        $crate::__assert_reference!($folder, samples = ::core::default::Default::default(), $($ty),+)
    };
}

/// Compares the reference of the types with the pages in a folder of their package.
#[doc(hidden)]
#[track_caller]
pub fn assert_reference(
    place: &LockPlace,
    types: &[&'static ObjectDescriptor],
    folder: &str,
    samples: Samples,
) {
    let wish = std::env::var(VARIABLE).unwrap_or_default();
    let strange = samples.strange(types.iter().copied());
    assert!(strange.is_empty(), "{}", strange.join("\n"));
    let reference = Reference::of(types.iter().copied()).samples(samples);
    if let Err(message) = check(place, &reference, folder, &wish) {
        panic!("{message}");
    }
}

/// Compares, or writes.
pub(crate) fn check(
    place: &LockPlace,
    reference: &Reference,
    folder: &str,
    wish: &str,
) -> Result<(), String> {
    let is_written = is_written(VARIABLE, "write", wish)?;
    let files = reference.files(Format::Markdown);
    let path = PathBuf::from(place.manifest_dir).join(folder);
    let stale = stale(&path, &files).map_err(|error| format!("{}: {error}", path.display()))?;
    if is_written {
        return write(&path, &files, &stale);
    }
    let mut differences = Vec::new();
    for file in &files {
        let path = path.join(&file.name);
        match fs::read_to_string(&path) {
            Ok(found) => differences.extend(difference(&path, &found, &file.text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                differences.push(format!("{} is not there", path.display()));
            }
            Err(error) => return Err(format!("{}: {error}", path.display())),
        }
    }
    let gone = stale
        .iter()
        .map(|path| format!("{} is the page of a module that is not there any more", path.display()));
    differences.extend(gone);
    if differences.is_empty() {
        return Ok(());
    }
    let more = differences.len().saturating_sub(MOST);
    differences.truncate(MOST);
    if more > 0 {
        differences.push(format!("and {more} more"));
    }
    Err(format!(
        "the reference in {} is not that of the declarations\n\n{}\n\nto write it, run\n  {}\nand read what it changed",
        path.display(),
        differences.join("\n"),
        place.command(&format!("{VARIABLE}=write"))
    ))
}

/// The first line that is otherwise.
fn difference(path: &Path, found: &str, made: &str) -> Option<String> {
    if found == made {
        return None;
    }
    let (mut there, mut here) = (found.lines(), made.lines());
    let mut number = 0;
    loop {
        number += 1;
        let lines = (there.next(), here.next());
        let shown = |line: Option<&str>| line.map_or("the end".to_owned(), |line| format!("`{line}`"));
        match lines {
            (None, None) => return Some(format!("{} has other ends of lines", path.display())),
            (there, here) if there != here => {
                let (there, here) = (shown(there), shown(here));
                return Some(format!("{} line {number}\n  has  {there}\n  not  {here}", path.display()));
            }
            _ => {}
        }
    }
}

/// The pages in a folder that were written once, and that are none of these.
fn stale(folder: &Path, files: &[PageFile]) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut stale = BTreeSet::new();
    for entry in entries {
        let path = entry?.path();
        let is_page = path.extension().is_some_and(|ending| ending == Format::Markdown.ending());
        let is_known =
            files.iter().any(|file| path.file_name().is_some_and(|name| name == file.name.as_str()));
        if is_page && !is_known {
            let text = fs::read_to_string(&path).unwrap_or_default();
            if text.lines().next().is_some_and(|line| line.contains(MARK)) {
                stale.insert(path);
            }
        }
    }
    Ok(stale.into_iter().collect())
}

fn write(folder: &Path, files: &[PageFile], stale: &[PathBuf]) -> Result<(), String> {
    let told = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    fs::create_dir_all(folder).map_err(|error| told(folder, error))?;
    for file in files {
        let path = folder.join(&file.name);
        // A page that is as it should be keeps its time.
        if fs::read_to_string(&path).is_ok_and(|found| found == file.text) {
            continue;
        }
        fs::write(&path, &file.text).map_err(|error| told(&path, error))?;
    }
    for path in stale {
        fs::remove_file(path).map_err(|error| told(path, error))?;
    }
    Ok(())
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "an error fails the test")]

    use std::fs;
    use std::path::PathBuf;

    use super::check;
    use crate::describe::descriptor::ObjectDescriptor;
    use crate::prelude::*;
    use crate::reference::pages::Reference;
    use crate::testing::lock::file::LockPlace;

    /// A lamp.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", crate = crate)]
    struct Lamp {
        /// Whether it shines.
        on: Attr<bool>,
        meta: ObjectMeta,
    }

    mod other {
        use crate::prelude::*;
        use crate::{FieldMixin, PythonClass};

        /// Who made it.
        #[derive(Clone, FieldMixin)]
        #[field_mixin(python = "shop.base.Made", crate = crate)]
        pub(super) struct Made {
            maker: Attr<Option<String>>,
        }

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", python = PythonClass::new("shop.chair"), comparable, crate = crate)]
        pub(super) struct Chair {
            legs: Attr<i64>,
            #[field(flatten)]
            made: Made,
            meta: ObjectMeta,
        }
    }

    /// A package that goes with the test.
    struct Package(LockPlace);

    impl Package {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("reference-{}-{name}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            Self(LockPlace {
                package: "house",
                manifest_dir: Box::leak(folder.display().to_string().into_boxed_str()),
                module: "kept",
                file: "house/tests/kept.rs",
                bin: None,
                is_integration: true,
            })
        }

        fn check(&self, types: &[&'static ObjectDescriptor], wish: &str) -> Result<(), String> {
            check(&self.0, &Reference::of(types.iter().copied()), "docs/pages", wish)
                .map_err(|message| message.replace(self.0.manifest_dir, "HOUSE"))
        }

        fn page(&self, name: &str) -> PathBuf {
            PathBuf::from(self.0.manifest_dir).join("docs/pages").join(name)
        }
    }

    impl Drop for Package {
        fn drop(&mut self) {
            fs::remove_dir_all(self.0.manifest_dir).unwrap();
        }
    }

    const LAMP: &str = "versioned_object_core.testing.reference.tests.md";

    const COMMAND: &str = "to write it, run\n  VERSIONED_OBJECT_REFERENCE=write cargo test -p house --test kept\nand read what it changed";

    #[test]
    fn pages_are_written_and_then_kept() {
        let package = Package::new("kept");
        let types = [Lamp::descriptor(), other::Chair::descriptor()];
        assert_eq!(
            package.check(&types, "").unwrap_err(),
            format!(
                "the reference in HOUSE/docs/pages is not that of the declarations\n\n\
                 HOUSE/docs/pages/index.md is not there\nHOUSE/docs/pages/shop.chair.md is not there\n\
                 HOUSE/docs/pages/{LAMP} is not there\n\n{COMMAND}"
            )
        );
        package.check(&types, "write").unwrap();
        package.check(&types, "").unwrap();
        package.check(&types, "check").unwrap();
        let chair = fs::read_to_string(package.page("shop.chair.md")).unwrap();
        let bases = "Bases: shop.base.Made, oslo\\_versionedobjects";
        assert!(chair.contains(&bases.replace('\\', "")), "{chair}");
        assert!(chair.contains("oslo_versionedobjects.base.ComparableVersionedObject"), "{chair}");

        let text = fs::read_to_string(package.page(LAMP)).unwrap();
        fs::write(package.page(LAMP), text.replace("Whether it shines.", "How bright it is.")).unwrap();
        let message = package.check(&types, "").unwrap_err();
        let lines: Vec<_> = text.lines().collect();
        let number = 1 + lines.iter().position(|line| line.contains("Whether it shines.")).unwrap();
        assert_eq!(
            message,
            format!(
                "the reference in HOUSE/docs/pages is not that of the declarations\n\n\
                 HOUSE/docs/pages/{LAMP} line {number}\n  has  `How bright it is.`\n  not  `Whether it shines.`\n\n{COMMAND}"
            )
        );
        fs::write(package.page(LAMP), text.trim_end()).unwrap();
        assert!(package.check(&types, "").unwrap_err().contains("has other ends of lines"));
    }

    #[test]
    fn the_page_of_a_module_that_is_gone_is_told_and_removed() {
        let package = Package::new("gone");
        package.check(&[Lamp::descriptor(), other::Chair::descriptor()], "write").unwrap();
        fs::write(package.page("mine.md"), "# Mine\n").unwrap();
        let message = package.check(&[Lamp::descriptor()], "").unwrap_err();
        let gone = "HOUSE/docs/pages/shop.chair.md is the page of a module that is not there any more";
        assert!(message.contains(gone) && !message.contains("mine.md"), "{message}");
        package.check(&[Lamp::descriptor()], "write").unwrap();
        assert!(!package.page("shop.chair.md").exists() && package.page("mine.md").exists());
        package.check(&[Lamp::descriptor()], "").unwrap();
    }

    #[test]
    fn another_wish_is_none() {
        let package = Package::new("wish");
        assert_eq!(
            package.check(&[Lamp::descriptor()], "accept").unwrap_err(),
            "VERSIONED_OBJECT_REFERENCE is `accept`: expected `write`, `check` or nothing"
        );
    }
}
