//! Declarations in, messages or models out.
#![allow(clippy::needless_pass_by_value, reason = "a declaration is written where it is used")]

mod enums;
mod expansion;
mod fields;
mod keys;
mod methods;
mod mixin;
mod object;
mod pyrepr;
mod stubs;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::ctxt::Errors;
use crate::model::{Enum, Field, Mixin, Object};
use crate::{parse, staged, validate};

fn input(tokens: TokenStream) -> DeriveInput {
    syn::parse2(tokens).unwrap()
}

/// The model, or the messages.
fn told<M>((model, checked): (M, Result<(), Errors>)) -> Result<M, Vec<String>> {
    checked.map(|()| model).map_err(Errors::messages)
}

fn object(tokens: TokenStream) -> Result<Object, Vec<String>> {
    let input = input(tokens);
    told(staged(|cx| parse::object(cx, &input), |cx, model| validate::object(cx, &input, model)))
}

fn mixin(tokens: TokenStream) -> Result<Mixin, Vec<String>> {
    let input = input(tokens);
    told(staged(|cx| parse::mixin(cx, &input), |cx, model| validate::mixin(cx, &input, model)))
}

fn enumeration(tokens: TokenStream) -> Result<Enum, Vec<String>> {
    let input = input(tokens);
    told(staged(|cx| parse::enum_field(cx, &input), |cx, model| validate::enum_field(cx, &input, model)))
}

/// The one field of an object of version 1.4.
fn field(tokens: TokenStream) -> Result<Field, Vec<String>> {
    let object = object(quote::quote! {
        #[versioned_object(version = "1.4", note("1.4", "what it means changed"))]
        struct Backup { #tokens, meta: ObjectMeta }
    })?;
    Ok(object.fields.into_iter().next().unwrap())
}

/// Generated code for people.
fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

/// Whether generated code has a line, however it was broken.
#[track_caller]
fn assert_line(text: &str, line: &str) {
    let plain =
        |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")").replace(",>", ">");
    assert!(plain(text).contains(&plain(line)), "{line}\n{text}");
}

/// Exactly these messages, each given by a part of it.
#[track_caller]
fn assert_messages<T: std::fmt::Debug>(result: Result<T, Vec<String>>, parts: &[&str]) {
    let messages = result.expect_err("the declaration has no mistake");
    let fits = messages.len() == parts.len() && messages.iter().zip(parts).all(|(m, part)| m.contains(part));
    assert!(fits, "expected {parts:#?}\nfound {messages:#?}");
    for message in messages {
        assert!(!message.ends_with('.'), "{message}");
        assert!(message.starts_with(|c: char| !c.is_uppercase()), "{message}");
    }
}

/// A table of declarations with the messages they give.
macro_rules! refused {
    ($($name:ident: $run:ident { $($declaration:tt)* } => [$($part:expr),* $(,)?];)*) => {
        $(
            #[test]
            fn $name() {
                $crate::tests::assert_messages(
                    $crate::tests::$run(quote::quote!($($declaration)*)),
                    &[$($part),*],
                );
            }
        )*
    };
}
use refused;
