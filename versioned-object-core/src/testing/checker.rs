//! oslo's `ObjectVersionChecker`: what a test asks of all objects at once.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value as Json;

use crate::base::error::{Error, Result};
use crate::base::version::Version;
use crate::describe::descriptor::{FieldDescriptor, ObjectDescriptor, TypeKind};
use crate::describe::lookup::is_elements;
use crate::describe::registry::Registry;
use crate::dynamic::contract::{DynObject, Value};
use crate::object::ext::ObjectExt as _;
use crate::object::samples::{Sample, Samples};
use crate::primitive::options::WriteOptions;
use crate::testing::values;
use crate::wire::reader::Reader;
use crate::wire::same::same_values;

/// What a check found, a line each.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch(pub(crate) Vec<String>);

impl Mismatch {
    /// The lines.
    pub fn lines(&self) -> &[String] {
        &self.0
    }

    /// Fine when there is no line.
    pub(crate) fn of(lines: Vec<String>) -> Result<(), Self> {
        if lines.is_empty() { Ok(()) } else { Err(Self(lines)) }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Mismatch {}

/// By the name of an object, what differs; none where one side does not have it.
pub type Differing<T> = BTreeMap<String, Option<T>>;

/// The versions of the objects in an object, by name.
pub type Dependencies = BTreeMap<&'static str, Version>;

/// Checks every type of a registry, as oslo's `ObjectVersionChecker` does.
///
/// ```
/// use versioned_object_core::Registry;
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::testing::ObjectVersionChecker;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.1")]
/// struct Lamp {
///     on: Attr<bool>,
///     #[field(since = "1.1")]
///     watts: Attr<i64>,
///     meta: ObjectMeta,
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", relationships(lamp = [("1.0", "1.1")]))]
/// struct Room {
///     lamp: Attr<Option<Box<Lamp>>>,
///     meta: ObjectMeta,
/// }
///
/// let mut registry = Registry::new();
/// registry.register::<Lamp>()?.register::<Room>()?;
/// let checker = ObjectVersionChecker::new(registry);
/// assert_eq!(checker.get_hashes()["Lamp"], "1.1-9b00418f9fec8aa0ea7ab448f24e617e");
/// assert_eq!(checker.get_dependency_tree()?["Room"]["Lamp"], Version::new(1, 1));
/// checker.test_relationships_in_order().unwrap();
/// checker.test_compatibility_routines().unwrap();
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ObjectVersionChecker {
    registry: Registry,
    samples: Samples,
}

/// Which versions children are written at.
#[derive(Clone, Copy)]
enum Children {
    /// What the declared pairs say.
    Pairs,
    /// The present ones.
    Present,
    /// The first ones of their major versions.
    First,
}

impl ObjectVersionChecker {
    /// A checker of the types of a registry.
    pub fn new(registry: Registry) -> Self {
        Self { samples: Samples::new().registry(registry.clone()), registry }
    }

    /// With this value in a field of every sample, where its own check refuses the usual ones.
    #[must_use]
    pub fn value(
        mut self,
        object: impl Into<String>,
        field: impl Into<String>,
        value: impl Into<Value>,
    ) -> Self {
        self.samples = self.samples.value(object, field, value);
        self
    }

    /// The newest version of each name.
    fn latest(&self) -> impl Iterator<Item = &'static ObjectDescriptor> {
        let types = self.registry.types();
        types.filter(|ty| self.registry.latest(ty.name).is_some_and(|latest| std::ptr::eq(latest, *ty)))
    }

    /// Version and fingerprint of the newest version of each name: `1.4-c50f7a68bb4c400dd53dd219685b3992`; `unknown`
    /// stands for the fingerprint where a default has no known Python form.
    pub fn get_hashes(&self) -> BTreeMap<&'static str, String> {
        let hash = |ty: &ObjectDescriptor| ty.compute_fingerprint().unwrap_or_else(|| "unknown".to_owned());
        self.latest().map(|ty| (ty.name, format!("{}-{}", ty.version, hash(ty)))).collect()
    }

    /// Which hashes differ from expected ones: what was expected of them, and what they are.
    pub fn test_hashes<N: AsRef<str>, H: AsRef<str>>(
        &self,
        expected_hashes: impl IntoIterator<Item = (N, H)>,
    ) -> (Differing<String>, Differing<String>) {
        let actual = self.get_hashes().into_iter().map(|(name, hash)| (name.to_owned(), hash));
        let expected = expected_hashes.into_iter();
        differing(
            expected.map(|(name, hash)| (name.as_ref().to_owned(), hash.as_ref().to_owned())).collect(),
            actual.collect(),
        )
    }

    /// The objects in the fields of each object, with their newest versions, as oslo gives it: objects in lists are not
    /// in it. [`Registry::obj_tree_get_versions`] has those too.
    ///
    /// # Errors
    /// [`Error::UnregisteredSubobject`] when the type of a child is not in the registry.
    pub fn get_dependency_tree(&self) -> Result<BTreeMap<&'static str, Dependencies>> {
        let mut tree: BTreeMap<_, Dependencies> = BTreeMap::new();
        for object in self.latest() {
            let fields = object.fields().filter(|field| !matches!(field.ty.kind, TypeKind::List(_)));
            for child in fields.filter_map(FieldDescriptor::child_name).filter(|name| !name.is_empty()) {
                let known = self.registry.latest(child).ok_or_else(|| Error::UnregisteredSubobject {
                    child: child.to_owned(),
                    parent: object.name.to_owned(),
                })?;
                tree.entry(object.name).or_default().insert(child, known.version);
            }
        }
        Ok(tree)
    }

    /// Which objects have other children, or children of other versions, than expected: what was expected of them, and
    /// what they have.
    ///
    /// # Errors
    /// As [`get_dependency_tree`](Self::get_dependency_tree).
    #[expect(clippy::type_complexity, reason = "a pair, as in oslo")]
    pub fn test_relationships(
        &self,
        expected_tree: &BTreeMap<String, BTreeMap<String, Version>>,
    ) -> Result<(Differing<BTreeMap<String, Version>>, Differing<BTreeMap<String, Version>>)> {
        let owned = |children: Dependencies| {
            children.into_iter().map(|(name, version)| (name.to_owned(), version)).collect()
        };
        let actual = self.get_dependency_tree()?.into_iter();
        Ok(differing(
            expected_tree.clone(),
            actual.map(|(name, children)| (name.to_owned(), owned(children))).collect(),
        ))
    }

    /// Whether the pairs of all relationships and child versions go up, and, for a child that is known by name only,
    /// end with the version that it has now, so that no change of it is missing. The compiler sees to the others.
    ///
    /// # Errors
    /// Every pair that does not; also where the registry has no type.
    pub fn test_relationships_in_order(&self) -> Result<(), Mismatch> {
        self.has_types()?;
        let mut lines = Vec::new();
        for object in self.registry.types() {
            for slot in object.slots_in_order() {
                let field = &object.slots[slot];
                let elements = is_elements(object, slot) && !object.child_versions.is_empty();
                let pairs =
                    if elements { Some(object.child_versions) } else { object.relationship(field.name) };
                let Some(pairs) = pairs else { continue };
                let place = format!("{} {}, `{}`", object.name, object.version, field.name);
                for (before, pair) in pairs.iter().zip(pairs.iter().skip(1)) {
                    if pair.0 <= before.0 || pair.1 < before.1 {
                        lines.push(format!("{place}: {} with {} is out of order", pair.0, pair.1));
                    }
                }
                let item = if let TypeKind::List(item) = field.ty.kind { item } else { field.ty };
                let named = matches!(item.kind, TypeKind::AnyObject).then(|| field.child_name()).flatten();
                let child = named.and_then(|name| self.registry.latest(name));
                if let (Some(child), Some((_, last))) = (child, pairs.last())
                    && child.version != *last
                    && object.version.major
                        == self.registry.latest(object.name).map_or(0, |ty| ty.version.major)
                {
                    lines.push(format!(
                        "{place}: the pairs end with {} {last}, but it is at {}: a pair is missing",
                        child.name, child.version
                    ));
                }
            }
        }
        Mismatch::of(lines)
    }

    /// Whether every default, every `fill` and what `soft_delete` sets is a value of its field: one that its type, its
    /// `object` or its `validate` refuses would fail where it is needed. `assert_locked!` asks it too.
    ///
    /// # Errors
    /// A line for every one that is not, with what refused it; also where the registry has no type.
    pub fn test_defaults(&self) -> Result<(), Mismatch> {
        self.has_types()?;
        Mismatch::of(values::refused(self.registry.types()))
    }

    /// Whether every object is written at every older version of it and read again: minimal and full samples, with
    /// children as the declared pairs say, at their present and at their first versions.
    ///
    /// What was written at an older version and read is raised then, and has to be the object that it was but for what the
    /// lock has above that version: fields that were added, and those with another type or other values.
    ///
    /// What is written has no field that the version lacks and every other, unless a hook changes it; it is read by the
    /// registry, keeps its version, and is written again as it was. Where neither pairs nor a manifest say a child's
    /// version, nothing can be written (`No rule for …`), and nothing is asked.
    ///
    /// # Errors
    /// A line for every sample that is not, and for every [`value`](Self::value) that is of no field; also where the registry
    /// has no type.
    pub fn test_compatibility_routines(&self) -> Result<(), Mismatch> {
        self.has_types()?;
        let mut lines = self.samples.strange(self.registry.types());
        for object in self.registry.types() {
            let mut samples = [Sample::Minimal, Sample::Full].into_iter();
            // What one sample cannot be made for, the other cannot either.
            let error = samples.find_map(|sample| self.test_object(object, sample, &mut lines).err());
            lines.extend(error.map(|error| error.to_string()));
        }
        Mismatch::of(lines)
    }

    /// A check of nothing would always be fine.
    fn has_types(&self) -> Result<(), Mismatch> {
        let none = "the registry has no type: register some; or, where they are to be collected, link the library that has \
                    them, `use its_name as _;`";
        Mismatch::of(if self.registry.types().next().is_some() { Vec::new() } else { vec![none.to_owned()] })
    }

    fn test_object(
        &self,
        object: &'static ObjectDescriptor,
        sample: Sample,
        lines: &mut Vec<String>,
    ) -> Result<()> {
        let full = self.samples.make(object, sample)?;
        let mut without = full.obj_clone_box();
        for slot in object.slots_in_order() {
            let field = &object.slots[slot];
            let ruled = is_elements(object, slot) || object.relationship(field.name).is_some();
            if field.holds_objects() && !ruled {
                without.obj_cell_mut(slot).unset();
            }
        }
        let versions = self.registry.tree_versions(object)?;
        for minor in 0..=object.version.minor {
            let version = Version::new(object.version.major, minor);
            for children in [Children::Pairs, Children::Present, Children::First] {
                let options = WriteOptions::default().target_version(version).without_changes();
                let (options, made, how) = match children {
                    Children::Pairs => (options, &without, "by the pairs"),
                    Children::Present => {
                        (options.version_manifest(versions.clone()), &full, "at their present versions")
                    }
                    Children::First => {
                        let first = versions.iter().map(|(name, at)| (*name, Version::new(at.major, 0)));
                        (options.version_manifest(first), &full, "at their first versions")
                    }
                };
                if let Err(problem) = self.round_trip(&**made, version, &options) {
                    let (name, own) = (object.name, object.version);
                    lines.push(format!(
                        "{name} {own} at {version}, children {how}: {problem} ({sample:?} sample)"
                    ));
                }
            }
        }
        Ok(())
    }

    /// Writes an object at a version, reads it, and writes it again.
    fn round_trip(
        &self,
        object: &dyn DynObject,
        version: Version,
        options: &WriteOptions,
    ) -> Result<(), String> {
        let written = match options.to_value(object) {
            Ok(written) => written,
            Err(Error::ObjectAction { reason, .. }) if reason.starts_with("No rule for ") => return Ok(()),
            Err(error) => return Err(error.to_string()),
        };
        let descriptor = object.obj_descriptor();
        let key = |part: &str| format!("{}.{part}", descriptor.serial_namespace);
        let data = written[&key("data")].as_object().ok_or("there is no data")?;
        let known = descriptor.slots_in_order().filter(|slot| descriptor.slots[*slot].exists_in(version));
        let known: Vec<_> = known.map(|slot| (slot, descriptor.slots[slot].name_in(version))).collect();
        if let Some(newer) = data.keys().find(|name| !known.iter().any(|(_, known)| known == name)) {
            return Err(format!("has `{newer}`, which {version} lacks"));
        }
        let is_plain = |slot: usize| descriptor.slots[slot].child_name().is_none();
        let lost = known.iter().find(|(slot, name)| {
            is_plain(*slot) && object.obj_cell(*slot).is_set() && !data.contains_key(*name)
        });
        if let Some((_, lost)) = lost.filter(|_| descriptor.hooks.make_compatible.is_none()) {
            return Err(format!("has no `{lost}`"));
        }
        let read = Reader::new().registry(&self.registry).read_any_value(written.clone());
        let read = read.map_err(|error| format!("cannot be read: {error}"))?;
        if read.obj_version() != version {
            return Err(format!("is read as {}", read.obj_version()));
        }
        let again = WriteOptions::default().without_changes().to_value(&*read);
        let again = again.map_err(|error| format!("cannot be written again: {error}"))?;
        if let Some(path) = difference(&written, &again) {
            return Err(format!("is written in another way after it was read, at {path}"));
        }
        raised(object, read, version)
    }
}

/// Whether an object that was written at a version and read again is the one that it was, once it is raised: in all
/// fields that the version has as they are now. The others are those that stand in the lock above that version.
fn raised(object: &dyn DynObject, mut read: Box<dyn DynObject>, version: Version) -> Result<(), String> {
    read.obj_upgrade().map_err(|error| format!("cannot be raised: {error}"))?;
    let descriptor = object.obj_descriptor();
    if read.obj_version() != descriptor.version {
        return Err(format!("is raised to {}", read.obj_version()));
    }
    let is_same = |slot: usize| {
        let field = &descriptor.slots[slot];
        let kept = field.exists_in(version) && field.exists_in(descriptor.version);
        let changed = field.history.iter().any(|change| version.older_than(change.version));
        !kept || changed || field.ty.has_objects() || same_values(object.obj_cell(slot), read.obj_cell(slot))
    };
    match descriptor.slots_in_order().find(|slot| !is_same(*slot)) {
        Some(slot) if descriptor.hooks.make_compatible.is_none() => {
            Err(format!("has another `{}` when it is raised again", descriptor.slots[slot].name))
        }
        _ => Ok(()),
    }
}

/// Where two JSON values first differ.
fn difference(one: &Json, other: &Json) -> Option<String> {
    match (one, other) {
        (Json::Object(a), Json::Object(b)) => {
            let keys = a.keys().chain(b.keys());
            keys.into_iter().find_map(|key| match (a.get(key), b.get(key)) {
                (Some(a), Some(b)) => {
                    difference(a, b).map(|rest| format!("`{key}` {rest}").trim_end().to_owned())
                }
                _ => Some(format!("`{key}`")),
            })
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).find_map(|(a, b)| difference(a, b))
        }
        _ => (one != other).then(|| format!("{one} -> {other}")),
    }
}

/// The entries that two maps do not share, as the one has them and as the other has them.
fn differing<T: Clone + PartialEq>(
    expected: BTreeMap<String, T>,
    actual: BTreeMap<String, T>,
) -> (Differing<T>, Differing<T>) {
    let names: Vec<_> = expected
        .keys()
        .chain(actual.keys())
        .filter(|name| expected.get(*name) != actual.get(*name))
        .cloned()
        .collect();
    let of =
        |map: &BTreeMap<String, T>| names.iter().map(|name| (name.clone(), map.get(name).cloned())).collect();
    (of(&expected), of(&actual))
}
