//! Types that extend another one and keep their rows in its table, while two versions of that one work on it.

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, field};

use crate::everywhere;

mod old {
    use versioned_object_core::prelude::*;

    /// Disks as the first release has them: sizes are of MiB.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "disks")]
    pub(super) struct Disk {
        id: Attr<Uuid>,
        size: Attr<i32>,
        place: Attr<String>,
        rack: Attr<String>,
        load: Attr<i32>,
        meta: ObjectMeta,
    }
}

/// The second: sizes are of GiB, a field has another name, one is gone, two are new, and one has a wider type.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "disks")]
struct Disk {
    id: Attr<Uuid>,
    #[field(changed("1.1", from = i32, up = to_gib, down = to_mib))]
    size: Attr<i64>,
    #[field(renamed("1.1", "place"))]
    shelf: Attr<String>,
    #[field(until = "1.1")]
    rack: Attr<String>,
    #[field(changed("1.1", from = i32, as_is))]
    load: Attr<i64>,
    #[field(since("1.1", fill = Uuid::new_v4()))]
    serial: Attr<Uuid>,
    #[field(since("1.1", fill = "new"))]
    place: Attr<String>,
    meta: ObjectMeta,
}

fn to_gib(mib: i32) -> i64 {
    i64::from(mib) / 1024
}

fn to_mib(gib: i64) -> std::result::Result<i32, std::num::TryFromIntError> {
    i32::try_from(gib * 1024)
}

/// A disk with the history of its parent.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk, table = "disks")]
struct ImportedDisk {
    base: Disk,
}

/// One for which what its parent changed was always so.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Disk, table = "disks")]
struct LentDisk {
    base: Disk,
}

/// One that extends one that extends it, and has a field of its own.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", extends = ImportedDisk, table = "disks")]
struct NamedDisk {
    base: ImportedDisk,
    #[field(since = "1.2")]
    nick: Attr<Option<String>>,
}

/// One that declares its fields itself, fewer than its parent.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", subclass_of = Disk, table = "disks")]
struct SpareDisk {
    id: Attr<Uuid>,
    size: Attr<i64>,
    meta: ObjectMeta,
}

/// A disk of the first release.
async fn older(ctx: &Context, place: &str, mib: i32) -> Result<old::Disk> {
    let mut disk = old::Disk::builder().size(mib).place(place).rack("r").load(1).build(ctx)?;
    disk.create().await?;
    Ok(disk)
}

/// A disk of the second, of whatever type.
fn newer<T: Persistent + DictAccess>(ctx: &Context, shelf: &str, gib: i64) -> Result<T> {
    let mut disk = T::orphan();
    disk.obj_set_context(Some(ctx));
    for (name, value) in [("size", Value::Int(gib)), ("shelf", shelf.into()), ("load", Value::Int(1))] {
        disk.set(name, value)?;
    }
    disk.set("place", "x")?;
    disk.set("serial", Uuid::new_v4())?;
    Ok(disk)
}

/// What the first release has of a row, and what the second has.
async fn both(ctx: &Context, id: &Value) -> Result<(i32, String, String, i64, String, String)> {
    let old = old::Disk::get_by_id(ctx, id.clone()).await?;
    let new = Disk::get_by_id(ctx, id.clone()).await?;
    let text = str::to_owned;
    Ok((
        old.size()?,
        text(old.place()?),
        text(old.rack()?),
        new.size()?,
        text(new.shelf()?),
        text(new.place()?),
    ))
}

async fn works<T: Persistent + DictAccess>(ctx: &Context, store: &Store) -> Result<()> {
    let first = older(ctx, "first", 10_240).await?;
    let id = &Value::from(first.id()?);
    let ready = T::get_by_id(ctx, id.clone()).await.map(drop).unwrap_err().to_string();
    assert!(ready.contains("the table `disks` is that of Disk 1.0, and has no `"), "{ready}");
    store.migrate(store.plan::<Disk>().await?).await?;

    // What older services have.
    let mut found = T::get_by_id(ctx, id.clone()).await?;
    assert_eq!(found.get("size")?, 10);
    assert_eq!((found.get("shelf")?, found.get("place")?), ("first".into(), "new".into()));
    assert_ne!(found.get("serial")?, Value::Null);
    let mut again = old::Disk::get_by_id(ctx, id.clone()).await?;
    again.set_size(2048)?;
    again.save().await?;
    assert_eq!(T::get_by_id(ctx, id.clone()).await?.get("size")?, 2);
    let small = Query::new().filter(field("size").lt(3)).sort_by("size", "asc");
    assert_eq!(T::count(ctx, &small).await?, 1);
    assert_eq!(T::list(ctx, &small).await?.len(), 1);

    // What this type writes.
    found.set("size", 7)?;
    found.set("shelf", "moved")?;
    found.save().await?;
    let is = |mib, shelf: &str, rack: &str, place: &str| {
        (mib, shelf.to_owned(), rack.to_owned(), i64::from(mib / 1024), shelf.to_owned(), place.to_owned())
    };
    assert_eq!(both(ctx, id).await?, is(7168, "moved", "r", "new"));
    let update = ConditionalUpdate::new().set("size", 9).expect(field("size").eq(7));
    assert!(found.conditional_update(update).await?);
    assert_eq!(both(ctx, id).await?, is(9216, "moved", "r", "new"));
    assert!(T::update_by_id(ctx, id.clone(), ConditionalUpdate::new().set("size", 11)).await?);
    assert_eq!(both(ctx, id).await?, is(11_264, "moved", "r", "new"));
    let mut made: T = newer(ctx, "made", 5)?;
    made.create().await?;
    assert_eq!(both(ctx, &made.get("id")?).await?, is(5120, "made", "", "x"));
    for one in T::create_all(ctx, vec![newer::<T>(ctx, "many", 3)?, newer::<T>(ctx, "many", 3)?]).await? {
        assert_eq!(both(ctx, &one.get("id")?).await?, is(3072, "many", "", "x"));
    }
    found.set("load", 1_i64 << 40)?;
    let refused = found.save().await.unwrap_err().to_string();
    assert!(refused.contains("load"), "{refused}");

    // When the first release is gone.
    store.migrate(store.plan_contract::<Disk>().await?).await?;
    let found = T::get_by_id(ctx, id.clone()).await?;
    assert_eq!((found.get("size")?, found.get("shelf")?), (11.into(), "moved".into()));
    let mut made: T = newer(ctx, "last", 4)?;
    made.create().await?;
    assert_eq!(T::list(ctx, &Query::new().filter(field("shelf").eq("last"))).await?.len(), 1);
    Ok(())
}

#[test]
fn a_subclass_takes_its_parents_table_as_it_is() {
    everywhere::<old::Disk>(works::<ImportedDisk>);
}

#[test]
fn a_subclass_that_knows_nothing_of_its_parents_past_does_so_too() {
    everywhere::<old::Disk>(works::<LentDisk>);
}

#[test]
fn a_subclass_of_a_subclass_keeps_its_own_fields_beside() {
    everywhere::<old::Disk>(async |ctx, store| {
        raw::execute(store, &["ALTER TABLE disks ADD COLUMN nick VARCHAR(255)"])?;
        works::<NamedDisk>(ctx, store).await?;
        let mut disk: NamedDisk = newer(ctx, "own", 1)?;
        disk.set_nick("bob")?;
        disk.create().await?;
        assert_eq!(NamedDisk::get_by_id(ctx, disk.id()?).await?.nick()?, Some("bob"));
        Ok(())
    });
}

/// A thing whose field has another name.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "bins")]
struct Bin {
    id: Attr<Uuid>,
    #[field(renamed("1.1", "place"))]
    shelf: Attr<String>,
    meta: ObjectMeta,
}

/// One with a field of its own whose column older services of its parent have for another.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", extends = Bin, table = "bins")]
struct StrayBin {
    base: Bin,
    place: Attr<String>,
}

#[test]
fn a_field_of_a_subclass_has_no_column_of_older_services() {
    everywhere::<old::Disk>(async |ctx, store| {
        raw::execute(store, &["CREATE TABLE bins (id VARCHAR(36) PRIMARY KEY, place VARCHAR(255))"])?;
        store.adopt_table::<Bin>(Version::new(1, 0)).await?;
        store.migrate(store.plan::<Bin>().await?).await?;
        let refused = StrayBin::list(ctx, &Query::new()).await.map(drop).unwrap_err().to_string();
        assert!(refused.contains("StrayBin.place") && refused.contains("Bin.shelf"), "{refused}");
        Ok(())
    });
}

#[test]
fn a_type_that_declares_its_fields_itself_waits_for_the_second_half() {
    for kind in Kind::all() {
        let database = Database::new(kind);
        let store = database.store();
        let ctx = Context::builder().is_admin(true).store(&store).build();
        block_on(store.create_table::<old::Disk>()).unwrap();
        let disk = block_on(older(&ctx, "here", 2048)).unwrap();
        block_on(store.migrate(block_on(store.plan::<Disk>()).unwrap())).unwrap();
        let read = || block_on(SpareDisk::get_by_id(&ctx, disk.id().unwrap()));
        let error = read().unwrap_err().to_string();
        assert!(error.contains("between two versions of Disk, and SpareDisk"), "{kind:?}: {error}");
        block_on(store.migrate(block_on(store.plan_contract::<Disk>()).unwrap())).unwrap();
        assert_eq!(read().unwrap().size().unwrap(), 2, "{kind:?}");
    }
}
