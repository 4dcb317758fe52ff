//! How an object is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::version::Version;

/// How an object is written.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct WriteOptions {
    pub(crate) target: Option<Version>,
    pub(crate) manifest: Option<Arc<Manifest>>,
    pub(crate) caps: Option<Arc<Manifest>>,
    pub(crate) plain: bool,
    pub(crate) without_changes: bool,
    pub(crate) redacted: bool,
    pub(crate) depth: Option<usize>,
}

impl WriteOptions {
    /// At an older version, for a peer that knows no newer one: fields that it lacks are left out.
    ///
    /// A version above the object's own is [`Error::InvalidTargetVersion`](crate::Error::InvalidTargetVersion).
    #[must_use]
    pub fn target_version(mut self, version: Version) -> Self {
        self.target = Some(version);
        self
    }

    /// With children at the versions that a peer knows, by the names of objects: what
    /// [`Registry::obj_tree_get_versions`](crate::Registry::obj_tree_get_versions) gives there.
    ///
    /// A child whose name is not in it stays as it is; the elements of a list object go to 1.0. The object itself is
    /// written at the target version, as without a manifest.
    #[must_use]
    pub fn version_manifest<N: Into<String>>(
        mut self,
        versions: impl IntoIterator<Item = (N, Version)>,
    ) -> Self {
        self.manifest =
            Some(Arc::new(versions.into_iter().map(|(name, version)| (name.into(), version)).collect()));
        self
    }

    /// With no object above its version here, whatever type it has: the versions of a release of peers. A version
    /// above the object's own changes nothing. The children follow the manifest, which is set beside it.
    #[must_use]
    pub(crate) fn capped(mut self, versions: &Arc<Manifest>) -> Self {
        self.caps = Some(Arc::clone(versions));
        self
    }

    /// As [`WriteOptions::version_manifest`], with one that is there already.
    #[must_use]
    pub(crate) fn shared_manifest(mut self, versions: &Arc<Manifest>) -> Self {
        self.manifest = Some(Arc::clone(versions));
        self
    }

    /// The fields alone, without the envelope, in children too.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }

    /// Without secrets, in children too: a [field whose values are secrets](crate::FieldDescriptor::is_secret) is left
    /// out, and is not among the changes. So are the fields that a reader kept without knowing them.
    ///
    /// A field that is left out is one that is not set: what is written cannot be read back as a secret that is `***`,
    /// nor undo one that is there. What a `make_compatible` hook puts into the data on its own is for the hook to judge.
    ///
    /// ```
    /// use versioned_object_core::fields::SensitiveString;
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Login {
    ///     user: Attr<String>,
    ///     password: Attr<SensitiveString>,
    ///     #[field(sensitive)]
    ///     pin: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let login = Login::builder().user("ann").password("hunter2").pin(7).build_orphan()?;
    /// assert_eq!(login.to_json()?, r#"{"user":"ann","password":"hunter2","pin":7}"#);
    /// assert_eq!(login.to_redacted_json()?, r#"{"user":"ann"}"#);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn redacted(mut self) -> Self {
        self.redacted = true;
        self
    }

    /// With no more levels of nesting than this, for readers that take another number than the 100 of
    /// [`Limits::default`](crate::wire::Limits): what is deeper is [`Error::LimitExceeded`](crate::Error::LimitExceeded), in
    /// place of a text that nobody reads.
    ///
    /// ```
    /// use serde_json::json;
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::wire::WriteOptions;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0")]
    /// struct Disk {
    ///     options: Attr<serde_json::Value>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let disk = Disk::builder().options(json!({"cache": ["none"]})).build_orphan()?;
    /// assert!(WriteOptions::default().depth(4).to_string(&disk).is_ok());
    /// let error = WriteOptions::default().depth(3).to_string(&disk).unwrap_err();
    /// assert_eq!(error.to_string(), r#"Disk.options["cache"]: more than 3 levels of nesting"#);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn depth(mut self, levels: usize) -> Self {
        self.depth = Some(levels);
        self
    }

    /// Without the names of changed fields, in children too.
    #[must_use]
    pub fn without_changes(mut self) -> Self {
        self.without_changes = true;
        self
    }
}

/// The versions that a peer knows, by the names of objects.
pub(crate) type Manifest = BTreeMap<String, Version>;

/// How the next object is written.
#[derive(Clone, Copy, Default)]
pub(crate) enum Role {
    /// As the options ask.
    #[default]
    Top,
    /// As it is, at its own version.
    AsIs,
    /// At the version that its parent says, whatever its own is.
    At(Version),
}
