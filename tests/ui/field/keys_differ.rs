//! A field's key is its name in capitals: no other field's, and not the name of its getter.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Street {
    straße: Attr<i64>,
    strasse: Attr<i64>,
  //^^^^^^^ the key of `straße` is `STRASSE`, too: give the field another name and add `#[field(rename = "strasse")]`
    名前: Attr<String>,
  //^^^^ a key is named as its field, in capitals, and `名前` has none: give the field another name and add
    größe: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Named {
    #[field(rename = "name")]
    名: Attr<String>,
  //^^ a key is named as its field, in capitals, and `名` has none: give the field another name
}

fn main() {}
