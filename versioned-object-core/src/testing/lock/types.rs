//! The types of fields as `versions.lock` writes them: `Integer?`, `List<UUID>`, `Condition(as-new, good)`.

use std::fmt;

use crate::base::version::Version;
use crate::describe::descriptor::{FieldDescriptor, TypeDescriptor, TypeKind};
use crate::testing::lock::cursor::{Cursor, Text};

/// A type as peers see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Type {
    /// What the fingerprint prints, and what tells it apart from others of the name: `DateTime.naive`.
    pub(crate) name: String,
    pub(crate) nullable: bool,
    /// The type of elements, or the name of child objects.
    pub(crate) item: Option<Box<Type>>,
    pub(crate) values: Option<Values>,
}

/// The values of an enum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Values {
    pub(crate) values: Vec<String>,
    /// Whether the fingerprint prints them in a tuple; else in a list.
    pub(crate) tuple: bool,
    /// The values that the fingerprint prints, where they are others.
    pub(crate) printed: Option<Vec<String>>,
}

impl Values {
    /// The values without their order and without what only the fingerprint sees.
    fn on_the_wire(&self) -> Vec<&String> {
        let mut values: Vec<_> = self.values.iter().collect();
        values.sort();
        values
    }
}

impl Type {
    /// The type that a field has in a version.
    pub(crate) fn of(field: &FieldDescriptor, version: Version) -> Self {
        let object = field.object.unwrap_or_default();
        Self::new(field.type_in(version), object, &|value| field.has_value_in(value, version))
    }

    fn new(ty: &TypeDescriptor, object: &str, has: &dyn Fn(&str) -> bool) -> Self {
        let item = match ty.kind {
            TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item) => {
                Some(Self::new(item, object, has))
            }
            TypeKind::Object(child) => Some(Self::named(child().name)),
            TypeKind::AnyObject if !object.is_empty() => Some(Self::named(object)),
            TypeKind::AnyObject | TypeKind::Scalar | TypeKind::Enum(_) => None,
        };
        let values = match ty.kind {
            TypeKind::Enum(values) => {
                let known = |values: &[&str]| -> Vec<String> {
                    values.iter().filter(|value| has(value)).map(|value| (*value).to_owned()).collect()
                };
                let (values, printed, tuple) =
                    (known(values.values), known(values.fingerprint_values), values.tuple);
                Some(Values { printed: (printed != values).then_some(printed), values, tuple })
            }
            _ => None,
        };
        Self { name: ty.detailed_name(), nullable: ty.nullable, item: item.map(Box::new), values }
    }

    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), nullable: false, item: None, values: None }
    }

    /// Whether values are child objects.
    pub(crate) fn is_object(&self) -> bool {
        self.name == "Object" || self.name.starts_with("Object.")
    }

    /// Whether values are child objects, or lists of them.
    pub(crate) fn holds_objects(&self) -> bool {
        self.is_object() || self.name == "List" && self.item.as_ref().is_some_and(|item| item.is_object())
    }

    /// The name of the objects that values are, or are lists of.
    pub(crate) fn child(&self) -> Option<&str> {
        let item = self.item.as_ref()?;
        if self.is_object() { Some(&item.name) } else { item.item.as_ref().and_then(|_| item.child()) }
    }

    /// The type without what a declared history cannot say: the order of values, and how the fingerprint prints them.
    pub(crate) fn historied(&self) -> Self {
        let values = self.values.as_ref().map(|values| Values {
            values: values.on_the_wire().into_iter().cloned().collect(),
            tuple: true,
            printed: None,
        });
        let item = self.item.as_ref().map(|item| Box::new(item.historied()));
        Self { item, values, ..self.clone() }
    }

    /// Reads what `Display` writes.
    pub(crate) fn parse(from: &mut Cursor<'_>) -> Result<Self, String> {
        let name = from.text("the name of a type")?;
        let nullable = from.eat("?");
        let item = if from.eat("<") {
            let item = Self::parse(from)?;
            from.expect(">")?;
            Some(Box::new(item))
        } else {
            None
        };
        let tuple = from.eat("(");
        let values = if tuple || from.eat("[") {
            let values = list(from, if tuple { ")" } else { "]" })?;
            let printed = if from.eat(" as (") { Some(list(from, ")")?) } else { None };
            Some(Values { values, tuple, printed })
        } else {
            None
        };
        Ok(Self { name, nullable, item, values })
    }
}

fn list(from: &mut Cursor<'_>, end: &str) -> Result<Vec<String>, String> {
    let mut values = Vec::new();
    if from.eat(end) {
        return Ok(values);
    }
    loop {
        values.push(from.text("a value")?);
        if from.eat(end) {
            return Ok(values);
        }
        from.expect(", ")?;
    }
}

fn joined(values: &[String]) -> String {
    values.iter().map(|value| Text(value).to_string()).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Text(&self.name), if self.nullable { "?" } else { "" })?;
        if let Some(item) = &self.item {
            write!(f, "<{item}>")?;
        }
        let Some(Values { values, tuple, printed }) = &self.values else { return Ok(()) };
        let (open, close) = if *tuple { ("(", ")") } else { ("[", "]") };
        write!(f, "{open}{}{close}", joined(values))?;
        match printed {
            Some(printed) => write!(f, " as ({})", joined(printed)),
            None => Ok(()),
        }
    }
}
