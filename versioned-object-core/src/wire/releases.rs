//! Which versions of all objects every release of a service knows: Cinder's `CinderObjectVersionsHistory`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::error::{Error, Result};
use crate::base::shown::{NAME, kept};
use crate::base::version::Version;
use crate::primitive::options::{Manifest, WriteOptions};

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
    /// too. A version above the object's own changes nothing, and neither does the lack of one; in the latest release
    /// children stay as they are.
    ///
    /// # Errors
    /// As [`Releases::get`].
    pub fn options(&self, release: &str) -> Result<WriteOptions> {
        let versions = self.find(release)?;
        let options = WriteOptions::default().capped(versions);
        Ok(if self.current() == Some(release) { options } else { options.shared_manifest(versions) })
    }

    fn find(&self, release: &str) -> Result<&Arc<Manifest>> {
        let found = self.releases.iter().find(|(name, _)| name == release);
        found
            .map(|(_, versions)| versions)
            .ok_or_else(|| Error::CappedVersionUnknown { version: kept(release, NAME) })
    }
}
