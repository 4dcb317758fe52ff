//! Numbers that become wider and narrower.

use std::collections::BTreeMap;

use serde_json::json;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Disk {
    #[field(changed("1.1", from = i32, as_is))]
    wider: Attr<i64>,
    #[field(changed("1.1", from = i64, as_is))]
    narrower: Attr<i32>,
    #[field(changed("1.1", from = Vec<u8>, as_is))]
    list: Attr<Vec<u16>>,
    #[field(changed("1.1", from = f64, as_is))]
    ratio: Attr<f32>,
    #[field(changed("1.1", from = u16, down = to_u16, up = u32::from))]
    converted: Attr<u32>,
    meta: ObjectMeta,
}

/// Numbers that were whole, or are signed no more; items that were never null.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Meter {
    #[field(changed("1.1", from = u8, as_is))]
    byte: Attr<f64>,
    #[field(changed("1.1", from = u64, as_is))]
    positive: Attr<f64>,
    #[field(changed("1.1", from = i64, as_is))]
    signed: Attr<u64>,
    #[field(changed("1.1", from = i64, as_is))]
    whole: Attr<f64>,
    #[field(changed("1.1", from = Vec<u8>, as_is))]
    bytes: Attr<Vec<f64>>,
    #[field(changed("1.1", from = BTreeMap<String, Vec<String>>, as_is))]
    names: Attr<BTreeMap<String, Vec<Option<String>>>>,
    meta: ObjectMeta,
}

fn to_u16(number: u32) -> Result<u16, &'static str> {
    u16::try_from(number).map_err(|_| "too large for 1.0")
}

fn older(object: &dyn DynObject) -> Result<serde_json::Value> {
    let text = WriteOptions::default().target_version(Version::new(1, 0)).to_string(object)?;
    Ok(serde_json::from_str::<serde_json::Value>(&text).unwrap()["versioned_object.data"].clone())
}

fn at_1_0(data: serde_json::Value) -> Result<Disk> {
    let text = json!({
        "versioned_object.name": "Disk",
        "versioned_object.namespace": "versionedobjects",
        "versioned_object.version": "1.0",
        "versioned_object.data": data,
    });
    wire::from_str(&text.to_string())
}

#[test]
fn older_peers_get_what_they_take() {
    let disk =
        Disk::builder().wider(7).narrower(7).list([255]).ratio(0.1).converted(9_u32).build_orphan().unwrap();
    let wanted = json!({"wider": 7, "narrower": 7, "list": [255], "ratio": 0.1, "converted": 9});
    assert_eq!(older(&disk).unwrap(), wanted);
    let read = at_1_0(wanted).unwrap();
    assert_eq!((read.wider().unwrap(), read.narrower().unwrap(), read.ratio().unwrap()), (7, 7, 0.1));

    let error = older(&Disk::builder().wider(1 << 40).build_orphan().unwrap()).unwrap_err();
    let words =
        "Disk.wider: expected integer from -2147483648 to 2147483647, as before 1.1, got 1099511627776";
    assert_eq!(error.to_string(), words);
    let error = older(&Disk::builder().list([1, 256]).build_orphan().unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "Disk.list[1]: expected integer from 0 to 255, as before 1.1, got 256");
    let error = older(&Disk::builder().converted(70_000_u32).build_orphan().unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "Disk.converted: too large for 1.0");

    let error = at_1_0(json!({"narrower": 1_i64 << 40})).unwrap_err();
    let words = "Disk.narrower: expected integer from -2147483648 to 2147483647, got 1099511627776";
    assert_eq!(error.to_string(), words);
}

#[test]
fn older_peers_get_no_number_that_their_type_does_not_have() {
    let taken = Meter::builder()
        .byte(255.0)
        .positive(0.0)
        .signed(1_u64)
        .whole(-7.0)
        .bytes([0.0])
        .names([("a", vec![Some("b".to_owned())])]);
    let data = older(&taken.build_orphan().unwrap()).unwrap();
    assert_eq!((&data["byte"], &data["whole"]), (&json!(255.0), &json!(-7.0)));
    for (meter, words) in [
        (Meter::builder().byte(300.0), "byte: expected integer from 0 to 255, as before 1.1, got 300.0"),
        (Meter::builder().byte(1.5), "byte: expected integer from 0 to 255, as before 1.1, got 1.5"),
        (Meter::builder().positive(-1.0), "positive: expected integer from 0 on, as before 1.1, got -1.0"),
        (
            Meter::builder().signed(u64::MAX),
            "signed: expected integer, as before 1.1, got 18446744073709551615",
        ),
        (Meter::builder().whole(1.5), "whole: expected integer, as before 1.1, got 1.5"),
        (Meter::builder().whole(1e19), "whole: expected integer, as before 1.1, got 1e+19"),
        (
            Meter::builder().bytes([1.0, -1.0]),
            "bytes[1]: expected integer from 0 to 255, as before 1.1, got -1.0",
        ),
        (
            Meter::builder().names([("a", vec![None])]),
            "names[\"a\"][0]: null is no value of an item before 1.1",
        ),
    ] {
        let error = older(&meter.build_orphan().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), format!("Meter.{words}"));
    }
}
