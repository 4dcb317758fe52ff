//! The declarations of the objects.

use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::objects::{Objects, list, stub, text};
use crate::types::Types;
use crate::{compat, defaults, names, prints, python};

/// A module with one module for each object, and the list of all.
pub(crate) fn module(name: &str, given: &[Json]) -> String {
    let objects = Objects::new(given);
    let mut code = format!("pub(crate) mod {name} {{\n");
    let mut entries = String::new();
    for object in objects.all.iter().copied() {
        code.push_str(&declaration(&objects, object));
        let kind = if objects.is_list(object) { "list" } else { "object" };
        let printed = object["fingerprint"].as_str().map(|text| format!(".published({text:?})"));
        let _ = writeln!(
            entries,
            "    crate::generated::Entry::{kind}::<{}::Declared>(){},",
            objects.module_of(object),
            printed.unwrap_or_default()
        );
    }
    for name in objects.unknown_elements() {
        let _ = write!(
            code,
            "pub(crate) mod {} {{\nuse crate::generated::declare::*;\n#[derive(Clone, VersionedObject)]\n\
             #[versioned_object(name = {name:?}, version = \"1.0\")]\npub(crate) struct Declared {{\n    meta: ObjectMeta,\n}}\n}}\n",
            stub(name)
        );
    }
    let _ = write!(
        code,
        "/// What the file declares.\npub(crate) static TYPES: &[crate::generated::Entry] = &[\n{entries}];\n}}\n"
    );
    code
}

fn declaration<'j>(objects: &Objects<'j>, object: &'j Json) -> String {
    let mut types = Types::default();
    let parent = objects.parent(object);
    let is_flat = objects.is_flat(object);
    let is_list = objects.is_list(object);
    let version = text(object, "version");
    let mut keys = vec![format!("name = {:?}", text(object, "name")), format!("version = {version:?}")];
    // The files do not say all that led to a version.
    if let Some((major, minor)) = version.split_once('.') {
        let versions = 1..=minor.parse::<u32>().unwrap_or_default();
        keys.extend(versions.map(|minor| format!("note(\"{major}.{minor}\", \"as the file has it\")")));
    }
    for key in ["namespace", "serial_namespace"] {
        if let Some(value) = object[key].as_str() {
            keys.push(format!("{key} = {value:?}"));
        }
    }
    if let Some(parent) = parent {
        let key = if is_flat { "subclass_of" } else { "extends" };
        keys.push(format!("{key} = super::{}::Declared", objects.module_of(parent)));
    }
    if objects.inherits(object, "comparable") {
        keys.push("comparable".to_owned());
    }
    if list(object, "mixins").iter().any(|mixin| mixin == "CinderObjectDictCompat") {
        keys.push("dict = cinder".to_owned());
    }
    let fields = objects.declared(object);
    let mut body = String::new();
    for (index, field) in fields.iter().enumerate() {
        let (name, spec) = (field[0].as_str().unwrap_or_default(), &field[1]);
        let since = compat::since(objects, object, name, spec);
        let mut ty = types.of(&spec["type"], objects);
        if let Some(element) = objects.element(object).filter(|_| name == "objects" && is_list) {
            let module = objects.element_module(element);
            let any = spec["type"]["elem"]["subclasses"] == true;
            let item = format!("super::{module}::Declared");
            let item = if any { format!("fields::AnyOf<{item}>") } else { item };
            ty.rust = format!("Vec<{item}>");
            ty.object = None;
            keys.push(format!("list_of = {item}"));
        }
        let is_apart = spec["field"] != "ListOfObjectsField" && spec["type"]["elem"]["type"] == "Object";
        if let Some(item) =
            ty.rust.strip_prefix("Vec").filter(|_| is_apart && !(is_list && name == "objects"))
        {
            ty.rust = format!("crate::generated::Apart{item}");
        }
        body.push_str(&declared_field(objects, &ident(index, name), name, spec, &ty, since));
    }
    keys.push(relationships(objects, object, &fields));
    if let Some(element) = objects.element(object).filter(|_| is_list) {
        let given =
            if is_flat { objects.inherited(object, "child_versions") } else { object.get("child_versions") };
        let given = given.and_then(Json::as_array).filter(|given| !given.is_empty());
        let pairs = given.and_then(|given| compat::pairs(objects, object, element, given));
        keys.extend(pairs.map(|pairs| format!("child_versions({pairs})")));
    }
    // A field takes the place of a method of its name in Python.
    let names: Vec<_> = objects.all_of(object, "fields").iter().map(|field| &field[0]).collect();
    let methods: Vec<_> =
        list(object, "remotable").iter().filter(|method| !names.contains(&&method[0])).collect();
    keys.extend(remotable(&methods));
    let extra =
        if parent.is_some() && !is_flat { Vec::new() } else { objects.all_of(object, "extra_fields") };
    let mut methods = String::new();
    let mut extra_names = Vec::new();
    for entry in extra {
        let Some(name) = entry[0].as_str().or(entry.as_str()) else { continue };
        let Some(method) = names::method(name) else { continue };
        methods.push_str(&extra_field(&method, &entry[1]));
        extra_names.push(method);
    }
    if !extra_names.is_empty() {
        keys.push(format!("extra_fields({})", extra_names.join(", ")));
    }
    if let Some(hook) = compat::hook(objects, object) {
        keys.push("hooks(make_compatible)".to_owned());
        methods.push_str(&hook);
    }
    if !methods.is_empty() {
        methods = format!("impl Declared {{\n{methods}}}\n");
    }
    let state = match parent {
        Some(parent) if !is_flat => format!("base: super::{}::Declared", objects.module_of(parent)),
        _ => "meta: ObjectMeta".to_owned(),
    };
    format!(
        "pub(crate) mod {} {{\nuse crate::generated::declare::*;\n{}#[derive(Clone, VersionedObject)]\n\
         #[versioned_object({})]\npub(crate) struct Declared {{\n{body}    {state},\n}}\n{methods}}}\n",
        objects.module_of(object),
        types.code,
        keys.join(", "),
    )
}

/// The name of a field in Rust.
fn ident(index: usize, name: &str) -> String {
    if names::is_plain(name) { name.to_owned() } else { format!("field_{index}") }
}

/// Which versions of children go with which of the object.
fn relationships<'j>(objects: &Objects<'j>, object: &'j Json, fields: &[&'j Json]) -> String {
    let mut given = Vec::new();
    for (name, pairs) in object["obj_relationships"].as_object().into_iter().flatten() {
        let (Some(pairs), Some(field)) =
            (pairs.as_array(), objects.all_of(object, "fields").into_iter().find(|field| field[0] == *name))
        else {
            continue;
        };
        let ty = &field[1]["type"];
        if ty["type"] == "List" && field[1]["field"] != "ListOfObjectsField" {
            continue;
        }
        let child = ty["name"].as_str().or(ty["elem"]["name"].as_str()).filter(|_| compat::has_objects(ty));
        let place = fields.iter().position(|field| field[0] == *name);
        let ident = place.map_or_else(|| name.clone(), |place| ident(place, name));
        if let Some(pairs) = child.and_then(|child| compat::pairs(objects, object, child, pairs)) {
            given.push(format!("{ident} = [{pairs}]"));
        }
    }
    // Python asks for no others.
    given.push("..".to_owned());
    format!("relationships({})", given.join(", "))
}

/// The methods that Python calls over the wire.
fn remotable(methods: &[&Json]) -> Option<String> {
    let mut given: Vec<(&str, String)> = Vec::new();
    for method in methods {
        let (name, spec) = (method[0].as_str().unwrap_or_default(), &method[1]);
        let args: Vec<_> = list(spec, "args").iter().filter_map(Json::as_str).collect();
        let defaults = spec["defaults"].as_array().or(spec["defaults"]["$tuple"].as_array());
        let defaults = defaults.map(Vec::as_slice).unwrap_or_default();
        let first = args.len().saturating_sub(defaults.len());
        let mut parameters: Vec<String> = args[..first].iter().map(|name| (*name).to_owned()).collect();
        for (name, default) in args[first..].iter().zip(defaults) {
            parameters.push(format!("{name} = {:?}", python::repr(default)));
        }
        parameters.extend(spec["varargs"].as_str().map(|name| format!("*{name}")));
        parameters.extend(spec["keywords"].as_str().map(|name| format!("**{name}")));
        given.retain(|(known, _)| *known != name);
        given.push((name, format!("{name}({})", parameters.join(", "))));
    }
    let given: Vec<_> = given.into_iter().map(|(_, method)| method).collect();
    (!given.is_empty()).then(|| format!("remotable({})", given.join(", ")))
}

fn extra_field(name: &str, spec: &Json) -> String {
    let body = match spec["bool_of"].as_str() {
        Some(field) => format!("crate::generated::truth(self, {field:?})"),
        None => format!("crate::generated::constant({:?})", spec["const"].to_string()),
    };
    format!("    fn {name}(&self) -> Result<Value> {{\n        {body}\n    }}\n")
}

fn declared_field(
    objects: &Objects<'_>,
    ident: &str,
    name: &str,
    spec: &Json,
    ty: &crate::types::Type,
    since: Option<&str>,
) -> String {
    let nullable = spec["nullable"] == true;
    let rust = if nullable { format!("Option<{}>", ty.rust) } else { ty.rust.clone() };
    let mut keys = Vec::new();
    if ident != name {
        keys.push(format!("rename = {name:?}"));
    }
    if let Some(since) = since {
        keys.push(format!("since = {since:?}"));
    }
    if spec["read_only"] == true {
        keys.push("read_only".to_owned());
    }
    if let Some(object) = &ty.object {
        keys.push(format!("object = {object:?}"));
    }
    if let Some(default) = spec.get("default") {
        if defaults::holds(objects, &spec["type"], nullable, default) {
            keys.push(format!("default = crate::generated::default::<{rust}>({:?})", default.to_string()));
        }
        if let Some(printed) = prints::with_prints(objects, default) {
            keys.push(format!("fingerprint_default = {:?}", python::text(&printed)));
        }
    }
    let keys = if keys.is_empty() { String::new() } else { format!("    #[field({})]\n", keys.join(", ")) };
    format!("{keys}    {ident}: Attr<{rust}>,\n")
}
