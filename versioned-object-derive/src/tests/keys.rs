//! The table of keys: every key is read, misspelt, given twice and written in another place, and is in the reference.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::support::{enumeration, input, mixin, object};
use crate::ctxt::{Ctxt, Errors};
use crate::keys::{
    AttributeTable, ChangedKey, EnumKey, FieldKey, Form, HookKey, KeyTable, MethodsKey, MixinKey, ObjectKey,
    SoftDeleteKey, TimestampsKey, ValueKey, VariantKey,
};
use crate::parse;

/// How a key is written when it is written well.
fn written<K: KeyTable>(key: K) -> TokenStream {
    let (name, example) = (key.name(), key.form().example());
    let text = match key.form() {
        Form::Flag => name.to_owned(),
        Form::Expr => format!("{name} = 1"),
        Form::Parens(_) | Form::ManyParens(_) => format!("{name}({example})"),
        _ => format!("{name} = {example}"),
    };
    text.parse().unwrap()
}

/// A declaration with these words in the attribute of the place that a table is of.
fn declared<K: AttributeTable>(words: TokenStream) -> TokenStream {
    match (K::PLACE.attr, K::PLACE.on) {
        ("versioned_object", _) => quote! {
            #[versioned_object(#words)]
            struct A { a: Attr<i64>, meta: ObjectMeta }
        },
        ("field", _) => quote! {
            #[versioned_object(version = "1.4")]
            struct A { #[field(#words)] a: Attr<i64>, meta: ObjectMeta }
        },
        ("field_mixin", _) => quote! {
            #[field_mixin(#words)]
            struct A { a: Attr<i64> }
        },
        ("enum_field", "the enum") => quote! {
            #[enum_field(#words)]
            enum A { A, B }
        },
        ("enum_field", "a variant") => quote! {
            enum A { #[enum_field(#words)] A, B }
        },
        (attr, on) => panic!("`{attr}` on {on}"),
    }
}

/// The messages of such a declaration.
fn messages<K: AttributeTable>(words: TokenStream) -> Vec<String> {
    let tokens = declared::<K>(words);
    let told = match K::PLACE.attr {
        "field_mixin" => mixin(tokens).err(),
        "enum_field" => enumeration(tokens).err(),
        _ => object(tokens).err(),
    };
    told.unwrap_or_default()
}

/// What reading alone says of it.
fn messages_of_reading<K: AttributeTable>(words: TokenStream) -> Vec<String> {
    let (input, cx) = (input(declared::<K>(words)), Ctxt::new());
    match K::PLACE.attr {
        "field_mixin" => drop(parse::mixin(&cx, &input)),
        "enum_field" => drop(parse::enum_field(&cx, &input)),
        _ => drop(parse::object(&cx, &input)),
    }
    cx.check().err().map(Errors::messages).unwrap_or_default()
}

#[track_caller]
fn assert_said(messages: &[String], part: &str) {
    assert!(messages.iter().any(|message| message.contains(part)), "{part:?} is not in {messages:#?}");
}

#[track_caller]
fn assert_read<K: AttributeTable>(words: TokenStream) {
    let told = messages_of_reading::<K>(words.clone());
    assert!(told.is_empty(), "{words}: {told:#?}");
}

fn every_key_is_read<K: AttributeTable>() {
    for key in K::ALL {
        assert_read::<K>(written(*key));
    }
}

fn every_misspelt_key_is_guessed<K: AttributeTable>() {
    for key in K::NAMES.iter().filter(|key| key.len() > 2) {
        let misspelt = format_ident!("{}", format!("x{key}"));
        let told = messages::<K>(quote!(#misspelt = "text"));
        assert_said(&told, &format!("unknown key `{misspelt}`"));
        assert_said(&told, &format!("did you mean `{key}`?"));
    }
}

fn every_key_is_given_once<K: AttributeTable>() {
    for key in K::ALL {
        let words = written(*key);
        let told = messages_of_reading::<K>(quote!(#words, #words));
        let is_error = told.iter().any(|told| told.starts_with(&format!("`{}` is given twice", key.name())));
        assert_eq!(is_error, !matches!(key.form(), Form::ManyParens(_)), "{words}: {told:#?}");
    }
}

/// Calls a function for the table of each attribute of a declaration.
macro_rules! for_each_attribute {
    ($function:ident) => {
        $function::<ObjectKey>();
        $function::<FieldKey>();
        $function::<MixinKey>();
        $function::<EnumKey>();
        $function::<VariantKey>();
    };
}

#[test]
fn a_key_of_the_table_is_read() {
    for_each_attribute!(every_key_is_read);
}

#[test]
fn a_key_in_the_parentheses_of_another_is_read() {
    for key in SoftDeleteKey::ALL {
        let flag = (*key != SoftDeleteKey::Flag).then(|| quote!(flag = a,));
        let words = written(*key);
        assert_read::<ObjectKey>(quote!(soft_delete(#flag #words)));
    }
    for words in TimestampsKey::ALL.iter().copied().map(written) {
        assert_read::<ObjectKey>(quote!(timestamps(#words)));
    }
    for key in HookKey::ALL {
        let (name, words) = (format_ident!("{}", key.name()), written(*key));
        assert_read::<ObjectKey>(quote!(hooks(#name)));
        assert_read::<ObjectKey>(quote!(hooks(#words)));
    }
    for words in ChangedKey::ALL.iter().copied().map(written) {
        assert_read::<FieldKey>(quote!(changed("1.4", #words)));
    }
    for words in ValueKey::ALL.iter().copied().map(written) {
        assert_read::<FieldKey>(quote!(value("1.4", New, #words)));
    }
}

#[test]
fn a_misspelt_key_is_guessed() {
    for_each_attribute!(every_misspelt_key_is_guessed);
}

#[test]
fn a_key_given_twice_is_an_error() {
    for_each_attribute!(every_key_is_given_once);
}

#[test]
fn a_key_in_another_place_is_sent_where_it_belongs() {
    fn sent<Here: AttributeTable, There: AttributeTable>() -> usize {
        let foreign = There::ALL.iter().filter(|key| Here::named(key.name()).is_none());
        foreign
            .map(|key| {
                let (name, place) = (key.name(), There::PLACE);
                let told = messages::<Here>(written(*key));
                assert_said(
                    &told,
                    &format!("`{name}` belongs on {}: write `#[{}({name}", place.on, place.attr),
                );
            })
            .count()
    }
    let tried = [
        sent::<ObjectKey, FieldKey>(),
        sent::<FieldKey, ObjectKey>(),
        sent::<MixinKey, FieldKey>(),
        sent::<EnumKey, VariantKey>(),
        sent::<VariantKey, EnumKey>(),
    ];
    assert!(tried.iter().all(|tried| *tried > 0), "{tried:?}");
}

/// The reference of attributes.
fn reference() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/attributes.md")).unwrap()
}

/// The cells of every table of attributes in the reference.
fn tables(reference: &str) -> Vec<Vec<Vec<&str>>> {
    let mut tables = Vec::new();
    let mut lines = reference.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("| attribute |") {
            let rows = lines.by_ref().skip(1).take_while(|line| line.starts_with('|'));
            tables.push(rows.map(|row| row.split(" | ").collect()).collect());
        }
    }
    tables
}

/// What stands between the first two backticks.
fn code(cell: &str) -> &str {
    cell.split('`').nth(1).unwrap()
}

/// The name at the start of a text, where there is one in small letters.
fn leading_name(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let name = &text[..text.find(|c: char| c != '_' && !c.is_ascii_lowercase()).unwrap_or(text.len())];
    (!name.is_empty() && !text[name.len()..].starts_with(char::is_alphanumeric)).then_some(name)
}

/// The names in the parentheses of a key as the reference writes it; not those in parentheses inside.
fn inner_names(written: &str) -> Vec<&str> {
    let inside = written.split_once('(').map_or("", |(_, inside)| inside.trim_end_matches(')'));
    let mut depth = 0;
    let words = inside.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    });
    words.filter_map(leading_name).collect()
}

/// The names are those of a table, in any order; a key may have several rows.
#[track_caller]
fn assert_same<K: KeyTable>(mut names: Vec<&str>) {
    let mut known = K::NAMES.to_vec();
    known.sort_unstable();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, known);
}

/// The rows of a table are its keys.
#[track_caller]
fn assert_documented<K: KeyTable>(rows: &[Vec<&str>]) {
    assert_same::<K>(rows.iter().map(|row| leading_name(code(row[0])).unwrap()).collect());
}

#[test]
fn the_reference_has_the_keys_of_the_table() {
    let text = reference();
    let tables = tables(&text);
    let [object, field, mixin, enumeration, variant] = &tables[..] else { panic!("{} tables", tables.len()) };
    assert_documented::<ObjectKey>(object);
    assert_documented::<FieldKey>(field);
    assert_documented::<MixinKey>(mixin);
    assert_documented::<EnumKey>(enumeration);
    assert_documented::<VariantKey>(variant);
    let methods = text.split_once("## `#[object_methods]`").unwrap().1;
    let names: Vec<_> = methods.split('`').skip(1).step_by(2).filter_map(leading_name).collect();
    assert!(MethodsKey::NAMES.iter().all(|name| names.contains(name)), "{names:?}");
}

#[test]
fn the_reference_has_the_keys_in_parentheses() {
    let text = reference();
    let rows: Vec<_> = tables(&text).into_iter().flatten().collect();
    let of = |key: &'static str| rows.iter().filter(move |row| leading_name(code(row[0])) == Some(key));
    let in_parens = |key| of(key).flat_map(|row| inner_names(code(row[0]))).collect::<Vec<_>>();
    assert_same::<SoftDeleteKey>(in_parens(ObjectKey::SoftDelete.name()));
    assert_same::<TimestampsKey>(in_parens(ObjectKey::Timestamps.name()));
    assert_same::<ChangedKey>(in_parens(FieldKey::Changed.name()));
    assert_same::<ValueKey>(in_parens(FieldKey::Value.name()));
    // The names of hooks stand in the column of values.
    let hooks = of(ObjectKey::Hooks.name()).flat_map(|row| row[1].split('`').skip(1).step_by(2));
    assert_same::<HookKey>(hooks.filter_map(leading_name).collect());
}
