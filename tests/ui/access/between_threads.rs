//! An object goes from one thread to another, and so does all that it holds.

use std::cell::Cell;

use versioned_object_core::prelude::*;

#[derive(Clone, Debug, Default)]
pub struct Counter(Cell<i64>);

#[derive(Clone, FieldMixin)]
pub struct Counted {
    times: Attr<i64>,
    #[field(skip)]
    counter: Cell<i64>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
pub struct Disk {
    //     ^^^^ `Cell<i64>` cannot be shared between threads safely
    id: Attr<i64>,
    #[field(flatten)]
    counted: Counted,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Port {
    number: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Port)]
pub struct PortList {
    //     ^^^^^^^^ `Cell<i64>` cannot be shared between threads safely
    objects: Attr<Vec<Port>>,
    #[field(skip)]
    counter: Counter,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Port)]
pub struct FastPort {
    //     ^^^^^^^^ `Cell<i64>` cannot be shared between threads safely
    port: Port,
    speed: Attr<i64>,
    #[field(skip)]
    counter: Counter,
}

fn count(context: &Context) -> Result<i64> {
    let mut disk = Disk::new(context);
    disk.set_times(3)?;
    let port = FastPort::builder().speed(10).build(context)?;
    Ok(disk.times()? + port.speed()?)
}

fn main() {}
