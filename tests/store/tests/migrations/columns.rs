//! What goes through a function on its way into a column, where older services have the column.

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::prelude::*;

use crate::everywhere;

/// `7 B` on the wire, 7 in the column.
fn in_bytes(value: Value) -> Value {
    let bytes = |text: &str| text.strip_suffix(" B")?.parse::<i64>().ok();
    value.as_str().and_then(bytes).map_or(value, Value::Int)
}

/// As if it were sealed.
fn sealed(value: Value) -> Value {
    match value.as_str() {
        Some(text) => format!("sealed {text}").into(),
        None => value,
    }
}

mod old {
    use versioned_object_core::prelude::*;

    use super::{in_bytes, sealed};

    /// A disk.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "disks")]
    pub(super) struct Disk {
        id: Attr<Uuid>,
        #[field(to_column = in_bytes, sql_type = "BIGINT", default = "0 B")]
        size: Attr<String>,
        #[field(to_column = sealed, default = "none")]
        code: Attr<String>,
        #[field(to_column = sealed)]
        note: Attr<String>,
        meta: ObjectMeta,
    }
}

/// A disk without a size.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "disks")]
struct Disk {
    id: Attr<Uuid>,
    #[field(to_column = in_bytes, sql_type = "BIGINT", default = "0 B", until = "1.1")]
    size: Attr<String>,
    #[field(to_column = sealed, default = "none", until = "1.1")]
    code: Attr<String>,
    #[field(to_column = sealed, until = "1.1")]
    note: Attr<String>,
    meta: ObjectMeta,
}

/// A disk that says nothing of what older services are to find.
mod silent {
    use versioned_object_core::prelude::*;

    use super::in_bytes;

    /// A disk.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", table = "disks")]
    pub(super) struct Disk {
        id: Attr<Uuid>,
        #[field(to_column = in_bytes, sql_type = "BIGINT", until = "1.1")]
        size: Attr<String>,
        code: Attr<String>,
        note: Attr<String>,
        meta: ObjectMeta,
    }
}

#[test]
fn a_removed_field_is_written_as_older_services_write_it() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::new(kind);
        let store = database.store();
        let ctx = Context::builder().is_admin(true).store(&store).build();
        block_on(store.create_table::<old::Disk>()).unwrap();
        block_on(old::Disk::builder().note("x").build(&ctx).unwrap().create()).unwrap();
        block_on(async { store.migrate(store.plan::<Disk>().await?).await }).unwrap();
        let mut new = Disk::new(&ctx);
        block_on(new.create()).unwrap();
        block_on(Disk::create_all(&ctx, vec![Disk::new(&ctx)])).unwrap();
        let zero = Query::new().filter(old::Disk::SIZE.eq("0 B"));
        assert_eq!(block_on(old::Disk::count(&ctx, &zero)).unwrap(), 3);
        let none = Query::new().filter(old::Disk::CODE.eq("none"));
        assert_eq!(block_on(old::Disk::count(&ctx, &none)).unwrap(), 3);
        let rows = raw::all(&store, "SELECT size, code, note FROM disks WHERE note <> 'sealed x'").unwrap();
        let expected = [raw::Raw::Int(0), "sealed none".into(), "sealed ".into()];
        assert_eq!(rows, [expected.to_vec(), expected.to_vec()]);
    }
}

#[test]
fn what_older_services_cannot_be_given_is_told_at_its_field() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = database.store();
        block_on(store.create_table::<old::Disk>()).unwrap();
        let error = block_on(store.plan::<silent::Disk>()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Disk.size: what older services find here is a text, and none is in their column `size`"
        );
    }
}

/// A shelf whose place had the name of another field before.
mod named {
    use versioned_object_core::prelude::*;

    pub(super) mod old {
        use versioned_object_core::prelude::*;

        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", table = "shelves")]
        pub(in super::super) struct Shelf {
            id: Attr<i64>,
            place: Attr<Option<String>>,
            meta: ObjectMeta,
        }
    }

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", table = "shelves")]
    pub(super) struct Shelf {
        id: Attr<i64>,
        #[field(renamed("1.1", "place"))]
        room: Attr<Option<String>>,
        #[field(since = "1.1", default = "north")]
        place: Attr<String>,
        meta: ObjectMeta,
    }
}

#[test]
fn a_new_field_with_the_name_of_a_renamed_one_is_planned_once() {
    everywhere::<named::old::Shelf>(async |ctx, store| {
        named::old::Shelf::builder().place("attic").build(ctx)?.create().await?;
        let plan = store.plan::<named::Shelf>().await?;
        let told = plan.to_string();
        assert_eq!(told.matches("place__1_1").count(), 1, "{told}");
        assert!(!told.contains("of its own"), "{told}");
        store.migrate(plan).await?;
        store.migrate(store.plan_contract::<named::Shelf>().await?).await?;
        let shelf = &named::Shelf::list(ctx, &Query::new()).await?[0];
        assert_eq!((shelf.room()?, shelf.place()?), (Some("attic"), "north"));
        Ok(())
    });
}
