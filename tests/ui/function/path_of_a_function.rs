//! The path of a function is written as in any expression: what stands between `<` and `>` has `::` in front.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.1",
    table = "disks",
    hooks(load_attr = load<Disk>),
    //                ^^^^^^^^^^ write `load::<Disk>`
)]
struct Disk {
    id: Attr<i64>,
    #[field(changed("1.1", from = String, down = down<i64>, up = up::<i64>))]
    //                                           ^^^^^^^^^ write `down::<i64>`
    size: Attr<i64>,
    #[field(validate = const checked<i64>)]
    //                       ^^^^^^^^^^^^ write `checked::<i64>`
    count: Attr<i64>,
    #[field(to_column = sealed<i64>)]
    //                  ^^^^^^^^^^^ write `sealed::<i64>`
    secret: Attr<i64>,
    #[field(to_column(sealed<i64>, updates = as_is))]
    //                ^^^^^^^^^^^ write `sealed::<i64>`
    other: Attr<i64>,
    #[field(has_many(key = Part<i64>::DISK))]
    //                     ^^^^^^^^^^^^^^^ write `Part::<i64>::DISK`
    parts: Attr<Vec<Disk>>,
    meta: ObjectMeta,
}

fn main() {}
