//! Keys as they are written, and what is kept of those that may be given once.

use proc_macro2::Span;
use syn::Result;
use syn::parse::ParseStream;

use crate::ctxt::Ctxt;
use crate::keys::Form;
use crate::model::Spanned;

/// A key as written.
pub(crate) struct Key {
    /// Its text.
    pub(crate) name: String,
    /// How its value must be written.
    pub(crate) form: Form,
    /// Where it stands.
    pub(crate) span: Span,
}

/// A key that may be given once.
pub(crate) struct Slot<T> {
    value: Option<Spanned<T>>,
    /// Where the key was first given, also when its value was wrong.
    given: Option<Span>,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self { value: None, given: None }
    }
}

impl<T> Slot<T> {
    /// Reads the key's value with `read`; a second time it is a mistake.
    pub(super) fn fill(
        &mut self,
        cx: &Ctxt,
        key: &Key,
        input: ParseStream<'_>,
        read: impl FnOnce(&Key, ParseStream<'_>) -> Result<(T, Span)>,
    ) -> Result<()> {
        if let Some(first) = self.given {
            twice(cx, key, first);
            read(key, input)?;
            return Ok(());
        }
        self.given = Some(key.span);
        let (value, span) = read(key, input)?;
        self.value = Some(Spanned { value, span, key: key.span });
        Ok(())
    }

    /// The value with its places.
    pub(crate) fn spanned(self) -> Option<Spanned<T>> {
        self.value
    }

    /// The value alone.
    pub(crate) fn value(self) -> Option<T> {
        self.value.map(|spanned| spanned.value)
    }

    /// A look at the value.
    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref().map(|spanned| &spanned.value)
    }

    /// Whether the key was given, even with a wrong value.
    pub(crate) fn is_given(&self) -> bool {
        self.given.is_some()
    }
}

/// Reports a key that was given before.
pub(super) fn twice(cx: &Ctxt, key: &Key, first: Span) {
    cx.error_twice(
        key.span,
        format!("`{}` is given twice: remove one of the two", key.name),
        first,
        "first given",
    );
}
