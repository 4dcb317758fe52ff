//! The key of a table is a UUID, a whole number or a text.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", key = tags)]
//                                                         ^^^^ `tags` is a list: a key is a `Uuid`, a whole number or a text
pub struct Disk {
    tags: Attr<Vec<String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps", key = watts)]
//                                                         ^^^^^ `watts` is a number with a fraction: a key
pub struct Lamp {
    #[field(read_only)]
    watts: Attr<f64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "doors", key = is_open)]
//                                                         ^^^^^^^ `is_open` is a truth value: a key
pub struct Door {
    #[field(default = false)]
    is_open: Attr<bool>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
pub struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "rooms", key = created_at)]
//                                                         ^^^^^^^^^^ `created_at` is a moment: a key
pub struct Room {
    #[field(flatten)]
    times: Times,
    labels: Attr<BTreeMap<String, String>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Room, table = "halls", key = labels)]
//                                                        ^^^^^^ `labels` is a map: a key
pub struct Hall {
    base: Room,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "things")]
pub struct Thing {
    id: Attr<bool>,
  //^^ `id` is a truth value: a key is
    meta: ObjectMeta,
}

fn main() {}
