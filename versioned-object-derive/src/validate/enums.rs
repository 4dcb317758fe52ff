//! The rules of enums.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::{DeriveInput, Ident};

use super::form::{an_enum, no_generics, variants_are_units};
use crate::ctxt::Ctxt;
use crate::keys::EnumKey;
use crate::model::{Enum, Variant};
use crate::names;
use crate::syntax::{enum_variants, plain};

/// Every rule of an enum that derives `EnumField`.
pub(crate) fn enum_rules(cx: &Ctxt, input: &DeriveInput, model: &Enum) {
    // A value that could not be read may be any.
    let is_read = cx.count() == 0;
    an_enum(cx, input);
    name_or_anonymous(cx, model);
    no_generics(cx, &input.generics);
    let before = cx.count();
    variants_are_units(cx, input);
    if enum_variants(&input.data).is_none() || cx.count() > before {
        return;
    }
    some_variant(cx, model);
    no_variant_is_all_values(cx, model);
    if is_read {
        values_differ(cx, model);
        fingerprint_values_are_the_values(cx, model);
    }
    states_are_variants(cx, model);
    starts_are_states(cx, model);
    if cx.count() == 0 {
        states_are_reached(cx, model);
    }
}

/// Rule: an enum that the fingerprint names has no name beside it.
fn name_or_anonymous(cx: &Ctxt, model: &Enum) {
    let place = |key| model.keys.place_of_read(key);
    if let (Some(anonymous), Some(name)) = (place(EnumKey::Anonymous), place(EnumKey::Name)) {
        cx.error_twice(
            name,
            "`name` and `anonymous` exclude each other: remove one of them",
            anonymous,
            "`anonymous` given",
        );
    }
}

/// Rule: an enum has some variant, for a field of it must have some value.
fn some_variant(cx: &Ctxt, model: &Enum) {
    if model.variants.is_empty() {
        cx.error(model.ident.span(), "an enum without variants has no valid value: add a variant");
    }
}

/// Rule: no variant has the name of the constant that has every value.
fn no_variant_is_all_values(cx: &Ctxt, model: &Enum) {
    for variant in model.variants.iter().filter(|variant| plain(&variant.ident) == "VALUES") {
        let value = &variant.value;
        cx.error(
            variant.ident.span(),
            format!(
                "the enum has a generated constant `VALUES`: give the variant another name and \
                 `#[enum_field(rename = \"{value}\")]`"
            ),
        );
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
                "first given",
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
    for (value, span) in &given.value {
        if !known.contains(&value.as_str()) {
            let guess = names::did_you_mean(value, &known).unwrap_or_default();
            cx.error(*span, format!("no variant has the value `{value}`{guess}"));
        }
    }
    let missing: Vec<&str> =
        known.into_iter().filter(|value| !given.value.iter().any(|(given, _)| given == value)).collect();
    if !missing.is_empty() {
        let missing = names::list(&missing);
        cx.error(given.key, format!("every value of a variant must be in it: add {missing}"));
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
                let guess = names::did_you_mean_or(&name, &known, "the states are");
                cx.error(state.span(), format!("`{}` has no state `{name}`{guess}", model.ident));
            }
            if let Some(first) = seen.get(&name) {
                cx.error_twice(state.span(), format!("`{name}` is given twice"), *first, "first given");
            } else {
                seen.insert(name, state.span());
            }
        }
    }
}

/// Rule: what a field may begin with is said of a state machine.
fn starts_are_states(cx: &Ctxt, model: &Enum) {
    for start in model.variants.iter().filter_map(|variant| variant.start).filter(|_| !model.state_machine) {
        cx.error(
            start,
            "`start` is for state machines: say which variants change to which, `to(Variant, Other)`",
        );
    }
}

/// Rule: another state leads to each, but to the first and to those that say `start`, with which fields begin.
fn states_are_reached(cx: &Ctxt, model: &Enum) {
    if !model.state_machine {
        return;
    }
    let mut unreached: Vec<&Variant> = model.variants.iter().collect();
    for (index, variant) in model.variants.iter().enumerate() {
        if index == 0 || variant.start.is_some() {
            reach(variant, &mut unreached);
        }
    }
    let is_led_to = |name: &Ident| {
        let others = model.variants.iter().filter(|other| other.ident != *name);
        others.flat_map(|other| other.to.iter().flatten()).any(|to| to == name)
    };
    // Those to which nothing leads come first: what they lead to is no mistake of its own.
    while let Some(first) = unreached.first().copied() {
        let variant = unreached.iter().copied().find(|variant| !is_led_to(&variant.ident)).unwrap_or(first);
        let name = &variant.ident;
        let leads =
            if is_led_to(name) { "no state that a field begins with leads" } else { "no state leads" };
        cx.error(
            name.span(),
            format!(
                "{leads} to `{name}`: name it in the `to(…)` of another, or say `start` where a field begins with it"
            ),
        );
        reach(variant, &mut unreached);
    }
}

/// Takes a state out of the others, and all that it leads to.
fn reach(state: &Variant, unreached: &mut Vec<&Variant>) {
    let Some(at) = unreached.iter().position(|other| other.ident == state.ident) else { return };
    unreached.remove(at);
    for to in state.to.iter().flatten() {
        if let Some(next) = unreached.iter().copied().find(|other| other.ident == *to) {
            reach(next, unreached);
        }
    }
}
