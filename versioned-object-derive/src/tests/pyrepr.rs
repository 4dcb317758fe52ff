use proc_macro2::TokenStream;
use quote::quote;

use crate::pyrepr::{DefaultRepr, default_repr};
use crate::pytext::{float, quoted};

fn repr(tokens: TokenStream) -> DefaultRepr {
    default_repr(&syn::parse2(tokens).unwrap())
}

#[test]
fn texts() {
    for (expr, text) in [
        (quote!(true), "True"),
        (quote!(false), "False"),
        (quote!(3), "3"),
        (quote!(-3), "-3"),
        (quote!(-0), "0"),
        (quote!(0x10_i64), "16"),
        (quote!(1_000), "1000"),
        (quote!(3.0), "3.0"),
        (quote!(-1.5), "-1.5"),
        (quote!(3f64), "3.0"),
        (quote!(3f32), "3.0"),
        (quote!(1.5f32), "1.5"),
        // The digits that tell it from other numbers of 32 bits.
        (quote!(0.123456789f32), "0.12345679"),
        (quote!(8776_u16), "8776"),
        (quote!(Duration::from_secs(90)), "90.0"),
        (quote!(std::time::Duration::from_secs_f64(1.5)), "1.5"),
        (quote!(PathBuf::from("/srv")), "/srv"),
        (quote!(PathBuf::new()), ""),
        (quote!(Arc::from("x")), "x"),
        (quote!(HashMap::new()), "{}"),
        (quote!(HashSet::from(["b", "a"])), "set([a,b])"),
        (quote!(1e16), "1e+16"),
        (quote!(Some(3)), "3"),
        (quote!(Option::Some(("a"))), "a"),
        (quote!("it's\n"), "it's\n"),
        (quote!(""), ""),
        (quote!(String::from("x")), "x"),
        (quote!(String::new()), ""),
        (quote!("x".to_string()), "x"),
        (quote!("x".to_owned()), "x"),
        (quote!("x".into()), "x"),
        (quote!([]), "[]"),
        (quote!(vec![]), "[]"),
        (quote!(Vec::new()), "[]"),
        (quote!(Vec::<String>::new()), "[]"),
        (quote!(["a", "b"]), "['a', 'b']"),
        (quote!(vec!["it's".into(), String::from("b")]), "[\"it's\", 'b']"),
        (quote!(vec![1, -2, 3.0, true, None, Some("a")]), "[1, -2, 3.0, True, None, 'a']"),
        (quote!([["a"], []]), "[['a'], []]"),
        (quote!(&["a"]), "['a']"),
        (quote!(["a"].to_vec()), "['a']"),
        (quote!(std::collections::BTreeMap::new()), "{}"),
        (quote!(BTreeSet::<i64>::new()), "set([])"),
        (quote!(BTreeSet::from([10, 9, 1])), "set([1,10,9])"),
    ] {
        assert_eq!(repr(expr.clone()), DefaultRepr::Text(text.to_owned()), "{expr}");
    }
}

#[test]
fn paths() {
    for expr in
        [quote!(BackupStatus::Creating), quote!(Creating), quote!(Some(a::Status::Error)), quote!(Level::A)]
    {
        assert_eq!(repr(expr.clone()), DefaultRepr::EnumPath, "{expr}");
    }
    for expr in [quote!(LIMIT), quote!(Self::DEFAULT_SIZE), quote!(crate::A), quote!(X)] {
        let one_letter_of_path = expr.to_string() == "crate :: A";
        let expected = if one_letter_of_path { DefaultRepr::EnumPath } else { DefaultRepr::ConstPath };
        assert_eq!(repr(expr.clone()), expected, "{expr}");
    }
}

#[test]
fn unprintable() {
    for expr in [
        quote!(make()),
        quote!(Uuid::nil()),
        quote!(default_size),
        quote!(1 + 2),
        quote!(vec![Status::A]),
        quote!(vec![0; 3]),
        quote!(1e39f32),
        quote!(Duration::from_millis(1500)),
        quote!(PathBuf::from(root)),
        quote!(!3),
        quote!(Default::default()),
        quote!(3.to_string()),
        quote!((1, 2)),
        quote!('a'),
        quote!(b"a"),
        quote!(vec![BTreeSet::new()]),
    ] {
        assert_eq!(repr(expr.clone()), DefaultRepr::Unprintable, "{expr}");
    }
}

// As CPython 3.11 prints them.
#[test]
fn floats() {
    for (number, text) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (0.1, "0.1"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e+16"),
        (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
        (1e22, "1e+22"),
        (1e100, "1e+100"),
        (0.0001, "0.0001"),
        (0.00012, "0.00012"),
        (0.000_01, "1e-05"),
        (1.5e-7, "1.5e-07"),
        (-1e-7, "-1e-07"),
        (5e-324, "5e-324"),
        (f64::MAX, "1.7976931348623157e+308"),
    ] {
        assert_eq!(float(number), text);
    }
}

// As CPython 3.11 prints them.
#[test]
fn quotes() {
    for (text, literal) in [
        ("a", "'a'"),
        ("it's", "\"it's\""),
        ("it's \"so\"", "'it\\'s \"so\"'"),
        ("\"", "'\"'"),
        ("a\n\t\r\\", "'a\\n\\t\\r\\\\'"),
        ("\0\u{1b}\u{7f}", "'\\x00\\x1b\\x7f'"),
        ("é", "'é'"),
        ("\u{a0}", "'\\xa0'"),
        ("\u{ad}", "'\\xad'"),
        ("e\u{301}", "'e\u{301}'"),
        ("\u{301}", "'\u{301}'"),
        ("日本", "'日本'"),
        ("\u{200b}\u{2028}\u{e000}", "'\\u200b\\u2028\\ue000'"),
        ("\u{10ffff}", "'\\U0010ffff'"),
        ("😀", "'😀'"),
        (" ", "' '"),
    ] {
        assert_eq!(quoted(text), literal);
    }
}
