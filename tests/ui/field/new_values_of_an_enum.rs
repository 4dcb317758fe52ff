use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Lamp {
    #[field(value("1.1", Dimmed, instead = On))]
    //                   ^^^^^^ no associated item named `Dimmed` found for struct
    //                                     ^^ no associated item named `On` found for struct `std::string::String`
    state: Attr<String>,
    //          ^^^^^^ `std::string::String` is not an enum of texts
    meta: ObjectMeta,
}

fn main() {}
