//! A literal at a field is one of its type: a number, a fraction, a truth value or a text.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
struct Power {
    #[field(default = "60")]
    //                ^^^^ `u32` does not take a text: write `default = 60`
    watts: Attr<u32>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Lamp {
    #[field(default = "ten")]
    //                ^^^^^ `i64` does not take a text: write a whole number
    hours: Attr<Option<i64>>,
    #[field(default = 5.5)]
    //                ^^^ `i64` does not take a fraction: write a whole number
    height: Attr<i64>,
    #[field(default = 5)]
    //                ^ `f64` does not take a whole number: write `default = 5.0`
    weight: Attr<f64>,
    #[field(default = 0)]
    //                ^ `bool` does not take a whole number: write `default = false`
    on: Attr<bool>,
    #[field(default = Some(3))]
    //                     ^ `String` does not take a whole number: write `default = "3"`
    label: Attr<Option<String>>,
    #[field(default = 'x')]
    //                ^^^ `String` does not take a character: write it in quotes, `"…"`
    colour: Attr<String>,
    #[field(default = [1, 2])]
    //                 ^ `String` does not take a whole number: write `"1"`
    //                    ^ `String` does not take a whole number: write `"2"`
    tags: Attr<Vec<String>>,
    #[field(default = vec![1, "2"])]
    //                        ^^^ `i64` does not take a text: write `2`
    rooms: Attr<Vec<i64>>,
    #[field(since("1.1", fill = "False"))]
    //                          ^^^^^^^ `bool` does not take a text: write `fill = false`
    dimmed: Attr<bool>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Lamp)]
struct Torch {
    base: Lamp,
    #[field(default = true)]
    //                ^^^^ `i64` does not take a truth value: write a whole number
    cells: Attr<i64>,
}

fn main() {}
