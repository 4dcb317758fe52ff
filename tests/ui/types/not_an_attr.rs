//! A field of an object is an `Attr`, a mixin, or of Rust alone.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    size: Option<i64>,
    //    ^^^^^^^^^^^ this field is not an attribute: wrap it, `Attr<Option<i64>>`, mark it
    times: Times,
    //     ^^^^^ this field is not an attribute: wrap its type, `Attr<Times>`, or write
    meta: ObjectMeta,
}

type At<T> = Attr<T>;
type Meta = ObjectMeta;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Aliases {
    size: At<i64>,
    //    ^^^^^^^ this field is not an attribute: write `Attr<i64>` if `At` is an alias of `Attr`, or wrap it, `Attr<At<i64>>`; mark
    meta: Meta,
    //    ^^^^ `ObjectMeta` stands bare: write `meta: ObjectMeta`
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Flattened {
    #[field(flatten)]
    times: Attr<Times>,
    //     ^^^^^^^^^^^ a mixin stands without `Attr`: write `times: Times`
    #[field(flatten)]
    //      ^^^^^^^ `flatten` is for mixins, this field is an `Attr`: remove `flatten`
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {
    println!("{:?}", Flattened::orphan().created_at());
}
