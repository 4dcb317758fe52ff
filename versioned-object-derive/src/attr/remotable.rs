//! `remotable(…)`: the signatures of the methods that Python calls over the wire.

use std::collections::BTreeMap;

use crate::ctxt::with_first;
use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Ident, LitStr, Result, Token, parenthesized, token};

use super::slot::Key;
use super::value;
use crate::model::{Receiver, Remotable};
use crate::pytext;

/// Methods with their parameters.
pub(super) fn read(key: &Key, input: ParseStream<'_>) -> Result<(Vec<Remotable>, Span)> {
    value::each_in_parens(key, input, |content| method(key, content))
}

/// A method with its parameters.
pub(super) fn method(key: &Key, input: ParseStream<'_>) -> Result<Remotable> {
    let span = input.span();
    let name = input.call(Ident::parse_any).map_err(|_| {
        let example = key.form.example();
        Error::new(span, format!("`{0}` takes methods with their parameters: `{0}({example})`", key.name))
    })?;
    if !input.peek(token::Paren) {
        let message = format!("the parameters are missing, as Python has them: `{name}(self)`");
        return Err(Error::new(span, message));
    }
    let content;
    parenthesized!(content in input);
    let mut signature = Signature::default();
    while !content.is_empty() {
        signature.parameter(&content)?;
        value::comma(key, &content)?;
    }
    let name = name.unraw().to_string();
    Ok(Remotable {
        spec: signature.spec(),
        signature: signature.written(&name),
        receiver: signature.receiver(),
        name,
        span,
    })
}

/// The parameters of a method, as Python's `inspect` tells them apart.
#[derive(Default)]
struct Signature {
    args: Vec<String>,
    varargs: Option<String>,
    keywords: Option<String>,
    defaults: Vec<String>,
    seen: BTreeMap<String, Span>,
}

impl Signature {
    fn parameter(&mut self, input: ParseStream<'_>) -> Result<()> {
        let at = input.span();
        if input.peek(Token![&]) {
            return Err(Error::new(at, "the parameters are those of Python: write `self`"));
        }
        let mut stars = 0;
        while input.parse::<Option<Token![*]>>()?.is_some() {
            stars += 1;
        }
        let span = input.span();
        let name = input.call(Ident::parse_any);
        let name = name.map_err(|_| Error::new(span, "expected the name of a parameter"))?;
        let name = name.unraw().to_string();
        if let Some(first) = self.seen.insert(name.clone(), span) {
            let message = format!("the parameter `{name}` is given twice");
            return Err(Error::new(span, with_first(&message, span, first, "first given")));
        }
        if self.keywords.is_some() || self.varargs.is_some() && stars < 2 {
            let message = "the order is: parameters, those with a default, `*args`, `**kwargs`";
            return Err(Error::new(at, message));
        }
        match stars {
            0 => self.args.push(name.clone()),
            1 => self.varargs = Some(name.clone()),
            2 => self.keywords = Some(name.clone()),
            _ => return Err(Error::new(at, "a parameter has two stars at most: `**kwargs`")),
        }
        if input.peek(Token![:]) {
            return Err(Error::new(
                input.span(),
                "the parameters are those of Python: write the name without a type",
            ));
        }
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            let at = input.span();
            let message = "a default is a string with what Python prints: `limit = \"None\"`";
            let default: LitStr = input.parse().map_err(|_| Error::new(at, message))?;
            if stars > 0 {
                return Err(Error::new(at, format!("`{}{name}` has no default", "*".repeat(stars))));
            }
            self.defaults.push(default.value());
        } else if stars == 0 && !self.defaults.is_empty() {
            let message = format!("`{name}` comes after a parameter with a default and has none");
            return Err(Error::new(span, message));
        }
        Ok(())
    }

    /// What Python prints for it.
    fn spec(&self) -> String {
        let or_none = |name: &Option<String>| name.as_deref().map_or("None".to_owned(), pytext::quoted);
        let args: Vec<_> = self.args.iter().map(|name| pytext::quoted(name)).collect();
        let defaults = match self.defaults.as_slice() {
            [] => "None".to_owned(),
            [one] => format!("({one},)"),
            all => format!("({})", all.join(", ")),
        };
        format!(
            "ArgSpec(args=[{}], varargs={}, keywords={}, defaults={defaults})",
            args.join(", "),
            or_none(&self.varargs),
            or_none(&self.keywords),
        )
    }

    /// What the method is called on.
    fn receiver(&self) -> Receiver {
        match self.args.first().map(String::as_str) {
            Some("self") => Receiver::Object,
            Some("cls") => Receiver::Class,
            _ => Receiver::None,
        }
    }

    /// The method as people write it, without what it is called on.
    fn written(&self, name: &str) -> String {
        let (lead, called_on) = match self.receiver() {
            Receiver::Object => ("", 1),
            Receiver::Class => ("classmethod ", 1),
            Receiver::None => ("static ", 0),
        };
        let first_default = self.args.len() - self.defaults.len();
        let args = self.args.iter().enumerate().skip(called_on).map(|(index, arg)| {
            match index.checked_sub(first_default) {
                Some(at) => format!("{arg}={}", self.defaults[at]),
                None => arg.clone(),
            }
        });
        let varargs = self.varargs.iter().map(|name| format!("*{name}"));
        let keywords = self.keywords.iter().map(|name| format!("**{name}"));
        let all: Vec<_> = args.chain(varargs).chain(keywords).collect();
        format!("{lead}{name}({})", all.join(", "))
    }
}
