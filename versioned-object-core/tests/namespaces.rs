//! One name in two namespaces, in one registry: the namespace is looked at before the version.

#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::sync::{Arc, Mutex};

use versioned_object_core::Registry;
use versioned_object_core::fields::AnyOf;
use versioned_object_core::prelude::*;
use versioned_object_core::serializer::{BoxFuture, IndirectionApi, Serializer, VersionManifest};
use versioned_object_core::wire::Reader;

mod cinder {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.4", namespace = "cinder", note("1.2", "a"), note("1.3", "b"))]
    pub(super) struct Service {
        host: Attr<String>,
        #[field(since = "1.1")]
        port: Attr<i64>,
        #[field(since = "1.4")]
        zone: Attr<String>,
        meta: ObjectMeta,
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", namespace = "cinder", relationships(service = [("1.0", "1.4")]))]
    pub(super) struct Cluster {
        service: Attr<Service>,
        meta: ObjectMeta,
    }
}

mod nova {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.2", namespace = "nova", note("1.1", "a"), note("1.2", "b"))]
    pub(super) struct Service {
        host: Attr<String>,
        meta: ObjectMeta,
    }

    /// As new as the other one.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.4", namespace = "nova", name = "Service")]
    #[versioned_object(note("1.1", "a"), note("1.2", "b"), note("1.3", "c"), note("1.4", "d"))]
    pub(super) struct NewService {
        host: Attr<String>,
        meta: ObjectMeta,
    }

    /// Newer than the other one.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.6", namespace = "nova", name = "Service")]
    #[versioned_object(note("1.1", "a"), note("1.2", "b"), note("1.3", "c"))]
    #[versioned_object(note("1.4", "d"), note("1.5", "e"), note("1.6", "f"))]
    pub(super) struct NewestService {
        host: Attr<String>,
        meta: ObjectMeta,
    }
}

/// Holds objects of a parent.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "cinder", relationships(..))]
struct Rack {
    any: Attr<Option<AnyOf<cinder::Service>>>,
    meta: ObjectMeta,
}

/// Notes what it is asked for.
#[derive(Clone, Default)]
struct Noting(Arc<Mutex<Vec<VersionManifest>>>);

impl IndirectionApi for Noting {
    fn object_backport_versions<'a>(
        &'a self,
        _context: Option<&'a Context>,
        _primitive: &'a Value,
        versions: &'a VersionManifest,
    ) -> BoxFuture<'a, Result<Value>> {
        self.0.lock().unwrap().push(versions.clone());
        Box::pin(std::future::ready(Ok(Value::Null)))
    }
}

fn envelope(namespace: &str, name: &str, version: &str) -> String {
    format!(
        r#"{{"versioned_object.name": "{name}", "versioned_object.namespace": "{namespace}",
            "versioned_object.version": "{version}", "versioned_object.data": {{"host": "a"}}}}"#
    )
}

/// Registries with both namespaces, registered in either order, and the newest version of nova's.
fn both() -> Vec<(Registry, Version)> {
    fn of<T: VersionedObject>() -> [(Registry, Version); 2] {
        let (mut first, mut second) = (Registry::new(), Registry::new());
        first.register::<cinder::Service>().unwrap().register::<T>().unwrap();
        second.register::<T>().unwrap().register::<cinder::Service>().unwrap();
        [first, second].map(|mut registry| {
            registry.register::<cinder::Cluster>().unwrap();
            (registry, T::VERSION)
        })
    }
    let all = [of::<nova::Service>(), of::<nova::NewService>(), of::<nova::NewestService>()];
    all.into_iter().flatten().collect()
}

/// Data before the header, as `sort_keys` has it.
fn turned(text: &str) -> String {
    let value: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).unwrap();
    let entries: std::collections::BTreeMap<_, _> = value.into_iter().collect();
    serde_json::to_string(&entries).unwrap()
}

#[test]
fn an_object_of_another_namespace_is_none_of_ours_whatever_its_version() {
    let mut registry = Registry::new();
    registry.register::<cinder::Service>().unwrap().register::<Rack>().unwrap();
    for version in ["1.0", "1.4", "1.4.1", "1.5", "2.5", "no version"] {
        let asked = Noting::default();
        let serializer = Serializer::new(registry.clone()).indirection(asked.clone());
        for text in [envelope("nova", "Service", version), turned(&envelope("nova", "Service", version))] {
            let reader = Reader::new().registry(&registry);
            let value: Value = serde_json::from_str(&text).unwrap();
            let rack = format!(
                r#"{{"versioned_object.name": "Rack", "versioned_object.namespace": "cinder",
                    "versioned_object.version": "1.0", "versioned_object.data": {{"any": {text}}}}}"#
            );
            let found = [
                reader.read_any(&text).map(drop),
                reader.read_any_value(value.clone()).map(drop),
                reader.read::<cinder::Service>(&text).map(drop),
                reader.read::<Rack>(&rack).map(drop),
                Reader::new().read::<cinder::Service>(&text).map(drop),
                Reader::new().read::<Rack>(&rack).map(drop),
                serializer.read_any(None, &text).map(drop),
                pollster::block_on(serializer.entity_from_str(None, &text)).map(drop),
                pollster::block_on(serializer.from_str::<cinder::Service>(None, &text)).map(drop),
                pollster::block_on(serializer.entity_from_str(None, &rack)).map(drop),
            ];
            for (way, found) in found.into_iter().enumerate() {
                let error = found.unwrap_err();
                let Error::UnsupportedObject { name, .. } = &error else {
                    panic!("way {way}, {version}: {error}");
                };
                assert_eq!(name, "nova.Service", "way {way}, {version}");
            }
        }
        assert!(asked.0.lock().unwrap().is_empty(), "{version}");
    }
}

#[test]
fn each_namespace_has_its_own_versions() {
    for (at, (registry, newest)) in both().into_iter().enumerate() {
        for (namespace, latest) in [("cinder", Version::new(1, 4)), ("nova", newest)] {
            for minor in 0..=latest.minor {
                let text = envelope(namespace, "Service", &format!("1.{minor}"));
                for text in [&text, &turned(&text)] {
                    let object = Reader::new().registry(&registry).read_any(text).unwrap();
                    assert_eq!(object.obj_descriptor().namespace, namespace, "{at}: {text}");
                    assert_eq!(object.obj_version(), Version::new(1, minor));
                }
            }
            let text = envelope(namespace, "Service", "1.9");
            let error = Reader::new().registry(&registry).read_any(&text).unwrap_err();
            let wanted = format!("version 1.9 of Service is not supported, supported version is {latest}");
            assert_eq!(error.to_string(), wanted, "{at}, {namespace}");
        }
        let text = envelope("glance", "Service", "1.9");
        let error = Reader::new().registry(&registry).read_any(&text).unwrap_err();
        assert!(
            matches!(&error, Error::UnsupportedObject { name, .. } if name == "glance.Service"),
            "{error}"
        );
        let text = envelope("glance", "Image", "1.9");
        let error = Reader::new().registry(&registry).read_any(&text).unwrap_err();
        assert!(matches!(&error, Error::UnsupportedObject { name, .. } if name == "Image"), "{error}");
        // Without a namespace it is the newest of the name, and the one that reads most.
        let latest = registry.latest("Service").unwrap();
        assert_eq!(latest.version, newest.max(Version::new(1, 4)), "{at}");
        assert_eq!(latest.namespace == "nova", at > 3, "{at}");
    }
}

#[test]
fn what_is_too_new_is_asked_for_at_the_version_of_its_namespace() {
    for (at, (registry, newest)) in both().into_iter().enumerate() {
        for (namespace, latest) in [("cinder", Version::new(1, 4)), ("nova", newest)] {
            let asked = Noting::default();
            let serializer = Serializer::new(registry.clone()).indirection(asked.clone());
            let text = envelope(namespace, "Service", "1.9");
            pollster::block_on(serializer.entity_from_str(None, &text)).unwrap();
            let wanted = VersionManifest::from([("Service".to_owned(), latest)]);
            assert_eq!(*asked.0.lock().unwrap(), [wanted], "{at}, {namespace}");
        }
        // A child is that of its own namespace.
        let versions = registry.obj_tree_get_versions("Cluster").unwrap();
        assert_eq!(versions["Service"], Version::new(1, 4));
    }
}

#[test]
fn what_is_the_same_in_all_three_is_registered_once() {
    let mut registry = both().remove(0).0;
    registry.register::<cinder::Service>().unwrap();
    let error = registry.register::<other::Service>().unwrap_err();
    assert_eq!(error.to_string(), "Service 1.4 is registered twice, for different types");
}

mod other {
    use versioned_object_core::prelude::*;

    /// The same name, namespace and version.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.4", namespace = "cinder")]
    #[versioned_object(note("1.1", "a"), note("1.2", "b"), note("1.3", "c"), note("1.4", "d"))]
    pub(super) struct Service {
        host: Attr<String>,
        meta: ObjectMeta,
    }
}
