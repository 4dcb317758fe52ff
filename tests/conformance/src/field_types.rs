//! An object for each type that the files name, with the one field `fld`: as it is, nullable, and each with a default.

use std::cell::RefCell;

use serde_json::{Value as Json, json};
use versioned_object_core::prelude::*;
use versioned_object_core::wire::Reader;
use versioned_object_core::{TypeDescriptor, VersionedObject as Object};

use crate::specs::without_false;
use crate::values;

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
    pub(crate) load_text: fn(&str) -> Result<Json>,
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
    let text = object.obj_python_repr();
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

fn load_text<O: Object>(value: &str) -> Result<Json> {
    let envelope = format!(
        r#"{{"versioned_object.name": "{}", "versioned_object.namespace": "{}", "versioned_object.version": "{}",
            "versioned_object.data": {{"fld": {value}}}}}"#,
        O::NAME,
        O::NAMESPACE,
        O::VERSION,
    );
    let object: O = Reader::new().read(&envelope)?;
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
    ($($module:ident: $type:ty = $spec:literal;)*) => {
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
        pub(super) static TYPES: &[Type] = &[$(Type {
            spec: $spec,
            plain: Declared::new::<$module::Plain>(),
            plain_default: Declared::new::<$module::PlainDefault>(),
            nullable: Declared::new::<$module::Nullable>(),
            nullable_default: Declared::new::<$module::NullableDefault>(),
        },)*];
    };
}

#[allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    nonstandard_style,
    unreachable_pub,
    unused_imports,
    reason = "written by the build step"
)]
#[rustfmt::skip]
mod written {
    use super::{DEFAULT, Declared, Type, default};
    use crate::generated::declare::*;

    include!(concat!(env!("OUT_DIR"), "/types.rs"));
}

use written::TYPES;

/// The type that a spec names.
pub(crate) fn find(spec: &Json) -> Option<&'static Type> {
    let spec = without_false(spec);
    TYPES.iter().find(|known| {
        let known: Json =
            serde_json::from_str(known.spec).unwrap_or_else(|error| panic!("{}: {error}", known.spec));
        known == spec
    })
}
