//! List objects.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use downstream::{Book, Shelf};
use versioned_object_core::prelude::*;

fn shelf(ids: &[i64]) -> Shelf {
    ids.iter().map(|id| Book::builder().id(*id).build_orphan().unwrap()).collect()
}

fn ids(shelf: &Shelf) -> Vec<i64> {
    shelf.iter().map(|book| book.id().unwrap()).collect()
}

#[test]
fn a_list_is_a_slice_of_its_elements() {
    let mut shelf = shelf(&[3, 1, 2]);
    assert_eq!((shelf.len(), shelf[0].id().unwrap()), (3, 3));
    assert_eq!(shelf.first().and_then(Book::try_id), Some(3));
    for book in &mut shelf {
        book.set_pages(100).unwrap();
    }
    for book in &shelf {
        assert_eq!(book.pages().unwrap(), Some(100));
    }
    shelf.elements_mut().push(Book::default());
    let books: Vec<Book> = shelf.into_iter().collect();
    assert_eq!(books.len(), 4);
}

#[test]
fn a_slice_is_a_list_that_did_not_change() {
    let ctx = Context::builder().user_id("alice").build();
    let mut shelf = shelf(&[3, 1, 2]);
    shelf.obj_set_context(Some(&ctx));
    let mut part = shelf.obj_slice(1..9);
    assert_eq!(ids(&part), [1, 2]);
    assert_eq!(part.obj_context().and_then(Context::user_id), Some("alice"));
    assert_eq!(part.obj_what_changed(), ["objects"], "its elements have changes");
    part.obj_reset_changes(&[], true);
    assert!(part.obj_what_changed().is_empty());
    assert!(shelf.obj_slice(5..).is_empty());
    assert_eq!(ids(&shelf.obj_slice(..=0)), [3]);
}

#[test]
fn lists_are_joined_and_sorted() {
    let mut all = shelf(&[3, 1]).obj_concat(&shelf(&[2, 0])).unwrap();
    assert_eq!(ids(&all), [3, 1, 2, 0]);
    assert_eq!(all.obj_what_changed(), ["objects"]);
    all.obj_sort_by_key(Book::id).unwrap();
    assert_eq!(ids(&all), [0, 1, 2, 3]);
    all.obj_sort_by_key(|book| Ok(std::cmp::Reverse(book.id()?))).unwrap();
    assert_eq!(ids(&all), [3, 2, 1, 0]);
    all[0].set_pages(5).unwrap();
    assert_eq!(
        all.obj_sort_by_key(Book::pages).unwrap_err(),
        Error::NotLoaded { object: "Book", field: "pages" }
    );
    assert_eq!(ids(&all), [3, 2, 1, 0], "an error leaves the order");
}

#[test]
fn a_list_changes_with_its_elements() {
    let mut shelf = shelf(&[1, 2]);
    shelf.obj_reset_changes(&[], true);
    shelf[1].set_title("Emma").unwrap();
    assert_eq!(shelf.obj_what_changed(), ["objects"]);
    shelf.obj_reset_changes(&["objects"], true);
    let mut objects = shelf.objects_mut().unwrap();
    objects.push(Book::default());
    objects.finish().unwrap();
    assert_eq!(shelf.obj_what_changed(), ["objects"]);
    shelf.set("objects", Vec::<Value>::new()).unwrap();
    assert!(shelf.is_empty());
}

#[test]
fn a_list_travels() {
    let shelf = shelf(&[1, 2]);
    let text = wire::to_string(&shelf).unwrap();
    let read: Shelf = wire::from_str(&text).unwrap();
    assert_eq!(ids(&read), [1, 2]);
    assert_eq!(wire::to_string(&read).unwrap(), text);
    assert_eq!(
        wire::from_str::<Shelf>(&text.replace(r#""id":2"#, r#""id":[]"#)).unwrap_err().to_string(),
        "Shelf.objects[1].id: expected integer, got a list"
    );
    assert_eq!(Shelf::from_json(r#"{"objects": [{"id": 5}]}"#).unwrap()[0].id().unwrap(), 5);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Move {
    #[enum_field(to(Moving))]
    Packed,
    Moving,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Book)]
struct Crate {
    objects: Attr<Vec<Book>>,
    state: Attr<Move>,
    meta: ObjectMeta,
}

#[test]
fn a_state_machine_of_a_list_is_checked() {
    let mut load = Crate::builder().state(Move::Packed).build(&Context::admin()).unwrap();
    load.set_state(Move::Moving).unwrap();
    let error = load.set("state", "packed").unwrap_err();
    assert_eq!(error.to_string(), "Crate.state: cannot change from `moving` to `packed`: `moving` is final");
}
