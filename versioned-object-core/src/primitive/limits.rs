//! How much is read from outside, and of what kind it is.

/// What to do with a field that the object does not have: data of a newer release, or a typing mistake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownFields {
    /// Leave it out, as oslo does.
    #[default]
    Ignore,
    /// Keep it with the object, and write it back. So is a field that the object has, but not at the version that it was
    /// received at.
    Keep,
    /// Refuse the object.
    Reject,
}

/// What to do with a field that the object has, but not at the version that its envelope says: it came with a later one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NewerFields {
    /// Read it, as oslo does. As long as the object keeps the version of the envelope, the field is not written, unless
    /// unknown fields are kept.
    #[default]
    Accept,
    /// Refuse the object.
    Reject,
}

/// Where the data comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Rust code that sets a field by name.
    Assign,
    /// An envelope: nested objects are envelopes.
    Envelope,
    /// The fields alone: nested objects are maps of their fields.
    Plain,
}

/// How much a [`Reader`](crate::wire::Reader) takes, so that nobody can have all memory or all time with one message.
///
/// The defaults are far above any real object. What goes beyond a limit is an
/// [`Error::LimitExceeded`](crate::Error::LimitExceeded) with the path reading had come to.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::wire::{Limits, Reader};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Grid {
///     rows: Attr<Vec<Vec<i64>>>,
///     meta: ObjectMeta,
/// }
///
/// let small = Reader::new().limits(Limits { elements: 5, ..Limits::default() });
/// assert!(small.read_plain::<Grid>(r#"{"rows": [[1], [2]]}"#).is_ok());
/// let error = small.read_plain::<Grid>(r#"{"rows": [[1], [2, 3]]}"#).err().unwrap();
/// assert_eq!(error.to_string(), "Grid.rows[1][1]: more than 5 elements");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many lists and maps may stand in one another. An object in an object takes two, in a list object three.
    ///
    /// 100 unless said otherwise; `serde_json` reads no text that is deeper than 127.
    pub depth: usize,
    /// How many bytes a text may have. 128 MiB unless said otherwise.
    pub size: usize,
    /// How many elements of lists and entries of maps there may be, all together.
    ///
    /// 4,194,304 unless said otherwise: those of a hundred thousand backups.
    pub elements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Limits {
    /// The limits of a reader that is told no others.
    pub const DEFAULT: Self = Self { depth: 100, size: 128 << 20, elements: 1 << 22 };
}
