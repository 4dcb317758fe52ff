//! The rules of declarations, one function each. What they need from the syntax alone comes from the input,
//! everything else from the model.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Generics, Ident, ItemImpl, Type, Visibility};

use crate::ctxt::Ctxt;
use crate::model::{
    DefaultRepr, Enum, Field, Mixin, NewValue, Object, Relationship, Shape, Spanned, Version,
};
use crate::names;
use crate::parse::{option_argument, same_tokens, spaced};
use crate::pyrepr;

/// Every rule of a struct that derives `VersionedObject`.
pub(crate) fn object(cx: &Ctxt, input: &DeriveInput, model: &Object) {
    fields(cx, input, &model.fields);
    extra_fields(cx, model);
    versions_up_to_current(cx, model);
    fingerprint_of_this_version(cx, model);
    fingerprint_needs_printable_defaults(cx, model);
    version_has_a_change(cx, model);
    relationships_of_fields(cx, model);
    child_versions_of_lists(cx, model);
    version_pairs_in_order(cx, model);
    list_has_objects(cx, model);
    list_extends_nothing(cx, model);
    mixins_differ(cx, model);
    columns_differ(cx, &model.fields);
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
    since_before_until(cx, fields);
    changes_in_lifetime(cx, fields);
    changed_needs_from(cx, fields);
    changed_needs_converters(cx, fields);
    changes_at_different_versions(cx, fields);
    renamed_from_another_name(cx, fields);
    new_values_replaced(cx, fields);
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

/// Rule: a field is added before it is removed.
fn since_before_until(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        if let (Some(since), Some(until)) = (&field.since, &field.until)
            && since.value >= until.value
        {
            cx.error_twice(
                until.span,
                format!(
                    "the field is removed in {} but added in {}: give `until` a version above `since`",
                    until.value, since.value
                ),
                since.span,
                "`since` given here",
            );
        }
    }
}

/// Rule: a field changes its type or name after it was added and before it was removed.
fn changes_in_lifetime(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        for (word, version) in changes(field) {
            let word = if word == "value" { "given a value" } else { word };
            if let Some(since) = &field.since
                && version.value <= since.value
            {
                cx.error_twice(
                    version.span,
                    format!(
                        "the field was {word} in {} but only added in {}: give a version above `since`",
                        version.value, since.value
                    ),
                    since.span,
                    "`since` given here",
                );
            }
            if let Some(until) = &field.until
                && version.value >= until.value
            {
                cx.error_twice(
                    version.span,
                    format!(
                        "the field was {word} in {} but already removed in {}: give a version below `until`",
                        version.value, until.value
                    ),
                    until.span,
                    "`until` given here",
                );
            }
        }
    }
}

/// Rule: `changed` says from which type, for older versions are described with it.
fn changed_needs_from(cx: &Ctxt, fields: &[Field]) {
    for changed in fields.iter().flat_map(|field| &field.changed) {
        if changed.from.is_none() {
            let version = changed.version.value;
            cx.error(
                changed.version.key,
                format!("the type before is missing: write `changed(\"{version}\", from = OldType)`"),
            );
        }
    }
}

/// Rule: `changed` says how values go from one type to the other and back, or that they have the same form.
fn changed_needs_converters(cx: &Ctxt, fields: &[Field]) {
    for changed in fields.iter().flat_map(|field| &field.changed) {
        let given = [("down", &changed.down), ("up", &changed.up)];
        if let Some(as_is) = changed.as_is {
            for (word, _) in given.iter().filter(|(_, converter)| converter.is_some()) {
                cx.error(as_is, format!("`as_is` passes values on as they are: remove it, or `{word}`"));
            }
            continue;
        }
        let missing: Vec<_> =
            given.iter().filter(|(_, path)| path.is_none()).map(|(word, _)| *word).collect();
        if let [first, rest @ ..] = missing.as_slice() {
            let words = rest.iter().fold(format!("`{first}`"), |words, word| format!("{words} and `{word}`"));
            cx.error(
                changed.version.key,
                format!(
                    "{words} missing: name the functions that convert a value to the type before (`down`) and back \
                     (`up`), or write `as_is` where both have the same form on the wire"
                ),
            );
        }
    }
}

/// Rule: a version changes a field's type once and its name once.
fn changes_at_different_versions(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        let mut seen: Vec<(&str, &Spanned<Version>)> = Vec::new();
        for (word, version) in changes(field).filter(|(word, _)| *word != "value") {
            match seen.iter().find(|(other, first)| *other == word && first.value == version.value) {
                Some((_, first)) => cx.error_twice(
                    version.span,
                    format!("`{word}` is given twice for {}: remove one of the two", version.value),
                    first.span,
                    "first given here",
                ),
                None => seen.push((word, version)),
            }
        }
    }
}

/// Rule: `renamed` names another name than the present one.
fn renamed_from_another_name(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        for renamed in field.renamed.iter().filter(|renamed| renamed.old == field.wire_name) {
            cx.error(
                renamed.old_span,
                format!("`{}` is the present name: `renamed` takes the name before", renamed.old),
            );
        }
    }
}

/// Rule: a new value is added once, and older versions get one that was there before.
fn new_values_replaced(cx: &Ctxt, fields: &[Field]) {
    for field in fields {
        for (index, value) in field.values.iter().enumerate() {
            let (variant, instead) = (&value.variant, &value.instead);
            if let Some(first) = field.values[..index].iter().find(|first| first.variant == *variant) {
                cx.error_twice(
                    variant.span(),
                    format!("`{variant}` is given twice: remove one of the two"),
                    first.variant.span(),
                    "first given here",
                );
            }
            let newer =
                |other: &&NewValue| other.variant == *instead && other.version.value >= value.version.value;
            if let Some(other) = field.values.iter().find(newer) {
                cx.error_twice(
                    instead.span(),
                    format!(
                        "`{instead}` was not there before {}: name an older variant",
                        value.version.value
                    ),
                    other.variant.span(),
                    "it is added here",
                );
            }
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

/// Rule: the history of a field ends with the version of the object.
fn versions_up_to_current(cx: &Ctxt, model: &Object) {
    let Some(current) = &model.version else { return };
    for field in &model.fields {
        let since = field.since.iter().map(|since| ("since", since));
        let until = field.until.iter().map(|until| ("until", until));
        for (word, version) in since.chain(until).chain(changes(field)) {
            if version.value > current.value {
                cx.error_twice(
                    version.span,
                    format!(
                        "`{word}` is {}, above the object's version {}: raise `version`",
                        version.value, current.value
                    ),
                    current.span,
                    "`version` given here",
                );
            }
        }
    }
}

/// Rule: the version is that of the newest change, for peers are told apart by it. A change that no field shows has a
/// `note`; so has one in a mixin, which is not seen from here.
fn version_has_a_change(cx: &Ctxt, model: &Object) {
    let Some(current) = &model.version else { return };
    for note in model.notes.iter().filter(|note| note.version.value > current.value) {
        let message = format!(
            "{} is above the object's version {}: raise `version`",
            note.version.value, current.value
        );
        cx.error_twice(note.version.span, message, current.span, "`version` given here");
    }
    if current.value.minor == 0 {
        return;
    }
    let of_field = |field: &Field| {
        let since = field.since.iter().chain(&field.until).map(|version| version.value);
        since.chain(changes(field).map(|(_, version)| version.value)).collect::<Vec<_>>()
    };
    let pairs = model.relationships.iter().flat_map(|relationship| &relationship.versions);
    let pairs = pairs.chain(model.child_versions.iter().flat_map(|given| &given.value)).map(|pair| pair.ours);
    let notes = model.notes.iter().map(|note| note.version.value);
    let changed = model.fields.iter().flat_map(of_field).chain(pairs).chain(notes).max();
    if changed.is_none_or(|changed| changed < current.value) {
        cx.error(
            current.span,
            format!(
                "nothing here changed in {0}: give the change its version, such as `since = \"{0}\"` at a new field, \
                 or say what no field shows, `note(\"{0}\", \"…\")`",
                current.value
            ),
        );
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

/// Rule: a relationship is of a field that has no other; one of a mixin or of the parent is found later.
fn relationships_of_fields(cx: &Ctxt, model: &Object) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for Relationship { field, versions } in &model.relationships {
        let name = plain(field);
        if let Some(first) = seen.insert(name.clone(), field.span()) {
            let message = format!("`{name}` is given twice: remove one of the two");
            cx.error_twice(field.span(), message, first, "first given here");
        }
        if versions.is_empty() {
            cx.error(
                field.span(),
                format!("`{name}` has no versions: write `{name} = [(\"1.0\", \"1.0\")]`"),
            );
        }
    }
}

/// Rule: `child_versions` is for list objects, and has versions.
fn child_versions_of_lists(cx: &Ctxt, model: &Object) {
    let Some(given) = &model.child_versions else { return };
    if model.list_of.is_none() {
        cx.error(given.key, "`child_versions` is for list objects: add `list_of`, or write `relationships`");
    }
    if given.value.is_empty() {
        cx.error(given.key, "`child_versions` has no versions: write `child_versions((\"1.0\", \"1.0\"))`");
    }
}

/// Rule: versions of children go up with those of the object, and end with its version at most.
fn version_pairs_in_order(cx: &Ctxt, model: &Object) {
    let given = model.relationships.iter().map(|relationship| &relationship.versions);
    for pairs in given.chain(model.child_versions.iter().map(|given| &given.value)) {
        for (before, pair) in pairs.iter().zip(pairs.iter().skip(1)) {
            if pair.ours <= before.ours {
                let message = format!("{} is not above {}: write the pairs in order", pair.ours, before.ours);
                cx.error_twice(pair.ours_span, message, before.ours_span, "the pair before");
            } else if pair.child < before.child {
                let message = format!("the child goes back from {} to {}", before.child, pair.child);
                cx.error_twice(pair.child_span, message, before.child_span, "the pair before");
            }
        }
        if let (Some(current), Some(last)) = (&model.version, pairs.last())
            && last.ours > current.value
        {
            let message =
                format!("{} is above the object's version {}: raise `version`", last.ours, current.value);
            cx.error_twice(last.ours_span, message, current.span, "`version` given here");
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
        Some(_) => {}
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

/// The `changed` and `renamed` versions of a field.
fn changes(field: &Field) -> impl Iterator<Item = (&'static str, &Spanned<Version>)> {
    let changed = field.changed.iter().map(|changed| ("changed", &changed.version));
    let values = field.values.iter().map(|value| ("value", &value.version));
    changed.chain(field.renamed.iter().map(|renamed| ("renamed", &renamed.version))).chain(values)
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
