use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
#[field_mixin(acess = TimesFields, access = A, access = B, version = "1.0")]
struct Times {
    #[field(sine = "1.0", flatten)]
    created_at: Attr<Option<DateTime<Utc>>>,
}

fn main() {}
