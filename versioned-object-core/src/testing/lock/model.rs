//! What `versions.lock` holds: every version of every object.

use std::collections::BTreeMap;

use crate::base::shown::MASK;
use crate::base::version::Version;
use crate::describe::descriptor::DEFAULT_SERIAL_NAMESPACE;
use crate::describe::descriptor::{
    DefaultDescriptor, DefaultRepr, FieldDescriptor, Fill, ObjectDescriptor, TypeDescriptor, TypeKind,
};
use crate::describe::lookup::is_elements;
use crate::python::md5::Md5;
use crate::testing::lock::types::Type;
use crate::wire::write::{self, constant};

/// What peers see of every version of some objects: what stands in `versions.lock`.
///
/// [`assert_locked!`](crate::testing::assert_locked) reads, compares and writes the file; this is for other ways to do so.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::testing::Lock;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.1", namespace = "shop")]
/// struct Lamp {
///     on: Attr<bool>,
///     #[field(since = "1.1", default = 40)]
///     watts: Attr<Option<i64>>,
///     meta: ObjectMeta,
/// }
///
/// let now = Lock::of([Lamp::descriptor()]);
/// assert_eq!(now.to_string(), "\
/// lock-format 1
///
/// object Lamp
///   namespace shop
///   version 1.0 effb79ce11866846cd666bc207713c84
///     + on: Boolean
///   version 1.1 4ca3d6abfb211091d0d8ead72d7835f6
///     + watts: Integer? = 40
/// ");
/// let locked: Lock = now.to_string().parse()?;
/// assert!(locked.compare(&now).is_empty());
/// # Ok::<(), versioned_object_core::testing::LockError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    pub(crate) objects: BTreeMap<String, Object>,
}

/// What peers see of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) facts: Facts,
    pub(crate) versions: BTreeMap<Version, Table>,
}

/// What is not told version by version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) namespace: String,
    /// None where it is the usual one.
    pub(crate) serial_namespace: Option<String>,
    pub(crate) extends: Option<String>,
    pub(crate) list_of: Option<String>,
    /// The versions that the objects in fields have now, by name; none where the type is not known.
    pub(crate) children: BTreeMap<String, Option<Version>>,
}

/// The fields of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// None when a default has no known Python form.
    pub(crate) fingerprint: Option<String>,
    /// What it changed that no field shows.
    pub(crate) notes: Vec<String>,
    /// The remotable methods, as the fingerprint prints them.
    pub(crate) methods: BTreeMap<String, String>,
    pub(crate) fields: BTreeMap<String, Field>,
}

/// A field of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) ty: Type,
    /// What the declared pairs say of the objects in it.
    pub(crate) child: Option<Paired>,
    /// Its default as JSON, or `computed`; what stands for it, where it is a secret.
    pub(crate) default: Option<String>,
    /// How the fingerprint prints the default, where that is something else.
    pub(crate) printed: Option<String>,
    pub(crate) read_only: bool,
    /// What it gets in an older object that is raised, where that is not its default: `unset`, or JSON.
    pub(crate) fill: Option<String>,
    /// Its name in the version before.
    pub(crate) was: Option<String>,
}

/// What declared pairs say of the objects in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Paired {
    /// They are written at this version.
    At(Version),
    /// The field is left out.
    LeftOut,
}

impl Object {
    pub(crate) fn latest(&self) -> Option<(Version, &Table)> {
        self.versions.last_key_value().map(|(version, table)| (*version, table))
    }
}

impl Lock {
    /// The lock of these types. Several types of one name are several versions of it: a version is as the type that
    /// reads it has it.
    pub fn of(types: impl IntoIterator<Item = &'static ObjectDescriptor>) -> Self {
        Self::with_children(types, &|_| None)
    }

    /// The same, with the versions of objects that are known by name only.
    pub(crate) fn with_children(
        types: impl IntoIterator<Item = &'static ObjectDescriptor>,
        find: &dyn Fn(&str) -> Option<Version>,
    ) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&ObjectDescriptor>> = BTreeMap::new();
        for descriptor in types {
            by_name.entry(descriptor.name).or_default().push(descriptor);
        }
        let versions: BTreeMap<&str, Version> = by_name
            .iter()
            .filter_map(|(name, types)| Some((*name, types.iter().map(|ty| ty.version).max()?)))
            .collect();
        let find = |name: &str| versions.get(name).copied().or_else(|| find(name));
        let objects = by_name.into_iter().map(|(name, mut types)| {
            types.sort_by_key(|descriptor| descriptor.version);
            let own: Vec<_> = types.iter().map(|descriptor| descriptor.version).collect();
            let mut object = Object::default();
            // The highest type reads every older version for which there is no type of its own.
            for descriptor in types {
                for version in descriptor.versions() {
                    if version == descriptor.version || !own.contains(&version) {
                        object.versions.insert(version, Table::of(descriptor, version));
                    }
                }
                object.facts = Facts::of(descriptor, &find);
            }
            (name.to_owned(), object)
        });
        Self { objects: objects.collect() }
    }

    /// Whether there is no object.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// The names of the objects.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.objects.keys().map(String::as_str)
    }

    /// This lock with what `now` adds to it. Versions that it has are kept as they are.
    #[must_use]
    pub fn accept(&self, now: &Lock) -> Lock {
        let mut objects = self.objects.clone();
        for (name, new) in &now.objects {
            let object = objects.entry(name.clone()).or_default();
            object.facts = new.facts.clone();
            for (version, table) in &new.versions {
                let known = object.versions.entry(*version).or_insert_with(|| table.clone());
                known.notes.clone_from(&table.notes);
                for (name, field) in &mut known.fields {
                    // Pairs that say for the first time what older peers get.
                    let child = table.fields.get(name).and_then(|field| field.child);
                    field.child = field.child.or(child);
                }
            }
        }
        Lock { objects }
    }
}

impl Facts {
    fn of(descriptor: &ObjectDescriptor, find: &dyn Fn(&str) -> Option<Version>) -> Self {
        let serial = descriptor.serial_namespace;
        let children = descriptor.fields().filter_map(|field| {
            let name = field.child_name().filter(|name| !name.is_empty())?;
            let known = child_descriptor(field.ty).map(|child| child.version);
            Some((name.to_owned(), known.or_else(|| find(name))))
        });
        Self {
            namespace: descriptor.namespace.to_owned(),
            serial_namespace: (serial != DEFAULT_SERIAL_NAMESPACE).then(|| serial.to_owned()),
            extends: descriptor.parent.map(|parent| parent().name.to_owned()),
            list_of: descriptor.list_of.map(|of| of().name.to_owned()),
            children: children.collect(),
        }
    }
}

fn child_descriptor(ty: &TypeDescriptor) -> Option<&'static ObjectDescriptor> {
    match ty.kind {
        TypeKind::Object(child) => Some(child()),
        TypeKind::List(item) => child_descriptor(item),
        _ => None,
    }
}

impl Table {
    fn of(descriptor: &ObjectDescriptor, version: Version) -> Self {
        let slots = descriptor.slots_in_order();
        let fields = slots.filter(|slot| descriptor.slots[*slot].exists_in(version)).map(|slot| {
            let name = descriptor.slots[slot].name_in(version).to_owned();
            (name, Field::of(descriptor, slot, version))
        });
        // Of several with one name the first counts.
        let methods = descriptor.remotable.iter().rev();
        let notes = descriptor.notes.iter().filter(|(noted, _)| *noted == version);
        Self {
            fingerprint: descriptor.fingerprint_at(version),
            notes: notes.map(|(_, text)| (*text).to_owned()).collect(),
            methods: methods.map(|method| (method.name.to_owned(), method.spec.to_owned())).collect(),
            fields: fields.collect(),
        }
    }
}

impl Field {
    fn of(descriptor: &ObjectDescriptor, slot: usize, version: Version) -> Self {
        let field = &descriptor.slots[slot];
        let default = default(descriptor, slot);
        let before = version.minor.checked_sub(1).map(|minor| Version::new(version.major, minor));
        let was = before.filter(|before| field.exists_in(*before)).map(|before| field.name_in(before));
        Self {
            ty: Type::of(field, version),
            child: child_version(descriptor, slot, version),
            printed: printed(field, default.as_deref()),
            default,
            read_only: field.read_only,
            fill: fill(descriptor, slot),
            was: was.filter(|was| *was != field.name_in(version)).map(str::to_owned),
        }
    }
}

/// The version of the objects in a field that goes with a version of their parent, by the declared pairs.
fn child_version(descriptor: &ObjectDescriptor, slot: usize, version: Version) -> Option<Paired> {
    let field = &descriptor.slots[slot];
    field.child_name_in(version)?;
    let pairs = if is_elements(descriptor, slot) && !descriptor.child_versions.is_empty() {
        descriptor.child_versions
    } else {
        descriptor.relationship(field.name)?
    };
    let known = pairs.iter().take_while(|(ours, _)| !version.older_than(*ours)).last();
    Some(known.map_or(Paired::LeftOut, |(_, child)| Paired::At(*child)))
}

/// The default that is set, as JSON; a moment, or what is another each time, is `computed`.
fn default(descriptor: &ObjectDescriptor, slot: usize) -> Option<String> {
    let field = &descriptor.slots[slot];
    if !field.has_default() {
        return None;
    }
    Some(told(field, constant(field, || write::default_of(descriptor, slot, None))))
}

/// A constant as JSON, unless it is a secret.
fn told(field: &FieldDescriptor, json: Option<serde_json::Value>) -> String {
    match json {
        Some(json) if field.is_secret() => hidden(&json.to_string()),
        Some(json) => json.to_string(),
        None => COMPUTED.to_owned(),
    }
}

/// What stands for a secret: another one has another. It is not shown, but who tries all short ones finds it.
pub(crate) fn hidden(json: &str) -> String {
    let mut hash = Md5::<0>::new();
    hash.text(json);
    let digits: String = hash.hex().iter().take(8).copied().map(char::from).collect();
    format!("\"{MASK} {digits}\"")
}

/// What a field gets in an older object that is raised.
fn fill(descriptor: &ObjectDescriptor, slot: usize) -> Option<String> {
    let field = &descriptor.slots[slot];
    let put = match field.fill {
        Fill::DefaultValue => return None,
        Fill::Unset => return Some(UNSET.to_owned()),
        Fill::Value(put) => put,
    };
    Some(told(field, constant(field, || write::put_json(descriptor, slot, put, None))))
}

/// What stands for no value.
pub(crate) const UNSET: &str = "unset";

/// What stands for a default that is no constant.
pub(crate) const COMPUTED: &str = "computed";

/// How Python prints a default, unless that is how it prints the JSON value, or it is a secret.
fn printed(field: &FieldDescriptor, json: Option<&str>) -> Option<String> {
    let DefaultDescriptor { repr, .. } = field.default?;
    let printed = match repr {
        _ if field.is_secret() => return None,
        DefaultRepr::Text(text) => text.to_owned(),
        DefaultRepr::Bool(true) => "True".to_owned(),
        DefaultRepr::Bool(false) => "False".to_owned(),
        DefaultRepr::Int(number) => number.to_string(),
        DefaultRepr::Unknown => return None,
    };
    let usual = json.and_then(|json| serde_json::from_str(json).ok()).map(|json| match json {
        serde_json::Value::String(text) => text,
        serde_json::Value::Bool(true) => "True".to_owned(),
        serde_json::Value::Bool(false) => "False".to_owned(),
        serde_json::Value::Null => "None".to_owned(),
        json => json.to_string(),
    });
    (usual.as_ref() != Some(&printed)).then_some(printed)
}
