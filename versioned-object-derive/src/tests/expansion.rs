use quote::quote;

use super::support::{assert_line, object, pretty};
use crate::expand::object::expand_object;
use crate::names::stands_for_itself;

#[test]
fn object_is_thin() {
    let model = object(quote! {
        #[versioned_object(version = "1.2", note("1.2", "what it means changed"), crate = vo)]
        pub struct Disk {
            /// Its name.
            name: Attr<String>,
            #[field(default = 10, since = "1.1", read_only)]
            size: Attr<Option<i64>>,
            tags: Attr<Vec<String>>,
            meta: ObjectMeta,
        }
    })
    .unwrap();
    let text = pretty(expand_object(&model));
    for line in [
        "use vo::versioned_object_core as __core_of_Disk;",
        // The accessors are calls of core.
        "pub const NAME: __core_of_Disk::Key<Self, String> = __core_of_Disk::Key::new(0usize, \"name\");",
        "pub const SIZE: __core_of_Disk::Key<Self, Option<i64>, __core_of_Disk::fields::Fixed> = __core_of_Disk::Key::new(",
        "pub const TAGS: __core_of_Disk::Key<Self, Vec<String>> = __core_of_Disk::Key::new(2usize, \"tags\");",
        "pub fn name(&self) -> __core_of_Disk::Result<&::core::primitive::str> {",
        "<String as __core_of_Disk::IsFieldType>::get(&self.name, Self::__descriptor(), 0usize)",
        "pub fn set_size<__V>(&mut self, value: __V) -> __core_of_Disk::Result<()> where Option<i64>: __core_of_Disk::FieldFrom<__V>,",
        "pub fn tags_mut(&mut self) -> __core_of_Disk::Result<__core_of_Disk::FieldGuard<'_, Vec<String>>> {",
        "building: self.building.set(Disk::set_name, value)",
        // The table says everything else.
        "const VERSION: __vo::Version = __vo::Version::new(1u32, 2u32);",
        "<Option<i64> as __vo::FieldType>::TYPE",
        "1usize => &mut self.size,",
        "_ => <Vec<String> as __vo::IsFieldType>::cell_mut(&mut self.tags)",
        ".with_default(",
        "put_default::<Option<i64>>(__cell, __vo::IntoField::<Option<i64>>::into_field(10))",
        ".since(__vo::Version::new(1u32, 1u32))",
        "pub struct DiskBuilder {",
        "__core_of_Disk::__submit!(__core_of_Disk, || < Disk as __core_of_Disk::VersionedObject >::descriptor());",
    ] {
        assert_line(&text, line);
    }
    for absent in [
        "unsafe",
        "unwrap",
        "expect(",
        "panic",
        "for field in",
        "while ",
        "format!",
        "name_mut",
        "size_mut",
        "Vec::new",
        "serde_json",
        "check_fingerprint",
        "check_names",
    ] {
        assert!(!text.contains(absent), "{absent}\n{text}");
    }
    // A field more is its accessors, a line of the table, and one arm for each of the two ways to its cell.
    for (part, times) in [("self.name", 5), ("\"name\"", 2), ("if ", 0), ("match ", 3)] {
        assert_eq!(text.matches(part).count(), times, "{part}\n{text}");
    }
}

#[test]
fn setters_say_what_a_field_means_in_whole_sentences() {
    let model = object(quote! {
        #[versioned_object(version = "1.0")]
        pub struct Disk {
            /// How large it is in GiB, without what the
            /// system keeps.
            ///
            /// More.
            size: Attr<i64>,
            /// ```text
            /// a/b
            /// ```
            path: Attr<String>,
            /// What it is for:
            /// - this
            tags: Attr<Vec<String>>,
            /// <= 5 in each rack, and
            ///     #1 of them is the first.
            place: Attr<i64>,
            /// # A heading
            rack: Attr<i64>,
            /// <b>Bold</b>
            row: Attr<i64>,
            meta: ObjectMeta,
        }
    })
    .unwrap();
    let text = pretty(expand_object(&model));
    for line in [
        "/**Sets `place` and marks it changed: <= 5 in each rack, and #1 of them is the first.",
        "/**Sets `rack` and marks it changed.",
        "/**Sets `row` and marks it changed.",
        "/**Sets `size` and marks it changed: How large it is in GiB, without what the system keeps.",
        "/**Sets `path` and marks it changed.",
        "/**`tags`, to be changed in place: What it is for:",
    ] {
        assert_line(&text, line);
    }
}

#[test]
fn what_is_deprecated_at_a_field_is_so_at_all_that_it_gives() {
    let model = object(quote! {
        #[versioned_object(version = "1.2", crate = vo)]
        struct Disk {
            #[deprecated = "use `size`"]
            gigabytes: Attr<i64>,
            #[field(until = "1.2")]
            tags: Attr<Vec<String>>,
            #[field(until = "1.2")]
            #[deprecated(since = "2.0.0")]
            kind: Attr<Other>,
            meta: ObjectMeta,
        }
    })
    .unwrap();
    let text = pretty(expand_object(&model));
    // Key, getter, setter, `try_` getter, guard where there may be one, and the method of the builder.
    for (attribute, times) in [
        ("#[deprecated = \"use `size`\"]", 5),
        ("#[deprecated(note = \"removed in 1.2: older data has it\")]", 6),
        ("#[deprecated(since = \"2.0.0\")]", 6),
        // What is generated uses it: how it is made, the accessors, the keys, the builder, the table.
        (" deprecated,\n", 5),
    ] {
        assert_eq!(text.matches(attribute).count(), times, "{attribute}\n{text}");
    }
}

#[test]
fn keys_say_what_columns_are_good_for() {
    let model = object(quote! {
        #[versioned_object(version = "1.0", table = "disks", key = number, crate = vo)]
        struct Disk {
            number: Attr<i64>,
            id: Attr<Uuid>,
            #[field(no_column)]
            hint: Attr<Option<String>>,
            state: Attr<State>,
            part: Attr<Box<Part>>,
            meta: ObjectMeta,
        }
    })
    .unwrap();
    let text = pretty(expand_object(&model)).split_whitespace().collect::<Vec<_>>().join(" ");
    for key in [
        "NUMBER: __core_of_Disk::Key<Self, i64, __core_of_Disk::fields::Fixed> =",
        "ID: __core_of_Disk::Key<Self, Uuid> =",
        "HINT: __core_of_Disk::Key< Self, Option<String>, __core_of_Disk::fields::NoColumn, > =",
        "STATE: __core_of_Disk::Key< Self, State, __core_of_Disk::__private::ColumnOf< { \
         __core_of_Disk::__private::has_column( <<__core_of_Disk::fields::Held< State, > as __core_of_Disk::fields::known::IsFieldType>::Itself as __core_of_Disk::IsFieldType>::TYPE, ) }, __core_of_Disk::fields::Stored, >, > =",
        "PART: __core_of_Disk::Key< Self, Box<Part>, __core_of_Disk::__private::ColumnOf<",
    ] {
        assert!(text.contains(key), "{key}\n{text}");
    }
}

#[test]
fn fingerprint_is_checked_where_it_is_given() {
    let model = object(quote! {
        #[versioned_object(version = "1.0", fingerprint = "c50f7a68bb4c400dd53dd219685b3992")]
        struct Disk { meta: ObjectMeta }
    })
    .unwrap();
    let text = pretty(expand_object(&model));
    assert_line(
        &text,
        r#"const _: () = __vo::__private::check_fingerprint(&__DESCRIPTOR, "c50f7a68bb4c400dd53dd219685b3992", (0usize, 0usize + 0usize));"#,
    );
}

#[test]
fn a_name_of_any_characters_that_are_taken_makes_an_identifier() {
    let taken: Vec<_> = (char::MIN..=char::MAX).filter(|c| stands_for_itself(*c)).collect();
    for some in taken.chunks(4096) {
        let some: String = some.iter().collect();
        let [name, namespace] = [format!("Disk{some}"), format!("{some}s")];
        let model = object(quote! {
            #[versioned_object(version = "1.0", name = #name, namespace = #namespace)]
            struct Disk { meta: ObjectMeta }
        });
        expand_object(&model.unwrap());
    }
}

#[test]
fn defaults_of_secrets_are_on_no_page() {
    let model = object(quote! {
        #[versioned_object(version = "1.0")]
        pub struct Login {
            #[field(default = "seen")]
            user: Attr<String>,
            #[field(sensitive, default = "hunter2x")]
            pin: Attr<String>,
            #[field(default = "hunter2x")]
            word: Attr<Option<SensitiveString>>,
            #[field(default = vec!["hunter2x".into()])]
            words: Attr<Vec<fields::SensitiveString>>,
            meta: ObjectMeta,
        }
    })
    .unwrap();
    let text = expand_object(&model).to_string();
    // On a page it stands in a text, where it is escaped.
    assert!(text.contains("\\\"seen\\\""), "{text}");
    assert!(!text.contains("\\\"hunter2x"), "{text}");
}
