//! The declarations of the objects.

use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::python;
use crate::types::{Modules, Types, snake};

/// A module with one module for each object, and the list of all.
pub(crate) fn module(name: &str, objects: &[Json]) -> String {
    let mut modules = Modules::new();
    for object in objects {
        let module = module_of(object);
        modules
            .entry(text(object, "name").to_owned())
            .and_modify(|known| *known = None)
            .or_insert(Some(module));
    }
    let mut code = format!("pub(crate) mod {name} {{\n");
    let mut entries = String::new();
    for object in objects {
        code.push_str(&declaration(object, objects, &modules));
        let module = module_of(object);
        let kind = if is_list(object, &modules) { "list" } else { "object" };
        let printed = object["fingerprint"].as_str().map(|text| format!(".published({text:?})"));
        let _ = writeln!(
            entries,
            "    crate::generated::Entry::{kind}::<{module}::Declared>(){},",
            printed.unwrap_or_default()
        );
    }
    let _ = write!(
        code,
        "/// What the file declares.\npub(crate) static TYPES: &[crate::generated::Entry] = &[\n{entries}];\n}}\n"
    );
    code
}

fn text<'j>(object: &'j Json, key: &str) -> &'j str {
    object[key].as_str().unwrap_or_default()
}

fn module_of(object: &Json) -> String {
    format!("{}_{}", snake(text(object, "name")), text(object, "version").replace('.', "_"))
}

fn list<'j>(object: &'j Json, key: &str) -> &'j [Json] {
    object[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Whether the object is a list of objects of a type that is declared once.
fn is_list(object: &Json, modules: &Modules) -> bool {
    object["is_list"] == true
        && list(object, "fields").iter().any(|field| {
            let name = field[1]["type"]["elem"]["name"].as_str().unwrap_or_default();
            field[0] == "objects" && matches!(modules.get(name), Some(Some(_)))
        })
}

/// The object that another is a subclass of.
fn parent<'j>(object: &Json, objects: &'j [Json]) -> Option<&'j Json> {
    let name = object["bases"].as_array()?.first()?;
    objects.iter().find(|known| known["name"] == *name)
}

/// A property of the object, or of one it is a subclass of.
fn inherits(object: &Json, objects: &[Json], key: &str) -> bool {
    object[key] == true || parent(object, objects).is_some_and(|parent| inherits(parent, objects, key))
}

/// The fields or extra fields of an object, those of its parents behind its own.
fn all<'j>(object: &'j Json, objects: &'j [Json], key: &str) -> Vec<&'j Json> {
    let mut entries: Vec<&Json> = list(object, key).iter().collect();
    if let Some(parent) = parent(object, objects) {
        for entry in all(parent, objects, key) {
            if !entries.iter().any(|known| known[0] == entry[0]) {
                entries.push(entry);
            }
        }
    }
    entries
}

/// Whether a subclass declares a field that its parent has.
fn redefines(object: &Json, objects: &[Json]) -> bool {
    let Some(parent) = parent(object, objects) else { return false };
    let theirs = all(parent, objects, "fields");
    list(object, "fields").iter().any(|field| theirs.iter().any(|known| known[0] == field[0]))
        || !list(object, "extra_fields").is_empty()
}

fn declaration(object: &Json, objects: &[Json], modules: &Modules) -> String {
    let mut types = Types::default();
    let parent = parent(object, objects);
    let flattened = redefines(object, objects);
    let (fields, extra) = match parent {
        Some(_) if !flattened => (list(object, "fields").iter().collect(), Vec::new()),
        _ => (all(object, objects, "fields"), all(object, objects, "extra_fields")),
    };
    let mut keys = vec![
        format!("name = {:?}", text(object, "name")),
        format!("version = {:?}", text(object, "version")),
    ];
    // The files do not say what led to a version.
    if !text(object, "version").ends_with(".0") {
        keys.push(format!("note({:?}, \"as the file has it\")", text(object, "version")));
    }
    for key in ["namespace", "serial_namespace"] {
        if let Some(value) = object[key].as_str() {
            keys.push(format!("{key} = {value:?}"));
        }
    }
    if let Some(parent) = parent {
        let key = if flattened { "subclass_of" } else { "extends" };
        keys.push(format!("{key} = super::{}::Declared", module_of(parent)));
    }
    if inherits(object, objects, "comparable") {
        keys.push("comparable".to_owned());
    }
    if list(object, "mixins").iter().any(|mixin| mixin == "CinderObjectDictCompat") {
        keys.push("dict = cinder".to_owned());
    }
    let mut body = String::new();
    let mut methods = String::new();
    for (index, field) in fields.iter().enumerate() {
        let (name, spec) = (field[0].as_str().unwrap_or_default(), &field[1]);
        body.push_str(&declared_field(&mut types, modules, index, name, spec));
        if name == "objects" && is_list(object, modules) {
            let rust = types.of(&spec["type"], modules).rust;
            let item = rust.strip_prefix("Vec<").and_then(|rust| rust.strip_suffix('>')).unwrap_or(&rust);
            keys.push(format!("list_of = {item}"));
        }
    }
    let mut names = Vec::new();
    for entry in extra {
        let Some(name) = entry[0].as_str().or(entry.as_str()) else { continue };
        methods.push_str(&extra_field(name, &entry[1]));
        names.push(name.to_owned());
    }
    if !names.is_empty() {
        keys.push(format!("extra_fields({})", names.join(", ")));
        methods = format!("impl Declared {{\n{methods}}}\n");
    }
    let state = match parent {
        Some(parent) if !flattened => format!("base: super::{}::Declared", module_of(parent)),
        _ => "meta: ObjectMeta".to_owned(),
    };
    format!(
        "pub(crate) mod {} {{\nuse crate::generated::declare::*;\n{}#[derive(Clone, VersionedObject)]\n\
         #[versioned_object({})]\npub(crate) struct Declared {{\n{body}    {state},\n}}\n{methods}}}\n",
        module_of(object),
        types.code,
        keys.join(", "),
    )
}

fn extra_field(name: &str, spec: &Json) -> String {
    let body = match spec["bool_of"].as_str() {
        Some(field) => format!("crate::generated::truth(self, {field:?})"),
        None => format!("crate::generated::constant({:?})", spec["const"].to_string()),
    };
    format!("    fn {name}(&self) -> Result<Value> {{\n        {body}\n    }}\n")
}

/// Names that a field cannot have in Rust, or that the derive makes for itself.
const TAKEN: [&str; 58] = [
    "as",
    "async",
    "await",
    "base",
    "become",
    "box",
    "break",
    "build",
    "build_orphan",
    "builder",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "meta",
    "mod",
    "move",
    "mut",
    "new",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "Self",
];

fn declared_field(types: &mut Types, modules: &Modules, index: usize, name: &str, spec: &Json) -> String {
    let ty = types.of(&spec["type"], modules);
    let nullable = spec["nullable"] == true;
    let rust = if nullable { format!("Option<{}>", ty.rust) } else { ty.rust.clone() };
    let mut keys = Vec::new();
    let is_plain = snake(name) == name
        && name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && !["set_", "try_"].iter().any(|start| name.starts_with(start))
        && !name.ends_with("_mut")
        && !TAKEN.contains(&name);
    let ident = if is_plain { name.to_owned() } else { format!("field_{index}") };
    if !is_plain {
        keys.push(format!("rename = {name:?}"));
    }
    if spec["read_only"] == true {
        keys.push("read_only".to_owned());
    }
    if let Some(object) = &ty.object {
        keys.push(format!("object = {object:?}"));
    }
    if let Some(default) = spec.get("default") {
        if holds(&spec["type"], nullable, default) {
            keys.push(format!("default = crate::generated::default::<{rust}>({:?})", default.to_string()));
        }
        keys.push(format!("fingerprint_default = {:?}", python::text(default)));
    }
    let keys = if keys.is_empty() { String::new() } else { format!("    #[field({})]\n", keys.join(", ")) };
    format!("{keys}    {ident}: Attr<{rust}>,\n")
}

/// Whether the Rust type holds a default; one that it does not hold enters the fingerprint alone.
fn holds(spec: &Json, nullable: bool, default: &Json) -> bool {
    if default.is_null() {
        return nullable;
    }
    match spec["type"].as_str().unwrap_or_default() {
        "Integer" | "NonNegativeInteger" => default["$int"].is_null(),
        "Float" | "NonNegativeFloat" => default["$float"].is_null(),
        _ => true,
    }
}
