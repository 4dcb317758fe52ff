//! A list of log levels: Cinder's `LogLevelList` 1.0.

use versioned_object_core::prelude::*;

use crate::LogLevel;

/// The log levels of one service.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "cinder",
    fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e",
    list_of = LogLevel
)]
pub struct LogLevelList {
    /// The log levels.
    objects: Attr<Vec<LogLevel>>,
    meta: ObjectMeta,
}
