//! A mixin.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
pub struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
    gone: Attr<bool>,
}
