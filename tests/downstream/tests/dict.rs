//! Dict access by name and by typed key, in oslo's and in Cinder's way.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use downstream::{Address, Book, Condition, Member, Percent};
use versioned_object_core::prelude::*;

fn book() -> Book {
    Book::builder().id(7).title("Emma").kind(None).build_orphan().unwrap()
}

#[test]
fn names_find_any_field_and_convert() {
    let mut book = book();
    assert_eq!(book.get("title").unwrap(), "Emma");
    assert!(book.get("type").unwrap().is_null());
    assert_eq!(book.get("label").unwrap(), "7 Emma");
    book.set("pages", "400").unwrap();
    book.set("created_by", 5).unwrap();
    book.set("subjects", Value::Set(vec!["love".into()])).unwrap();
    assert_eq!(book.get("created_by").unwrap(), "5");
    assert_eq!(book.get("pages_left").unwrap(), 400);
    assert_eq!(book.get("subjects").unwrap(), Value::Set(vec!["love".into()]));
    for (name, value, message) in [
        ("pages", Value::from("many"), "Book.pages: expected integer, got \"many\""),
        ("authors", vec![Value::from("a"), Value::Null].into(), "Book.authors[1]: field cannot be null"),
        ("title", " ".into(), "Book.title: a title is not blank"),
        ("kind", "x".into(), "Book has no field `kind`"),
        ("label", "x".into(), "Book.label: cannot modify a read-only field"),
    ] {
        assert_eq!(book.set(name, value).unwrap_err().to_string(), message);
    }

    let mut member = Member::default();
    member.set("discount", 20).unwrap();
    assert_eq!(member.discount().unwrap(), Percent::new(20));
    member.set("discount", Percent::new(30)).unwrap();
    assert_eq!(member.get("discount").unwrap(), 30);
    assert_eq!(
        member.set("discount", 120).unwrap_err().to_string(),
        "LibraryMember.discount: expected percentage, got 120"
    );
    member.set("address", Address::builder().street("x").build_orphan().unwrap()).unwrap();
    assert_eq!(
        member.set("address", book).unwrap_err().to_string(),
        "LibraryMember.address: expected an object Address, got another"
    );
    let address = member.get("address").unwrap();
    assert_eq!(address.as_object().unwrap().to_string(), "Address(street='x',town=<?>)");
}

#[test]
fn keys_are_checked_when_the_crate_is_compiled() {
    let mut book = book();
    book.set(Book::CONDITION, Condition::Good).unwrap();
    book.set(Book::PAGES, 3).unwrap();
    let condition: Condition = book.get(Book::CONDITION).unwrap();
    let pages: Option<i64> = book.get(Book::PAGES).unwrap();
    let kind: Option<&str> = book.get(Book::KIND).unwrap();
    assert_eq!((condition, pages, kind), (Condition::Good, Some(3), None));
    assert_eq!(Book::KIND.name(), "type");
    assert!(book.is_set(Book::KIND) && !book.is_set(Book::AUTHORS) && !book.is_set("no such"));
    assert_eq!(book.get(Book::AUTHORS).unwrap_err(), Error::NotLoaded { object: "Book", field: "authors" });
}

#[test]
fn an_unknown_or_unset_key_is_an_error_in_oslo_and_null_in_cinder() {
    let (member, book) = (Member::default(), book());
    assert_eq!(member.get("nmae").unwrap_err().to_string(), "LibraryMember has no field `nmae`");
    assert_eq!(member.get("name").unwrap_err(), Error::NotLoaded { object: "LibraryMember", field: "name" });
    assert_eq!(member.get_or("name", "nobody").unwrap(), "nobody");
    assert_eq!(member.get_or("nmae", "nobody").unwrap_err().to_string(), "LibraryMember has no field `nmae`");
    assert!(!member.contains("books_out") && !member.contains("name") && !member.contains("nmae"));

    assert!(book.get("tilte").unwrap().is_null());
    assert!(book.get("pages").unwrap().is_null());
    assert!(Book::default().get("label").unwrap().is_null());
    assert_eq!(book.get_or("pages", 3).unwrap(), 3);
    assert!(book.get_or("type", "novel").unwrap().is_null(), "null is a value");
    assert!(book.get_or("tilte", "x").unwrap().is_null());
    assert!(
        book.contains("label") && book.contains("title") && !book.contains("pages") && !book.contains("x")
    );
}

#[test]
fn keys_and_items_give_set_fields_and_then_computed_ones() {
    let mut book = book();
    book.set("created_at", "2020-01-02").unwrap();
    assert_eq!(book.keys(), ["id", "title", "type", "created_at", "label", "pages_left"]);
    let items = book.items().unwrap();
    assert_eq!(items.iter().map(|(name, _)| *name).collect::<Vec<_>>(), book.keys());
    assert_eq!(items[4].1, "7 Emma");
    assert_eq!(book.values().unwrap()[1], "Emma");
    assert!(Book::default().items().is_err(), "a label needs a title");
}

#[test]
fn an_update_sets_what_stands_before_its_mistake() {
    let mut book = book();
    book.obj_reset_changes(&[], false);
    let error = book.update([("pages", Value::from(5)), ("title", "".into())]).unwrap_err();
    assert_eq!(error.to_string(), "Book.title: a title is not blank");
    assert_eq!(book.obj_what_changed(), ["pages"], "as in oslo");
    book.update([("pages", Value::from(5)), ("title", "Persuasion".into())]).unwrap();
    assert_eq!(book.obj_what_changed(), ["title", "pages"]);
    assert_eq!(book.label().unwrap(), "7 Persuasion");
}

#[allow(clippy::unused_self, reason = "what is computed is asked of an object")]
mod kin {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", extra_fields(name, size, host))]
    pub(super) struct Copy {
        id: Attr<i64>,
        meta: ObjectMeta,
    }

    impl Copy {
        fn name(&self) -> Result<String> {
            Ok(format!("copy-{}", self.id()?))
        }

        fn size(&self) -> i64 {
            1
        }

        fn host(&self) -> &'static str {
            "copy"
        }
    }

    /// Computes the second of its parent and one more.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(extends = Copy, extra_fields(state, size))]
    pub(super) struct Import {
        base: Copy,
    }

    impl Import {
        fn state(&self) -> &'static str {
            "new"
        }

        fn size(&self) -> i64 {
            2
        }
    }

    /// Computes the first of its parent's parent, what its parent computes anew, and one more.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(extends = Import, extra_fields(name, size, last), dict = cinder)]
    pub(super) struct Late {
        base: Import,
    }

    impl Late {
        fn name(&self) -> &'static str {
            "late"
        }

        fn size(&self) -> i64 {
            3
        }

        fn last(&self) -> bool {
            true
        }
    }

    /// Computes nothing itself.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(extends = Late)]
    pub(super) struct Silent {
        base: Late,
    }
}

/// What a subclass computes stands in the place of what its parent does, as a property does in Python.
#[test]
fn a_computed_field_is_there_once() {
    fn is<T: DictAccess>(wanted: &[(&str, Value)]) {
        let mut object = T::orphan();
        object.set("id", 7).unwrap();
        let items = object.items().unwrap();
        let names: Vec<_> = items.iter().map(|(name, _)| *name).collect();
        let wanted_names: Vec<_> = ["id"].into_iter().chain(wanted.iter().map(|(name, _)| *name)).collect();
        assert_eq!(names, wanted_names, "{}", T::NAME);
        assert_eq!(object.keys(), names, "{}", T::NAME);
        let described: Vec<_> = T::descriptor().extra_fields.iter().map(|extra| extra.name).collect();
        assert_eq!(described, names[1..], "{}", T::NAME);
        for ((name, found), (_, value)) in items.iter().skip(1).zip(wanted) {
            assert_eq!(found, value, "{}.{name}", T::NAME);
            assert_eq!(object.get(*name).unwrap(), *value, "{}.{name}", T::NAME);
        }
        assert_eq!(object.values().unwrap().len(), names.len());
    }
    is::<kin::Copy>(&[("name", "copy-7".into()), ("size", 1.into()), ("host", "copy".into())]);
    is::<kin::Import>(&[
        ("state", "new".into()),
        ("size", 2.into()),
        ("name", "copy-7".into()),
        ("host", "copy".into()),
    ]);
    let late = [
        ("name", "late".into()),
        ("size", 3.into()),
        ("last", true.into()),
        ("state", "new".into()),
        ("host", "copy".into()),
    ];
    is::<kin::Late>(&late);
    is::<kin::Silent>(&late);
}
