//! What generated code calls. Not part of the public interface: it changes with the derives.

use std::any::Any;
use std::fmt;

use crate::attr::{Attr, ObjectMeta};
use crate::cell::Cell;
use crate::context::Context;
use crate::descriptor::{
    DefaultRepr, EnumDescriptor, ExtraFieldDescriptor, FieldDescriptor, MethodDescriptor, ObjectDescriptor,
    Relationship, RemotableMethod, TypeKind,
};
use crate::error::{Error, Result};
use crate::fields::{EnumField, FieldType, Input, IntoField, ReadContext};
use crate::fingerprint::Message;
use crate::object::{DynObject, ObjectExt as _, VersionedObject};
use crate::value::Value;
use crate::version::Version;
use crate::wire::PrimitiveWriter;

pub use crate::cell::Cell as FieldCell;
pub use crate::declared::{check_as_is, check_newest, check_old_names};
pub use crate::descriptor::Hooks;
pub use crate::display::{debug, display};
pub use crate::fields::enums::EnumValues;
pub use crate::guard::{GuardPlace, MutableIn};
pub use crate::history::{Conversion, Converted, Instead, convert, replaced};
pub use crate::table::inherit as inherit_table;
pub use crate::wire::{deserialize, serialize};
pub use serde;

#[cfg(feature = "inventory")]
pub use inventory;

/// A type that registers itself.
#[cfg(feature = "inventory")]
pub struct Entry(pub fn() -> &'static ObjectDescriptor);

#[cfg(feature = "inventory")]
inventory::collect!(Entry);

/// Registers a type where the program collects them; nothing without the feature.
#[cfg(feature = "inventory")]
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($core:path, $descriptor:expr) => {
        const _: () = {
            use $core as __core;
            __core::__private::inventory::submit! { __core::__private::Entry($descriptor) }
        };
    };
}

/// Registers a type where the program collects them; nothing without the feature.
#[cfg(not(feature = "inventory"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($core:path, $descriptor:expr) => {};
}

/// What generated code says of a type besides the constants of [`VersionedObject`].
pub struct Parts {
    pub doc: &'static str,
    pub module: &'static str,
    pub package: Option<&'static str>,
    pub fingerprint: Option<&'static str>,
    pub list_of: Option<fn() -> &'static ObjectDescriptor>,
    pub relationships: &'static [Relationship],
    pub child_versions: &'static [(Version, Version)],
    pub notes: &'static [(Version, &'static str)],
    pub parent: Option<fn() -> &'static ObjectDescriptor>,
    pub methods: &'static [MethodDescriptor],
    pub type_id: fn() -> std::any::TypeId,
}

impl Parts {
    /// The descriptor of a type.
    pub const fn descriptor<T: VersionedObject>(self) -> ObjectDescriptor {
        let (mut has_history, mut has_removed, mut at) = (false, false, 0);
        while at < T::SLOTS.len() {
            has_history |= !T::SLOTS[at].history.is_empty();
            has_removed |= T::SLOTS[at].until.is_some();
            at += 1;
        }
        ObjectDescriptor {
            name: T::NAME,
            doc: self.doc,
            module: self.module,
            package: self.package,
            version: T::VERSION,
            namespace: T::NAMESPACE,
            serial_namespace: T::SERIAL_NAMESPACE,
            fingerprint: self.fingerprint,
            dict: T::DICT,
            table: T::TABLE,
            list_of: self.list_of,
            relationships: self.relationships,
            child_versions: self.child_versions,
            notes: self.notes,
            parent: self.parent,
            extra_fields: T::EXTRA_FIELDS,
            remotable: T::REMOTABLE,
            methods: self.methods,
            hooks: T::HOOKS,
            slots: T::SLOTS,
            order: T::ORDER,
            has_history,
            has_removed,
            orphan: put_orphan::<T>,
            type_id: self.type_id,
        }
    }
}

/// Puts an object with nothing set into an empty `Option<Box<dyn DynObject>>`.
fn put_orphan<T: VersionedObject>(to: &mut dyn Any) {
    if let Some(to) = to.downcast_mut::<Option<Box<dyn DynObject>>>() {
        *to = Some(Box::new(T::orphan()));
    }
}

impl ObjectDescriptor {
    /// An object of this type with nothing set.
    ///
    /// # Panics
    /// Never: a descriptor is made for a type, and the type makes the object.
    pub fn orphan(&self) -> Box<dyn DynObject> {
        let mut object: Option<Box<dyn DynObject>> = None;
        (self.orphan)(&mut object);
        match object {
            Some(object) => object,
            None => unreachable!("{} makes no object", self.name),
        }
    }
}

const NO_FIELD: FieldDescriptor =
    FieldDescriptor::new("", "", &crate::descriptor::TypeDescriptor::scalar("FieldType"));

/// The parts, one after the other.
const fn join<T: Copy, const N: usize>(filler: T, parts: &[&[T]]) -> [T; N] {
    let mut all = [filler; N];
    let (mut part, mut to) = (0, 0);
    while part < parts.len() {
        let mut from = 0;
        while from < parts[part].len() {
            all[to] = parts[part][from];
            from += 1;
            to += 1;
        }
        part += 1;
    }
    all
}

/// The fields of the parent, of the object itself and of its mixins, one after the other.
pub const fn concat<const N: usize>(parts: &[&[FieldDescriptor]]) -> [FieldDescriptor; N] {
    join(NO_FIELD, parts)
}

/// The fields of a parent, for a subclass with a version of its own: what the parent changed in versions above that was
/// always so here.
pub const fn up_to<const N: usize>(parent: &[FieldDescriptor], version: Version) -> [FieldDescriptor; N] {
    let mut fields: [FieldDescriptor; N] = join(NO_FIELD, &[parent]);
    let mut at = 0;
    while at < N {
        let field = &mut fields[at];
        if let Some(since) = field.since
            && version.older_than(since)
        {
            field.since = None;
        }
        if let Some(until) = field.until
            && version.older_than(until)
        {
            field.until = Some(Version::new(0, 0));
        }
        let mut change = 0;
        while change < field.history.len() {
            if version.older_than(field.history[change].version) {
                field.history = &[];
            }
            change += 1;
        }
        at += 1;
    }
    fields
}

/// The extra fields of an object and then of its parent.
pub const fn concat_extra<const N: usize>(parts: &[&[ExtraFieldDescriptor]]) -> [ExtraFieldDescriptor; N] {
    join(ExtraFieldDescriptor { name: "" }, parts)
}

/// The methods of an object and then of its parent.
pub const fn concat_remotable<const N: usize>(parts: &[&[RemotableMethod]]) -> [RemotableMethod; N] {
    join(RemotableMethod { name: "", spec: "" }, parts)
}

/// The order on the wire: everything of the object itself, then the parent's in the parent's order.
#[allow(clippy::cast_possible_truncation, reason = "a struct with 65,536 fields does not compile")]
pub const fn order<const N: usize>(parent: &[u16]) -> [u16; N] {
    let mut order = [0; N];
    let own = N - parent.len();
    let mut at = 0;
    while at < N {
        order[at] = if at < own { (parent.len() + at) as u16 } else { parent[at - own] };
        at += 1;
    }
    order
}

/// Fails the build when a field from `start` up to `end` has the name of one before `start`.
#[track_caller]
pub const fn check_names(fields: &[FieldDescriptor], start: usize, end: usize) {
    if has_mistakes(fields) {
        return;
    }
    let mut one = start;
    while one < end {
        let mut other = 0;
        while other < start {
            if same(fields[one].name, fields[other].name) {
                let message = Message::new().text("two fields are `").text(fields[one].name).text(
                    "` on the wire, one here and one of the object, its parent or another mixin: \
                           give one of them another `rename`",
                );
                panic!("{}", message.as_str());
            }
            other += 1;
        }
        one += 1;
    }
}

/// Fails the build when a computed field has the name of a field, of a mixin or of the parent.
#[track_caller]
pub const fn check_extra(fields: &[FieldDescriptor], extra: &str) {
    let mut at = 0;
    while at < fields.len() {
        if same(fields[at].name, extra) {
            let message = Message::new()
                .text("`")
                .text(extra)
                .text("` is a field of a mixin or of the parent: a computed field needs a name of its own");
            panic!("{}", message.as_str());
        }
        at += 1;
    }
}

/// Whether a field, its type, or the object it comes from was declared with mistakes, which are reported where they
/// are: stubs have no names, and nothing can be said of what they are in.
pub(crate) const fn has_mistakes(fields: &[FieldDescriptor]) -> bool {
    let mut at = 0;
    while at < fields.len() {
        let ty = fields[at].ty;
        let inner = match ty.kind {
            TypeKind::List(inner) | TypeKind::Set(inner) | TypeKind::Dict(inner) => inner,
            _ => ty,
        };
        if fields[at].name.is_empty() || inner.name.is_empty() {
            return true;
        }
        at += 1;
    }
    false
}

pub(crate) const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Fails the build when the table names what is no field.
#[track_caller]
pub const fn check_table(object: &ObjectDescriptor) {
    if !has_mistakes(object.slots) {
        crate::table::check(object.table, object.slots);
    }
}

/// Fails the build when the fields do not give the declared fingerprint.
#[track_caller]
pub const fn check_fingerprint(object: &ObjectDescriptor, declared: &str) {
    if has_mistakes(object.slots) {
        return;
    }
    match crate::fingerprint::fingerprint(object, object.version) {
        None => panic!(
            "a default of a mixin or of the parent has no known Python form: give it `fingerprint_default = \"…\"`"
        ),
        Some(found) => {
            let matches = match std::str::from_utf8(&found) {
                Ok(found) => same(found, declared),
                Err(_) => false,
            };
            if !matches {
                let message = crate::fingerprint::mismatch(object, declared, &found);
                panic!("{}", message.as_str());
            }
        }
    }
}

/// How Python prints the value of a constant.
pub struct ConstDefault<T>(pub T);

impl ConstDefault<bool> {
    /// `True` or `False`.
    pub const fn repr(&self) -> DefaultRepr {
        DefaultRepr::Bool(self.0)
    }
}

impl ConstDefault<i64> {
    /// The number.
    pub const fn repr(&self) -> DefaultRepr {
        DefaultRepr::Int(self.0)
    }
}

impl ConstDefault<&'static str> {
    /// The text.
    pub const fn repr(&self) -> DefaultRepr {
        DefaultRepr::Text(self.0)
    }
}

/// Puts a default into a cell of type `T`.
pub fn put_default<T: FieldType>(cell: &mut dyn Any, value: impl IntoField<T>) {
    if let Some(cell) = cell.downcast_mut::<Attr<T>>() {
        cell.0 = Some(value.into_field());
    }
}

/// Calls a field's own check, if the field is neither unset nor null.
pub fn validate<T: FieldType, E: fmt::Display>(
    cell: &dyn Any,
    check: for<'a> fn(T::Ref<'a>) -> Result<(), E>,
) -> Result<()> {
    let plain = cell.downcast_ref::<Attr<T>>().and_then(Attr::get);
    let value = plain.or_else(|| cell.downcast_ref::<Attr<Option<T>>>()?.get()?.as_ref());
    match value {
        Some(value) => check(value.borrow_field()).map_err(|error| Error::invalid(error.to_string())),
        None => Ok(()),
    }
}

/// A new object: lists have no elements, everything else is unset.
pub fn new<T: VersionedObject>(context: Option<&Context>) -> T {
    let mut object = T::orphan();
    object.obj_meta_mut().set_context(context.cloned());
    crate::object::fill_list(&mut object);
    object
}

/// What `build` of a builder does.
pub fn build<T: VersionedObject>(
    mut object: T,
    error: Option<Error>,
    context: Option<&Context>,
) -> Result<T> {
    match error {
        Some(error) => Err(error),
        None => {
            if context.is_some() {
                object.obj_set_context(context);
            }
            Ok(object)
        }
    }
}

/// What a computed field may return: a value, or a result with one.
pub trait IntoExtra {
    fn into_extra(self) -> Result<Value>;
}

impl<T: Into<Value>> IntoExtra for T {
    fn into_extra(self) -> Result<Value> {
        Ok(self.into())
    }
}

impl<T: Into<Value>> IntoExtra for Result<T, Error> {
    fn into_extra(self) -> Result<Value> {
        self.map(Into::into)
    }
}

/// The value of a computed field.
pub fn extra(value: impl IntoExtra) -> Result<Value> {
    value.into_extra()
}

/// A computed field that the object does not have.
pub fn no_extra(descriptor: &ObjectDescriptor, index: usize) -> Result<Value> {
    Err(crate::object::unknown_field(descriptor, &format!("extra field {index}")))
}

/// The cell of an object without fields: nobody asks for it.
pub fn no_cell() -> &'static dyn Cell {
    static NONE: Attr<bool> = Attr(None);
    &NONE
}

/// The cell of an object without fields: nobody asks for it, so nothing leaks.
pub fn no_cell_mut() -> &'static mut dyn Cell {
    Box::leak(Box::new(Attr::<bool>(None)))
}

/// Calls the `load_attr` hook of a type.
pub fn load_hook<T: VersionedObject>(
    object: &mut dyn Any,
    field: &'static str,
    hook: fn(&mut T, &'static str) -> Result<()>,
) -> Result<()> {
    match object.downcast_mut::<T>() {
        Some(object) => hook(object, field),
        None => Err(Error::NotLoaded { object: T::NAME, field }),
    }
}

/// Calls the `make_compatible` hook of a type.
pub fn compat_hook<T: VersionedObject>(
    object: &dyn Any,
    data: &mut serde_json::Map<String, serde_json::Value>,
    target: Version,
    hook: fn(&T, &mut serde_json::Map<String, serde_json::Value>, Version) -> Result<()>,
) -> Result<()> {
    match object.downcast_ref::<T>() {
        Some(object) => hook(object, data, target),
        None => Ok(()),
    }
}

/// The hooks of a type that extends `B`: its own, else those of `B` on its part.
pub const fn inherit_hooks<T, B>(own: Hooks) -> Hooks
where
    T: VersionedObject + std::ops::DerefMut<Target = B>,
    B: VersionedObject,
{
    let mut hooks = own;
    if hooks.load_attr.is_none() && B::HOOKS.load_attr.is_some() {
        hooks.load_attr = Some(|object, field| {
            let parent = object.downcast_mut::<T>().map(|object| &mut **object);
            match (parent, B::HOOKS.load_attr) {
                (Some(parent), Some(hook)) => hook(parent, field),
                _ => Err(Error::NotLoaded { object: T::NAME, field }),
            }
        });
    }
    if hooks.make_compatible.is_none() && B::HOOKS.make_compatible.is_some() {
        hooks.make_compatible = Some(|object, data, target| {
            let parent = object.downcast_ref::<T>().map(|object| &**object);
            match (parent, B::HOOKS.make_compatible) {
                (Some(parent), Some(hook)) => hook(parent, data, target),
                _ => Ok(()),
            }
        });
    }
    hooks
}

/// The elements of a list object.
pub fn elements<T>(cell: &Attr<Vec<T>>) -> &[T] {
    cell.get().map(Vec::as_slice).unwrap_or_default()
}

/// The elements of a list object.
pub fn elements_mut<'l, T>(cell: &'l mut Attr<Vec<T>>, meta: &mut ObjectMeta, slot: usize) -> &'l mut Vec<T> {
    meta.set_changed(slot, true);
    cell.0.get_or_insert_default()
}

/// Gives a list object its elements.
pub fn set_elements<T>(cell: &mut Attr<Vec<T>>, meta: &mut ObjectMeta, slot: usize, elements: Vec<T>) {
    cell.0 = Some(elements);
    meta.set_changed(slot, true);
}

/// `+` of list objects.
pub fn concat_lists<T: crate::list::ObjectList>(one: &T, other: &T) -> T {
    crate::list::concat(one, other)
}

/// The methods of a type on which no `#[object_methods]` stands: an inherent constant of this name goes first.
pub trait NoMethods {
    const __OBJECT_METHODS: &'static [MethodDescriptor] = &[];
}

impl<T: VersionedObject> NoMethods for T {}

/// Whether two objects are written alike.
pub fn same_object<T: VersionedObject>(one: &T, other: &T) -> bool {
    one.obj_same_primitive(other)
}

/// `FieldType` of enums.
pub fn enum_coerce<T: EnumField>(input: &Input<'_>) -> Result<T> {
    crate::fields::coerce_enum(input)
}

/// `FieldType` of enums: whether one value may follow the other.
pub fn enum_check_change<T: EnumField>(from: T, to: T) -> Result<()> {
    crate::fields::check_enum_change(from, to)
}

/// `FieldType` of enums: writes the text.
pub fn enum_write(text: &str, out: &mut PrimitiveWriter<'_>) {
    out.str(text);
}

/// The type of a field that holds an enum.
pub const fn enum_type(descriptor: &'static EnumDescriptor) -> crate::descriptor::TypeDescriptor {
    crate::descriptor::TypeDescriptor::new(
        descriptor.class_name,
        crate::descriptor::TypeKind::Enum(descriptor),
    )
}

/// `FieldType` of objects: reads the child.
pub fn object_coerce<T: VersionedObject>(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<T> {
    crate::fields::read_child(input, cx)
}

/// `FieldType` of objects: writes the child.
pub fn object_write(object: &dyn DynObject, out: &mut PrimitiveWriter<'_>) -> Result<()> {
    crate::fields::write_child(object, out)
}

/// Whether an object has changes, its own or those of its children.
pub fn object_has_changes(object: &dyn DynObject) -> bool {
    (0..object.obj_descriptor().slots.len()).any(|slot| crate::object::slot_changed(object, slot))
}

/// Prints a child inside its parent, as oslo does: its name, and the identity of a type that has one.
pub fn object_display(object: &dyn DynObject, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let descriptor = object.obj_descriptor();
    f.write_str(descriptor.name)?;
    let Some(slot) = descriptor.slot_of("uuid").or_else(|| descriptor.slot_of("id")) else {
        return Ok(());
    };
    match object.obj_cell(slot).value() {
        None => f.write_str("(UNKNOWN)"),
        Some(_) if descriptor.slots[slot].sensitive => f.write_str("(***)"),
        Some(Value::String(id)) => write!(f, "({id})"),
        // Python takes `str()` here, which is not how a moment is printed elsewhere.
        Some(Value::DateTime(id)) => write!(f, "({})", crate::time::python_str(&id)),
        Some(Value::NaiveDateTime(id)) => write!(f, "({})", crate::time::python_str_naive(id)),
        Some(id) => write!(f, "({id})"),
    }
}

/// Puts an unset cell of a field of type `T` into an empty `Option<Box<dyn Cell>>`.
pub fn unset<T: FieldType>(to: &mut dyn Any) {
    if let Some(to) = to.downcast_mut::<Option<Box<dyn Cell>>>() {
        *to = Some(Box::new(Attr::<T>(None)));
    }
}

/// What a value goes through on its way into its column.
pub fn to_column(value: &mut dyn Any, convert: fn(Value) -> Value) {
    if let Some(value) = value.downcast_mut::<Value>() {
        *value = convert(std::mem::replace(value, Value::Null));
    }
}

/// Fails the build when what stands for a child in the declaration is no field with objects.
#[track_caller]
pub const fn check_relationship(fields: &[FieldDescriptor], name: &str) {
    if has_mistakes(fields) {
        return;
    }
    let mut at = 0;
    while at < fields.len() {
        let field = &fields[at];
        at += 1;
        if !same(field.name, name) {
            continue;
        }
        if !field.holds_objects() {
            let message = Message::new()
                .text("`")
                .text(name)
                .text("` holds no object: `relationships` is for fields with an object or a list of objects");
            panic!("{}", message.as_str());
        }
        return;
    }
    let message = Message::new().text("there is no field `").text(name).text("`: remove its relationship");
    panic!("{}", message.as_str());
}

/// Fails the build when the versions of children end with another than the child has.
#[track_caller]
pub const fn check_child_version(child: &str, last: Version, current: Version) {
    if last.older_than(current) || current.older_than(last) {
        let message = Message::new()
            .text("the versions end with ")
            .text(child)
            .text(" ")
            .version(last)
            .text(", but it is at ")
            .version(current)
            .text(": raise `version`, and add a pair of it and ")
            .version(current);
        panic!("{}", message.as_str());
    }
}
