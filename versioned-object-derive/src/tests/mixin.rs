use quote::quote;

use super::support::{mixin, refused};

#[test]
fn names() {
    let model = mixin(quote! {
        pub struct PersistentFields { created_at: Attr<Option<NaiveDateTime>>, #[field(default = false)] deleted: Attr<bool> }
    })
    .unwrap();
    assert_eq!(model.access, "PersistentFieldsAccess");
    assert_eq!(model.build, "PersistentFieldsBuild");
    assert_eq!(model.fields.len(), 2);
    let model = mixin(quote!(
        #[field_mixin(access = A, build = B, crate = c)]
        struct M {
            a: Attr<i64>,
        }
    ))
    .unwrap();
    assert_eq!((model.access.to_string(), model.build.to_string()), ("A".to_owned(), "B".to_owned()));
}

refused! {
    relation: mixin { struct M { #[field(has_many(key = B::A_ID))] a: Attr<Vec<B>> } } => ["declare it there, not in a mixin"];
    meta: mixin { struct M { meta: ObjectMeta } } => ["a mixin has no `ObjectMeta`"];
    flatten: mixin { struct M { #[field(flatten)] a: Other } } => ["a mixin holds no mixins"];
    bare: mixin { struct M { a: i64 } } => ["wrap it, `Attr<i64>`, or mark it `#[field(skip)]`"];
    public: mixin { struct M { pub a: Attr<i64> } } => ["remove `pub`"];
    generics: mixin { struct M<T> { a: Attr<T> } } => ["no parameters are possible here"];
    tuple: mixin { struct M(Attr<i64>); } => ["`FieldMixin` is for structs with named fields"];
    accessors: mixin { struct M { a: Attr<i64>, try_a: Attr<i64> } } => ["has a generated `try_a`"];
    same_names: mixin { #[field_mixin(access = T, build = T)] struct M { a: Attr<i64> } } =>
        ["give `build` another name than `T`"];
    name_of_struct: mixin { #[field_mixin(access = M)] struct M { a: Attr<i64> } } =>
        ["give `access` another one, such as `MAccess`"];
    quotes: mixin { #[field_mixin(access = "A")] struct M { a: Attr<i64> } } => ["write it without quotes: `access = A`"];
    object_key: mixin { #[field_mixin(version = "1.0")] struct M { a: Attr<i64> } } => ["`version` belongs on the object that flattens the mixin"];
    mixin_key_on_field: mixin { struct M { #[field(access = A)] a: Attr<i64> } } =>
        ["`access` belongs on the struct: write `#[field_mixin(access …)]` there"];
}
