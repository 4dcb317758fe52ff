//! Declarations that macros write: types, functions, values and whole fields are what was given to them.

#![deny(warnings)]

use versioned_object_core::fields::AnyOf;
use versioned_object_core::prelude::*;

macro_rules! checked {
    ($object:ident, $mixin:ident, $path:path, $name:ident, $value:expr, $($field:tt)*) => {
        #[derive(Clone, FieldMixin)]
        struct $mixin {
            #[field(validate = $name)]
            least: Attr<i64>,
        }

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0")]
        struct $object {
            #[field(validate = $path)]
            size: Attr<i64>,
            #[field(validate = const $path, default = $value)]
            most: Attr<i64>,
            #[field(flatten)]
            mixin: $mixin,
            $($field)*
            meta: ObjectMeta,
        }
    };
}

const fn positive(number: i64) -> Result<(), &'static str> {
    if number > 0 { Ok(()) } else { Err("too small") }
}

checked!(Disk, Bounds, positive, positive, 3, #[field(validate = positive)] weight: Attr<Option<i64>>,);

macro_rules! kin {
    ($type:ty, $path:path, $number:ty) => {
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", list_of = $type)]
        struct Disks {
            objects: Attr<Vec<$type>>,
            meta: ObjectMeta,
        }

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", list_of = $path)]
        struct OtherDisks {
            objects: Attr<Vec<$path>>,
            meta: ObjectMeta,
        }

        #[derive(Clone, VersionedObject)]
        #[versioned_object(extends = $type)]
        struct Drive {
            base: $type,
            number: Attr<Option<$number>>,
        }

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", subclass_of = $path)]
        struct Tape {
            size: Attr<$number>,
            others: Attr<Vec<AnyOf<$type>>>,
            meta: ObjectMeta,
        }
    };
}

kin!(Disk, Disk, i64);

fn main() -> Result<()> {
    let mut disk = Disk::builder().size(1).least(1).build_orphan()?;
    for error in [disk.set_size(0), disk.set_most(0), disk.set_least(0), disk.set_weight(Some(0))] {
        assert!(error.unwrap_err().to_string().ends_with(": too small"));
    }
    let drive = Drive::builder().number(Some(3)).build_orphan()?;
    let tape = Tape::builder().size(3).others([disk.clone()]).build_orphan()?;
    let (disks, others) = (Disks::from(vec![disk.clone()]), OtherDisks::from(vec![disk]));
    assert_eq!((drive.number()?, tape.size()?, disks.len(), others.len()), (Some(3), 3, 1, 1));
    Ok(())
}
