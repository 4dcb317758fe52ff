//! How far a long command has come.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// How many records are worth a bar.
const LONG: u64 = 500;

/// A progress bar on standard error, where somebody looks and there is something to see.
pub(crate) fn bar(total: u64) -> ProgressBar {
    if total < LONG || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec}") {
        bar.set_style(style);
    }
    bar
}
