use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::ItemImpl;

use super::support::{assert_messages, told};
use crate::expand::methods::expand_methods;
use crate::model::Methods;
use crate::parse;
use crate::stages::read;
use crate::validate::methods::methods_rules;

fn methods(args: TokenStream, item: TokenStream) -> Result<Methods, Vec<String>> {
    let item: ItemImpl = syn::parse2(item).unwrap();
    told(read(|cx| parse::methods(cx, args, &item), |cx, model| methods_rules(cx, &item, model)))
}

fn signature(function: TokenStream) -> String {
    methods(TokenStream::new(), quote!(impl A { pub #function {} })).unwrap().methods.remove(0).signature
}

#[test]
fn listed() {
    let model = methods(
        quote!(crate = crate::core),
        quote! {
            impl Backup {
                /// Makes it.
                #[inline]
                pub async fn create(&mut self) -> Result<()> { Ok(()) }
                pub fn get_by_id(context: &Context, r#type: i64, (a, b): (i64, i64)) -> Self { loop {} }
                fn private(&self) {}
                pub(crate) fn half(&self) {}
                #[doc(hidden)]
                pub fn hidden(&self) {}
                pub const LIMIT: i64 = 3;
            }
        },
    )
    .unwrap();
    assert_eq!(model.core.to_token_stream().to_string(), "crate :: core");
    assert_eq!(model.self_ty.to_token_stream().to_string(), "Backup");
    let [create, get] = &model.methods[..] else { panic!("{:?}", model.methods) };
    assert_eq!(create.ident, "create");
    assert_eq!(
        (create.docs.as_str().unwrap(), create.is_async, create.is_static),
        ("Makes it.", true, false)
    );
    assert_eq!((get.is_async, get.is_static), (false, true));
    assert_eq!(get.signature, "fn get_by_id(context: &Context, r#type: i64, (a, b): (i64, i64)) -> Self");
}

#[test]
fn each_block_has_its_constant() {
    let constant = || {
        let model = methods(TokenStream::new(), quote!(impl a::OfBlocks {})).unwrap();
        let text = expand_methods(&model, &TokenStream::new()).to_string();
        text.split_whitespace().find(|word| word.starts_with("__OBJECT_METHODS_")).map(str::to_owned)
    };
    let constants: Vec<_> = (0..8).map(|_| constant().unwrap()).collect();
    let wanted: Vec<_> = (0..8).map(|block| format!("__OBJECT_METHODS_{block}")).collect();
    assert_eq!(constants, wanted);
}

#[test]
fn signatures() {
    for (written, line) in [
        (quote!(async fn create(&mut self) -> Result<()>), "async fn create(&mut self) -> Result<()>"),
        (quote!(fn a(mut self, mut b: i64,)), "fn a(self, b: i64)"),
        (
            quote!(const unsafe fn a<'a, T: Into<String> + 'a>(b: &'a mut T) -> &'a [u8]),
            "const unsafe fn a<'a, T: Into<String> + 'a>(b: &'a mut T) -> &'a [u8]",
        ),
        (
            quote!(fn a(b: impl Iterator<Item = (i64, [u8; 4])>) -> (i64, String)),
            "fn a(b: impl Iterator<Item = (i64, [u8; 4])>) -> (i64, String)",
        ),
        (
            quote!(fn a(b: Box<dyn Fn(&str, i64) -> bool + Send>,) -> Option<Box<Self>>),
            "fn a(b: Box<dyn Fn(&str, i64) -> bool + Send>) -> Option<Box<Self>>",
        ),
        (
            quote!(fn a(b: ::std::string::String, c: <T as Iterator>::Item) -> ::core::result::Result<(), E>),
            "fn a(b: ::std::string::String, c: <T as Iterator>::Item) -> ::core::result::Result<(), E>",
        ),
        (
            quote!(fn a<T>(b: T) -> Vec<T> where T: ?Sized + Clone),
            "fn a<T>(b: T) -> Vec<T> where T: ?Sized + Clone",
        ),
        (
            quote!(fn a(b: for<'x> fn(&'x str) -> !, c: Context<'_>)),
            "fn a(b: for<'x> fn(&'x str) -> !, c: Context<'_>)",
        ),
        (quote!(fn a(#[allow(unused)] b: A<B<C<D,>>>)), "fn a(b: A<B<C<D>>>)"),
        (quote!(fn r#type(&self) -> *const u8), "fn r#type(&self) -> *const u8"),
    ] {
        assert_eq!(signature(written), line);
    }
}

#[test]
fn of_a_trait() {
    assert_messages(
        methods(TokenStream::new(), quote!(impl Display for A {})),
        &["put it on `impl A { … }`"],
    );
}

#[test]
fn generic() {
    assert_messages(
        methods(
            TokenStream::new(),
            quote!(
                impl<T> A<T> {}
            ),
        ),
        &["no parameters are possible here"],
    );
}

#[test]
fn other_keys() {
    assert_messages(
        methods(quote!(name = "x"), quote!(impl A {})),
        &["`name` belongs on the struct: write `#[versioned_object(name …)]` there"],
    );
    assert_messages(
        methods(quote!(crat = x), quote!(impl A {})),
        &["unknown key `crat` in `#[object_methods(…)]`, did you mean `crate`?"],
    );
    assert_messages(methods(quote!(crate = x, crate = y), quote!(impl A {})), &["`crate` is given twice"]);
}

#[test]
fn what_they_are_in_python() {
    let python = |item: TokenStream| {
        let mut model = methods(TokenStream::new(), item)?;
        Ok::<_, Vec<String>>(model.methods.remove(0).python.map(|python| python.signature))
    };
    for (written, line) in [
        (
            quote!(
                #[python(create(self))]
                pub fn create(&mut self) {}
            ),
            "create()",
        ),
        (
            quote!(
                #[python(encode_record(self, **kwargs))]
                pub fn encode(&self) {}
            ),
            "encode_record(**kwargs)",
        ),
        (
            quote!(
                #[python(decode_record(backup_url))]
                pub fn decode() {}
            ),
            "static decode_record(backup_url)",
        ),
        (
            quote!(
                #[python(get(cls, context, limit = "None", keys = "()", *args, **kwargs),)]
                pub fn get() {}
            ),
            "classmethod get(context, limit=None, keys=(), *args, **kwargs)",
        ),
    ] {
        assert_eq!(python(quote!(impl A { #written })), Ok(Some(line.to_owned())));
    }
    assert_eq!(python(quote!(impl A { pub fn a() {} })), Ok(None));
    for (written, message) in [
        (
            quote!(
                #[python(a(cls))]
                pub fn a(&self) {}
            ),
            "`a` takes `self` in Rust: write `a(self, …)`",
        ),
        (
            quote!(
                #[python(b(self))]
                pub fn a() {}
            ),
            "`a` takes no `self` in Rust: write `b(cls, …)`, or no `self` where Python has a static method",
        ),
        (
            quote!(
                #[python]
                pub fn a(&self) {}
            ),
            "say what the method is in Python: `#[python(get_all(cls, context, filters = \"None\"))]`",
        ),
        (
            quote!(
                #[python(a(self), b(self))]
                pub fn a(&self) {}
            ),
            "a method is one in Python: remove this one",
        ),
        (
            quote!(
                #[python(a(self))]
                #[python(b(self))]
                pub fn a(&self) {}
            ),
            "a method is one in Python: remove one of the two",
        ),
        (
            quote!(
                #[python(a(self))]
                fn a(&self) {}
            ),
            "only methods that are `pub`, and not hidden, are recorded",
        ),
    ] {
        assert_messages(methods(TokenStream::new(), quote!(impl A { #written })), &[message]);
    }
}

#[test]
fn what_is_said_of_python_is_not_left_in_the_block() {
    let written = quote!(impl A { #[inline] #[python(a(self))] pub fn a(&self) {} });
    let left = crate::stages::methods(TokenStream::new(), &written).to_string();
    assert!(left.starts_with(&quote!(impl A { #[inline] pub fn a(&self) {} }).to_string()), "{left}");
}
