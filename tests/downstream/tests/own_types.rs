//! What follows from the one impl of a field type of one's own: schema, column, comparisons, samples.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::{BTreeMap, HashMap};

use downstream::{DataSize, Percent};
use pollster::block_on;
use serde_json::json;
use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;
use versioned_object_core::schema;
use versioned_object_core::store::{Access, ColumnValue, ConditionalUpdate, Sqlite, Step};
use versioned_object_core::testing::{Sample, Samples};

/// A disk.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks", key = number)]
pub struct Disk {
    /// Which one.
    number: Attr<i64>,
    /// How full it is.
    full: Attr<Percent>,
    /// How large it is.
    size: Attr<Option<DataSize>>,
    /// The sizes of its partitions.
    partitions: Attr<Vec<DataSize>>,
    meta: ObjectMeta,
}

const GIB: u64 = 1 << 30;

fn property(name: &str) -> serde_json::Value {
    let schema = schema::json_schema(Disk::descriptor());
    schema["$defs"]["Disk"]["properties"]["versioned_object.data"]["properties"][name].clone()
}

#[test]
fn what_is_written_is_read_again() -> Result<()> {
    let sizes = [DataSize::bytes(0), DataSize::bytes(3 * GIB), DataSize::bytes(1536)];
    for (full, size) in [0, 50, 100].into_iter().zip(sizes) {
        let mut disk = Disk::orphan();
        disk.set("full", full)?;
        disk.set_size(size)?;
        let read: Disk = wire::from_str(&wire::to_string(&disk)?)?;
        assert_eq!((read.full()?, read.size()?), (disk.full()?, Some(size)));
        let mut again = Disk::orphan();
        again.set("full", disk.get("full")?)?;
        assert_eq!(again.full()?, disk.full()?);
    }
    Ok(())
}

#[test]
fn schemas_have_type_bounds_and_pattern() {
    assert_eq!(
        property("full"),
        json!({"type": "integer", "minimum": 0, "maximum": 100, "description": "How full it is."})
    );
    let size = "^[0-9]+ ([KMG]i)?B$";
    assert_eq!(
        property("size"),
        json!({"type": ["string", "null"], "pattern": size, "description": "How large it is."})
    );
    assert_eq!(property("partitions")["items"], json!({"type": "string", "pattern": size}));
    let full = schema::oslo_field(Disk::descriptor(), "full").unwrap();
    assert_eq!(full, json!({"type": ["integer"], "minimum": 0, "maximum": 100, "readonly": false}));
    let size_of = schema::oslo_field(Disk::descriptor(), "size").unwrap();
    assert_eq!(size_of, json!({"type": ["string", "null"], "pattern": size, "readonly": false}));
}

#[test]
fn what_is_written_meets_the_schema_and_what_is_refused_does_not() {
    let validator = jsonschema::validator_for(&schema::json_schema(Disk::descriptor())).unwrap();
    for sample in [Sample::Minimal, Sample::Full] {
        let disk = Samples::new().make(Disk::descriptor(), sample).unwrap();
        let written = disk.obj_to_primitive().unwrap();
        assert!(validator.is_valid(&written), "{written}");
        for (name, wrong) in [("full", json!(101)), ("full", json!("7")), ("size", json!("1 TiB"))] {
            let mut other = written.clone();
            other["versioned_object.data"][name] = wrong;
            assert!(!validator.is_valid(&other), "{other}");
        }
    }
}

#[test]
fn samples_are_within_the_bounds_or_those_that_are_given() {
    let full = Samples::new().make(Disk::descriptor(), Sample::Full).unwrap();
    assert_eq!(full.to_string(), "Disk(full=42%,number=42,partitions=['0 B','1536 MiB'],size='1536 MiB')");
    let minimal = Samples::new().make(Disk::descriptor(), Sample::Minimal).unwrap();
    assert_eq!(minimal.to_string(), "Disk(full=0%,number=0,partitions=[],size=None)");
}

/// The rooms of a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumField)]
pub enum Room {
    /// On the ground.
    Hall,
    /// Above.
    Attic,
}

/// What is in a house.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct House {
    /// How many lamps are in a room.
    lamps: Attr<BTreeMap<Room, i64>>,
    /// The names of floors.
    floors: Attr<BTreeMap<Bounded<5, 9>, Option<String>>>,
    /// Who has which key.
    keys: Attr<HashMap<String, String>>,
    meta: ObjectMeta,
}

#[test]
fn full_samples_have_something_in_every_map_whatever_its_keys_are() {
    let full = Samples::new().make(House::descriptor(), Sample::Full).unwrap();
    let text = full.to_string();
    assert!(text.contains("lamps={hall=42}") && text.contains("floors={5='sample'}"), "{text}");
    assert!(text.contains("keys={key='sample'}"), "{text}");
}

#[test]
fn columns_have_the_type_of_the_form_or_of_its_own() {
    let store = Sqlite::in_memory().open().unwrap();
    block_on(store.create_table::<Disk>()).unwrap();
    let (sender, receiver) = std::sync::mpsc::channel();
    let step = Step::new("SELECT name, type FROM pragma_table_info('disks') ORDER BY cid", Vec::new());
    let step = step.rows(move |row| {
        let text = |index: usize| match row.get(index) {
            Ok(ColumnValue::Text(text)) => text.to_owned(),
            other => panic!("{other:?}"),
        };
        sender.send((text(0), text(1))).unwrap();
        Ok(())
    });
    block_on(store.run(Access::Read, vec![step])).unwrap();
    let columns: Vec<_> = receiver.try_iter().collect();
    let columns: Vec<_> = columns.iter().map(|(name, ty)| (name.as_str(), ty.as_str())).collect();
    assert_eq!(
        columns,
        [("number", "INTEGER"), ("full", "INTEGER"), ("size", "VARCHAR(32)"), ("partitions", "TEXT")]
    );
}

#[test]
fn rows_are_compared_with_values_as_the_type_reads_them() {
    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Disk>().await?;
        let ctx = Context::builder().is_admin(true).store(&store).build();
        for (full, size) in [(7, Some(GIB)), (60, Some(GIB / 2 * 3)), (100, None)] {
            let size = size.map(DataSize::bytes);
            let disk = Disk::builder().full(Percent::new(full)).size(size).partitions([DataSize::bytes(512)]);
            disk.build(&ctx)?.create().await?;
        }
        let count = async |query: Query<Disk>| <Disk as Persistent>::count(&ctx, &query).await;
        for (name, value, found) in [
            ("full", Value::from(Percent::new(7)), 1),
            ("full", 7.into(), 1),
            ("full", "7".into(), 1),
            ("full", 101.into(), 0),
            ("size", DataSize::bytes(GIB).into(), 1),
            // The same size in another unit, which no row holds as it is.
            ("size", "1024 MiB".into(), 1),
            ("size", Value::List(vec!["1 GiB".into(), "1536 MiB".into()]), 2),
            ("size", Value::Null, 1),
        ] {
            assert_eq!(count(Query::new().filter_by(name, value.clone())).await?, found, "{name}: {value}");
        }
        let error = count(Query::new().filter_by("size", "large")).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "invalid input received: Disk.size: expected size such as `10 GiB`, got \"large\""
        );
        assert_eq!(count(Query::new().filter_by("size", "large").values_as_they_stand()).await?, 0);
        assert_eq!(count(Query::new().filter(Disk::FULL.gt(Percent::new(7)))).await?, 2);

        let mut disk = Disk::get_by_id(&ctx, 1).await?;
        let update = ConditionalUpdate::new().set("size", "2048 MiB").expect_by("size", "1024 MiB");
        assert!(disk.conditional_update(update).await?);
        assert_eq!(disk.size()?, Some(DataSize::bytes(2 * GIB)));
        let found = Disk::get_by_id(&ctx, 1).await?;
        assert_eq!(found.size()?, disk.size()?);
        assert_eq!(found.partitions()?, [DataSize::bytes(512)]);
        Ok::<(), Error>(())
    })
    .unwrap();
}
