//! What the derive writes as literals is what the compiler computes where the derive does not see all of a type.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;
use versioned_object_core::{
    DEFAULT_NAMESPACE, DEFAULT_SERIAL_NAMESPACE, DynObject, ObjectDescriptor, Version,
};

/// Names in no order: one begins another, one sorts before all, one is not ASCII.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", namespace = "cinder", serial_namespace = "nova_object")]
struct Plain {
    size: Attr<i64>,
    name_of: Attr<String>,
    name: Attr<String>,
    #[field(rename = "Zone")]
    zone: Attr<String>,
    #[field(rename = "straße", since = "1.2")]
    street: Attr<String>,
    r#type: Attr<String>,
    meta: ObjectMeta,
}

/// The usual namespaces.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "2.10", note("2.10", "what no field shows"))]
struct Usual {
    b: Attr<i64>,
    a: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Shared {
    n: Attr<i64>,
    c: Attr<i64>,
}

/// Names of a mixin among its own.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Mixed {
    m: Attr<i64>,
    d: Attr<i64>,
    #[field(flatten)]
    shared: Shared,
    meta: ObjectMeta,
}

/// The namespaces of its parent, and a version of its own.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", extends = Plain)]
struct Heir {
    #[field(since = "1.3")]
    heir: Attr<i64>,
    plain: Plain,
}

fn every_name_is_found(descriptor: &ObjectDescriptor, count: usize) {
    let names: Vec<_> = descriptor.all_fields().map(|field| field.name).collect();
    assert_eq!(names.len(), count);
    for name in names {
        assert_eq!(descriptor.field(name).map(|field| field.name), Some(name));
        for other in [format!("{name}_"), name[1..].to_owned(), String::new()] {
            let is_there = descriptor.all_fields().any(|field| field.name == other);
            assert_eq!(descriptor.field(&other).is_some(), is_there, "{other}");
        }
    }
}

#[test]
fn names_are_found_in_any_order() {
    every_name_is_found(Plain::descriptor(), 6);
    every_name_is_found(Usual::descriptor(), 2);
    every_name_is_found(Mixed::descriptor(), 4);
    every_name_is_found(Heir::descriptor(), 7);
}

#[test]
fn envelopes_begin_with_what_the_declaration_says() {
    let envelope = |object: &dyn DynObject, version: Option<Version>| -> Json {
        let options = WriteOptions::default();
        let options = version.into_iter().fold(options, WriteOptions::target_version);
        serde_json::from_str(&options.to_string(object).unwrap()).unwrap()
    };
    let expected = |prefix: &str, name: &str, namespace: &str, version: &str| {
        json!({
            (format!("{prefix}.name")): name,
            (format!("{prefix}.namespace")): namespace,
            (format!("{prefix}.version")): version,
            (format!("{prefix}.data")): {},
        })
    };
    let (plain, usual, mixed, heir) = (Plain::default(), Usual::default(), Mixed::default(), Heir::default());
    assert_eq!(envelope(&plain, None), expected("nova_object", "Plain", "cinder", "1.2"));
    assert_eq!(envelope(&plain, Some(Version::new(1, 0))), expected("nova_object", "Plain", "cinder", "1.0"));
    assert_eq!(envelope(&usual, None), expected("versioned_object", "Usual", "versionedobjects", "2.10"));
    assert_eq!(envelope(&mixed, None), expected("versioned_object", "Mixed", "versionedobjects", "1.0"));
    assert_eq!(envelope(&heir, None), expected("nova_object", "Heir", "cinder", "1.3"));
    assert_eq!(envelope(&heir, Some(Version::new(1, 2))), expected("nova_object", "Heir", "cinder", "1.2"));
    assert_eq!([DEFAULT_SERIAL_NAMESPACE, DEFAULT_NAMESPACE], ["versioned_object", "versionedobjects"]);
}
