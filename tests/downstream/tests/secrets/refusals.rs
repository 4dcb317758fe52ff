//! What is said of values that a field refuses, wherever they come from.

use std::collections::BTreeMap;

use pollster::block_on;
use serde_json::{Value as Json, json};
use versioned_object_core::fields::{SensitiveString, UnknownFields};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, ConditionalUpdate, Sqlite, Step, field};
use versioned_object_core::wire::{Limits, Reader};
use versioned_object_core::{FieldDescriptor, Registry, TypeKind};

use crate::tells;
use crate::vault::{Keyed, Login, MARKER, NUMBER, Pin, Vault, login, vault};

/// Values with the secret in every shape.
fn shapes() -> Vec<Json> {
    let (text, number) = (json!(MARKER), json!(NUMBER));
    let leaves = [text.clone(), number, json!(7_041_741_704.5), json!(-NUMBER), json!(format!("x {MARKER}"))];
    let mut shapes = Vec::new();
    for leaf in leaves {
        shapes.extend([
            leaf.clone(),
            json!([leaf]),
            json!([[leaf]]),
            json!({"a": leaf}),
            json!([{"a": leaf}]),
            json!({"a": [leaf]}),
            json!({"a": {"b": leaf}}),
            json!({"a": [{"b": leaf}]}),
            json!({"a": [[leaf]]}),
            json!([null, leaf]),
        ]);
    }
    shapes
}

/// The same with the secret as a key.
fn keyed() -> Vec<Json> {
    vec![
        json!({MARKER: null}),
        json!({MARKER: {MARKER: MARKER}}),
        json!({"a": {MARKER: []}}),
        json!([{MARKER: 1}]),
        json!({"a": [{MARKER: []}]}),
        json!({MARKER: [{MARKER: true}]}),
        json!({NUMBER.to_string(): "x"}),
    ]
}

/// Texts that are no JSON, or say a thing twice, with the secret in them.
fn broken() -> Vec<String> {
    [
        r#""M"#,
        r#"["M" "M"]"#,
        r#"["M", M]"#,
        r#"{"M""#,
        r#"{"M": M}"#,
        r#"{"M":1,"M":2}"#,
        r#"{"a":{"M":1,"M":2}}"#,
        r#"[{"M":"M","M":"M"}]"#,
        r#"{"a":[{"M":1,"M":1}]}"#,
        r#""M\ud800""#,
        r#"{"M": 1e999}"#,
        "M",
        r#""M\x""#,
        r#"{"M": [{"M": [[[[[[[[[1]]]]]]]]]}]}"#,
    ]
    .map(|text| text.replace('M', MARKER))
    .to_vec()
}

/// Envelopes of a child with the secret in a wrong shape where a secret belongs.
fn children() -> Vec<Json> {
    let mut children = Vec::new();
    for shape in shapes() {
        for name in ["password", "pin"] {
            let mut child = login().obj_to_primitive().unwrap();
            child["versioned_object.data"][name] = shape.clone();
            let mut inner = login().obj_to_primitive().unwrap();
            inner["versioned_object.data"]["more"] = child.clone();
            children.extend([json!({"a": [child]}), json!([child]), child, inner]);
        }
    }
    let mut child = login().obj_to_primitive().unwrap();
    child["versioned_object.data"] = json!(MARKER);
    children.push(child.clone());
    child["versioned_object.data"] = json!({"more": MARKER});
    children.push(child.clone());
    child["versioned_object.changes"] = json!(MARKER);
    children.push(child);
    children
}

/// Every value for a field with secrets that may show none of it.
fn values(field: &FieldDescriptor) -> Vec<Json> {
    let mut values = shapes();
    if field.ty.name == "Object" || field.name.contains("child") || !field.is_secret() {
        values.extend(children());
    }
    // The keys of a map that says nothing are no secrets, and nor are the names of an envelope.
    if field.sensitive {
        values.extend(keyed());
    }
    values
}

/// Fields that are a secret, have one in them, or hold objects that have.
fn fields() -> impl Iterator<Item = &'static FieldDescriptor> {
    Vault::descriptor().fields().filter(|field| field.name != "number")
}

fn check<'e>(field: &str, given: &str, errors: impl IntoIterator<Item = &'e Error>) {
    for error in errors {
        for view in [error.to_string(), format!("{error:?}"), format!("{error:#?}")] {
            assert!(!tells(&view), "{field} of {given}: {view}");
            assert!(view.len() < 1_000, "{field}: {view}");
        }
    }
}

fn envelope(field: &str, version: &str, value: &str) -> String {
    format!(
        r#"{{"versioned_object.name": "Vault", "versioned_object.namespace": "versionedobjects",
            "versioned_object.version": "{version}", "versioned_object.data": {{"number": 1, "{field}": {value}}}}}"#
    )
}

fn registry() -> Registry {
    let mut registry = Registry::new();
    registry.register::<Login>().unwrap();
    registry.register::<Vault>().unwrap();
    registry
}

#[test]
fn no_reader_quotes_a_secret() {
    let registry = registry();
    let reader = Reader::new().registry(&registry).unknown_fields(UnknownFields::Reject);
    let narrow =
        Reader::new().registry(&registry).limits(Limits { elements: 6, depth: 5, ..Limits::default() });
    let mut refused = 0;
    for field in fields() {
        let values: Vec<String> = values(field).iter().map(Json::to_string).collect();
        let broken = if field.sensitive { broken() } else { Vec::new() };
        for value in values.into_iter().chain(broken) {
            for version in ["1.0", "1.1"] {
                let text = envelope(field.name, version, &value);
                let mut errors: Vec<Error> = reader.all_errors(&text);
                errors.extend(reader.read::<Vault>(&text).err());
                errors.extend(narrow.read::<Vault>(&text).err());
                errors.extend(narrow.all_errors(&text));
                errors.extend(reader.read_any(&text).err());
                if let Ok(json) = serde_json::from_str::<Json>(&text) {
                    errors.extend(reader.read_value::<Vault>(json).err());
                }
                if let Err(error) = serde_json::from_str::<Vault>(&text) {
                    assert!(!tells(&error.to_string()), "{field:?}: {error}");
                }
                refused += errors.len();
                check(field.name, &value, &errors);
            }
            let plain = format!(r#"{{"{}": {value}}}"#, field.name);
            for error in [Vault::from_json(&plain).err(), narrow.read_plain::<Vault>(&plain).err()] {
                check(field.name, &value, &error);
            }
        }
    }
    assert!(refused > 10_000, "{refused}");
}

#[test]
fn no_setter_quotes_a_secret() {
    for field in fields() {
        for value in values(field) {
            let given = value.to_string();
            for mut vault in [vault(), Vault::orphan()] {
                let errors = [
                    vault.set(field.name, Value::from(value.clone())).err(),
                    vault.obj_set(field.name, Value::from(value.clone())).err(),
                    vault.update([(field.name, Value::from(value.clone()))]).err(),
                    (&mut vault as &mut dyn DynObject)
                        .obj_change(field.name, |held| {
                            *held = Value::from(value.clone());
                            Ok(())
                        })
                        .err(),
                    Value::from(value.clone()).coerce::<SensitiveString>().err(),
                ];
                check(field.name, &given, errors.iter().flatten());
            }
        }
    }
    for value in shapes() {
        check(
            "owns",
            &value.to_string(),
            &Value::from(value.clone()).coerce::<BTreeMap<String, Pin>>().err(),
        );
    }
    // By type: a check, a state that leads nowhere, a read-only field.
    let mut vault = vault();
    let error = vault.set_checked(MARKER).unwrap_err();
    check("checked", MARKER, [&error]);
    assert_eq!(error.to_string(), "Vault.checked: expected text, got ***");
    vault.set_state(crate::vault::State::Quiet).unwrap();
    check("state", MARKER, [&vault.set_state(crate::vault::State::Secret).unwrap_err()]);
    check("checked", MARKER, &vault.set("checked", MARKER).err());
}

#[test]
fn what_is_written_says_nothing_of_a_secret() {
    let at = wire::WriteOptions::default().target_version(Version::new(1, 0));
    let error = at.to_string(&vault()).unwrap_err();
    check("code", "1.0", [&error]);
    assert!(error.to_string().starts_with("Vault.code: "), "{error}");
}

#[test]
fn no_row_and_no_filter_quotes_a_secret() {
    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Vault>().await?;
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let mut stored = vault();
        stored.obj_set_context(Some(&ctx));
        stored.create().await?;
        let mut refused = 0;
        for field in fields().filter(|field| field.stored) {
            for value in values(field) {
                let texts = [value.to_string(), value.as_str().unwrap_or_default().to_owned()];
                for text in texts {
                    let sql = format!("UPDATE vaults SET \"{}\" = ?", field.column);
                    let step = Step::new(sql, vec![text.as_str().into()]);
                    if store.run(Access::Write, vec![step]).await.is_err() {
                        continue;
                    }
                    let mut errors: Vec<Error> = Vault::get_by_id(&ctx, 1).await.err().into_iter().collect();
                    let listed = Vault::list(&ctx, &Query::new()).await?;
                    assert!(!tells(&format!("{:?} {:?}", listed.refused, listed.objects)));
                    errors.extend(listed.refused.into_iter().map(|refused| refused.error));
                    errors.extend(stored.clone().refresh().await.err());
                    refused += errors.len();
                    check(field.name, &text, &errors);
                }
            }
            let step = Step::new(format!("UPDATE vaults SET \"{}\" = NULL", field.column), Vec::new());
            let _ = store.run(Access::Write, vec![step]).await;
            asked(&ctx, &stored, field).await;
        }
        assert!(refused > 500, "{refused}");
        Ok::<(), Error>(())
    })
    .unwrap();
}

/// Filters and updates with values that the field does not have.
async fn asked(ctx: &Context, stored: &Vault, asked: &'static FieldDescriptor) {
    let name = asked.name;
    for value in values(asked) {
        let given = Value::from(value.clone());
        let mut errors = Vec::new();
        errors.extend(Vault::list(ctx, &Query::new().filter_by(name, given.clone())).await.err());
        errors.extend(Vault::list(ctx, &Query::new().filter(field(name).eq(given.clone()))).await.err());
        errors.extend(Vault::count(ctx, &Query::new().filter(field(name).gt(given.clone()))).await.err());
        errors.extend(
            Vault::count(ctx, &Query::new().filter(field(name).contains(value.to_string()))).await.err(),
        );
        for update in [
            ConditionalUpdate::new().set(name, given.clone()),
            ConditionalUpdate::new().set(name, given.clone()).save_all().values_as_they_stand(),
            ConditionalUpdate::new().expect_by(name, given.clone()),
        ] {
            errors.extend(stored.clone().conditional_update(update).await.err());
        }
        errors.extend(
            Vault::update_by_id(ctx, 1, ConditionalUpdate::new().set(name, given.clone())).await.err(),
        );
        check(name, &value.to_string(), &errors);
    }
}

#[test]
fn what_is_said_instead_is_of_use() {
    let told = |field: &str, value: &str| {
        let error = Vault::from_json(&format!(r#"{{"{field}": {value}}}"#)).unwrap_err();
        error.to_string()
    };
    assert_eq!(told("map", "\"hunter2\""), "Vault.map: expected map, got ***");
    assert_eq!(told("by_name", "\"hunter2\""), "Vault.by_name: expected map, got ***");
    assert_eq!(told("by_name", r#"{"a": [{}]}"#), "Vault.by_name[\"a\"][0]: expected text, got ***");
    assert_eq!(told("token", "[]"), "Vault.token: expected text, got ***");
    assert_eq!(told("whole", "\"hunter2\""), "Vault.whole: expected integer, got ***");
    assert_eq!(told("map", r#"{"hunter2": []}"#), "Vault.map: value not taken");
    assert_eq!(told("owns", r#"{"a": "hunter2"}"#), "Vault.owns[\"a\"]: value not taken");
    assert_eq!(told("map", r#"{"a": "1", "a": "2"}"#), "Vault.map: duplicate key `***`");
    assert_eq!(told("text", "null"), "Vault.text: field cannot be null");
    let kind = told("open", "\"hunter2\"");
    assert!(kind.ends_with("Vault.open: expected the envelope of an object Login, got a text"), "{kind}");
    assert!(matches!(Vault::descriptor().field("open").unwrap().ty.kind, TypeKind::Object(_)));
}

#[test]
fn what_was_a_secret_before_is_none_of_a_message() {
    for value in [json!(MARKER), json!(format!("pin {MARKER}")), json!([MARKER]), json!({MARKER: 1})] {
        let text = envelope("once", "1.0", &value.to_string())
            .replace("Vault", "Keyed")
            .replace("\"number\": 1, ", "");
        let error = wire::from_str::<Keyed>(&text).unwrap_err();
        check("once", &text, [&error]);
    }
}

#[test]
fn no_message_has_a_secret_key() {
    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Keyed>().await?;
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let new = |id: &str| Keyed::builder().id(id).once("x").build(&ctx);
        let mut errors = Vec::new();
        errors.extend(Keyed::get_by_id(&ctx, MARKER).await.err());
        let mut stored = new(MARKER)?;
        stored.create_with_key().await?;
        errors.extend(new(MARKER)?.create_with_key().await.err());
        errors.extend(Keyed::create_all(&ctx, vec![new(MARKER)?]).await.err());
        let mut other = stored.clone();
        other.set_id(format!("{MARKER}!"))?;
        errors.extend(other.save().await.err());
        errors.extend(other.refresh().await.err());
        stored.destroy().await?;
        errors.extend(stored.clone().destroy().await.err());
        errors.extend(stored.refresh().await.err());
        errors.extend(Keyed::list(&ctx, &Query::new().marker(MARKER.to_owned())).await.err());
        assert!(errors.len() > 5, "{errors:?}");
        check("id", MARKER, &errors);
        Ok::<(), Error>(())
    })
    .unwrap();
}
