//! Quality of service specs, and a list of them: Cinder's `QualityOfServiceSpecs` 1.0 and `QualityOfServiceSpecsList`
//! 1.0.

use std::collections::BTreeMap;

use versioned_object_core::prelude::*;

use super::enums::QoSConsumerValues;
use super::persistent::PersistentFields;
use super::volume_type::VolumeTypeList;
use crate::python::cinder;

/// Limits and guarantees that volume types refer to.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.qos_specs"),
    fingerprint = "0b212e0a86ee99092229874e03207fe8",
    dict = cinder,
    comparable,
    relationships(..)
)]
pub struct QualityOfServiceSpecs {
    /// UUID of the specs.
    id: Attr<Uuid>,
    /// The name of the specs.
    name: Attr<String>,
    /// Who enforces the specs.
    #[field(default = QoSConsumerValues::BackEnd, fingerprint_default = "back-end")]
    consumer: Attr<QoSConsumerValues>,
    /// The specs themselves, by key.
    specs: Attr<Option<BTreeMap<String, Option<String>>>>,
    /// The volume types that refer to the specs.
    volume_types: Attr<Option<Box<VolumeTypeList>>>,
    #[field(flatten)]
    persistent: PersistentFields,
    meta: ObjectMeta,
}

/// Quality of service specs, in the order in which they were read.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    python = cinder("cinder.objects.qos_specs"),
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = QualityOfServiceSpecs
)]
pub struct QualityOfServiceSpecsList {
    /// The specs.
    objects: Attr<Vec<QualityOfServiceSpecs>>,
    meta: ObjectMeta,
}
