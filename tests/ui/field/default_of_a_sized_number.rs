use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Server {
    #[field(default = 70_000)]
    //                ^^^^^^ literal out of range for `u16`
    port: Attr<u16>,
    #[field(default = Some(-129))]
    //                     ^^^^ literal out of range for `i8`
    level: Attr<Option<i8>>,
    meta: ObjectMeta,
}

fn main() {}
