//! What the tests share: declarations in, messages or models out.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::ctxt::Errors;
use crate::model::{Enum, Field, Mixin, Object};
use crate::parse;
use crate::stages::{Read, declaration, read};
use crate::validate::enums::enum_rules;
use crate::validate::mixin::mixin_rules;
use crate::validate::object::object_rules;

pub(super) fn input(tokens: TokenStream) -> DeriveInput {
    declaration(tokens).unwrap()
}

/// The model, or the messages.
pub(super) fn told<M>(read: Read<M>) -> Result<M, Vec<String>> {
    read.checked.map(|()| read.model).map_err(Errors::messages)
}

pub(super) fn object(tokens: TokenStream) -> Result<Object, Vec<String>> {
    let input = input(tokens);
    told(read(|cx| parse::object(cx, &input), |cx, model| object_rules(cx, &input, model)))
}

pub(super) fn mixin(tokens: TokenStream) -> Result<Mixin, Vec<String>> {
    let input = input(tokens);
    told(read(|cx| parse::mixin(cx, &input), |cx, model| mixin_rules(cx, &input, model)))
}

pub(super) fn enumeration(tokens: TokenStream) -> Result<Enum, Vec<String>> {
    let input = input(tokens);
    told(read(|cx| parse::enum_field(cx, &input), |cx, model| enum_rules(cx, &input, model)))
}

/// The one field of an object of version 1.4.
pub(super) fn field(tokens: TokenStream) -> Result<Field, Vec<String>> {
    let object = object(quote::quote! {
        #[versioned_object(
            version = "1.4", note("1.1", "one"), note("1.2", "two"), note("1.3", "three"), note("1.4", "four"),
            table = "backups",
        )]
        struct Backup { #tokens, meta: ObjectMeta }
    })?;
    Ok(object.fields.into_iter().next().unwrap())
}

/// Generated code for people.
pub(super) fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

/// Whether generated code has a line, however it was broken.
#[track_caller]
pub(super) fn assert_line(text: &str, line: &str) {
    let plain =
        |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")").replace(",>", ">");
    assert!(plain(text).contains(&plain(line)), "{line}\n{text}");
}

/// Exactly these messages, each given by a part of it.
#[track_caller]
pub(super) fn assert_messages<T: std::fmt::Debug>(result: Result<T, Vec<String>>, parts: &[&str]) {
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
                $crate::tests::support::assert_messages(
                    $crate::tests::support::$run(quote::quote!($($declaration)*)),
                    &[$($part),*],
                );
            }
        )*
    };
}
pub(super) use refused;
