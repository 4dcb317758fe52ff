//! `#[field(…)]`.

use proc_macro2::{Group, Span};
use quote::ToTokens as _;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Attribute, Error, Expr, Ident, LitStr, Path, Result, Token, token};

use super::reader::{each_key, misplaced};
use super::slot::{Key, Slot};
use super::value;
use crate::ctxt::Ctxt;
use crate::keys::{
    AttributeTable as _, ChangedKey, FieldKey, KeyTable as _, Place, RelationKey, SinceKey, ToColumnKey,
    ValueKey,
};
use crate::model::{Changed, GivenKeys, NewValue, Renamed, ToColumn, Validator};
use crate::syntax::spaced;
use crate::version::Version;

/// The keys of `#[field(…)]` as given.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    /// `default = expression`
    pub(crate) default: Slot<Expr>,
    /// `fingerprint_default = "raw text"`
    pub(crate) fingerprint_default: Slot<String>,
    /// `read_only`
    pub(crate) read_only: Slot<()>,
    /// `since = "X.Y"`, or `since("X.Y", …)`
    pub(crate) since: Slot<Version>,
    /// `fill = …` in the latter
    pub(crate) fill: Slot<Expr>,
    /// `until = "X.Y"`
    pub(crate) until: Slot<Version>,
    /// `changed("X.Y", …)`, any number of them
    pub(crate) changed: Vec<Changed>,
    /// `renamed("X.Y", "old")`, any number of them
    pub(crate) renamed: Vec<Renamed>,
    /// `value("X.Y", Variant, instead = Other)`, any number of them
    pub(crate) values: Vec<NewValue>,
    /// `rename = "wire_name"`
    pub(crate) rename: Slot<String>,
    /// `sensitive`
    pub(crate) sensitive: Slot<()>,
    /// `object = "Name"`
    pub(crate) object: Slot<String>,
    /// `validate = path`, `validate = const path`
    pub(crate) validate: Slot<Validator>,
    /// `column = "name"`
    pub(crate) column: Slot<String>,
    /// `no_column`
    pub(crate) no_column: Slot<()>,
    /// `sql_type = "TYPE"`
    pub(crate) sql_type: Slot<String>,
    /// `to_column = path`, or `to_column(path, updates = as_is)`
    pub(crate) to_column: Slot<ToColumn>,
    /// `has_many(key = path)`
    pub(crate) has_many: Slot<Path>,
    /// `belongs_to(key = path)`
    pub(crate) belongs_to: Slot<Path>,
    /// `flatten`
    pub(crate) flatten: Slot<()>,
    /// `skip`
    pub(crate) skip: Slot<()>,
    /// Every key, in order.
    pub(crate) given: GivenKeys<FieldKey>,
}

impl FieldAttrs {
    /// Reads the attributes of a field; `owner` is the place of its struct's attributes.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute], owner: Place) -> Self {
        let mut this = Self::default();
        let owner = [owner];
        misplaced(cx, attrs, FieldKey::PLACE.on, &owner);
        this.given = each_key(cx, attrs, &owner, |known, key, input| this.key(cx, known, key, input));
        this
    }

    fn key(&mut self, cx: &Ctxt, known: FieldKey, key: &Key, input: ParseStream<'_>) -> Result<()> {
        match known {
            FieldKey::Default => self.default.fill(cx, key, input, value::expr),
            FieldKey::FingerprintDefault => self.fingerprint_default.fill(cx, key, input, value::text),
            FieldKey::ReadOnly => self.read_only.fill(cx, key, input, value::flag),
            FieldKey::Since => {
                let fill = &mut self.fill;
                self.since.fill(cx, key, input, |key, input| since(cx, key, input, fill))
            }
            FieldKey::Until => self.until.fill(cx, key, input, value::version),
            FieldKey::Changed => changed(cx, key, input).map(|changed| self.changed.push(changed)),
            FieldKey::Renamed => renamed(key, input).map(|renamed| self.renamed.push(renamed)),
            FieldKey::Value => new_value(key, input).map(|value| self.values.push(value)),
            FieldKey::Rename => self.rename.fill(cx, key, input, wire_name),
            FieldKey::Sensitive => self.sensitive.fill(cx, key, input, value::flag),
            FieldKey::Object => self.object.fill(cx, key, input, value::name),
            FieldKey::Validate => self.validate.fill(cx, key, input, value::validator),
            FieldKey::Column => self.column.fill(cx, key, input, value::text),
            FieldKey::NoColumn => self.no_column.fill(cx, key, input, value::flag),
            FieldKey::SqlType => self.sql_type.fill(cx, key, input, value::text),
            FieldKey::ToColumn => self.to_column.fill(cx, key, input, |key, input| to_column(cx, key, input)),
            FieldKey::HasMany => self.has_many.fill(cx, key, input, relation_key),
            FieldKey::BelongsTo => self.belongs_to.fill(cx, key, input, relation_key),
            FieldKey::Flatten => self.flatten.fill(cx, key, input, value::flag),
            FieldKey::Skip => self.skip.fill(cx, key, input, value::flag),
        }
    }
}

fn changed(cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<Changed> {
    value::in_parens(key, input, |content| {
        let version = value::first_version(key, content)?;
        let (mut from, mut down, mut up) = (Slot::default(), Slot::default(), Slot::default());
        let mut as_is = Slot::default();
        value::each_inner_key(key, content, |known, inner| match known {
            ChangedKey::From => from.fill(cx, inner, content, value::ty),
            ChangedKey::Down => down.fill(cx, inner, content, value::path),
            ChangedKey::Up => up.fill(cx, inner, content, value::path),
            ChangedKey::AsIs => as_is.fill(cx, inner, content, value::flag),
        })?;
        Ok(Changed {
            version,
            from: from.value(),
            down: down.value(),
            up: up.value(),
            as_is: as_is.spanned().map(|as_is| as_is.key),
        })
    })
}

/// The version of `since = "1.1"`, or of `since("1.1", fill = unset)`.
fn since(cx: &Ctxt, key: &Key, input: ParseStream<'_>, fill: &mut Slot<Expr>) -> Result<(Version, Span)> {
    if !input.peek(token::Paren) {
        return value::version(key, input);
    }
    value::in_parens(key, input, |content| {
        let version = value::first_version(key, content)?;
        value::each_inner_key(key, content, |SinceKey::Fill, inner| {
            fill.fill(cx, inner, content, value::expr)
        })?;
        Ok((version.value, version.span))
    })
}

fn new_value(key: &Key, input: ParseStream<'_>) -> Result<NewValue> {
    value::in_parens(key, input, |content| {
        let version = value::first_version(key, content)?;
        let at = if content.is_empty() { key.span } else { content.span() };
        let wanted = || {
            let example = key.form.example();
            Error::new(
                at,
                format!("name the variant, and the one for older peers: `{}({example})`", key.name),
            )
        };
        if !content.peek(Ident) && !content.peek(Token![::]) || content.peek2(Token![=]) {
            return Err(wanted());
        }
        let variant = value::lone(content, "variant", |name| format!("{}(…, {name}, …)", key.name))?;
        value::comma(key, content)?;
        if content.is_empty() {
            return Err(wanted());
        }
        let (ValueKey::Instead, inner) = value::inner_key(key, content)?;
        let (instead, _) = value::ident(&inner, content)?;
        value::comma(key, content)?;
        Ok(NewValue { version, variant, instead })
    })
}

/// The name on the wire, which is not an older one.
fn wire_name(key: &Key, input: ParseStream<'_>) -> Result<(String, Span)> {
    if input.peek(token::Paren)
        && let Ok(old) = input.fork().parse::<Group>()
        && old.stream().into_iter().count() > 1
    {
        let message = format!(
            "`{}` is the name in every version; an older one is `{}({})`",
            key.name,
            FieldKey::Renamed.name(),
            spaced(old.stream())
        );
        return Err(Error::new(key.span, message));
    }
    value::text(key, input)
}

/// The function of `to_column = path`, or of `to_column(path, updates = as_is)`.
fn to_column(cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<(ToColumn, Span)> {
    let is_long = input.peek(token::Paren)
        && input.fork().parse::<Group>().is_ok_and(|group| syn::parse2::<Path>(group.stream()).is_err());
    if !is_long {
        let (path, span) = value::path(key, input)?;
        return Ok((ToColumn { path, updates_as_is: false }, span));
    }
    value::in_parens(key, input, |content| {
        let (at, example) =
            (content.span(), format!("{}({}, updates = as_is)", key.name, key.form.example()));
        let path: Path =
            content.parse().map_err(|_| Error::new(at, format!("name the function first: `{example}`")))?;
        if content.peek(Token![=]) {
            return Err(Error::new(at, format!("name the function first: `{example}`")));
        }
        value::is_of_expressions(&path)?;
        value::comma(key, content)?;
        let mut updates = Slot::default();
        value::each_inner_key(key, content, |ToColumnKey::Updates, inner| {
            updates.fill(cx, inner, content, value::word)
        })?;
        if !updates.is_given() {
            let message = format!("write `=`: `{} = {}`", key.name, spaced(path.to_token_stream()));
            return Err(Error::new(at, message));
        }
        let span = path.span();
        Ok((ToColumn { path, updates_as_is: true }, span))
    })
}

/// The key in `has_many(key = Port::NODE_ID)`.
fn relation_key(key: &Key, input: ParseStream<'_>) -> Result<(Path, Span)> {
    value::in_parens(key, input, |content| {
        if content.is_empty() {
            let example = key.form.example();
            let message = format!("say which field holds the key: `{}({example})`", key.name);
            return Err(Error::new(key.span, message));
        }
        value::named_by(key, content, RelationKey::Key)?;
        let (RelationKey::Key, inner) = value::inner_key(key, content)?;
        let given = value::path(&inner, content)?;
        value::comma(key, content)?;
        Ok(given)
    })
}

fn renamed(key: &Key, input: ParseStream<'_>) -> Result<Renamed> {
    value::in_parens(key, input, |content| {
        let version = value::first_version(key, content)?;
        let at = if content.is_empty() { key.span } else { content.span() };
        let old: LitStr = content.parse().map_err(|_| {
            let whole = format!("{}(\"{}\", \"old_name\")", key.name, version.value);
            Error::new(at, format!("write the old name as a string: `{whole}`"))
        })?;
        value::no_suffix(&old)?;
        value::comma(key, content)?;
        Ok(Renamed { version, old: old.value(), old_span: old.span() })
    })
}
