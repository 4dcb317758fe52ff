//! Numbers that get other bounds, under the name that oslo has for all of them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::time::Duration;

use versioned_object_core::fields::Bounded;
use versioned_object_core::prelude::*;

use crate::case;

case!(refused number_wider {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i32>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
});

case!(acceptable number_wider_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i32>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { #[field(changed("1.1", from = i32, as_is))] watts: Attr<i64>, meta: ObjectMeta }
});

case!(refused number_narrower {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Option<u64>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Option<u16>>, meta: ObjectMeta }
});

case!(acceptable number_narrower_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp {
        #[field(changed("1.1", from = i64, as_is))]
        watts: Attr<Bounded<1, 100>>,
        meta: ObjectMeta,
    }
});

case!(refused number_with_other_bounds {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Vec<Bounded<{ -5 }, 5>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Vec<u8>>, meta: ObjectMeta }
});

case!(refused number_of_32_bits {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<f32>, lit: Attr<Duration>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<f64>, lit: Attr<f64>, meta: ObjectMeta }
});

/// What only Rust sees is no change.
#[test]
fn what_peers_do_not_see() {
    fn before() -> &'static versioned_object_core::ObjectDescriptor {
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0")]
        struct Lamp {
            path: Attr<String>,
            at: Attr<DateTime<Utc>>,
            labels: Attr<BTreeMap<String, String>>,
            options: Attr<versioned_object_core::fields::Json>,
            meta: ObjectMeta,
        }
        Lamp::descriptor()
    }
    fn after() -> &'static versioned_object_core::ObjectDescriptor {
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0")]
        struct Lamp {
            path: Attr<PathBuf>,
            at: Attr<std::time::SystemTime>,
            labels: Attr<HashMap<String, std::sync::Arc<str>>>,
            options: Attr<serde_json::Value>,
            meta: ObjectMeta,
        }
        Lamp::descriptor()
    }
    assert!(crate::report(&[before()], &[after()]).is_empty());
}

case!(refused null_among_numbers {
    #[versioned_object(version = "1.0")]
    struct Lamp {
        watts: Attr<Vec<i64>>,
        rooms: Attr<BTreeMap<String, Option<i64>>>,
        price: Attr<i64>,
        meta: ObjectMeta,
    }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp {
        watts: Attr<Vec<Option<i64>>>,
        rooms: Attr<BTreeMap<String, i64>>,
        price: Attr<Option<i32>>,
        meta: ObjectMeta,
    }
});

case!(acceptable null_among_texts_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { rooms: Attr<Vec<String>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp {
        #[field(changed("1.1", from = Vec<String>, as_is))]
        rooms: Attr<Vec<Option<String>>>,
        meta: ObjectMeta,
    }
});
