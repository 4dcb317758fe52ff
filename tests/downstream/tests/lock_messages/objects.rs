//! Changes of objects as a whole.

use versioned_object_core::prelude::*;

use crate::{Plain, acceptable, case, refused};

case!(refused namespace_changed {
    #[versioned_object(version = "1.0", namespace = "house")]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", namespace = "home")]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
});

case!(refused serial_namespace_changed {
    #[versioned_object(version = "1.0")]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", serial_namespace = "house_object")]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
});

case!(refused parent_changed {
    #[versioned_object(version = "1.0", subclass_of = crate::Plain)]
    struct Lamp { id: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { id: Attr<i64>, meta: ObjectMeta }
});

case!(refused parent_added {
    #[versioned_object(version = "1.0")]
    struct Lamp { id: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0", subclass_of = crate::Plain)]
    struct Lamp { id: Attr<i64>, meta: ObjectMeta }
});

case!(refused version_went_back {
    #[versioned_object(version = "1.1")]
    struct Lamp { on: Attr<bool>, #[field(since = "1.1")] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
});

case!(acceptable new_major_version {
    #[versioned_object(version = "1.1", namespace = "house")]
    struct Lamp { on: Attr<bool>, #[field(since = "1.1")] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "2.0", namespace = "home")]
    struct Lamp { on: Attr<bool>, watts: Attr<f64>, meta: ObjectMeta }
});

case!(acceptable note_changed {
    #[versioned_object(version = "1.1", note("1.1", "watts is what the bulb takes"))]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", note("1.1", "watts is what bulb and fan take"))]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
});

#[test]
fn object_added() {
    acceptable("object_added", &[], &[Plain::descriptor()]);
}

#[test]
fn object_gone() {
    refused("object_gone", &[Plain::descriptor()], &[]);
}

#[test]
fn several_versions_of_a_name_are_one_object() {
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "2.1", namespace = "house", name = "Plain")]
    struct Second {
        id: Attr<i64>,
        #[field(since = "2.1")]
        label: Attr<String>,
        meta: ObjectMeta,
    }
    let both = [Second::descriptor(), Plain::descriptor()];
    acceptable("major_version_beside_the_old", &[Plain::descriptor()], &both);
    // The type that reads 1.x may go one day; what was published stays in the lock.
    assert!(crate::report(&both, &[Second::descriptor()]).is_empty());
    acceptable("major_version_before_the_first", &[Second::descriptor()], &both);
    refused("type_of_newest_version_gone", &both, &[Plain::descriptor()]);
}

mod family {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0")]
    pub(super) struct Lamp {
        on: Attr<bool>,
        meta: ObjectMeta,
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(extends = Lamp)]
    pub(super) struct Torch {
        base: Lamp,
    }

    pub(super) mod changed {
        use versioned_object_core::prelude::*;

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0")]
        pub(crate) struct Lamp {
            on: Attr<Option<bool>>,
            meta: ObjectMeta,
        }

        #[derive(Clone, VersionedObject)]
        #[versioned_object(extends = Lamp)]
        pub(crate) struct Torch {
            base: Lamp,
        }
    }
}

#[test]
fn a_subclass_changes_with_its_parent() {
    refused(
        "subclass_changed_with_its_parent",
        &[family::Lamp::descriptor(), family::Torch::descriptor()],
        &[family::changed::Lamp::descriptor(), family::changed::Torch::descriptor()],
    );
}

case!(refused remotable_methods_changed {
    #[versioned_object(version = "1.1", note("1.1", "a"), remotable(save(self), get(cls, id), off(self)))]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", note("1.1", "a"), remotable(save(self), get(cls, name), on(self)))]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
});

case!(acceptable remotable_methods_changed_with_version {
    #[versioned_object(version = "1.1", note("1.1", "a"), remotable(save(self), get(cls, id), off(self)))]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
} => {
    #[versioned_object(
        version = "1.2",
        note("1.1", "a"),
        note("1.2", "b"),
        remotable(save(self), get(cls, name), on(self)),
    )]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
});
