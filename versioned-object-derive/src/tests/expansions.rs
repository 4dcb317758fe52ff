//! What the derives write, kept in the folder `expansions` for people.

use std::path::Path;
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::ToTokens as _;

use super::support::{enumeration, mixin, object, pretty};
use crate::expand::enums::expand_enum;
use crate::expand::mixin::expand_mixin;
use crate::expand::object::expand_object;

#[test]
fn of_an_object() {
    assert_expansion("object", |declared| expand_object(&object(declared).unwrap()));
}

#[test]
fn of_a_mixin() {
    assert_expansion("mixin", |declared| expand_mixin(&mixin(declared).unwrap()));
}

#[test]
fn of_an_enumeration() {
    assert_expansion("enumeration", |declared| expand_enum(&enumeration(declared).unwrap()));
}

#[test]
fn of_a_list() {
    assert_expansion("list", |declared| expand_object(&object(declared).unwrap()));
}

#[test]
fn of_a_subclass() {
    assert_expansion("subclass", |declared| expand_object(&object(declared).unwrap()));
}

#[track_caller]
fn assert_expansion(name: &str, expand: impl FnOnce(TokenStream) -> TokenStream) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expansions");
    let declared = fs::read_to_string(folder.join(format!("{name}.in.rs"))).unwrap();
    let mut item = syn::parse_str::<syn::DeriveInput>(&declared).unwrap();
    // The compiler takes the derives away before it calls one.
    item.attrs.retain(|attr| !attr.path().is_ident("derive"));
    let made = pretty(expand(item.into_token_stream()));
    let kept = folder.join(format!("{name}.out.rs"));
    if env::var_os("UPDATE_EXPANSIONS").is_some() {
        fs::write(&kept, &made).unwrap();
    }
    let kept = fs::read_to_string(&kept).unwrap_or_default();
    assert!(
        kept == made,
        "the expansion of `{name}` is another one: `UPDATE_EXPANSIONS=1 cargo test -p versioned-object-derive`\n{made}"
    );
}
