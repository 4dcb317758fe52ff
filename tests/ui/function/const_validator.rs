//! With `validate = const path`, the values of `default` and `fill` are those that the validator takes.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Kind {
    Fast,
    Slow,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(default = 0, validate = const at_least_one)]
    //                ^ `at_least_one` refuses the `default` of `size`
    size: Attr<i64>,
    #[field(default = "", validate = const not_empty)]
    //                ^^ `not_empty` refuses the `default` of `name`
    name: Attr<String>,
    #[field(default = Kind::Slow, validate = const fast)]
    //                ^^^^^^^^^^ `fast` refuses the `default` of `kind`
    kind: Attr<Option<Kind>>,
    #[field(since("1.1", fill = Some(0)), validate = const at_least_one)]
    //                               ^ `at_least_one` refuses the `fill` of `count`
    count: Attr<Option<i64>>,
    #[field(default = 5, validate = const at_least_one)]
    right: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Extent {
    #[field(default = 0, validate = const at_least_one)]
    //                ^ `at_least_one` refuses the `default` of `length`
    length: Attr<i64>,
}

const fn at_least_one(size: i64) -> std::result::Result<(), String> {
    if size < 1 { Err(String::new()) } else { Ok(()) }
}

const fn not_empty(name: &str) -> std::result::Result<(), &'static str> {
    if name.is_empty() { Err("it is empty") } else { Ok(()) }
}

const fn fast(kind: Kind) -> std::result::Result<(), &'static str> {
    if matches!(kind, Kind::Slow) { Err("it is slow") } else { Ok(()) }
}

fn main() {}
