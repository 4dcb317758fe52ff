//! What another does between two statements of one call.

use std::sync::{Arc, Mutex};

use databases::bench::{ask, gives_way};
use databases::{Database, Kind};
use pollster::block_on;
use store_tests::history::{Release, v1, v4};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Backend, BoxFuture, ConditionalUpdate, Driver, Session, Step};

type Work = Box<dyn FnOnce(Store) -> BoxFuture<'static, Result<()>> + Send>;

/// Hands steps on; before the first that begins with a word and has another in it, somebody else does something.
struct Meanwhile {
    store: Store,
    first: &'static str,
    part: &'static str,
    work: Mutex<Option<Work>>,
}

impl Meanwhile {
    fn store(store: &Store, first: &'static str, part: &'static str, work: Work) -> Store {
        Store::new(Self { store: store.clone(), first, part, work: Mutex::new(Some(work)) })
    }
}

impl Driver for Meanwhile {
    fn backend(&self) -> Backend {
        self.store.backend()
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        let is_now =
            steps.iter().any(|step| step.sql.starts_with(self.first) && step.sql.contains(self.part));
        let work = if is_now { self.work.lock().unwrap().take() } else { None };
        let store = self.store.clone();
        Box::pin(async move {
            if let Some(work) = work {
                work(store.clone()).await?;
            }
            store.run(access, steps).await
        })
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        Box::pin(async { Err(Error::invalid("nothing is done at length here")) })
    }
}

fn ctx(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

/// A table of the first release with one scooter, which is on the road.
fn old(kind: Kind) -> (Database, Store, Uuid) {
    let database = Database::new(kind);
    let store = database.store();
    Release(1).create_table(&store).unwrap();
    let mut old = v1::Scooter::orphan();
    old.obj_set_context(Some(&ctx(&store)));
    old.update([("place", "north"), ("price", "1.50"), ("state", "on_the_road")]).unwrap();
    old.update([("frame", 1), ("load", 2)]).unwrap();
    old.set_lamp(true).unwrap();
    block_on(old.create()).unwrap();
    let id = old.id().unwrap();
    (database, store, id)
}

/// What the table has is asked before which versions work on it: in between, the second half is done.
#[test]
fn a_first_look_may_be_of_two_moments() {
    for kind in Kind::all() {
        let (_database, store, id) = old(kind);
        block_on(store.migrate(Release(4).plan(&store).unwrap())).unwrap();
        let contract = |store: Store| -> BoxFuture<'static, Result<()>> {
            Box::pin(async move { store.migrate(store.plan_contract::<v4::Scooter>().await?).await })
        };
        let late = Meanwhile::store(&store, "SELECT", "versioned_object_tables", Box::new(contract));
        let found = block_on(v4::Scooter::get_by_id(&ctx(&late), id)).unwrap();
        assert_eq!((found.cost().unwrap(), found.dock().unwrap()), (1500, "north"), "{kind:?}");
        assert!(Release(4).plan_contract(&store).unwrap().is_empty(), "{kind:?}");
    }
}

/// What a call makes its own of the values of older releases goes with what it does: where it gave way, all of that is done
/// once more.
#[test]
fn an_update_of_two_releases_that_gave_way_is_done_once_more() {
    // Nothing gives way in SQLite.
    for kind in Kind::all().into_iter().filter(|kind| *kind != Kind::Sqlite) {
        let (_database, store, id) = old(kind);
        block_on(store.migrate(Release(4).plan(&store).unwrap())).unwrap();
        let mut old = block_on(v1::Scooter::get_by_id(&ctx(&store), id)).unwrap();
        old.update([("price", "2.50")]).unwrap();
        block_on(old.save()).unwrap();
        let count = gives_way(&store, "scooters", "UPDATE", "NEXT < 3");
        let cost = v4::Scooter::COST;
        let raise = || ConditionalUpdate::new().set(cost, cost.plus(13)).expect(cost.lt(9000));
        assert!(block_on(v4::Scooter::update_by_id(&ctx(&store), id, raise())).unwrap(), "{kind:?}");
        let found = block_on(v4::Scooter::get_by_id(&ctx(&store), id)).unwrap();
        assert_eq!(found.cost().unwrap(), 2513, "{kind:?}");
        let tries: i64 = ask(&store, Access::Read, count).unwrap()[0].parse().unwrap();
        assert!(tries > 3, "{kind:?}: {tries}");
    }
}

/// A batch of a migration is read and then written: in between, the newer release writes what older ones do not tell from
/// what was there.
#[test]
fn a_migration_writes_over_nothing_that_a_newer_release_wrote() {
    for kind in Kind::all() {
        let (_database, store, id) = old(kind);
        let save = move |store: Store| -> BoxFuture<'static, Result<()>> {
            Box::pin(async move {
                let mut scooter = v4::Scooter::get_by_id(&ctx(&store), id).await?;
                scooter.set_state(v4::State::InRepair)?;
                scooter.set_cost(1509)?;
                scooter.save().await
            })
        };
        let migrating = Meanwhile::store(&store, "UPDATE", "state__1_3_was", Box::new(save));
        block_on(migrating.migrate(Release(4).plan(&migrating).unwrap())).unwrap();
        let found = block_on(v4::Scooter::get_by_id(&ctx(&store), id)).unwrap();
        assert_eq!((found.state().unwrap(), found.cost().unwrap()), (v4::State::InRepair, 1509), "{kind:?}");
        let old = block_on(v1::Scooter::get_by_id(&ctx(&store), id)).unwrap();
        assert_eq!((old.state().unwrap(), old.price().unwrap()), (v1::State::OnTheRoad, "1.50"), "{kind:?}");
        // What else the row has is left to whoever migrates next.
        block_on(store.migrate(Release(4).plan(&store).unwrap())).unwrap();
        assert!(Release(4).plan(&store).unwrap().is_empty(), "{kind:?}");
    }
}
