use proc_macro2::TokenStream;
use quote::quote;

use super::input;
use crate::fallback;

fn pretty(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

#[test]
fn object_has_the_accessors_that_can_be_known() {
    let text = pretty(fallback::object(&input(quote! {
        #[versioned_object(versoin = "1.0", crate = other)]
        struct Backup { id: Attr<i64>, r#type: Attr<Option<String>>, wrong: i64, #[field(oops)] odd: Attr<bool> }
    })));
    for line in [
        "pub fn id(&self) -> other::Result<<i64 as other::fields::FieldType>::Ref<'_>>",
        "pub fn r#type(",
        "pub fn try_type(",
        "pub fn set_type(",
        "pub fn type_mut(",
        "pub fn odd(",
        "pub fn builder() -> Builder",
        "pub fn build<C>(self, _context: C) -> other::Result<Backup>",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("wrong") && !text.contains("id_mut"), "{text}");
}

#[test]
fn colliding_names_are_made_once() {
    let text = pretty(fallback::object(&input(quote! {
        struct A { a: Attr<i64>, set_a: Attr<i64>, new: Attr<i64>, build: Attr<i64>, meta: ObjectMeta }
    })));
    for name in ["set_a", "new", "build"] {
        let in_object = text.split("impl A").nth(1).unwrap();
        let functions = in_object.matches(&format!("pub fn {name}(")).count()
            + in_object.matches(&format!("pub fn {name}<")).count();
        assert_eq!(functions, 1, "{name}\n{text}");
    }
}

#[test]
fn mixin_has_its_traits() {
    let text = pretty(fallback::mixin(&input(quote! {
        #[field_mixin(access = M, build = X)]
        pub struct M { pub a: Attr<i64> }
    })));
    for line in ["pub trait MAccess", "pub trait X", "fn set_a(", "impl<T> MAccess for T"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn nothing_for_generics() {
    assert!(
        fallback::object(&input(quote!(
            struct A<T> {
                a: Attr<T>,
            }
        )))
        .is_empty()
    );
    assert!(
        fallback::mixin(&input(quote!(
            struct A<T> {
                a: Attr<T>,
            }
        )))
        .is_empty()
    );
    assert!(
        fallback::enum_field(&input(quote!(
            enum A<T> {
                B(T),
            }
        )))
        .is_empty()
    );
}
