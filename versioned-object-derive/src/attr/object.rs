//! `#[versioned_object(…)]`.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{
    Attribute, Error, Ident, LitStr, Path, Result, Token, Type, bracketed, parse_quote_spanned, token,
};

use super::{FIELD, Handled, Key, MIXIN, OBJECT, Slot, each_key, misplaced, remotable, twice, value};
use crate::ctxt::Ctxt;
use crate::model::{
    DictFlavour, Hook, HookKind, Note, Relationship, Remotable, SoftDelete, Spanned, Timestamps, VersionPairs,
};
use crate::version::Version;

const PAIRS: &str = "(\"1.0\", \"1.0\"), (\"1.2\", \"1.1\")";
const RELATIONSHIPS: &str = "field = [(\"1.0\", \"1.0\"), (\"1.2\", \"1.1\")]";
const NOTE: &str = "\"1.4\", \"what it changed\"";
const HOOKS: [&str; 2] = ["load_attr", "make_compatible"];

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
    /// `fingerprint = "…"`: the digits, and the version before them
    pub(crate) fingerprint: Slot<(String, Option<Version>)>,
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
    pub(crate) relationships: Slot<Vec<Relationship>>,
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
    /// `hooks(…)`
    pub(crate) hooks: Slot<Vec<Hook>>,
    /// `crate = path`
    pub(crate) core: Slot<Path>,
}

impl ObjectAttrs {
    /// Reads the attributes of a struct.
    pub(crate) fn read(cx: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut this = Self::default();
        misplaced(cx, attrs, "the struct", &[&FIELD]);
        each_key(cx, attrs, &OBJECT, &[&FIELD, &MIXIN], |key, input| this.handle(cx, key, input));
        this
    }

    fn handle(&mut self, cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<Handled> {
        match key.name.as_str() {
            "version" => self.version.fill(cx, key, || value::version(key, input)),
            "name" => self.name.fill(cx, key, || value::name(key, input, "\"Name\"")),
            "namespace" => self.namespace.fill(cx, key, || value::name(key, input, "\"cinder\"")),
            "serial_namespace" => {
                self.serial_namespace.fill(cx, key, || value::name(key, input, "\"versioned_object\""))
            }
            "fingerprint" => self.fingerprint.fill(cx, key, || fingerprint(key, input)),
            "extra_fields" => {
                self.extra_fields.fill(cx, key, || value::idents(key, input, "name, is_incremental"))
            }
            "table" => self.table.fill(cx, key, || value::name(key, input, "\"backups\"")),
            "key" => self.key.fill(cx, key, || value::ident(key, input)),
            "project" => self.project.fill(cx, key, || value::ident(key, input)),
            "soft_delete" => self.soft_delete.fill(cx, key, || soft_delete(cx, key, input)),
            "timestamps" => self.timestamps.fill(cx, key, || timestamps(cx, key, input)),
            "null_integers" => self.null_integers.fill(cx, key, || {
                let (index, span) = value::word(key, input, &["keep", "zero"])?;
                Ok((index == 1, span))
            }),
            "list_of" => self.list_of.fill(cx, key, || value::ty(key, input)),
            "relationships" => self.relationships.fill(cx, key, || relationships(key, input)),
            "child_versions" => self.child_versions.fill(cx, key, || {
                value::in_parens(key, input, PAIRS, |content| {
                    Ok((value::version_pairs(key, content)?, key.span))
                })
            }),
            "note" => {
                self.notes.push(note(key, input)?);
                Ok(Handled::Yes)
            }
            "remotable" => self.remotable.fill(cx, key, || remotable::read(key, input)),
            "extends" => self.extends.fill(cx, key, || value::ty(key, input)),
            "subclass_of" => self.subclass_of.fill(cx, key, || value::ty(key, input)),
            "comparable" => self.comparable.fill(cx, key, || value::flag(key, input)),
            "dict" => self.dict.fill(cx, key, || dict(key, input)),
            "hooks" => self.hooks.fill(cx, key, || hooks(cx, key, input)),
            "crate" => self.core.fill(cx, key, || value::core(key, input)),
            _ => Ok(Handled::Unknown),
        }
    }
}

fn dict(key: &Key, input: ParseStream<'_>) -> Result<(DictFlavour, Span)> {
    let (index, span) = value::word(key, input, &["oslo", "cinder"])?;
    Ok((if index == 0 { DictFlavour::Oslo } else { DictFlavour::Cinder }, span))
}

/// `"<hex>"` or `"X.Y-<hex>"`.
fn fingerprint(key: &Key, input: ParseStream<'_>) -> Result<((String, Option<Version>), Span)> {
    let (text, span) = value::text(key, input, "\"1.4-c50f7a68bb4c400dd53dd219685b3992\"")?;
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
        return Ok(((digits.to_owned(), version), span));
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
    value::in_parens(key, input, "flag = deleted, at = deleted_at, set(status = \"deleted\")", |content| {
        let (mut flag, mut at, mut set) = (Slot::default(), Slot::default(), Slot::default());
        while !content.is_empty() {
            let inner = value::inner_key(key, content, &["flag", "at", "set"])?;
            match inner.name.as_str() {
                "flag" => flag.fill(cx, &inner, || value::ident(&inner, content))?,
                "at" => at.fill(cx, &inner, || value::ident(&inner, content))?,
                _ => set.fill(cx, &inner, || settings(&inner, content))?,
            };
            value::comma(key, content)?;
        }
        let message =
            "`soft_delete` takes the field that is true in a deleted row: `soft_delete(flag = deleted)`";
        let flag = flag.value().ok_or_else(|| Error::new(key.span, message))?;
        Ok((SoftDelete { flag, at: at.value(), set: set.value().unwrap_or_default() }, key.span))
    })
}

/// `status = "deleted", …` in parentheses.
fn settings(key: &Key, input: ParseStream<'_>) -> Result<(Vec<(Ident, String)>, Span)> {
    value::in_parens(key, input, "status = \"deleted\"", |content| {
        let mut settings = Vec::new();
        while !content.is_empty() {
            let field: Ident = content.parse()?;
            let inner = Key { name: field.to_string(), span: field.span() };
            settings.push((field, value::text(&inner, content, "\"deleted\"")?.0));
            value::comma(key, content)?;
        }
        Ok((settings, key.span))
    })
}

/// `created = created_at, updated = updated_at`, one or both.
fn timestamps(cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<(Timestamps, Span)> {
    value::in_parens(key, input, "created = created_at, updated = updated_at", |content| {
        let (mut created, mut updated) = (Slot::default(), Slot::default());
        while !content.is_empty() {
            let inner = value::inner_key(key, content, &["created", "updated"])?;
            match inner.name.as_str() {
                "created" => created.fill(cx, &inner, || value::ident(&inner, content))?,
                _ => updated.fill(cx, &inner, || value::ident(&inner, content))?,
            };
            value::comma(key, content)?;
        }
        Ok((Timestamps { created: created.value(), updated: updated.value() }, key.span))
    })
}

fn note(key: &Key, input: ParseStream<'_>) -> Result<Note> {
    value::in_parens(key, input, NOTE, |content| {
        let (version, span) = value::first_version(key, content)?;
        let at = if content.is_empty() { key.span } else { content.span() };
        let text: LitStr = content.parse().map_err(|_| {
            Error::new(at, format!("say as a string what the version changed: `note({NOTE})`"))
        })?;
        value::comma(key, content)?;
        Ok(Note { version: Spanned { value: version, span, key: key.span }, text: text.value() })
    })
}

fn relationships(key: &Key, input: ParseStream<'_>) -> Result<(Vec<Relationship>, Span)> {
    value::in_parens(key, input, RELATIONSHIPS, |content| {
        let mut relationships = Vec::new();
        while !content.is_empty() {
            let span = content.span();
            let wanted = || {
                Error::new(span, format!("write the field and its pairs: `relationships({RELATIONSHIPS})`"))
            };
            let field: Ident = content.parse().map_err(|_| wanted())?;
            content.parse::<Token![=]>().map_err(|_| wanted())?;
            if !content.peek(token::Bracket) {
                return Err(wanted());
            }
            let pairs;
            bracketed!(pairs in content);
            relationships.push(Relationship { field, versions: value::version_pairs(key, &pairs)? });
            value::comma(key, content)?;
        }
        Ok((relationships, key.span))
    })
}

fn hooks(cx: &Ctxt, key: &Key, input: ParseStream<'_>) -> Result<(Vec<Hook>, Span)> {
    value::in_parens(key, input, "load_attr, make_compatible = path::to::function", |content| {
        let mut hooks: Vec<Hook> = Vec::new();
        while !content.is_empty() {
            let name = value::inner_key(key, content, &HOOKS)?;
            let span = name.span;
            let (kind, method) = if name.name == "load_attr" {
                (HookKind::LoadAttr, Ident::new("hook_load_attr", span))
            } else {
                (HookKind::MakeCompatible, Ident::new("hook_make_compatible", span))
            };
            let path = if content.peek(Token![=]) {
                value::path(&name, content)?.0
            } else {
                parse_quote_spanned!(span=> Self::#method)
            };
            match hooks.iter().find(|hook| hook.kind == kind) {
                Some(first) => twice(cx, &name, first.span),
                None => hooks.push(Hook { kind, path, span }),
            }
            value::comma(key, content)?;
        }
        Ok((hooks, key.span))
    })
}
