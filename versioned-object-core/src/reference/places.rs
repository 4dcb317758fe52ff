//! Where links lead.

use std::any::TypeId;
use std::collections::HashSet;

use crate::describe::descriptor::{ObjectDescriptor, TypeKind};
use crate::reference::document::{Block, Place, Prose, Span, code};
use crate::reference::inherited::INHERITED;
use crate::reference::names::{anchor, enum_anchor, enum_name, member_anchor, stem};
use crate::reference::prose::named;

/// The classes that have a place in the reference.
pub(crate) struct Places {
    types: Vec<&'static ObjectDescriptor>,
    ids: HashSet<TypeId>,
}

impl Places {
    /// Those of these types.
    pub(crate) fn of(types: &[&'static ObjectDescriptor]) -> Self {
        Self { types: types.to_vec(), ids: types.iter().map(|object| (object.type_id)()).collect() }
    }

    /// Whether a class is one of them.
    pub(crate) fn has(&self, object: &ObjectDescriptor) -> bool {
        self.ids.contains(&(object.type_id)())
    }

    /// The name of a class, with a link to it where it has a place.
    pub(crate) fn class(&self, object: &ObjectDescriptor) -> Span {
        if self.has(object) {
            Span::Link { text: object.name.to_owned(), place: of_class(object) }
        } else {
            code(object.name)
        }
    }

    /// What a class says of itself or of a member; none where nothing is said.
    pub(crate) fn said(&self, object: &ObjectDescriptor, source: &'static str) -> Option<Block> {
        let place = |path: &str| self.named(path, Some(object), &stem(object));
        (!source.is_empty()).then(|| Block::Prose(prose(source, place)))
    }

    /// What an enum says of itself; none where nothing is said.
    pub(crate) fn said_of_enum(&self, page: &str, source: &'static str) -> Option<Block> {
        (!source.is_empty()).then(|| Block::Prose(self.prose_of_enum(page, source)))
    }

    /// What an enum says of itself or of a value, on a page.
    pub(crate) fn prose_of_enum(&self, page: &str, source: &'static str) -> Prose {
        prose(source, |path| self.named(path, None, page))
    }

    /// The place of what a link names, as in `Self::title`, `Book` and `crate::book::Book::title`.
    fn named(&self, path: &str, own: Option<&ObjectDescriptor>, page: &str) -> Option<Place> {
        let path = path.trim_matches('`');
        let path = path.split_once('@').map_or(path, |(_, path)| path);
        let path = path.split('<').next()?.trim_end_matches("()").trim_end_matches('!');
        let words: Vec<_> = path.split("::").collect();
        match words.as_slice() {
            ["Self"] => own.filter(|own| self.has(own)).map(of_class),
            ["Self", name] => self.member(own?, name),
            [before @ .., name] => {
                let class = self.found(before, name, page).map(of_class);
                let member = || {
                    let (class, before) = before.split_last()?;
                    self.member(self.found(before, class, page)?, name)
                };
                let of_enum = || {
                    let class = before.last().filter(|word| word.starts_with(char::is_uppercase));
                    self.of_enum(name, page).or_else(|| self.of_enum(class?, page))
                };
                class.or_else(member).or_else(of_enum)
            }
            [] => None,
        }
    }

    /// The class of a name behind what stands before it: that of the page, or the only one.
    fn found(&self, before: &[&str], name: &str, page: &str) -> Option<&'static ObjectDescriptor> {
        let is_it = |object: &&&'static ObjectDescriptor| {
            let mut module = object.module.split("::");
            let rust = (object.type_name)().rsplit("::").next();
            let mut before = before.iter().filter(|word| !["crate", "self", "super"].contains(word));
            (rust == Some(name) || object.name == name) && before.all(|word| module.any(|part| part == *word))
        };
        let all: Vec<_> = self.types.iter().filter(is_it).copied().collect();
        match all.as_slice() {
            [only] => Some(only),
            several => several.iter().copied().find(|object| stem(object) == page),
        }
    }

    /// An attribute or a method of a class by its name in Rust, of one of its parents if it is not the class's own.
    fn member(&self, object: &ObjectDescriptor, name: &str) -> Option<Place> {
        let bare = ["set_", "try_"].iter().find_map(|word| name.strip_prefix(word));
        let bare = bare.or_else(|| name.strip_suffix("_mut"));
        let field = object.fields().find(|field| {
            [Some(name), bare].contains(&Some(field.rust_name)) || name == field.rust_name.to_uppercase()
        });
        let method = || object.methods.iter().find(|method| method.name == name);
        let inherited = || {
            let mut all = INHERITED.iter().filter(|method| (method.is_of)(object));
            all.find(|method| method.signature.starts_with(&format!("fn {name}(")))
        };
        let title = if let Some(field) = field {
            Some(field.name)
        } else if object.extra_index(name).is_some() {
            Some(name)
        } else if let Some(method) = method() {
            Some(method.python.unwrap_or(method.signature))
        } else {
            inherited().map(|method| method.python.unwrap_or(method.signature))
        };
        match title {
            Some(title) if self.has(object) => {
                Some(Place { stem: stem(object), anchor: member_anchor(object, title) })
            }
            _ => object.parent.and_then(|parent| self.member(parent(), name)),
        }
    }

    /// The place of an enum, on this page if it is there.
    fn of_enum(&self, name: &str, page: &str) -> Option<Place> {
        let mut found = None;
        for object in &self.types {
            let has_it = object.fields().any(|field| match field.ty.innermost().kind {
                TypeKind::Enum(descriptor) => enum_name(descriptor, field.rust_type) == name,
                _ => false,
            });
            let stem = stem(object);
            if has_it && (found.is_none() || stem == page) {
                found = Some(Place { anchor: enum_anchor(&stem, name), stem });
            }
        }
        found
    }
}

fn of_class(object: &ObjectDescriptor) -> Place {
    Place { stem: stem(object), anchor: anchor(object) }
}

/// Documentation, with the places of what its links name.
fn prose(source: &'static str, place: impl Fn(&str) -> Option<Place>) -> Prose {
    let named = named(source).into_iter().filter_map(|path| {
        let place = place(&path)?;
        Some((path, place))
    });
    Prose { source, named: named.collect() }
}
