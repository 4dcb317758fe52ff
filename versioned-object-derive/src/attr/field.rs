//! `#[field(…)]`.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Attribute, Error, Expr, Ident, LitStr, Path, Result};

use super::{FIELD, Handled, Key, Place, Slot, each_key, misplaced, value};
use crate::ctxt::Ctxt;
use crate::model::{Changed, NewValue, Renamed, Spanned};
use crate::version::Version;

const CHANGED: &str = "\"1.4\", from = OldType, down = to_old, up = from_old";
const VALUE: &str = "\"1.4\", NewVariant, instead = OldVariant";
const RENAMED: &str = "\"1.4\", \"old_name\"";

/// The keys of `#[field(…)]` as given.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    /// `default = expression`
    pub(crate) default: Slot<Expr>,
    /// `fingerprint_default = "raw text"`
    pub(crate) fingerprint_default: Slot<String>,
    /// `read_only`
    pub(crate) read_only: Slot<()>,
    /// `since = "X.Y"`
    pub(crate) since: Slot<Version>,
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
    /// `validate = path`
    pub(crate) validate: Slot<Path>,
    /// `column = "name"`
    pub(crate) column: Slot<String>,
    /// `no_column`
    pub(crate) no_column: Slot<()>,
    /// `sql_type = "TYPE"`
    pub(crate) sql_type: Slot<String>,
    /// `to_column = path`
    pub(crate) to_column: Slot<Path>,
    /// `flatten`
    pub(crate) flatten: Slot<()>,
    /// Every key but `flatten`, in order: what a field that is no attribute must not have.
    pub(crate) given: Vec<(String, Span)>,
}

impl FieldAttrs {
    /// Reads the attributes of a field; `owner` is the place of its struct's attributes.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute], owner: &Place) -> Self {
        let mut this = Self::default();
        misplaced(cx, attrs, "a field", &[owner]);
        each_key(cx, attrs, &FIELD, &[owner], |key, input| {
            if key.name != "flatten" && FIELD.keys.contains(&key.name.as_str()) {
                this.given.push((key.name.clone(), key.span));
            }
            this.key(cx, key, input)
        });
        this
    }

    fn key(&mut self, cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<Handled> {
        match key.name.as_str() {
            "default" => self.default.fill(cx, key, || value::expr(key, input)),
            "fingerprint_default" => {
                self.fingerprint_default.fill(cx, key, || value::text(key, input, "\"raw text\""))
            }
            "read_only" => self.read_only.fill(cx, key, || value::flag(key, input)),
            "since" => self.since.fill(cx, key, || value::version(key, input)),
            "until" => self.until.fill(cx, key, || value::version(key, input)),
            "changed" => {
                self.changed.push(changed(cx, key, input)?);
                Ok(Handled::Yes)
            }
            "renamed" => {
                self.renamed.push(renamed(key, input)?);
                Ok(Handled::Yes)
            }
            "value" => {
                self.values.push(new_value(key, input)?);
                Ok(Handled::Yes)
            }
            "rename" => self.rename.fill(cx, key, || value::text(key, input, "\"wire_name\"")),
            "sensitive" => self.sensitive.fill(cx, key, || value::flag(key, input)),
            "object" => self.object.fill(cx, key, || value::name(key, input, "\"Name\"")),
            "validate" => self.validate.fill(cx, key, || value::path(key, input)),
            "column" => self.column.fill(cx, key, || value::name(key, input, "\"name\"")),
            "no_column" => self.no_column.fill(cx, key, || value::flag(key, input)),
            "sql_type" => self.sql_type.fill(cx, key, || value::text(key, input, "\"VARCHAR(255)\"")),
            "to_column" => self.to_column.fill(cx, key, || value::path(key, input)),
            "flatten" => self.flatten.fill(cx, key, || value::flag(key, input)),
            _ => Ok(Handled::Unknown),
        }
    }
}

fn changed(cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<Changed> {
    value::in_parens(key, input, CHANGED, |content| {
        let (version, span) = value::first_version(key, content)?;
        let (mut from, mut down, mut up) = (Slot::default(), Slot::default(), Slot::default());
        let mut as_is = Slot::default();
        while !content.is_empty() {
            let inner = value::inner_key(key, content, &["from", "down", "up", "as_is"])?;
            match inner.name.as_str() {
                "as_is" => as_is.fill(cx, &inner, || value::flag(&inner, content))?,
                "from" => from.fill(cx, &inner, || value::ty(&inner, content))?,
                "down" => down.fill(cx, &inner, || value::path(&inner, content))?,
                _ => up.fill(cx, &inner, || value::path(&inner, content))?,
            };
            value::comma(key, content)?;
        }
        let version = Spanned { value: version, span, key: key.span };
        Ok(Changed {
            version,
            from: from.value(),
            down: down.value(),
            up: up.value(),
            as_is: as_is.spanned().map(|as_is| as_is.key),
        })
    })
}

fn new_value(key: &Key, input: ParseStream<'_>) -> Result<NewValue> {
    value::in_parens(key, input, VALUE, |content| {
        let (version, span) = value::first_version(key, content)?;
        let at = if content.is_empty() { key.span } else { content.span() };
        let wanted =
            || Error::new(at, format!("name the variant, and the one for older peers: `value({VALUE})`"));
        let variant: Ident = content.parse().map_err(|_| wanted())?;
        value::comma(key, content)?;
        if content.is_empty() {
            return Err(wanted());
        }
        let inner = value::inner_key(key, content, &["instead"])?;
        let (instead, _) = value::ident(&inner, content)?;
        value::comma(key, content)?;
        Ok(NewValue { version: Spanned { value: version, span, key: key.span }, variant, instead })
    })
}

fn renamed(key: &Key, input: ParseStream<'_>) -> Result<Renamed> {
    value::in_parens(key, input, RENAMED, |content| {
        let (version, span) = value::first_version(key, content)?;
        let at = if content.is_empty() { key.span } else { content.span() };
        let old: LitStr = content
            .parse()
            .map_err(|_| Error::new(at, format!("write the old name as a string: `renamed({RENAMED})`")))?;
        value::comma(key, content)?;
        let version = Spanned { value: version, span, key: key.span };
        Ok(Renamed { version, old: old.value(), old_span: old.span() })
    })
}
