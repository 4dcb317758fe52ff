use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Disk {
    #[field(since("1.1", fill = "ten"))]
    //                          ^^^^^ a field of type `i64` does not take a `&str`
    size: Attr<i64>,
    #[field(since("1.2", fill = missing()))]
    //                          ^^^^^^^ cannot find function `missing` in this scope
    owner: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
