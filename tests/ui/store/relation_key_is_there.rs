//! No version removed the field that holds a key.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "nodes", relationships(..))]
struct Node {
    id: Attr<Uuid>,
    #[field(has_many(key = Port::NODE_ID))]
    //                     ^^^^ `node_id` of Port was removed in 1.1
    ports: Attr<Vec<Port>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "ports")]
struct Port {
    id: Attr<Uuid>,
    #[field(until = "1.1")]
    node_id: Attr<Uuid>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", table = "leases", relationships(..))]
struct Lease {
    id: Attr<Uuid>,
    #[field(until = "1.2")]
    port_id: Attr<Option<Uuid>>,
    #[field(since = "1.1", belongs_to(key = PORT_ID))]
    //                                      ^^^^^^^ `port_id` of Lease was removed in 1.2
    port: Attr<Option<Port>>,
    meta: ObjectMeta,
}

// What went with its key says no more than that.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "cables", relationships(..))]
struct Cable {
    id: Attr<Uuid>,
    #[field(until = "1.1")]
    port_id: Attr<Option<Uuid>>,
    #[field(until = "1.1", belongs_to(key = PORT_ID))]
    port: Attr<Option<Port>>,
    meta: ObjectMeta,
}

fn main() {}
