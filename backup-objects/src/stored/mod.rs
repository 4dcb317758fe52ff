//! The methods of the family that reach a database.
//!
//! The rules are those of [`Persistent`](versioned_object_core::store::Persistent); where Cinder's differ, and why, is
//! in `docs/decisions/0007-store.md`.

mod backup;
mod backup_device_info;
mod backup_list;
