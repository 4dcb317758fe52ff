//! Mixins, two of one name.

use versioned_object_core::fields::{FieldType, Input, ReadContext};
use versioned_object_core::prelude::*;
use versioned_object_core::{PrimitiveWriter, TypeDescriptor};

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

/// A grain of something, by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Grain(String);

#[versioned_object_core::field_type]
impl FieldType for Grain {
    type Ref<'a> = &'a Grain;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("Grain");

    fn borrow_field(&self) -> &Grain {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        String::coerce(input, cx).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(&self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// Whether a text is a colour.
///
/// # Errors
/// When it is none.
pub fn is_a_colour(text: &str) -> Result<(), String> {
    if text.is_empty() { Err("nothing is no colour".to_owned()) } else { Ok(()) }
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

    /// How deep, in words.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
    pub enum Depth {
        /// Not very.
        Shallow,
    }

    /// When it was deep.
    #[derive(Clone, FieldMixin)]
    pub struct Times {
        /// How deep.
        #[field(since = "1.2", column = "depth_in_m")]
        depth: Attr<Option<f64>>,
    }
}

pub mod wide {
    //! Too much for macros that call macros too deeply.
    #![allow(clippy::missing_errors_doc, reason = "clippy does not see the words that a macro has")]

    use versioned_object_core::prelude::*;

    macro_rules! wide {
        ($($field:ident)*) => {
            /// With as many states as nobody has: macros that call macros have a limit.
            #[derive(Clone, VersionedObject)]
            #[versioned_object(version = "1.0", namespace = "pages")]
            pub struct Wide {
                $(
                    /// A state.
                    $field: Attr<super::deeper::Depth>,
                )*
                meta: ObjectMeta,
            }
        };
    }

    wide!(
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
        d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
    );
}

pub mod doors {
    //! An enum by two paths, and another of its name.

    use versioned_object_core::prelude::*;

    pub mod shut {
        //! The one.

        use versioned_object_core::prelude::*;

        /// Whether it is shut.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
        pub enum State {
            /// It is.
            Shut,
        }
    }

    pub mod locked {
        //! The other.

        use versioned_object_core::prelude::*;

        /// Whether it is locked.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
        #[enum_field(name = "LockState")]
        pub enum State {
            /// It is.
            Locked,
        }
    }

    pub mod again {
        //! The first one once more.

        pub use super::shut::State;
    }

    /// What a room has.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", namespace = "pages")]
    pub struct Door {
        /// In front.
        front: Attr<shut::State>,
        /// The lock.
        lock: Attr<locked::State>,
        /// Behind.
        back: Attr<again::State>,
        meta: ObjectMeta,
    }
}
