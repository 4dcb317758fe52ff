//! Where links lead.

use std::any::TypeId;
use std::collections::HashSet;

use crate::describe::descriptor::ObjectDescriptor;
use crate::reference::document::{Span, code};
use crate::reference::names::{anchor, stem};

/// The classes that have a place in the reference.
pub(crate) struct Places(HashSet<TypeId>);

impl Places {
    /// Those of these types.
    pub(crate) fn of(types: &[&'static ObjectDescriptor]) -> Self {
        Self(types.iter().map(|object| (object.type_id)()).collect())
    }

    /// Whether a class is one of them.
    pub(crate) fn has(&self, object: &ObjectDescriptor) -> bool {
        self.0.contains(&(object.type_id)())
    }

    /// The name of a class, with a link to it where it has a place.
    pub(crate) fn class(&self, object: &ObjectDescriptor) -> Span {
        if self.has(object) {
            Span::Link { text: object.name.to_owned(), stem: stem(object), anchor: anchor(object) }
        } else {
            code(object.name)
        }
    }
}

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
    pub(crate) fn target(self, stem: &str, anchor: &str) -> String {
        match self.file(stem) {
            Some(file) if anchor.is_empty() => file,
            Some(file) => format!("{file}#{anchor}"),
            None => format!("#{anchor}"),
        }
    }
}
