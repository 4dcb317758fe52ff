//! What plans say, and what they say no to.

use std::sync::{Arc, Mutex};

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::history::{Release, v1, v2, v3, v4};
use store_tests::raw::{execute, rows};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, ColumnValue, Sqlite, Step, Store};

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

fn scooter(ctx: &Context, price: &str) -> v1::Scooter {
    let scooter = v1::Scooter::builder().frame(1).place("north").price(price).lamp(true).load(3);
    let mut scooter = scooter.state(v1::State::Docked).build(ctx).unwrap();
    block_on(scooter.create()).unwrap();
    scooter
}

fn migrate(store: &Store, release: usize) {
    block_on(store.migrate(Release(release).plan(store).unwrap())).unwrap();
}

/// When a mark was written down is another each time.
fn without_times(sql: &str) -> String {
    let line = |line: &str| match line.split_once(", '20") {
        Some((before, after)) => format!("{before}, NOW{}", &after[after.find('\'').unwrap() + 1..]),
        None => line.to_owned(),
    };
    sql.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_plan_says_what_is_to_be_done() {
    let store = Sqlite::in_memory().open().unwrap();
    let made = Release(1).plan(&store).unwrap();
    assert_eq!(
        made.to_string(),
        "scooters, for Scooter 1.0:\n  1. make the table, as Scooter 1.0 declares it"
    );
    block_on(store.migrate(made)).unwrap();
    let nothing = Release(1).plan(&store).unwrap();
    assert!(nothing.is_empty());
    assert_eq!(nothing.to_string(), "scooters, for Scooter 1.0: nothing is to be done");
    scooter(&admin(&store), "2.50");

    let plan = Release(4).plan(&store).unwrap();
    assert_eq!(plan.to_string(), include_str!("expand.txt").trim_end());
    let versions: Vec<String> = plan
        .steps()
        .iter()
        .map(|step| step.version().map(|version| version.to_string()).unwrap_or_default())
        .collect();
    assert_eq!(
        versions,
        ["1.1", "1.1", "1.2", "1.3", "1.2", "1.3", "1.3", "1.3", "1.3", "1.3", "", "", "", ""]
    );
    let text = plan.sql().join("\n") + "\n";
    assert_eq!(without_times(&text), include_str!("expand.sql").trim_end());
    block_on(store.migrate(plan)).unwrap();
    assert!(Release(4).plan(&store).unwrap().is_empty());

    let plan = Release(4).plan_contract(&store).unwrap();
    assert_eq!(plan.to_string(), include_str!("contract.txt").trim_end());
    assert_eq!(without_times(&plan.sql().join("\n")), include_str!("contract.sql").trim_end());
    block_on(store.migrate(plan)).unwrap();
    assert!(Release(4).plan_contract(&store).unwrap().is_empty());
    // The columns are those of the declaration.
    let names = rows(&store, &["name"], "FROM pragma_table_info('scooters') ORDER BY name").unwrap();
    let names: Vec<&str> = names.iter().map(|row| row[0].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "cost",
            "dock",
            "frame",
            "gears",
            "id",
            "load",
            "made_at",
            "note",
            "place",
            "rank",
            "serial",
            "state",
            "weight",
            "written_at"
        ]
    );
}

/// What older services wrote last is found without reading the table.
#[test]
fn news_are_found_in_an_index() {
    let store = Sqlite::in_memory().open().unwrap();
    Release(1).create_table(&store).unwrap();
    migrate(&store, 4);
    let plan = Release(4).plan_contract(&store).unwrap();
    let asked: Vec<&str> = plan.sql().into_iter().filter(|sql| sql.starts_with("SELECT")).collect();
    assert_eq!(asked.len(), 3);
    for sql in asked {
        let told = Arc::new(Mutex::new(String::new()));
        let sink = Arc::clone(&told);
        let sql = format!("EXPLAIN QUERY PLAN {}", sql.replace('?', "500"));
        let step = Step::new(sql, Vec::new()).rows(move |row| {
            if let ColumnValue::Text(line) = row.get(3)? {
                sink.lock().unwrap().push_str(line);
            }
            Ok(())
        });
        block_on(store.run(Access::Read, vec![step])).unwrap();
        let told = told.lock().unwrap().clone();
        assert!(told.contains("USING INDEX scooters_") && told.contains("_news"), "{told}");
        assert!(!told.contains("TEMP B-TREE"), "{told}");
    }
}

#[test]
fn releases_come_in_their_order() {
    let store = Sqlite::in_memory().open().unwrap();
    Release(1).create_table(&store).unwrap();
    let ctx = admin(&store);
    scooter(&ctx, "1.00");
    // Before its time, a release is told what to do.
    let error = block_on(v4::Scooter::list(&ctx, &Query::new())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "database: the table `scooters` is that of Scooter 1.0, and has no `gears` for 1.3 yet: `plan` says \
         what brings it there, and `migrate` does it"
    );
    assert_eq!(
        Release(4).plan_contract(&store).unwrap().refused(),
        Some("the first half is not done: `plan` says what Scooter 1.3 lacks")
    );
    migrate(&store, 2);
    migrate(&store, 4);
    assert_eq!(
        Release(3).plan(&store).unwrap().refused(),
        Some("Scooter 1.3 works on the table already: 1.2 comes too late")
    );
    assert_eq!(
        Release(2).plan_contract(&store).unwrap().refused(),
        Some("Scooter 1.3 works on the table already: it is for 1.3 to say")
    );
    assert!(Release(2).plan(&store).unwrap().is_empty());
    assert_eq!(block_on(v2::Scooter::count(&ctx, &Query::new())).unwrap(), 1);
}

/// No service that was left behind is told to alter what newer ones work on, and one that is running is told as one that begins.
#[test]
fn a_release_that_was_left_behind_is_told_so() {
    for kind in Kind::all() {
        let database = Database::for_programs(kind);
        let running = database.store();
        Release(1).create_table(&running).unwrap();
        let old = admin(&running);
        scooter(&old, "1.00");
        migrate(&running, 4);
        let first_half = database.store();
        assert_eq!(block_on(v1::Scooter::count(&admin(&first_half), &Query::new())).unwrap(), 1);
        let new = database.store();
        block_on(new.migrate(Release(4).plan_contract(&new).unwrap())).unwrap();
        let begins = database.store();
        for store in [&running, &first_half, &begins] {
            let ctx = admin(store);
            let made = v1::Scooter::builder().frame(2).place("north").price("2.00").lamp(true).load(3);
            let mut scooter = made.state(v1::State::Docked).build(&ctx).unwrap();
            for error in [
                block_on(v1::Scooter::list(&ctx, &Query::new())).unwrap_err(),
                block_on(v1::Scooter::list(&ctx, &Query::new().sort(v1::Scooter::PRICE.asc()))).unwrap_err(),
                block_on(scooter.create()).unwrap_err(),
            ] {
                assert_eq!(
                    error.to_string(),
                    "database: the table `scooters`: Scooter 1.3 works on the table already: 1.0 comes too late"
                );
            }
        }
    }
}

/// What takes away from older services comes after what gives: where that is not there, or was taken away, nothing is ready.
#[test]
fn the_second_half_comes_after_the_first() {
    let store = Sqlite::in_memory().open().unwrap();
    let refused = || Release(4).plan_contract(&store).unwrap().refused().map(str::to_owned);
    let lacks = Some("the first half is not done: `plan` says what Scooter 1.3 lacks".to_owned());
    assert_eq!(refused(), lacks);
    assert!(block_on(store.migrate(Release(4).plan_contract(&store).unwrap())).is_err());
    Release(4).create_table(&store).unwrap();
    assert_eq!(refused(), None);
    for statement in ["ALTER TABLE scooters DROP COLUMN gears", "DROP TABLE scooters"] {
        execute(&store, &[statement]).unwrap();
        assert!(!Release(4).plan(&store).unwrap().is_empty(), "{statement}");
        assert_eq!(refused(), lacks, "{statement}");
    }
}

#[test]
fn a_value_that_cannot_be_converted_is_not_lost() {
    let store = Sqlite::in_memory().open().unwrap();
    Release(1).create_table(&store).unwrap();
    let ctx = admin(&store);
    let (mut bad, good) = (scooter(&ctx, "dear"), scooter(&ctx, "2.50"));
    migrate(&store, 3);
    let listed = block_on(v3::Scooter::list(&ctx, &Query::new())).unwrap();
    assert_eq!((listed.len(), listed.refused.len()), (1, 1));
    assert_eq!(listed.refused[0].error.to_string(), "Scooter.price: expected a price, got \"dear\"");
    let cheap = Query::new().filter(v3::Scooter::PRICE.lt(9000));
    assert_eq!(block_on(v3::Scooter::list(&ctx, &cheap)).unwrap()[0].id().unwrap(), good.id().unwrap());
    let plan = Release(3).plan_contract(&store).unwrap();
    let error = block_on(store.migrate(plan)).unwrap_err().to_string();
    assert!(
        error.contains("cannot be converted, and its value would be lost: Scooter.price: expected a price"),
        "{error}"
    );
    // The older release is there to set it right.
    bad.set_price("9.00").unwrap();
    block_on(bad.save()).unwrap();
    block_on(store.migrate(Release(3).plan_contract(&store).unwrap())).unwrap();
    assert_eq!(block_on(v3::Scooter::get_by_id(&ctx, bad.id().unwrap())).unwrap().price().unwrap(), 9000);
}

#[test]
fn what_older_releases_cannot_hold_is_refused_while_they_are_there() {
    let store = Sqlite::in_memory().open().unwrap();
    Release(1).create_table(&store).unwrap();
    let ctx = admin(&store);
    let old = scooter(&ctx, "1.00");
    migrate(&store, 4);
    let mut new = block_on(v4::Scooter::get_by_id(&ctx, old.id().unwrap())).unwrap();
    new.set_load(3_000_000_000).unwrap();
    let error = block_on(new.save()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Scooter.load: expected integer from -2147483648 to 2147483647, as before 1.3, got 3000000000"
    );
    block_on(store.migrate(Release(4).plan_contract(&store).unwrap())).unwrap();
    block_on(new.save()).unwrap();
    assert_eq!(
        block_on(v4::Scooter::get_by_id(&ctx, old.id().unwrap())).unwrap().load().unwrap(),
        3_000_000_000
    );
}

mod without_a_fill {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", namespace = "rental", table = "scooters", name = "Scooter")]
    pub struct Scooter {
        id: Attr<Uuid>,
        frame: Attr<i64>,
        #[field(since = "1.1")]
        battery: Attr<i64>,
        meta: ObjectMeta,
    }
}

#[test]
fn what_nothing_is_said_of_is_not_made_up() {
    let store = Sqlite::in_memory().open().unwrap();
    Release(1).create_table(&store).unwrap();
    scooter(&admin(&store), "1.00");
    let plan = block_on(store.plan::<without_a_fill::Scooter>()).unwrap();
    assert_eq!(
        plan.refused(),
        Some(
            "Scooter.battery: 1.1 added the field, which takes no null, and neither `fill` nor a default says what it is \
             in older rows"
        )
    );
    assert!(block_on(store.migrate(plan)).is_err());
}

#[test]
fn a_key_is_made_unique_where_it_can_be() {
    let store = Sqlite::in_memory().open().unwrap();
    Release(1).create_table(&store).unwrap();
    let ctx = admin(&store);
    scooter(&ctx, "1.00");
    // As if somebody had copied the table.
    execute(
        &store,
        &[
            "CREATE TABLE other AS SELECT * FROM scooters",
            "DROP TABLE scooters",
            "ALTER TABLE other RENAME TO scooters",
        ],
    )
    .unwrap();
    let plan = Release(1).plan(&store).unwrap();
    assert!(plan.to_string().contains("make `id` unique: it is the key"), "{plan}");
    let twice = Release(1).plan(&store).unwrap();
    execute(&store, &["INSERT INTO scooters SELECT * FROM scooters"]).unwrap();
    let refused = Release(1).plan(&store).unwrap();
    assert_eq!(refused.refused(), Some("several rows have one `id`: it cannot be made unique"));
    assert!(block_on(store.migrate(twice)).is_err());
    execute(&store, &["DELETE FROM scooters WHERE rowid > 1"]).unwrap();
    block_on(store.migrate(plan)).unwrap();
    assert!(Release(1).plan(&store).unwrap().is_empty());
    scooter(&ctx, "2.00");
}
