//! What a [`Backup`](backup_objects::Backup) is measured against: the same fields in a plain struct with serde's
//! derives, in an envelope of the same text.

mod dates;
mod measure;
mod peer;
mod rows;
mod sample;

pub use measure::{Case, compare};
pub use peer::{Envelope, List, fixed_layout, own_serde};
pub use rows::{COLUMNS, Done, Plain, by_turns, get_each, import, keys, save_each, swap_each, timed};
pub use sample::{backup, fixed_layout_backup, own_serde_backup};
