//! A key with several values has them in parentheses.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", note("1.1", "sizes are in GiB"))]
struct Disk {
    #[field(renamed = "old_size")]
    //      ^^^^^^^ `renamed` takes parentheses: `renamed("1.4", "old_name")`
    size: Attr<i64>,
    #[field(changed = String)]
    //      ^^^^^^^ `changed` takes parentheses: `changed("1.4", from = OldType, down = to_old,
    host: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extra_fields = label, note = "what changed")]
//                                  ^^^^^^^^^^^^ `extra_fields` takes parentheses: `extra_fields(name, is_incremental)`
//                                                        ^^^^ `note` takes parentheses: `note("1.4", "what it changed")`
struct Lamp {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
