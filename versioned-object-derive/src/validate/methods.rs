//! The rules of methods: of an impl block whose methods are recorded, and of those that Python calls.

use syn::ItemImpl;

use super::form::{inherent_impl, no_generics};
use crate::ctxt::Ctxt;
use crate::model::{Methods, Object, Receiver};

/// Every rule of an impl block under `#[object_methods]`.
pub(crate) fn methods_rules(cx: &Ctxt, item: &ItemImpl, model: &Methods) {
    no_generics(cx, &item.generics);
    inherent_impl(cx, item);
    called_on_the_same(cx, model);
}

/// Rule: what is called on an object in Rust is so in Python, and what is not is not.
fn called_on_the_same(cx: &Ctxt, model: &Methods) {
    for method in &model.methods {
        let Some(python) = &method.python else { continue };
        let name = &python.name;
        match (method.is_static, python.receiver) {
            (false, Receiver::Class | Receiver::None) => {
                cx.error(
                    python.span,
                    format!("`{}` takes `self` in Rust: write `{name}(self, …)`", method.ident),
                );
            }
            (true, Receiver::Object) => {
                let message = format!(
                    "`{}` takes no `self` in Rust: write `{name}(cls, …)`, or no `self` where Python has a static method",
                    method.ident
                );
                cx.error(python.span, message);
            }
            (false, Receiver::Object) | (true, Receiver::Class | Receiver::None) => {}
        }
    }
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
