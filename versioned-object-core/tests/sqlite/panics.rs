//! Code of a type that panics breaks the call that ran it, and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pollster::block_on;
use versioned_object_core::fields::{FieldType, Input, ReadContext};
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Sqlite, Step};
use versioned_object_core::{PrimitiveWriter, TypeDescriptor};

use crate::bench::{Folder, Thing, admin, ask, foreign, soon};

/// Stores in a file and in memory, each with two things and a bomb, that other programs put there.
fn stores(folder: &Folder) -> [Store; 2] {
    let path = folder.path("db.sqlite");
    foreign(&path, "wal", 0);
    let stores = [Sqlite::file(&path).open().unwrap(), Sqlite::in_memory().open().unwrap()];
    for store in &stores {
        block_on(store.create_table::<Thing>()).unwrap();
        for (number, name) in ["one", "two", "bomb"].into_iter().enumerate() {
            let id = Uuid::from_u128(number as u128);
            let text = format!("INSERT INTO things (id, name, number) VALUES ('{id}', '{name}', {number})");
            ask(store, Access::Write, &text).unwrap();
        }
    }
    stores
}

fn told(error: &Error) -> String {
    assert!(matches!(error, Error::Database { .. }), "{error:?}");
    error.to_string()
}

const TOLD: &str = "database: code of a type panicked: bomb went off";

#[test]
fn a_panic_in_validate_fails_that_read_alone() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder) {
            let ctx = admin(&store);
            for _ in 0..10 {
                let error = block_on(Thing::list(&ctx, &Query::new())).unwrap_err();
                assert_eq!(told(&error), TOLD);
                let error = block_on(Thing::get_by_id(&ctx, Uuid::from_u128(2))).unwrap_err();
                assert_eq!(told(&error), TOLD);
            }
            for _ in 0..10 {
                let found = block_on(Thing::get_by_id(&ctx, Uuid::from_u128(1))).unwrap();
                assert_eq!(found.name().unwrap(), "two");
            }
        }
    });
}

#[test]
fn a_panic_in_a_transaction_fails_its_call_and_the_transaction_goes_on() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder) {
            let ctx = admin(&store);
            let failed = store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "new", 5).create().await?;
                Thing::list(&tx, &Query::new()).await.map(drop)
            });
            assert_eq!(told(&block_on(failed).unwrap_err()), TOLD);
            assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 3);
            // Where the failure is passed over, what was written before and after it stays.
            let passed_over = store.transaction(&ctx, async |tx: Context| {
                Thing::make(&tx, "before", 5).create().await?;
                assert!(Thing::list(&tx, &Query::new()).await.is_err());
                Thing::make(&tx, "behind", 5).create().await
            });
            block_on(passed_over).unwrap();
            assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 5);
            block_on(Thing::make(&ctx, "next", 6).create()).unwrap();
        }
    });
}

#[test]
fn a_panic_while_objects_are_made_ready_leaves_nothing_written() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder) {
            let ctx = admin(&store);
            let mut things: Vec<_> = (0..1000).map(|number| Thing::make(&ctx, "good", number)).collect();
            // The object takes what its own `validate` would not: the panic comes when it is made ready.
            things.push(Thing::builder().name("good").build(&ctx).unwrap());
            let made = catch_unwind(AssertUnwindSafe(|| {
                let mut bad = things.clone();
                drop(bad.last_mut().unwrap().set_name("bomb"));
                block_on(Thing::create_all(&ctx, bad))
            }));
            assert!(made.is_err());
            assert_eq!(block_on(Thing::count(&ctx, &Query::new())).unwrap(), 3);
            assert_eq!(block_on(Thing::create_all(&ctx, things)).unwrap().len(), 1001);
        }
    });
}

/// A number whose own code panics when it is 13.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lucky(i64);

impl FieldType for Lucky {
    type Ref<'a> = Lucky;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::integer("Lucky");

    fn borrow_field(&self) -> Lucky {
        *self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let number = i64::coerce(input, cx)?;
        assert_ne!(number, 13, "bad luck");
        Ok(Self(number))
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.int(self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }

    fn display(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What the database numbers.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "tickets", key = number)]
pub(crate) struct Ticket {
    number: Attr<i64>,
    lucky: Attr<Lucky>,
    meta: ObjectMeta,
}

#[test]
fn a_panic_while_rows_are_read_back_undoes_what_was_written() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder) {
            block_on(store.create_table::<Ticket>()).unwrap();
            let ctx = admin(&store);
            let ticket = |lucky| Ticket::builder().lucky(Lucky(lucky)).build(&ctx).unwrap();
            for _ in 0..5 {
                // The database makes the number, so that the row is read back on its thread.
                let error = block_on(Ticket::create_all(&ctx, vec![ticket(1), ticket(13)])).err().unwrap();
                assert!(told(&error).contains("bad luck"), "{error}");
                let error = block_on(ticket(13).create()).unwrap_err();
                assert!(told(&error).contains("bad luck"), "{error}");
            }
            assert_eq!(block_on(Ticket::count(&ctx, &Query::new())).unwrap(), 0);
            block_on(ticket(1).create()).unwrap();
            ask(&store, Access::Write, "INSERT INTO tickets (lucky) VALUES (13)").unwrap();
            let error = block_on(Ticket::list(&ctx, &Query::new())).err().unwrap();
            assert!(told(&error).contains("bad luck"), "{error}");
            assert_eq!(block_on(Ticket::count(&ctx, &Query::new())).unwrap(), 2);
        }
    });
}

/// Something that panics when it goes.
struct Mine(&'static str);

impl Drop for Mine {
    fn drop(&mut self) {
        panic!("{} went off", self.0);
    }
}

#[test]
fn a_panic_in_a_sink_a_check_or_their_end_fails_that_call_alone() {
    soon(|| {
        let folder = Folder::new();
        for store in stores(&folder) {
            let insert = || Step::new("INSERT INTO things (id, name) VALUES ('a', 'b')", Vec::new());
            let select = || Step::new("SELECT 1", Vec::new());
            let dropped = || {
                let mine = Mine("mine");
                move |_: u64| {
                    let _ = &mine;
                    Ok(())
                }
            };
            for access in [Access::Read, Access::Write] {
                for _ in 0..10 {
                    let step = select().rows(|_| panic!("sink {}", "x".repeat(10_000)));
                    let error = block_on(store.run(access, vec![step])).unwrap_err();
                    let told = told(&error);
                    assert!(told.starts_with("database: code of a type panicked: sink xxx"), "{told}");
                    assert!(told.len() < 300, "{}", told.len());
                    let step = select().rows(|_| Ok(())).check(|_| std::panic::panic_any(Mine("payload")));
                    block_on(store.run(access, vec![step])).unwrap_err();
                }
            }
            let bad_check = insert().check(|_| panic!("check"));
            block_on(store.run(Access::Write, vec![insert(), bad_check])).unwrap_err();
            block_on(store.run(Access::Write, vec![insert().check(dropped())])).unwrap_err();
            block_on(store.run(Access::Read, vec![select().rows(|_| Ok(())).check(dropped())])).unwrap_err();
            // One that is never run goes as well.
            let never =
                vec![Step::new("no SQL", Vec::new()), insert().check(dropped()), insert().check(dropped())];
            block_on(store.run(Access::Write, never)).unwrap_err();
            assert_eq!(
                ask(&store, Access::Read, "SELECT count(*) FROM things WHERE id = 'a'").unwrap(),
                ["0"]
            );
            ask(&store, Access::Write, "DELETE FROM things").unwrap();
        }
    });
}
