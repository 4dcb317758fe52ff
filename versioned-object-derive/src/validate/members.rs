//! The rules of the fields of a struct as they are declared: what each one is, and which keys it takes.

use syn::Type;

use super::extends::holds;
use super::types::thread_bound;
use crate::ctxt::Ctxt;
use crate::keys::{FieldKey, KeyTable as _, ObjectKey};
use crate::model::{Member, MemberKind, MixinField, Object};
use crate::names::did_you_mean;
use crate::syntax::{
    Shape, is_name_alone, last_segment, only_type_argument, option_argument, same_type, shape, type_text,
};

/// Every rule of a field of an object.
pub(super) fn of_object(cx: &Ctxt, member: &Member, parent: Option<&Type>) {
    meta_stands_bare(cx, member);
    no_keys_of_the_state(cx, member);
    no_keys_beside_flatten(cx, member);
    attrs_are_not_flattened(cx, member);
    no_keys_beside_skip(cx, member);
    attrs_are_not_skipped(cx, member);
    skipped_in_no_thread(cx, member);
    attr_takes_one_type(cx, member);
    object_has_attrs_and_mixins(cx, member, parent);
}

/// Every rule of a field of a mixin.
pub(super) fn of_mixin(cx: &Ctxt, member: &Member) {
    if member.keys.place_of_read(FieldKey::Flatten).is_some() {
        mixin_has_no_mixins(cx, member);
    } else {
        no_keys_beside_skip(cx, member);
        attrs_are_not_skipped(cx, member);
        skipped_in_no_thread(cx, member);
        attr_takes_one_type(cx, member);
        mixin_has_no_meta(cx, member);
        mixin_has_attrs_only(cx, member);
    }
}

/// Rule: `ObjectMeta` stands in nothing.
fn meta_stands_bare(cx: &Ctxt, member: &Member) {
    if member.kind == MemberKind::WrappedMeta {
        cx.error_at(&member.ty, format!("`ObjectMeta` stands bare: write `{}: ObjectMeta`", member.ident));
    }
}

/// Rule: `#[field(…)]` stands on attributes and mixins only.
fn no_keys_of_the_state(cx: &Ctxt, member: &Member) {
    let what = match member.kind {
        MemberKind::Parent => "the parent",
        MemberKind::Meta => "`ObjectMeta`",
        _ => return,
    };
    let given = member.keys.0.iter().filter(|given| given.key != FieldKey::Flatten);
    let flatten = member.keys.place_of_read(FieldKey::Flatten).map(|place| (FieldKey::Flatten, place));
    for (key, place) in given.map(|given| (given.key, given.span)).chain(flatten) {
        cx.error(place, format!("`{}` is not for {what}: remove it", key.name()));
    }
}

/// Rule: `flatten` stands alone; what it flattens has attributes of its own.
fn no_keys_beside_flatten(cx: &Ctxt, member: &Member) {
    if member.kind == MemberKind::Mixin {
        for given in member.keys.0.iter().filter(|given| given.key != FieldKey::Flatten) {
            let key = given.key.name();
            cx.error(
                given.span,
                format!("`{key}` cannot stand beside `flatten`: write it on the fields of the mixin"),
            );
        }
    }
}

/// Rule: `flatten` is not for an `Attr`.
fn attrs_are_not_flattened(cx: &Ctxt, member: &Member) {
    let Some(place) = member.keys.place_of_read(FieldKey::Flatten) else { return };
    match member.kind {
        MemberKind::Attr => {
            cx.error(place, "`flatten` is for mixins, this field is an `Attr`: remove `flatten`");
        }
        MemberKind::WrappedMixin => {
            let mixin =
                last_segment(&member.ty).and_then(only_type_argument).map(type_text).unwrap_or_default();
            cx.error_at(
                &member.ty,
                format!("a mixin stands without `Attr`: write `{}: {mixin}`", member.ident),
            );
        }
        _ => {}
    }
}

/// Rule: `skip` stands alone: the other keys are about what an object has.
fn no_keys_beside_skip(cx: &Ctxt, member: &Member) {
    if member.kind == MemberKind::Skipped {
        for given in member.keys.0.iter().filter(|given| given.key != FieldKey::Skip) {
            let key = given.key.name();
            cx.error(
                given.span,
                format!("`{key}` cannot stand beside `skip`: a field of Rust alone has no keys, remove one of the two"),
            );
        }
    }
}

/// Rule: `skip` is not for an `Attr`.
fn attrs_are_not_skipped(cx: &Ctxt, member: &Member) {
    if matches!(member.kind, MemberKind::Attr | MemberKind::AttrWithoutType)
        && let Some(place) = member.keys.place_of_read(FieldKey::Skip)
    {
        cx.error(
            place,
            "`skip` is for fields of Rust alone, this field is an `Attr`: write its type without `Attr`",
        );
    }
}

/// Rule: a field of Rust alone goes where its object does, from thread to thread.
fn skipped_in_no_thread(cx: &Ctxt, member: &Member) {
    if member.kind != MemberKind::Skipped {
        return;
    }
    let Some((ty, wanted)) = thread_bound(&member.ty) else { return };
    let wanted = if wanted.is_empty() { String::new() } else { format!(": write `{wanted}`") };
    cx.error_at(
        ty,
        format!("an object goes from thread to thread, and `{}` does not{wanted}", type_text(ty)),
    );
}

/// Rule: `Attr` has one argument, a type; the compiler says so of every type.
fn attr_takes_one_type(cx: &Ctxt, member: &Member) {
    if member.kind == MemberKind::AttrWithoutType {
        cx.told_by_the_compiler();
    }
}

/// Rule: a field of an object is of a kind that the macro knows.
fn object_has_attrs_and_mixins(cx: &Ctxt, member: &Member, parent: Option<&Type>) {
    // A parent that stands in something is told to stand bare.
    if member.kind == MemberKind::Other && !parent.is_some_and(|parent| holds(&member.ty, parent)) {
        wrap_it(
            cx,
            member,
            "mark it `#[field(flatten)]` if it derives `FieldMixin`, or `#[field(skip)]` if it is of Rust alone",
        );
    }
}

/// Rule: a mixin is flat itself.
fn mixin_has_no_mixins(cx: &Ctxt, member: &Member) {
    if let Some(place) = member.keys.place_of_read(FieldKey::Flatten) {
        cx.error(place, "a mixin holds no mixins: flatten both in the struct that derives `VersionedObject`");
    }
}

/// Rule: a mixin has no state of its own.
fn mixin_has_no_meta(cx: &Ctxt, member: &Member) {
    if matches!(member.kind, MemberKind::Meta | MemberKind::WrappedMeta) {
        cx.error_at(
            &member.ty,
            "a mixin has no `ObjectMeta`: the struct that flattens it has it, remove this field",
        );
    }
}

/// Rule: a field of a mixin is an attribute.
fn mixin_has_attrs_only(cx: &Ctxt, member: &Member) {
    if matches!(
        member.kind,
        MemberKind::Parent
            | MemberKind::MisnamedParent
            | MemberKind::PerhapsParent
            | MemberKind::Mixin
            | MemberKind::Other
    ) {
        wrap_it(cx, member, "or mark it `#[field(skip)]` if it is of Rust alone");
    }
}

/// What a field is told that is no `Attr`: to stand in one, with the type that is meant.
fn wrap_it(cx: &Ctxt, member: &Member, or: &str) {
    let ty = &member.ty;
    let text = type_text(ty);
    let message = if let Some(inner) = without_attr(ty) {
        format!("`Attr` stands around the type: write `Attr<{}>`", type_text(&inner))
    } else if let Some(inner) = misspelt_attr(ty) {
        format!("this field is not an attribute, did you mean `Attr<{}>`?", type_text(inner))
    } else if is_name_alone(ty) {
        format!(
            "this field is not an attribute: wrap its type, `Attr<{text}>`, or write `Attr<…>` out if `{text}` \
             is an alias of one; {or}"
        )
    } else if let Some((alias, inner)) = generic_alias(ty) {
        format!(
            "this field is not an attribute: write `Attr<{inner}>` if `{alias}` is an alias of `Attr`, or wrap it, \
             `Attr<{text}>`; {or}"
        )
    } else {
        format!("this field is not an attribute: wrap it, `Attr<{text}>`, {or}")
    };
    cx.error_at(ty, message);
}

/// The type with the `Attr` in it taken out, where there is one.
fn without_attr(ty: &Type) -> Option<Type> {
    let mut ty = ty.clone();
    take_attr(&mut ty).then_some(ty)
}

fn take_attr(ty: &mut Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last_mut() else { return false };
    let is_attr = last.ident == "Attr";
    let syn::PathArguments::AngleBracketed(given) = &mut last.arguments else { return false };
    for argument in &mut given.args {
        if let syn::GenericArgument::Type(inner) = argument {
            if is_attr {
                let inner = inner.clone();
                *ty = inner;
                return true;
            }
            if take_attr(inner) {
                return true;
            }
        }
    }
    false
}

/// The name of what may be an alias of `Attr`, and what it would be of: a type of one argument that nobody knows.
fn generic_alias(ty: &Type) -> Option<(String, String)> {
    let segment = last_segment(ty).filter(|_| matches!(shape(ty), Shape::Other))?;
    let inner = only_type_argument(segment).filter(|_| option_argument(ty).is_none())?;
    Some((segment.ident.to_string(), type_text(inner)))
}

/// The type in what is nearly spelt `Attr`.
fn misspelt_attr(ty: &Type) -> Option<&Type> {
    let segment = last_segment(ty)?;
    let inner = only_type_argument(segment)?;
    did_you_mean(&segment.ident.to_string(), &["Attr"]).map(|_| inner)
}

/// Rule: an object has exactly one `ObjectMeta`, a subclass none, for its parent has it.
pub(super) fn one_meta(cx: &Ctxt, model: &Object) {
    let is_subclass = model.keys.place(ObjectKey::Extends).is_some();
    let is_meta = |member: &&Member| matches!(member.kind, MemberKind::Meta | MemberKind::WrappedMeta);
    let mut metas = model.members.iter().filter(is_meta);
    match (metas.next(), metas.next()) {
        (Some(first), _) if is_subclass => {
            let message = "with `extends`, the parent has the `ObjectMeta`: remove this field";
            cx.error(first.ident.span(), message);
        }
        (None, _) if !is_subclass => {
            let message = "the object's own state is missing: add `meta: ObjectMeta`";
            cx.error(model.ident.span(), message);
        }
        (Some(first), Some(second)) if first.kind == second.kind => {
            cx.error_twice(
                second.ident.span(),
                "a second `ObjectMeta`: remove one of them",
                first.ident.span(),
                "first given",
            );
        }
        _ => {}
    }
}

/// Rule: an object has each mixin once.
pub(super) fn mixins_differ(cx: &Ctxt, model: &Object) {
    for (index, mixin) in model.mixins.iter().enumerate() {
        let same = |first: &&MixinField| same_type(&first.ty, &mixin.ty);
        if let Some(first) = model.mixins[..index].iter().find(same) {
            cx.error_twice(
                mixin.ident.span(),
                format!("`{}` is flattened twice: remove one of the two", type_text(&mixin.ty)),
                first.ident.span(),
                "first given",
            );
        }
    }
}
