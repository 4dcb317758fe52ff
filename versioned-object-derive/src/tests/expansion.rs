use quote::quote;

use super::support::{assert_line, object, pretty};
use crate::expand::object::expand_object;

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
        // The accessors are calls of core.
        "pub const NAME: vo::Key<Self, String> = vo::Key::new(0usize, \"name\");",
        "pub const SIZE: vo::Key<Self, Option<i64>, vo::fields::Fixed> = vo::Key::new(",
        "pub const TAGS: vo::Key<Self, Vec<String>> = vo::Key::new(2usize, \"tags\");",
        "pub fn name(&self) -> vo::Result<&::core::primitive::str> {",
        "<String as vo::FieldType>::__get(&self.name, Self::__descriptor(), 0usize)",
        "pub fn set_size<__V>(&mut self, value: __V) -> vo::Result<()> where Option<i64>: vo::FieldFrom<__V>,",
        "pub fn tags_mut(&mut self) -> vo::Result<vo::FieldGuard<'_, Vec<String>>> {",
        "building: self.building.set(Disk::set_name, value)",
        // The table says everything else.
        "const VERSION: __vo::Version = __vo::Version::new(1u32, 2u32);",
        "<Option<i64> as __vo::FieldType>::TYPE",
        "_ => <Vec<String> as __vo::FieldType>::__cell_mut(&mut self.tags)",
        ".with_default(",
        "put_default::<Option<i64>>(__cell, __vo::IntoField::<Option<i64>>::into_field(10))",
        ".since(__vo::Version::new(1u32, 1u32))",
        "pub struct DiskBuilder {",
        "vo::__submit!(vo, || < Disk as vo::VersionedObject >::descriptor());",
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
        "versioned_object_core",
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
        // What is generated uses it: the accessors, the builder, the table.
        (" deprecated,\n", 3),
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
        "NUMBER: vo::Key<Self, i64, vo::fields::Fixed> =",
        "ID: vo::Key<Self, Uuid> =",
        "HINT: vo::Key<Self, Option<String>, vo::fields::NoColumn> =",
        "STATE: vo::Key< Self, State, vo::__private::ColumnOf< { \
         vo::__private::has_column( <<State as vo::fields::known::IsFieldType>::Itself as vo::FieldType>::TYPE, ) }, vo::fields::Stored, >, > =",
        "PART: vo::Key< Self, Box<Part>, vo::__private::ColumnOf<",
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
        r#"const _: () = __vo::__private::check_fingerprint(&__DESCRIPTOR, "c50f7a68bb4c400dd53dd219685b3992");"#,
    );
}
