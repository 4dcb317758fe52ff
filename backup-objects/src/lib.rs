#![doc = include_str!("../README.md")]
//!
//! [`releases`] is the history itself. It says which version of a child goes with which of its parent, for Cinder's objects
//! have no relationships: an older version of an object with others in it is written with a manifest.
//!
//! For who comes from Cinder, each name of its backup module is in `docs/porting-from-cinder.md` of the repository, and the
//! pages of all objects, in the shape that Python's have, are in `docs/reference/index.md`.

pub mod config;
mod objects;
mod python;
mod record;
mod releases;
#[cfg(feature = "sql")]
mod stored;

pub use objects::*;
pub use releases::releases;

/// What most uses need: the prelude of [`versioned_object_core`] and the accessors that all stored objects share.
pub mod prelude {
    pub use versioned_object_core::prelude::*;

    pub use crate::{
        ManageableFieldsAccess, ManageableFieldsBuild, PersistentFieldsAccess, PersistentFieldsBuild,
    };
}

/// The examples of the porting guides, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../docs/porting-from-cinder.md")]
#[doc = include_str!("../../docs/porting-from-oslo.md")]
mod porting {}
