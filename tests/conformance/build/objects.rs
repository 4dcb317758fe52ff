//! The objects of one file, and how they hang together.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::names::snake;

/// The objects of one file.
pub(crate) struct Objects<'j> {
    /// In the order of the file; of two with the same name and version the last.
    pub(crate) all: Vec<&'j Json>,
    /// Their modules.
    modules: Vec<String>,
    /// The places in `all` of those with a name.
    by_name: BTreeMap<&'j str, Vec<usize>>,
}

impl<'j> Objects<'j> {
    pub(crate) fn new(given: &'j [Json]) -> Self {
        let same =
            |one: &Json, other: &Json| one["name"] == other["name"] && one["version"] == other["version"];
        let is_last =
            |(index, object): &(usize, &Json)| !given[index + 1..].iter().any(|other| same(object, other));
        let all: Vec<&Json> = given.iter().enumerate().filter(is_last).map(|(_, object)| object).collect();
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut modules = Vec::new();
        for (index, object) in all.iter().copied().enumerate() {
            by_name.entry(text(object, "name")).or_default().push(index);
            modules.push(format!("o{index}_{}", snake(text(object, "name"))));
        }
        Self { all, modules, by_name }
    }

    pub(crate) fn module_of(&self, object: &Json) -> &str {
        let place = self.all.iter().position(|known| std::ptr::eq(*known, object));
        place.map_or("", |place| &self.modules[place])
    }

    /// The module of the objects with this name, where they are of one version.
    pub(crate) fn module(&self, name: &str) -> Option<&str> {
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([one]) => Some(&self.modules[*one]),
            _ => None,
        }
    }

    /// The version of the objects with this name, where they are of one.
    pub(crate) fn version_of(&self, name: &str) -> Option<&'j str> {
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([one]) => Some(text(self.all[*one], "version")),
            _ => None,
        }
    }

    /// The fields of the class that was made last with this name.
    pub(crate) fn fields_of(&self, name: &str) -> Option<Vec<(&'j str, &'j Json)>> {
        let object = self.all[*self.by_name.get(name)?.last()?];
        let fields = self.all_of(object, "fields").into_iter();
        Some(fields.filter_map(|field| Some((field[0].as_str()?, &field[1]))).collect())
    }

    /// The object that another is a subclass of.
    pub(crate) fn parent(&self, object: &Json) -> Option<&'j Json> {
        let name = list(object, "bases").first()?.as_str()?;
        // Python takes the class that was made last.
        self.by_name.get(name)?.last().map(|place| self.all[*place])
    }

    /// A property of the object, or of one it is a subclass of.
    pub(crate) fn inherits(&self, object: &Json, key: &str) -> bool {
        object[key] == true || self.parent(object).is_some_and(|parent| self.inherits(parent, key))
    }

    /// What the object has under a key, or the first of those it is a subclass of that has it.
    pub(crate) fn inherited(&self, object: &'j Json, key: &str) -> Option<&'j Json> {
        object.get(key).or_else(|| self.inherited(self.parent(object)?, key))
    }

    /// The fields, extra fields or methods of an object, those of its parents behind its own.
    pub(crate) fn all_of(&self, object: &'j Json, key: &str) -> Vec<&'j Json> {
        let mut entries: Vec<&Json> = list(object, key).iter().collect();
        if let Some(parent) = self.parent(object) {
            for entry in self.all_of(parent, key) {
                if !entries.iter().any(|known| known[0] == entry[0]) {
                    entries.push(entry);
                }
            }
        }
        entries
    }

    /// Whether a subclass is declared with all its fields: it has one that its parent has too, or other extra fields.
    pub(crate) fn is_flat(&self, object: &Json) -> bool {
        let Some(parent) = self.parent(object) else { return false };
        let theirs = self.all_of(parent, "fields");
        list(object, "fields").iter().any(|field| theirs.iter().any(|known| known[0] == field[0]))
            || !list(object, "extra_fields").is_empty()
            || self.is_list(object)
    }

    /// The fields that the declaration of an object has itself.
    pub(crate) fn declared(&self, object: &'j Json) -> Vec<&'j Json> {
        if self.parent(object).is_some() && !self.is_flat(object) {
            list(object, "fields").iter().collect()
        } else {
            self.all_of(object, "fields")
        }
    }

    /// The object, and every subclass that has its fields by extending it.
    pub(crate) fn holders(&self, owner: &'j Json) -> Vec<&'j Json> {
        let holds = |object: &&Json| {
            let mut next = Some(*object);
            while let Some(object) = next {
                if std::ptr::eq(object, owner) {
                    return true;
                }
                next = if self.is_flat(object) { None } else { self.parent(object) };
            }
            false
        };
        self.all.iter().copied().filter(holds).collect()
    }

    /// The rules for older versions, in the order in which they are applied: those of the parents first.
    pub(crate) fn rules(&self, object: &'j Json) -> Vec<&'j Json> {
        let mut rules = self.parent(object).map(|parent| self.rules(parent)).unwrap_or_default();
        rules.extend(list(object, "compat"));
        rules
    }

    /// Whether the object is a list of objects, of a type that can be named.
    pub(crate) fn is_list(&self, object: &Json) -> bool {
        self.is_listed(object) && self.element(object).is_some()
    }

    /// Whether Python's class is one for lists.
    fn is_listed(&self, object: &Json) -> bool {
        self.inherits(object, "is_list")
            || list(object, "mixins").iter().any(|mixin| mixin == "ObjectListBase")
    }

    /// The name of the objects in a list object.
    pub(crate) fn element(&self, object: &Json) -> Option<&'j str> {
        let object = *self.all.iter().find(|known| std::ptr::eq(**known, object))?;
        let field = self.all_of(object, "fields").into_iter().find(|field| field[0] == "objects")?;
        field[1]["type"]["elem"]["name"].as_str()
    }

    /// The module of the objects in a list object: the newest where they are of several versions.
    pub(crate) fn element_module(&self, name: &str) -> String {
        let newest = self.by_name.get(name).and_then(|places| {
            let version = |place: &&usize| crate::compat::numbers(text(self.all[**place], "version"));
            places.iter().max_by_key(version)
        });
        newest.map_or_else(|| stub(name), |place| self.modules[*place].clone())
    }

    /// The names of objects that only lists name, so that nothing is known of them.
    pub(crate) fn unknown_elements(&self) -> Vec<&'j str> {
        let lists = self.all.iter().filter(|object| self.is_listed(object));
        let mut names: Vec<_> = lists.filter_map(|object| self.element(object)).collect();
        names.sort_unstable();
        names.dedup();
        names.retain(|name| !self.by_name.contains_key(name));
        names
    }
}

/// The module of an object that no file describes.
pub(crate) fn stub(name: &str) -> String {
    format!("stub_{}", snake(name))
}

pub(crate) fn text<'j>(object: &'j Json, key: &str) -> &'j str {
    object[key].as_str().unwrap_or_default()
}

pub(crate) fn list<'j>(object: &'j Json, key: &str) -> &'j [Json] {
    object[key].as_array().map(Vec::as_slice).unwrap_or_default()
}
