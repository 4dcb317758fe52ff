//! Who borrows books.

use std::collections::BTreeMap;

use versioned_object_core::fields::SensitiveString;
use versioned_object_core::prelude::*;

use crate::{Audit, Book, Percent, Shelf};

/// Where somebody lives.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "library", serial_namespace = "library_object")]
pub struct Address {
    /// Street and number.
    street: Attr<String>,
    /// The town.
    town: Attr<Option<String>>,
    meta: ObjectMeta,
}

/// Somebody who borrows books.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "2.1",
    name = "LibraryMember",
    namespace = "library",
    serial_namespace = "library_object",
    extra_fields(books_out),
    relationships(..),
    hooks(load_attr)
)]
pub struct Member {
    /// UUID of the member.
    uuid: Attr<Uuid>,
    /// Their name.
    name: Attr<String>,
    /// The number they open the door with.
    #[field(sensitive)]
    pin: Attr<Option<i64>>,
    /// The password of their account.
    password: Attr<Option<SensitiveString>>,
    /// Where they live.
    address: Attr<Option<Box<Address>>>,
    /// What they have at home, on a [`Shelf`].
    borrowed: Attr<Option<Box<Shelf>>>,
    /// The book they read now, see [`Book::wear`].
    reading: Attr<Option<Book>>,
    /// What fee they are let off.
    #[field(since = "2.1", default = Percent::new(0))]
    discount: Attr<Percent>,
    /// What they like.
    preferences: Attr<BTreeMap<String, Option<String>>>,
    #[field(flatten)]
    audit: Audit,
    meta: ObjectMeta,
}

impl Member {
    /// How many books they have at home.
    pub fn books_out(&self) -> i64 {
        let books = self.try_borrowed().flatten().map_or(0, |shelf| shelf.len());
        i64::try_from(books).unwrap_or(i64::MAX)
    }

    fn hook_load_attr(&mut self, field: &'static str) -> Result<()> {
        match field {
            "preferences" => self.set_preferences([("language", "en")]),
            "borrowed" => self.set_borrowed(Shelf::default()),
            field => Err(Error::NotLoaded { object: self.obj_name(), field }),
        }
    }
}
