//! A key of a mixin is one of those that it has, and stands once.

use versioned_object_core::prelude::*;

#[derive(Clone, FieldMixin)]
#[field_mixin(acess = TimesFields, access = A, access = B, version = "1.0")]
//            ^^^^^ unknown key `acess` in `#[field_mixin(…)]`, did you mean `access`?
//                                             ^^^^^^ `access` is given twice: remove one of the two
//                                                         ^^^^^^^ `version` belongs on the object that flattens the mixin
struct Times {
    #[field(sine = "1.0", flatten)]
    //      ^^^^ unknown key `sine` in `#[field(…)]`, did you mean `since`?
    //                    ^^^^^^^ a mixin holds no mixins: flatten both in the struct that derives
    created_at: Attr<Option<DateTime<Utc>>>,
}

fn main() {}
