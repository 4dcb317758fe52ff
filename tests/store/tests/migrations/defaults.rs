//! What older rows have in the columns of added fields, to the last digit.

use std::sync::atomic::{AtomicI64, Ordering};

use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

mod old {
    use versioned_object_core::prelude::*;

    /// A probe.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "probes")]
    pub(super) struct Probe {
        id: Attr<Uuid>,
        meta: ObjectMeta,
    }
}

/// A probe that measures.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "probes")]
struct Probe {
    id: Attr<Uuid>,
    #[field(since = "1.1", default = 1e300)]
    large: Attr<f64>,
    #[field(since = "1.1", default = 2.225_073_858_507_201_4e-308)]
    small: Attr<f64>,
    #[field(since = "1.1", default = 5e-324)]
    least: Attr<f64>,
    #[field(since = "1.1", default = -1.797_693_134_862_315_7e308)]
    lowest: Attr<f64>,
    #[field(since = "1.1", default = 0.1)]
    tenth: Attr<f64>,
    #[field(since = "1.1", default = 9_007_199_254_740_993.0)]
    odd: Attr<f64>,
    #[field(since = "1.1", default = -3.0)]
    whole: Attr<Option<f64>>,
    #[field(since = "1.1", default = 0.0)]
    nothing: Attr<f64>,
    #[field(since = "1.1", default = 1e-300)]
    tiny: Attr<f64>,
    #[field(since = "1.1", default = -9.876_543_210_123_457e-297)]
    tinier: Attr<f64>,
    meta: ObjectMeta,
}

const FIELDS: [&str; 10] =
    ["large", "small", "least", "lowest", "tenth", "odd", "whole", "nothing", "tiny", "tinier"];

#[test]
fn a_number_of_older_rows_is_that_of_the_declaration() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::for_programs(kind);
        let store = database.store();
        block_on(store.create_table::<old::Probe>()).unwrap();
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let mut probe = old::Probe::new(&ctx);
        block_on(probe.create()).unwrap();
        block_on(async { store.migrate(store.plan::<Probe>().await?).await }).unwrap();
        let (read, mut new) =
            (block_on(Probe::get_by_id(&ctx, probe.id().unwrap())).unwrap(), Probe::new(&ctx));
        new.obj_set_defaults(&FIELDS).unwrap();
        for name in FIELDS {
            assert_eq!(read.obj_get(name).unwrap(), new.obj_get(name).unwrap(), "{name}");
        }
        // So have rows that older services write from now on.
        let mut later = old::Probe::new(&ctx);
        block_on(later.create()).unwrap();
        let later = block_on(Probe::get_by_id(&ctx, later.id().unwrap())).unwrap();
        for name in FIELDS {
            assert_eq!(later.obj_get(name).unwrap(), new.obj_get(name).unwrap(), "{name}");
        }
    }
}

/// A probe with what takes null.
mod loose {
    use versioned_object_core::prelude::*;

    /// A probe.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", table = "probes", comparable)]
    pub(super) struct Probe {
        id: Attr<Uuid>,
        #[field(since("1.1", fill = "white"))]
        colour: Attr<Option<String>>,
        #[field(since = "1.1", default = 3)]
        legs: Attr<Option<i64>>,
        #[field(since = "1.1", default = 7)]
        arms: Attr<i64>,
        meta: ObjectMeta,
    }
}

/// New rows of one program are the same in a table that was migrated as in one that it made.
#[test]
fn a_new_row_has_what_its_object_says_and_not_what_older_rows_have() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        for halves in 0..=2 {
            let database = Database::for_programs(kind);
            let store = database.store();
            let ctx = Context::builder().is_admin(true).store(&store).build();
            if halves == 0 {
                block_on(store.create_table::<loose::Probe>()).unwrap();
            } else {
                block_on(store.create_table::<old::Probe>()).unwrap();
                block_on(async { store.migrate(store.plan::<loose::Probe>().await?).await }).unwrap();
                let mut older = old::Probe::new(&ctx);
                block_on(older.create()).unwrap();
                let older = block_on(loose::Probe::get_by_id(&ctx, older.id().unwrap())).unwrap();
                let has = (older.colour().unwrap(), older.legs().unwrap(), older.arms().unwrap());
                assert_eq!(has, (Some("white"), Some(3), 7));
            }
            if halves == 2 {
                block_on(async { store.migrate(store.plan_contract::<loose::Probe>().await?).await })
                    .unwrap();
            }
            let mut one = loose::Probe::new(&ctx);
            block_on(one.create()).unwrap();
            let three = (0..3).map(|_| loose::Probe::new(&ctx)).collect();
            let mut all = block_on(loose::Probe::create_all(&ctx, three)).unwrap();
            all.push(one);
            for mut probe in all {
                assert_eq!(
                    (probe.colour().unwrap(), probe.legs().unwrap(), probe.arms().unwrap()),
                    (None, None, 7)
                );
                assert_eq!(probe, block_on(loose::Probe::get_by_id(&ctx, probe.id().unwrap())).unwrap());
                let asked = ConditionalUpdate::new().set("arms", 8).expect_unchanged();
                assert!(block_on(probe.conditional_update(asked)).unwrap());
            }
        }
    }
}

/// A probe with texts that few character sets have.
mod spelt {
    use versioned_object_core::prelude::*;

    /// A probe.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", table = "probes")]
    pub(super) struct Probe {
        id: Attr<Uuid>,
        #[field(since = "1.1", default = vec!["λ'\\\"".to_owned(), "é".to_owned()])]
        list: Attr<Vec<String>>,
        #[field(since = "1.1", default = "λ'\\ é", sql_type = "TEXT")]
        long: Attr<String>,
        #[field(since = "1.1", default = "λ")]
        short: Attr<String>,
        #[field(since = "1.1", default = "a'b\\", sql_type = "TEXT")]
        plain: Attr<String>,
        meta: ObjectMeta,
    }
}

#[test]
fn a_text_of_older_rows_is_that_of_the_declaration_whatever_the_database_writes_with() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::for_programs(kind);
        let store = database.store();
        if kind == Kind::MariaDb {
            let name = raw::all(&store, "SELECT DATABASE()").unwrap();
            let name = name[0][0].as_str().unwrap();
            raw::execute(
                &store,
                &[&format!("ALTER DATABASE `{name}` CHARACTER SET latin1 COLLATE latin1_swedish_ci")],
            )
            .unwrap();
        }
        let store = database.store();
        block_on(store.create_table::<old::Probe>()).unwrap();
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let mut before = old::Probe::new(&ctx);
        block_on(before.create()).unwrap();
        block_on(async { store.migrate(store.plan::<spelt::Probe>().await?).await }).unwrap();
        let mut later = old::Probe::new(&ctx);
        block_on(later.create()).unwrap();
        for probe in [before, later] {
            let read = block_on(spelt::Probe::get_by_id(&ctx, probe.id().unwrap())).unwrap();
            assert_eq!(read.list().unwrap(), ["λ'\\\"", "é"]);
            assert_eq!(read.long().unwrap(), "λ'\\ é");
            assert_eq!((read.short().unwrap(), read.plain().unwrap()), ("λ", "a'b\\"));
        }
    }
}

/// A number that is another one at every third call: of two in a row, nobody can say whether they differ.
fn third() -> i64 {
    static CALLS: AtomicI64 = AtomicI64::new(0);
    CALLS.fetch_add(1, Ordering::Relaxed) / 3
}

/// A probe with what is another value each time.
mod each {
    use versioned_object_core::prelude::*;

    use super::third;

    /// A probe.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.1", table = "probes")]
    pub(super) struct Probe {
        id: Attr<Uuid>,
        #[field(since = "1.1", default = Utc::now())]
        seen: Attr<DateTime<Utc>>,
        #[field(since = "1.1", default = third())]
        third: Attr<i64>,
        #[field(since = "1.1", default = Uuid::new_v4())]
        token: Attr<Option<Uuid>>,
        #[field(since = "1.1", default = Utc::now())]
        made: Attr<Option<DateTime<Utc>>>,
        meta: ObjectMeta,
    }
}

/// Whether each row has a value of its own is decided once, when the column is made, and everybody sees it there.
#[test]
fn a_value_that_is_another_each_time_is_migrated() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        for round in 0..8 {
            let database = Database::for_programs(kind);
            let store = database.store();
            block_on(store.create_table::<old::Probe>()).unwrap();
            let ctx = Context::builder().is_admin(true).store(&store).build();
            for _ in 0..3 {
                block_on(old::Probe::new(&ctx).create()).unwrap();
            }
            let plan = block_on(store.plan::<each::Probe>()).unwrap();
            let text = plan.to_string();
            assert!(text.contains("add the column `seen`, a value of its own in each older row"), "{text}");
            let shown = text.split("add the column `token`, '").nth(1).unwrap()[..36].to_owned();
            block_on(store.migrate(plan)).unwrap();
            block_on(old::Probe::new(&ctx).create()).unwrap();
            // A service that begins now sees it as well as one that was there.
            let later = database.store();
            let seen = [&store, &later].map(|store| {
                let ctx = Context::builder().is_admin(true).store(store).build();
                let all = block_on(each::Probe::list(&ctx, &Query::new())).unwrap();
                assert_eq!((all.len(), all.refused.len()), (4, 0));
                let of = |probe: &each::Probe| {
                    // A field that takes null has in all of them what the plan said.
                    assert_eq!(probe.token().unwrap().unwrap().to_string(), shown);
                    let made = probe.made().unwrap().unwrap();
                    (probe.id().unwrap(), probe.seen().unwrap(), probe.third().unwrap(), made)
                };
                let mut all: Vec<_> = all.iter().map(of).collect();
                all.sort_unstable();
                all
            });
            assert_eq!(seen[0], seen[1]);
            assert!(block_on(later.plan::<each::Probe>()).unwrap().is_empty(), "{round}");
            let mut times: Vec<_> = seen[0].iter().map(|row| row.1).collect();
            times.sort_unstable();
            times.dedup();
            assert_eq!(times.len(), 4);
            assert!(seen[0].iter().all(|row| row.3 == seen[0][0].3));
            block_on(each::Probe::new(&ctx).create()).unwrap();
            block_on(async { store.migrate(store.plan_contract::<each::Probe>().await?).await }).unwrap();
            let left = block_on(store.plan::<each::Probe>()).unwrap();
            assert!(left.is_empty(), "{left}");
            assert_eq!(block_on(each::Probe::count(&ctx, &Query::new())).unwrap(), 5);
        }
    }
}
