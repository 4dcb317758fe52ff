//! What classes are called in Python: the reference says it beside their names in Rust.

/// The class that a type is in Python: `#[versioned_object(python = …)]`.
///
/// A class is made of others, which every project calls in its own way; those here are oslo's, until something else is
/// said. The reference lists them as the bases of a class, with the groups of fields that it takes in
/// (`#[field_mixin(python = "…")]`).
///
/// ```
/// use versioned_object_core::prelude::*;
/// use versioned_object_core::PythonClass;
///
/// /// A class of our project.
/// const fn shop(module: &'static str) -> PythonClass {
///     PythonClass::new(module).object("shop.objects.base.ShopObject")
/// }
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", namespace = "shop", python = shop("shop.objects.lamp"))]
/// struct Lamp {
///     on: Attr<bool>,
///     meta: ObjectMeta,
/// }
///
/// assert_eq!(Lamp::descriptor().python.unwrap().module, "shop.objects.lamp");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PythonClass {
    /// The module that the class is in.
    pub module: &'static str,
    /// The class that all objects extend.
    pub object: &'static str,
    /// What list objects extend besides.
    pub list: &'static str,
    /// What objects with dict access of Cinder's kind extend besides.
    pub dict: &'static str,
    /// What objects that can be compared extend besides; none where Python's class cannot be compared, whatever ours can.
    pub comparable: Option<&'static str>,
}

impl PythonClass {
    /// A class of this module, made of oslo's own.
    pub const fn new(module: &'static str) -> Self {
        Self {
            module,
            object: "oslo_versionedobjects.base.VersionedObject",
            list: "oslo_versionedobjects.base.ObjectListBase",
            dict: "oslo_versionedobjects.base.VersionedObjectDictCompat",
            comparable: Some("oslo_versionedobjects.base.ComparableVersionedObject"),
        }
    }

    /// With another class that all objects extend.
    #[must_use]
    pub const fn object(self, object: &'static str) -> Self {
        Self { object, ..self }
    }

    /// With another class that list objects extend besides.
    #[must_use]
    pub const fn list(self, list: &'static str) -> Self {
        Self { list, ..self }
    }

    /// With another class for dict access.
    #[must_use]
    pub const fn dict(self, dict: &'static str) -> Self {
        Self { dict, ..self }
    }

    /// With another class for objects that can be compared.
    #[must_use]
    pub const fn comparable(self, comparable: &'static str) -> Self {
        Self { comparable: Some(comparable), ..self }
    }

    /// Of which Python's objects cannot be compared, though ours can.
    #[must_use]
    pub const fn not_comparable(self) -> Self {
        Self { comparable: None, ..self }
    }
}

/// A group of fields that derives `FieldMixin`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MixinDescriptor {
    /// Its name in Rust.
    pub name: &'static str,
    /// Its name in Python, with its module, where the declaration says it.
    pub python: Option<&'static str>,
}
