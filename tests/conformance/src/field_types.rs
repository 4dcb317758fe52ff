//! An object for each type that the files name, with the one field `fld`: as it is, nullable, and each with a default.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{FixedOffset, NaiveDateTime};
use serde_json::{Value as Json, json};
use versioned_object_core::fields::ipnet::{IpNet, Ipv4Net, Ipv6Net};
use versioned_object_core::fields::{
    FlexibleBoolean, Ipv4AndV6Addr, MacAddress, NonNegativeFloat, PciAddress, SensitiveString,
    VersionPredicate,
};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;
use versioned_object_core::{TypeDescriptor, VersionedObject as Object};

use crate::values;

/// The values of the files' enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(anonymous)]
enum Size {
    Small,
    #[enum_field(rename = "LARGE")]
    Large,
    #[enum_field(rename = "x-large")]
    XLarge,
    #[enum_field(rename = "it's")]
    Its,
}

/// The values of the files' named enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Mode {
    Small,
    #[enum_field(rename = "LARGE")]
    Large,
}

/// The values of the files' other named enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum GadgetMode {
    Small,
    #[enum_field(rename = "LARGE")]
    Large,
    #[enum_field(rename = "x-large")]
    XLarge,
}

/// The same, which Python declares with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(name = "GadgetMode", brackets = list)]
enum GadgetModeList {
    Small,
    #[enum_field(rename = "LARGE")]
    Large,
    #[enum_field(rename = "x-large")]
    XLarge,
}

/// The states of the files' state machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    #[enum_field(to(Busy, Gone))]
    Idle,
    #[enum_field(to(Idle, Broken))]
    Busy,
    #[enum_field(to(Gone))]
    Broken,
    Gone,
}

thread_local! {
    /// The default of the declarations that have one.
    static DEFAULT: RefCell<Json> = const { RefCell::new(Json::Null) };
}

/// The default as the declaration holds it; a default that the type does not take does not compile, and is asked for
/// with [`Declared::takes`] before.
fn default<O: Object, T>(take: impl FnOnce(O) -> Option<T>) -> T {
    let value = DEFAULT.with_borrow(values::untag_field);
    let mut object = O::orphan();
    value.and_then(|value| object.set("fld", value)).unwrap_or_else(|error| panic!("{error}"));
    take(object).unwrap_or_else(|| panic!("the default was set"))
}

/// What can be done with a declaration of one field.
pub(crate) struct Declared {
    /// Sets the field by name.
    pub(crate) assign: fn(&Value) -> Result<Json>,
    /// Reads the field from an envelope.
    pub(crate) load: fn(&Value) -> Result<Json>,
    /// As `load`, from JSON text.
    pub(crate) load_text: fn(&Json) -> Result<Json>,
    /// Sets the defaults of the named fields, or of all.
    pub(crate) set_defaults: fn(&[&str]) -> Result<Json>,
    /// The type of the field, as the fingerprint sees it.
    pub(crate) ty: fn() -> Option<&'static TypeDescriptor>,
}

impl Declared {
    const fn new<O: Object>() -> Self {
        Self {
            assign: assign::<O>,
            load: load::<O>,
            load_text: load_text::<O>,
            set_defaults: set_defaults::<O>,
            ty: || O::descriptor().field("fld").map(|field| field.ty),
        }
    }
}

/// A type of the files.
pub(crate) struct Type {
    spec: &'static str,
    /// The type as it is.
    pub(crate) plain: Declared,
    /// With the default given to [`Type::with_default`].
    plain_default: Declared,
    nullable: Declared,
    nullable_default: Declared,
}

impl Type {
    /// The declarations without a default.
    pub(crate) fn declared(&self, nullable: bool) -> &Declared {
        if nullable { &self.nullable } else { &self.plain }
    }

    /// The declaration with a default; none when the type does not take it.
    pub(crate) fn with_default(&self, nullable: bool, default: &Json) -> Option<&Declared> {
        let with_default = if nullable { &self.nullable_default } else { &self.plain_default };
        let plain = self.declared(nullable);
        (plain.assign)(&values::untag_field(default).ok()?).ok()?;
        DEFAULT.set(default.clone());
        Some(with_default)
    }
}

/// What a field holds, how it is written and how it is printed.
fn observe<O: Object>(object: &O) -> Result<Json> {
    let prefix = format!("{}(fld=", O::NAME);
    let text = object.to_string();
    let text = text.strip_prefix(&prefix).and_then(|text| text.strip_suffix(')')).unwrap_or(&text);
    let mut primitive = object.obj_to_primitive()?;
    let primitive = primitive["versioned_object.data"]["fld"].take();
    Ok(json!({"ok": values::tag(&object.get("fld")?), "prim": primitive, "str": text}))
}

fn assign<O: Object>(value: &Value) -> Result<Json> {
    let mut object = O::orphan();
    object.set("fld", value.clone())?;
    observe(&object)
}

fn load<O: Object>(value: &Value) -> Result<Json> {
    let key = |name: &str| format!("versioned_object.{name}");
    let entries = [
        (key("name"), Value::from(O::NAME)),
        (key("namespace"), O::NAMESPACE.into()),
        (key("version"), O::VERSION.to_string().into()),
        (key("data"), Value::Map(vec![("fld".to_owned(), value.clone())])),
    ];
    let object: O = Reader::new().read_value(Value::Map(entries.into()))?;
    observe(&object)
}

fn load_text<O: Object>(value: &Json) -> Result<Json> {
    let envelope = json!({
        "versioned_object.name": O::NAME,
        "versioned_object.namespace": O::NAMESPACE,
        "versioned_object.version": O::VERSION.to_string(),
        "versioned_object.data": {"fld": value},
    });
    let object: O = Reader::new().read(&envelope.to_string())?;
    observe(&object)
}

fn set_defaults<O: Object>(names: &[&str]) -> Result<Json> {
    let mut object = O::orphan();
    object.obj_set_defaults(names)?;
    let changed = object.obj_what_changed();
    let value =
        if object.obj_attr_is_set("fld")? { values::tag(&object.get("fld")?) } else { json!("<unset>") };
    Ok(json!({"ok": value, "changed": changed}))
}

macro_rules! types {
    ($($module:ident: $type:ty = [$($spec:literal),+ $(,)?];)*) => {
        $(
            mod $module {
                #![allow(clippy::wildcard_imports, reason = "the types of the table")]
                use super::*;

                /// The field as it is.
                #[derive(Clone, VersionedObject)]
                #[versioned_object(version = "1.0")]
                pub(super) struct Plain {
                    fld: Attr<$type>,
                    meta: ObjectMeta,
                }

                /// The field with a default.
                #[derive(Clone, VersionedObject)]
                #[versioned_object(version = "1.0")]
                pub(super) struct PlainDefault {
                    #[field(default = default::<Plain, $type>(|object| object.fld.get().cloned()))]
                    fld: Attr<$type>,
                    meta: ObjectMeta,
                }

                /// The field, taking null.
                #[derive(Clone, VersionedObject)]
                #[versioned_object(version = "1.0")]
                pub(super) struct Nullable {
                    fld: Attr<Option<$type>>,
                    meta: ObjectMeta,
                }

                /// The field, taking null, with a default.
                #[derive(Clone, VersionedObject)]
                #[versioned_object(version = "1.0")]
                pub(super) struct NullableDefault {
                    #[field(default = default::<Nullable, Option<$type>>(|object| object.fld.get().cloned()))]
                    fld: Attr<Option<$type>>,
                    meta: ObjectMeta,
                }
            }
        )*

        /// The Rust type that stands for each type of the files.
        static TYPES: &[Type] = &[$($(Type {
            spec: $spec,
            plain: Declared::new::<$module::Plain>(),
            plain_default: Declared::new::<$module::PlainDefault>(),
            nullable: Declared::new::<$module::Nullable>(),
            nullable_default: Declared::new::<$module::NullableDefault>(),
        },)+)*];
    };
}

types! {
    string: String = [r#"{"type": "String"}"#];
    sensitive: SensitiveString = [r#"{"type": "SensitiveString"}"#];
    predicate: VersionPredicate = [r#"{"type": "VersionPredicate"}"#];
    size: Size = [r#"{"type": "Enum", "valid_values": ["small", "LARGE", "x-large", "it's"]}"#];
    state: State = [
        r#"{"type": "StateMachine", "valid_values": ["idle", "busy", "broken", "gone"], "transitions":
            {"idle": ["busy", "gone"], "busy": ["idle", "broken"], "broken": ["gone"], "gone": []}}"#,
    ];
    mode: Mode = [r#"{"type": "NamedEnum", "type_name": "Mode", "valid_values": ["small", "LARGE"], "tuple": true}"#];
    gadget_mode: GadgetMode = [
        r#"{"type": "NamedEnum", "type_name": "GadgetMode", "valid_values": ["small", "LARGE", "x-large"],
            "tuple": true}"#,
    ];
    gadget_mode_list: GadgetModeList = [
        r#"{"type": "NamedEnum", "type_name": "GadgetMode", "valid_values": ["small", "LARGE", "x-large"]}"#,
    ];
    uuid: Uuid = [r#"{"type": "UUID"}"#];
    mac: MacAddress = [r#"{"type": "MACAddress"}"#];
    pci: PciAddress = [r#"{"type": "PCIAddress"}"#];
    integer: i64 = [r#"{"type": "Integer"}"#];
    natural: u64 = [r#"{"type": "NonNegativeInteger"}"#];
    float: f64 = [r#"{"type": "Float"}"#];
    non_negative: NonNegativeFloat = [r#"{"type": "NonNegativeFloat"}"#];
    boolean: bool = [r#"{"type": "Boolean"}"#];
    flexible: FlexibleBoolean = [r#"{"type": "FlexibleBoolean"}"#];
    moment: DateTime<FixedOffset> = [r#"{"type": "DateTime", "tzinfo_aware": true}"#];
    utc: DateTime<Utc> = [r#"{"type": "DateTime", "tzinfo_aware": true, "rust": "DateTime<Utc>"}"#];
    naive: NaiveDateTime = [r#"{"type": "DateTime", "tzinfo_aware": false}"#];
    ip: IpAddr = [r#"{"type": "IPAddress"}"#];
    ipv4: Ipv4Addr = [r#"{"type": "IPV4Address"}"#];
    ipv6: Ipv6Addr = [r#"{"type": "IPV6Address"}"#];
    ip_either: Ipv4AndV6Addr = [r#"{"type": "IPV4AndV6Address"}"#];
    network: IpNet = [r#"{"type": "IPNetwork"}"#];
    network4: Ipv4Net = [r#"{"type": "IPV4Network"}"#];
    network6: Ipv6Net = [r#"{"type": "IPV6Network"}"#];
    strings: Vec<String> = [r#"{"type": "List", "elem": {"type": "String"}}"#];
    integers: Vec<i64> = [r#"{"type": "List", "elem": {"type": "Integer"}}"#];
    lists: Vec<Vec<String>> = [r#"{"type": "List", "elem": {"type": "List", "elem": {"type": "String"}}}"#];
    sets: Vec<BTreeSet<i64>> = [r#"{"type": "List", "elem": {"type": "Set", "elem": {"type": "Integer"}}}"#];
    dicts: Vec<BTreeMap<String, Option<String>>> = [
        r#"{"type": "List", "elem": {"type": "Dict", "elem": {"type": "String"}, "elem_nullable": true}}"#,
    ];
    uuids: Vec<Uuid> = [r#"{"type": "List", "elem": {"type": "UUID"}}"#];
    sizes: Vec<Size> = [
        r#"{"type": "List", "elem": {"type": "Enum", "valid_values": ["small", "LARGE", "x-large", "it's"]}}"#,
    ];
    null_integers: Vec<Option<i64>> = [r#"{"type": "List", "elem": {"type": "Integer"}, "elem_nullable": true}"#];
    moments: Vec<DateTime<FixedOffset>> = [
        r#"{"type": "List", "elem": {"type": "DateTime", "tzinfo_aware": true}}"#,
    ];
    booleans: Vec<bool> = [r#"{"type": "List", "elem": {"type": "Boolean"}}"#];
    dict_strings: BTreeMap<String, String> = [r#"{"type": "Dict", "elem": {"type": "String"}}"#];
    dict_null_strings: BTreeMap<String, Option<String>> = [
        r#"{"type": "Dict", "elem": {"type": "String"}, "elem_nullable": true}"#,
    ];
    dict_integers: BTreeMap<String, i64> = [r#"{"type": "Dict", "elem": {"type": "Integer"}}"#];
    dict_lists: BTreeMap<String, Vec<String>> = [
        r#"{"type": "Dict", "elem": {"type": "List", "elem": {"type": "String"}}}"#,
    ];
    dict_sets: BTreeMap<String, BTreeSet<i64>> = [
        r#"{"type": "Dict", "elem": {"type": "Set", "elem": {"type": "Integer"}}}"#,
    ];
    dict_dicts: BTreeMap<String, BTreeMap<String, i64>> = [
        r#"{"type": "Dict", "elem": {"type": "Dict", "elem": {"type": "Integer"}}}"#,
    ];
    dict_floats: BTreeMap<String, f64> = [r#"{"type": "Dict", "elem": {"type": "Float"}}"#];
    dict_networks: BTreeMap<String, IpNet> = [r#"{"type": "Dict", "elem": {"type": "IPNetwork"}}"#];
    dict_flexible: BTreeMap<String, FlexibleBoolean> = [
        r#"{"type": "Dict", "elem": {"type": "FlexibleBoolean"}}"#,
    ];
    dict_lists_of_sets: BTreeMap<String, Vec<BTreeSet<String>>> = [
        r#"{"type": "Dict", "elem": {"type": "List", "elem": {"type": "Set", "elem": {"type": "String"}}}}"#,
    ];
    null_dicts: Vec<Option<BTreeMap<String, Option<bool>>>> = [
        r#"{"type": "List", "elem": {"type": "Dict", "elem": {"type": "Boolean"}, "elem_nullable": true},
            "elem_nullable": true}"#,
    ];
    set_strings: BTreeSet<String> = [r#"{"type": "Set", "elem": {"type": "String"}}"#];
    set_integers: BTreeSet<i64> = [r#"{"type": "Set", "elem": {"type": "Integer"}}"#];
    set_macs: BTreeSet<MacAddress> = [r#"{"type": "Set", "elem": {"type": "MACAddress"}}"#];
    set_null_integers: BTreeSet<Option<i64>> = [
        r#"{"type": "Set", "elem": {"type": "Integer"}, "elem_nullable": true}"#,
    ];
}

/// The type that a spec names.
pub(crate) fn find(spec: &Json) -> Option<&'static Type> {
    let spec = without_false(spec);
    TYPES.iter().find(|known| {
        let known: Json =
            serde_json::from_str(known.spec).unwrap_or_else(|error| panic!("{}: {error}", known.spec));
        without_false(&known) == spec
    })
}

/// A spec without the flags that are off.
fn without_false(spec: &Json) -> Json {
    match spec {
        Json::Object(map) => {
            let entries = map.iter().filter(|(key, value)| *key == "tzinfo_aware" || **value != json!(false));
            Json::Object(entries.map(|(key, value)| (key.clone(), without_false(value))).collect())
        }
        other => other.clone(),
    }
}
