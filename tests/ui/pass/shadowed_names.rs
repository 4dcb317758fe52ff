//! What the derives write does not care what the names of the prelude mean where they stand.

#![deny(warnings)]
#![allow(
    dead_code,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    unused_imports,
    unused_macros
)]

mod shadowed {
    // Types of the prelude.
    pub struct Option;
    pub struct Result;
    pub struct String;
    pub struct Vec;
    pub struct Box;
    pub struct Iterator;
    // Values of the prelude.
    pub fn Some() {}
    pub const None: u8 = 0;
    pub fn Ok() {}
    pub fn Err() {}
    pub fn drop() {}
    // Traits of the prelude.
    pub trait Clone {}
    pub trait Copy {}
    pub trait Default {}
    pub trait From {}
    pub trait Into {}
    pub trait TryFrom {}
    pub trait ToString {}
    pub trait AsRef {}
    pub trait PartialEq {}
    pub trait Eq {}
    pub trait Debug {}
    pub trait Display {}
    pub trait FromStr {}
    pub trait Send {}
    pub trait Sync {}
    pub trait Sized {}
    pub trait Fn {}
    pub trait FnOnce {}
    pub trait IntoIterator {}
    pub trait FromIterator {}
    pub trait Drop {}
    pub trait Deref {}
    pub trait Add {}
    pub trait Any {}
    // Primitive types.
    pub struct str;
    pub struct bool;
    pub struct usize;
    pub struct u16;
    // Crates.
    pub mod core {}
    pub mod std {}
    pub mod alloc {}
    pub mod versioned_object_core {}
    pub mod serde {}
    // Names of the core crate.
    pub struct Attr;
    pub struct Context;
    pub struct DynObject;
    pub struct Error;
    pub struct FieldType;
    pub struct IntoField;
    pub struct Key;
    pub struct ObjectMeta;
    pub struct Value;
    pub struct Version;
    pub struct VersionedObject;
    pub struct __private;
    pub struct fields;

    // Macros.
    macro_rules! panic {
        () => {};
    }
    macro_rules! vec {
        () => {};
    }
    macro_rules! format {
        () => {};
    }
    macro_rules! write {
        () => {};
    }
    macro_rules! matches {
        () => {};
    }
    macro_rules! unreachable {
        () => {};
    }
    macro_rules! compile_error {
        () => {};
    }
    pub(crate) use {compile_error, format, matches, panic, unreachable, vec, write};

    pub mod declarations {
        use super::*;

        // What the expressions of the attributes name, under the names of the generated code's own variables.
        fn cell() -> i64 {
            3
        }

        fn object(_: i64) -> ::core::result::Result<(), ::std::string::String> {
            ::core::result::Result::Ok(())
        }

        fn field(
            _: &mut Disk,
            _: &'static ::core::primitive::str,
        ) -> ::core::result::Result<(), ::versioned_object_core::Error> {
            ::core::result::Result::Ok(())
        }

        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::versioned_object_core::EnumField,
        )]
        pub enum Status {
            Creating,
            Available,
            // Variants with the names that `match` arms would be taken for.
            None,
            Some,
            Ok,
        }

        #[derive(::core::clone::Clone, ::versioned_object_core::FieldMixin)]
        pub struct Times {
            created_at: ::versioned_object_core::Attr<::core::option::Option<i64>>,
            #[field(default = 3)]
            times: ::versioned_object_core::Attr<i64>,
        }

        #[derive(::core::clone::Clone, ::versioned_object_core::VersionedObject)]
        #[versioned_object(
            version = "1.1",
            relationships(spare = [("1.0", "1.0"), ("1.1", "1.1")]),
            extra_fields(twice),
            comparable,
            hooks(load_attr = field),
            fingerprint = "55394fd08ab10a42611938661eb349e0"
        )]
        pub struct Disk {
            #[field(default = cell(), fingerprint_default = "3", validate = object)]
            size: ::versioned_object_core::Attr<::core::option::Option<i64>>,
            #[field(default = Status::Creating, since = "1.1")]
            status: ::versioned_object_core::Attr<Status>,
            tags: ::versioned_object_core::Attr<::std::vec::Vec<::std::string::String>>,
            text: ::versioned_object_core::Attr<::std::string::String>,
            on: ::versioned_object_core::Attr<::core::primitive::bool>,
            spare: ::versioned_object_core::Attr<::core::option::Option<::std::boxed::Box<Disk>>>,
            // Fields with the names of the generated code's own variables and functions.
            value: ::versioned_object_core::Attr<i64>,
            slot: ::versioned_object_core::Attr<i64>,
            index: ::versioned_object_core::Attr<i64>,
            context: ::versioned_object_core::Attr<i64>,
            name: ::versioned_object_core::Attr<::std::string::String>,
            version: ::versioned_object_core::Attr<i64>,
            error: ::versioned_object_core::Attr<i64>,
            object: ::versioned_object_core::Attr<i64>,
            with: ::versioned_object_core::Attr<i64>,
            get: ::versioned_object_core::Attr<i64>,
            set: ::versioned_object_core::Attr<i64>,
            clone: ::versioned_object_core::Attr<i64>,
            orphan: ::versioned_object_core::Attr<i64>,
            descriptor: ::versioned_object_core::Attr<i64>,
            fmt: ::versioned_object_core::Attr<i64>,
            eq: ::versioned_object_core::Attr<i64>,
            default: ::versioned_object_core::Attr<i64>,
            from: ::versioned_object_core::Attr<i64>,
            r#type: ::versioned_object_core::Attr<i64>,
            r#match: ::versioned_object_core::Attr<i64>,
            mixin: ::versioned_object_core::Attr<i64>,
            #[field(flatten)]
            group: Times,
            meta: ::versioned_object_core::ObjectMeta,
        }

        #[::versioned_object_core::object_methods]
        impl Disk {
            pub fn twice(&self) -> ::versioned_object_core::Result<i64> {
                self.value().map(|value| value * 2)
            }
        }

        #[derive(::core::clone::Clone, ::versioned_object_core::VersionedObject)]
        #[versioned_object(version = "1.0", list_of = Disk)]
        pub struct DiskList {
            objects: ::versioned_object_core::Attr<::std::vec::Vec<Disk>>,
            meta: ::versioned_object_core::ObjectMeta,
        }

        #[derive(::core::clone::Clone, ::versioned_object_core::VersionedObject)]
        #[versioned_object(extends = Disk)]
        pub struct Drive {
            base: Disk,
            rounds: ::versioned_object_core::Attr<i64>,
        }
    }
}

use shadowed::declarations::{Disk, DiskList, Drive, Status};
use versioned_object_core::prelude::*;

fn main() -> Result<()> {
    let mut disk = Disk::builder().size(1).value(2).r#type(3).with(4).object(5).build_orphan()?;
    disk.set_status(Status::None)?;
    assert_eq!((disk.value()?, disk.r#type()?, disk.with()?, disk.twice()?), (2, 3, 4, 4));
    let read: Disk = wire::from_str(&wire::to_string(&disk)?)?;
    assert!(read == disk);
    let disks: DiskList = [disk].into_iter().collect();
    let drive = Drive::from(disks[0].obj_clone());
    assert_eq!(drive.status()?, Status::None);
    Ok(())
}
