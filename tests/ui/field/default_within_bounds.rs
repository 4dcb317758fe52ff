use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Server {
    #[field(default = 101)]
    //                ^^^ the default of `percent` is above 100, the bound of its type: give it
    percent: Attr<Bounded<0, 100>>,
    #[field(default = Some(-6))]
    //                     ^ the default of `grade` is below -5, the bound of its type: give it
    grade: Attr<Option<Bounded<-5, 5>>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Audit {
    #[field(default = 101)]
    //                ^^^ the default of `share` is above 100, the bound of its type: give it
    share: Attr<Bounded<0, 100>>,
}

fn main() {}
