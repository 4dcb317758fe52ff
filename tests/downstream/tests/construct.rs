//! Making objects, reading and setting their fields, defaults, and what they print.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeSet;

use downstream::{Address, Audiobook, AuditAccess, AuditBuild, Book, Condition, Member, Percent, Shelf};
use versioned_object_core::prelude::*;

fn book() -> Book {
    Book::builder().id(7).title("Emma").pages(400).build_orphan().unwrap()
}

#[test]
fn a_new_object_has_nothing_set() {
    let ctx = Context::builder().user_id("alice").build();
    let book = Book::new(&ctx);
    assert!(book.keys().iter().all(|name| ["label", "pages_left"].contains(name)));
    assert!(book.obj_what_changed().is_empty());
    assert_eq!(book.obj_context().and_then(Context::user_id), Some("alice"));
    assert!(Book::default().obj_context().is_none());
    assert!(!book.obj_attr_is_set("title").unwrap());
    assert!(!book.obj_attr_is_set("label").unwrap(), "a computed field never is");
    let error = book.obj_attr_is_set("tilte").unwrap_err();
    assert_eq!(error.to_string(), "Book has no field `tilte`");

    // A list is the exception: it has elements, if only none.
    assert!(Shelf::new(&ctx).is_empty() && Shelf::new(&ctx).obj_attr_is_set("objects").unwrap());
}

#[test]
fn a_builder_sets_what_it_is_given() {
    let ctx = Context::admin();
    let member = Member::builder()
        .name("Ann")
        .discount(Percent::new(10))
        .address(Address::builder().street("High Street 1").town(None).build_orphan().unwrap())
        .preferences([("language", "en"), ("alerts", "no")])
        .created_by("bob")
        .build(&ctx)
        .unwrap();
    assert_eq!(member.obj_what_changed(), ["name", "address", "discount", "preferences", "created_by"]);
    assert_eq!(member.name().unwrap(), "Ann");
    assert_eq!(member.address().unwrap().unwrap().street().unwrap(), "High Street 1");
    assert_eq!(member.preferences().unwrap()["alerts"].as_deref(), Some("no"));
    assert_eq!(member.created_by().unwrap(), "bob");
    assert!(member.obj_context().is_some());

    // The first value that a field does not take is the error.
    let error = Book::builder().title(" ").authors(["Ann", "Ann"]).build(&ctx).unwrap_err();
    assert_eq!(error.to_string(), "Book.title: a title is not blank");
}

#[test]
fn getters_tell_unset_null_and_value_apart() {
    let mut book = book();
    assert_eq!(book.title().unwrap(), "Emma");
    assert_eq!(book.try_title(), Some("Emma"));
    let error = book.kind().unwrap_err();
    assert_eq!(error, Error::NotLoaded { object: "Book", field: "type" });
    assert_eq!(error.to_string(), "Book.type is not set");
    assert_eq!(book.try_kind(), None);
    book.set_kind(None).unwrap();
    assert_eq!(book.kind().unwrap(), None);
    assert_eq!(book.try_kind(), Some(None));
    book.set_kind("novel").unwrap();
    assert_eq!(book.kind().unwrap(), Some("novel"));
    assert_eq!(book.created_by().unwrap_err(), Error::NotLoaded { object: "Book", field: "created_by" });
}

#[test]
fn a_failed_set_leaves_the_field_alone() {
    let mut book = book();
    book.obj_reset_changes(&[], false);
    assert_eq!(book.set_title("").unwrap_err().to_string(), "Book.title: a title is not blank");
    assert_eq!(
        book.set_authors(["Ann", "Ann"]).unwrap_err().to_string(),
        "Book.authors: Ann stands there twice"
    );
    assert_eq!(book.title().unwrap(), "Emma");
    assert!(book.obj_what_changed().is_empty());
    book.set_authors(None).unwrap();

    let mut member = Member::default();
    let error = member.set_discount(Percent::new(101)).unwrap_err();
    assert_eq!(error.to_string(), "LibraryMember.discount: expected percentage, got 101");
    assert!(!member.is_set(Member::DISCOUNT));
}

#[test]
fn a_read_only_field_is_set_once() {
    let mut book = book();
    book.obj_reset_changes(&[], false);
    book.set_id(7).unwrap();
    assert!(book.obj_what_changed().is_empty(), "an equal value is no change");
    let error = book.set_id(8).unwrap_err();
    assert_eq!(error.to_string(), "Book.id: cannot modify a read-only field");
    assert_eq!(book.set("id", 8).unwrap_err(), error);
    assert_eq!(book.set(Book::ID, 8).unwrap_err(), error);
    assert_eq!(book.id().unwrap(), 7);
}

#[test]
fn defaults_are_set_where_nothing_is() {
    let mut book = book();
    book.set_condition(Condition::Worn).unwrap();
    book.obj_reset_changes(&[], false);
    book.obj_set_defaults(&[]).unwrap();
    assert_eq!(book.condition().unwrap(), Condition::Worn);
    assert_eq!(book.subjects().unwrap(), &BTreeSet::new());
    assert_eq!(book.created_by().unwrap(), "system");
    assert_eq!(book.obj_what_changed(), ["subjects", "created_by"]);

    let mut member = Member::default();
    let error = member.obj_set_defaults(&["discount", "name"]).unwrap_err();
    assert_eq!(error.to_string(), "object action set_defaults failed because: No default set for field name");
    assert_eq!(member.obj_what_changed(), ["discount"], "those before it are set, as in oslo");
    assert_eq!(
        member.obj_set_defaults(&["nmae"]).unwrap_err().to_string(),
        "LibraryMember has no field `nmae`"
    );
    member.set_discount(Percent::new(5)).unwrap();
    member.obj_set_defaults(&["discount"]).unwrap();
    assert_eq!(member.discount().unwrap(), Percent::new(5), "a field that is set keeps its value");

    // Null becomes the default of a field that takes no null, and only there.
    book.set("condition", ()).unwrap();
    assert_eq!(book.condition().unwrap(), Condition::AsNew);
    assert_eq!(book.set("title", ()).unwrap_err().to_string(), "Book.title: field cannot be null");
}

#[test]
fn a_hook_loads_what_is_not_set() {
    let mut member = Member::default();
    member.obj_load_attr("preferences").unwrap();
    assert_eq!(member.preferences().unwrap()["language"].as_deref(), Some("en"));
    member.obj_load_attr("borrowed").unwrap();
    assert_eq!(member.books_out(), 0);
    assert_eq!(member.obj_load_attr("name").unwrap_err().to_string(), "LibraryMember.name is not set");
    assert_eq!(member.obj_load_attr("nmae").unwrap_err().to_string(), "LibraryMember has no field `nmae`");
    assert_eq!(book().obj_load_attr("type").unwrap_err(), Error::NotLoaded { object: "Book", field: "type" });
}

#[test]
fn printing_shows_the_fields_and_masks_secrets() {
    let member = Member::builder()
        .name("Ann")
        .pin(1234)
        .password("password=hunter2")
        .address(Address::builder().street("it's").build_orphan().unwrap())
        .reading(book())
        .discount(Percent::new(10))
        .created_at(None)
        .build_orphan()
        .unwrap();
    assert_eq!(
        member.to_string(),
        "LibraryMember(address=Address,borrowed=<?>,created_at=None,created_by=<?>,discount=10%,name='Ann',\
         password='***',pin='***',preferences=<?>,reading=Book(7),uuid=<?>)"
    );
    assert!(member.obj_python_repr().contains("password='password=***',pin='***'"));
    assert_eq!(
        format!("{member:?}"),
        "LibraryMember { name*: 'Ann', pin*: '***', password*: '***', address*: Address { street*: 'it's', .. }, \
         reading*: Book { id*: 7, title*: 'Emma', pages*: 400, .. }, discount*: 10%, created_at*: None, .. }"
    );
    let mut book = book();
    book.set_subjects(BTreeSet::from(["love".to_owned(), "money".to_owned()])).unwrap();
    book.obj_reset_changes(&["pages"], false);
    assert_eq!(
        book.to_string(),
        "Book(authors=<?>,condition=<?>,created_at=<?>,created_by=<?>,id=7,pages=400,\
         subjects=set(['love','money']),title='Emma',type=<?>)"
    );
    let shelf = Shelf::from(vec![book, Book::default()]);
    assert_eq!(shelf.to_string(), "Shelf(objects=[Book(7),Book(UNKNOWN)])");
    let error = member.clone().set("pin", "12 34").unwrap_err();
    assert_eq!(error.to_string(), "LibraryMember.pin: expected integer, got ***");
}

#[test]
fn a_subclass_has_the_fields_of_its_parent() {
    let mut audio = Audiobook::from(book());
    audio.set_minutes(135).unwrap();
    assert_eq!(audio.title().unwrap(), "Emma");
    assert_eq!(audio.label().unwrap(), "7 Emma");
    assert_eq!(audio.get(Book::TITLE).unwrap(), "Emma");
    audio.set(Book::PAGES, 300).unwrap();
    audio.set("minutes", "140").unwrap();
    assert_eq!(audio.get("hours").unwrap(), 2);
    assert_eq!(audio.created_by().unwrap_err(), Error::NotLoaded { object: "Book", field: "created_by" });
    assert_eq!(audio.obj_name(), "Audiobook");
    assert_eq!(audio.keys(), ["minutes", "id", "title", "pages", "hours", "label", "pages_left"]);
    let book: Book = audio.into();
    assert_eq!(book.pages().unwrap(), Some(300));
}

#[test]
fn enums_are_texts_and_back() {
    assert_eq!(Condition::VALUES, ["as-new", "good", "falling apart"]);
    assert_eq!(Condition::Worn.to_string(), "falling apart");
    assert_eq!("as-new".parse::<Condition>().unwrap(), Condition::AsNew);
    assert_eq!(
        Condition::try_from("bad").unwrap_err().to_string(),
        "expected one of `as-new`, `good`, `falling apart`, got \"bad\""
    );
    let mut book = book();
    book.set("condition", "good").unwrap();
    book.wear().unwrap();
    assert_eq!(
        book.wear().unwrap_err(),
        Error::Application { kind: "WornOut", reason: "Emma falls apart".to_owned() }
    );
    assert_eq!(book.pages_left(), Some(200));
    assert_eq!(
        book.set("condition", "bad").unwrap_err().to_string(),
        "Book.condition: expected one of `as-new`, `good`, `falling apart`, got \"bad\""
    );
}

#[test]
fn methods_are_recorded() {
    let names: Vec<_> = Book::descriptor().methods.iter().map(|method| method.name).collect();
    assert_eq!(names, ["label", "pages_left", "wear"]);
    assert!(Book::descriptor().methods[2].doc.starts_with("Lends the book out"));
    assert_eq!(Book::descriptor().methods[0].signature, "fn label(&self) -> Result<String>");
}
