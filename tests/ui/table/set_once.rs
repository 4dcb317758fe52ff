//! The deletion of a row sets each field once, and the key never.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "disks",
    soft_delete(
        flag = gone,
        at = gone_at,
        set(state = "gone", state = "deleted", gone = "true", gone_at = "2026", id = "0")
        //                  ^^^^^ `state` is set twice: remove one of the two
        //                                     ^^^^ `gone` is the `flag` of the table: remove it from `set`
        //                                                    ^^^^^^^ `gone_at` is the `at` of the table
        //                                                                      ^^ `id` is the `key` of the table
    )
)]
pub struct Disk {
    id: Attr<Uuid>,
    gone: Attr<bool>,
    gone_at: Attr<Option<DateTime<Utc>>>,
    state: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
