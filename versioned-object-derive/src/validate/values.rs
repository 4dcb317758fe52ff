//! The rules of the values that a declaration puts into fields: what a literal says of its type is known here, the rest
//! to the compiler.

use quote::ToTokens as _;
use syn::{Expr, ExprLit, ExprUnary, Lit, Type, UnOp};

use crate::ctxt::Ctxt;
use crate::model::{Field, Spanned, Table};
use crate::pyrepr::{self, DefaultRepr};
use crate::syntax::{Shape, last_segment, shape, spaced, type_text};

/// Rule: a value is null, or in a `Some`, only where the field takes null.
pub(super) fn null_where_it_is_taken(cx: &Ctxt, fields: &[Field]) {
    for (field, key, value) in values(fields).filter(|(field, ..)| !takes_null(field)) {
        let ty = type_text(&field.ty);
        if key == "fill" && pyrepr::is_none(value) {
            cx.error_at(value, format!("a field of type `{ty}` takes no null: write `fill = unset`"));
        } else if let Some(inner) = pyrepr::some_argument(value) {
            let inner = spaced(inner.to_token_stream());
            cx.error_at(value, format!("a field of type `{ty}` takes no null: write `{key} = {inner}`"));
        }
    }
    for (_, key, value) in values(fields).filter(|(field, key, _)| field.nullable && *key == "fill") {
        if pyrepr::is_null_of_option(value) {
            cx.error_at(value, format!("this is null: write `{key} = None`"));
        }
    }
}

/// Whether null is a value of the field, as far as its type says it.
fn takes_null(field: &Field) -> bool {
    field.nullable || matches!(field.shape, Shape::Other)
}

/// Rule: a literal is one of the field's type.
pub(super) fn literals_fit(cx: &Ctxt, fields: &[Field]) {
    for (field, key, value) in values(fields) {
        if !pyrepr::is_none(value) {
            literal_fits(cx, &field.inner, pyrepr::without_some(value), key);
        }
    }
}

/// Rule: what a fingerprint prints for a default that is written beside it is that default.
pub(super) fn fingerprint_default_is_the_default(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let (Some(default), Some(Spanned { value: text, span, .. })) =
            (&field.default, &field.fingerprint_default)
        else {
            continue;
        };
        if let DefaultRepr::Text(printed) = &default.repr
            && !prints_the_same(&default.inner, printed, text)
        {
            cx.error(
                *span,
                format!("Python prints the default as `{printed}`: remove `fingerprint_default`, or mend one of the two"),
            );
        }
    }
}

/// Rule: a validator is called while the crate compiles for values that can be made then.
pub(super) fn const_validators_have_values(cx: &Ctxt, fields: &[Field], table: Option<&Table>) {
    for field in fields {
        let Some(word) = field.validate.as_ref().and_then(|validator| validator.word) else { continue };
        if !(field.shape.is_scalar() || matches!(field.shape, Shape::Other)) {
            let ty = type_text(&field.ty);
            cx.error(word, format!("no `{ty}` is made while the crate compiles: remove `const`"));
        } else if field.values().is_empty() && table.is_none_or(|table| table.marks(field).is_empty()) {
            cx.error(
                word,
                "`const` is for the values of `default`, `fill` and `soft_delete`, and there is none: remove it",
            );
        }
    }
}

/// Rule: a relation has no default but an empty one: children have rows of their own.
pub(super) fn relations_begin_empty(cx: &Ctxt, fields: &[Field]) {
    let is_empty = |value: &Expr| {
        let text = spaced(value.to_token_stream());
        ["[]", "Vec::new()", "default()"].iter().any(|end| text.ends_with(end))
    };
    for (_, key, value) in values(fields).filter(|(field, ..)| field.relation().is_some()) {
        if !pyrepr::is_none(value) && !is_empty(pyrepr::without_some(value)) {
            cx.error_at(
                value,
                format!("the objects of a relation have rows of their own, which a new one has not: remove `{key}`"),
            );
        }
    }
}

/// The values that are written at fields, each with its key.
fn values(fields: &[Field]) -> impl Iterator<Item = (&Field, &'static str, &Expr)> {
    fields.iter().flat_map(|field| field.values().into_iter().map(move |(key, value)| (field, key, value)))
}

/// Whether two texts are of equal values: `5` and `5.0`, `True` and `1`.
fn prints_the_same(default: &Expr, printed: &str, given: &str) -> bool {
    let number = |text: &str| match text {
        "True" => Some(1.0),
        "False" => Some(0.0),
        text => text.parse::<f64>().ok(),
    };
    // Lists, sets and maps may be others in Python.
    match kind(default) {
        None => true,
        Some(Kind::Text(_)) => printed == given,
        Some(_) => {
            number(printed).zip(number(given)).is_some_and(|(one, other)| one.total_cmp(&other).is_eq())
        }
    }
}

/// A literal, as people call it.
#[derive(Clone, Debug)]
enum Kind {
    Text(String),
    Whole(i128),
    Fraction(String),
    Truth,
    Character,
}

impl Kind {
    fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Whole(_) => "a whole number",
            Self::Fraction(_) => "a fraction",
            Self::Truth => "a truth value",
            Self::Character => "a character",
        }
    }
}

/// What an expression is, where it is a literal that does not say its type.
fn kind(value: &Expr) -> Option<Kind> {
    let (negative, value) = match value {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => (true, &**expr),
        value => (false, value),
    };
    let Expr::Lit(ExprLit { lit, .. }) = value else { return None };
    let sign = if negative { "-" } else { "" };
    match lit {
        Lit::Int(number) if number.suffix().is_empty() => number
            .base10_parse::<i128>()
            .ok()
            .map(|number| Kind::Whole(if negative { -number } else { number })),
        Lit::Float(number) if number.suffix().is_empty() => {
            Some(Kind::Fraction(format!("{sign}{}", number.base10_digits())))
        }
        _ if negative => None,
        Lit::Str(text) => Some(Kind::Text(text.value())),
        Lit::Bool(_) => Some(Kind::Truth),
        Lit::Char(_) => Some(Kind::Character),
        _ => None,
    }
}

/// Tells of a literal that is none of a type; of what is in a list that is written out, too.
fn literal_fits(cx: &Ctxt, ty: &Type, value: &Expr, key: &str) {
    if let (Shape::List(element), Some(elements)) = (shape(ty), pyrepr::elements(value)) {
        for value in &elements {
            literal_fits(cx, &element, value, "");
        }
        return;
    }
    let (Some(kind), Some(plain)) = (kind(value), Plain::of(ty)) else { return };
    let name = type_text(ty);
    if let (Kind::Whole(number), Plain::Whole(minimum, maximum)) = (&kind, &plain) {
        let (word, bound) = if number < minimum { ("below", minimum) } else { ("above", maximum) };
        if number < minimum || number > maximum {
            cx.error_at(value, format!("{number} is {word} {bound}, the bound of `{name}`"));
        }
        return;
    }
    let Some(wanted) = plain.instead(&kind) else { return };
    let key = if key.is_empty() { String::new() } else { format!("{key} = ") };
    let write = wanted.map_or_else(str::to_owned, |value| format!("`{key}{value}`"));
    cx.error_at(value, format!("`{name}` does not take {}: write {write}", kind.name()));
}

/// A type whose literals are known here.
enum Plain {
    Text,
    /// With its bounds.
    Whole(i128, i128),
    Fraction,
    Truth,
}

impl Plain {
    fn of(ty: &Type) -> Option<Self> {
        let name = last_segment(ty)?.ident.to_string();
        let bounds = |minimum: i64, maximum: u64| Some(Self::Whole(minimum.into(), maximum.into()));
        match name.as_str() {
            "i8" => bounds(i8::MIN.into(), 0x7f),
            "i16" => bounds(i16::MIN.into(), 0x7fff),
            "i32" => bounds(i32::MIN.into(), 0x7fff_ffff),
            "i64" => bounds(i64::MIN, 0x7fff_ffff_ffff_ffff),
            "u8" => bounds(0, u8::MAX.into()),
            "u16" => bounds(0, u16::MAX.into()),
            "u32" => bounds(0, u32::MAX.into()),
            "u64" => bounds(0, u64::MAX),
            "f32" | "f64" => Some(Self::Fraction),
            "bool" => Some(Self::Truth),
            "String" | "PathBuf" | "SensitiveString" => Some(Self::Text),
            _ => None,
        }
    }

    /// What is to be written in place of a literal: a value, or words; nothing where it is right.
    fn instead(&self, given: &Kind) -> Option<Result<String, &'static str>> {
        match (self, given) {
            (Self::Text, Kind::Text(_))
            | (Self::Whole(..), Kind::Whole(_))
            | (Self::Fraction, Kind::Fraction(_))
            | (Self::Truth, Kind::Truth) => None,
            (Self::Text, Kind::Whole(number)) => Some(Ok(format!("\"{number}\""))),
            (Self::Text, Kind::Fraction(number)) => Some(Ok(format!("\"{number}\""))),
            (Self::Text, Kind::Truth | Kind::Character) => Some(Err("it in quotes, `\"…\"`")),
            (Self::Whole(..), Kind::Text(text)) if text.parse::<i128>().is_ok() => Some(Ok(text.clone())),
            (Self::Whole(..), Kind::Fraction(number)) if number.ends_with(".0") => {
                Some(Ok(number.trim_end_matches(".0").to_owned()))
            }
            (Self::Whole(..), _) => Some(Err("a whole number")),
            (Self::Fraction, Kind::Whole(number)) => Some(Ok(format!("{number}.0"))),
            (Self::Fraction, Kind::Text(text)) if text.contains('.') && text.parse::<f64>().is_ok() => {
                Some(Ok(text.clone()))
            }
            (Self::Fraction, _) => Some(Err("a number with a fraction, such as `0.0`")),
            (Self::Truth, Kind::Whole(number @ (0 | 1))) => Some(Ok((*number == 1).to_string())),
            (Self::Truth, Kind::Text(text)) if matches!(text.to_lowercase().as_str(), "true" | "false") => {
                Some(Ok(text.to_lowercase()))
            }
            (Self::Truth, _) => Some(Err("`true` or `false`")),
        }
    }
}
