//! Documentation may come from macros, `include_str!` and `concat!`: descriptors have it, and accessors.

#![deny(warnings)]
#![deny(missing_docs)]

use versioned_object_core::prelude::*;

/// A disk.
#[doc = include_str!("docs_of_macros.txt")]
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    #[doc = include_str!("docs_of_macros.txt")]
    size: Attr<i64>,
    /// Where it is.
    #[doc = concat!("A ", "name", ".")]
    /// Never empty.
    host: Attr<String>,
    #[doc(alias = "state")]
    status: Attr<Status>,
    meta: ObjectMeta,
}

#[object_methods]
impl Disk {
    /// Its size.
    #[doc = concat!("In ", "bytes", ".")]
    pub fn bytes(&self) -> Result<i64> {
        Ok(self.size()? << 30)
    }
}

#[doc = concat!("How it ", "is.")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum Status {
    #[doc = concat!("It ", "can be used.")]
    Available,
    /// It cannot.
    Gone,
}

/// Fields of others.
#[derive(Clone, FieldMixin)]
pub struct Place {
    #[doc = include_str!("docs_of_macros.txt")]
    rack: Attr<i64>,
}

fn main() {
    let disk = Disk::descriptor();
    let doc = |name| disk.field(name).expect("a field").doc;
    assert_eq!(disk.doc, "A disk.\nHow large it is.\n");
    assert_eq!(doc("size"), "How large it is.\n");
    assert_eq!(doc("host"), "Where it is.\nA name.\nNever empty.");
    assert_eq!(doc("status"), "");
    assert_eq!(disk.methods[0].doc, "Its size.\nIn bytes.");
    assert_eq!(<Place as versioned_object_core::FieldMixin>::FIELDS[0].doc, "How large it is.\n");
}
