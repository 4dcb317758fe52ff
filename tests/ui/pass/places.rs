//! A declaration may stand anywhere: in a function, in a macro, in a module, with any visibility, its attributes in parts.

#![deny(warnings)]

use versioned_object_core::prelude::*;

macro_rules! disk {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $ty:ty = $default:expr),* $(,)? }) => {
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0")]
        $(#[$meta])*
        pub struct $name {
            $(#[field(default = $default)] $field: Attr<$ty>,)*
            meta: ObjectMeta,
        }
    };
}

disk!(
    /// Declared by a macro.
    #[versioned_object(namespace = "shop")]
    Made { size: i64 = 1 + 2, tags: Vec<String> = vec!["a".to_owned()], host: Option<String> = "b" }
);

/// The names on the wire may have what no identifier has.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", name = "Größe²", namespace = "½-①")]
struct Named {
    meta: ObjectMeta,
}

mod inner {
    use versioned_object_core::prelude::*;

    #[rustfmt::skip]
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1",)]
    #[versioned_object(name = "Inner", comparable,)]
    #[versioned_object()]
    pub(in super::inner) struct Disk {
        #[field(since = "1.1",)]
        #[field(read_only)]
        size: Attr<i64>,
        meta: ObjectMeta,
    }

    pub(crate) mod deeper {
        use versioned_object_core::prelude::*;

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", relationships(disk = [("1.0", "1.1")]))]
        pub(crate) struct Holder {
            disk: Attr<Option<Box<super::Disk>>>,
            meta: ObjectMeta,
        }
    }

    pub(crate) fn used() -> Result<i64> {
        let disk = Disk::builder().size(3).build_orphan()?;
        let holder = deeper::Holder::builder().disk(disk).build_orphan()?;
        holder.disk()?.map_or(Ok(0), Disk::size)
    }
}

fn main() -> Result<()> {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
    enum State {
        On,
        Off,
    }

    #[derive(Clone, FieldMixin)]
    struct Place {
        rack: Attr<i64>,
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    struct Local {
        #[field(default = State::Off)]
        state: Attr<State>,
        #[field(flatten)]
        place: Place,
        #[field(skip)]
        cache: std::collections::BTreeMap<i64, Vec<u8>>,
        meta: ObjectMeta,
    }

    #[object_methods]
    impl Local {
        pub fn is_on(&self) -> Result<bool> {
            Ok(self.state()? == State::On)
        }
    }

    let mut local = Local::builder().state(State::On).rack(3).build_orphan()?;
    local.cache.insert(1, Vec::new());
    assert!(local.is_on()? && local.rack()? == 3);
    let mut made = Made::orphan();
    made.obj_set_defaults(&[])?;
    assert_eq!((made.size()?, made.tags()?.len(), made.host()?), (3, 1, Some("b")));
    assert_eq!(Made::descriptor().namespace, "shop");
    assert_eq!((Named::descriptor().name, Named::descriptor().namespace), ("Größe²", "½-①"));
    assert_eq!(inner::used()?, 3);
    Ok(())
}
