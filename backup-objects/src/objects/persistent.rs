//! The fields of every object with a row of its own: Cinder's `CinderPersistentObject`.

use versioned_object_core::prelude::*;

/// When the row of an object was written, and whether it is soft-deleted.
#[derive(Clone, FieldMixin)]
#[field_mixin(python = "cinder.objects.base.CinderPersistentObject")]
pub struct PersistentFields {
    /// When the record was created.
    created_at: Attr<Option<DateTime<Utc>>>,
    /// When the record was last updated; null when it never was.
    updated_at: Attr<Option<DateTime<Utc>>>,
    /// When the record was soft-deleted; null when it is live.
    deleted_at: Attr<Option<DateTime<Utc>>>,
    /// Whether the record is soft-deleted.
    #[field(default = false)]
    deleted: Attr<Option<bool>>,
}
