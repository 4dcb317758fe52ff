//! Changes of the objects in an object.

use versioned_object_core::fields::AnyOf;
use versioned_object_core::prelude::*;

use crate::{case, report};

mod older {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub(super) struct Bulb {
        watts: Attr<i64>,
        meta: ObjectMeta,
    }
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Bulb {
    watts: Attr<i64>,
    #[field(since = "1.1")]
    socket: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "2.0", name = "Bulb")]
struct SecondBulb {
    watts: Attr<f64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Candle {
    meta: ObjectMeta,
}

case!(refused child_type_changed {
    #[versioned_object(version = "1.0", relationships(..))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { light: Attr<Option<Box<Candle>>>, meta: ObjectMeta }
});

case!(refused child_type_of_a_list_changed {
    #[versioned_object(version = "1.0", relationships(..))]
    struct Lamp { lights: Attr<Vec<Bulb>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { lights: Attr<Vec<Candle>>, meta: ObjectMeta }
});

fn watts_of(bulb: &Bulb) -> Result<i64> {
    bulb.watts()
}

fn bulb(watts: i64) -> Result<Box<Bulb>> {
    Ok(Box::new(Bulb::builder().watts(watts).build_orphan()?))
}

case!(acceptable number_became_a_child {
    #[versioned_object(version = "1.0")]
    struct Lamp { light: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", relationships(light = [("1.1", "1.1")]))]
    struct Lamp {
        #[field(changed("1.1", from = i64, down = watts_of, up = bulb))]
        light: Attr<Box<Bulb>>,
        meta: ObjectMeta
    }
});

case!(acceptable child_became_a_number {
    #[versioned_object(version = "1.0", relationships(light = [("1.0", "1.1")]))]
    struct Lamp { light: Attr<Box<Bulb>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", relationships(light = [("1.0", "1.1"), ..]))]
    struct Lamp {
        #[field(changed("1.1", from = Box<Bulb>, down = bulb, up = watts_of))]
        light: Attr<i64>,
        meta: ObjectMeta
    }
});

case!(refused subclasses_accepted {
    #[versioned_object(version = "1.0", relationships(..))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", relationships(..))]
    struct Lamp { light: Attr<Option<AnyOf<Bulb>>>, meta: ObjectMeta }
});

case!(acceptable child_version_raised {
    #[versioned_object(version = "1.0")]
    struct Lamp { light: Attr<Option<Box<older::Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", relationships(..))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
});

case!(refused child_major_version_raised {
    #[versioned_object(version = "1.0", relationships(..))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { light: Attr<Option<Box<SecondBulb>>>, meta: ObjectMeta }
});

case!(refused child_version_in_a_pair_changed {
    #[versioned_object(version = "1.0", relationships(light = [("1.0", "1.0")]))]
    struct Lamp { light: Attr<Option<Box<older::Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", relationships(light = [("1.0", "1.1")]))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
});

case!(acceptable child_version_in_a_pair_added {
    #[versioned_object(version = "1.0", relationships(light = [("1.0", "1.0")]))]
    struct Lamp { light: Attr<Option<Box<older::Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", relationships(light = [("1.0", "1.0"), ("1.1", "1.1")]))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
});

case!(refused child_pairs_removed {
    #[versioned_object(version = "1.0", relationships(light = [("1.0", "1.1")]))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", relationships(..))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
});

case!(acceptable child_pairs_said_for_the_first_time {
    #[versioned_object(version = "1.1", note("1.1", "what it means"), relationships(..))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(
        version = "1.1",
        note("1.1", "what it means"),
        relationships(light = [("1.0", "1.0"), ("1.1", "1.1")]),
    )]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
});

mod without_pairs {
    use versioned_object_core::prelude::*;

    use super::Bulb;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", list_of = Bulb)]
    pub(super) struct BulbList {
        objects: Attr<Vec<Bulb>>,
        meta: ObjectMeta,
    }
}

mod with_pairs {
    use versioned_object_core::prelude::*;

    use super::Bulb;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", list_of = Bulb, child_versions(("1.0", "1.1")))]
    pub(super) struct BulbList {
        objects: Attr<Vec<Bulb>>,
        meta: ObjectMeta,
    }
}

/// The pairs of a list object are part of its fingerprint, so they are no matter of course.
#[test]
fn pairs_of_a_list_need_a_version() {
    crate::refused(
        "pairs_of_a_list",
        &[without_pairs::BulbList::descriptor()],
        &[with_pairs::BulbList::descriptor()],
    );
}

mod no_list {
    use versioned_object_core::prelude::*;

    use super::Bulb;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", relationships(..))]
    pub(super) struct BulbList {
        objects: Attr<Vec<Bulb>>,
        meta: ObjectMeta,
    }
}

#[test]
fn a_list_object_no_more() {
    crate::refused(
        "list_no_more",
        &[without_pairs::BulbList::descriptor()],
        &[no_list::BulbList::descriptor()],
    );
}

/// A type that is known by name has the version of the type of that name.
#[test]
fn a_late_bound_child_has_a_version() {
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    struct Lamp {
        #[field(object = "Bulb")]
        light: Attr<Option<Box<dyn DynObject>>>,
        meta: ObjectMeta,
    }
    let report =
        report(&[Lamp::descriptor(), older::Bulb::descriptor()], &[Lamp::descriptor(), Bulb::descriptor()]);
    crate::assert_message("late_bound_child", &report.to_string());
}

case!(refused a_list_of_others {
    #[versioned_object(version = "1.0", list_of = Bulb)]
    struct Lamp { objects: Attr<Vec<Bulb>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", list_of = Candle)]
    struct Lamp { objects: Attr<Vec<Candle>>, meta: ObjectMeta }
});

case!(refused a_list_with_subclasses {
    #[versioned_object(version = "1.0", list_of = Bulb)]
    struct Lamp { objects: Attr<Vec<Bulb>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", list_of = AnyOf<Bulb>)]
    struct Lamp { objects: Attr<Vec<AnyOf<Bulb>>>, meta: ObjectMeta }
});

case!(refused any_object_gets_a_name {
    #[versioned_object(version = "1.0")]
    struct Lamp { light: Attr<Box<dyn DynObject>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", relationships(..))]
    struct Lamp {
        #[field(object = "Bulb")]
        light: Attr<Box<dyn DynObject>>,
        meta: ObjectMeta,
    }
});

case!(refused child_version_went_back {
    #[versioned_object(version = "1.1", note("1.1", "other bulbs"), relationships(light = [("1.0", "1.0"), ("1.1", "1.1")]))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", note("1.1", "other bulbs"), relationships(light = [("1.0", "1.0"), ..]))]
    struct Lamp { light: Attr<Option<Box<Bulb>>>, meta: ObjectMeta }
});
