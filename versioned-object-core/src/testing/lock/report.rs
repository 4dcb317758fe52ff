//! What a comparison found, as a text for the engineer who made the change.

use std::fmt;

use crate::testing::lock::difference::ObjectReport;
use crate::testing::lock::message;

/// What differs between a lock and the declarations; empty when nothing does.
///
/// Its `Display` says of every object what changed, what that means to older peers, and what to write.
#[derive(Clone, Debug)]
pub struct LockReport {
    pub(crate) objects: Vec<ObjectReport>,
}

impl LockReport {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// Whether every change has the version and the history that it needs, so that the lock may take it.
    pub fn is_acceptable(&self) -> bool {
        !self.objects.iter().any(ObjectReport::is_refused)
    }
}

impl fmt::Display for LockReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, object) in self.objects.iter().enumerate() {
            write!(f, "{}{object}", if index == 0 { "" } else { "\n\n" })?;
        }
        Ok(())
    }
}

impl fmt::Display for ObjectReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match (self.locked, self.now) {
            (Some(locked), Some(now)) if locked == now && self.is_refused() => {
                write!(f, "{name} {now}, changed without a new version")?;
            }
            (Some(locked), Some(now)) if locked == now => write!(f, "{name} {now}")?,
            (Some(locked), Some(now)) => write!(f, "{name} {locked} -> {now}")?,
            (None, Some(now)) => write!(f, "{name} {now}, new")?,
            (Some(locked), None) => write!(f, "{name} {locked}, gone")?,
            (None, None) => f.write_str(name)?,
        }
        for item in &self.items {
            let lines = message::lines(name, item);
            let mut lines = lines.iter();
            if let Some(title) = lines.next() {
                write!(f, "\n  {title}")?;
            }
            for line in lines {
                write!(f, "\n      {line}")?;
            }
        }
        Ok(())
    }
}
