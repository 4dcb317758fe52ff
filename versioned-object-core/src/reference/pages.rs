//! The pages of a reference.

use std::collections::BTreeMap;
use std::fmt;

use crate::base::error::{Error, Result};
use crate::describe::const_guess::did_you_mean;
use crate::describe::descriptor::ObjectDescriptor;
use crate::describe::registry::Registry;
use crate::object::samples::Samples;
use crate::reference::class::class;
use crate::reference::document::{Block, Line, Page, Place, Span, joined, text};
use crate::reference::enums::enums;
use crate::reference::example::Example;
use crate::reference::links::Links;
use crate::reference::names::{file_name, module};
use crate::reference::places::Places;
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
    /// The reference of these types. An object that another knows by its name only is looked for among them.
    pub fn of(types: impl IntoIterator<Item = &'static ObjectDescriptor>) -> Self {
        let mut objects: Vec<_> = types.into_iter().collect();
        objects.sort_by_key(|object| (module(object), object.name, std::cmp::Reverse(object.version)));
        let mut registry = Registry::new();
        for object in &objects {
            // Of two with one name and version the first is as good an example.
            drop(registry.add(object));
        }
        Self { objects, samples: Samples::new().registry(registry), is_part: false }
    }

    /// With examples made of these values. Where these samples know no registry, they know the types of the reference.
    #[must_use]
    pub fn samples(mut self, samples: Samples) -> Self {
        self.samples = samples.or_registry(self.samples);
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
            let stem = file_name(module);
            let classes =
                objects.iter().map(|object| class(object, &places, &Example::of(object, &self.samples)));
            let blocks = classes.chain(enums(&objects, &stem, &places)).map(Block::Entry).collect();
            let title = format!("The {module} Module");
            (Page { stem, title, blocks }, objects)
        });
        pages.collect()
    }
}

/// The page that lists the others.
fn index(pages: &[(Page, Vec<&'static ObjectDescriptor>)]) -> Page {
    let lines = pages.iter().map(|(page, objects)| {
        let link = Span::Link {
            text: page.title.clone(),
            place: Place { stem: page.stem.clone(), anchor: String::new() },
        };
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
        Format::Text => plain_text::print(pages, links),
        Format::Html => html::print(pages, links),
    }
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    use pulldown_cmark::{Options, Parser, html};

    use crate::prelude::*;
    use crate::reference::pages::{Format, Reference};

    /// Where a lamp stands, `|` or <i>not</i>.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
    #[enum_field(crate = crate)]
    enum Place {
        /// At a | wall, *high* up.
        Wall,
        /// On `a_b_c|`, a|b.
        #[enum_field(rename = "the `floor`|")]
        Floor,
    }

    /// A <b>lamp</b> & more, `code` and *words*.
    ///
    /// # Errors
    /// - one, see [`Lamp::on`];
    /// - two.
    ///
    /// ```
    /// # hidden();
    /// shown::<u8>();
    /// ```
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.2", note("1.2", "_one_ * two & #3 <b> `x` [y](z) a|b"), crate = crate)]
    struct Lamp {
        /// Whether it <shines>.
        on: Attr<bool>,
        #[field(since = "1.1", default = Place::Wall)]
        place: Attr<Option<Place>>,
        #[field(object = "La|mp")]
        next: Attr<Option<Box<dyn DynObject>>>,
        meta: ObjectMeta,
    }

    #[object_methods(crate = crate)]
    #[allow(dead_code, unreachable_pub, reason = "it is described, not called")]
    impl Lamp {
        /// Lights it, as `a|b` does.
        #[python(light(self, *args, **kwargs))]
        pub fn light(&mut self, _: Vec<Option<&str>>) -> Result<()> {
            self.set_on(true)
        }
    }

    /// The words that a reader sees.
    fn words(html: &str) -> Vec<String> {
        let mut text = String::new();
        for part in html.split('<') {
            // A tag parts words, but for those that stand in a line.
            let (tag, shown) = part.split_once('>').unwrap_or(("", part));
            let tag = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
            if !["code", "em", "strong", "a", "i", "b"].contains(&tag) {
                text.push(' ');
            }
            text.push_str(shown);
        }
        let named = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        let text = named.into_iter().fold(text, |text, (name, sign)| text.replace(name, sign));
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn markdown_and_html_show_the_same_words() {
        let reference = Reference::of([Lamp::descriptor()]);
        let page = reference.to_text(Format::Html);
        let (_, shown) = page.split_once("</head>").unwrap_or_default();
        // The list of classes is in pages of HTML alone.
        let (title, rest) = shown.split_once("<nav>").unwrap_or_default();
        let (_, rest) = rest.split_once("</nav>").unwrap_or_default();
        let markdown = reference.to_text(Format::Markdown);
        let mut made = String::new();
        html::push_html(&mut made, Parser::new_ext(&markdown, Options::ENABLE_TABLES));
        let (_, made) = made.split_once("-->").unwrap_or_default();
        let seen = words(&format!("{title} {rest}"));
        assert!(seen.len() > 250, "{seen:?}");
        assert_eq!(words(made), seen);
        for word in ["<b>lamp</b>", "<shines>.", "a|b", "'place':", "hidden();"] {
            assert_eq!(seen.contains(&word.to_owned()), word != "hidden();", "{word}: {seen:?}");
        }
    }

    /// Something.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", crate = crate)]
    struct Meter {
        #[field(changed("1.1", from = i32, as_is))]
        reading: Attr<i64>,
        #[field(changed("1.1", from = Vec<i32>, as_is))]
        readings: Attr<Option<Vec<i64>>>,
        meta: ObjectMeta,
    }

    #[test]
    fn what_a_type_was_is_told_with_its_width() {
        let text = Reference::of([Meter::descriptor()]).to_text(Format::Markdown);
        for said in [
            "`reading` was `Integer.i32`; `readings` was `List<Integer.i32>`",
            "(default=<class 'oslo_versionedobjects.fields.UnspecifiedDefault'>,nullable=False)`, as `Integer.i32` |",
            "nullable=False)`, as `List<Integer.i32>` |",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }

    #[test]
    fn every_form_says_what_a_declaration_says() {
        let reference = Reference::of([Lamp::descriptor()]);
        let text = reference.to_text(Format::Text);
        for said in [
            "class Lamp(context=None, **kwargs)\n\n    Bases: VersionedObject\n",
            "\n    light(*args, **kwargs)\n\n        Lights it, as `a|b` does.\n\n        in Rust fn light(&mut self, _: Vec<Option<&str>>) -> Result<()>\n",
            "\n    obj_make_compatible(primitive, target_version)\n",
            "\n        - 1.1: place is new, and \"wall\" in an older object that is raised\n        - 1.2: _one_ * two & #3 <b> `x` [y](z) a|b\n",
            "\n            - does not get place\n            - gets as declared on, next\n",
            "\n    Errors:\n    - one, see `Lamp::on`;\n    - two.\n\n        shown::<u8>();\n",
            "\nenum Place\n",
            "\n    - the `floor`|: On `a_b_c|`, a|b.\n",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
}
