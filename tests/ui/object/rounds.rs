//! Mistakes of the attributes do not hide those of the fields, and those of one field not those of another.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.4", tabel = "disks", extra_fields(load))]
//                                  ^^^^^ unknown key `tabel` in `#[versioned_object(…)]`, did you mean `table`?
//                                                                ^^^^ `load` is a field: remove it from `extra_fields`, or give it another name
struct Disk {
    #[field(sinse = "1.1")]
    //      ^^^^^ unknown key `sinse` in `#[field(…)]`, did you mean `since`?
    size: Attr<i64>,
    #[field(since = "1.5", default = None)]
    //              ^^^^^ `since` is 1.5, above the object's version 1.4: raise `version`
    //                               ^^^^ null is no default: remove it, a field without default stays unset until it
    watts: Attr<Option<i64>>,
    owner: String,
    //     ^^^^^^ this field is not an attribute: wrap it, `Attr<String>`, mark it
    pub load: Attr<i64>,
  //^^^ remove `pub`: fields are private, the generated accessors are public
    Zone: Attr<String>,
  //^^^^ accessors are named after the field: name it `zone` and add `#[field(rename
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk, hooks(load_atr))]
//                                                        ^^^^^^^^ unknown key `load_atr` in `hooks(…)`, did you mean `load_attr`?
struct DiskList {
    objects: Vec<Disk>,
    //       ^^^^^^^^^ this field is not an attribute: wrap it, `Attr<Vec<Disk>>`, mark it
    #[field(rename = "disks")]
    objects_too: Attr<i64>,
    disks: Attr<i64>,
  //^^^^^ another field is `disks` on the wire: give one of them another `rename`
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
#[field_mixin(acess = Places)]
//            ^^^^^ unknown key `acess` in `#[field_mixin(…)]`, did you mean `access`?
struct Place {
    host: Attr<Option<Option<String>>>,
    //         ^^^^^^^^^^^^^^^^^^^^^^ null has one kind: write `Attr<Option<String>>`
    rack: i64,
    //    ^^^ this field is not an attribute: wrap it, `Attr<i64>`, or mark it
    meta: ObjectMeta,
    //    ^^^^^^^^^^ a mixin has no `ObjectMeta`: the struct that flattens it has it, remove
}

fn main() {}
