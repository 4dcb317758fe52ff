//! No type is a subclass of itself, whether directly or by way of others.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Disk)]
//                                                ^^^^ `Disk` would be a subclass of itself: name another parent
struct Disk {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = crate::Lamp)]
//                                                       ^^^^ `Lamp` would be a subclass of itself: name another parent
struct Lamp {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = House)]
struct Room {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Room)]
//                                                ^^^^ `House` would be a subclass of itself, for `Room` is one of it: name another parent
struct House {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Bus)]
struct Car {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Bike)]
//                                                ^^^^ `Aeroplane` would be a subclass of itself, for `Bike` is one of it
struct Aeroplane {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Car)]
struct Bike {
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Aeroplane)]
struct Bus {
    meta: ObjectMeta,
}

fn main() {}
