//! The rules of mixins, in the order in which mistakes are told.

use syn::DeriveInput;

use super::fields::fields;
use super::form::named_fields;
use super::members::of_mixin;
use super::values::const_validators_have_values;
use crate::ctxt::Ctxt;
use crate::keys::{KeyTable as _, MixinKey};
use crate::model::{Field, Mixin};

/// Every rule of a struct that derives `FieldMixin`.
pub(crate) fn mixin_rules(cx: &Ctxt, input: &DeriveInput, model: &Mixin) {
    if !named_fields(cx, input, "FieldMixin") {
        return;
    }
    model.members.iter().for_each(|member| of_mixin(cx, member));
    fields(cx, input, &model.fields, &model.members);
    const_validators_have_values(cx, &model.fields, None);
    mixin_names_differ(cx, model);
    no_relations(cx, &model.fields);
}

/// Rule: a relation is of an object, whose key is known.
fn no_relations(cx: &Ctxt, fields: &[Field]) {
    for relation in fields.iter().filter_map(Field::relation) {
        cx.error(relation.key, "a relation is of an object: declare it there, not in a mixin");
    }
}

/// Rule: the struct and its two traits have three names.
fn mixin_names_differ(cx: &Ctxt, model: &Mixin) {
    let names = [(MixinKey::Access, &model.access, "Access"), (MixinKey::Build, &model.build, "Build")];
    for (key, ident, suffix) in names {
        if *ident == model.ident {
            cx.error(
                ident.span(),
                format!(
                    "the struct has this name: give `{}` another one, such as `{ident}{suffix}`",
                    key.name()
                ),
            );
        }
    }
    if model.access == model.build {
        cx.error_twice(
            model.build.span(),
            format!("`access` and `build` are two traits: give `build` another name than `{}`", model.build),
            model.access.span(),
            "`access` given",
        );
    }
}
