//! What objects, their cells and their values are to each other. They cannot be told apart: an object has cells, a cell
//! gives values, a value may be an object, and a cell is read from an input, which may be an object too. So they are
//! defined here, in one file, and everything that works with them stands elsewhere.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::panic::{RefUnwindSafe, UnwindSafe};

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use ipnet::IpNet;

use crate::base::context::Context;
use crate::base::error::Result;
use crate::base::version::Version;
use crate::describe::descriptor::{FieldDescriptor, ObjectDescriptor, TypeDescriptor};
use crate::primitive::digits::Digits;
use crate::primitive::json_text::{JsonText, Taken};
use crate::primitive::read::ReadContext;
use crate::primitive::scalar::Scalar;
use crate::primitive::write::PrimitiveWriter;

/// A value of any field: what dict access by name takes and gives.
///
/// Texts, numbers, lists and maps are as in JSON; dates, addresses, sets and objects keep their type. Whatever a field holds
/// turns into one, and `From` makes one of the Rust types a field can have.
///
/// ```
/// use versioned_object_core::Value;
///
/// assert_eq!(Value::from("a"), "a");
/// assert_eq!(Value::from(Some(3)), 3);
/// assert!(Value::from(None::<bool>).is_null());
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Value {
    /// Null.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number without fraction.
    Int(i64),
    /// A number without fraction, beyond `i64`.
    UInt(u64),
    /// A number without fraction, beyond 64 bits. `serde_json`, and all that is read through serde, has the nearest float
    /// in its place.
    Digits(Digits),
    /// A number with a fraction.
    Float(f64),
    /// A text; UUIDs and enum values are texts too.
    String(String),
    /// A moment, with its offset from UTC.
    DateTime(DateTime<FixedOffset>),
    /// A moment without an offset.
    NaiveDateTime(NaiveDateTime),
    /// An address of a network.
    Ip(IpAddr),
    /// A network, with the address it was given by.
    Network(IpNet),
    /// A list.
    List(Vec<Value>),
    /// A set.
    Set(Vec<Value>),
    /// A map, in the order its keys came.
    Map(Vec<(String, Value)>),
    /// An object.
    Object(Box<dyn DynObject>),
}

// An object in it is as safe as its fields, which are: see `Attr`.
impl UnwindSafe for Value {}
impl RefUnwindSafe for Value {}

/// A value to be read: plain JSON as it streams by, or what Rust code set.
#[non_exhaustive]
pub enum Input<'a> {
    /// Null.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number without fraction.
    Int(i64),
    /// A number without fraction, beyond `i64`.
    UInt(u64),
    /// A number without fraction, beyond 64 bits. `serde_json`, and all that is read through serde, has the nearest float
    /// in its place.
    Digits(Digits),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Str(Cow<'a, str>),
    /// A moment with its offset.
    DateTime(DateTime<FixedOffset>),
    /// A moment without an offset.
    NaiveDateTime(NaiveDateTime),
    /// An address that Rust code gave.
    Ip(IpAddr),
    /// A network that Rust code gave.
    Network(IpNet),
    /// An array, element by element.
    Seq(&'a mut dyn SeqInput),
    /// A set that Rust code gave.
    Set(&'a mut dyn SeqInput),
    /// A map, entry by entry.
    Map(&'a mut dyn MapInput),
    /// An object that Rust code gave.
    Object(Box<dyn DynObject>),
}

/// The elements of an array, one after the other.
pub trait SeqInput {
    /// Gives the next element to `read`; false when there is none.
    ///
    /// # Errors
    /// What `read` returns, or a syntax error.
    fn next(&mut self, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<bool>;

    /// Marks fields as changed whose names are the next elements, as long as they stand in the order of their table, from a
    /// place in it on; gives the place behind the last.
    #[doc(hidden)]
    fn mark_in_order(
        &mut self,
        descriptor: &ObjectDescriptor,
        from: usize,
        meta: &mut ObjectMeta,
        cx: &mut ReadContext<'_>,
    ) -> Result<usize> {
        let _ = (descriptor, meta, cx);
        Ok(from)
    }
}

/// What the wire does with every map, compiled for each kind of them: reading the fields of an object.
#[doc(hidden)]
pub trait ReadFields {
    /// Reads the fields of an object, which has none set yet.
    ///
    /// # Errors
    /// What a field does not take, or a syntax error.
    fn read_fields(&mut self, object: &mut dyn DynObject, cx: &mut ReadContext<'_>) -> Result<()>;
}

/// The entries of a map, one after the other: first the key, then its value.
pub trait MapInput: ReadFields {
    /// Gives the next key to `read`; false when there is none.
    ///
    /// # Errors
    /// A syntax error.
    fn key(&mut self, cx: &mut ReadContext<'_>, read: &mut dyn FnMut(&str)) -> Result<bool>;

    /// Reads fields of an object, of which some may be set, up to the first that is not known; false where whoever asks has
    /// to do so.
    #[doc(hidden)]
    fn load_known(
        &mut self,
        object: &mut dyn DynObject,
        some_set: bool,
        cx: &mut ReadContext<'_>,
    ) -> Result<bool> {
        let _ = (object, some_set, cx);
        Ok(false)
    }

    /// Whether the next key is the expected one; another is given to `read`. None when there is no key.
    #[doc(hidden)]
    fn key_is(
        &mut self,
        cx: &mut ReadContext<'_>,
        expected: &str,
        read: &mut dyn FnMut(&str),
    ) -> Result<Option<bool>> {
        let mut is_expected = false;
        let more = self.key(cx, &mut |key| {
            is_expected = key == expected;
            if !is_expected {
                read(key);
            }
        })?;
        Ok(more.then_some(is_expected))
    }

    /// Puts the next key into `key`; false when there is none.
    ///
    /// # Errors
    /// A syntax error.
    fn next_key(&mut self, cx: &mut ReadContext<'_>, key: &mut String) -> Result<bool> {
        self.key(cx, &mut |found| found.clone_into(key))
    }

    /// The value of the last key, where it is in memory.
    #[doc(hidden)]
    fn take_value(&mut self) -> Option<Value> {
        None
    }

    /// Goes past the value of the last key, and gives its place; none where it can be read only once.
    #[doc(hidden)]
    fn pass(&mut self, cx: &ReadContext<'_>) -> Result<Option<usize>> {
        let _ = cx;
        Ok(None)
    }

    /// Gives the value at such a place to `read`.
    #[doc(hidden)]
    fn value_at(&mut self, place: usize, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<()> {
        let _ = (place, cx, read);
        Ok(())
    }

    /// Gives the value of the last key to `read`.
    ///
    /// # Errors
    /// What `read` returns, or a syntax error.
    fn value(&mut self, cx: &mut ReadContext<'_>, read: ReadInput<'_>) -> Result<()>;

    /// Reads the value of the last key into a cell.
    #[doc(hidden)]
    fn load(&mut self, cx: &mut ReadContext<'_>, cell: &mut dyn Cell, field: &FieldDescriptor) -> Result<()> {
        self.value(cx, &mut |input, cx| cell.load(field, input, cx))
    }
}

/// What is done with a value.
pub(crate) type ReadInput<'f> = &'f mut dyn FnMut(Input<'_>, &mut ReadContext<'_>) -> Result<()>;

/// What an object knows besides its fields: its context, which fields changed, the version it was received at, and
/// fields of a newer release that are kept to be forwarded.
///
/// 24 bytes; what is rare lies in a box of its own.
#[derive(Clone, Default)]
pub struct ObjectMeta {
    pub(crate) context: Option<Context>,
    /// The changed fields, and whether the object has a row.
    pub(crate) bits: u64,
    pub(crate) rare: Option<Box<Rare>>,
}

#[derive(Clone, Default)]
pub(crate) struct Rare {
    pub(crate) version: Option<Version>,
    pub(crate) changed: Vec<u64>,
    pub(crate) kept: Vec<(String, Value)>,
    /// Whether fields came that the version received lacks, to be written back with it.
    pub(crate) keeps_newer: bool,
    pub(crate) row_key: Option<Value>,
}

/// An object whatever its type: what lists of mixed objects, registries and serializers work with.
///
/// `#[derive(VersionedObject)]` implements it; what every object can do stands in [`ObjectExt`](crate::ObjectExt).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a versioned object",
    note = "derive it: `#[derive(Clone, VersionedObject)] #[versioned_object(version = \"1.0\")]`; of a box, give the \
            object in it: `&*object`"
)]
pub trait DynObject: Any + Send + Sync + fmt::Debug + fmt::Display {
    /// What is known of the type.
    fn obj_descriptor(&self) -> &'static ObjectDescriptor;

    /// Context, changes and version.
    #[doc(hidden)]
    fn obj_meta(&self) -> &ObjectMeta;

    /// Context, changes and version.
    #[doc(hidden)]
    fn obj_meta_mut(&mut self) -> &mut ObjectMeta;

    /// The cell of a field.
    #[doc(hidden)]
    fn obj_cell(&self, slot: usize) -> &dyn Cell;

    /// The cell of a field, and the meta beside it.
    #[doc(hidden)]
    fn obj_parts_mut(&mut self, slot: usize) -> (&mut dyn Cell, &mut ObjectMeta);

    /// The computed field with this index.
    #[doc(hidden)]
    fn obj_extra(&self, index: usize) -> Result<Value>;

    /// The cell of a field.
    #[doc(hidden)]
    fn obj_cell_mut(&mut self, slot: usize) -> &mut dyn Cell {
        self.obj_parts_mut(slot).0
    }

    /// A copy, as [`VersionedObject::obj_clone`](crate::VersionedObject::obj_clone) makes it.
    fn obj_clone_box(&self) -> Box<dyn DynObject>;

    /// For downcasts.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;

    /// The name on the wire.
    fn obj_name(&self) -> &'static str {
        self.obj_descriptor().name
    }

    /// The version the object was received at, else the version of its type.
    fn obj_version(&self) -> Version {
        self.obj_meta().received_version().unwrap_or(self.obj_descriptor().version)
    }

    /// The context, if the object is no orphan.
    fn obj_context(&self) -> Option<&Context> {
        self.obj_meta().context()
    }

    /// This object without its type.
    #[doc(hidden)]
    fn obj_dyn(&self) -> &dyn DynObject;

    /// This object without its type.
    #[doc(hidden)]
    fn obj_dyn_mut(&mut self) -> &mut dyn DynObject;
}

/// An [`Attr`](crate::Attr) whatever its type.
pub trait Cell: Any + Send + Sync {
    /// Whether the field has a value; null is one.
    fn is_set(&self) -> bool;

    /// Whether the value is null.
    fn is_null(&self) -> bool;

    /// The value; none when the field is unset.
    fn value(&self) -> Option<Value>;

    /// The type of the field.
    fn ty(&self) -> &'static TypeDescriptor;

    /// Makes the field unset.
    fn unset(&mut self);

    /// Reads a value in, without marking the field changed.
    ///
    /// # Errors
    /// When the field does not take the value; it keeps the one it had.
    fn load(&mut self, field: &FieldDescriptor, input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<()>;

    /// Reads the value in that stands here in a JSON text.
    #[doc(hidden)]
    fn load_text(
        &mut self,
        field: &FieldDescriptor,
        text: &mut JsonText<'_>,
        cx: &mut ReadContext<'_>,
    ) -> Taken<()>;

    /// Reads a value without parts in.
    #[doc(hidden)]
    fn load_scalar(
        &mut self,
        field: &FieldDescriptor,
        value: Scalar<'_>,
        cx: &mut ReadContext<'_>,
    ) -> Taken<()>;

    /// Sets the field as the typed setter does, from any value.
    ///
    /// # Errors
    /// When the field does not take the value; it keeps the one it had.
    fn assign(&mut self, at: Place<'_>, input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<()>;

    /// Writes the value, or null when the field is unset.
    ///
    /// # Errors
    /// When the value has no such form.
    fn write(&self, out: &mut PrimitiveWriter<'_>) -> Result<()>;

    /// Writes the value behind the key, `"name":`; false, and nothing, when the field is unset.
    ///
    /// # Errors
    /// When the value has no such form.
    #[doc(hidden)]
    fn write_entry(&self, key: &str, out: &mut PrimitiveWriter<'_>) -> Result<bool>;

    /// Prints the value as oslo does; nothing when the field is unset.
    ///
    /// # Errors
    /// When the formatter fails.
    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Whether an object in the value has changes of its own.
    fn has_changes(&self) -> bool;

    /// Forgets the changes of the objects in the value.
    fn reset_changes(&mut self);

    /// Gives each object in the value to `visit`, not the objects in those.
    ///
    /// # Errors
    /// The first of `visit`, which ends it.
    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()>;

    /// Gives the objects in the value their context.
    fn set_context(&mut self, context: Option<&Context>);
}

/// What is done with each object in a value.
pub type EachObject<'f> = &'f mut dyn FnMut(&mut dyn DynObject) -> Result<()>;

/// Where a field is in its object: what setting it needs besides the cell.
pub struct Place<'m> {
    pub(crate) meta: &'m mut ObjectMeta,
    pub(crate) slot: usize,
    pub(crate) field: &'static FieldDescriptor,
}
