use quote::{ToTokens as _, quote};

use super::support::{input, object, pretty, refused};
use crate::expand::object::expand_object;
use crate::keys::HookKey;
use crate::model::DictFlavour;
use crate::syntax::Shape;
use crate::version::Version;

#[test]
fn all_keys() {
    let model = object(quote! {
        /// A copy of a volume.
        ///
        ///  Kept.
        #[versioned_object(
            version = "1.4", note("1.4", "what it means changed"), name = "Copy", namespace = "cinder", serial_namespace = "nova_object",
            fingerprint = "1.4-c50f7a68bb4c400dd53dd219685b3992", extra_fields(name, is_incremental),
            table = "backups", comparable, dict = cinder, hooks(load_attr, make_compatible = crate::old), crate = crate,
        )]
        pub(crate) struct Backup {
            /** UUID. */
            id: Attr<Uuid>,
            #[field(flatten)]
            persistent: PersistentFields,
            #[field(read_only, since = "1.1", default = 3)]
            r#type: vo::Attr<Option<i64>>,
            meta: versioned_object_core::ObjectMeta,
        }
    })
    .unwrap();
    assert_eq!(model.docs.as_str().unwrap(), "A copy of a volume.\n\n Kept.");
    assert_eq!(model.name, "Copy");
    assert_eq!(model.version.unwrap().value, Version { major: 1, minor: 4 });
    assert_eq!(model.namespace.unwrap(), "cinder");
    assert_eq!(model.serial_namespace.unwrap(), "nova_object");
    assert_eq!(model.fingerprint.unwrap().value.digits, "c50f7a68bb4c400dd53dd219685b3992");
    assert_eq!(model.extra_fields, ["name", "is_incremental"]);
    assert_eq!(model.table.unwrap().name.value, "backups");
    assert!(model.comparable);
    assert_eq!(model.dict, DictFlavour::Cinder);
    let hooks: Vec<_> =
        model.hooks.iter().map(|hook| (hook.kind, hook.path.to_token_stream().to_string())).collect();
    assert_eq!(hooks[0], (HookKey::LoadAttr, "Self :: hook_load_attr".to_owned()));
    assert_eq!(hooks[1], (HookKey::MakeCompatible, "crate :: old".to_owned()));
    assert_eq!(model.core.to_token_stream().to_string(), "__core_of_Backup");
    assert_eq!(model.core.imported.unwrap().to_token_stream().to_string(), "crate");
    assert_eq!(model.meta.unwrap(), "meta");
    assert_eq!(model.mixins[0].ident, "persistent");
    assert_eq!(model.fields[0].docs.as_str(), Some("UUID. "));
    assert!(matches!(model.fields[0].shape, Shape::Copy) && !model.fields[0].nullable);
    assert_eq!(model.fields[1].wire_name, "type");
    assert!(matches!(model.fields[1].shape, Shape::Int) && model.fields[1].nullable);
    assert!(model.fields[1].read_only && model.fields[1].default.is_some());
}

#[test]
fn least_keys() {
    let model = object(quote! {
        #[versioned_object(version = "1.0")]
        struct Empty { meta: ObjectMeta }
    })
    .unwrap();
    assert_eq!(model.name, "Empty");
    assert_eq!(model.core.to_token_stream().to_string(), ":: versioned_object_core");
    assert!(model.core.imported.is_none());
    assert_eq!(model.dict, DictFlavour::Oslo);
    assert!(model.namespace.is_none() && model.extends.is_none() && !model.comparable);
}

#[test]
fn crate_as_text() {
    let model = object(quote! {
        #[versioned_object(version = "1.0")]
        #[versioned_object(crate = "::renamed::core")]
        struct Empty { meta: ObjectMeta }
    });
    let given = model.unwrap().core.imported.unwrap();
    assert_eq!(given.to_token_stream().to_string(), ":: renamed :: core");
}

#[test]
fn self_is_the_type() {
    let declared = input(quote!(
        struct Volume {
            #[field(validate = Self::check)]
            parent: Attr<Option<Box<Self>>>,
        }
    ));
    let text = declared.to_token_stream().to_string();
    assert!(
        text.contains("Box < Volume >") && text.contains("Volume :: check") && !text.contains("Self"),
        "{text}"
    );
}

#[test]
fn raw_names_are_the_names() {
    let declared = input(quote!(
        struct r#Volume {
            #[field(validate = r#check)]
            r#parent: r#Attr<Option<Box<r#Volume>>>,
            r#type: Attr<r#async>,
            r#gen: Attr<i64>,
        }
    ));
    let expected = quote!(
        struct Volume {
            #[field(validate = check)]
            parent: Attr<Option<Box<Volume>>>,
            r#type: Attr<r#async>,
            r#gen: Attr<i64>,
        }
    );
    assert_eq!(declared, syn::parse2(expected).unwrap());
}

#[test]
fn enums_of_one_name_are_told_apart_on_their_pages() {
    let of = |types: [&str; 2]| {
        let [first, second] = types.map(|ty| syn::parse_str::<syn::Type>(ty).unwrap());
        let model = object(quote! {
            #[versioned_object(version = "1.0")]
            struct Disk { first: Attr<#first>, second: Attr<Option<#second>>, meta: ObjectMeta }
        });
        let text = crate::expand::object::expand_object(&model.unwrap()).to_string();
        let pages =
            text.split("UsedBy <").skip(1).map(|rest| rest.split('>').next().unwrap().trim().to_owned());
        pages.collect::<Vec<_>>()
    };
    // By a `use`, both may be one type all the same.
    assert_eq!(of(["a::State", "b::State"]), ["Disk", "Disk , 1usize"]);
    assert_eq!(of(["a::State", "b::Place"]), ["Disk", "Disk"]);
    for one in [["a::State", "State"], ["State", "crate::a::State"], ["super::a::State", "crate::a::State"]] {
        assert_eq!(of(one), ["Disk"], "{one:?}");
    }
}

#[test]
fn subclass() {
    let model = object(quote! {
        #[versioned_object(extends = objects::Backup)]
        struct BackupImport { base: objects::Backup, more: Attr<String> }
    })
    .unwrap();
    assert!(model.version.is_none() && model.meta.is_none());
    assert_eq!(model.extends.unwrap().field, "base");
    assert_eq!(model.fields.len(), 1);
}

#[test]
fn list() {
    let model = object(quote! {
        #[versioned_object(version = "1.0", list_of = Backup, fingerprint = "15ecf022a68ddbb8c2a6739cfc9f8f5e")]
        struct BackupList { objects: Attr<Vec<Backup>>, meta: ObjectMeta }
    });
    assert!(model.unwrap().list_of.is_some());
    let model = object(quote! {
        #[versioned_object(version = "1.0", list_of = Backup)]
        struct BackupList { objects: Attr<std::vec::Vec<Backup>>, meta: ObjectMeta }
    });
    assert!(model.is_ok());
}

#[test]
fn the_table_and_what_describes_it() {
    let model = object(quote! {
        #[versioned_object(version = "1.0", table = "things", key = uuid, project = owner, null_integers = zero)]
        #[versioned_object(soft_delete(flag = gone, at = gone_at, set(state = "gone")), timestamps(created = made))]
        struct Thing { uuid: Attr<Uuid>, meta: ObjectMeta }
    });
    let table = model.unwrap().table.unwrap();
    assert_eq!((table.name.value.as_str(), table.key.unwrap().to_string()), ("things", "uuid".to_owned()));
    assert_eq!(table.project.unwrap(), "owner");
    let soft = table.soft_delete.unwrap();
    assert_eq!(
        (soft.flag.to_string(), soft.at.unwrap().to_string()),
        ("gone".to_owned(), "gone_at".to_owned())
    );
    assert_eq!((soft.set[0].0.to_string(), soft.set[0].1.value.as_str()), ("state".to_owned(), "gone"));
    assert_eq!(table.timestamps.created.unwrap(), "made");
    assert!(table.timestamps.updated.is_none());
    assert!(table.zero_nulls.unwrap().value);
}

#[test]
fn versions_with_a_change() {
    for versions in [
        quote!(version = "1.0"),
        quote!(version = "3.0"),
        quote!(version = "1.8", note("1.7", "a"), note("1.8", "b")),
        quote!(version = "1.0", note("0.9", "a"), note("1.0", "b")),
        quote!(version = "2.1", note("1.7", "a"), note("2.1", "b")),
        // Nobody sees here what the parent changed.
        quote!(version = "1.5", extends = B),
    ] {
        let text = versions.to_string();
        let state = if text.contains("extends") { quote!(base: B) } else { quote!(meta: ObjectMeta) };
        let model = object(quote! { #[versioned_object(#versions)] struct A { #state } });
        assert!(model.is_ok(), "{text}: {:?}", model.err());
    }
}

#[test]
fn relationships() {
    let model = object(quote! {
        #[versioned_object(version = "1.0", relationships(a = [("1.0", "1.2"), ..], ..))]
        struct A { a: Attr<B>, b: Attr<Vec<B>>, meta: ObjectMeta }
    })
    .unwrap();
    assert!(model.relationships[0].versions.is_open && model.other_relationships.is_some());
    assert!(!pretty(expand_object(&model)).contains("check_forgotten"));
    let model = object(quote! {
        #[versioned_object(version = "1.0", relationships(a = [("1.0", "1.2")]))]
        struct A { a: Attr<B>, b: Attr<Vec<B>>, c: Attr<Vec<i64>>, d: Attr<String>, meta: ObjectMeta }
    })
    .unwrap();
    assert_eq!(pretty(expand_object(&model)).matches("check_forgotten").count(), 1);
}

refused! {
    table_keys_without_table: object { #[versioned_object(version = "1.0", project = a, null_integers = keep)] struct A { meta: ObjectMeta } } =>
        ["`project` is about a table: say which", "`null_integers` is about a table"];
    soft_delete_without_flag: object { #[versioned_object(version = "1.0", table = "a", soft_delete(at = b))] struct A { meta: ObjectMeta } } =>
        ["`soft_delete` takes the field that is true in a deleted row"];
    bad_null_integers: object { #[versioned_object(version = "1.0", table = "a", null_integers = one)] struct A { meta: ObjectMeta } } =>
        ["`null_integers` takes one of 2 words"];
    column_and_no_column: object { #[versioned_object(version = "1.0")] struct A { #[field(no_column, sql_type = "TEXT")] a: Attr<i64>, meta: ObjectMeta } } =>
        ["`sql_type` and `no_column` exclude each other"];
    tuple_struct: object { #[versioned_object(version = "1.0")] struct A(Attr<i64>); } =>
        ["`VersionedObject` is for structs with named fields: write `{ name: Attr<T>, … }`"];
    unit_struct: object { #[versioned_object(version = "1.0")] struct A; } => ["named fields: write `A { … }`"];
    on_enum: object { #[versioned_object(version = "1.0")] enum A { B } } => ["an enum derives `EnumField`"];
    on_union: object { #[versioned_object(version = "1.0")] union A { b: i64 } } => ["for structs with named fields"];
    generics: object { #[versioned_object(version = "1.0")] struct A<'a, T> { meta: ObjectMeta } } =>
        ["no parameters are possible here"];
    where_clause: object { #[versioned_object(version = "1.0")] struct A where i64: Copy { meta: ObjectMeta } } =>
        ["no `where` is possible here"];
    no_version: object { struct A { meta: ObjectMeta } } => ["add `#[versioned_object(version = \"1.0\")]`"];
    no_meta: object { #[versioned_object(version = "1.0")] struct A { a: Attr<i64> } } => ["add `meta: ObjectMeta`"];
    two_metas: object { #[versioned_object(version = "1.0")] struct A { a: ObjectMeta, b: ObjectMeta } } =>
        ["a second `ObjectMeta`"];
    meta_in_subclass: object { #[versioned_object(extends = B)] struct A { base: B, meta: ObjectMeta } } =>
        ["the parent has the `ObjectMeta`"];
    no_base: object { #[versioned_object(extends = x::B)] struct A { a: Attr<i64> } } => ["add `base: x::B`"];
    two_bases: object { #[versioned_object(extends = B)] struct A { base: B, other: B } } =>
        ["a second field of the parent's type"];
    keys_on_meta: object { #[versioned_object(version = "1.0")] struct A { #[field(since = "1.0")] meta: ObjectMeta } } =>
        ["`since` is not for `ObjectMeta`"];
    keys_on_base: object { #[versioned_object(extends = B)] struct A { #[field(flatten)] base: B } } =>
        ["`flatten` is not for the parent"];
    keys_beside_skip: object { #[versioned_object(version = "1.0")] struct A { #[field(skip, read_only)] a: u8, meta: ObjectMeta } } =>
        ["`read_only` cannot stand beside `skip`"];
    skipped_attr: object { #[versioned_object(version = "1.0")] struct A { #[field(skip)] a: Attr<u8>, meta: ObjectMeta } } =>
        ["`skip` is for fields of Rust alone"];
    bare_field: object { #[versioned_object(version = "1.0")] struct A { a: Vec<String>, meta: ObjectMeta } } =>
        ["wrap it, `Attr<Vec<String>>`, mark it `#[field(flatten)]`"];
    attr_without_type: object { #[versioned_object(version = "1.0")] struct A { a: Attr, b: Attr<i64, i64>, meta: ObjectMeta } } =>
        [];
    public_fields: object { #[versioned_object(version = "1.0")] struct A { pub a: Attr<i64>, pub(crate) meta: ObjectMeta } } =>
        ["remove `pub`", "remove `pub(crate)`"];
    unknown_key: object { #[versioned_object(versoin = "1.0", version = "1.0")] struct A { meta: ObjectMeta } } =>
        ["unknown key `versoin` in `#[versioned_object(…)]`, did you mean `version`?"];
    unknown_key_without_guess: object { #[versioned_object(quux(1, 2), version = "1.0")] struct A { meta: ObjectMeta } } =>
        ["unknown key `quux` in `#[versioned_object(…)]`; the keys here are"];
    field_key_on_struct: object { #[versioned_object(version = "1.0", default = 3)] struct A { meta: ObjectMeta } } =>
        ["`default` belongs on a field: write `#[field(default …)]` there"];
    rename_on_struct: object { #[versioned_object(version = "1.0", rename = "B")] struct A { meta: ObjectMeta } } =>
        ["the name of the type itself is `name`"];
    field_attribute_on_struct: object { #[versioned_object(version = "1.0")] #[field(since = "1.0")] struct A { meta: ObjectMeta } } =>
        ["`#[field(…)]` belongs on a field, not on the struct"];
    version_between_others: object { #[versioned_object(version = "1.3", note("1.1", "a"), note("1.3", "b"))] struct A { meta: ObjectMeta } } =>
        ["nothing here changed in 1.2, between 1.1 and 1.3"];
    nothing_changed_in_a_major_version: object { #[versioned_object(version = "2.0", note("1.1", "a"))] struct A { meta: ObjectMeta } } =>
        ["nothing here changed in 2.0: give"];
    empty_note: object { #[versioned_object(version = "1.1", note("1.1", ""))] struct A { meta: ObjectMeta } } =>
        ["the note is empty: say what 1.1 changed"];
    one_note_twice: object { #[versioned_object(version = "1.1", note("1.1", "a"), note("1.1", "a "))] struct A { meta: ObjectMeta } } =>
        ["this is said of 1.1 already"];
    below_the_first_version: object { #[versioned_object(version = "1.0")] struct A { #[field(since = "0.9")] a: Attr<i64>, meta: ObjectMeta } } =>
        ["0.9 is below 1.0, the first version of the object"];
    changed_in_the_first_version: object { #[versioned_object(version = "1.0")] struct A { #[field(renamed("1.0", "b"))] a: Attr<i64>, meta: ObjectMeta } } =>
        ["1.0 is the first version, before which there was nothing: give `renamed`"];
    filled_in_the_first_version: object { #[versioned_object(version = "1.0")] struct A { #[field(since("1.0", fill = 1))] a: Attr<i64>, meta: ObjectMeta } } =>
        ["no object is raised to 1.0, the first version"];
    subclass_of_itself: object { #[versioned_object(version = "1.0", subclass_of = A)] struct A { meta: ObjectMeta } } =>
        ["`A` would be a subclass of itself"];
    relationship_by_wire_name: object { #[versioned_object(version = "1.0", relationships(b = [("1.0", "1.0")]))] struct A { #[field(rename = "b")] a: Attr<C>, meta: ObjectMeta } } =>
        ["`b` is the name of `a` on the wire: write `a = […]`"];
    other_relationships_first: object { #[versioned_object(version = "1.0", relationships(.., a = [..]))] struct A { a: Attr<C>, meta: ObjectMeta } } =>
        ["`..` stands behind the last field"];
    given_twice: object { #[versioned_object(version = "1.0", table = "a")] #[versioned_object(table = "b")] struct A { meta: ObjectMeta } } =>
        ["`table` is given twice"];
    all_mistakes_at_once: object { #[versioned_object(version = 1.4, nam = "A", table)] struct A { #[field(read_only = true)] a: Attr<i64>, b: i64 } } =>
        [
            "write it as a string: `version = \"1.4\"`",
            "did you mean `name`?",
            "`table` takes a value: `table = \"backups\"`",
            "`read_only` is a flag: write `read_only` alone",
            "wrap it, `Attr<i64>`",
            "add `meta: ObjectMeta`",
        ];
    whole_version: object { #[versioned_object(version = 2)] struct A { meta: ObjectMeta } } => ["write it as a string: `version = \"2.0\"`"];
    bad_version: object { #[versioned_object(version = "1.04")] struct A { meta: ObjectMeta } } => ["`1.04` is not a version"];
    version_of_path: object { #[versioned_object(version = VERSION)] struct A { meta: ObjectMeta } } => ["expected a version as a string"];
    bare_attribute: object { #[versioned_object] struct A { meta: ObjectMeta } } =>
        ["write keys in parentheses: `#[versioned_object(…)]`"];
    wrong_sign: object { #[versioned_object(version: "1.0", table == "a", key => id)] struct A { meta: ObjectMeta } } =>
        ["write `=`: `version = \"1.0\"`", "write `=`: `table = \"a\"`", "write `=`: `key = id`"];
    parentheses_for_a_sign: object { #[versioned_object(version("1.0"), list_of("B"))] struct A { objects: Attr<Vec<B>>, meta: ObjectMeta } } =>
        ["write `=`: `version = \"1.0\"`", "write `=`: `list_of = B`"];
    type_around_the_objects: object { #[versioned_object(version = "1.0", list_of = Vec<B>)] struct A { objects: Attr<Vec<B>>, meta: ObjectMeta } } =>
        ["name the type of the objects alone: `list_of = B`"];
    reference_to_a_parent: object { #[versioned_object(extends = &B)] struct A { base: B } } =>
        ["name the type of the objects alone: `extends = B`"];
    hook_is_called: object { #[versioned_object(version = "1.0", hooks(load_attr: f, make_compatible = g()))] struct A { meta: ObjectMeta } } =>
        ["write `=`: `load_attr = f`"];
    called_hook: object { #[versioned_object(version = "1.0", hooks(make_compatible = g()))] struct A { meta: ObjectMeta } } =>
        ["nothing is called in `hooks(…)`"];
    python_has_no_types: object { #[versioned_object(version = "1.0", remotable(save(self, id: i64)))] struct A { meta: ObjectMeta } } =>
        ["write the name without a type"];
    commas: object { #[versioned_object(version = "1.0",, comparable dict = oslo; name = "B")] struct A { meta: ObjectMeta } } =>
        ["one `,` is enough", "write `,` between `comparable` and the next key", "this is too much behind `dict`"];
    misspelt_key_is_there: object { #[versioned_object(extend = B)] struct A { base: B } } => ["did you mean `extends`?"];
    misspelt_attribute_is_read: object { #[versionedobject(dict = nova, version = "1.1")] struct A { #[feild(since = "1.1")] a: Attr<i64>, meta: ObjectMeta } } =>
        ["`dict` takes one of 2 words"];
    other_fields_are_looked_at: object { #[versioned_object(version = "1.0", tabel = "a", project = b)] struct A { #[field(x)] a: Attr<i64>, #[field(default = None)] b: Attr<Option<i64>>, meta: ObjectMeta } } =>
        ["did you mean `table`?", "unknown key `x`", "null is no default"];
    builder_of_the_name: object { #[versioned_object(version = "1.0", builder = A)] struct A { meta: ObjectMeta } } =>
        ["the object has this name: give `builder` another one, such as `ABuilder`"];
    no_comma: object { #[versioned_object(version = "1.0" name = "B")] struct A { meta: ObjectMeta } } =>
        ["write `,` between `version` and the next key"];
    no_key: object { #[versioned_object("1.0", version = "1.0")] struct A { meta: ObjectMeta } } => ["say what it is: `version = \"1.0\"`"];
    empty_name: object { #[versioned_object(version = "1.0", name = "", namespace = "a b")] struct A { meta: ObjectMeta } } =>
        ["`name` must not be empty", "`namespace` must not be empty"];
    name_without_quotes: object { #[versioned_object(version = "1.0", name = B)] struct A { meta: ObjectMeta } } =>
        ["`name` takes a string: `name = \"B\"`"];
    type_with_quotes: object { #[versioned_object(version = "1.0", list_of = "B")] struct A { meta: ObjectMeta } } =>
        ["write it without quotes: `list_of = B`"];
    misspelt_parent: object { #[versioned_object(extends = "B")] struct A { base: B } } => ["write it without quotes"];
    bad_dict: object { #[versioned_object(version = "1.0", dict = nova)] struct A { meta: ObjectMeta } } => ["write `dict = oslo` or `dict = cinder`"];
    dict_with_quotes: object { #[versioned_object(version = "1.0", dict = "cinder")] struct A { meta: ObjectMeta } } =>
        ["write it without quotes: `dict = cinder`"];
    bad_hook: object { #[versioned_object(version = "1.0", hooks(load_atr))] struct A { meta: ObjectMeta } } =>
        ["unknown key `load_atr` in `hooks(…)`, did you mean `load_attr`?"];
    hook_twice: object { #[versioned_object(version = "1.0", hooks(load_attr, load_attr = f))] struct A { meta: ObjectMeta } } =>
        ["`load_attr` is given twice"];
    hooks_without_parentheses: object { #[versioned_object(version = "1.0", hooks = f)] struct A { meta: ObjectMeta } } =>
        ["`hooks` takes parentheses: `hooks(load_attr"];
    bad_crate: object { #[versioned_object(version = "1.0", crate = 3)] struct A { meta: ObjectMeta } } => ["`crate` takes a path"];
    extra_fields_as_texts: object { #[versioned_object(version = "1.0", extra_fields("a"))] struct A { meta: ObjectMeta } } =>
        ["write it without quotes: `extra_fields(a)`"];
    extra_field_twice: object { #[versioned_object(version = "1.0", extra_fields(a, b, a))] struct A { meta: ObjectMeta } } =>
        ["`a` is given twice"];
    extra_field_is_field: object { #[versioned_object(version = "1.0", extra_fields(b))] struct A { #[field(rename = "b")] a: Attr<i64>, meta: ObjectMeta } } =>
        ["`b` is a field"];
    short_fingerprint: object { #[versioned_object(version = "1.0", fingerprint = "abc")] struct A { meta: ObjectMeta } } =>
        ["`fingerprint` takes 32 hex digits"];
    capital_fingerprint: object { #[versioned_object(version = "1.0", fingerprint = "C50F7A68BB4C400DD53DD219685B3992")] struct A { meta: ObjectMeta } } =>
        ["in small letters: `c50f7a68bb4c400dd53dd219685b3992`"];
    fingerprint_of_other_version: object { #[versioned_object(version = "1.0", fingerprint = "1.4-c50f7a68bb4c400dd53dd219685b3992")] struct A { meta: ObjectMeta } } =>
        ["the fingerprint is of version 1.4, the object of 1.0"];
    fingerprint_of_no_version: object { #[versioned_object(version = "1.0", fingerprint = "x-c50f7a68bb4c400dd53dd219685b3992")] struct A { meta: ObjectMeta } } =>
        ["`x` before the `-` is not a version"];
    unprintable_default: object {
        #[versioned_object(version = "1.0", fingerprint = "c50f7a68bb4c400dd53dd219685b3992")]
        struct A {
            #[field(default = make())] a: Attr<i64>,
            #[field(default = make(), fingerprint_default = "3")] b: Attr<i64>,
            #[field(default = Status::Creating)] c: Attr<Status>,
            meta: ObjectMeta,
        }
    } => ["add `fingerprint_default = \"…\"`"];
    list_without_objects: object { #[versioned_object(version = "1.0", list_of = B)] struct A { meta: ObjectMeta } } => ["add `objects: Attr<Vec<B>>`"];
    list_of_other_type: object { #[versioned_object(version = "1.0", list_of = B)] struct A { objects: Attr<Vec<C>>, meta: ObjectMeta } } =>
        ["with `list_of = B`, write `Attr<Vec<B>>`"];
    renamed_list: object { #[versioned_object(version = "1.0", list_of = B)] struct A { #[field(rename = "x")] objects: Attr<Vec<B>>, meta: ObjectMeta } } =>
        ["a list is `objects` on the wire"];
    two_parents: object { #[versioned_object(extends = B, subclass_of = C)] struct A { base: B } } =>
        ["`extends` makes it a subclass already: remove `subclass_of`"];
    list_and_subclass: object { #[versioned_object(list_of = B, extends = C)] struct A { base: C, objects: Attr<Vec<B>> } } =>
        ["`list_of` and `extends` exclude each other"];
}
