//! The rules of methods: of an impl block whose methods are recorded, and of those that Python calls.

use syn::ItemImpl;

use super::form::{inherent_impl, no_generics};
use crate::ctxt::Ctxt;
use crate::model::Object;

/// Every rule of an impl block under `#[object_methods]`.
pub(crate) fn methods_rules(cx: &Ctxt, item: &ItemImpl) {
    no_generics(cx, &item.generics);
    inherent_impl(cx, item);
}

/// Rule: a method is named once.
pub(super) fn remotable_once(cx: &Ctxt, model: &Object) {
    for (index, method) in model.remotable.iter().enumerate() {
        if let Some(first) = model.remotable[..index].iter().find(|first| first.name == method.name) {
            let message = format!("`{}` is given twice: remove one of the two", method.name);
            cx.error_twice(method.span, message, first.span, "first given");
        }
    }
}
