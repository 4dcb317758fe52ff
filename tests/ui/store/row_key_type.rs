//! A row is found by what the setter of its key takes.

use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Idle,
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

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lamps")]
struct Lamp {
    id: Attr<i64>,
    watts: Attr<i64>,
    meta: ObjectMeta,
}

async fn looked_for(ctx: &Context, disk: &Disk, lamp: &Lamp) -> Result<()> {
    Disk::get_by_id(ctx, disk.id()?).await?;
    Disk::get_by_id(ctx, "9b8a36c8-5b5c-4d5e-9b0a-5f3f2f3c9d11").await?;
    Disk::get_by_id(ctx, Value::from(5)).await?;
    Lamp::exists(ctx, 5).await?;
    Disk::get_by_id(ctx, 5).await?;
    //                   ^ a key of type `versioned_object_core::prelude::Uuid` is not found by a `{integer}`
    Disk::exists(ctx, disk.size()?).await?;
    //                ^^^^^^^^^^^^ a key of type `versioned_object_core::prelude::Uuid` is not found by a `i64`
    Lamp::get_by_id(ctx, "5").await?;
    //                   ^^^ a key of type `i64` is not found by a `&str`
    Lamp::get_by_id(ctx, 5_i32).await?;
    //                   ^^^^^ a key of type `i64` is not found by a `i32`
    Lamp::update_by_id(ctx, Some(lamp.id()?), ConditionalUpdate::new()).await?;
    //                      ^^^^^^^^^^^^^^^^ a key of type `i64` is not found by a `Option<i64>`
    Lamp::exists(ctx, Lamp::ID).await?;
    //                ^^^^^^^^ a key of type `i64` is not found by a `Key<Lamp, i64, versioned_object_core::fields::Fixed>`
    Ok(())
}

fn main() {}
