//! An attribute whose name is misspelt is told alone: what is in it is read.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versionedobject(version = "1.1")]
//^^^^^^^^^^^^^^^ cannot find attribute `versionedobject` in this scope
struct Disk {
    #[feild(since = "1.1", default = 10)]
    //^^^^^ cannot find attribute `feild` in this scope
    size: Attr<i64>,
    #[fields(skip)]
    //^^^^^^ cannot find attribute `fields` in this scope
    cache: u8,
    meta: ObjectMeta,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_fields(rename_all = "kebab-case")]
//^^^^^^^^^^^ cannot find attribute `enum_fields` in this scope
enum State {
    #[enumfield(rename = "off")]
    //^^^^^^^^^ cannot find attribute `enumfield` in this scope
    Off,
    On,
}

fn main() {}
