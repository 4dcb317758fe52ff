//! A version that adds a value to an enum adds it at each field of the enum that was there before.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Kind {
    Fast,
    Slow,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", note("1.2", "it is larger"))]
struct Disk {
    #[field(value("1.1", Slow, instead = Fast))]
    kind: Attr<Kind>,
    last: Attr<Option<Kind>>,
  //^^^^ 1.1 added `Slow` to `Kind`, as `kind` says: say it here too, `value("1.1", Slow, instead = Fast)`
    #[field(value("1.2", Slow, instead = Fast))]
    all: Attr<Vec<Kind>>,
  //^^^ 1.1 added `Slow` to `Kind`, as `kind` says: say it here too, `value("1.1", Slow, instead = Fast)`
    #[field(value("1.1", Slow, instead = Fast))]
    first: Attr<self::Kind>,
    #[field(since = "1.1")]
    newer: Attr<Kind>,
    #[field(until = "1.1")]
    gone: Attr<Kind>,
    meta: ObjectMeta,
}

fn main() {}
