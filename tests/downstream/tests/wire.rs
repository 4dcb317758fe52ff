//! Envelopes, plain JSON, the registry.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use downstream::{Address, Audiobook, AuditAccess, Book, Condition, Member, Percent, Shelf};
use serde_json::json;
use versioned_object_core::Registry;
use versioned_object_core::fields::UnknownFields;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::{Reader, WriteOptions};

fn member() -> Member {
    Member::builder()
        .uuid(Uuid::nil())
        .name("Ann")
        .pin(None)
        .password("hunter2")
        .address(Address::builder().street("High Street 1").build_orphan().unwrap())
        .discount(Percent::new(10))
        .preferences([("language", "en")])
        .build_orphan()
        .unwrap()
}

#[test]
fn an_envelope_has_the_names_of_its_type() {
    let mut member = member();
    member.obj_reset_changes(&["uuid", "name", "pin", "password", "discount", "preferences"], false);
    let envelope = json!({
        "library_object.name": "LibraryMember",
        "library_object.namespace": "library",
        "library_object.version": "2.1",
        "library_object.data": {
            "uuid": "00000000-0000-0000-0000-000000000000",
            "name": "Ann",
            "pin": null,
            "password": "hunter2",
            "address": {
                "library_object.name": "Address",
                "library_object.namespace": "library",
                "library_object.version": "1.0",
                "library_object.data": {"street": "High Street 1"},
                "library_object.changes": ["street"],
            },
            "discount": 10,
            "preferences": {"language": "en"},
        },
        "library_object.changes": ["address"],
    });
    assert_eq!(member.obj_to_primitive().unwrap(), envelope);

    let ctx = Context::builder().user_id("alice").build();
    let read = Member::obj_from_primitive(envelope.clone(), Some(&ctx)).unwrap();
    assert!(read.obj_same_primitive(&member));
    assert_eq!(read.address().unwrap().unwrap().obj_context().and_then(Context::user_id), Some("alice"));
    assert_eq!(read.password().unwrap().unwrap().expose(), "hunter2");

    // serde's traits give and take the same.
    assert_eq!(serde_json::to_value(&member).unwrap(), envelope);
    assert!(serde_json::from_value::<Member>(envelope).unwrap().obj_same_primitive(&member));
}

#[test]
fn fields_have_their_wire_name_and_order() {
    let mut audio = Audiobook::from(
        Book::builder().id(7).kind("novel").condition(Condition::Worn).build_orphan().unwrap(),
    );
    audio.set_minutes(135).unwrap();
    audio.set_created_at("2020-01-02T03:04:05Z".parse::<DateTime<Utc>>().unwrap()).unwrap();
    audio.obj_reset_changes(&[], false);
    assert_eq!(
        wire::to_string(&audio).unwrap(),
        r#"{"versioned_object.name":"Audiobook","versioned_object.namespace":"library","versioned_object.version":"1.0","versioned_object.data":{"minutes":135,"id":7,"type":"novel","condition":"falling apart","created_at":"2020-01-02T03:04:05Z"}}"#
    );
}

#[test]
fn an_older_version_lacks_what_came_later() {
    let mut book = Book::builder()
        .id(7)
        .title("Emma")
        .condition(Condition::Good)
        .authors(["Jane"])
        .build_orphan()
        .unwrap();
    let at = |book: &Book, version| WriteOptions::default().target_version(version).to_value(book);
    let old = at(&book, Version::new(1, 1)).unwrap();
    assert_eq!(old["versioned_object.version"], "1.1");
    assert_eq!(old["versioned_object.data"], json!({"id": 7, "title": "Emma", "condition": "good"}));
    assert_eq!(old["versioned_object.changes"], json!(["id", "title", "condition"]));
    assert_eq!(at(&book, Version::new(1, 4)).unwrap_err().to_string(), "Book: invalid target version 1.4");
    book = wire::from_str(&old.to_string()).unwrap();
    assert_eq!(book.obj_version(), Version::new(1, 1));
    assert_eq!(book.obj_to_primitive().unwrap(), old);
}

#[test]
fn plain_json_has_the_fields_alone() {
    let member = member();
    let text = member.to_json().unwrap();
    assert_eq!(
        text,
        r#"{"uuid":"00000000-0000-0000-0000-000000000000","name":"Ann","pin":null,"password":"hunter2","address":{"street":"High Street 1"},"discount":10,"preferences":{"language":"en"}}"#
    );
    let read = Member::from_json(&text).unwrap();
    assert_eq!(read.obj_what_changed(), member.obj_what_changed());
    assert!(read.obj_same_primitive(&member));
    for (text, message) in [
        (r#"{"nmae": "Ann"}"#, "LibraryMember.nmae: LibraryMember has no such field"),
        (r#"{"address": {"street": null}}"#, "LibraryMember.address.street: field cannot be null"),
        (r#"{"address": {"streat": ""}}"#, "LibraryMember.address.streat: Address has no such field"),
        (r#"{"preferences": {"a": {}}}"#, r#"LibraryMember.preferences["a"]: expected text, got a map"#),
        (r#"{"discount": 500}"#, "LibraryMember.discount: expected percentage, got 500"),
        (r#"{"pin": "1x"}"#, "LibraryMember.pin: expected integer, got ***"),
        (r#"{"reading": {"title": ""}}"#, "LibraryMember.reading.title: a title is not blank"),
        (r#"{"name": "a", "name": "b"}"#, "LibraryMember: duplicate key `name`"),
    ] {
        assert_eq!(Member::from_json(text).unwrap_err().to_string(), message);
    }
}

#[test]
fn a_child_in_another_namespace_has_its_own_keys() {
    let mut member = Member::default();
    member.set_reading(Book::builder().id(7).build_orphan().unwrap()).unwrap();
    member.set_borrowed(Shelf::from(vec![Book::default()])).unwrap();
    let text = wire::to_string(&member).unwrap();
    assert!(text.contains(r#""reading":{"versioned_object.name":"Book""#), "{text}");
    let read: Member = wire::from_str(&text).unwrap();
    assert_eq!(read.obj_to_primitive().unwrap(), member.obj_to_primitive().unwrap());
    let damaged = text.replace(r#""id":7"#, r#""id":"x""#);
    assert_eq!(
        wire::from_str::<Member>(&damaged).unwrap_err().to_string(),
        r#"LibraryMember.reading.id: expected integer, got "x""#
    );
}

#[test]
fn unknown_fields_are_kept_and_written_back() {
    let text = r#"{"versioned_object.name":"Book","versioned_object.namespace":"library","versioned_object.version":"1.3","versioned_object.data":{"id":7,"isbn":[1,{"a":null}]}}"#;
    let kept: Book = Reader::new().unknown_fields(UnknownFields::Keep).read(text).unwrap();
    assert_eq!(wire::to_string(&kept).unwrap(), text);
    assert_eq!(kept.keys(), ["id", "label", "pages_left"]);
    assert!(Reader::new().unknown_fields(UnknownFields::Reject).read::<Book>(text).is_err());
}

#[test]
fn unknown_fields_of_children_and_of_elements_are_ignored_kept_or_refused() {
    let book = || Book::builder().id(7).build_orphan().unwrap();
    let mut member = Member::default();
    member.set_reading(book()).unwrap();
    member.set_borrowed(Shelf::from(vec![book(), book()])).unwrap();
    member.obj_reset_changes(&[], true);
    let plain = wire::to_string(&member).unwrap();
    let text = plain.replace(r#""id":7"#, r#""id":7,"isbn":[1,{"a":null}]"#);
    assert_eq!(text.matches("isbn").count(), 3);

    let ignored: Member = wire::from_str(&text).unwrap();
    assert_eq!(wire::to_string(&ignored).unwrap(), plain);

    let kept: Member = Reader::new().unknown_fields(UnknownFields::Keep).read(&text).unwrap();
    assert_eq!(wire::to_string(&kept).unwrap(), text);
    let mut again = kept.obj_clone();
    again.set_name("Anne").unwrap();
    assert_eq!(wire::to_string(&again).unwrap().matches("isbn").count(), 3, "a change forwards them too");

    let refused = Reader::new().unknown_fields(UnknownFields::Reject).read::<Member>(&text).unwrap_err();
    assert_eq!(refused.to_string(), "LibraryMember.borrowed.objects[0].isbn: Book has no such field");
}

mod newer {
    use versioned_object_core::prelude::*;

    /// Another type of the same name and version.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.3", note("1.3", "what it means changed"), namespace = "library")]
    pub(super) struct Book {
        meta: ObjectMeta,
    }

    /// A newer version.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "2.0", name = "Book", namespace = "library")]
    pub(super) struct Book2 {
        meta: ObjectMeta,
    }
}

#[test]
fn a_registry_reads_by_name_and_version() {
    let mut registry = Registry::new();
    registry.register::<Book>().unwrap().register::<Member>().unwrap().register::<Book>().unwrap();
    assert_eq!(
        registry.register::<newer::Book>().unwrap_err().to_string(),
        "Book 1.3 is registered twice, for different types"
    );
    registry.register::<newer::Book2>().unwrap();
    let versions: Vec<_> = registry.types().map(|ty| format!("{} {}", ty.name, ty.version)).collect();
    assert_eq!(versions, ["Book 2.0", "Book 1.3", "LibraryMember 2.1"]);
    assert_eq!(registry.latest("Book").unwrap().version, Version::new(2, 0));

    let reader = Reader::new().registry(&registry);
    let text = wire::to_string(&Book::builder().id(7).build_orphan().unwrap()).unwrap();
    let read = reader.read_any(&text.replace("1.3", "1.0")).unwrap();
    assert_eq!(read.obj_version(), Version::new(1, 0));
    assert_eq!(read.into_any().downcast::<Book>().unwrap().id().unwrap(), 7);
    assert!(reader.read_any(&text.replace("1.3", "2.0")).unwrap().into_any().is::<newer::Book2>());
    assert_eq!(
        reader.read_any(&text.replace("1.3", "1.9")).unwrap_err().to_string(),
        "version 1.9 of Book is not supported, supported version is 2.0"
    );
    assert_eq!(
        reader.read_any(&wire::to_string(&Shelf::default()).unwrap()).unwrap_err().to_string(),
        "unsupported object type Shelf"
    );
    // The prefix of the keys is that of the type.
    let member = wire::to_string(&member()).unwrap();
    assert_eq!(reader.read_any(&member).unwrap().obj_name(), "LibraryMember");
}
