//! Books.

use std::collections::BTreeSet;

use versioned_object_core::prelude::*;

use crate::{Audit, Condition};

/// A book, which a [member](crate::Member) may borrow.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", namespace = "library", extra_fields(label, pages_left), dict = cinder, comparable)]
pub struct Book {
    /// The number on its back.
    #[field(read_only)]
    id: Attr<i64>,
    /// Its title.
    #[field(validate = not_blank)]
    title: Attr<String>,
    /// What kind of book it is.
    #[field(rename = "type")]
    kind: Attr<Option<String>>,
    /// How many pages it has.
    pages: Attr<Option<i64>>,
    /// What it looks like.
    #[field(since = "1.1", default = Condition::AsNew)]
    condition: Attr<Condition>,
    /// What it is about.
    #[field(since = "1.2", default = BTreeSet::new())]
    subjects: Attr<BTreeSet<String>>,
    /// Who wrote it.
    #[field(since = "1.3", validate = nobody_twice)]
    authors: Attr<Option<Vec<String>>>,
    #[field(flatten)]
    audit: Audit,
    meta: ObjectMeta,
}

fn not_blank(title: &str) -> Result<(), &'static str> {
    if title.trim().is_empty() { Err("a title is not blank") } else { Ok(()) }
}

fn nobody_twice(authors: &[String]) -> Result<(), String> {
    let twice = authors.iter().enumerate().find(|(index, author)| authors[..*index].contains(author));
    twice.map_or(Ok(()), |(_, author)| Err(format!("{author} stands there twice")))
}

#[object_methods]
impl Book {
    /// What stands on its back.
    ///
    /// # Errors
    /// When the id or the title is unset.
    pub fn label(&self) -> Result<String> {
        Ok(format!("{} {}", self.id()?, self.title()?))
    }

    /// How many [pages](Self::pages) are left: half of them of a book that is [`Condition::Worn`].
    pub fn pages_left(&self) -> Option<i64> {
        let worn = self.try_condition() == Some(Condition::Worn);
        self.try_pages().flatten().map(|pages| if worn { pages / 2 } else { pages })
    }

    /// Lends the book out once more, which [sets](Book::set_condition) the next [`Condition`]; its [`Self::label`] stays.
    ///
    /// # Errors
    /// When it is worn.
    pub fn wear(&mut self) -> Result<()> {
        let next = match self.condition()? {
            Condition::AsNew => Condition::Good,
            Condition::Good => Condition::Worn,
            Condition::Worn => {
                let reason = format!("{} falls apart", self.title()?);
                return Err(Error::Application { kind: "WornOut", reason });
            }
        };
        self.set_condition(next)
    }
}

/// A book that is read aloud.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "library",
    extends = Book,
    extra_fields(hours),
    fingerprint = "b9ad82db964d2c0a23e11aab2a8d1ad7"
)]
pub struct Audiobook {
    base: Book,
    /// How long it takes: [`Audiobook::hours`] has whole hours.
    minutes: Attr<i64>,
}

impl Audiobook {
    /// How long it takes, in whole hours.
    ///
    /// # Errors
    /// When `minutes` is unset.
    pub fn hours(&self) -> Result<i64> {
        Ok(self.minutes()? / 60)
    }
}

/// Books that stand together.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "library", list_of = Book)]
pub struct Shelf {
    /// The books.
    objects: Attr<Vec<Book>>,
    meta: ObjectMeta,
}
