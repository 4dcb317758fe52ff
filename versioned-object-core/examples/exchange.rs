//! Two services of different releases exchange messages: a serializer with a cap, a list of objects, a peer that is
//! asked for what is too new, a registry, and unknown fields.
//!
//! Run it with `cargo run -p versioned-object-core --example exchange`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it prints what it shows, and fails where it is wrong"
)]

use versioned_object_core::fields::UnknownFields;
use versioned_object_core::prelude::*;
use versioned_object_core::serializer::{InProcess, Serializer};
use versioned_object_core::{Registry, Releases};

/// What the old release knows.
mod old {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", namespace = "home")]
    pub(super) struct Lamp {
        on: Attr<bool>,
        meta: ObjectMeta,
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", namespace = "home", list_of = Lamp)]
    pub(super) struct LampList {
        objects: Attr<Vec<Lamp>>,
        meta: ObjectMeta,
    }
}

/// A lamp, as the new release knows it.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", namespace = "home")]
struct Lamp {
    /// Whether it burns.
    on: Attr<bool>,
    /// What its light looks like.
    #[field(since = "1.1")]
    colour: Attr<String>,
    meta: ObjectMeta,
}

/// Lamps. Version 1.1 is the one with the lamps of 1.1.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    namespace = "home",
    list_of = Lamp,
    child_versions(("1.0", "1.0"), ("1.1", "1.1"))
)]
struct LampList {
    objects: Attr<Vec<Lamp>>,
    meta: ObjectMeta,
}

fn main() -> Result<()> {
    // A registry says which types a service reads. It is a value: a program may have several, as this one has.
    let mut new = Registry::new();
    new.register::<Lamp>()?.register::<LampList>()?;
    let mut known = Registry::new();
    known.register::<old::Lamp>()?.register::<old::LampList>()?;

    // The arguments of a call: plain values, with objects somewhere in them.
    let lamp = |colour| Lamp::builder().on(true).colour(colour).build_orphan();
    let lamps: LampList = [lamp("red")?, lamp("green")?].into_iter().collect();
    let arguments = Value::Map(vec![("lamps".to_owned(), lamps.into()), ("force".to_owned(), true.into())]);

    // While old services run, a new one writes what they know: the cap.
    let mut releases = Releases::new();
    releases.add("2025.1", [("Lamp", Version::new(1, 0)), ("LampList", Version::new(1, 0))])?;
    releases.add("2025.2", [("Lamp", Version::new(1, 1)), ("LampList", Version::new(1, 1))])?;
    let capped = Serializer::new(new.clone()).version_cap(&releases, "2025.1")?;
    let message = capped.to_string(arguments.clone())?;
    println!("capped: {message}");
    let got = pollster::block_on(Serializer::new(known.clone()).entity_from_str(None, &message))?;
    assert_eq!(*got.get("force").unwrap(), true);
    let list = got.get("lamps").and_then(Value::as_object).unwrap();
    assert_eq!(list.downcast_ref::<old::LampList>().unwrap().len(), 2);

    // Without a cap the old service cannot read the message. It asks one that can to write it as an older one; here
    // that one is in the same program, elsewhere an `IndirectionApi` of your own calls it.
    let message = Serializer::new(new.clone()).to_string(arguments)?;
    let receiver = Serializer::new(known.clone());
    let error = pollster::block_on(receiver.entity_from_str(None, &message)).unwrap_err();
    assert!(matches!(error, Error::IncompatibleObjectVersion { .. }));
    println!("refused: {error}");
    let receiver = receiver.indirection(InProcess::new(new));
    let got = pollster::block_on(receiver.entity_from_str(None, &message))?;
    assert_eq!(got.get("lamps").and_then(Value::as_object).unwrap().obj_version(), Version::new(1, 0));

    // Fields that nobody declared are left out; or kept, and written back; or refused.
    let text = wire::to_string(&lamp("red")?)?.replace("\"on\":true", "\"on\":true,\"smell\":\"none\"");
    let reader = wire::Reader::new();
    assert!(!wire::to_string(&reader.read::<Lamp>(&text)?)?.contains("smell"));
    let keeper = wire::Reader::new().unknown_fields(UnknownFields::Keep);
    assert!(wire::to_string(&keeper.read::<Lamp>(&text)?)?.contains("smell"));
    let error = wire::Reader::new().unknown_fields(UnknownFields::Reject).read::<Lamp>(&text).unwrap_err();
    println!("refused: {error}");
    Ok(())
}
