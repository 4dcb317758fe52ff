//! Queries, updates and lookups take keys, and names for what comes from outside.

#![deny(warnings)]

use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Direction, Lookup, field, not};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Idle,
    #[allow(dead_code)]
    Moving,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
struct Part {
    name: Attr<String>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "disks")]
struct Disk {
    id: Attr<Uuid>,
    host: Attr<Option<String>>,
    size: Attr<i64>,
    state: Attr<State>,
    tags: Attr<Vec<String>>,
    #[field(read_only)]
    made_at: Attr<DateTime<Utc>>,
    #[field(no_column)]
    hint: Attr<Option<String>>,
    parts: Attr<Vec<Part>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Identity {
    id: Attr<Uuid>,
}

/// The key is of a mixin: what it is, is known when it is asked for.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "racks")]
struct Rack {
    #[field(flatten)]
    identity: Identity,
    meta: ObjectMeta,
}

async fn lookups(ctx: &Context, disk: &Disk, text: &str) -> Result<()> {
    Disk::get_by_id(ctx, disk.id()?).await?;
    Disk::get_by_id(ctx, text).await?;
    Disk::get_by_id(ctx, text.to_owned()).await?;
    Disk::look_up(ctx, &text.to_owned(), Lookup::new()).await?;
    Disk::exists(ctx, Value::from(text)).await?;
    Disk::update_by_id(ctx, "5".parse::<Uuid>().unwrap_or_default(), ConditionalUpdate::new()).await?;
    Rack::get_by_id(ctx, disk.id()?).await?;
    Rack::get_by_id(ctx, text).await?;
    Rack::exists(ctx, 5).await?;
    Rack::exists(ctx, Value::from(5)).await?;
    Disk::purge(ctx, None).await?;
    Disk::purge(ctx, Utc::now()).await?;
    Ok(())
}

async fn of_any<T: Persistent>(ctx: &Context, id: Value) -> Result<T> {
    T::get_by_id(ctx, id).await
}

async fn by_uuid<T: versioned_object_core::HasTable<Key = Uuid>>(ctx: &Context, id: Uuid) -> Result<T> {
    T::get_by_id(ctx, id).await
}

fn main() {
    let _: Query<Disk> = Query::new()
        .filter_by(Disk::SIZE, 3)
        .filter_by(Disk::HOST, "one")
        .filter_by(Disk::HOST, None)
        .filter_by(Disk::TAGS, ["a", "b"])
        .filter_by(Disk::STATE, State::Idle)
        .filter_by("size", 3)
        .filter_by("size", [1, 2])
        .filter_by(String::from("host~"), "a")
        .filters([("size", 3), ("size", 4)])
        .filters([(Disk::SIZE, 3)])
        .sort_by(Disk::SIZE, Direction::Asc)
        .sort_by("size", Direction::Desc)
        .sort_by("size", "desc")
        .sort(Disk::SIZE.desc())
        .sort_keys([Disk::SIZE])
        .sort_keys(["size"])
        .sort_dirs(["asc"])
        .sort_dirs([Direction::Asc])
        .filter(field("size").ge(3).or(Disk::SIZE.is_in([1, 2])))
        .limit(10)
        .limit(None)
        .offset(5)
        .marker(None)
        .marker(String::new())
        .marker(Some("a".to_owned()))
        .marker(Uuid::nil())
        .marker(5)
        .marker(Value::from(5));
    let _: ConditionalUpdate<Disk> = ConditionalUpdate::new()
        .set(Disk::SIZE, 4)
        .set(Disk::SIZE, Disk::SIZE)
        .set("size", field("size").plus(1))
        .set("size", Disk::SIZE.plus(1))
        .expect_by(Disk::STATE, State::Idle)
        .expect_by(Disk::STATE, not(State::Idle))
        .expect_by(Disk::HOST, not("a").but_null())
        .expect_by(Disk::HOST, None)
        .expect_by("state", ["idle", "moving"])
        .expect_by("state", not(["idle"]))
        .order([Disk::SIZE])
        .order(["size"]);
    let _ = (lookups, of_any::<Disk>, by_uuid::<Disk>);
}
