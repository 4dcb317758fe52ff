//! What a [`Backup`](backup_objects::Backup) is measured against: the same fields in a plain struct with serde's
//! derives, in an envelope of the same text; what is asked of each comparison, and what was measured.

mod backup;
mod cases;
mod dates;
mod figures;
mod forms;
mod measure;
mod peer;
mod plot;
mod rows;
mod sample;

pub use backup::backup;
pub use cases::{CASES, Case, GROUPS, Group, Reach, SCALES, Unit};
pub use figures::{Figure, Figures, Point, amount, padded, page, short};
pub use forms::{reversed, sorted_and_pretty, spaced};
pub use measure::{Measured, Run, by_turns, compare, median, resident, run, timed};
pub use peer::{BackupStatus as PlainStatus, Envelope, List, fixed_layout, own_serde};
pub use plot::plot;
pub use rows::{COLUMNS, Done, Plain, get_each, import, keys, save_each, swap_each};
pub use sample::{fixed_layout_backup, own_serde_backup};
