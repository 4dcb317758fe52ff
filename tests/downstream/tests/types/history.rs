//! Numbers that become wider and narrower.

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

fn to_u16(number: u32) -> Result<u16, &'static str> {
    u16::try_from(number).map_err(|_| "too large for 1.0")
}

fn older(disk: &Disk) -> Result<serde_json::Value> {
    let text = WriteOptions::default().target_version(Version::new(1, 0)).to_string(disk)?;
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
