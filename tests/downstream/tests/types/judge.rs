//! What a table says of a type, asked of objects that have it alone, in an `Option`, in a list and in maps.

use pollster::block_on;
use serde_json::{Value as Json, json};
use versioned_object_core::HasTable;
use versioned_object_core::prelude::*;
use versioned_object_core::schema;
use versioned_object_core::store::{Access, ColumnValue, Sqlite, Step};
use versioned_object_core::testing::{Sample, Samples};

/// What is known of a type without asking it.
pub(crate) struct Row {
    /// What it takes, what it writes then, and how that is printed.
    pub(crate) takes: Vec<(Json, Json, &'static str)>,
    /// What it refuses, with the words behind the path.
    pub(crate) refuses: Vec<(Json, &'static str)>,
    /// Its schema, and that of oslo's dialect where that has one.
    pub(crate) schema: Json,
    pub(crate) oslo: Option<Json>,
    /// The SQL type of its column.
    pub(crate) column: &'static str,
}

/// Declares an object with fields of a type, and one with fields of the type that oslo has for what is on the wire.
macro_rules! objects {
    ($module:ident: $type:ty, as $peer:ty) => {
        pub(crate) mod $module {
            use std::collections::{BTreeMap, HashMap};
            use versioned_object_core::prelude::*;

            #[derive(Clone, VersionedObject)]
            #[versioned_object(version = "1.0", table = "things")]
            pub(crate) struct Thing {
                id: Attr<i64>,
                one: Attr<$type>,
                maybe: Attr<Option<$type>>,
                list: Attr<Vec<$type>>,
                map: Attr<BTreeMap<String, $type>>,
                hashed: Attr<HashMap<String, $type>>,
                meta: ObjectMeta,
            }

            #[derive(Clone, VersionedObject)]
            #[versioned_object(version = "1.0")]
            pub(crate) struct Peer {
                id: Attr<i64>,
                one: Attr<$peer>,
                maybe: Attr<Option<$peer>>,
                list: Attr<Vec<$peer>>,
                map: Attr<BTreeMap<String, $peer>>,
                hashed: Attr<BTreeMap<String, $peer>>,
                meta: ObjectMeta,
            }
        }
    };
}

pub(crate) use objects;

/// The fields, with what a value is in them, and where an error in it is.
fn fields(value: &Json) -> [(&'static str, Json, &'static str); 5] {
    [
        ("one", value.clone(), ""),
        ("maybe", value.clone(), ""),
        ("list", json!([value]), "[0]"),
        ("map", json!({"k": value}), "[\"k\"]"),
        ("hashed", json!({"k": value}), "[\"k\"]"),
    ]
}

fn envelope(data: &Json) -> String {
    json!({
        "versioned_object.name": "Thing",
        "versioned_object.namespace": "versionedobjects",
        "versioned_object.version": "1.0",
        "versioned_object.data": data,
    })
    .to_string()
}

fn data_of(object: &dyn DynObject) -> Json {
    object.obj_to_primitive().unwrap()["versioned_object.data"].clone()
}

pub(crate) fn judge<T: HasTable, P: VersionedObject>(row: &Row) {
    let fingerprint = T::descriptor().compute_fingerprint().unwrap();
    assert_eq!(fingerprint, P::descriptor().compute_fingerprint().unwrap(), "oslo has another class");
    schemas::<T>(row);
    samples::<T>();
    for (given, written, printed) in &row.takes {
        takes::<T>(given, written, printed);
    }
    for (given, words) in &row.refuses {
        refuses::<T>(given, words);
    }
    block_on(rows::<T>(row)).unwrap();
}

fn schemas<T: HasTable>(row: &Row) {
    let whole = schema::json_schema(T::descriptor());
    let property = &whole["$defs"]["Thing"]["properties"]["versioned_object.data"]["properties"];
    assert_eq!(property["one"], row.schema);
    assert_eq!(property["list"]["items"], row.schema);
    assert_eq!(property["map"]["additionalProperties"], row.schema);
    let validator = jsonschema::validator_for(&row.schema).unwrap();
    for (_, written, _) in &row.takes {
        assert!(validator.is_valid(written), "{written}");
    }
    let found = schema::oslo_field(T::descriptor(), "one");
    match (&row.oslo, found) {
        (Some(wanted), Ok(mut found)) => {
            found.as_object_mut().unwrap().remove("readonly");
            assert_eq!(found, *wanted);
        }
        (None, Err(_)) => {}
        (wanted, found) => panic!("{wanted:?} is not {found:?}"),
    }
}

fn samples<T: HasTable>() {
    let validator = jsonschema::validator_for(&schema::json_schema(T::descriptor())).unwrap();
    for sample in [Sample::Minimal, Sample::Full] {
        let object = Samples::new().make(T::descriptor(), sample).unwrap();
        let written = object.obj_to_primitive().unwrap();
        assert!(validator.is_valid(&written), "{written}");
        let again: T = wire::from_str(&written.to_string()).unwrap();
        assert_eq!(again.obj_to_primitive().unwrap(), written);
    }
}

fn takes<T: HasTable>(given: &Json, written: &Json, printed: &str) {
    for ((name, given, _), (_, written, _)) in fields(given).into_iter().zip(fields(written)) {
        let read: T = wire::from_str(&envelope(&json!({name: given}))).unwrap();
        assert_eq!(data_of(&read), json!({name: written}), "{name}: {given}");
        let text = wire::to_string(&read).unwrap();
        assert_eq!(wire::to_string(&wire::from_str::<T>(&text).unwrap()).unwrap(), text, "{name}: {given}");
        let plain = read.to_json().unwrap();
        assert_eq!(T::from_json(&plain).unwrap().to_json().unwrap(), plain);

        let mut set = T::orphan();
        set.set(name, Value::from(given.clone())).unwrap();
        assert_eq!(data_of(&set), json!({name: written}), "{name}: {given}");
        // What dict access gives, it takes.
        let mut again = T::orphan();
        again.set(name, set.get(name).unwrap()).unwrap();
        assert_eq!(data_of(&again), json!({name: written}), "{name}: {given}");
        assert_eq!(again.to_string(), read.to_string());
        let wanted = match name {
            "one" | "maybe" => printed.to_owned(),
            "list" => format!("[{printed}]"),
            _ => format!("{{k={printed}}}"),
        };
        assert!(read.to_string().contains(&format!("{name}={wanted}")), "{read} has no {name}={wanted}");
    }
    let null: T = wire::from_str(&envelope(&json!({"maybe": null}))).unwrap();
    assert_eq!(data_of(&null), json!({"maybe": null}));
    assert!(wire::from_str::<T>(&envelope(&json!({"one": null}))).is_err());
    assert!(T::orphan().set("one", Value::Null).is_err());
}

fn refuses<T: HasTable>(given: &Json, words: &str) {
    for (name, given, at) in fields(given) {
        let wanted = format!("Thing.{name}{at}: {words}");
        let wire = wire::from_str::<T>(&envelope(&json!({name: given}))).unwrap_err();
        assert_eq!(wire.to_string(), wanted, "from the wire");
        let json = T::from_json(&json!({name: given}).to_string()).unwrap_err();
        assert_eq!(json.to_string(), wanted, "from JSON");
        let mut object = T::orphan();
        let set = object.set(name, Value::from(given)).unwrap_err();
        assert_eq!(set.to_string(), wanted, "by name");
        assert!(!object.is_set(name) && object.obj_what_changed().is_empty());
    }
}

async fn rows<T: HasTable>(row: &Row) -> Result<()> {
    let store = Sqlite::in_memory().open()?;
    store.create_table::<T>().await?;
    assert_eq!(column(&store).await?, row.column);
    let ctx = Context::builder().is_admin(true).store(&store).build();
    let mut id = 0;
    for (given, written, _) in &row.takes {
        let mut object: T = wire::from_str(&envelope(&json!({})))?;
        object.obj_set_context(Some(&ctx));
        for (name, given, _) in fields(given) {
            object.set(name, Value::from(given))?;
        }
        object.create().await?;
        id += 1;
        let found = T::get_by_id(&ctx, Value::from(id)).await?;
        for (name, written, _) in fields(written) {
            assert_eq!(data_of(&found)[name], written, "{name} in a row");
        }
        // A list in a filter is a list of values.
        if given.is_array() {
            continue;
        }
        let same = Query::<T>::new().filter_by("one", object.get("one")?).filter_by("id", id);
        assert_eq!(T::count(&ctx, &same).await?, 1, "{given} in a filter");
    }
    for (given, words) in &row.refuses {
        let raw = match given {
            Json::Number(number) if number.is_i64() => sea_query::Value::BigInt(number.as_i64()),
            Json::Number(number) => sea_query::Value::Double(number.as_f64()),
            // A column of numbers makes one of a text that is one.
            Json::String(text) if text.parse::<f64>().is_ok() => continue,
            Json::String(text) => sea_query::Value::String(Some(text.clone())),
            _ => continue,
        };
        let update = Step::new("UPDATE things SET one = ? WHERE id = 1", vec![raw]);
        store.run(Access::Write, vec![update]).await?;
        let error = T::get_by_id(&ctx, Value::from(1)).await.unwrap_err();
        assert!(error.to_string().starts_with("Thing.one: "), "{error}");
        let is_rounded = given.is_u64() || given.is_f64();
        assert!(
            row.column != "INTEGER" || is_rounded || error.to_string() == format!("Thing.one: {words}"),
            "{error}"
        );
    }
    Ok(())
}

/// The SQL type of the field's column.
async fn column(store: &Store) -> Result<String> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let step = Step::new("SELECT type FROM pragma_table_info('things') WHERE name = 'one'", Vec::new());
    let step = step.rows(move |row| {
        match row.get(0)? {
            ColumnValue::Text(text) => sender.send(text.to_owned()).unwrap(),
            other => panic!("{other:?}"),
        }
        Ok(())
    });
    store.run(Access::Read, vec![step]).await?;
    Ok(receiver.try_iter().next().unwrap_or_default())
}
