use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Server {
    #[field(default = 101)]
    percent: Attr<Bounded<0, 100>>,
    #[field(default = Some(-6))]
    grade: Attr<Option<Bounded<-5, 5>>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Audit {
    #[field(default = 101)]
    share: Attr<Bounded<0, 100>>,
}

fn main() {}
