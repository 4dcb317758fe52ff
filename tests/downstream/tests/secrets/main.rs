//! A secret in every field, and every way in which people come to see an object or what went wrong with one.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

mod defaults;
mod refusals;
mod vault;

use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

use jsonschema::draft202012;
use versioned_object_core::fields::{Json, JsonOf};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Step, field, not};
use versioned_object_core::testing::compare_obj;
use versioned_object_core::wire::{Plain, Reader, WriteOptions};
use versioned_object_core::{Registry, schema};

use crate::vault::{Login, MARKER, NUMBER, Vault, vault};

/// Whether a text gives the secret away, in one of the spellings that it has.
pub(crate) fn tells(text: &str) -> bool {
    let uuid = Uuid::from_u128(NUMBER.unsigned_abs().into()).to_string();
    let spellings = [MARKER, &uuid, &NUMBER.to_string(), "2024-05-06", "07:08:09"];
    spellings.into_iter().any(|secret| text.contains(secret))
}

fn shown(of: &(impl Display + Debug)) -> [String; 3] {
    [of.to_string(), format!("{of:?}"), format!("{of:#?}")]
}

#[test]
fn what_is_printed_has_no_secret() {
    let vault = vault();
    let object: Box<dyn DynObject> = Box::new(vault.clone());
    let mut views = Vec::new();
    views.extend(shown(&vault));
    views.extend(shown(&object));
    views.extend(shown(vault.all().unwrap().unwrap()));
    views.extend(shown(vault.badge().unwrap().unwrap()));
    views.extend(shown(&Value::Object(object)));
    views.push(format!("{:?}", Plain(vault.clone())));
    views.push(format!("{:?}", vault.any().unwrap().unwrap()));
    views.push(format!("{:?}", vault.token().unwrap()));
    views.push(format!("{:?} {:?}", vault.tokens().unwrap(), vault.by_name().unwrap()));
    views.push(format!("{:?}", vault.opens().unwrap()));
    views.push(format!("{:?}", vault.shelf().unwrap()));
    for view in views {
        assert!(!tells(&view), "{view}");
    }
    // Nothing but the places of values differs from what a vault without secrets prints.
    assert!(vault.to_string().contains("by_name={a=['***',None]},"), "{vault}");
    assert!(vault.to_string().contains("map='***',"), "{vault}");
    assert!(vault.to_string().contains("badge=Token(***),"), "{vault}");
    assert!(format!("{vault:?}").contains("user*: 'ann', password*: '***', pin*: '***'"), "{vault:?}");
}

/// What any JSON goes into.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Note {
    ours: Attr<Json>,
    theirs: Attr<serde_json::Value>,
    some: Attr<Option<JsonOf<serde_json::Value>>>,
    texts: Attr<BTreeMap<String, serde_json::Value>>,
    meta: ObjectMeta,
}

/// As JSON it would be a map like others, which nobody knows to be secret.
#[test]
fn an_object_does_not_become_plain_json() {
    let within = |place: &str| match place {
        "" => Value::from(vault::login()),
        "[0]" => Value::List(vec![vault::login().into()]),
        _ => Value::Map(vec![("a".to_owned(), Value::List(vec![1.into(), vault::login().into()]))]),
    };
    for place in ["", "[0]", "[\"a\"][1]"] {
        for field in ["theirs", "some"] {
            let error = Note::orphan().set(field, within(place)).unwrap_err().to_string();
            assert_eq!(error, format!("Note.{field}{place}: expected JSON, got an object Login"));
        }
        let error =
            Note::orphan().set("texts", Value::Map(vec![("k".to_owned(), within(place))])).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("Note.texts[\"k\"]{place}: expected JSON, got an object Login")
        );
        // This one knows what is in it.
        let mut note = Note::orphan();
        note.set("ours", within(place)).unwrap();
        for view in [note.to_string(), note.obj_python_repr(), note.to_redacted_json().unwrap()] {
            assert!(!tells(&view), "{view}");
        }
    }
}

#[test]
fn where_objects_differ_has_no_secret() {
    let (vault, empty) = (vault(), Vault::orphan());
    let mut other = vault.clone();
    for field in Vault::descriptor().fields() {
        // Whatever can be set to something else by name.
        for value in [Value::Null, "other".into(), 5.into(), "5".into()] {
            let _ = other.set(field.name, value);
        }
    }
    for other in [&empty, &other] {
        let differences = [vault.obj_diff(other), other.obj_diff(&vault)].concat();
        assert!(differences.len() > 20, "{differences:?}");
        for difference in differences {
            for view in shown(&difference) {
                assert!(!tells(&view), "{view}");
            }
        }
    }
    // Even where only the other type says that it is a secret.
    let login = vault::login();
    let open = vault::Open::builder().password(MARKER).pin(NUMBER).build_orphan().unwrap();
    for differences in [login.obj_diff(&open), open.obj_diff(&login), open.obj_diff(&Login::orphan())] {
        assert!(!tells(&format!("{differences:?}")), "{differences:?}");
    }
    let rows = [("text", MARKER), ("token", MARKER), ("own", MARKER), ("state", MARKER), ("map", MARKER)];
    for row in [&rows[..], &[]] {
        let told = compare_obj(&empty, row.iter().copied())
            .err()
            .map(|told| told.to_string() + &format!("{told:?}"));
        assert!(told.is_none_or(|told| !tells(&told)));
        let told = compare_obj(&vault, row.iter().copied()).unwrap_err();
        // The objects in it are printed as objects.
        assert!(!tells(&format!("{told} {told:?}")), "{told}");
    }
}

#[test]
fn what_is_asked_of_a_store_is_printed_without_values() {
    let query: Query<Vault> = Query::new()
        .filter_by("text", MARKER)
        .filter(Vault::TOKEN.eq(MARKER).or(Vault::TEXT.like(MARKER)))
        .filter(field("text").contains(MARKER))
        .filter(Vault::WHOLE.plus(NUMBER).gt(NUMBER).not());
    let update: ConditionalUpdate<Vault> = ConditionalUpdate::new()
        .set("text", MARKER)
        .set("whole", Vault::WHOLE.plus(NUMBER))
        .expect_by("text", not(MARKER))
        .expect_by("token", MARKER)
        .expect(Vault::WHOLE.eq(NUMBER));
    let step = Step::new("UPDATE x SET y = ?", vec![MARKER.into()]);
    for view in [format!("{query:?}"), format!("{query:#?}"), format!("{update:?}"), format!("{step:?}")] {
        assert!(!tells(&view), "{view}");
    }
    assert!(format!("{query:?}").contains("text"), "{query:?}");
}

#[test]
fn a_redacted_answer_has_no_secret_and_reads_as_unset() {
    let vault = vault();
    let mut registry = Registry::new();
    registry.register::<Login>().unwrap();
    let json = vault.to_redacted_json().unwrap();
    let envelope = WriteOptions::default().redacted().to_string(&vault).unwrap();
    for text in [&json, &envelope] {
        assert!(!tells(text) && !text.contains("***"), "{text}");
        assert!(text.contains("\"user\":\"ann\""), "{text}");
    }
    let back: Vault = Reader::new().registry(&registry).read(&envelope).unwrap();
    for field in Vault::descriptor().fields() {
        assert_eq!(back.obj_attr_is_set(field.name).unwrap(), !field.is_secret(), "{}", field.name);
    }
    assert!(back.obj_what_changed().iter().all(|name| back.obj_attr_is_set(name).unwrap()));
    // Peers, rows and code get what there is.
    assert!(tells(&vault.to_json().unwrap()) && tells(&wire::to_string(&vault).unwrap()));
    assert_eq!(vault.token().unwrap().expose(), MARKER);
    assert_eq!(vault.obj_get("text").unwrap(), MARKER);
}

#[test]
fn schemas_say_what_is_only_written() {
    let schema = schema::json_schema(Vault::descriptor());
    assert!(draft202012::meta::is_valid(&schema));
    let fields = &schema["$defs"]["Vault"]["properties"]["versioned_object.data"]["properties"];
    for field in Vault::descriptor().fields() {
        assert_eq!(fields[field.name]["writeOnly"] == true, field.is_secret(), "{}", field.name);
    }
    let login = &schema["$defs"]["Login"]["properties"]["versioned_object.data"]["properties"];
    assert_eq!(login["password"]["writeOnly"], true);
    assert!(login["user"].get("writeOnly").is_none());
    let oslo = schema::oslo(vault::Token::descriptor()).unwrap().to_string();
    assert!(!oslo.contains("writeOnly"), "Python's has none: {oslo}");
}
