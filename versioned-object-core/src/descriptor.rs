//! The tables the derives build: what an object is, field by field.
//!
//! Everything here is `'static` and made by `const fn`, so that a table costs nothing at run time and the
//! fingerprint can be computed from it while the crate compiles. Types refer to each other by function pointer:
//! cycles (a volume has snapshots, a snapshot has a volume) are no problem.

use std::any::{Any, TypeId};

use crate::error::Result;
use crate::history::{ChangeKind, FieldChange};
use crate::table::TableDescriptor;
use crate::version::Version;

/// The type of a field, as the fingerprint and the schema see it.
#[derive(Clone, Copy, Debug)]
pub struct TypeDescriptor {
    /// oslo's class name, which the fingerprint prints: `String`, `UUID`, `List`.
    pub name: &'static str,
    /// What values look like.
    pub kind: TypeKind,
    /// Whether null is a value: the Rust type is an `Option`.
    pub nullable: bool,
    /// What tells it apart from another type of the same name, `naive` of date-times; empty for most. The fingerprint
    /// does not have it, `versions.lock` does.
    pub detail: &'static str,
    /// Values as JSON texts, the smallest first, which tests make objects of.
    pub samples: &'static [&'static str],
}

/// The detail of an object type that takes objects of subclasses too.
const SUBCLASSES: &str = "subclasses";

impl TypeDescriptor {
    /// A type whose values are single JSON values, under oslo's class name.
    pub const fn scalar(name: &'static str) -> Self {
        Self::new(name, TypeKind::Scalar)
    }

    /// A type of another kind.
    pub const fn new(name: &'static str, kind: TypeKind) -> Self {
        Self { name, kind, nullable: false, detail: "", samples: &[] }
    }

    /// With what tells it apart from another type of the same name.
    #[must_use]
    pub const fn detail(self, detail: &'static str) -> Self {
        Self { detail, ..self }
    }

    /// With values for tests, as JSON texts, the smallest first.
    ///
    /// A type of one's own that says nothing is tried with a number, a text, a truth value, a list and a map.
    #[must_use]
    pub const fn samples(self, samples: &'static [&'static str]) -> Self {
        Self { samples, ..self }
    }

    /// Whether values are texts that may hold passwords, or have such in them. `Display` masks the passwords it finds,
    /// `Debug` everything.
    pub(crate) fn holds_secrets(&self) -> bool {
        match self.kind {
            TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item) => item.holds_secrets(),
            _ => self.name == "SensitiveString",
        }
    }

    /// Whether values are objects, or have them in them at any depth.
    pub(crate) const fn has_objects(&self) -> bool {
        match self.kind {
            TypeKind::Scalar | TypeKind::Enum(_) => false,
            TypeKind::Object(_) | TypeKind::AnyObject => true,
            TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item) => item.has_objects(),
        }
    }

    /// The type of the objects in a field, where they follow the version of the field's own object: the type itself,
    /// or that of the items of a list.
    const fn child(&self) -> &Self {
        match self.kind {
            TypeKind::List(item) => item,
            _ => self,
        }
    }

    /// Whether values are objects, or lists of them, that follow the version of the object they are in.
    pub(crate) const fn holds_children(&self) -> bool {
        matches!(self.child().kind, TypeKind::Object(_) | TypeKind::AnyObject)
    }

    /// The same type, for a field that takes objects of subclasses too.
    pub(crate) const fn with_subclasses(self) -> Self {
        self.detail(SUBCLASSES)
    }

    /// Whether it takes objects of subclasses too.
    pub(crate) fn takes_subclasses(&self) -> bool {
        self.detail == SUBCLASSES
    }

    /// The same type, taking null too.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }
}

/// What the values of a type look like.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum TypeKind {
    /// A single JSON value.
    Scalar,
    /// One of a fixed list of texts.
    Enum(&'static EnumDescriptor),
    /// An array.
    List(&'static TypeDescriptor),
    /// An array without order or repetition.
    Set(&'static TypeDescriptor),
    /// A map from texts.
    Dict(&'static TypeDescriptor),
    /// A nested object.
    Object(fn() -> &'static ObjectDescriptor),
    /// A nested object of a type that is known by name only, see [`FieldDescriptor::object`].
    AnyObject,
}

/// An enum that derives `EnumField`.
#[derive(Clone, Copy, Debug)]
pub struct EnumDescriptor {
    /// The class name the fingerprint prints.
    pub class_name: &'static str,
    /// The Rust type's documentation.
    pub doc: &'static str,
    /// The values, in declaration order.
    pub values: &'static [&'static str],
    /// The values as Python lists them.
    pub fingerprint_values: &'static [&'static str],
    /// Whether Python lists them in a tuple; else in a list.
    pub tuple: bool,
    /// The values that each value may change to, in the order of `values`; none where every change is allowed.
    pub transitions: Option<&'static [&'static [&'static str]]>,
    /// What each value means, in the order of `values`.
    pub docs: &'static [&'static str],
}

/// The default of a field.
#[derive(Clone, Copy)]
pub struct DefaultDescriptor {
    /// Puts the default into an unset cell; none when only the fingerprint knows of it.
    pub(crate) put: Option<fn(&mut dyn Any)>,
    /// How Python prints it.
    pub repr: DefaultRepr,
}

impl DefaultDescriptor {
    /// A default, with the way Python prints it.
    pub const fn new(put: fn(&mut dyn Any), repr: DefaultRepr) -> Self {
        Self { put: Some(put), repr }
    }

    /// A default that only the fingerprint knows.
    pub const fn fingerprint_only(repr: DefaultRepr) -> Self {
        Self { put: None, repr }
    }
}

/// How Python prints a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultRepr {
    /// This text.
    Text(&'static str),
    /// `True` or `False`.
    Bool(bool),
    /// A number.
    Int(i64),
    /// It is not known here: the field cannot stand in a checked fingerprint.
    Unknown,
}

/// One field of an object.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub struct FieldDescriptor {
    /// The name on the wire, in dict access and in messages.
    pub name: &'static str,
    /// The documentation of the field.
    pub doc: &'static str,
    /// Its type.
    pub ty: &'static TypeDescriptor,
    /// Its default.
    pub default: Option<DefaultDescriptor>,
    /// Whether it can be set only once.
    pub read_only: bool,
    /// Whether it is masked when printed.
    pub sensitive: bool,
    /// The name of the objects that a late-bound field takes.
    pub object: Option<&'static str>,
    /// The version that added it.
    pub since: Option<Version>,
    /// The version that removed it.
    pub until: Option<Version>,
    /// What versions did to it since it was added.
    pub history: &'static [FieldChange],
    /// Its SQL column.
    pub column: &'static str,
    /// Whether it has a column: fields that hold objects never have one.
    pub stored: bool,
    /// The SQL type of its column, where it is not the usual one of its type.
    pub sql_type: Option<&'static str>,
    /// What a value goes through on its way into the column: it is given a [`Value`](crate::Value).
    pub to_column: Option<fn(&mut dyn Any)>,
    pub(crate) validate: Option<fn(&dyn Any) -> Result<()>>,
    /// Whether it is the same in every version: always there, with one name and type, and without objects that follow
    /// the version of ours.
    pub(crate) is_steady: bool,
}

impl FieldDescriptor {
    /// A field with a name, documentation and a type, and nothing else.
    pub const fn new(name: &'static str, doc: &'static str, ty: &'static TypeDescriptor) -> Self {
        Self {
            name,
            doc,
            ty,
            default: None,
            read_only: false,
            sensitive: false,
            object: None,
            since: None,
            until: None,
            history: &[],
            column: name,
            stored: !ty.has_objects(),
            sql_type: None,
            to_column: None,
            validate: None,
            is_steady: !ty.holds_children(),
        }
    }

    /// With a default.
    #[must_use]
    pub const fn with_default(mut self, default: DefaultDescriptor) -> Self {
        self.default = Some(default);
        self
    }

    /// Set only once.
    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Masked when printed.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Taking objects of this name only.
    #[must_use]
    pub const fn object(mut self, name: &'static str) -> Self {
        self.object = Some(name);
        self
    }

    /// Added by this version.
    #[must_use]
    pub const fn since(mut self, version: Version) -> Self {
        self.since = Some(version);
        self.is_steady = false;
        self
    }

    /// Removed by this version.
    #[must_use]
    pub const fn until(mut self, version: Version) -> Self {
        self.until = Some(version);
        self.is_steady = false;
        self
    }

    /// Changed by versions since.
    #[must_use]
    pub const fn history(mut self, history: &'static [FieldChange]) -> Self {
        self.history = history;
        self.is_steady = self.is_steady && history.is_empty();
        self
    }

    /// In another SQL column than its name says.
    #[must_use]
    pub const fn column(mut self, column: &'static str) -> Self {
        self.column = column;
        self
    }

    /// Without a column.
    #[must_use]
    pub const fn no_column(mut self) -> Self {
        self.stored = false;
        self
    }

    /// In a column of another SQL type than its type usually has.
    #[must_use]
    pub const fn sql_type(mut self, sql_type: &'static str) -> Self {
        self.sql_type = Some(sql_type);
        self
    }

    /// With something that its values go through on their way into the column: it changes the
    /// [`Value`](crate::Value) that it is given.
    #[must_use]
    pub const fn to_column(mut self, to_column: fn(&mut dyn Any)) -> Self {
        self.to_column = Some(to_column);
        self
    }

    /// With a check of its own, which is given the cell.
    #[must_use]
    pub const fn validate(mut self, check: fn(&dyn Any) -> Result<()>) -> Self {
        self.validate = Some(check);
        self
    }

    /// The name of the objects that the field holds: one, or a list of them.
    pub(crate) fn child_name(&self) -> Option<&'static str> {
        self.child_named(self.ty)
    }

    /// The name of the objects that the field held in this version of its object.
    pub(crate) fn child_name_in(&self, version: Version) -> Option<&'static str> {
        self.child_named(self.type_in(version))
    }

    fn child_named(&self, ty: &TypeDescriptor) -> Option<&'static str> {
        match ty.child().kind {
            TypeKind::Object(descriptor) => Some(descriptor().name),
            TypeKind::AnyObject => Some(self.object.unwrap_or_default()),
            _ => None,
        }
    }

    /// Whether there are objects in the field, or were before, that follow the version of ours: those that have a name
    /// for it.
    #[inline]
    pub(crate) const fn holds_objects(&self) -> bool {
        self.ty.holds_children() || (!self.history.is_empty() && self.held_objects())
    }

    const fn held_objects(&self) -> bool {
        let mut at = 0;
        while at < self.history.len() {
            if let ChangeKind::Changed { from, .. } = self.history[at].kind
                && from.holds_children()
            {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether the field takes null.
    pub const fn nullable(&self) -> bool {
        self.ty.nullable
    }

    /// Whether the field has a default that can be set.
    pub const fn has_default(&self) -> bool {
        matches!(self.default, Some(DefaultDescriptor { put: Some(_), .. }))
    }
}

impl std::fmt::Debug for FieldDescriptor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FieldDescriptor")
            .field("name", &self.name)
            .field("ty", &self.ty)
            .finish_non_exhaustive()
    }
}

/// A read-only computed field.
#[derive(Clone, Copy, Debug)]
pub struct ExtraFieldDescriptor {
    /// Its name in dict access.
    pub name: &'static str,
}

/// A method that Python calls over the wire: part of the fingerprint.
#[derive(Clone, Copy, Debug)]
pub struct RemotableMethod {
    /// Its name.
    pub name: &'static str,
    /// Its signature as oslo's checker prints it.
    pub spec: &'static str,
}

/// A public method that `#[object_methods]` recorded.
#[derive(Clone, Copy, Debug)]
pub struct MethodDescriptor {
    /// Its name.
    pub name: &'static str,
    /// Its documentation.
    pub doc: &'static str,
    /// Its signature as Rust code.
    pub signature: &'static str,
    /// Whether it is `async`.
    pub is_async: bool,
    /// Whether it has no `self`.
    pub is_static: bool,
}

/// What `get` of an unknown key does, and whether `contains` sees extra fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DictFlavour {
    /// oslo's: an unknown or unset key is an error; `contains` sees set fields.
    #[default]
    Oslo,
    /// Cinder's: an unknown or unset key gives null; `contains` sees extra fields too.
    Cinder,
}

/// The hooks a type declares.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Loads a field that is not set.
    pub load_attr: Option<LoadHook>,
    /// Changes the data of an object that is written at an older version.
    pub make_compatible: Option<CompatHook>,
}

/// Loads the named field into the object that it is given.
pub type LoadHook = fn(&mut dyn Any, &'static str) -> Result<()>;

/// Changes the data of the object that it is given, already without the fields that the target version lacks.
pub type CompatHook = fn(&dyn Any, &mut serde_json::Map<String, serde_json::Value>, Version) -> Result<()>;

impl Hooks {
    /// None.
    pub const NONE: Self = Self { load_attr: None, make_compatible: None };
}

/// Which version of the objects in a field goes with which version of the object.
#[derive(Clone, Copy, Debug)]
pub struct Relationship {
    /// The name of the field.
    pub field: &'static str,
    /// From which version of the object on which version of the child, in order.
    pub versions: &'static [(Version, Version)],
}

/// Everything that is known of a type that derives `VersionedObject`.
pub struct ObjectDescriptor {
    /// The name on the wire.
    pub name: &'static str,
    /// The documentation of the type.
    pub doc: &'static str,
    /// The path of the module that declares it, which starts with the crate.
    pub module: &'static str,
    /// The Cargo package that declares it.
    pub package: Option<&'static str>,
    /// The version that this type describes.
    pub version: Version,
    /// The project namespace on the wire.
    pub namespace: &'static str,
    /// The prefix of the envelope's keys.
    pub serial_namespace: &'static str,
    /// The fingerprint that stands in the declaration.
    pub fingerprint: Option<&'static str>,
    /// What `get` and `contains` do.
    pub dict: DictFlavour,
    /// The SQL table.
    pub table: Option<TableDescriptor>,
    /// The type whose list this is.
    pub list_of: Option<fn() -> &'static ObjectDescriptor>,
    /// Which version of its children goes with which version of the object, by field.
    pub relationships: &'static [Relationship],
    /// The same for the elements of a list object.
    pub child_versions: &'static [(Version, Version)],
    /// What versions changed that no field shows.
    pub notes: &'static [(Version, &'static str)],
    /// The type this one extends.
    pub parent: Option<fn() -> &'static ObjectDescriptor>,
    /// The computed fields.
    pub extra_fields: &'static [ExtraFieldDescriptor],
    /// The methods that Python calls over the wire; one may replace another of its name behind it.
    pub remotable: &'static [RemotableMethod],
    /// The methods that `#[object_methods]` recorded.
    pub methods: &'static [MethodDescriptor],
    /// The hooks.
    pub hooks: Hooks,
    /// The fields by slot, the parent's first.
    pub(crate) slots: &'static [FieldDescriptor],
    /// The slots in the order of the wire: own fields, mixins, the parent's.
    pub(crate) order: &'static [u16],
    /// Whether a field has a history.
    pub(crate) has_history: bool,
    /// Whether a field is there for older data only.
    pub(crate) has_removed: bool,
    /// Fills an empty `Option<Box<dyn DynObject>>` with an object that has nothing set.
    pub(crate) orphan: fn(&mut dyn Any),
    /// The Rust type.
    pub(crate) type_id: fn() -> TypeId,
}

impl ObjectDescriptor {
    /// The fields of this version, in the order they have on the wire.
    pub fn fields(&self) -> impl Iterator<Item = &'static FieldDescriptor> + use<> {
        self.all_fields().filter(|field| field.until.is_none())
    }

    /// The fields, in the order they have on the wire, with those that are there for older data only.
    pub fn all_fields(&self) -> impl ExactSizeIterator<Item = &'static FieldDescriptor> + use<> {
        let slots = self.slots;
        self.order.iter().map(move |slot| &slots[usize::from(*slot)])
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static FieldDescriptor> {
        self.slot_of(name).map(|slot| &self.slots[slot])
    }

    /// Which version of the objects in a field goes with which version of this one.
    pub fn relationship(&self, field: &str) -> Option<&'static [(Version, Version)]> {
        let own = self.relationships.iter().find(|relationship| relationship.field == field);
        let own = own.map(|relationship| relationship.versions);
        own.or_else(|| self.parent?().relationship(field))
    }

    /// Whether this type is `other`, or extends it.
    pub fn is_a(&self, other: &ObjectDescriptor) -> bool {
        std::ptr::eq(self, other) || self.parent.is_some_and(|parent| parent().is_a(other))
    }

    /// The fingerprint of the fields, as oslo's `ObjectVersionChecker` computes it, without the version before it.
    ///
    /// None when a default has no known Python form.
    pub fn compute_fingerprint(&self) -> Option<String> {
        let hash = crate::fingerprint::fingerprint(self, self.version)?;
        Some(String::from_utf8_lossy(&hash).into_owned())
    }

    pub(crate) fn slots_in_order(&self) -> impl Iterator<Item = usize> + use<> {
        self.order.iter().map(|slot| usize::from(*slot))
    }

    pub(crate) fn slot_of(&self, name: &str) -> Option<usize> {
        self.place_of(name, 0).map(|place| self.slot_at(place))
    }

    /// Where in the order the field of this name stands, looking first at `guess`.
    #[inline]
    pub(crate) fn place_of(&self, name: &str, guess: usize) -> Option<usize> {
        let is_here = |place: &usize| self.slots[self.slot_at(*place)].name == name;
        if guess < self.order.len() && is_here(&guess) {
            return Some(guess);
        }
        let guess = guess.min(self.order.len());
        (guess..self.order.len()).chain(0..guess).find(is_here)
    }

    /// The name of the field that stands here in the order; empty behind the last.
    pub(crate) fn name_at(&self, place: usize) -> &'static str {
        self.order.get(place).map_or("", |slot| self.slots[usize::from(*slot)].name)
    }

    /// The slot that stands here in the order.
    pub(crate) fn slot_at(&self, place: usize) -> usize {
        usize::from(self.order[place])
    }

    pub(crate) fn extra_index(&self, name: &str) -> Option<usize> {
        self.extra_fields.iter().position(|extra| extra.name == name)
    }
}

impl std::fmt::Debug for ObjectDescriptor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ObjectDescriptor")
            .field("name", &self.name)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}
