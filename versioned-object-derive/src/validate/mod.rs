//! The rules of declarations, one function each. What they need from the syntax alone comes from the input,
//! everything else from the model.

mod history;

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Generics, Ident, ItemImpl, Type, Visibility};

use crate::ctxt::Ctxt;
use crate::model::{Enum, Field, Mixin, Object};
use crate::names;
use crate::pyrepr::{self, DefaultRepr};
use crate::syntax::{Shape, option_argument, same_tokens, spaced};

/// Every rule of a struct that derives `VersionedObject`.
pub(crate) fn object(cx: &Ctxt, input: &DeriveInput, model: &Object) {
    fields(cx, input, &model.fields);
    extra_fields(cx, model);
    history::object(cx, model);
    fingerprint_of_this_version(cx, model);
    fingerprint_needs_printable_defaults(cx, model);
    list_has_objects(cx, model);
    list_extends_nothing(cx, model);
    one_parent(cx, model);
    mixins_differ(cx, model);
    columns_differ(cx, &model.fields);
    table_keys_need_table(cx, model);
}

/// Every rule of a struct that derives `FieldMixin`.
pub(crate) fn mixin(cx: &Ctxt, input: &DeriveInput, model: &Mixin) {
    fields(cx, input, &model.fields);
    mixin_names_differ(cx, model);
    columns_differ(cx, &model.fields);
}

/// Every rule of an enum that derives `EnumField`.
pub(crate) fn enum_field(cx: &Ctxt, input: &DeriveInput, model: &Enum) {
    no_generics(cx, &input.generics);
    some_variant(cx, model);
    values_differ(cx, model);
    fingerprint_values_are_the_values(cx, model);
    states_are_variants(cx, model);
}

/// Every rule of an impl block under `#[object_methods]`.
pub(crate) fn methods(cx: &Ctxt, item: &ItemImpl) {
    no_generics(cx, &item.generics);
    inherent_impl(cx, item);
}

/// The rules that objects and mixins share.
fn fields(cx: &Ctxt, input: &DeriveInput, fields: &[Field]) {
    no_generics(cx, &input.generics);
    private_fields(cx, input);
    one_option(cx, fields);
    snake_case(cx, fields);
    reserved_names(cx, fields);
    accessors_differ(cx, fields);
    wire_names_are_names(cx, fields);
    late_bound_fields(cx, fields);
    wire_names_differ(cx, fields);
    no_null_default(cx, fields);
    history::fields(cx, fields);
    no_column_of_no_column(cx, fields);
}

/// Rule: a declaration has no type, lifetime or const parameters; its descriptor is one static.
fn no_generics(cx: &Ctxt, generics: &Generics) {
    if !generics.params.is_empty() {
        cx.error_at(
            &generics.params,
            "no parameters are possible here: name the types, remove the parameters",
        );
    } else if let Some(clause) = &generics.where_clause {
        cx.error_at(clause, "no `where` is possible here: remove it");
    }
}

/// Rule: no field is `pub`; writing past the setters would not be tracked.
fn private_fields(cx: &Ctxt, input: &DeriveInput) {
    let Data::Struct(data) = &input.data else { return };
    for field in &data.fields {
        if !matches!(field.vis, Visibility::Inherited) {
            let vis = spaced(quote::ToTokens::to_token_stream(&field.vis));
            cx.error_at(
                &field.vis,
                format!("remove `{vis}`: fields are private, the generated accessors are public"),
            );
        }
    }
}

/// Rule: one `Option` says everything; null has no second kind.
fn one_option(cx: &Ctxt, fields: &[Field]) {
    for field in fields.iter().filter(|field| field.nullable) {
        if let Some(inner) = option_argument(&field.inner) {
            let inner = type_text(inner);
            cx.error_at(&field.ty, format!("null has one kind: write `Attr<Option<{inner}>>`"));
        }
    }
}

/// Rule: a field's name is in snake case without an underscore in front, for accessors are made of it.
fn snake_case(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let name = plain(&field.ident);
        if names::is_snake_case(&name) {
            continue;
        }
        let proposal = names::snake_case(&name);
        let rename = if is_renamed(field) {
            String::new()
        } else {
            format!(" and add `#[field(rename = \"{}\")]`", field.wire_name)
        };
        let wanted = if names::is_snake_case(&proposal) {
            format!("name it `{proposal}`{rename}")
        } else {
            format!("name it in snake case, starting with a letter,{rename}")
        };
        cx.error(field.ident.span(), format!("accessors are named after the field: {wanted}"));
    }
}

/// Rule: no field has the name of a generated function.
fn reserved_names(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let name = plain(&field.ident);
        if matches!(name.as_str(), "new" | "builder" | "build" | "build_orphan") {
            let owner =
                if name.starts_with("build_") || name == "build" { "the builder" } else { "the object" };
            cx.error(
                field.ident.span(),
                format!("{owner} has a generated function `{name}`: {}", another_name(field, &name)),
            );
        }
    }
}

/// Rule: the accessors of a field, `x`, `try_x`, `set_x` and `x_mut`, have no other field's name.
fn accessors_differ(cx: &Ctxt, fields: &[Field]) {
    let by_name: BTreeMap<String, &Field> = fields.iter().map(|field| (plain(&field.ident), field)).collect();
    for field in fields {
        let name = plain(&field.ident);
        for accessor in [format!("try_{name}"), format!("set_{name}"), format!("{name}_mut")] {
            if let Some(other) = by_name.get(&accessor) {
                cx.error_twice(
                    other.ident.span(),
                    format!(
                        "the field `{name}` has a generated `{accessor}`: {}",
                        another_name(other, &accessor)
                    ),
                    field.ident.span(),
                    format!("`{name}` is declared here"),
                );
            }
        }
    }
}

/// Rule: a name on the wire is not empty and has no dot or white space, for paths in messages are made of it, and
/// nothing that JSON or Python would escape, for it is written as it is.
fn wire_names_are_names(cx: &Ctxt, fields: &[Field]) {
    let wrong =
        |name: &str| name.is_empty() || name.contains(|c: char| c == '.' || !names::stands_for_itself(c));
    for field in fields {
        let old = field.renamed.iter().map(|renamed| (&renamed.old, renamed.old_span));
        for (name, span) in std::iter::once((&field.wire_name, field.wire_span)).chain(old) {
            if wrong(name) {
                cx.error(
                    span,
                    "a name on the wire must not be empty or hold a dot, white space, a quote or a backslash",
                );
            }
        }
    }
}

/// Rule: no two fields have the same name on the wire. Two of the same name in Rust are an error of the compiler's.
fn wire_names_differ(cx: &Ctxt, fields: &[Field]) {
    let mut seen: BTreeMap<&str, &Field> = BTreeMap::new();
    for field in fields {
        match seen.get(field.wire_name.as_str()) {
            Some(first) if first.ident != field.ident => cx.error_twice(
                field.wire_span,
                format!(
                    "another field is `{}` on the wire: give one of them another `rename`",
                    field.wire_name
                ),
                first.wire_span,
                "first given here",
            ),
            Some(_) => {}
            None => {
                seen.insert(&field.wire_name, field);
            }
        }
    }
}

/// Rule: null is no default; unset is what a field without default has.
fn no_null_default(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        if let Some(default) = &field.default
            && pyrepr::is_none(&default.expr)
        {
            cx.error_at(
                &default.expr,
                "null is no default: remove it, a field without default stays unset until it is written",
            );
        }
    }
}

/// Rule: an extra field is named once, and no field has its name.
fn extra_fields(cx: &Ctxt, model: &Object) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for extra in &model.extra_fields {
        let name = plain(extra);
        if let Some(first) = seen.get(&name) {
            cx.error_twice(
                extra.span(),
                format!("`{name}` is given twice: remove one of the two"),
                *first,
                "first given here",
            );
            continue;
        }
        seen.insert(name.clone(), extra.span());
        let same = |field: &&Field| field.wire_name == name || plain(&field.ident) == name;
        if let Some(field) = model.fields.iter().find(same) {
            cx.error_twice(
                extra.span(),
                format!("`{name}` is a field: remove it from `extra_fields`, or give it another name"),
                field.ident.span(),
                "the field is declared here",
            );
        }
    }
}

/// Rule: a fingerprint that has a version in front is of the declared version.
fn fingerprint_of_this_version(cx: &Ctxt, model: &Object) {
    if let (Some(fingerprint), Some(of), Some(version)) =
        (&model.fingerprint, model.fingerprint_version, &model.version)
        && of != version.value
    {
        cx.error_twice(
            fingerprint.span,
            format!(
                "the fingerprint is of version {of}, the object of {}: write the one of this version, or `fingerprint = \"\"` to be told it",
                version.value
            ),
            version.span,
            "`version` given here",
        );
    }
}

/// Rule: with `fingerprint`, every default has a text, for it is part of what is hashed.
fn fingerprint_needs_printable_defaults(cx: &Ctxt, model: &Object) {
    if model.fingerprint.is_none() {
        return;
    }
    for field in model.fields.iter().filter(|field| field.fingerprint_default.is_none()) {
        if let Some(default) = &field.default
            && default.repr == DefaultRepr::Unprintable
        {
            cx.error_at(
                &default.expr,
                "the fingerprint needs this default as Python prints it: add `fingerprint_default = \"…\"`",
            );
        }
    }
}

/// Rule: a list object has a field `objects: Attr<Vec<Type>>` of the type it lists.
fn list_has_objects(cx: &Ctxt, model: &Object) {
    let Some(listed) = &model.list_of else { return };
    let is_list = |field: &Field| match &field.shape {
        Shape::List(element) => !field.nullable && same_tokens(element, listed),
        _ => false,
    };
    let text = type_text(listed);
    match model.fields.iter().find(|field| field.ident == "objects") {
        None => {
            cx.error(model.ident.span(), format!("the list is missing: add `objects: Attr<Vec<{text}>>`"));
        }
        Some(objects) if !is_list(objects) => {
            cx.error_at(&objects.attr_ty, format!("with `list_of = {text}`, write `Attr<Vec<{text}>>`"));
        }
        Some(objects) if objects.wire_name != "objects" => {
            cx.error(objects.wire_span, "a list is `objects` on the wire: remove `rename`");
        }
        Some(objects) => history::elements_have_none(cx, objects),
    }
}

/// Rule: a type has one parent.
fn one_parent(cx: &Ctxt, model: &Object) {
    if let (Some(parent), Some(extends)) = (&model.subclass_of, &model.extends) {
        cx.error_twice(
            parent.span(),
            "`extends` makes it a subclass already: remove `subclass_of`",
            extends.ty.span(),
            "`extends` given here",
        );
    }
}

/// Rule: a list object is no subclass.
fn list_extends_nothing(cx: &Ctxt, model: &Object) {
    if let (Some(listed), Some(extends)) = (&model.list_of, &model.extends) {
        cx.error_twice(
            listed.span(),
            "`list_of` and `extends` exclude each other: remove one of them",
            extends.ty.span(),
            "`extends` given here",
        );
    }
}

/// Rule: an object has each mixin once.
fn mixins_differ(cx: &Ctxt, model: &Object) {
    for (index, mixin) in model.mixins.iter().enumerate() {
        if let Some(first) = model.mixins[..index].iter().find(|first| same_tokens(&first.ty, &mixin.ty)) {
            cx.error_twice(
                mixin.ident.span(),
                format!("`{}` is flattened twice: remove one of the two", type_text(&mixin.ty)),
                first.ident.span(),
                "first given here",
            );
        }
    }
}

/// Rule: no two fields have the same column.
fn columns_differ(cx: &Ctxt, fields: &[Field]) {
    let mut seen: BTreeMap<&str, &Field> = BTreeMap::new();
    for field in fields {
        let column = field.column.as_deref().unwrap_or(&field.wire_name);
        match seen.get(column) {
            Some(first) if field.column.is_some() || first.column.is_some() => cx.error_twice(
                field.ident.span(),
                format!("another field has the column `{column}`: give one of them another `column`"),
                first.ident.span(),
                "the other field is declared here",
            ),
            Some(_) => {}
            None => {
                seen.insert(column, field);
            }
        }
    }
}

/// Rule: what describes a table stands beside `table`.
fn table_keys_need_table(cx: &Ctxt, model: &Object) {
    if model.table.is_none() {
        for (key, place) in &model.table_keys {
            cx.error(*place, format!("`{key}` is about a table: say which, `table = \"things\"`"));
        }
    }
}

/// Rule: a field without a column has no name and no type of one.
fn no_column_of_no_column(cx: &Ctxt, fields: &[Field]) {
    for field in fields.iter().filter(|field| field.no_column) {
        let given = [
            ("column", field.column.is_some()),
            ("sql_type", field.sql_type.is_some()),
            ("to_column", field.to_column.is_some()),
        ];
        for (key, _) in given.iter().filter(|(_, given)| *given) {
            cx.error(
                field.ident.span(),
                format!("`{key}` and `no_column` exclude each other: remove one of them"),
            );
        }
    }
}

/// Rule: the struct and its two traits have three names.
fn mixin_names_differ(cx: &Ctxt, model: &Mixin) {
    for (key, ident, suffix) in [("access", &model.access, "Access"), ("build", &model.build, "Build")] {
        if *ident == model.ident {
            cx.error(
                ident.span(),
                format!("the struct has this name: give `{key}` another one, such as `{ident}{suffix}`"),
            );
        }
    }
    if model.access == model.build {
        cx.error_twice(
            model.build.span(),
            format!("`access` and `build` are two traits: give `build` another name than `{}`", model.build),
            model.access.span(),
            "`access` given here",
        );
    }
}

/// Rule: `object` names the type of a field whose Rust type does not say it: one with `Box<dyn DynObject>`.
fn late_bound_fields(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let Some(object) = &field.object else { continue };
        let text = type_text(&field.ty);
        if !text.contains("dyn ") {
            cx.error(
                object.key,
                format!("`object` is for fields of `Box<dyn DynObject>`: `{text}` says what it takes"),
            );
        }
    }
}

/// Rule: an enum has some variant, for a field of it must have some value.
fn some_variant(cx: &Ctxt, model: &Enum) {
    if model.variants.is_empty() {
        cx.error(model.ident.span(), "an enum without variants has no valid value: add a variant");
    }
}

/// Rule: no two variants have the same value.
fn values_differ(cx: &Ctxt, model: &Enum) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for variant in &model.variants {
        if let Some(first) = seen.get(variant.value.as_str()) {
            cx.error_twice(
                variant.value_span,
                format!(
                    "another variant has the value `{}`: give one of them another `rename`",
                    variant.value
                ),
                *first,
                "first given here",
            );
        } else {
            seen.insert(&variant.value, variant.value_span);
        }
    }
}

/// Rule: `fingerprint_values` orders and repeats the variants' values, but adds and leaves out none.
fn fingerprint_values_are_the_values(cx: &Ctxt, model: &Enum) {
    let Some(given) = &model.fingerprint_values else { return };
    let known: Vec<&str> = model.variants.iter().map(|variant| variant.value.as_str()).collect();
    for (value, span) in given.iter().zip(&model.fingerprint_spans) {
        if !known.contains(&value.as_str()) {
            let guess = names::guess(value, &known)
                .map_or(String::new(), |guess| format!(", did you mean `{guess}`?"));
            cx.error(*span, format!("no variant has the value `{value}`{guess}"));
        }
    }
    let missing: Vec<&str> =
        known.into_iter().filter(|value| !given.iter().any(|given| given == value)).collect();
    if let (false, Some(key)) = (missing.is_empty(), model.fingerprint_spans.last()) {
        cx.error(*key, format!("every value of a variant must be in it: add {}", names::list(&missing)));
    }
}

/// Rule: a state changes to variants of its enum, to each of them once.
fn states_are_variants(cx: &Ctxt, model: &Enum) {
    let known: Vec<String> = model.variants.iter().map(|variant| plain(&variant.ident)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    for variant in &model.variants {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for state in variant.to.iter().flatten() {
            let name = plain(state);
            if !known.contains(&name.as_str()) {
                let guess = names::guess(&name, &known)
                    .map_or(String::new(), |guess| format!(", did you mean `{guess}`?"));
                let end = if guess.is_empty() { ";" } else { "" };
                let known = names::list(&known);
                cx.error(
                    state.span(),
                    format!("`{}` has no state `{name}`{guess}{end} the states are {known}", model.ident),
                );
            }
            if let Some(first) = seen.get(&name) {
                cx.error_twice(state.span(), format!("`{name}` is given twice"), *first, "first given here");
            } else {
                seen.insert(name, state.span());
            }
        }
    }
}

/// Rule: `#[object_methods]` stands on an inherent impl block; a trait's methods are documented with the trait.
fn inherent_impl(cx: &Ctxt, item: &ItemImpl) {
    if let Some((path, _)) = &item.trait_ {
        let ty = type_text(&item.self_ty);
        cx.error_at(
            path,
            format!("`#[object_methods]` is for methods of the type itself: put it on `impl {ty} {{ … }}`"),
        );
    }
}

/// A proposal to name a field otherwise, and to keep its name on the wire.
fn another_name(field: &Field, name: &str) -> String {
    if is_renamed(field) {
        "give the field another name".to_owned()
    } else {
        format!("give the field another name and add `#[field(rename = \"{name}\")]`")
    }
}

/// Whether the name on the wire is another one than the field's.
fn is_renamed(field: &Field) -> bool {
    field.wire_name != plain(&field.ident)
}

/// An ident's text without `r#`.
fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

fn type_text(ty: &Type) -> String {
    spaced(quote::ToTokens::to_token_stream(ty))
}
