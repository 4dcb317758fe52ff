//! Objects in a database, here SQLite in memory: create, query, save, a conditional update, a soft delete, a
//! transaction.
//!
//! Run it with `cargo run -p versioned-object-core --example store --features sqlite`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it prints what it shows, and fails where it is wrong"
)]

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Sqlite};

/// An account. `table` is all that it takes to keep it in a database; the other words say what the fields mean there.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    namespace = "bank",
    table = "accounts",
    project = branch,
    timestamps(created = opened_at, updated = touched_at),
    soft_delete(flag = gone)
)]
struct Account {
    /// Made when the account is created.
    id: Attr<Uuid>,
    /// Users see the accounts of their own branch.
    branch: Attr<String>,
    /// Whose it is.
    owner: Attr<String>,
    /// What is on it.
    #[field(default = 0)]
    cents: Attr<i64>,
    /// When it was opened.
    opened_at: Attr<Option<DateTime<Utc>>>,
    /// When it was last written.
    touched_at: Attr<Option<DateTime<Utc>>>,
    /// Whether it is deleted.
    gone: Attr<Option<bool>>,
    meta: ObjectMeta,
}

/// Moves money: both accounts change, or neither does.
async fn pay(ctx: &Context, from: Uuid, to: Uuid, cents: i64) -> Result<()> {
    let store = ctx.store().ok_or(Error::NotAuthorized)?;
    store
        .transaction(ctx, async |tx: Context| {
            for (id, change) in [(to, cents), (from, -cents)] {
                // The row changes only where it still has what is expected of it, whatever was read before.
                let update = ConditionalUpdate::new()
                    .set(Account::CENTS, Account::CENTS.plus(change))
                    .expect(Account::CENTS.ge(-change));
                if !Account::get_by_id(&tx, id).await?.conditional_update(update).await? {
                    let reason = "there is not so much on the account".to_owned();
                    return Err(Error::Application { kind: "Overdrawn", reason });
                }
            }
            Ok(())
        })
        .await
}

async fn run() -> Result<()> {
    let store = Sqlite::in_memory().open()?;
    store.create_table::<Account>().await?;
    let ctx = Context::builder().user_id("clerk").project_id("north").store(&store).build();

    // Create: the key, the defaults and the time of creation are filled in.
    let mut alice = Account::builder().branch("north").owner("alice").cents(500).build(&ctx)?;
    let mut bob = Account::builder().branch("north").owner("bob").build(&ctx)?;
    alice.create().await?;
    bob.create().await?;
    assert!(bob.opened_at()?.is_some() && bob.cents()? == 0);

    // Query, change, save: only what changed is written.
    let rich = Query::new().filter(Account::CENTS.gt(100)).sort(Account::OWNER.asc()).limit(10);
    let mut found = Account::list(&ctx, &rich).await?.objects;
    assert_eq!((found.len(), found[0].owner()?), (1, "alice"));
    found[0].set_owner("alicia")?;
    found[0].save().await?;
    println!("renamed: {}", Account::get_by_id(&ctx, alice.id()?).await?);

    // Somebody else changed the row since it was read here.
    let stale = ConditionalUpdate::new().set(Account::OWNER, "nobody").expect_unchanged();
    assert!(!alice.conditional_update(stale).await?);
    alice.refresh().await?;
    assert_eq!(alice.owner()?, "alicia");

    // A transaction. What goes wrong in it leaves no trace.
    pay(&ctx, alice.id()?, bob.id()?, 100).await?;
    let error = pay(&ctx, bob.id()?, alice.id()?, 1_000_000).await.unwrap_err();
    println!("refused: {error}");
    alice.refresh().await?;
    bob.refresh().await?;
    assert_eq!((alice.cents()?, bob.cents()?), (400, 100));

    // The row of a deleted object stays, for those who ask for it. Other branches see neither.
    bob.destroy().await?;
    assert!(!Account::exists(&ctx, bob.id()?).await?);
    let gone = Account::list(&ctx, &Query::new().read_deleted(ReadDeleted::Only)).await?;
    assert_eq!(gone.objects[0].owner()?, "bob");
    let south = Context::builder().user_id("clerk").project_id("south").store(&store).build();
    assert_eq!(Account::count(&south, &Query::new()).await?, 0);
    println!("left: {} of 2 accounts", Account::count(&ctx, &Query::new()).await?);
    Ok(())
}

fn main() -> Result<()> {
    pollster::block_on(run())
}
