//! A secret that is the default of a field, and every page, schema and list that says what the fields are.

use std::collections::BTreeMap;

use versioned_object_core::fields::SensitiveString;
use versioned_object_core::prelude::*;
use versioned_object_core::reference::{Format, Reference};
use versioned_object_core::testing::{Lock, Samples};
use versioned_object_core::{ObjectDescriptor, Registry, schema};

use crate::tells;
use crate::vault::{MARKER, NUMBER, Pin};

/// Who has a secret before anybody sets one.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.2", "as it is"))]
pub struct Guest {
    /// Whoever it is.
    #[field(default = "nobody")]
    user: Attr<String>,
    #[field(sensitive, default = "hunter2x")]
    text: Attr<String>,
    #[field(sensitive, default = NUMBER)]
    number: Attr<i64>,
    #[field(sensitive, default = 7_041_741_704)]
    literal: Attr<Option<i64>>,
    #[field(sensitive, default = vec!["hunter2x".to_owned()])]
    list: Attr<Vec<String>>,
    #[field(default = "hunter2x")]
    word: Attr<SensitiveString>,
    #[field(default = vec![MARKER.into()])]
    words: Attr<Vec<SensitiveString>>,
    #[field(default = BTreeMap::from([("a".to_owned(), Some(MARKER.into()))]))]
    map: Attr<BTreeMap<String, Option<SensitiveString>>>,
    #[field(default = Pin::new("pin hunter2x"))]
    pin: Attr<Pin>,
    #[field(sensitive, fingerprint_default = "hunter2x")]
    told: Attr<String>,
    #[field(sensitive, since("1.1", fill = "hunter2x"))]
    filled: Attr<String>,
    #[field(sensitive, default = "hunter2x", changed("1.1", from = String, down = shorter, up = longer))]
    older: Attr<Option<String>>,
    meta: ObjectMeta,
}

fn shorter(text: &str) -> String {
    text.to_owned()
}

fn longer(text: &str) -> String {
    text.to_owned()
}

/// The same with other secrets.
mod other {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.2", note("1.1", "as it was"), note("1.2", "as it is"))]
    pub struct Guest {
        #[field(default = "nobody")]
        user: Attr<String>,
        #[field(sensitive, default = "hunter2")]
        text: Attr<String>,
        #[field(sensitive, default = 5)]
        number: Attr<i64>,
        meta: ObjectMeta,
    }
}

/// What the fields of a type are, wherever that is said.
fn views(object: &'static ObjectDescriptor) -> Vec<String> {
    let mut registry = Registry::new();
    registry.register::<Guest>().unwrap();
    let mut views = vec![
        schema::plain_json_schema(object).to_string(),
        schema::openapi(&registry, "Guests", "1").to_string(),
        schema::oslo(object).unwrap().to_string(),
        Lock::of([object]).to_string(),
        format!("{object:?} {registry:?} {:?}", Lock::of([object])),
    ];
    views.extend(object.versions().map(|at| schema::json_schema_at(object, at).unwrap().to_string()));
    views.extend(object.fields().map(|field| format!("{field:?} {:?}", field.ty)));
    let samples = Samples::new().value("Guest", "pin", "pin 1");
    let reference = Reference::of([object]).samples(samples);
    views.extend([Format::Markdown, Format::Html, Format::Text].map(|format| reference.to_text(format)));
    views
}

#[test]
fn a_secret_that_is_a_default_is_told_nowhere() {
    for view in views(Guest::descriptor()) {
        assert!(!tells(&view), "{view}");
    }
    let schema = schema::json_schema(Guest::descriptor()).to_string();
    assert!(schema.contains(r#""default":"nobody""#), "{schema}");
    // Whoever makes an object has it.
    let mut guest = Guest::orphan();
    guest.obj_set_defaults(&[]).unwrap();
    assert_eq!((guest.text().unwrap(), guest.word().unwrap().expose()), (MARKER, MARKER));
}

#[test]
fn a_lock_tells_that_a_secret_default_is_another_and_not_which() {
    let (before, now) = (Lock::of([other::Guest::descriptor()]), Lock::of([Guest::descriptor()]));
    let told = before.compare(&now).to_string();
    assert!(told.contains("field `text`: default ") && told.contains("field `number`: default "), "{told}");
    assert!(!tells(&told) && !told.contains("hunter2"), "{told}");
    assert!(now.compare(&now).is_empty());
    let read: Lock = now.to_string().parse().unwrap();
    assert!(read.compare(&now).is_empty());
}
