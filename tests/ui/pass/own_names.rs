//! Types of one's own may be called as those of core and of the prelude: the others are written with their paths, and the
//! builder has another name with `builder`.

#![deny(warnings)]
#![allow(dead_code)]

mod of_core {
    use versioned_object_core::{ObjectBuilder as _, VersionedObject, object_methods};

    pub struct Attr;
    pub struct ObjectMeta;
    pub struct Error;
    pub struct Result;
    pub struct Key;
    pub struct Value;
    pub struct Version;
    pub struct Context;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", comparable, extra_fields(twice))]
    pub struct Disk {
        #[field(default = 3)]
        size: versioned_object_core::Attr<i64>,
        children: ::versioned_object_core::Attr<Vec<Disk>>,
        meta: versioned_object_core::ObjectMeta,
    }

    #[object_methods]
    impl Disk {
        pub fn twice(&self) -> versioned_object_core::Result<i64> {
            Ok(self.size()? * 2)
        }
    }

    pub fn used() -> versioned_object_core::Result<i64> {
        Disk::builder().set(Disk::SIZE, 4).children([]).build_orphan()?.twice()
    }
}

mod of_the_prelude {
    pub struct Option;
    pub struct Vec;
    pub struct String;
    pub struct Box;
    pub struct Some;
    pub struct Ok;

    use versioned_object_core::{Attr, ObjectMeta, VersionedObject};

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "2.0")]
    pub struct Disk {
        name: Attr<std::string::String>,
        note: Attr<std::option::Option<std::string::String>>,
        tags: Attr<std::vec::Vec<std::string::String>>,
        parent: Attr<std::option::Option<std::boxed::Box<Disk>>>,
        meta: ObjectMeta,
    }
}

mod of_builders {
    use versioned_object_core::prelude::*;

    /// Builds disks, in a factory.
    pub struct DiskBuilder {
        built: u64,
    }

    impl DiskBuilder {
        pub fn build(&mut self) -> Result<Disk> {
            self.built += 1;
            Disk::builder().size(1).build_orphan()
        }
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "3.0", builder = NewDisk)]
    pub struct Disk {
        size: Attr<i64>,
        meta: ObjectMeta,
    }

    pub fn used() -> Result<i64> {
        let building: NewDisk = Disk::builder();
        let made = building.size(2).build_orphan()?;
        Ok(DiskBuilder { built: 0 }.build()?.size()? + made.size()?)
    }
}

fn main() {
    assert_eq!(of_core::used().unwrap(), 8);
    assert_eq!(of_builders::used().unwrap(), 3);
    let disk = of_the_prelude::Disk::builder().name("a").note("b").tags(["c"]).parent(None).build_orphan();
    assert_eq!(disk.unwrap().tags().unwrap().len(), 1);
}
