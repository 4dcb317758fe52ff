//! A number at a field is within the bounds of a type that has its own.

use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Server {
    #[field(default = 101)]
    //                ^^^ the `default` of `percent` is above 100, the bound of its type
    percent: Attr<Bounded<0, 100>>,
    #[field(default = Some(-6))]
    //                     ^^ the `default` of `grade` is below -5, the bound of its type
    grade: Attr<Option<Bounded<-5, 5>>>,
    #[field(since("1.1", fill = 500))]
    //                          ^^^ the `fill` of `load` is above 100, the bound of its type
    #[field(rename = "percent_used")]
    load: Attr<Bounded<0, 100>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Audit {
    #[field(default = 101)]
    //                ^^^ the `default` of `share` is above 100, the bound of its type
    share: Attr<Bounded<0, 100>>,
}

fn main() {}
