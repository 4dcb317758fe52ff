//! Every key of every attribute: misspelt, given twice, and in another place.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{enumeration, mixin, object};
use crate::attr::{ENUM, FIELD, MIXIN, OBJECT, Place, VARIANT};

/// How a key is written when it is written well.
fn written(key: &str) -> TokenStream {
    let name = format_ident!("{key}");
    match key {
        "version" => quote!(version = "1.4"),
        "since" | "until" => quote!(#name = "1.1"),
        "fingerprint" => quote!(fingerprint = "c50f7a68bb4c400dd53dd219685b3992"),
        "extra_fields" => quote!(extra_fields(name)),
        "hooks" => quote!(hooks(load_attr)),
        "list_of" | "extends" => quote!(#name = Other),
        "dict" => quote!(dict = oslo),
        "brackets" => quote!(brackets = list),
        "crate" => quote!(crate = other),
        "default" => quote!(default = 1),
        "validate" => quote!(validate = check),
        "changed" => quote!(changed("1.2", from = i64, down = down, up = up)),
        "renamed" => quote!(renamed("1.2", "old")),
        "rename_all" => quote!(rename_all = "snake_case"),
        "fingerprint_values" => quote!(fingerprint_values("a", "b")),
        "access" | "build" => quote!(#name = Name),
        "to" => quote!(to(B)),
        "comparable" | "read_only" | "sensitive" | "flatten" | "anonymous" => quote!(#name),
        _ => quote!(#name = "text"),
    }
}

/// The messages of a declaration with these words in this place.
fn messages(place: &Place, words: TokenStream) -> Vec<String> {
    let is = |other: &Place| std::ptr::eq(place.keys, other.keys);
    let result = if is(&OBJECT) {
        object(quote! {
            #[versioned_object(#words)]
            struct A { a: Attr<i64>, meta: ObjectMeta }
        })
        .err()
    } else if is(&FIELD) {
        object(quote! {
            #[versioned_object(version = "1.4")]
            struct A { #[field(#words)] a: Attr<i64>, meta: ObjectMeta }
        })
        .err()
    } else if is(&MIXIN) {
        mixin(quote! {
            #[field_mixin(#words)]
            struct A { a: Attr<i64> }
        })
        .err()
    } else if is(&ENUM) {
        enumeration(quote! {
            #[enum_field(#words)]
            enum A { A, B }
        })
        .err()
    } else {
        enumeration(quote! {
            enum A { #[enum_field(#words)] A, B }
        })
        .err()
    };
    result.unwrap_or_default()
}

const PLACES: [&Place; 5] = [&OBJECT, &FIELD, &MIXIN, &ENUM, &VARIANT];

#[track_caller]
fn assert_said(messages: &[String], part: &str) {
    assert!(messages.iter().any(|message| message.contains(part)), "{part:?} is not in {messages:#?}");
}

#[test]
fn a_misspelt_key_is_guessed() {
    for place in PLACES {
        for key in place.keys.iter().filter(|key| key.len() > 2) {
            let misspelt = format_ident!("{}", format!("x{key}"));
            let told = messages(place, quote!(#misspelt = "text"));
            assert_said(&told, &format!("unknown key `{misspelt}`"));
            assert_said(&told, &format!("did you mean `{key}`?"));
        }
    }
}

#[test]
fn a_key_given_twice_is_an_error() {
    for place in PLACES {
        for key in place.keys {
            // History words may stand several times, for several versions.
            if matches!(*key, "changed" | "renamed" | "value" | "note") {
                continue;
            }
            let words = written(key);
            assert_said(&messages(place, quote!(#words, #words)), &format!("`{key}` is given twice"));
        }
    }
}

#[test]
fn a_key_in_another_place_is_sent_where_it_belongs() {
    let mut tried = 0;
    for place in [&OBJECT, &FIELD] {
        let other = if std::ptr::eq(place.keys, OBJECT.keys) { &FIELD } else { &OBJECT };
        for key in other.keys.iter().filter(|key| !place.keys.contains(key)) {
            let told = messages(place, written(key));
            assert_said(&told, &format!("`{key}` belongs on {}: write `#[{}({key}", other.on, other.attr));
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
}
