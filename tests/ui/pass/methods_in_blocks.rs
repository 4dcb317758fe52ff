//! The methods of every block of a type are recorded: of several, of one elsewhere, and of types of one name; and none that
//! are not there.

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

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Torch {
    meta: ObjectMeta,
}

#[object_methods]
impl Torch {
    #[cfg(any())]
    pub fn of_elsewhere(&self) -> NoSuchType {}

    /// Where it is, on systems of one kind.
    #[cfg(unix)]
    #[must_use]
    pub fn path() -> &'static str {
        "/dev/torch"
    }

    /// Where it is, on those of another.
    #[cfg(not(unix))]
    pub fn path() -> &'static str {
        "torch"
    }

    #[cfg_attr(all(), cfg(any()))]
    pub fn of_no_condition(&self) -> NoSuchType {}

    #[cfg_attr(all(), doc = "It is lit.", cfg_attr(all(), cfg(all()), cfg(any())))]
    pub fn of_one_in_another(&self) -> NoSuchType {}

    #[cfg_attr(any(), cfg(any()))]
    #[cfg_attr(all(), must_use)]
    #[python(light(cls))]
    pub fn light() -> i64 {
        1
    }

    #[cfg_attr(all(), doc(hidden))]
    pub fn hidden() -> i64 {
        2
    }

    #[cfg_attr(any(), cfg_attr(all(), doc(hidden)))]
    pub fn shown() -> i64 {
        3
    }

    #[cfg(all())]
    #[cfg(any())]
    pub fn of_two(&self) -> NoSuchType {}
}

#[cfg(any())]
#[object_methods]
impl Torch {
    pub fn of_no_block(&self) -> i64 {
        0
    }
}

#[object_methods]
#[cfg(any())]
impl Torch {
    pub fn of_no_block_either(&self) -> i64 {
        0
    }
}

fn names<T: versioned_object_core::VersionedObject>() -> Vec<&'static str> {
    T::descriptor().methods.iter().map(|method| method.name).collect()
}

fn main() -> Result<()> {
    assert_eq!(names::<Disk>(), ["double", "triple", "from_elsewhere"]);
    assert_eq!(names::<other::Disk>(), ["of_the_other"]);
    assert!(names::<Lamp>().is_empty());
    assert_eq!(names::<Torch>(), ["path", "light", "shown"]);
    let docs: Vec<_> = Torch::descriptor().methods.iter().map(|method| method.doc).collect();
    assert_eq!(
        docs[0],
        if cfg!(unix) { "Where it is, on systems of one kind." } else { "Where it is, on those of another." }
    );
    assert_eq!((Torch::path().len() > 4, Torch::light() + Torch::hidden() + Torch::shown()), (true, 6));
    let disk = Disk::builder().size(2).build_orphan()?;
    assert_eq!(
        disk.double()? + disk.triple()? + disk.from_elsewhere()? + disk.of_no_record() + disk.private(),
        16
    );
    assert_eq!(other::Disk::builder().size(2).build_orphan()?.of_the_other()?, 2);
    Ok(())
}
