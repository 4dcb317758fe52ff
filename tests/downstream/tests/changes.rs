//! Which fields changed, in the object and below; copies and comparison.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeSet;

use downstream::{Address, Book, Condition, Member, Shelf};
use versioned_object_core::prelude::*;

fn member() -> Member {
    let book = Book::builder().id(7).title("Emma").authors(["Jane"]).build_orphan().unwrap();
    let mut member = Member::builder()
        .name("Ann")
        .address(Address::builder().street("High Street 1").build_orphan().unwrap())
        .borrowed(Shelf::from(vec![book.clone(), Book::builder().id(8).build_orphan().unwrap()]))
        .reading(book)
        .preferences([("language", "en")])
        .build_orphan()
        .unwrap();
    member.obj_reset_changes(&[], true);
    member
}

#[test]
fn every_set_counts_an_equal_value_too() {
    let mut member = member();
    assert!(member.obj_what_changed().is_empty());
    member.set_name("Ann").unwrap();
    assert_eq!(member.obj_what_changed(), ["name"]);
    assert_eq!(member.obj_get_changes()["name"], "Ann");
    member.obj_reset_changes(&["name"], false);
    assert!(!member.set_if_different("name", "Ann").unwrap());
    assert!(member.obj_what_changed().is_empty());
    assert!(member.set_if_different(Member::NAME, "Bea").unwrap());
    assert_eq!(member.obj_what_changed(), ["name"]);
    assert_eq!(
        member.set_if_different("nmae", "x").unwrap_err().to_string(),
        "LibraryMember has no field `nmae`"
    );
}

#[test]
fn a_child_with_changes_is_a_change_of_its_parent() {
    let mut member = member();
    member.address_mut().unwrap().unwrap().set_street("Low Street 2").unwrap();
    assert_eq!(member.obj_what_changed(), ["address"]);
    member.borrowed_mut().unwrap().unwrap()[1].set_condition(Condition::Good).unwrap();
    assert_eq!(member.obj_what_changed(), ["address", "borrowed"]);
    assert_eq!(member.borrowed().unwrap().unwrap().obj_what_changed(), ["objects"]);

    // Forgetting the parent's own changes does not hide those of its children.
    member.obj_reset_changes(&[], false);
    assert_eq!(member.obj_what_changed(), ["address", "borrowed"]);
    member.obj_reset_changes(&["address"], true);
    assert_eq!(member.obj_what_changed(), ["borrowed"]);
    member.obj_reset_changes(&[], true);
    assert!(member.obj_what_changed().is_empty());
    assert!(member.borrowed().unwrap().unwrap().iter().all(|book| book.obj_what_changed().is_empty()));
}

#[test]
fn a_guard_tracks_what_is_done_through_it() {
    let mut member = member();
    assert_eq!(member.preferences_mut().unwrap().len(), 1, "a look is no change");
    assert!(member.obj_what_changed().is_empty());
    member.preferences_mut().unwrap().insert("alerts".to_owned(), None);
    assert_eq!(member.obj_what_changed(), ["preferences"]);
    assert_eq!(member.preferences().unwrap().len(), 2);
    assert_eq!(
        Member::default().preferences_mut().map(drop).unwrap_err(),
        Error::NotLoaded { object: "LibraryMember", field: "preferences" }
    );
    let mut guard = member.get_mut(Member::PREFERENCES).unwrap();
    guard.clear();
    guard.finish().unwrap();
    assert!(member.preferences().unwrap().is_empty());
}

#[test]
fn a_guard_puts_back_what_the_field_does_not_take() {
    let mut book = member().reading().unwrap().unwrap().clone();
    let mut authors = book.authors_mut().unwrap().unwrap();
    authors.push("Jane".to_owned());
    assert_eq!(authors.finish().unwrap_err().to_string(), "Book.authors: Jane stands there twice");
    assert_eq!(book.authors().unwrap().unwrap(), ["Jane"]);
    assert!(book.obj_what_changed().is_empty());

    // Dropped, it cannot say so.
    book.authors_mut().unwrap().unwrap().push("Jane".to_owned());
    assert_eq!(book.authors().unwrap().unwrap(), ["Jane"]);
    assert!(book.obj_what_changed().is_empty());

    book.authors_mut().unwrap().unwrap().push("Anne".to_owned());
    assert_eq!(book.authors().unwrap().unwrap(), ["Jane", "Anne"]);
    assert_eq!(book.obj_what_changed(), ["authors"]);
    book.set_authors(None).unwrap();
    assert!(book.authors_mut().unwrap().is_none());
}

#[test]
fn a_clone_is_the_same_and_apart() {
    let mut member = member();
    member.obj_set_context(Some(&Context::builder().user_id("alice").build()));
    member.set_name("Bea").unwrap();
    let mut copy = member.obj_clone();
    assert_eq!(copy.obj_what_changed(), ["name"]);
    assert_eq!(copy.obj_context().and_then(Context::user_id), Some("alice"));
    copy.address_mut().unwrap().unwrap().set_town("Bath").unwrap();
    assert_eq!(member.address().unwrap().unwrap().try_town(), None);

    let old = wire::to_string(&Book::default()).unwrap().replace("1.3", "1.1");
    let old: Book = wire::from_str(&old).unwrap();
    assert_eq!(old.obj_clone().obj_version(), Version::new(1, 1));
}

#[test]
fn comparable_objects_are_equal_when_their_primitives_are() {
    let book = Book::builder().id(7).title("Emma").build_orphan().unwrap();
    let mut other = book.clone();
    assert!(book == other);
    other.obj_reset_changes(&[], false);
    assert!(book != other, "changes are part of the primitive");
    assert!(book.obj_same_primitive(&book.obj_clone()));
    assert!(!book.obj_same_primitive(&Address::default()));
}

#[test]
fn a_diff_names_the_fields_that_differ() {
    let member = member();
    let mut other = member.clone();
    other.set_name("Bea").unwrap();
    other.set_pin(1234).unwrap();
    other
        .get_mut(Member::READING)
        .unwrap()
        .unwrap()
        .set_subjects(BTreeSet::from(["love".to_owned()]))
        .unwrap();
    let diff = member.obj_diff(&other);
    assert_eq!(diff.iter().map(|one| one.field).collect::<Vec<_>>(), ["name", "pin", "reading"]);
    assert_eq!(diff[0].to_string(), "name: 'Ann' -> 'Bea'");
    assert_eq!(diff[1].to_string(), "pin: <?> -> '***'");
    assert_eq!(diff[1].right, Some(Value::from(1234)));
    assert!(member.obj_diff(&member.clone()).is_empty());
}

#[test]
fn children_get_the_context_of_their_parent() {
    let ctx = Context::builder().user_id("alice").build();
    let mut member = Member::builder().address(Address::default()).build(&ctx).unwrap();
    let users = |member: &Member| {
        let address = member.address().unwrap().unwrap();
        [member.obj_context(), address.obj_context()]
            .map(|ctx| ctx.and_then(Context::user_id).map(str::to_owned))
    };
    assert_eq!(users(&member), [Some("alice".to_owned()), Some("alice".to_owned())]);
    member.obj_set_context(Some(&ctx.to_builder().user_id("bob").build()));
    assert_eq!(users(&member), [Some("bob".to_owned()), Some("bob".to_owned())]);
    member.obj_set_context(None);
    assert_eq!(users(&member), [None, None]);

    // As in oslo, a child that is set keeps its own.
    member.obj_set_context(Some(&ctx));
    member.set_address(Address::default()).unwrap();
    assert_eq!(users(&member), [Some("alice".to_owned()), None]);
}
