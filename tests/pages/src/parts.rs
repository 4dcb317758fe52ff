//! Mixins, two of one name.

use versioned_object_core::prelude::*;

/// When it shone.
#[derive(Clone, FieldMixin)]
pub struct Times {
    /// Since when, in the type of [`Utc`].
    #[field(since = "1.0")]
    shone_at: Attr<Option<DateTime<Utc>>>,
}

/// What a subclass has more.
#[derive(Clone, FieldMixin)]
pub struct More {
    /// More | of it.
    #[field(default = "more")]
    more: Attr<String>,
}

pub(crate) mod inner {
    //! Used by its glob.
    use versioned_object_core::prelude::*;

    /// A mixin that comes with others.
    #[derive(Clone, FieldMixin)]
    pub struct Globbed {
        /// Whether it came.
        came: Attr<bool>,
    }
}

/// Of the same name.
pub mod deeper {
    use versioned_object_core::prelude::*;

    /// When it was deep.
    #[derive(Clone, FieldMixin)]
    pub struct Times {
        /// How deep.
        #[field(since = "1.2", column = "depth_in_m")]
        depth: Attr<Option<f64>>,
    }
}
