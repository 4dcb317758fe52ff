//! What the classes are in Python.

use versioned_object_core::PythonClass;

/// A class of this module of Cinder.
pub(crate) const fn cinder(module: &'static str) -> PythonClass {
    PythonClass::new(module)
        .object("cinder.objects.base.CinderObject")
        .list("cinder.objects.base.ObjectListBase")
        .dict("cinder.objects.base.CinderObjectDictCompat")
        .comparable("cinder.objects.base.CinderComparableObject")
}
