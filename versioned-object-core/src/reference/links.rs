//! How links are written.

use crate::reference::document::Place;

/// How a page names places on the others.
#[derive(Clone, Copy)]
pub(crate) struct Links<'p> {
    /// The page that is printed; none where all of them are one.
    pub(crate) page: Option<&'p str>,
    /// The ending of the other files.
    pub(crate) ending: &'static str,
}

impl Links<'_> {
    /// The file that a link leads to, where it is another one.
    pub(crate) fn file(self, stem: &str) -> Option<String> {
        self.page.filter(|page| *page != stem).map(|_| format!("{stem}.{}", self.ending))
    }

    /// Where a link leads.
    pub(crate) fn target(self, Place { stem, anchor }: &Place) -> String {
        match self.file(stem) {
            Some(file) if anchor.is_empty() => file,
            Some(file) => format!("{file}#{anchor}"),
            None => format!("#{anchor}"),
        }
    }
}
