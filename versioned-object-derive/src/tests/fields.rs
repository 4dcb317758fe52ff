use quote::{ToTokens as _, quote};

use super::support::{field, object, refused};
use crate::pyrepr::DefaultRepr;
use crate::syntax::Shape;

#[test]
fn all_keys() {
    let field = field(quote! {
        #[field(default = Some(Status::Creating), fingerprint_default = "creating", read_only, since = "1.1")]
        #[field(changed("1.2", from = Option<String>, down = down, up = Status::up), renamed("1.3", "state"))]
        #[field(rename = "CG_status", sensitive, validate = check::<3>, column = "cg_status",)]
        cg_status: Attr<Option<Status>>
    })
    .unwrap();
    let default = field.default.unwrap();
    assert_eq!(default.repr, DefaultRepr::EnumPath);
    assert_eq!(default.expr.to_token_stream().to_string(), "Some (Status :: Creating)");
    assert_eq!(default.inner.to_token_stream().to_string(), "Status :: Creating");
    assert_eq!(field.fingerprint_default.unwrap().value, "creating");
    assert!(field.read_only && field.sensitive && field.nullable);
    assert_eq!(field.since.unwrap().value.to_string(), "1.1");
    assert_eq!(field.changed[0].version.value.to_string(), "1.2");
    assert!(
        field.changed[0].from.is_some() && field.changed[0].down.is_some() && field.changed[0].up.is_some()
    );
    assert_eq!(field.renamed[0].old, "state");
    assert_eq!(field.wire_name, "CG_status");
    assert!(field.validate.is_some());
    assert_eq!(field.column.unwrap().value, "cg_status");
    assert_eq!(field.inner.to_token_stream().to_string(), "Status");
}

#[test]
fn shapes() {
    for (ty, shape, nullable) in [
        (quote!(String), "Text", false),
        (quote!(std::option::Option<std::string::String>), "Text", true),
        (quote!(i64), "Int", false),
        (quote!(Option<f64>), "Float", true),
        (quote!(bool), "Bool", false),
        (quote!(uuid::Uuid), "Copy", false),
        (quote!(DateTime<FixedOffset>), "Copy", false),
        (quote!(Option<Ipv6Net>), "Copy", true),
        (quote!(Vec<Option<i64>>), "List", false),
        (quote!(BTreeMap<String, String>), "Dict", false),
        (quote!(Option<BTreeSet<i64>>), "Set", true),
        (quote!(Box<Volume>), "Boxed", false),
        (quote!(Box<dyn DynObject>), "Boxed", false),
        (quote!(u16), "Copy", false),
        (quote!(Option<f32>), "Copy", true),
        (quote!(std::time::Duration), "Copy", false),
        (quote!(Arc<str>), "Text", false),
        (quote!(HashMap<String, String>), "Dict", false),
        (quote!(HashSet<i64>), "Set", false),
        (quote!(Bounded<-5, 5>), "Other", false),
        (quote!(Option<Text<Url>>), "Other", true),
        (quote!(Volume), "Other", false),
    ] {
        let field = field(quote!(a: Attr<#ty>)).unwrap();
        let found = format!("{:?}", field.shape);
        assert!(found.starts_with(shape), "{ty}: {found}");
        assert_eq!(field.nullable, nullable, "{ty}");
    }
    assert!(
        matches!(field(quote!(a: Attr<Vec<i64>>)).unwrap().shape, Shape::List(element) if element == syn::parse_quote!(i64))
    );
}

#[test]
fn read_only_with_validate_and_list_with_column() {
    field(quote!(#[field(read_only, validate = check)] a: Attr<String>)).unwrap();
    field(quote!(#[field(validate = check, column = "x")] objects: Attr<Vec<String>>)).unwrap();
    field(quote!(#[field()] a: Attr<String>)).unwrap();
}

refused! {
    unknown_key: field { #[field(readonly)] a: Attr<i64> } =>
        ["unknown key `readonly` in `#[field(…)]`, did you mean `read_only`?"];
    struct_key_on_field: field { #[field(version = "1.0")] a: Attr<i64> } =>
        ["`version` belongs on the struct: write `#[versioned_object(version …)]` there"];
    struct_attribute_on_field: field { #[versioned_object(version = "1.0")] a: Attr<i64> } =>
        ["`#[versioned_object(…)]` belongs on the struct, not on a field"];
    flatten_with_others: field { #[field(flatten, since = "1.0")] a: Persistent, b: Attr<i64> } =>
        ["`since` cannot stand beside `flatten`"];
    flattened_attr: field { #[field(flatten)] a: Attr<i64> } => ["remove `flatten`"];
    machine_sized: field { a: Attr<Option<Vec<usize>>> } => ["`usize` is not the type of a field: write `u64`"];
    borrowed: field { a: Attr<&'static [u8]> } => ["a field owns its value: write `Attr<Vec<u8>>`"];
    shared: field { a: Attr<Vec<Rc<Port>>> } =>
        ["`Rc<Port>` is not the type of a field: a field owns its value, write `Port`"];
    null_in_a_box: field { a: Attr<Option<Box<Option<Port>>>> } => [
        "`Option<Box<Option<Port>>>` is not the type of a field: null has one kind, write `Option<Box<Port>>`"
    ];
    two_options: field { a: Attr<Option<Option<i64>>> } => ["write `Attr<Option<i64>>`"];
    default_without_value: field { #[field(default)] a: Attr<i64> } => ["`default` takes a value: `default = …`"];
    default_null: field { #[field(default = None)] a: Attr<Option<i64>> } => ["null is no default: remove it"];
    default_long_null: field { #[field(default = std::option::Option::None)] a: Attr<Option<i64>> } => ["null is no default"];
    validate_with_quotes: field { #[field(validate = "check")] a: Attr<i64> } =>
        ["write it without quotes: `validate = check`"];
    validate_with_closure: field { #[field(validate = |a| Ok(()))] a: Attr<i64> } => ["`validate` takes a path"];
    to_column_in_parens: field { #[field(to_column(short))] a: Attr<i64> } => ["write `=`: `to_column = short`"];
    to_column_with_a_comma: field { #[field(to_column(short,))] a: Attr<i64> } => ["write `=`: `to_column = short`"];
    to_column_without_a_function: field { #[field(to_column(updates = as_is))] a: Attr<i64> } =>
        ["name the function first: `to_column(path::to::function, updates = as_is)`"];
    to_column_empty: field { #[field(to_column())] a: Attr<i64> } => ["name the function first"];
    to_column_updates_another_word: field { #[field(to_column(short, updates = cut))] a: Attr<i64> } =>
        ["`updates` takes one word: write `updates = as_is`"];
    to_column_updates_alone: field { #[field(to_column(short, updates))] a: Attr<i64> } => ["`updates` takes a value"];
    to_column_updates_twice: field { #[field(to_column(short, updates = as_is, updates = as_is))] a: Attr<i64> } =>
        ["`updates` is given twice"];
    to_column_misspelt: field { #[field(to_column(short, update = as_is))] a: Attr<i64> } =>
        ["unknown key `update` in `to_column(…)`, did you mean `updates`?"];
    to_column_called: field { #[field(to_column(short(1), updates = as_is))] a: Attr<i64> } =>
        ["nothing is called in `to_column(…)`: remove this"];
    updates_alone: field { #[field(updates = as_is)] a: Attr<i64> } => ["it stands in `to_column(path, …)`"];
    twice: field { #[field(since = "1.1", read_only, since = "1.2", read_only)] a: Attr<i64> } =>
        ["`since` is given twice", "`read_only` is given twice"];
    twice_where_first_is_wrong: field { #[field(since = 1.1, since = "1.2")] a: Attr<i64> } =>
        ["write it as a string", "`since` is given twice"];
    since_above_version: field { #[field(since = "1.5")] a: Attr<i64> } =>
        ["`since` is 1.5, above the object's version 1.4"];
    until_above_version: field { #[field(until = "2.0")] a: Attr<i64> } => ["`until` is 2.0, above"];
    changed_above_version: field { #[field(changed("1.10", from = bool, as_is))] a: Attr<i64> } => ["`changed` is 1.10, above"];
    renamed_above_version: field { #[field(renamed("1.5", "b"))] a: Attr<i64> } => ["`renamed` is 1.5, above"];
    fill_with_no_default: field { #[field(since("1.2", fill = default))] a: Attr<i64> } =>
        ["`a` has no default to be filled with: give it one with `default = …`, or write `fill = unset`"];
    fill_without_value: field { #[field(since("1.2", fill))] a: Attr<i64> } => ["`fill` takes a value: `fill = …`"];
    fill_twice: field { #[field(since("1.2", fill = 1, fill = 2))] a: Attr<i64> } =>
        ["`fill` is given twice"];
    fill_misspelt: field { #[field(since("1.2", fil = 1))] a: Attr<i64> } =>
        ["unknown key `fil` in `since(…)`, did you mean `fill`?"];
    since_in_parens_without_version: field { #[field(since(fill = 1))] a: Attr<i64> } => ["expected a version as a string: `since(\"1.4\", …)`"];
    until_before_since: field { #[field(since = "1.3", until = "1.2")] a: Attr<i64> } =>
        ["removed in 1.2 but added in 1.3"];
    changed_before_since: field { #[field(since = "1.3", changed("1.3", from = bool, as_is))] a: Attr<i64> } =>
        ["was changed in 1.3 but only added in 1.3"];
    renamed_after_until: field { #[field(until = "1.2", renamed("1.3", "b"))] a: Attr<i64> } =>
        ["was renamed in 1.3 but already removed in 1.2"];
    changed_without_from: field { #[field(changed("1.3", up = f, down = f))] a: Attr<i64> } => ["write `changed(\"1.3\", from = OldType)`"];
    changed_twice: field { #[field(changed("1.3", from = i64, as_is), changed("1.3", from = bool, as_is), renamed("1.3", "b"))] a: Attr<i64> } =>
        ["`changed` is given twice for 1.3"];
    changed_without_converters: field { #[field(changed("1.3", from = i64))] a: Attr<bool> } => ["`down` and `up` missing"];
    changed_without_up: field { #[field(changed("1.3", from = i64, down = f))] a: Attr<bool> } => ["`up` missing"];
    changed_as_is_and_up: field { #[field(changed("1.3", from = i64, as_is, up = f))] a: Attr<bool> } => ["remove it, or `up`"];
    history_backwards: field { #[field(renamed("1.4", "b"), renamed("1.3", "c"))] a: Attr<i64> } => ["1.3 comes after 1.4"];
    renamed_to_another: field { #[field(renamed("1.4", "b"))] a: Attr<i64>, b: Attr<i64> } =>
        ["another field is `b` in the same version"];
    changed_inner_key: field { #[field(changed("1.3", form = i64))] a: Attr<i64> } =>
        ["unknown key `form` in `changed(…)`, did you mean `from`?"];
    changed_inner_twice: field { #[field(changed("1.3", from = i64, from = bool))] a: Attr<i64> } =>
        ["`from` is given twice"];
    changed_without_version: field { #[field(changed(from = i64))] a: Attr<i64> } => ["expected a version as a string: `changed(\"1.4\", …)`"];
    changed_empty: field { #[field(changed())] a: Attr<i64> } => ["`changed` starts with a version"];
    changed_float: field { #[field(changed(1.3, from = i64))] a: Attr<i64> } => ["write it as a string: `changed(\"1.3\", …)`"];
    renamed_without_name: field { #[field(renamed("1.3"))] a: Attr<i64> } => ["write the old name as a string"];
    renamed_too_much: field { #[field(renamed("1.3", "b", "c"))] a: Attr<i64> } => ["this is too much"];
    changed_from_the_same: field { #[field(changed("1.3", from = Option<i64>, as_is))] a: Attr<Option<i64>> } =>
        ["`Option<i64>` is the type since 1.3: `from` takes the type before"];
    filled_and_removed: field { #[field(since("1.2", fill = 1), until = "1.3")] a: Attr<i64> } =>
        ["1.3 removed the field, so that no raised object has it"];
    value_of_a_text: field { #[field(value("1.3", A, instead = B))] a: Attr<Vec<String>> } =>
        ["`value` is for enums, and for lists, sets and maps of one: `Vec<String>` has no variants"];
    rename_with_a_version: field { #[field(rename("1.3", "b"))] a: Attr<i64> } =>
        ["`rename` is the name in every version; an older one is `renamed(\"1.3\", \"b\")`"];
    renamed_same: field { #[field(renamed("1.3", "a"))] a: Attr<i64> } => ["`a` is the name since 1.3"];
    renamed_to_the_same: field { #[field(renamed("1.1", "b"), renamed("1.2", "b"))] a: Attr<i64> } =>
        ["`b` is the name that 1.1 gave the field"];
    renamed_dot: field { #[field(renamed("1.3", "b.c"))] a: Attr<i64> } => ["must not be empty or hold a dot"];
    empty_wire_name: field { #[field(rename = "")] a: Attr<i64> } => ["must not be empty or hold a dot"];
    wire_name_with_space: field { #[field(rename = "b c")] a: Attr<i64> } => ["must not be empty or hold a dot, white space"];
    same_wire_name: field { #[field(rename = "b")] a: Attr<i64>, b: Attr<i64> } =>
        ["another field is `b` on the wire"];
    leading_underscore: field { _name_id: Attr<i64> } =>
        ["name it `name_id` and add `#[field(rename = \"_name_id\")]`"];
    capitals: field { #[field(rename = "x")] CG_backend: Attr<i64> } => ["name it `cg_backend`"];
    only_underscores: field { __: Attr<i64> } => ["name it in snake case, starting with a letter, and add"];
    reserved_new: field { new: Attr<i64> } =>
        ["the object has a generated function `new`: give the field another name and add `#[field(rename = \"new\")]`"];
    reserved_build: field { build: Attr<i64> } => ["the builder has a generated function `build`"];
    object_of_known_type: field { #[field(object = "Volume")] a: Attr<Option<Volume>> } =>
        ["`object` is for fields of `Box<dyn DynObject>`: `Option<Volume>` says what it takes"];
    relation_without_table: object { #[versioned_object(version = "1.0")] struct A { #[field(has_many(key = B::A_ID))] a: Attr<Vec<B>>, meta: ObjectMeta } } =>
        ["a relation is of an object with a table: say which, `table = \"things\"`"];
    relation_without_key: field { #[field(belongs_to())] a: Attr<B> } =>
        ["say which field holds the key: `belongs_to(key = NODE_ID)`"];
    accessor_collision: field { set_a: Attr<i64>, a: Attr<i64>, a_mut: Attr<i64> } =>
        ["has a generated `set_a`", "has a generated `a_mut`"];
}

#[test]
fn relations() {
    let model = object(quote! {
        #[versioned_object(version = "1.0", table = "nodes")]
        struct Node {
            #[field(has_many(key = Port::NODE_ID))] ports: Attr<Vec<Port>>,
            #[field(belongs_to(key = RACK_ID))] rack: Attr<Option<Box<Rack>>>,
            meta: ObjectMeta,
        }
    })
    .unwrap();
    let key = |path: &syn::Path| path.to_token_stream().to_string();
    assert_eq!(model.fields[0].has_many.as_ref().map(|many| key(&many.value)).unwrap(), "Port :: NODE_ID");
    assert_eq!(model.fields[1].belongs_to.as_ref().map(|one| key(&one.value)).unwrap(), "RACK_ID");
}

#[test]
fn late_bound() {
    let late = field(quote!(
        #[field(object = "Volume")]
        a: Attr<Option<Box<dyn DynObject>>>
    ))
    .unwrap();
    assert_eq!(late.object.unwrap().value, "Volume");
}

#[test]
fn proposals_can_be_followed() {
    object(quote! {
        #[versioned_object(version = "1.0")]
        struct A {
            #[field(rename = "_name_id")] name_id: Attr<i64>,
            #[field(rename = "new")] is_new: Attr<i64>,
            r#type: Attr<i64>,
            meta: ObjectMeta,
        }
    })
    .unwrap();
}
