//! What classes are called, in Python where the declaration says so and else in Rust.

use crate::describe::descriptor::{DictFlavour, EnumDescriptor, ObjectDescriptor};
use crate::describe::python_class::PythonClass;

/// What classes are made of in Rust: the traits.
const RUST: PythonClass = PythonClass::new("")
    .object("VersionedObject")
    .list("ObjectList")
    .dict("DictAccess (Cinder's)")
    .comparable("PartialEq");

/// The module of a class.
pub(crate) fn module(object: &ObjectDescriptor) -> &'static str {
    object.python.map_or(object.module, |python| python.module)
}

/// The name of a class behind its module.
pub(crate) fn path(object: &ObjectDescriptor) -> String {
    let dot = if object.python.is_some() { "." } else { "::" };
    format!("{}{dot}{}", module(object), object.name)
}

/// The page that a class is on: a name for a file.
pub(crate) fn stem(object: &ObjectDescriptor) -> String {
    file_name(module(object))
}

/// A module as the name of a file.
pub(crate) fn file_name(module: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    module.replace("::", ".").chars().map(plain).collect()
}

/// Where links to a class lead.
pub(crate) fn anchor(object: &ObjectDescriptor) -> String {
    file_name(&path(object))
}

/// Where links to an attribute or a method of a class lead, by its heading.
pub(crate) fn member_anchor(object: &ObjectDescriptor, title: &str) -> String {
    format!("{}.{}", anchor(object), file_name(key(title)))
}

/// Where links to an enum lead on a page.
pub(crate) fn enum_anchor(stem: &str, name: &str) -> String {
    format!("{stem}.{}", file_name(name))
}

/// What a member is found by: its name, without what stands around it.
pub(crate) fn key(title: &str) -> &str {
    const AROUND: [&str; 6] = ["classmethod", "static", "async", "fn", "const", ""];
    let words = title.split(['(', '<', ' ', '=']);
    words.into_iter().find(|word| !AROUND.contains(word)).unwrap_or(title)
}

/// The name of an enum in Python, or that in Rust where Python's has none of its own.
pub(crate) fn enum_name(descriptor: &EnumDescriptor, rust_type: &str) -> String {
    if descriptor.class_name != "Enum" {
        return descriptor.class_name.to_owned();
    }
    let inner = rust_type.rsplit(['<', ':', ',', ' ']).next().unwrap_or_default();
    inner.trim_end_matches('>').to_owned()
}

/// What a class is made of: its parent, or what all objects are, and its groups of fields.
pub(crate) fn bases(object: &ObjectDescriptor) -> Vec<String> {
    let names = object.python.unwrap_or(RUST);
    let mixins = object.mixins.iter().map(|mixin| {
        let python = mixin.python.filter(|_| object.python.is_some());
        python.unwrap_or(mixin.name).to_owned()
    });
    if let Some(parent) = object.parent {
        return std::iter::once(path(parent())).chain(mixins).collect();
    }
    let list = object.list_of.map(|_| names.list.to_owned());
    let dict = (object.dict == DictFlavour::Cinder).then(|| names.dict.to_owned());
    let comparable = names.comparable.filter(|_| object.comparable).map(str::to_owned);
    list.into_iter().chain(mixins).chain([names.object.to_owned()]).chain(dict).chain(comparable).collect()
}
