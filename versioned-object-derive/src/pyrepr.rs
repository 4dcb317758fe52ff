//! What Python prints for the default of a field, which is part of oslo's fingerprint.

use std::collections::BTreeSet;

use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, ExprUnary, Lit, Path, Token, UnOp};

use crate::pytext::{float, quoted};

/// What Python's `str()` of a default prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DefaultRepr {
    /// This text.
    Text(String),
    /// The value of an enum's variant: `BackupStatus::Creating`.
    EnumPath,
    /// The value of a constant: `DEFAULT_SIZE`.
    ConstPath,
    /// Unknown to the macro.
    Unprintable,
}

/// What `'%s' % default` prints in Python.
pub(crate) fn default_repr(expr: &Expr) -> DefaultRepr {
    let expr = without_some(expr);
    if let Some(value) = value(expr) {
        return value.to_str().map_or(DefaultRepr::Unprintable, DefaultRepr::Text);
    }
    match expr {
        Expr::Path(path) if path.qself.is_none() => path_repr(&path.path),
        Expr::Unary(ExprUnary { op: UnOp::Not(_), expr, .. }) => match default_repr(expr) {
            DefaultRepr::ConstPath => DefaultRepr::ConstPath,
            _ => DefaultRepr::Unprintable,
        },
        _ => DefaultRepr::Unprintable,
    }
}

/// Whether the default is a bare `None`.
pub(crate) fn is_none(expr: &Expr) -> bool {
    matches!(plain(expr), Expr::Path(path) if path.qself.is_none() && ends_with(&path.path, "Option", "None"))
}

/// Whether an expression is the default of an `Option`, if it is of one: `Default::default()`, `Option::default()`.
pub(crate) fn is_null_of_option(expr: &Expr) -> bool {
    let Expr::Call(call) = plain(expr) else { return false };
    let Expr::Path(func) = plain(&call.func) else { return false };
    let mut segments = func.path.segments.iter().rev();
    call.args.is_empty()
        && func.qself.is_none()
        && segments.next().is_some_and(|last| last.ident == "default")
        && segments.next().is_some_and(|ty| ty.ident == "Default" || ty.ident == "Option")
}

/// The whole number that an expression is, if it is a literal of one.
pub(crate) fn whole_number(expr: &Expr) -> Option<i128> {
    match value(expr)? {
        Value::Int(digits) => digits.parse().ok(),
        _ => None,
    }
}

/// Whether an expression is a number with a fraction that says its type nowhere, or one of those that are no numbers in
/// JSON, by its name: `f64::NAN`.
pub(crate) fn is_fraction(expr: &Expr) -> bool {
    match plain(expr) {
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => number.suffix().is_empty(),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => is_fraction(expr),
        Expr::Path(path) if path.qself.is_none() => {
            ["NAN", "INFINITY", "NEG_INFINITY"].iter().any(|name| ends_with(&path.path, "f64", name))
        }
        _ => false,
    }
}

/// The elements of a list that is written out.
pub(crate) fn elements(expr: &Expr) -> Option<Vec<Expr>> {
    match plain(expr) {
        Expr::Array(array) => Some(array.elems.iter().cloned().collect()),
        Expr::Macro(list) if list.mac.path.segments.last().is_some_and(|last| last.ident == "vec") => {
            let elements = list.mac.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
            elements.ok().map(|elements| elements.into_iter().collect())
        }
        _ => None,
    }
}

/// What an expression is, or, if it is a list that is written out, what is in it, however deep.
pub(crate) fn leaves(expr: &Expr) -> Vec<Expr> {
    match elements(expr) {
        Some(elements) => elements.iter().flat_map(leaves).collect(),
        None => vec![without_some(expr).clone()],
    }
}

/// The expression without the `Some(…)` around it, if there is one.
pub(crate) fn without_some(expr: &Expr) -> &Expr {
    some_argument(expr).unwrap_or(plain(expr))
}

/// What is in the `Some(…)` that an expression is, if it is one.
pub(crate) fn some_argument(expr: &Expr) -> Option<&Expr> {
    let expr = plain(expr);
    if let Expr::Call(call) = expr
        && let Expr::Path(func) = plain(&call.func)
        && func.qself.is_none()
        && ends_with(&func.path, "Option", "Some")
        && call.args.len() == 1
        && let Some(arg) = call.args.first()
    {
        return Some(plain(arg));
    }
    None
}

/// A value that both languages can write.
enum Value {
    None,
    Bool(bool),
    /// Digits, with their sign.
    Int(String),
    Float(f64),
    Text(String),
    List(Vec<Value>),
    EmptyDict,
    Set(Vec<Value>),
}

impl Value {
    /// As `str()` prints it; none for what oslo itself would print by chance.
    fn to_str(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            // oslo sorts the elements' texts, so that the order in memory does not count.
            Self::Set(elements) => {
                let texts: Option<BTreeSet<String>> = elements.iter().map(Self::to_str).collect();
                Some(format!("set([{}])", texts?.into_iter().collect::<Vec<_>>().join(",")))
            }
            other => other.to_repr(),
        }
    }

    /// As `repr()` prints it, which is what stands inside a list.
    fn to_repr(&self) -> Option<String> {
        Some(match self {
            Self::None => "None".to_owned(),
            Self::Bool(true) => "True".to_owned(),
            Self::Bool(false) => "False".to_owned(),
            Self::Int(digits) => digits.clone(),
            Self::Float(number) => float(*number),
            Self::Text(text) => quoted(text),
            Self::List(elements) => {
                let texts: Option<Vec<String>> = elements.iter().map(Self::to_repr).collect();
                format!("[{}]", texts?.join(", "))
            }
            Self::EmptyDict => "{}".to_owned(),
            Self::Set(_) => return None,
        })
    }
}

fn value(expr: &Expr) -> Option<Value> {
    let expr = plain(expr);
    if is_none(expr) {
        return Some(Value::None);
    }
    match without_some(expr) {
        Expr::Lit(ExprLit { lit, .. }) => literal(lit),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => match value(expr)? {
            Value::Int(digits) if digits == "0" => Some(Value::Int(digits)),
            Value::Int(digits) if !digits.starts_with('-') => Some(Value::Int(format!("-{digits}"))),
            Value::Float(number) => Some(Value::Float(-number)),
            _ => None,
        },
        Expr::Unary(ExprUnary { op: UnOp::Not(_), expr, .. }) => match value(expr)? {
            Value::Bool(truth) => Some(Value::Bool(!truth)),
            _ => None,
        },
        expr @ (Expr::Array(_) | Expr::Macro(_)) => list(elements(expr)?.iter()),
        Expr::MethodCall(call) if call.args.is_empty() => {
            let method = call.method.to_string();
            if matches!(method.as_str(), "to_string" | "to_owned" | "into" | "to_vec") {
                let receiver = value(&call.receiver)?;
                let of_text = method != "to_string" || matches!(receiver, Value::Text(_));
                return of_text.then_some(receiver);
            }
            None
        }
        Expr::Call(call) => {
            let Expr::Path(func) = plain(&call.func) else { return None };
            if func.qself.is_some() {
                return None;
            }
            let args: Vec<&Expr> = call.args.iter().collect();
            constructed(&func.path, &args)
        }
        _ => None,
    }
}

fn literal(literal: &Lit) -> Option<Value> {
    match literal {
        Lit::Bool(literal) => Some(Value::Bool(literal.value)),
        Lit::Int(literal) if matches!(literal.suffix(), "f32" | "f64") => {
            number(literal.base10_digits(), literal.suffix())
        }
        Lit::Int(literal) => Some(Value::Int(literal.base10_digits().to_owned())),
        Lit::Float(literal) => number(literal.base10_digits(), literal.suffix()),
        Lit::Str(literal) => Some(Value::Text(literal.value())),
        _ => None,
    }
}

/// A number with a fraction: one of 32 bits has the digits that tell it from others.
fn number(digits: &str, suffix: &str) -> Option<Value> {
    let number: f64 = if suffix == "f32" {
        digits.parse::<f32>().ok()?.to_string().parse().ok()?
    } else {
        digits.parse().ok()?
    };
    number.is_finite().then_some(Value::Float(number))
}

fn list<'a>(elements: impl Iterator<Item = &'a Expr>) -> Option<Value> {
    elements.map(value).collect::<Option<Vec<_>>>().map(Value::List)
}

/// What `Type::function(arguments)` makes.
fn constructed(path: &Path, args: &[&Expr]) -> Option<Value> {
    let mut segments = path.segments.iter().rev();
    let function = segments.next()?.ident.to_string();
    let ty = segments.next()?.ident.to_string();
    match (ty.as_str(), function.as_str(), args) {
        ("String" | "PathBuf", "new" | "default", []) => Some(Value::Text(String::new())),
        ("String" | "Arc" | "PathBuf", "from", [arg]) => match value(arg)? {
            Value::Text(text) => Some(Value::Text(text)),
            _ => None,
        },
        // Seconds.
        ("Duration", "from_secs", [arg]) => match value(arg)? {
            Value::Int(digits) => number(&digits, ""),
            _ => None,
        },
        ("Duration", "from_secs_f64", [arg]) => match value(arg)? {
            Value::Float(seconds) => Some(Value::Float(seconds)),
            _ => None,
        },
        ("Vec", "new" | "default", []) => Some(Value::List(Vec::new())),
        ("BTreeMap" | "HashMap", "new" | "default", []) => Some(Value::EmptyDict),
        ("BTreeSet" | "HashSet", "new" | "default", []) => Some(Value::Set(Vec::new())),
        ("Vec" | "BTreeSet" | "HashSet", "from", [arg]) => match (ty.as_str(), value(arg)?) {
            ("Vec", Value::List(elements)) => Some(Value::List(elements)),
            (_, Value::List(elements)) => Some(Value::Set(elements)),
            _ => None,
        },
        _ => None,
    }
}

/// A path is told apart by its last segment's case: a variant is in camel case, a constant in capitals.
fn path_repr(path: &Path) -> DefaultRepr {
    let mut segments = path.segments.iter().rev();
    let Some(last) = segments.next() else { return DefaultRepr::Unprintable };
    let name = last.ident.unraw().to_string();
    let has_small = name.contains(char::is_lowercase);
    // `Level::A` may be either; a variant is the likelier one.
    let one_letter_of_type = name.chars().count() == 1 && segments.next().is_some();
    if !name.starts_with(char::is_uppercase) || !last.arguments.is_none() {
        DefaultRepr::Unprintable
    } else if has_small || one_letter_of_type {
        DefaultRepr::EnumPath
    } else {
        DefaultRepr::ConstPath
    }
}

/// Whether the path is `name`, `ty::name` or a longer one with that end.
fn ends_with(path: &Path, ty: &str, name: &str) -> bool {
    let mut segments = path.segments.iter().rev();
    segments.next().is_some_and(|last| last.ident == name)
        && segments.next().is_none_or(|before| before.ident == ty)
}

/// The expression without parentheses, invisible groups and `&`, but for that of what has no size: `&TEXT[1..]`, `&*TEXT`.
fn plain(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(inner) => plain(&inner.expr),
        Expr::Group(inner) => plain(&inner.expr),
        Expr::Reference(reference) => match plain(&reference.expr) {
            Expr::Index(index) if matches!(plain(&index.index), Expr::Range(_)) => expr,
            Expr::Unary(ExprUnary { op: UnOp::Deref(_), .. }) => expr,
            inner => inner,
        },
        other => other,
    }
}
