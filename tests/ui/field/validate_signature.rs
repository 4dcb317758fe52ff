use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(validate = positive)]
    //                 ^^^^^^^^ mismatched types
    size: Attr<Option<i64>>,
    #[field(validate = not_empty)]
    //                 ^^^^^^^^^ mismatched types
    host: Attr<String>,
    #[field(validate = missing)]
    //                 ^^^^^^^ cannot find value `missing` in this scope
    owner: Attr<String>,
    meta: ObjectMeta,
}

fn positive(size: Option<i64>) -> std::result::Result<(), String> {
    if size > Some(0) { Ok(()) } else { Err("not positive".to_owned()) }
}

fn not_empty(host: &str) -> bool {
    !host.is_empty()
}

fn main() {}
