//! A type of one's own is one of a field whatever its name, in whatever a field may be.

#![deny(warnings)]
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use versioned_object_core::fields::{AnyOf, FieldType, Input, JsonOf, ReadContext, Text};
use versioned_object_core::prelude::*;
use versioned_object_core::{PrimitiveWriter, TypeDescriptor, Value};

/// Has the name of a type of the standard library that is none of a field's.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Instant(i64);

impl FieldType for Instant {
    type Ref<'a> = Instant;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::integer("Instant");

    fn borrow_field(&self) -> Instant {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        i64::coerce(input, cx).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        self.0.write_primitive(out)
    }

    fn to_value(&self) -> Value {
        self.0.into()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumField)]
enum Mutex {
    Held,
    Free,
}

/// An object with the name of one.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Cell {
    next: Attr<Option<Box<Cell>>>,
    parent: Attr<Option<Box<dyn DynObject>>>,
    meta: ObjectMeta,
}

type Moment = Instant;
type Perhaps = Option<i64>;

#[derive(Clone, FieldMixin)]
struct Times {
    first: Attr<Instant>,
    all: Attr<Option<Vec<Instant>>>,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Disk {
    #[field(default = Mutex::Free)]
    mutex: Attr<Mutex>,
    #[field(read_only)]
    seen: Attr<Option<Moment>>,
    perhaps: Attr<Perhaps>,
    cell: Attr<Box<Cell>>,
    cells: Attr<Vec<Option<Cell>>>,
    boxes: Attr<Option<Vec<Box<Cell>>>>,
    by_mutex: Attr<BTreeMap<Mutex, Vec<Instant>>>,
    unordered: Attr<Option<HashMap<Mutex, Cell>>>,
    states: Attr<BTreeSet<Mutex>>,
    any: Attr<Option<AnyOf<Cell>>>,
    text: Attr<Text<std::net::SocketAddr>>,
    json: Attr<Option<JsonOf<(i64, String)>>>,
    #[field(flatten)]
    times: Times,
    #[field(skip)]
    cache: std::sync::Arc<std::sync::Mutex<usize>>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Cell)]
struct Cells {
    objects: Attr<Vec<Cell>>,
    seen: Attr<Instant>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Cell)]
struct Battery {
    base: Cell,
    mutex: Attr<Option<Mutex>>,
}

fn main() {
    let mut disk = Disk::orphan();
    disk.set_seen(Instant(3)).unwrap();
    disk.set_cells([Cell::orphan()]).unwrap();
    disk.cells_mut().unwrap().push(None);
    disk.set_cell(Cell::orphan()).unwrap();
    disk.cell_mut().unwrap().set_next(Cell::orphan()).unwrap();
    assert_eq!(disk.seen().unwrap(), Some(Instant(3)));
    assert_eq!(disk.cells().unwrap().len(), 2);
    let list: Cells = [Cell::orphan()].into_iter().collect();
    assert_eq!(list.len(), 1);
}
