//! Words that people know from elsewhere, or from another place, and what is said here instead.

use crate::keys::{
    ChangedKey, HookKey, KeyTable, Place, SinceKey, SoftDeleteKey, TimestampsKey, ToColumnKey, ValueKey,
};

/// Words of other libraries: the attribute in which they mean this, they, and what to write.
const FOREIGN: &[(&[&str], &[&str], &str)] = &[
    (
        &["field"],
        &["alias", "aliases", "old_name"],
        "a name that older versions had is `renamed(\"1.4\", \"old_name\")`",
    ),
    (
        &["field"],
        &["skip_serializing", "skip_serializing_if", "skip_deserializing", "ignore", "transient"],
        "what is not set is not written; a field that is of Rust alone says `skip`",
    ),
    (
        &["field"],
        &["with", "serialize_with", "deserialize_with", "getter", "borrow", "bound"],
        "the type says how its values are written: see `fields::FieldType`",
    ),
    (
        &["field"],
        &["primary_key", "primary", "pk", "id"],
        "the struct names it, `#[versioned_object(key = …)]`",
    ),
    (
        &["field"],
        &["nullable", "null", "optional", "required"],
        "the type says it, null is `Attr<Option<T>>`",
    ),
    (&["field"], &["type", "ty", "as"], "the type stands in `Attr<T>`"),
    (
        &["field"],
        &["min", "max", "range", "length", "min_length", "max_length", "pattern", "regex"],
        "name a function that checks values, `validate = path`, or a type with bounds, `fields::Bounded<MIN, MAX>`",
    ),
    (&["field"], &["check", "validator"], "write `validate = path`"),
    (&["field"], &["added", "introduced", "new_in"], "write `since = \"1.4\"`"),
    (&["field"], &["removed", "removed_in", "dropped"], "write `until = \"1.4\"`"),
    (&["field"], &["secret", "private", "hidden", "redact"], "write `sensitive`"),
    (&["field"], &["immutable", "const", "once"], "write `read_only`"),
    (&["field"], &["deprecated"], "it is an attribute of its own, `#[deprecated]`"),
    (
        &["field", "versioned_object", "enum_field", "field_mixin"],
        &["doc", "docs", "description", "help", "comment"],
        "write a comment, `/// …`",
    ),
    (
        &["field", "versioned_object"],
        &["unique", "index", "indexed", "foreign_key", "references", "autoincrement", "auto_increment"],
        "indices and constraints are made in the database: remove it",
    ),
    (
        &["versioned_object", "field_mixin"],
        &["rename_all"],
        "a field has its name: write `rename` at each that has another",
    ),
    (
        &["versioned_object", "enum_field"],
        &[
            "tag",
            "content",
            "untagged",
            "transparent",
            "deny_unknown_fields",
            "remote",
            "from",
            "into",
            "try_from",
            "bound",
        ],
        "how values are written is the same for all: remove it",
    ),
    (
        &["versioned_object"],
        &["primary_key", "primary", "pk", "id"],
        "write `key = …`, the name of the field",
    ),
    (&["versioned_object"], &["parent", "base", "inherits", "superclass"], "write `extends = Type`"),
    (&["versioned_object"], &["eq", "partial_eq", "PartialEq"], "write `comparable`"),
    (&["versioned_object"], &["methods"], "write `#[object_methods]` on the impl block"),
    (
        &["versioned_object"],
        &["project_namespace", "OBJ_PROJECT_NAMESPACE"],
        "write `namespace = \"cinder\"`",
    ),
    (&["enum_field"], &["alias", "aliases", "other"], "a variant has one value, `rename = \"value\"`"),
    (&["enum_field"], &["case", "style"], "write `rename_all = \"snake_case\"`"),
    (&["enum_field"], &["value", "text"], "write `rename = \"value\"`"),
    (
        &["enum_field"],
        &["next", "transitions", "goto"],
        "name the states on the variant, `to(Variant, Other)`",
    ),
    (&["enum_field"], &["default", "skip"], "it is a key of fields: remove it"),
];

/// What to write instead of a word that is no key in a place.
pub(crate) fn instead(name: &str, place: &Place) -> Option<String> {
    let foreign =
        FOREIGN.iter().find(|(attrs, words, _)| attrs.contains(&place.attr) && words.contains(&name));
    let inner = match place.attr {
        "field" => inner::<ChangedKey>(name, "changed(\"1.4\", …)")
            .or_else(|| inner::<SinceKey>(name, "since(\"1.4\", …)"))
            .or_else(|| inner::<ValueKey>(name, "value(\"1.4\", Variant, …)"))
            .or_else(|| inner::<ToColumnKey>(name, "to_column(path, …)")),
        "versioned_object" => inner::<SoftDeleteKey>(name, "soft_delete(…)")
            .or_else(|| inner::<TimestampsKey>(name, "timestamps(…)"))
            .or_else(|| inner::<HookKey>(name, "hooks(…)")),
        _ => None,
    };
    inner.or_else(|| foreign.map(|(_, _, advice)| (*advice).to_owned()))
}

fn inner<K: KeyTable>(name: &str, outer: &str) -> Option<String> {
    K::named(name).map(|_| format!("it stands in `{outer}`"))
}

#[cfg(test)]
mod tests {
    use super::{FOREIGN, instead};
    use crate::keys::{AttributeTable as _, EnumKey, FieldKey, MixinKey, ObjectKey, VariantKey};

    #[test]
    fn no_word_is_a_key_of_its_place() {
        let places = [FieldKey::PLACE, ObjectKey::PLACE, MixinKey::PLACE, EnumKey::PLACE, VariantKey::PLACE];
        for (attrs, words, _) in FOREIGN {
            for attr in *attrs {
                assert!(places.iter().any(|place| place.attr == *attr), "{attr}");
            }
            for place in places.iter().filter(|place| attrs.contains(&place.attr)) {
                assert!(words.iter().all(|word| !place.keys.contains(word)), "{words:?} in {}", place.on);
            }
        }
    }

    #[test]
    fn words_and_keys_of_other_parentheses() {
        let said = |word, place| instead(word, &place).unwrap_or_default();
        assert!(said("alias", FieldKey::PLACE).contains("renamed("));
        assert!(said("fill", FieldKey::PLACE).contains("since("));
        assert!(said("created", ObjectKey::PLACE).contains("timestamps("));
        assert!(said("parent", ObjectKey::PLACE).contains("extends"));
        assert_eq!(instead("quux", &FieldKey::PLACE), None);
    }
}
