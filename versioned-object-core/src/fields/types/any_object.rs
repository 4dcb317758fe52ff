//! Objects whose type is not fixed: subclasses, and types known by name only.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::base::error::{Error, Result};
use crate::describe::descriptor::{ObjectDescriptor, TypeDescriptor, TypeKind};
use crate::dynamic::cells;
use crate::dynamic::class::ObjectType;
use crate::dynamic::contract::{DynObject, EachObject, Input, Value};
use crate::dynamic::versioned::VersionedObject;
use crate::fields::field_type::{FieldType, expected_objects};
use crate::fields::guard::{GuardPlace, Mutable};
use crate::fields::into_field::FieldFrom;
use crate::fields::types::object::{object_coerce, object_from_text};
use crate::object::ext::ObjectExt as _;
use crate::object::print;
use crate::primitive::json_text::{JsonText, Taken, Unread};
use crate::primitive::limits::Mode;
use crate::primitive::read::ReadContext;
use crate::primitive::write::PrimitiveWriter;
use crate::wire::{envelope, write};

impl Clone for Box<dyn DynObject> {
    fn clone(&self) -> Self {
        self.obj_clone_box()
    }
}

/// oslo's `Object` of a type that is known by name only: a late-bound field.
///
/// The name stands in the declaration, `#[field(object = "Volume")]`; without one the field takes any object. What is
/// read from an envelope is looked up in the [`Registry`](crate::Registry) of the [`Reader`](crate::wire::Reader), so
/// that the crate that declares the field need not know the type.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::{Registry, wire::Reader};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Snapshot {
///     #[field(object = "Volume")]
///     volume: Attr<Option<Box<dyn DynObject>>>,
///     meta: ObjectMeta,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Volume {
///     size: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// let ctx = Context::admin();
/// let volume = Volume::builder().size(3).build(&ctx)?;
/// let snapshot = Snapshot::builder().volume(volume).build(&ctx)?;
/// let text = wire::to_string(&snapshot)?;
///
/// let mut registry = Registry::new();
/// registry.register::<Volume>()?;
/// let read: Snapshot = Reader::new().registry(&registry).read(&text)?;
/// assert_eq!(read.volume()?.unwrap().obj_name(), "Volume");
///
/// let mut other = Snapshot::new(&ctx);
/// let error = other.set_volume(snapshot).unwrap_err();
/// assert_eq!(error.to_string(), "Snapshot.volume: expected an object Volume, got an object Snapshot");
/// # Ok::<(), Error>(())
/// ```
impl FieldType for Box<dyn DynObject> {
    type Ref<'a> = &'a dyn DynObject;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::new("Object", TypeKind::AnyObject);

    fn borrow_field(&self) -> &dyn DynObject {
        &**self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Object(object) => Ok(object),
            Input::Map(map) if cx.mode == Mode::Envelope => envelope::read_registered(map, None, cx),
            input if cx.mode == Mode::Assign => Err(expected_objects("an object", &input)),
            input => Err(expected_objects("the envelope of an object", &input)),
        }
    }

    fn coerce_text(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<Self> {
        // Of fields alone nobody knows the type.
        if cx.mode == Mode::Envelope { envelope::read_registered_text(text, None, cx) } else { Err(Unread) }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        write::write_object(&**self, out)
    }

    fn to_value(&self) -> Value {
        Value::Object(self.clone())
    }

    fn check_object(&self, name: &str) -> Result<()> {
        if self.obj_name() == name {
            return Ok(());
        }
        Err(Error::invalid(format!("expected an object {name}, got an object {}", self.obj_name())))
    }

    fn has_changes(&self) -> bool {
        cells::object_has_changes(&**self)
    }

    fn reset_changes(&mut self) {
        self.obj_reset_changes(&[], true);
    }

    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
        visit(&mut **self)
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print::object_display(&**self, f)
    }
}

impl Mutable for Box<dyn DynObject> {
    type Guard<'a> = &'a mut dyn DynObject;

    fn guard<'a>(&'a mut self, _at: GuardPlace<'a>) -> &'a mut dyn DynObject {
        &mut **self
    }
}

/// oslo's `Object` with `subclasses=True`: a `T`, or an object of a type that extends it.
///
/// A setter takes a `T` as it is; an object of a type that extends it stands in [`AnyOf::new`], since only running the
/// program says whether it does.
///
/// It is a box that derefs to the object. A type that extends `T` is read from an envelope when the
/// [`Reader`](crate::wire::Reader) has a [`Registry`](crate::Registry) that knows it; `T` itself needs none.
///
/// ```
/// use versioned_object_core::fields::AnyOf;
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Shape {
///     area: Attr<f64>,
///     meta: ObjectMeta,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(extends = Shape)]
/// struct Circle {
///     base: Shape,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0")]
/// struct Drawing {
///     outline: Attr<AnyOf<Shape>>,
///     meta: ObjectMeta,
/// }
///
/// let ctx = Context::admin();
/// let mut drawing = Drawing::new(&ctx);
/// drawing.set_outline(AnyOf::new(Circle::new(&ctx))?)?;
/// assert_eq!(drawing.outline()?.obj_name(), "Circle");
/// drawing.set_outline(Shape::new(&ctx))?;
/// assert!(AnyOf::<Shape>::new(Drawing::new(&ctx)).is_err());
///
/// // Of an object whose type is not known, and back.
/// let read: Box<dyn DynObject> = Box::new(Circle::new(&ctx));
/// let shape = AnyOf::<Shape>::from_box(read)?;
/// assert!(shape.exact().is_none()); // no `Shape` itself
/// let object: Box<dyn DynObject> = shape.into_box();
/// assert_eq!(object.obj_name(), "Circle");
/// # Ok::<(), Error>(())
/// ```
pub struct AnyOf<T> {
    object: Box<dyn DynObject>,
    of: PhantomData<fn() -> T>,
}

// As safe as the fields of what it holds: see `Attr`.
impl<T> UnwindSafe for AnyOf<T> {}
impl<T> RefUnwindSafe for AnyOf<T> {}

impl<T: VersionedObject> AnyOf<T> {
    /// Holds an object that is a `T`, or of a type that extends it.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for any other object.
    pub fn new(object: impl DynObject) -> Result<Self> {
        Self::from_box(Box::new(object))
    }

    /// Holds an object that is a `T`, or of a type that extends it.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for any other object.
    pub fn from_box(object: Box<dyn DynObject>) -> Result<Self> {
        if extends(object.obj_descriptor(), T::NAME) {
            return Ok(Self { object, of: PhantomData });
        }
        Err(Error::invalid(format!(
            "expected an object {} or one that extends it, got an object {}",
            T::NAME,
            object.obj_name()
        )))
    }

    /// The object as a `T`, when it is exactly that.
    pub fn exact(&self) -> Option<&T> {
        (&*self.object as &dyn std::any::Any).downcast_ref()
    }

    /// The object without its type.
    pub fn into_box(self) -> Box<dyn DynObject> {
        self.object
    }
}

/// Whether a type has this name, or extends one that has. By name, as oslo: there may be several versions of it.
fn extends(descriptor: &ObjectDescriptor, name: &str) -> bool {
    descriptor.name == name || descriptor.parent.is_some_and(|parent| extends(parent(), name))
}

impl<T> Clone for AnyOf<T> {
    fn clone(&self) -> Self {
        Self { object: self.object.clone(), of: PhantomData }
    }
}

impl<T> fmt::Debug for AnyOf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}

impl<T> Deref for AnyOf<T> {
    type Target = dyn DynObject;

    fn deref(&self) -> &Self::Target {
        &*self.object
    }
}

impl<T> DerefMut for AnyOf<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut *self.object
    }
}

impl<T: VersionedObject> From<T> for AnyOf<T> {
    fn from(object: T) -> Self {
        Self { object: Box::new(object), of: PhantomData }
    }
}

impl<T> From<AnyOf<T>> for Value {
    fn from(object: AnyOf<T>) -> Self {
        Self::Object(object.object)
    }
}

#[diagnostic::do_not_recommend]
impl<T: VersionedObject> FieldFrom<T> for AnyOf<T> {
    fn field_from(value: T) -> Self {
        value.into()
    }
}

#[diagnostic::do_not_recommend]
impl<T: VersionedObject> FieldFrom<T> for Option<AnyOf<T>> {
    fn field_from(value: T) -> Self {
        Some(value.into())
    }
}

impl<T: VersionedObject> FieldType for AnyOf<T> {
    type Ref<'a> = &'a dyn DynObject;
    const TYPE: &'static TypeDescriptor = &ObjectType::<T>::TYPE.with_subclasses();

    fn borrow_field(&self) -> &dyn DynObject {
        &*self.object
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        match input {
            Input::Object(object) => Self::from_box(object),
            Input::Map(map) if cx.mode == Mode::Envelope => {
                Self::from_box(envelope::read_registered(map, Some(T::descriptor()), cx)?)
            }
            input => object_coerce::<T>(input, cx).map(Self::from),
        }
    }

    fn coerce_text(text: &mut JsonText<'_>, cx: &mut ReadContext<'_>) -> Taken<Self> {
        if cx.mode != Mode::Envelope {
            return object_from_text::<T>(text, cx).map(Self::from);
        }
        let object = envelope::read_registered_text(text, Some(T::descriptor()), cx)?;
        Self::from_box(object).map_err(|_| Unread)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        self.object.write_primitive(out)
    }

    fn to_value(&self) -> Value {
        self.object.to_value()
    }

    fn has_changes(&self) -> bool {
        self.object.has_changes()
    }

    fn reset_changes(&mut self) {
        self.object.reset_changes();
    }

    fn each_object(&mut self, visit: EachObject<'_>) -> Result<()> {
        self.object.each_object(visit)
    }

    fn display(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.display(f)
    }
}

impl<T: VersionedObject> Mutable for AnyOf<T> {
    type Guard<'a> = &'a mut dyn DynObject;

    fn guard<'a>(&'a mut self, _at: GuardPlace<'a>) -> &'a mut dyn DynObject {
        &mut *self.object
    }
}

/// What a list object has in it: objects of one type, `list_of = Shape`, or of the types that extend it too,
/// `list_of = AnyOf<Shape>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a versioned object",
    note = "derive it: `#[derive(Clone, VersionedObject)] #[versioned_object(version = \"1.0\")]`"
)]
pub trait ListItem: FieldType {
    /// The type that every element is of, or extends.
    fn item_descriptor() -> &'static ObjectDescriptor;

    /// The element without its type.
    fn item_object(&self) -> &dyn DynObject;
}

impl<T: VersionedObject + FieldType> ListItem for T {
    fn item_descriptor() -> &'static ObjectDescriptor {
        T::descriptor()
    }

    fn item_object(&self) -> &dyn DynObject {
        self
    }
}

impl<T: VersionedObject> ListItem for AnyOf<T> {
    fn item_descriptor() -> &'static ObjectDescriptor {
        T::descriptor()
    }

    fn item_object(&self) -> &dyn DynObject {
        &*self.object
    }
}
