use quote::quote;

use super::support::{assert_line, assert_messages, enumeration, pretty, refused};
use crate::expand::enums::expand_enum;

#[test]
fn plain() {
    let model = enumeration(quote! {
        /// State.
        pub enum BackupStatus {
            Error,
            /// Soon gone.
            ErrorDeleting = 7,
            #[enum_field(rename = "backing-up")]
            BackingUp,
        }
    })
    .unwrap();
    let values: Vec<&str> = model.variants.iter().map(|variant| variant.value.as_str()).collect();
    assert_eq!(values, ["error", "error_deleting", "backing-up"]);
    assert_eq!(model.variants[1].docs.as_str(), Some("Soon gone."));
    assert_eq!(
        (model.class_name.as_str(), model.tuple, model.docs.as_str().unwrap()),
        ("BackupStatus", true, "State.")
    );
    assert!(model.fingerprint_values.is_none());
}

#[test]
fn serde_where_it_is_asked_for() {
    let of = |tokens| pretty(expand_enum(&enumeration(tokens).unwrap()));
    let text = of(quote!(
        #[enum_field(serde)]
        enum Level {
            Low,
        }
    ));
    assert_line(&text, "serializer.serialize_str(self.as_str())");
    assert_line(&text, "__vo::__private::enum_deserialize(deserializer)");
    assert!(
        !of(quote!(
            enum Level {
                Low,
            }
        ))
        .contains("serde")
    );
}

#[test]
fn state_machines() {
    let model = enumeration(quote! {
        enum State {
            #[enum_field(rename = "at-rest", to(Busy, Gone))]
            Idle,
            #[enum_field(to(Idle))]
            Busy,
            Gone,
        }
    })
    .unwrap();
    assert!(model.state_machine);
    assert_eq!((model.class_name.as_str(), model.tuple), ("Enum", false));
    let text = pretty(expand_enum(&model));
    assert_line(&text, "&[State::Busy.__text(), State::Gone.__text()], &[State::Idle.__text()], &[]");
    assert_line(
        &text,
        "Self::Idle => &[Self::Busy, Self::Gone], Self::Busy => &[Self::Idle], Self::Gone => &[],",
    );
    let model = enumeration(quote! {
        #[enum_field(name = "States")]
        enum State {
            #[enum_field(to())]
            Idle,
        }
    })
    .unwrap();
    assert_eq!((model.class_name.as_str(), model.tuple), ("States", true));
    assert!(
        !enumeration(quote!(
            enum State {
                Idle,
            }
        ))
        .unwrap()
        .state_machine
    );
}

#[test]
fn raw_names_are_the_names() {
    let model = enumeration(quote! {
        enum State {
            #[enum_field(to(Busy, r#Gone))]
            r#Idle,
            #[enum_field(to(Idle))]
            r#Busy,
            Gone,
        }
    })
    .unwrap();
    let text = pretty(expand_enum(&model));
    assert!(!text.contains("r#"), "{text}");
    assert_line(&text, "Self::Idle => &[Self::Busy, Self::Gone], Self::Busy => &[Self::Idle],");
    assert_messages(
        enumeration(quote!(
            enum State {
                #[enum_field(to(Gone, r#Gone))]
                Idle,
                Gone,
            }
        )),
        &["`Gone` is given twice"],
    );
}

#[test]
fn keys() {
    let model = enumeration(quote! {
        #[enum_field(anonymous, rename_all = "SCREAMING_SNAKE_CASE", fingerprint_values("B_C", "A", "A"), crate = c)]
        enum E { A, BC, #[enum_field(rename = "B_C")] Other }
    });
    assert_eq!(model.unwrap_err(), Vec::from(["every value of a variant must be in it: add `BC`"]));
    let model = enumeration(quote! {
        #[enum_field(anonymous, rename_all = "kebab-case", fingerprint_values("b-c", "a", "a"))]
        enum E { A, BC1, #[enum_field(rename = "b-c")] Other }
    });
    assert_eq!(model.unwrap_err(), Vec::from(["every value of a variant must be in it: add `bc1`"]));
    let model = enumeration(quote! {
        #[enum_field(anonymous, fingerprint_values("b", "a", "a"))]
        enum E { A, B }
    })
    .unwrap();
    assert_eq!((model.class_name.as_str(), model.tuple), ("Enum", false));
    let values: Vec<_> =
        model.fingerprint_values.unwrap().value.into_iter().map(|(value, _)| value).collect();
    assert_eq!(values, ["b", "a", "a"]);
    let model = enumeration(quote!(
        #[enum_field(name = "Status", brackets = list)]
        enum E {
            A,
        }
    ))
    .unwrap();
    assert_eq!((model.class_name.as_str(), model.tuple), ("Status", false));
    assert!(
        enumeration(quote!(
            #[enum_field(anonymous, brackets = tuple)]
            enum E {
                A,
            }
        ))
        .unwrap()
        .tuple
    );
}

refused! {
    on_struct: enumeration { struct A { a: i64 } } => ["`EnumField` is for enums: a struct derives `VersionedObject`"];
    on_union: enumeration { union A { a: i64 } } => ["`EnumField` is for enums"];
    no_variant: enumeration { enum A {} } => ["add a variant"];
    data: enumeration { enum A { B(i64), C { d: i64 }, E } } => ["write `B` without fields", "write `C` without fields"];
    generics: enumeration { enum A<T> { B } } => ["no parameters are possible here"];
    same_values: enumeration { enum A { B, #[enum_field(rename = "b")] C } } =>
        ["another variant has the value `b`"];
    anonymous_with_name: enumeration { #[enum_field(anonymous, name = "X")] enum A { B } } =>
        ["`name` and `anonymous` exclude each other"];
    bad_brackets: enumeration { #[enum_field(brackets = set)] enum A { B } } => ["write `brackets = tuple` or `brackets = list`"];
    bad_case: enumeration { #[enum_field(rename_all = "snakecase")] enum A { B } } =>
        ["unknown case `snakecase`, did you mean `snake_case`?"];
    unknown_value: enumeration { #[enum_field(fingerprint_values("b", "creatng", "creating"))] enum A { B, Creating } } =>
        ["no variant has the value `creatng`, did you mean `creating`?"];
    values_without_quotes: enumeration { #[enum_field(fingerprint_values(b))] enum A { B } } =>
        ["`fingerprint_values` takes strings"];
    rename_on_enum: enumeration { #[enum_field(rename = "x")] enum A { B } } =>
        ["`rename` belongs on a variant: write `#[enum_field(rename …)]` there; the name of the type itself is `name`"];
    name_on_variant: enumeration { enum A { #[enum_field(name = "x")] B } } => ["`name` belongs on the enum"];
    unknown_state: enumeration { enum A { #[enum_field(to(Bussy))] Idle, Busy } } =>
        ["`A` has no state `Bussy`, did you mean `Busy`?"];
    state_twice: enumeration { enum A { #[enum_field(to(B, B))] B } } => ["`B` is given twice"];
    state_in_quotes: enumeration { enum A { #[enum_field(to("b"))] B } } =>
        ["write it without quotes: `to(b)`"];
    unreached_state: enumeration { enum A { #[enum_field(to(C))] B, C, #[enum_field(to(B, D))] D } } =>
        ["no state leads to `D`: name it in the `to(…)` of another, or say `start`"];
    start_without_states: enumeration { enum A { B, #[enum_field(start)] C } } => ["`start` is for state machines"];
    states_on_enum: enumeration { #[enum_field(to(B))] enum A { B } } => ["`to` belongs on a variant"];
    unknown_on_variant: enumeration { enum A { #[enum_field(renam = "x")] B } } => ["did you mean `rename`?"];
}
