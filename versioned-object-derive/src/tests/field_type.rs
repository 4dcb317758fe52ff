//! `#[field_type]`: what it reads of an impl, and where it does not stand.

use proc_macro2::TokenStream;
use quote::quote;

use crate::stages::field_type;

/// What stands beside the impl.
fn beside(item: TokenStream) -> String {
    let all = field_type(TokenStream::new(), &item).to_string();
    let item = item.to_string();
    assert!(all.starts_with(&item), "the impl is left as it is: {all}");
    all[item.len()..].to_owned()
}

#[test]
fn what_getters_give_is_the_type_itself_or_a_reference_to_it() {
    for (ty, given, told) in [
        (quote!(Percent), quote!(Percent), "{ any value }"),
        (quote!(Percent), quote!(Self), "{ any value }"),
        (quote!(Percent), quote!(&'a Percent), "{ any reference }"),
        (quote!(Percent), quote!(&'a Self), "{ any reference }"),
    ] {
        let beside = beside(quote!(impl fields::FieldType for #ty { type Ref<'a> = #given; }));
        assert!(beside.contains(told), "{given}: {beside}");
        assert!(beside.contains("pub use __page_of_type_Percent_0 as Percent ;"), "{beside}");
    }
}

#[test]
fn of_others_nothing_is_told() {
    for (ty, given) in [
        (quote!(Percent), quote!(&'a str)),
        (quote!(Percent), quote!(u8)),
        (quote!(Wrapped<u8>), quote!(Wrapped<u8>)),
        (quote!(other::Percent), quote!(other::Percent)),
    ] {
        assert_eq!(beside(quote!(impl FieldType for #ty { type Ref<'a> = #given; })), "", "{ty} {given}");
    }
}

#[test]
fn elsewhere_it_says_where_it_stands() {
    for (item, args, message) in [
        (quote!(impl Percent {}), quote!(), "stands on an `impl FieldType for …`"),
        (quote!(impl Clone for Percent {}), quote!(), "stands on an `impl FieldType for …`"),
        (
            quote!(
                struct Percent(u8);
            ),
            quote!(),
            "stands on an `impl FieldType for …`",
        ),
        (quote!(impl FieldType for Percent {}), quote!(copy), "takes no arguments"),
    ] {
        let all = field_type(args, &item).to_string();
        assert!(all.contains("compile_error") && all.contains(message), "{all}");
    }
}
