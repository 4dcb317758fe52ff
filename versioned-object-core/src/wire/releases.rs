//! Which versions of all objects every release of a service knows: Cinder's `CinderObjectVersionsHistory`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::error::{Error, Result};
use crate::base::shown::{NAME, kept};
use crate::base::version::Version;
use crate::describe::registry::Registry;
use crate::primitive::options::{Manifest, WriteOptions};
use crate::wire::backport::{self, FIRST};

/// The versions of objects by release, each as the changes to the one before.
///
/// During a rolling upgrade a service writes what the oldest release that is still running knows.
///
/// ```
/// use versioned_object_core::Releases;
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.1")]
/// struct Lamp {
///     on: Attr<bool>,
///     #[field(since = "1.1")]
///     colour: Attr<String>,
///     meta: ObjectMeta,
/// }
///
/// let mut releases = Releases::new();
/// releases.add("2025.1", [("Lamp", Version::new(1, 0))])?;
/// releases.add("2025.2", [("Lamp", Version::new(1, 1))])?;
/// assert_eq!(releases.current(), Some("2025.2"));
///
/// let lamp = Lamp::builder().on(true).colour("red").build_orphan()?;
/// let older = releases.options("2025.1")?.to_string(&lamp)?;
/// assert!(older.contains(r#""1.0""#) && !older.contains("red"));
/// assert!(releases.options("2024.2").is_err());
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Releases {
    releases: Vec<(String, Arc<Manifest>)>,
}

impl Releases {
    /// No release.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a release: the versions of the one before, with these changes.
    ///
    /// # Errors
    /// [`Error::ObjectAction`] when there is a release of this name.
    pub fn add<N: Into<String>>(
        &mut self,
        release: impl Into<String>,
        changes: impl IntoIterator<Item = (N, Version)>,
    ) -> Result<()> {
        let release = release.into();
        if self.get(&release).is_ok() {
            return Err(Error::action("add", format!("the release {release} is there already")));
        }
        let mut versions =
            self.releases.last().map(|(_, versions)| Manifest::clone(versions)).unwrap_or_default();
        versions.extend(changes.into_iter().map(|(name, version)| (name.into(), version)));
        self.releases.push((release, Arc::new(versions)));
        Ok(())
    }

    /// The name of the latest release.
    pub fn current(&self) -> Option<&str> {
        self.releases.last().map(|(name, _)| name.as_str())
    }

    /// The names of the releases, the oldest first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.releases.iter().map(|(name, _)| name.as_str())
    }

    /// The versions of all objects in a release.
    ///
    /// # Errors
    /// [`Error::CappedVersionUnknown`] when there is no release of this name.
    pub fn get(&self, release: &str) -> Result<&BTreeMap<String, Version>> {
        self.find(release).map(|versions| &**versions)
    }

    /// How objects are written for peers of a release: each at the version that the release knows, and its children
    /// too. A version above the object's own changes nothing, and neither does the lack of one, as with Cinder: a child that
    /// the release does not name stays as it is (in a list object without `child_versions` it goes to 1.0), whatever
    /// [pairs](crate#attribute-reference) the declaration has. The elements of a list object with `child_versions` have the
    /// version that goes with the list's, as in oslo. The latest release is taken for one's own: in it children stay as they are.
    /// [`Releases::check`] finds what is sent to a release that does not know it.
    ///
    /// # Errors
    /// As [`Releases::get`].
    pub fn options(&self, release: &str) -> Result<WriteOptions> {
        let versions = self.find(release)?;
        let options = WriteOptions::default().capped(versions);
        Ok(if self.current() == Some(release) { options } else { options.shared_manifest(versions) })
    }

    /// Whether the releases say all that they have to: the latest is that of a crate's own objects, and knows each at the
    /// version of now; and with no object that an older one is sent goes a child that it does not know, or above 1.0 where
    /// it does not name the child. A test of the crate asks it, for what no release names is not capped, and in the latest
    /// release children stay as they are.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::{Registry, Releases};
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.1", note("1.1", "it glows"))]
    /// struct Lamp {
    ///     on: Attr<bool>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let mut registry = Registry::new();
    /// registry.register::<Lamp>()?;
    /// let mut releases = Releases::new();
    /// releases.add("2025.1", [("Lamp", Version::new(1, 0))])?;
    /// let forgotten = releases.check(&registry).unwrap_err().to_string();
    /// assert!(forgotten.ends_with("Lamp is at 1.1, and 1.0 in the latest release, 2025.1: add one"), "{forgotten}");
    /// releases.add("2025.2", [("Lamp", Version::new(1, 1))])?;
    /// releases.check(&registry)?;
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::ObjectAction`], which says it of each object of the registry, and of each child.
    pub fn check(&self, registry: &Registry) -> Result<()> {
        let Some((release, versions)) = self.releases.last() else {
            return Err(Error::action("check", "there is no release: add the one of now"));
        };
        let mut names: Vec<&str> = registry.types().map(|known| known.name).collect();
        names.sort_unstable();
        names.dedup();
        let latest = names.into_iter().filter_map(|name| registry.latest(name));
        let mut wrong: Vec<String> = latest
            .filter_map(|known| match versions.get(known.name) {
                Some(version) if *version == known.version => None,
                Some(version) => Some(format!(
                    "{} is at {}, and {version} in the latest release, {release}: add one",
                    known.name, known.version
                )),
                None => {
                    Some(format!("no release names {}, at {}: it is not capped", known.name, known.version))
                }
            })
            .collect();
        wrong.extend(self.too_new(registry));
        if wrong.is_empty() { Ok(()) } else { Err(Error::action("check", wrong.join("; "))) }
    }

    /// The children that older releases would be sent at versions that they do not know.
    fn too_new(&self, registry: &Registry) -> Vec<String> {
        let mut told = Vec::new();
        for (release, versions) in self.releases.split_last().map_or(&[][..], |(_, older)| older) {
            for (name, version) in &**versions {
                let Some(parent) = registry.latest(name) else { continue };
                let version = (*version).min(parent.version);
                for (child, written) in backport::children(parent, version, versions) {
                    let Some(latest) = registry.latest(child).map(|known| known.version) else { continue };
                    let written = written.map_or(latest, |written| written.min(latest));
                    let known = versions.get(child);
                    if known.unwrap_or(&FIRST).older_than(written) {
                        let of = known.map_or("no version of it".to_owned(), Version::to_string);
                        told.push(format!(
                            "{release} is sent {name} {version} with {child} {written}, and knows {of}"
                        ));
                    }
                }
            }
        }
        told
    }

    fn find(&self, release: &str) -> Result<&Arc<Manifest>> {
        let found = self.releases.iter().find(|(name, _)| name == release);
        found
            .map(|(_, versions)| versions)
            .ok_or_else(|| Error::CappedVersionUnknown { version: kept(release, NAME) })
    }
}
