//! A value is null, or in a `Some`, only where the field takes null.

use versioned_object_core::prelude::*;

type Percent = versioned_object_core::fields::Bounded<0, 100>;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(default = Some(5))]
    //                ^^^^^^^ a field of type `i64` takes no null: write `default = 5`
    size: Attr<i64>,
    #[field(since("1.1", fill = Some("a")))]
    //                          ^^^^^^^^^ a field of type `String` takes no null: write `fill = "a"`
    host: Attr<String>,
    #[field(since("1.1", fill = None))]
    //                          ^^^^ a field of type `String` takes no null: write `fill = unset`
    owner: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Node {
    #[field(default = Some(5))]
    //                ^^^^^^^ `share` takes no null: write the `default` without `Some`
    #[field(rename = "percent")]
    share: Attr<Percent>,
    meta: ObjectMeta,
}

fn main() {}
