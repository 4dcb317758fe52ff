//! The tables the derives build: what an object is, field by field.
//!
//! Everything here is `'static` and made by `const fn`, so that a table costs nothing at run time and the
//! fingerprint can be computed from it while the crate compiles. Types refer to each other by function pointer:
//! cycles (a volume has snapshots, a snapshot has a volume) are no problem.

use std::any::{Any, TypeId};

use crate::base::error::Result;
use crate::base::version::Version;
use crate::describe::python_class::{MixinDescriptor, PythonClass};
use crate::describe::table::TableDescriptor;

/// The prefix of the envelope's keys, unless a type says otherwise.
pub const DEFAULT_SERIAL_NAMESPACE: &str = "versioned_object";

/// The project namespace, unless a type says otherwise.
pub const DEFAULT_NAMESPACE: &str = "versionedobjects";

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
    /// Values as JSON texts, the smallest first, which tests make objects of. Where there are none, the form says some.
    pub samples: &'static [&'static str],
    /// What a value is in JSON, where it is a single one: the type in a schema, in a column and in comparisons follow.
    pub form: Form,
    /// The regular expression (of ECMA 262, as JSON Schema has them) that the texts of values match.
    pub pattern: Option<&'static str>,
    /// The formats, as JSON Schema names them, of which the texts of values have one.
    pub formats: &'static [&'static str],
    /// What oslo's own schemas say of it.
    pub oslo_schema: OsloSchema,
    /// Whether values are secrets, which are masked when they are printed.
    pub secret: bool,
    /// The SQL type of a column, where it is another than that of the form.
    pub sql_type: Option<&'static str>,
    /// How values that a row is compared with are understood.
    pub matching: Matching,
    /// Of a list of objects, whether they stand apart from the object that the field is in, see [`Self::apart`].
    pub is_apart: bool,
    /// Of a map, the type whose texts its keys are, see [`DictKey::KEY`](crate::fields::DictKey::KEY).
    pub key: Option<&'static TypeDescriptor>,
    /// Of a type that derives `VersionedObject`, the name of its objects and the version that it describes: what the pairs of
    /// a declaration are checked with.
    pub object: Option<(&'static str, Version)>,
}

/// What a value of a scalar type is in JSON: what schemas, columns, comparisons, samples and checks of a declaration
/// depend on.
///
/// Values of enums are texts, and those of lists, sets, maps and objects are what they are: [`TypeKind`] says so.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Form {
    /// Nothing is known of it. In a column it is the number, truth value or text that it is.
    Any,
    /// A text.
    Text,
    /// A whole number.
    Integer {
        /// The smallest, if there is one.
        minimum: Option<i64>,
        /// The largest, if there is one.
        maximum: Option<i64>,
    },
    /// A number, with a fraction or without.
    Number {
        /// The smallest, if there is one.
        minimum: Option<f64>,
        /// The largest, if there is one.
        maximum: Option<f64>,
    },
    /// A truth value.
    Truth,
    /// A moment, as a text in ISO 8601; in a column, a moment in UTC.
    Moment,
    /// A UUID, as a text.
    Uuid,
    /// JSON of any shape; in a column, its text.
    Json,
}

/// What oslo's own dialect of schemas says of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OsloSchema {
    /// What the form says, as any schema does.
    ByForm,
    /// A text with this pattern, where Python has another than the type's own.
    Pattern(&'static str),
    /// A text in one of the formats, and nothing where null is a value too.
    OneOf,
    /// Nothing: Python fails.
    Missing,
}

/// How a value that a row is compared with, in a filter or a condition, is understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Matching {
    /// As the type reads it.
    #[default]
    Read,
    /// A text as it stands: a row may hold one that the type refuses, or spells in another way.
    AsItStands,
    /// Only a value of the form: the type reads others too, but what it makes of them is not equal to them.
    Strict,
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
    pub(crate) put: Option<Put>,
    /// How Python prints it.
    pub repr: DefaultRepr,
}

/// Puts a value that the declaration has into the cell that it is given, unless the field's type refuses it.
pub type Put = fn(&mut dyn Any) -> Result<()>;

/// What a field gets that a version added, in an object that is raised to that version.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub enum Fill {
    /// Its default; without one it stays unset.
    #[default]
    DefaultValue,
    /// Nothing: it stays unset.
    Unset,
    /// A value of its own, which a function puts into an unset cell.
    Value(Put),
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
    /// Its type as the declaration has it: `Option<i64>`; empty where there is none.
    pub rust_type: &'static str,
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
    /// What it gets in an object that is raised to that version.
    pub fill: Fill,
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
    /// Whether what a conditional update sets goes into the column without that.
    pub updates_as_is: bool,
    /// How what is in it belongs to the object, where that is in a table of its own.
    pub relation: Option<Relation>,
    /// The function that each of its values goes through, as the declaration names it.
    pub validator: Option<&'static str>,
    pub(crate) validate: Option<fn(&dyn Any) -> Result<()>>,
    /// The name as it stands in an envelope between the field before it and the value: `,"name":`. Empty where the table
    /// was not made by the derive.
    pub(crate) key: &'static str,
    /// The name that it has in Rust: where a declaration names it, and in accessors.
    pub(crate) rust_name: &'static str,
    /// Whether it is the key of the table that objects of the type are stored in.
    pub(crate) is_key: bool,
    /// Whether there are objects in it, or were before, that follow the version of ours.
    pub(crate) has_children: bool,
    /// The versions that have it, as numbers: the first, and the first that has it no more.
    pub(crate) from: u128,
    pub(crate) to: u128,
    /// The first version from which on it has been what is declared, as a number: no version has one where objects in it follow
    /// the version of ours.
    pub(crate) settled: u128,
    /// Whether it is what is declared in all versions.
    pub(crate) is_constant: bool,
    /// What writes its values as they were before it settled, where it changed once, from plain values: most that changed did.
    pub(crate) lower: Option<Converter>,
}

impl std::fmt::Debug for FieldDescriptor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FieldDescriptor")
            .field("name", &self.name)
            .field("ty", &self.ty)
            .finish_non_exhaustive()
    }
}

/// How the objects in a field belong to the object that has the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// They are its children: this field of theirs holds its key.
    HasMany {
        /// The name of their field.
        key: &'static str,
    },
    /// It is a child of theirs: this field of its own holds the key of the one.
    BelongsTo {
        /// The name of its field.
        key: &'static str,
    },
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
    /// The same as people write it: `classmethod get_by_id(context, id)`.
    pub signature: &'static str,
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
    /// What it is in Python, where the declaration says so: `classmethod get_by_id(context, id)`.
    pub python: Option<&'static str>,
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

/// Which version of the objects in a field goes with which version of the object.
#[derive(Clone, Copy, Debug)]
pub struct Relationship {
    /// The name of the field.
    pub field: &'static str,
    /// From which version of the object on which version of the child, in order.
    pub versions: &'static [(Version, Version)],
}

/// How the envelopes of a type begin behind their bracket, up to the data; all of it empty where that is longer than any
/// name should be.
#[derive(Clone, Copy)]
pub struct EnvelopeHead {
    /// That of an object at the type's own version.
    pub whole: &'static str,
    /// What stands before the version and its quotes.
    pub before_version: &'static str,
    /// What stands behind it.
    pub behind_version: &'static str,
}

/// Everything that is known of a type that derives `VersionedObject`.
#[allow(clippy::struct_excessive_bools, reason = "each is a property of its own")]
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
    /// The groups of fields that it takes in itself, in order.
    pub mixins: &'static [MixinDescriptor],
    /// What the class is in Python, where the declaration says so.
    pub python: Option<PythonClass>,
    /// Whether objects can be compared.
    pub comparable: bool,
    /// The computed fields.
    pub extra_fields: &'static [ExtraFieldDescriptor],
    /// The methods that Python calls over the wire; one may replace another of its name behind it.
    pub remotable: &'static [RemotableMethod],
    /// The methods that `#[object_methods]` recorded.
    pub methods: &'static [MethodDescriptor],
    /// The hooks.
    pub hooks: Hooks,
    /// How envelopes begin.
    pub(crate) head: EnvelopeHead,
    /// How many bytes the keys of all fields have, with quotes, colons and commas.
    pub(crate) keys_size: usize,
    /// The fields by slot, the parent's first.
    pub(crate) slots: &'static [FieldDescriptor],
    /// The slots in the order of the wire: own fields, mixins, the parent's.
    pub(crate) order: &'static [u16],
    /// The places in that order, in the order of the names; empty where a type has very many fields.
    pub(crate) by_name: &'static [u8],
    /// Whether a field has objects that make the object a changed one when they change.
    pub(crate) holds_objects: bool,
    /// Whether a field has a history.
    pub(crate) has_history: bool,
    /// Whether a field is there for older data only.
    pub(crate) has_removed: bool,
    /// Fills an empty `Option<Box<dyn DynObject>>` with an object that has nothing set.
    pub(crate) orphan: fn(&mut dyn Any),
    /// The Rust type.
    pub(crate) type_id: fn() -> TypeId,
    /// Its path in Rust, as the compiler has it.
    #[cfg(feature = "reference")]
    pub(crate) type_name: fn() -> &'static str,
}

impl std::fmt::Debug for ObjectDescriptor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ObjectDescriptor")
            .field("name", &self.name)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// A change that a version made to a field that was there before.
#[derive(Clone, Copy, Debug)]
pub struct FieldChange {
    /// The version that made it.
    pub version: Version,
    /// What it did.
    pub kind: ChangeKind,
}

/// What a version did to a field.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It gave the field another name.
    Renamed {
        /// The name before.
        from: &'static str,
    },
    /// It gave the field another type.
    Changed {
        /// The type before.
        from: &'static TypeDescriptor,
        /// How values go from one to the other; none where both have the same form on the wire.
        convert: Option<Conversion>,
    },
    /// It added a value to the enum of the field.
    Value {
        /// The value.
        value: &'static str,
        /// What older versions get.
        instead: Instead,
    },
}

/// What older versions get instead of a value.
#[derive(Clone, Copy)]
pub struct Instead {
    pub(crate) text: &'static str,
    pub(crate) replace: fn(&dyn Any, &mut dyn Any),
}

impl Instead {
    /// The value with this text; `replace` is given a cell, and fills an `Option<Box<dyn Cell>>` with one that has it
    /// everywhere in place of the newer value, where that is in the cell.
    pub const fn new(text: &'static str, replace: fn(&dyn Any, &mut dyn Any)) -> Self {
        Self { text, replace }
    }
}

impl std::fmt::Debug for Instead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

/// How values go from the type before a change to the one after it, and back.
#[derive(Clone, Copy)]
pub struct Conversion {
    /// Fills an `Option<Box<dyn Cell>>` with an unset cell of the type before.
    pub(crate) before: fn(&mut dyn Any),
    /// The same for the type after.
    pub(crate) after: fn(&mut dyn Any),
    pub(crate) down: Converter,
    pub(crate) up: Converter,
}

/// Fills a cell from one of another type.
pub(crate) type Converter = fn(&dyn Any, &mut dyn Any) -> Result<()>;

impl Conversion {
    /// A conversion between cells: `before` and `after` make unset ones, `down` and `up` fill one from the other. In place of a
    /// cell to fill, `down` may be given the text that is written, which `convert` knows.
    pub const fn new(
        before: fn(&mut dyn Any),
        after: fn(&mut dyn Any),
        down: fn(&dyn Any, &mut dyn Any) -> Result<()>,
        up: fn(&dyn Any, &mut dyn Any) -> Result<()>,
    ) -> Self {
        Self { before, after, down, up }
    }
}

impl std::fmt::Debug for Conversion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Conversion").finish_non_exhaustive()
    }
}
