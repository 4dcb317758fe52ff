//! The registry of every type of the program.

use downstream::{Book, Member, Shelf};
use versioned_object_core::prelude::*;
use versioned_object_core::{Registry, wire::Reader};

#[test]
fn every_type_registers_itself() {
    let registry = Registry::collected().unwrap();
    let names: Vec<_> = registry.types().map(|ty| ty.name).collect();
    assert_eq!(names, ["Address", "Audiobook", "Book", "LibraryMember", "Shelf"]);
    let shelf = Shelf::from(vec![Book::builder().id(7).build_orphan().unwrap()]);
    let text = wire::to_string(&shelf).unwrap();
    let read = Reader::new().registry(&registry).read_any(&text).unwrap();
    assert_eq!(read.to_string(), "Shelf(objects=[Book(7)])");
    assert_eq!(registry.latest(Member::default().obj_name()).unwrap().version, Version::new(2, 1));
}
