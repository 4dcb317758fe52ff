//! Names in attributes are uses of the fields, at their places: editors go from one to the other.

use proc_macro2::{LineColumn, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::DeriveInput;

use super::support::told;
use crate::expand::mixin::expand_mixin;
use crate::expand::object::expand_object;
use crate::parse;
use crate::stages::read;
use crate::validate::object::object_rules;

const DISK: &str = r#"
#[versioned_object(
    extends = Base,
    table = "disks",
    key = r#type,
    project = tenant,
    soft_delete(flag = gone, at = gone_at, set(owner = "none", tenant = "nobody")),
    timestamps(created = made, updated = touched),
    relationships(part = [("1.0", "1.0")]),
    extra_fields(label)
)]
struct Disk {
    base: Base,
    r#type: Attr<Uuid>,
    tenant: Attr<String>,
    made: Attr<DateTime<Utc>>,
    part: Attr<Box<Part>>,
    #[field(flatten)]
    times: Times,
}
"#;

fn expanded(text: &str) -> TokenStream {
    let input: DeriveInput = syn::parse_str(text).unwrap();
    let read = read(|cx| parse::object(cx, &input), |cx, model| object_rules(cx, &input, model));
    expand_object(&told(read).unwrap())
}

/// All tokens in a row, with those before each.
fn flat(tokens: TokenStream, into: &mut Vec<TokenTree>) {
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            flat(group.stream(), into);
        } else {
            into.push(token);
        }
    }
}

/// Where a text stands in a declaration that has it once.
fn place(text: &str, words: &str, word: &str) -> LineColumn {
    let found: Vec<_> = text.match_indices(words).map(|(at, _)| at).collect();
    assert_eq!(found.len(), 1, "{words}");
    let at = found[0] + words.find(word).unwrap();
    let line = text[..at].matches('\n').count();
    LineColumn { line: line + 1, column: at - text[..at].rfind('\n').map_or(0, |before| before + 1) }
}

/// What stands at a place in an expansion: each name, with the two tokens before it.
fn standing(expansion: &TokenStream, place: LineColumn) -> Vec<(String, String)> {
    let mut tokens = Vec::new();
    flat(expansion.clone(), &mut tokens);
    let at = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| matches!(token, TokenTree::Ident(_)) && token.span().start() == place);
    let at = at.map(|(index, token)| {
        let before = &tokens[index.saturating_sub(2)..index];
        (token.to_string(), before.iter().map(ToString::to_string).collect::<String>())
    });
    at.collect()
}

#[test]
fn fields_that_a_table_names_are_used_at_their_names() {
    let expansion = expanded(DISK);
    for (words, name, receiver) in [
        ("key = r#type", "r#type", "__object."),
        ("project = tenant", "tenant", "__object."),
        ("created = made", "made", "__object."),
        ("tenant = \"nobody\"", "tenant", "__object."),
        // Of a mixin or of the parent.
        ("flag = gone", "gone", "__names."),
        ("at = gone_at", "gone_at", "__names."),
        ("set(owner", "owner", "__names."),
        ("updated = touched", "touched", "__names."),
    ] {
        let found = standing(&expansion, place(DISK, words, name));
        assert_eq!(found, [(name.to_owned(), receiver.to_owned())], "{words}");
    }
    // What these are called with stands at the name too.
    for (words, name, receiver) in
        [("relationships(part", "part", "__object."), ("extra_fields(label", "label", "::")]
    {
        let found = standing(&expansion, place(DISK, words, name));
        assert!(found.contains(&(name.to_owned(), receiver.to_owned())), "{words}: {found:?}");
    }
}

#[test]
fn mixins_and_parents_say_their_names_where_these_are_declared() {
    let expansion = expanded(DISK);
    for name in ["tenant", "made", "part"] {
        let declared = place(DISK, &format!("    {name}: Attr"), name);
        let found = standing(&expansion, declared);
        assert!(found.iter().any(|(found, before)| found == name && before.ends_with("pub")), "{found:?}");
    }
    let text = "struct Times {\n    gone: Attr<bool>,\n}\n";
    let input: DeriveInput = syn::parse_str(text).unwrap();
    let mixin = super::support::mixin(input.to_token_stream()).unwrap();
    let found = standing(&expand_mixin(&mixin), place(text, "gone", "gone"));
    assert!(found.iter().any(|(found, before)| found == "gone" && before.ends_with("pub")), "{found:?}");
}

#[test]
fn what_names_no_field_is_used_nowhere() {
    let text = "#[versioned_object(version = \"1.0\", table = \"disks\", key = nmae)]\nstruct Disk {\n    name: \
                Attr<String>,\n    meta: ObjectMeta,\n}\n";
    assert_eq!(standing(&expanded(text), place(text, "key = nmae", "nmae")), []);
}
