//! Lists between the halves of a migration, with rows that have no form in the newer version, beside one who writes and
//! where nothing can be written.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Server, Sqlite, Tls};

mod old {
    use versioned_object_core::prelude::*;

    /// A locker in a shop, as its first release has it.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "lockers", project = shop)]
    pub(super) struct Locker {
        id: Attr<i64>,
        shop: Attr<Uuid>,
        gone: Attr<String>,
        meta: ObjectMeta,
    }

    /// A stove, as its first release has it.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "stoves")]
    pub(super) struct Stove {
        id: Attr<i64>,
        heat: Attr<String>,
        meta: ObjectMeta,
    }
}

/// A stove whose heat is a number.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "stoves")]
struct Stove {
    id: Attr<i64>,
    #[field(changed("1.1", from = String, down = to_text, up = to_number))]
    heat: Attr<i64>,
    meta: ObjectMeta,
}

/// How often a heat was made a number.
static RAISED: AtomicUsize = AtomicUsize::new(0);

fn to_text(number: i64) -> String {
    number.to_string()
}

fn to_number(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    RAISED.fetch_add(1, Ordering::Relaxed);
    text.parse()
}

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

/// A table between the halves, with stoves of the older release.
async fn stoves(store: &Store, heats: &[&str]) -> Result<()> {
    store.create_table::<old::Stove>().await?;
    store.migrate(store.plan::<Stove>().await?).await?;
    older(store, heats).await
}

async fn older(store: &Store, heats: &[&str]) -> Result<()> {
    let stoves = heats.iter().map(|heat| old::Stove::builder().heat(*heat).build(&admin(store)));
    old::Stove::create_all(&admin(store), stoves.collect::<Result<_>>()?).await.map(drop)
}

/// The heats in order and how many rows are refused, those below 10, and how many those are.
async fn told(ctx: &Context) -> Result<(Vec<i64>, usize, Vec<i64>, u64)> {
    let heats = |stoves: &[Stove]| stoves.iter().map(Stove::heat).collect::<Result<Vec<_>>>();
    let sorted = Stove::list(ctx, &Query::new().sort(Stove::HEAT.asc())).await?;
    let low = Query::new().filter(Stove::HEAT.lt(10)).sort(Stove::HEAT.asc());
    let below = Stove::list(ctx, &low).await?;
    Ok((heats(&sorted)?, sorted.refused.len(), heats(&below)?, Stove::count(ctx, &low).await?))
}

#[test]
fn a_row_without_a_form_of_ours_is_no_news_that_a_list_waits_for() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::for_programs(kind);
        let store = match kind {
            Kind::Sqlite => {
                Sqlite::file(database.file()).busy_timeout(Duration::from_millis(300)).open().unwrap()
            }
            _ => database.store(),
        };
        let other = database.store();
        block_on(async {
            stoves(&store, &["20", "warm", "5"]).await?;
            let ctx = admin(&store);
            assert_eq!(told(&ctx).await?, (vec![5, 20], 1, vec![5], 1));
            // Once to see whether it can be made ours by now, and once to say why the row is refused.
            RAISED.store(0, Ordering::Relaxed);
            let sorted = Stove::list(&ctx, &Query::new().sort(Stove::HEAT.asc())).await?;
            assert_eq!((sorted.len(), sorted.refused.len()), (2, 1));
            assert_eq!(RAISED.load(Ordering::Relaxed), 2, "{kind:?}");
            // Somebody writes meanwhile, and nothing of that is waited for.
            other
                .transaction(&admin(&other), async |tx: Context| {
                    old::Stove::builder().heat("7").build(&tx)?.create().await?;
                    assert_eq!(told(&ctx).await?, (vec![5, 20], 1, vec![5], 1));
                    Ok(())
                })
                .await?;
            assert_eq!(told(&ctx).await?, (vec![5, 7, 20], 1, vec![5, 7], 2));
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}

/// A store that reads alone, and what to do when it is done.
fn reader(kind: Kind, database: &Database, store: &Store) -> (Store, Vec<String>) {
    with_rights(kind, database, store, "SELECT")
}

/// The same with these rights where the server gives them one by one.
fn with_rights(kind: Kind, database: &Database, store: &Store, rights: &str) -> (Store, Vec<String>) {
    static USERS: AtomicUsize = AtomicUsize::new(0);
    if kind == Kind::Sqlite {
        return (Sqlite::file(database.file()).read_only(true).open().unwrap(), Vec::new());
    }
    let name = format!("stoves_{}_{}", std::process::id(), USERS.fetch_add(1, Ordering::Relaxed));
    let (user, grants, ends) = if kind == Kind::Postgres {
        // It makes no users here, so that nobody but the server says no.
        ("tests".to_owned(), Vec::new(), Vec::new())
    } else {
        let grants = vec![
            format!("CREATE USER {name}@'127.0.0.1' IDENTIFIED BY 'not-a-secret'"),
            format!("GRANT {rights} ON *.* TO {name}@'127.0.0.1'"),
        ];
        (name.clone(), grants, vec![format!("DROP USER {name}@'127.0.0.1'")])
    };
    raw::execute(store, &grants.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
    let mut url = database.url().replace("//tests:", &format!("//{user}:"));
    if kind == Kind::Postgres {
        url.push_str("?options=-c%20default_transaction_read_only%3Don");
    }
    (block_on(Server::url(&url).unwrap().tls(Tls::Disabled).open()).unwrap(), ends)
}

#[test]
fn who_can_only_read_is_told_what_is_there_between_the_halves() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::for_programs(kind);
        let store = database.store();
        block_on(async {
            stoves(&store, &["20", "warm", "5"]).await?;
            assert_eq!(told(&admin(&store)).await?, (vec![5, 20], 1, vec![5], 1));
            let (reading, ends) = reader(kind, &database, &store);
            let ctx = admin(&reading);
            assert_eq!(told(&ctx).await?, (vec![5, 20], 1, vec![5], 1));
            // What older services write meanwhile is read as it is, and found when another has made it ours.
            older(&store, &["7"]).await?;
            let all = Stove::list(&ctx, &Query::new()).await?;
            let mut heats = all.iter().map(Stove::heat).collect::<Result<Vec<_>>>()?;
            heats.sort_unstable();
            assert_eq!((heats, all.refused.len()), (vec![5, 7, 20], 1));
            let (mut sorted, refused, below, count) = told(&ctx).await?;
            sorted.sort_unstable();
            assert_eq!((sorted, refused, below, count), (vec![5, 7, 20], 1, vec![5], 1));
            assert_eq!(told(&admin(&store)).await?, (vec![5, 7, 20], 1, vec![5, 7], 2));
            assert_eq!(told(&ctx).await?, (vec![5, 7, 20], 1, vec![5, 7], 2));
            let refused = Stove::builder().heat(1).build(&ctx)?.create().await.unwrap_err();
            assert!(matches!(refused, Error::Database { .. }), "{refused}");
            drop((ctx, reading));
            raw::execute(&store, &ends.iter().map(String::as_str).collect::<Vec<_>>())?;
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}

/// A locker whose shop has any name, and that may be gone in a way that the store knows.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "lockers", project = shop, soft_delete(flag = gone))]
struct Locker {
    id: Attr<i64>,
    #[field(changed("1.1", from = Uuid, down = uuid_of, up = name_of))]
    shop: Attr<String>,
    #[field(changed("1.1", from = String, down = word_of, up = is_yes))]
    gone: Attr<bool>,
    meta: ObjectMeta,
}

fn uuid_of(name: &str) -> std::result::Result<Uuid, String> {
    name.parse().map_err(|_| format!("{name} is no UUID"))
}

fn name_of(id: Uuid) -> String {
    id.to_string()
}

fn word_of(gone: bool) -> String {
    if gone { "yes" } else { "no" }.to_owned()
}

fn is_yes(word: &str) -> bool {
    word == "yes"
}

/// A locker between the halves that newer services know, and what an older service makes of it then.
async fn locker(store: &Store, [gone, then]: [&str; 2], [shop, moved]: [Uuid; 2]) -> Result<i64> {
    store.create_table::<old::Locker>().await?;
    store.migrate(store.plan::<Locker>().await?).await?;
    let ctx = admin(store);
    let mut locker = old::Locker::builder().shop(shop).gone(gone).build(&ctx)?;
    locker.create().await?;
    assert_eq!(Locker::list(&ctx, &Query::new().read_deleted(ReadDeleted::Yes)).await?.len(), 1);
    locker.set_gone(then)?;
    locker.set_shop(moved)?;
    locker.save().await?;
    locker.id()
}

#[test]
fn who_can_only_read_sees_nothing_that_became_anothers() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::for_programs(kind);
        let store = database.store();
        block_on(async {
            let shops = [Uuid::from_u128(1), Uuid::from_u128(2)];
            let id = locker(&store, ["no", "no"], shops).await?;
            let (reading, ends) = reader(kind, &database, &store);
            let user =
                Context::builder().user_id("u").project_id(shops[0].to_string()).store(&reading).build();
            for told in [
                Locker::get_by_id(&user, id).await.map(drop),
                Locker::list(&user, &Query::new()).await.map(drop),
                Locker::count(&user, &Query::new()).await.map(drop),
            ] {
                assert!(matches!(told, Err(Error::Database { .. })), "{told:?}");
            }
            // Once another has made it ours, there is nothing to be in doubt about.
            assert_eq!(Locker::count(&admin(&store), &Query::new()).await?, 1);
            assert_eq!(Locker::count(&user, &Query::new()).await?, 0);
            drop((user, reading));
            raw::execute(&store, &ends.iter().map(String::as_str).collect::<Vec<_>>())?;
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}

#[test]
fn who_can_only_delete_takes_nothing_away_that_was_brought_back() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::for_programs(kind);
        let store = database.store();
        block_on(async {
            locker(&store, ["yes", "no"], [Uuid::from_u128(1); 2]).await?;
            let (deleting, ends) = with_rights(kind, &database, &store, "SELECT, DELETE");
            let told = Locker::purge(&admin(&deleting), None).await;
            assert!(matches!(told, Err(Error::Database { .. })), "{told:?}");
            assert_eq!(old::Locker::count(&admin(&store), &Query::new()).await?, 1);
            drop(deleting);
            raw::execute(&store, &ends.iter().map(String::as_str).collect::<Vec<_>>())?;
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}
