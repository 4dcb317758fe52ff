//! A note says something, and says it once.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.3",
    note("1.1", "sizes are in GiB"),
    note("1.1", "sizes are in GiB"),
    //          ^^^^^^^^^^^^^^^^^^ this is said of 1.1 already: remove one of the two notes
    note("1.2", ""),
    //          ^^ the note is empty: say what 1.2 changed
    note("1.3", " "),
    //          ^^^ the note is empty: say what 1.3 changed
)]
struct Lamp {
    watts: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
