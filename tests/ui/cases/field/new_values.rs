use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Off,
    On,
    Dimmed,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2")]
struct Lamp {
    #[field(value("1.3", Dimmed, instead = On))]
    state: Attr<State>,
    #[field(value("1.1", Dimmed, instead = On), value("1.2", Dimmed, instead = Off))]
    twice: Attr<State>,
    #[field(value("1.1", Dimmed, instead = Dimmed), value("1.2", On, instead = Off))]
    itself: Attr<State>,
    #[field(since = "1.1", value("1.1", Dimmed, instead = On))]
    early: Attr<State>,
    meta: ObjectMeta,
}

fn main() {}
