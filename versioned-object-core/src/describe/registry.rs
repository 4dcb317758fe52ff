//! Which types there are, by name and version.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::base::error::{Error, Result, incompatible, unsupported};
use crate::base::version::Version;
use crate::describe::descriptor::{ObjectDescriptor, TypeKind};

/// The types that objects can be read as, by name; several versions of one name, the highest first.
///
/// Types of one name and namespace are versions of one another. One name may be in several namespaces: an envelope says
/// which is meant, and where only a name is given, the highest version of all of them is.
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::{Registry, wire::Reader};
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.2", note("1.2", "what it means changed"))]
/// struct Lamp {
///     on: Attr<bool>,
///     meta: ObjectMeta,
/// }
///
/// let mut registry = Registry::new();
/// registry.register::<Lamp>()?;
/// let text = r#"{"versioned_object.name": "Lamp", "versioned_object.namespace": "versionedobjects",
///                "versioned_object.version": "1.0", "versioned_object.data": {"on": true}}"#;
/// let object = Reader::new().registry(&registry).read_any(text)?;
/// assert_eq!(object.to_string(), "Lamp(on=True)");
/// assert_eq!(object.obj_version().to_string(), "1.0");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Registry {
    types: BTreeMap<&'static str, Vec<&'static ObjectDescriptor>>,
}

impl Registry {
    /// A registry that knows no type.
    pub fn new() -> Self {
        Self::default()
    }

    /// A registry that knows every type of the program that derives `VersionedObject`.
    ///
    /// # Errors
    /// [`Error::DuplicateRegistration`] when two types have the same name, namespace and version.
    #[cfg(feature = "inventory")]
    pub fn collected() -> Result<Self> {
        let mut registry = Self::new();
        for entry in inventory::iter::<Entry> {
            registry.add((entry.0)())?;
        }
        Ok(registry)
    }

    pub(crate) fn add(&mut self, descriptor: &'static ObjectDescriptor) -> Result<&mut Self> {
        let rank = |ty: &ObjectDescriptor| (Reverse(ty.version), ty.namespace);
        let versions = self.types.entry(descriptor.name).or_default();
        match versions.binary_search_by_key(&rank(descriptor), |known| rank(known)) {
            Ok(at) if (versions[at].type_id)() != (descriptor.type_id)() => {
                let (name, version) = (descriptor.name, descriptor.version);
                return Err(Error::DuplicateRegistration { name, version });
            }
            Ok(_) => {}
            Err(at) => versions.insert(at, descriptor),
        }
        Ok(self)
    }

    /// Whether the keys of a type's envelopes start like this.
    pub(crate) fn has_prefix(&self, prefix: &str) -> bool {
        self.types.values().flatten().any(|known| known.serial_namespace == prefix)
    }

    /// Every type, by name, the highest version of a name first.
    pub fn types(&self) -> impl Iterator<Item = &'static ObjectDescriptor> {
        self.types.values().flatten().copied()
    }

    /// The highest version of a name.
    pub fn latest(&self, name: &str) -> Option<&'static ObjectDescriptor> {
        self.named(name).next()
    }

    /// The highest version of a name in a namespace.
    pub(crate) fn latest_in(&self, namespace: &str, name: &str) -> Option<&'static ObjectDescriptor> {
        self.named(name).find(|known| known.namespace == namespace)
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &'static ObjectDescriptor> + Clone {
        self.types.get(name).into_iter().flatten().copied()
    }

    /// The type that reads an object of this name and version: the one of that version, else the highest that is
    /// compatible.
    ///
    /// # Errors
    /// [`Error::UnsupportedObject`] for an unknown name, [`Error::IncompatibleObjectVersion`] when no type can read
    /// the version.
    pub fn find(&self, name: &str, version: &str) -> Result<&'static ObjectDescriptor> {
        reading(self.named(name), name, version)
    }

    /// As [`find`](Self::find), of the types of a namespace.
    pub(crate) fn find_in(
        &self,
        namespace: &str,
        name: &str,
        version: &str,
    ) -> Result<&'static ObjectDescriptor> {
        reading(self.named(name).filter(|known| known.namespace == namespace), name, version)
    }

    /// The highest version of an object and of every object that can be in it, through fields that hold an object or a
    /// list of objects: the manifest that a service sends with what it asks for.
    ///
    /// ```
    /// use versioned_object_core::Registry;
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.2", note("1.2", "what it means changed"))]
    /// struct Lamp {
    ///     on: Attr<bool>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.1", relationships(lamp = [("1.0", "1.1"), ("1.1", "1.2")]))]
    /// struct Room {
    ///     lamp: Attr<Lamp>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let mut registry = Registry::new();
    /// registry.register::<Room>()?;
    /// let error = registry.obj_tree_get_versions("Room").unwrap_err();
    /// assert_eq!(error.to_string(), "Lamp is referenced by Room but is not registered");
    /// registry.register::<Lamp>()?;
    /// let versions = registry.obj_tree_get_versions("Room")?;
    /// assert_eq!(versions["Lamp"], Version::new(1, 2));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnsupportedObject`] when the name is not known, [`Error::UnregisteredSubobject`] when that of a child
    /// is not.
    pub fn obj_tree_get_versions(&self, name: &str) -> Result<BTreeMap<&'static str, Version>> {
        self.tree_versions(self.latest(name).ok_or_else(|| unsupported(name))?)
    }

    /// The versions of [`obj_tree_get_versions`](Self::obj_tree_get_versions), from this type on.
    pub(crate) fn tree_versions(
        &self,
        root: &'static ObjectDescriptor,
    ) -> Result<BTreeMap<&'static str, Version>> {
        let mut versions = BTreeMap::new();
        let mut open = vec![root];
        while let Some(object) = open.pop() {
            if versions.insert(object.name, object.version).is_some() {
                continue;
            }
            for field in object.fields() {
                let Some(child) = field.child_name() else { continue };
                // Of some nothing but the name is known.
                let namespace = match field.ty.child().kind {
                    TypeKind::Object(child) => child().namespace,
                    _ => object.namespace,
                };
                match self.latest_in(namespace, child).or_else(|| self.latest(child)) {
                    Some(known) => open.push(known),
                    // A field that takes any object says nothing of it.
                    None if child.is_empty() => {}
                    None => {
                        let (child, parent) = (child.to_owned(), object.name.to_owned());
                        return Err(Error::UnregisteredSubobject { child, parent });
                    }
                }
            }
        }
        Ok(versions)
    }
}

/// The one of these types, the highest first, that reads a version.
fn reading(
    types: impl Iterator<Item = &'static ObjectDescriptor> + Clone,
    name: &str,
    version: &str,
) -> Result<&'static ObjectDescriptor> {
    let latest = types.clone().next().ok_or_else(|| unsupported(name))?;
    let refused = || incompatible(name, version, latest.version);
    let wanted: Version = version.parse().map_err(|_| refused())?;
    let exact = types.clone().find(|known| known.version == wanted);
    exact.or_else(|| types.clone().find(|known| known.version.can_read(wanted))).ok_or_else(refused)
}

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
        #[allow(deprecated)]
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
