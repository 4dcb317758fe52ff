//! The fields of everything that Cinder could take over from a backend: its `ManageableObject`.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

/// What a driver says of a thing that its backend has, and whether Cinder may manage it.
#[derive(Clone, FieldMixin)]
pub struct ManageableFields {
    /// How the driver finds it again, in its own format.
    reference: Attr<BTreeMap<String, Option<String>>>,
    /// Size in GiB.
    size: Attr<Option<i64>>,
    /// Whether Cinder may take it over.
    #[field(default = false)]
    safe_to_manage: Attr<Option<bool>>,
    /// Why it may not; null when it may.
    reason_not_safe: Attr<Option<String>>,
    /// UUID under which Cinder manages it already; null when it does not.
    cinder_id: Attr<Option<Uuid>>,
    /// What else the driver says of it.
    extra_info: Attr<Option<BTreeMap<String, Option<String>>>>,
}
