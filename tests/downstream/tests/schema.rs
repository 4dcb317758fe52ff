//! JSON Schema in the dialect of 2020-12, asked of a validator.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use serde_json::{Value as Json, json};
use versioned_object_core::fields::AnyOf;
use versioned_object_core::prelude::*;
use versioned_object_core::schema;

fn is_valid<T: VersionedObject>(primitive: &Json) -> bool {
    let schema = schema::json_schema(T::descriptor());
    jsonschema::validator_for(&schema).unwrap().is_valid(primitive)
}

mod first {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", name = "a/b~c%20#d")]
    pub struct Part {
        size: Attr<i64>,
        meta: ObjectMeta,
    }
}

mod second {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "2.0", name = "a/b~c%20#d")]
    pub struct Part {
        size: Attr<String>,
        meta: ObjectMeta,
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Both {
    old: Attr<Option<Box<first::Part>>>,
    newer: Attr<Option<Box<second::Part>>>,
    meta: ObjectMeta,
}

#[test]
fn types_of_one_name_have_a_schema_each() {
    let ctx = Context::admin();
    let old = first::Part::builder().size(1).build(&ctx).unwrap();
    let newer = second::Part::builder().size("one").build(&ctx).unwrap();
    let both = Both::builder().old(old).newer(newer).build(&ctx).unwrap();
    let mut primitive = both.obj_to_primitive().unwrap();
    assert!(is_valid::<Both>(&primitive));
    primitive["versioned_object.data"]["newer"]["versioned_object.data"]["size"] = json!(1);
    assert!(!is_valid::<Both>(&primitive));
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Shape {
    area: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Shape)]
struct Named {
    area: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Drawing {
    outline: Attr<Option<AnyOf<Shape>>>,
    meta: ObjectMeta,
}

#[test]
fn a_subclass_may_declare_a_field_anew() {
    let ctx = Context::admin();
    let mut drawing = Drawing::new(&ctx);
    assert!(is_valid::<Drawing>(&drawing.obj_to_primitive().unwrap()));
    drawing.set_outline(None).unwrap();
    assert!(is_valid::<Drawing>(&drawing.obj_to_primitive().unwrap()));
    let large = Named::builder().area("large").build(&ctx).unwrap();
    drawing.set_outline(AnyOf::new(large).unwrap()).unwrap();
    assert!(is_valid::<Drawing>(&drawing.obj_to_primitive().unwrap()));
    // What says that it is a shape is one.
    let mut primitive = drawing.obj_to_primitive().unwrap();
    primitive["versioned_object.data"]["outline"]["versioned_object.name"] = json!("Shape");
    assert!(!is_valid::<Drawing>(&primitive));
    primitive["versioned_object.data"]["outline"] = json!([]);
    assert!(!is_valid::<Drawing>(&primitive));
}
