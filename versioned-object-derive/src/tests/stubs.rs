use proc_macro2::TokenStream;
use quote::quote;

use super::support::{assert_line, input, pretty};
use crate::ctxt::Ctxt;
use crate::{fallback, parse};

fn object(tokens: TokenStream) -> String {
    let (input, cx) = (input(tokens), Ctxt::new());
    let model = parse::object(&cx, &input);
    drop(cx.check());
    pretty(fallback::object(&input, model, false))
}

fn mixin(tokens: TokenStream) -> String {
    let (input, cx) = (input(tokens), Ctxt::new());
    let model = parse::mixin(&cx, &input);
    drop(cx.check());
    pretty(fallback::mixin(&input, model, false))
}

fn enumeration(tokens: TokenStream) -> String {
    let (input, cx) = (input(tokens), Ctxt::new());
    let model = parse::enum_field(&cx, &input);
    drop(cx.check());
    pretty(fallback::enum_field(&input, model))
}

#[test]
fn object_has_what_can_be_known() {
    let text = object(quote! {
        #[versioned_object(versoin = "1.0", crate = other)]
        pub struct Backup {
            id: Attr<i64>,
            r#type: Attr<Option<String>>,
            #[field(default = 3)] size: i64,
            unknown: Thing,
            #[field(oops)] tags: Attr<Vec<bool>>,
        }
    });
    for line in [
        "pub struct BackupBuilder {",
        "use other::versioned_object_core as __core_of_Backup;",
        "pub const SIZE: __core_of_Backup::Key<Self, i64>",
        "pub fn id(&self) -> __core_of_Backup::Result<i64> { loop {} }",
        "pub fn r#type(",
        "pub fn try_type(",
        "pub fn set_size<__V>(",
        "pub fn tags_mut(",
        "pub fn builder() -> BackupBuilder",
        "pub fn build(self, context: &__core_of_Backup::Context) -> __core_of_Backup::Result<Backup>",
        "impl __vo::FieldType for Backup",
    ] {
        assert_line(&text, line);
    }
    assert!(
        !text.contains("unknown") && !text.contains("id_mut") && !text.contains("with_default"),
        "{text}"
    );
}

#[test]
fn colliding_names_are_made_once() {
    let text = object(quote! {
        struct A { a: Attr<i64>, set_a: Attr<i64>, new: Attr<i64>, build: Attr<i64>, meta: ObjectMeta }
    });
    for (owner, name) in [("A", "set_a"), ("A", "new"), ("ABuilder", "build")] {
        let start = format!("impl {owner} {{");
        let in_impls: String = text
            .split(&start)
            .skip(1)
            .filter_map(|after| after.split("automatically_derived").next())
            .collect();
        let plain = in_impls.replace("<__V>", "");
        assert_eq!(plain.matches(&format!("fn {name}(")).count(), 1, "{name}\n{text}");
    }
}

#[test]
fn list_and_subclass_are_what_they_say() {
    let text = object(quote!(
        #[versioned_object(list_of = B)]
        struct A {
            meta: ObjectMeta,
        }
    ));
    assert!(text.contains("impl __vo::ObjectList for A") && text.contains("fn objects(&self)"), "{text}");
    let text = object(quote!(
        #[versioned_object(extends = B)]
        struct A {
            meta: ObjectMeta,
        }
    ));
    assert!(text.contains("__vo::Extends<__B> for A"), "{text}");
}

#[test]
fn mixin_has_its_traits() {
    let text = mixin(quote! {
        #[field_mixin(access = M, build = X)]
        pub struct M { pub a: Attr<i64> }
    });
    for line in [
        "pub trait MAccess",
        "pub trait X",
        "fn set_a<__V>(",
        "MAccess for O {}",
        "impl __vo::FieldMixin for M",
    ] {
        assert_line(&text, line);
    }
}

#[test]
fn enum_keeps_its_units() {
    let text = enumeration(quote!(
        pub enum A {
            B,
            C(i64),
        }
    ));
    for line in
        ["pub const VALUES", "impl ::core::str::FromStr for A", "const fn as_str(self)", "(A::B, \"b\")"]
    {
        assert_line(&text, line);
    }
    assert!(!text.contains("Self::C"), "{text}");
}

#[test]
fn nothing_where_nothing_can_be_known() {
    assert!(
        object(quote!(
            struct A<T> {
                a: Attr<T>,
            }
        ))
        .is_empty()
    );
    assert!(
        mixin(quote!(
            struct A<T> {
                a: Attr<T>,
            }
        ))
        .is_empty()
    );
    assert!(
        enumeration(quote!(
            enum A<T> {
                B(T),
            }
        ))
        .is_empty()
    );
    assert!(
        enumeration(quote!(
            struct A;
        ))
        .is_empty()
    );
}
