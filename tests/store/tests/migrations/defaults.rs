//! What older rows have in the columns of added fields, to the last digit.

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
