//! The pages of a reference.

use std::collections::BTreeMap;
use std::fmt;

use crate::base::error::{Error, Result};
use crate::describe::const_guess::did_you_mean;
use crate::describe::descriptor::ObjectDescriptor;
use crate::object::samples::Samples;
use crate::reference::class::class;
use crate::reference::document::{Block, Line, Page, Span, joined, text};
use crate::reference::enums::enums;
use crate::reference::example::Example;
use crate::reference::names::{file_name, module};
use crate::reference::places::{Links, Places};
use crate::reference::{html, markdown, plain_text};

/// What a reference is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Markdown, for an mdBook or a forge.
    Markdown,
    /// Text, in the shape of the pages that Sphinx makes of Python's classes.
    Text,
    /// HTML, each page with all that it needs.
    Html,
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Html => "html",
        }
    }
}

/// A file of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// The reference of some classes.
///
/// What it says is in the documentation of the [module](crate::reference).
#[derive(Clone, Default)]
pub struct Reference {
    objects: Vec<&'static ObjectDescriptor>,
    samples: Samples,
    is_part: bool,
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reference").field("objects", &self.objects).finish_non_exhaustive()
    }
}

impl Reference {
    /// The reference of these types.
    pub fn of(types: impl IntoIterator<Item = &'static ObjectDescriptor>) -> Self {
        let mut objects: Vec<_> = types.into_iter().collect();
        objects.sort_by_key(|object| (module(object), object.name, std::cmp::Reverse(object.version)));
        Self { objects, samples: Samples::new(), is_part: false }
    }

    /// With examples made of these values.
    #[must_use]
    pub fn samples(mut self, samples: Samples) -> Self {
        self.samples = samples;
        self
    }

    /// That part of it which is named: classes, or modules with all of theirs. Without a name it is the whole.
    ///
    /// # Errors
    /// [`Error::InvalidValue`] for a name that is neither, with the nearest that is.
    pub fn only<N: AsRef<str>>(mut self, names: &[N]) -> Result<Self> {
        if names.is_empty() {
            return Ok(self);
        }
        let is_named = |object: &ObjectDescriptor, name: &str| object.name == name || module(object) == name;
        for name in names.iter().map(AsRef::as_ref) {
            if !self.objects.iter().any(|object| is_named(object, name)) {
                return Err(self.unknown(name));
            }
        }
        self.objects.retain(|object| names.iter().any(|name| is_named(object, name.as_ref())));
        self.is_part = true;
        Ok(self)
    }

    fn unknown(&self, name: &str) -> Error {
        let mut known: Vec<_> = self.objects.iter().map(|object| object.name).collect();
        let modules: Vec<_> = self.objects.iter().map(|object| module(object)).collect();
        let guess = did_you_mean(name, known.iter().chain(&modules).copied());
        known.dedup();
        let rest = if guess.is_empty() { format!("; there are {}", known.join(", ")) } else { guess };
        Error::invalid(format!("there is no object and no module `{name}`{rest}"))
    }

    /// A file for each module, and one that lists them, where it is no part of a reference.
    pub fn files(&self, format: Format) -> Vec<PageFile> {
        let pages = self.pages();
        let index = (!self.is_part).then(|| index(&pages));
        let all = index.iter().chain(pages.iter().map(|(page, _)| page));
        all.map(|page| {
            let links = Links { page: Some(&page.stem), ending: format.ending() };
            PageFile {
                name: format!("{}.{}", page.stem, format.ending()),
                text: print(std::slice::from_ref(page), format, links),
            }
        })
        .collect()
    }

    /// All of it as one text.
    pub fn to_text(&self, format: Format) -> String {
        let pages: Vec<_> = self.pages().into_iter().map(|(page, _)| page).collect();
        print(&pages, format, Links { page: None, ending: format.ending() })
    }

    /// A page for each module, and its classes.
    fn pages(&self) -> Vec<(Page, Vec<&'static ObjectDescriptor>)> {
        let places = Places::of(&self.objects);
        let mut modules: BTreeMap<&str, Vec<&'static ObjectDescriptor>> = BTreeMap::new();
        for object in &self.objects {
            modules.entry(module(object)).or_default().push(object);
        }
        let pages = modules.into_iter().map(|(module, objects)| {
            let classes =
                objects.iter().map(|object| class(object, &places, &Example::of(object, &self.samples)));
            let blocks = classes.chain(enums(&objects)).map(Block::Entry).collect();
            let title = format!("The {module} Module");
            (Page { stem: file_name(module), title, blocks }, objects)
        });
        pages.collect()
    }
}

/// The page that lists the others.
fn index(pages: &[(Page, Vec<&'static ObjectDescriptor>)]) -> Page {
    let lines = pages.iter().map(|(page, objects)| {
        let link = Span::Link { text: page.title.clone(), stem: page.stem.clone(), anchor: String::new() };
        let places = Places::of(objects);
        let classes: Vec<Line> = objects.iter().map(|object| vec![places.class(object)]).collect();
        let classes = joined(classes, ", ");
        [vec![link, text(": ")], classes].concat()
    });
    Page {
        stem: "index".to_owned(),
        title: "Reference".to_owned(),
        blocks: vec![Block::Items(lines.collect())],
    }
}

fn print(pages: &[Page], format: Format, links: Links<'_>) -> String {
    match format {
        Format::Markdown => markdown::print(pages, links),
        Format::Text => plain_text::print(pages),
        Format::Html => html::print(pages, links),
    }
}
