use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = "ten")]
    //                ^^^^^ a field of type `Option<i64>` does not take a `&str`
    size: Attr<Option<i64>>,
    #[field(default = 3)]
    //                ^ a field of type `std::string::String` does not take a `{integer}`
    host: Attr<String>,
    #[field(default = missing())]
    //                ^^^^^^^ cannot find function `missing` in this scope
    owner: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
