//! What a method is in Python is said once, of a recorded one, and is called on what the method is called on.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Lamp {
    on: Attr<bool>,
    meta: ObjectMeta,
}

#[object_methods]
impl Lamp {
    /// Lights it.
    #[python(light(cls))]
    //       ^^^^^ `light` takes `self` in Rust: write `light(self, …)`
    pub fn light(&mut self) -> Result<()> {
        self.set_on(true)
    }

    /// A lamp that shines.
    #[python(shining(self))]
    //       ^^^^^^^ `lit` takes no `self` in Rust: write `shining(cls, …)`
    pub fn lit() -> Result<Self> {
        Self::builder().on(true).build_orphan()
    }

    /// Nothing.
    #[python]
    //^^^^^^ say what the method is in Python
    pub fn nothing(&self) {}

    /// Nothing.
    #[python(none(self), nothing(self))]
    //                   ^^^^^^^ a method is one in Python: remove this one
    pub fn none(&self) {}

    #[python(hidden(self))]
 // ^^^^^^^^^^^^^^^^^^^^^^^ only methods that are `pub`, and not hidden, are recorded
    fn hidden(&self) {}
}

fn main() {}
