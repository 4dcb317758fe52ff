//! The rules of list objects.

use syn::spanned::Spanned as _;

use crate::ctxt::Ctxt;
use crate::keys::KeyTable as _;
use crate::model::{Field, Object};
use crate::syntax::{Shape, same_tokens, shape, type_text};

/// Rule: a list object has a field `objects: Attr<Vec<Type>>` of the type it lists.
pub(super) fn list_has_objects(cx: &Ctxt, model: &Object) {
    let Some(listed) = &model.list_of else { return };
    if let Shape::Boxed(object) = shape(listed) {
        let text = type_text(&object);
        cx.error_at(listed, format!("a list has its objects without a `Box`: write `list_of = {text}`"));
        return;
    }
    let is_list = |field: &Field| match &field.shape {
        Shape::List(element) => !field.nullable && same_tokens(element, listed),
        _ => false,
    };
    let text = type_text(listed);
    match model.fields.iter().find(|field| field.ident == "objects") {
        // One that has a mistake is there.
        None if model.members.iter().any(|member| member.ident == "objects") => {}
        None => {
            cx.error(model.ident.span(), format!("the list is missing: add `objects: Attr<Vec<{text}>>`"));
        }
        Some(objects) if !is_list(objects) => {
            cx.error_at(&objects.attr_ty, format!("with `list_of = {text}`, write `Attr<Vec<{text}>>`"));
        }
        Some(objects) if objects.wire_name != "objects" => {
            cx.error(objects.wire_span, "a list is `objects` on the wire: remove `rename`");
        }
        Some(objects) => elements_have_no_history(cx, objects),
    }
}

/// Rule: the elements of a list object are there in every version, under the one name that readers know.
fn elements_have_no_history(cx: &Ctxt, objects: &Field) {
    for (key, version) in objects.versions() {
        let key = key.name();
        cx.error(version.key, format!("a list has `objects` in every version: remove `{key}`"));
    }
}

/// Rule: a list object is no subclass.
pub(super) fn list_extends_nothing(cx: &Ctxt, model: &Object) {
    if let (Some(listed), Some(extends)) = (&model.list_of, &model.extends) {
        cx.error_twice(
            listed.span(),
            "`list_of` and `extends` exclude each other: remove one of them",
            extends.ty.span(),
            "`extends` given",
        );
    }
}
