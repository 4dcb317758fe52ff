//! A field that the deletion of a row sets takes the text.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum Status {
    Available,
    ErrorDeleting,
    Deleted,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "disks",
    soft_delete(
        flag = gone,
        set(
            size = "deleted",
            //     ^^^^^^^^^ `size` is a whole number: it cannot be set to `deleted`
            status = "deletd",
            //       ^^^^^^^^ `deletd` is no value of `status`, did you mean `deleted`?
            tags = "none",
            //     ^^^^^^ `tags` is a list: it cannot be set to `none`
            is_new = "false",
            //       ^^^^^^^ `is_new` is a truth value: it cannot be set to `false`
            at = "never",
            //   ^^^^^^^ `at` is a moment: it cannot be set to `never`
            owner = "nobody",
            //      ^^^^^^^^ `owner` is a UUID: it cannot be set to `nobody`
        )
    )
)]
pub struct Disk {
    id: Attr<Uuid>,
    gone: Attr<bool>,
    size: Attr<i64>,
    status: Attr<Option<Status>>,
    tags: Attr<Vec<String>>,
    is_new: Attr<bool>,
    at: Attr<Option<DateTime<Utc>>>,
    owner: Attr<Uuid>,
    meta: ObjectMeta,
}

fn main() {}
