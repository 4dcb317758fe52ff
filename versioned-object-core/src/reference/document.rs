//! What a page says, whatever it is printed as.

/// What every file says of itself, by which a page is known that was written and is not wanted any more.
pub(crate) const MARK: &str = "Written from the declarations by versioned-object-core";

/// A page.
pub(crate) struct Page {
    /// The name of its file, without the ending.
    pub(crate) stem: String,
    /// What it is about.
    pub(crate) title: String,
    /// What it says.
    pub(crate) blocks: Vec<Block>,
}

/// A part of a page that stands for itself.
pub(crate) enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// What the declaration has as documentation.
    Prose(Prose),
    /// Lines of one kind.
    Items(Vec<Line>),
    /// The fields, as a map of Python.
    Fields(Vec<FieldRow>),
    /// A table, with what stands above its columns.
    Table(&'static [&'static str], Vec<Vec<Line>>),
    /// JSON.
    Json(String),
    /// Something with a heading of its own.
    Entry(Entry),
}

impl Block {
    /// JSON whose texts hold no tag, and nothing that a preprocessor of mdBook would put something in place of.
    pub(crate) fn json(json: &serde_json::Value) -> Self {
        Self::Json(format!("{json:#}").replace('<', "\\u003c").replace("{{", "{\\u007b"))
    }
}

/// Something with a heading.
pub(crate) struct Entry {
    /// How high the heading is.
    pub(crate) rank: Rank,
    /// The heading.
    pub(crate) title: String,
    /// Where links to it lead; empty where none do.
    pub(crate) anchor: String,
    /// What stands below.
    pub(crate) blocks: Vec<Block>,
}

/// How high a heading is, and what stands in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    /// A class, as code.
    Class,
    /// An attribute or a method, as code.
    Member,
    /// A part of what is said of a class, in words.
    Part,
    /// The same, which is long and may be folded.
    Folded,
    /// A version.
    Version,
}

/// A field in a map of Python.
pub(crate) struct FieldRow {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its type as Python prints it.
    pub(crate) python: String,
    /// Its type in Rust.
    pub(crate) rust: &'static str,
}

/// Documentation as people wrote it: Markdown.
#[derive(Clone)]
pub(crate) struct Prose {
    /// What they wrote.
    pub(crate) source: &'static str,
    /// What its links name, as they name it, where that has a place on a page.
    pub(crate) named: Vec<(String, Place)>,
}

/// A place on a page.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The page.
    pub(crate) stem: String,
    /// Where on it.
    pub(crate) anchor: String,
}

/// A line of text.
pub(crate) type Line = Vec<Span>;

/// A part of a line.
#[derive(Clone)]
pub(crate) enum Span {
    /// Words of ours, or of a message.
    Text(String),
    /// Code.
    Code(String),
    /// The first paragraph of documentation.
    Prose(Prose),
    /// The name of something that has a heading on a page.
    Link {
        /// What is shown.
        text: String,
        /// Where it leads.
        place: Place,
    },
}

/// Words.
pub(crate) fn text(text: impl Into<String>) -> Span {
    Span::Text(text.into())
}

/// Code.
pub(crate) fn code(text: impl Into<String>) -> Span {
    Span::Code(text.into())
}

/// Names as code, with commas between them.
pub(crate) fn names(names: impl IntoIterator<Item = impl Into<String>>) -> Line {
    joined(names.into_iter().map(|name| vec![code(name)]), ", ")
}

/// Lines in one, with something between them.
pub(crate) fn joined(lines: impl IntoIterator<Item = Line>, between: &str) -> Line {
    let mut all = Line::new();
    for line in lines {
        if !all.is_empty() {
            all.push(text(between));
        }
        all.extend(line);
    }
    all
}
