//! `#[versioned_object(…)]`.

use proc_macro2::Span;
use quote::format_ident;
use syn::parse::ParseStream;
use syn::{
    Attribute, Error, Expr, Ident, LitStr, Path, Result, Token, Type, bracketed, parse_quote_spanned, token,
};

use super::reader::{each_key, misplaced};
use super::slot::{Key, Slot, twice};
use super::{remotable, value};
use crate::ctxt::Ctxt;
use crate::keys::{
    AttributeTable as _, FieldKey, Form, HookKey, KeyTable as _, MixinKey, ObjectKey, SoftDeleteKey,
    TimestampsKey,
};
use crate::model::{
    DictFlavour, Fingerprint, GivenKeys, Hook, Note, Relationship, Remotable, SoftDelete, Spanned,
    Timestamps, VersionPairs,
};
use crate::version::Version;

/// Relationships, and where `..` stands behind them.
type Relationships = (Vec<Relationship>, Option<Span>);

/// The keys of `#[versioned_object(…)]` as given.
#[derive(Default)]
pub(crate) struct ObjectAttrs {
    /// `version = "X.Y"`
    pub(crate) version: Slot<Version>,
    /// `name = "Name"`
    pub(crate) name: Slot<String>,
    /// `namespace = "cinder"`
    pub(crate) namespace: Slot<String>,
    /// `serial_namespace = "nova_object"`
    pub(crate) serial_namespace: Slot<String>,
    /// `fingerprint = "…"`
    pub(crate) fingerprint: Slot<Fingerprint>,
    /// `extra_fields(a, b)`
    pub(crate) extra_fields: Slot<Vec<Ident>>,
    /// `table = "backups"`
    pub(crate) table: Slot<String>,
    /// `key = id`
    pub(crate) key: Slot<Ident>,
    /// `project = project_id`
    pub(crate) project: Slot<Ident>,
    /// `soft_delete(flag = deleted, at = deleted_at, set(status = "deleted"))`
    pub(crate) soft_delete: Slot<SoftDelete>,
    /// `timestamps(created = created_at, updated = updated_at)`
    pub(crate) timestamps: Slot<Timestamps>,
    /// `null_integers = zero`
    pub(crate) null_integers: Slot<bool>,
    /// `list_of = Type`
    pub(crate) list_of: Slot<Type>,
    /// `relationships(field = [("1.0", "1.0")])`
    pub(crate) relationships: Slot<Relationships>,
    /// `child_versions(("1.0", "1.0"))`
    pub(crate) child_versions: Slot<VersionPairs>,
    /// `note("X.Y", "what it means")`, any number of them
    pub(crate) notes: Vec<Note>,
    /// `remotable(save(self), get_by_id(cls, context, id))`
    pub(crate) remotable: Slot<Vec<Remotable>>,
    /// `extends = Type`
    pub(crate) extends: Slot<Type>,
    /// `subclass_of = Type`
    pub(crate) subclass_of: Slot<Type>,
    /// `comparable`
    pub(crate) comparable: Slot<()>,
    /// `dict = oslo`
    pub(crate) dict: Slot<DictFlavour>,
    /// `builder = Name`
    pub(crate) builder: Slot<Ident>,
    /// `hooks(…)`
    pub(crate) hooks: Slot<Vec<Hook>>,
    /// `python = PythonClass::new("cinder.objects.backup")`
    pub(crate) python: Slot<Expr>,
    /// `crate = path`
    pub(crate) core: Slot<Path>,
    /// Every key, in order.
    pub(crate) given: GivenKeys<ObjectKey>,
}

impl ObjectAttrs {
    /// Reads the attributes of a struct.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        misplaced(cx, attrs, ObjectKey::PLACE.on, &[FieldKey::PLACE]);
        this.given = each_key(cx, attrs, &[FieldKey::PLACE, MixinKey::PLACE], |known, key, input| {
            this.key(cx, known, key, input)
        });
        this
    }

    fn key(&mut self, cx: &Ctxt, known: ObjectKey, key: &Key, input: ParseStream<'_>) -> Result<()> {
        match known {
            ObjectKey::Version => self.version.fill(cx, key, input, value::version),
            ObjectKey::Name => self.name.fill(cx, key, input, value::name),
            ObjectKey::Namespace => self.namespace.fill(cx, key, input, value::name),
            ObjectKey::SerialNamespace => self.serial_namespace.fill(cx, key, input, value::name),
            ObjectKey::Fingerprint => self.fingerprint.fill(cx, key, input, fingerprint),
            ObjectKey::ExtraFields => self.extra_fields.fill(cx, key, input, |key, input| {
                value::not_empty(key, value::idents(key, input, "method")?)
            }),
            ObjectKey::Table => self.table.fill(cx, key, input, value::text),
            ObjectKey::Key => self.key.fill(cx, key, input, value::ident),
            ObjectKey::Project => self.project.fill(cx, key, input, value::ident),
            ObjectKey::SoftDelete => {
                self.soft_delete.fill(cx, key, input, |key, input| soft_delete(cx, key, input))
            }
            ObjectKey::Timestamps => {
                self.timestamps.fill(cx, key, input, |key, input| timestamps(cx, key, input))
            }
            ObjectKey::NullIntegers => self.null_integers.fill(cx, key, input, |key, input| {
                value::word(key, input).map(|(word, span)| (word == "zero", span))
            }),
            ObjectKey::ListOf => self.list_of.fill(cx, key, input, value::object_type),
            ObjectKey::Relationships => self.relationships.fill(cx, key, input, relationships),
            ObjectKey::ChildVersions => self.child_versions.fill(cx, key, input, |key, input| {
                let pairs = value::in_parens(key, input, |content| value::version_pairs(key, content))?;
                Ok((pairs, key.span))
            }),
            ObjectKey::Note => note(key, input).map(|note| self.notes.push(note)),
            ObjectKey::Remotable => self
                .remotable
                .fill(cx, key, input, |key, input| value::not_empty(key, remotable::read(key, input)?)),
            ObjectKey::Extends => self.extends.fill(cx, key, input, value::object_type),
            ObjectKey::SubclassOf => self.subclass_of.fill(cx, key, input, value::object_type),
            ObjectKey::Comparable => self.comparable.fill(cx, key, input, value::flag),
            ObjectKey::Dict => self.dict.fill(cx, key, input, dict),
            ObjectKey::Builder => self.builder.fill(cx, key, input, value::ident),
            ObjectKey::Hooks => self.hooks.fill(cx, key, input, |key, input| hooks(cx, key, input)),
            ObjectKey::Python => self.python.fill(cx, key, input, value::expr),
            ObjectKey::Crate => self.core.fill(cx, key, input, value::core),
        }
    }
}

fn dict(key: &Key, input: ParseStream<'_>) -> Result<(DictFlavour, Span)> {
    let (word, span) = value::word(key, input)?;
    Ok((if word == "cinder" { DictFlavour::Cinder } else { DictFlavour::Oslo }, span))
}

/// `"<hex>"` or `"X.Y-<hex>"`.
fn fingerprint(key: &Key, input: ParseStream<'_>) -> Result<(Fingerprint, Span)> {
    let (text, span) = value::text(key, input)?;
    let (version, digits) = match text.rsplit_once('-') {
        Some((version, digits)) => {
            let message =
                format!("`{version}` before the `-` is not a version: write `X.Y-` and 32 hex digits");
            let version = Version::parse(version).ok_or_else(|| Error::new(span, message))?;
            (Some(version), digits)
        }
        None => (None, text.as_str()),
    };
    // Empty asks the compiler for it.
    if text.is_empty() || digits.len() == 32 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    {
        return Ok((Fingerprint { digits: digits.to_owned(), version }, span));
    }
    let message = if digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        format!("write the fingerprint in small letters: `{}`", digits.to_ascii_lowercase())
    } else {
        "`fingerprint` takes 32 hex digits, as oslo's `ObjectVersionChecker` prints them".to_owned()
    };
    Err(Error::new(span, message))
}

/// `flag = deleted`, and then `at = deleted_at` and `set(status = "deleted")`.
fn soft_delete(cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<(SoftDelete, Span)> {
    value::in_parens(key, input, |content| {
        let (mut flag, mut at, mut set) = (Slot::default(), Slot::default(), Slot::default());
        value::named_by(key, content, SoftDeleteKey::Flag)?;
        value::each_inner_key(key, content, |known, inner| match known {
            SoftDeleteKey::Flag => flag.fill(cx, inner, content, value::ident),
            SoftDeleteKey::At => at.fill(cx, inner, content, value::ident),
            SoftDeleteKey::Set => set.fill(cx, inner, content, settings),
        })?;
        let message =
            "`soft_delete` takes the field that is true in a deleted row: `soft_delete(flag = deleted)`";
        let flag = flag.value().ok_or_else(|| Error::new(key.span, message))?;
        Ok((SoftDelete { flag, at: at.value(), set: set.value().unwrap_or_default() }, key.span))
    })
}

/// Fields, each with a text.
type Settings = Vec<(Ident, Spanned<String>)>;

/// `status = "deleted", …` in parentheses.
fn settings(key: &Key, input: ParseStream<'_>) -> Result<(Settings, Span)> {
    let set = value::each_in_parens(key, input, |content| {
        let field = value::lone(content, "field", |name| format!("{}({name} = \"deleted\")", key.name))?;
        let inner = Key { name: field.to_string(), form: Form::Text("\"deleted\""), span: field.span() };
        let (value, span) = value::text(&inner, content)?;
        Ok((field, Spanned { value, span, key: inner.span }))
    })?;
    value::not_empty(key, set)
}

/// `created = created_at, updated = updated_at`, one or both.
fn timestamps(cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<(Timestamps, Span)> {
    value::in_parens(key, input, |content| {
        let (mut created, mut updated) = (Slot::default(), Slot::default());
        value::each_inner_key(key, content, |known, inner| match known {
            TimestampsKey::Created => created.fill(cx, inner, content, value::ident),
            TimestampsKey::Updated => updated.fill(cx, inner, content, value::ident),
        })?;
        let timestamps = Timestamps { created: created.value(), updated: updated.value() };
        if timestamps.created.is_none() && timestamps.updated.is_none() {
            return Err(value::empty(key));
        }
        Ok((timestamps, key.span))
    })
}

fn note(key: &Key, input: ParseStream<'_>) -> Result<Note> {
    value::in_parens(key, input, |content| {
        let version = value::first_version(key, content)?;
        let at = if content.is_empty() { key.span } else { content.span() };
        let text: LitStr = content.parse().map_err(|_| {
            let whole = format!("{}(\"{}\", \"what it changed\")", key.name, version.value);
            Error::new(at, format!("say as a string what the version changed: `{whole}`"))
        })?;
        value::no_suffix(&text)?;
        value::comma(key, content)?;
        Ok(Note { version, text_span: text.span(), text: text.value() })
    })
}

/// Fields with their pairs, and perhaps `..`.
fn relationships(key: &Key, input: ParseStream<'_>) -> Result<(Relationships, Span)> {
    value::in_parens(key, input, |content| {
        let mut given = Vec::new();
        while !content.is_empty() {
            if let Some(others) = value::dots(content, "`..` stands behind the last field")? {
                return Ok(((given, Some(others)), key.span));
            }
            given.push(relationship(key, content)?);
            value::comma(key, content)?;
        }
        Ok(((given, None), key.span))
    })
}

fn relationship(key: &Key, content: ParseStream<'_>) -> Result<Relationship> {
    let span = content.span();
    let wanted = || {
        let example = key.form.example();
        Error::new(span, format!("write the field and its pairs: `{}({example})`", key.name))
    };
    value::no_keyword(content, |name| format!("{}({name} = […])", key.name))?;
    let field: Ident = content.parse().map_err(|_| wanted())?;
    content.parse::<Token![=]>().map_err(|_| wanted())?;
    if !content.peek(token::Bracket) {
        return Err(wanted());
    }
    let pairs;
    bracketed!(pairs in content);
    Ok(Relationship { field, versions: value::version_pairs(key, &pairs)? })
}

fn hooks(cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<(Vec<Hook>, Span)> {
    value::in_parens(key, input, |content| {
        let mut hooks: Vec<Hook> = Vec::new();
        value::each_inner_key(key, content, |kind, inner| {
            let span = inner.span;
            let is_next =
                content.fork().parse::<Ident>().is_ok_and(|word| HookKey::named(&word.to_string()).is_some());
            let path = if !content.is_empty() && !content.peek(Token![,]) && !is_next {
                value::path(inner, content)?.0
            } else {
                let method = format_ident!("hook_{}", inner.name, span = span);
                parse_quote_spanned!(span=> Self::#method)
            };
            match hooks.iter().find(|hook| hook.kind == kind) {
                Some(first) => twice(cx, inner, first.span),
                None => hooks.push(Hook { kind, path, span }),
            }
            Ok(())
        })?;
        value::not_empty(key, (hooks, key.span))
    })
}
