//! What all layers speak of: versions, errors, who asks.

pub(crate) mod context;
pub(crate) mod error;
pub(crate) mod future;
pub(crate) mod shown;
pub(crate) mod version;
