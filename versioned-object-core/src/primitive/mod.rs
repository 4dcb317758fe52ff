//! Plain data in and out: how much is read, and how JSON is written.

pub(crate) mod digits;
pub(crate) mod json_text;
pub(crate) mod limits;
pub(crate) mod options;
pub(crate) mod read;
pub(crate) mod scalar;
pub(crate) mod special;
pub(crate) mod write;
