//! A declaration, and what an object of it can do: typed access, access by name, changes, checks, an enum, a mixin,
//! a computed field.
//!
//! Run it with `cargo run -p versioned-object-core --example declare`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it prints what it shows, and fails where it is wrong"
)]

use versioned_object_core::prelude::*;

/// How bright a lamp is. On the wire, `dim` and `bright`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Level {
    /// Enough to find the door.
    Dim,
    /// Enough to read.
    Bright,
}

/// Who bought a thing, and when: fields that several objects share.
#[derive(Clone, FieldMixin)]
struct Purchase {
    /// Who paid.
    bought_by: Attr<String>,
    /// When; null while nobody knows.
    bought_at: Attr<Option<DateTime<Utc>>>,
}

/// A lamp.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "home", extra_fields(label))]
struct Lamp {
    /// Its serial number, which never changes.
    #[field(read_only)]
    serial: Attr<Uuid>,
    /// The room it hangs in.
    room: Attr<String>,
    /// What it draws; null while nobody has measured it.
    #[field(validate = at_most_a_hundred)]
    watts: Attr<Option<i64>>,
    /// How bright it is.
    #[field(default = Level::Dim)]
    level: Attr<Level>,
    /// What people say of it.
    tags: Attr<Vec<String>>,
    #[field(flatten)]
    purchase: Purchase,
    meta: ObjectMeta,
}

impl Lamp {
    /// The computed field: it can be read by name, and is never sent.
    fn label(&self) -> Result<String> {
        Ok(format!("the lamp in the {}", self.room()?))
    }
}

fn at_most_a_hundred(watts: i64) -> Result<(), String> {
    if watts <= 100 { Ok(()) } else { Err(format!("{watts} W would burn the shade")) }
}

fn main() -> Result<()> {
    // The builder sets what it is given. Everything else is unset, which is not the same as null.
    let ctx = Context::builder().user_id("alice").build();
    let mut lamp =
        Lamp::builder().serial(Uuid::nil()).room("hall").watts(None).bought_by("bob").build(&ctx)?;
    assert_eq!(lamp.watts()?, None);
    assert!(matches!(lamp.level(), Err(Error::NotLoaded { field: "level", .. })));
    assert_eq!(lamp.try_level(), None);
    lamp.obj_set_defaults(&[])?;
    assert_eq!(lamp.level()?, Level::Dim);

    // Typed; by name, where a text becomes what the field holds; by a typed key, which is both.
    lamp.set_level(Level::Bright)?;
    lamp.set("watts", "40")?;
    assert_eq!(lamp.get("level")?, "bright");
    assert_eq!(lamp.get(Lamp::WATTS)?, Some(40));
    assert_eq!(lamp.get("label")?, "the lamp in the hall");
    assert_eq!(lamp.bought_by()?, "bob");
    println!("set fields: {}", lamp.keys().join(", "));

    // What is wrong is refused, with the path of the field, and nothing is changed by it.
    let refused = lamp.set_watts(500).unwrap_err();
    assert_eq!(refused.to_string(), "Lamp.watts: 500 W would burn the shade");
    assert!(lamp.set("level", "blinding").is_err());
    assert!(matches!(lamp.set_serial(Uuid::max()), Err(Error::ReadOnlyField { .. })));
    assert_eq!(lamp.watts()?, Some(40));
    println!("refused: {refused}");

    // It knows what changed since it was read or saved, inside of lists too.
    lamp.obj_reset_changes(&[], false);
    lamp.set_tags(["warm"])?;
    lamp.obj_reset_changes(&["tags"], false);
    lamp.tags_mut()?.push("quiet".to_owned());
    assert_eq!(lamp.obj_what_changed(), ["tags"]);
    println!("changed: {:?}", lamp.obj_get_changes());
    println!("{lamp}");
    Ok(())
}
