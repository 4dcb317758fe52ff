//! The methods of every block of a type are recorded: of several, of one elsewhere, and of types of one name.

#![deny(warnings)]

use versioned_object_core::prelude::*;

/// A disk.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[object_methods]
impl Disk {
    /// Twice the size.
    pub fn double(&self) -> Result<i64> {
        Ok(self.size()? * 2)
    }
}

impl Disk {
    pub fn of_no_record(&self) -> i64 {
        0
    }
}

#[object_methods]
impl Disk {
    /// Three times the size.
    pub fn triple(&self) -> Result<i64> {
        Ok(self.size()? * 3)
    }

    fn private(&self) -> i64 {
        4
    }
}

mod other {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", name = "OtherDisk")]
    pub struct Disk {
        size: Attr<i64>,
        meta: ObjectMeta,
    }

    #[object_methods]
    impl Disk {
        pub fn of_the_other(&self) -> Result<i64> {
            self.size()
        }
    }

    #[object_methods]
    impl super::Disk {
        pub fn from_elsewhere(&self) -> Result<i64> {
            self.size()
        }
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Lamp {
    meta: ObjectMeta,
}

fn names<T: versioned_object_core::VersionedObject>() -> Vec<&'static str> {
    T::descriptor().methods.iter().map(|method| method.name).collect()
}

fn main() -> Result<()> {
    assert_eq!(names::<Disk>(), ["double", "triple", "from_elsewhere"]);
    assert_eq!(names::<other::Disk>(), ["of_the_other"]);
    assert!(names::<Lamp>().is_empty());
    let disk = Disk::builder().size(2).build_orphan()?;
    assert_eq!(
        disk.double()? + disk.triple()? + disk.from_elsewhere()? + disk.of_no_record() + disk.private(),
        16
    );
    assert_eq!(other::Disk::builder().size(2).build_orphan()?.of_the_other()?, 2);
    Ok(())
}
