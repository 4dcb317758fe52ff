//! The rules of subclasses.

use syn::Type;
use syn::spanned::Spanned as _;

use crate::ctxt::Ctxt;
use crate::model::{MemberKind, Object};
use crate::syntax::type_text;

/// Rule: with `extends`, exactly one field is of the parent's type.
pub(super) fn one_base(cx: &Ctxt, model: &Object) {
    let Some(extends) = &model.extends else { return };
    let mut bases = model.members.iter().filter(|member| member.kind == MemberKind::Parent);
    match (bases.next(), bases.next()) {
        (None, _) => {
            let ty = type_text(&extends.ty);
            cx.error(extends.ty.span(), format!("no field is of this type: add `base: {ty}`"));
        }
        (Some(first), Some(second)) => {
            cx.error_twice(
                second.ident.span(),
                "a second field of the parent's type: remove one of them",
                first.ident.span(),
                "first given here",
            );
        }
        (Some(_), None) => {}
    }
}

/// Rule: a type has one parent.
pub(super) fn one_parent(cx: &Ctxt, model: &Object) {
    if let (Some(parent), Some(extends)) = (&model.subclass_of, &model.extends) {
        cx.error_twice(
            parent.span(),
            "`extends` makes it a subclass already: remove `subclass_of`",
            extends.ty.span(),
            "`extends` given here",
        );
    }
}

/// Rule: a type is no subclass of itself. By the name alone; what it is by another path is found later.
pub(super) fn no_subclass_of_itself(cx: &Ctxt, model: &Object) {
    if let Some(parent) = &model.subclass_of
        && matches!(parent, Type::Path(path) if path.qself.is_none() && path.path.is_ident(&model.ident))
    {
        cx.error(
            parent.span(),
            format!("`{}` would be a subclass of itself: name another parent", model.ident),
        );
    }
}
