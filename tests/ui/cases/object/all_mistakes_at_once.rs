use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = 1.4, nam = "Drive", table)]
struct Disk {
    #[field(read_only = true)]
    size: Attr<i64>,
    #[field(sinse = "1.1", default)]
    host: Attr<String>,
    owner: String,
}

// Rules are looked at once the declaration could be read.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", extra_fields(watts))]
struct Lamp {
    pub on: Attr<bool>,
    #[field(since = "1.5", default = None)]
    watts: Attr<Option<i64>>,
    Colour: Attr<String>,
    meta: ObjectMeta,
}

fn main() {}
