//! The rules of subclasses.

use syn::Type;
use syn::spanned::Spanned as _;

use crate::ctxt::Ctxt;
use crate::model::{Member, MemberKind, Object};
use crate::syntax::{last_segment, only_type_argument, same_tokens, type_text};

/// Rule: with `extends`, exactly one field is of the parent's type.
pub(super) fn one_base(cx: &Ctxt, model: &Object) {
    let Some(extends) = &model.extends else { return };
    if let Some(parent) = model.members.iter().find(|member| member.kind == MemberKind::MisnamedParent) {
        let (given, ty) = (type_text(&extends.given), type_text(&parent.ty));
        let name = |ty| last_segment(ty).map(|segment| &segment.ident);
        let both = if name(&extends.given) == name(&parent.ty) { ": write both alike" } else { "" };
        let message = format!("`extends` says `{given}`, the field `{}` is a `{ty}`{both}", parent.ident);
        cx.error_at(&extends.given, message);
        return;
    }
    if let Some(parent) = model.members.iter().find(|member| holds_parent(member, &extends.given)) {
        let ty = type_text(&extends.given);
        cx.error_at(&parent.ty, format!("the parent stands bare: write `{}: {ty}`", parent.ident));
        return;
    }
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
                "first given",
            );
        }
        (Some(_), None) => {}
    }
}

/// Whether a field is the parent, but in something. One that is an `Attr` may be a child of the parent's type.
fn holds_parent(member: &Member, parent: &Type) -> bool {
    match member.kind {
        MemberKind::Other => holds(&member.ty, parent),
        MemberKind::Attr => member.ident == "base" && holds(&member.ty, parent),
        _ => false,
    }
}

/// Whether a type is another one in something: in a box, an option, an `Attr`.
pub(super) fn holds(ty: &Type, parent: &Type) -> bool {
    last_segment(ty)
        .and_then(only_type_argument)
        .is_some_and(|inner| same_tokens(inner, parent) || holds(inner, parent))
}

/// Rule: no type is its own parent. By the name alone; what it is by another path is found later.
pub(super) fn no_parent_of_itself(cx: &Ctxt, model: &Object) {
    let is_itself = |ty: &&Type| matches!(ty, Type::Path(path) if path.qself.is_none() && path.path.is_ident(&model.ident));
    if let Some(parent) = model.extends.as_ref().map(|extends| &extends.given).filter(is_itself) {
        cx.error_at(parent, "an object does not extend itself: name the type that it extends");
    }
    if let Some(parent) = model.subclass_of.as_ref().filter(is_itself) {
        let message = format!("`{}` would be a subclass of itself: name another parent", model.ident);
        cx.error_at(parent, message);
    }
}

/// Rule: a type has one parent.
pub(super) fn one_parent(cx: &Ctxt, model: &Object) {
    if let (Some(parent), Some(extends)) = (&model.subclass_of, &model.extends) {
        cx.error_twice(
            parent.span(),
            "`extends` makes it a subclass already: remove `subclass_of`",
            extends.ty.span(),
            "`extends` given",
        );
    }
}
