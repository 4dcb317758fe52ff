use versioned_object_core::prelude::*;

fn down(size: i64) -> String {
    size.to_string()
}

fn up(_size: &str) -> Result<bool> {
    Ok(true)
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", note("1.4", "what it means changed"))]
struct Disk {
    #[field(changed("1.3", from = String, down = down, up = up))]
    //                                                      ^^ a converter to `i64` cannot return `std::result::Result<bool,
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
