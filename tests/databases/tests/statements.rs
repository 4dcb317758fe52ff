//! How many statements a call is, by what the driver is given and by what the database itself saw.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use databases::bench::{admin, ask, on_all, on_servers};
use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Backend, BoxFuture, Driver, Session, Sqlite, Step, Tls};

/// Keeps the texts of the statements that it hands on.
struct Recording {
    inner: Arc<dyn Driver>,
    texts: Arc<Mutex<Vec<String>>>,
}

impl Recording {
    fn keep(texts: &Mutex<Vec<String>>, steps: &[Step]) {
        texts.lock().unwrap().extend(steps.iter().map(|step| step.sql.to_string()));
    }
}

impl Driver for Recording {
    fn backend(&self) -> Backend {
        self.inner.backend()
    }

    fn run(&self, access: Access, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        Self::keep(&self.texts, &steps);
        self.inner.run(access, steps)
    }

    fn begin(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        self.texts.lock().unwrap().push("BEGIN".to_owned());
        let (begun, texts) = (self.inner.begin(), Arc::clone(&self.texts));
        Box::pin(
            async move { Ok(Arc::new(RecordingSession { inner: begun.await?, texts }) as Arc<dyn Session>) },
        )
    }

    fn once_more(&self, tried: u32, error: &Error) -> Option<BoxFuture<'static, ()>> {
        self.inner.once_more(tried, error)
    }
}

struct RecordingSession {
    inner: Arc<dyn Session>,
    texts: Arc<Mutex<Vec<String>>>,
}

impl Session for RecordingSession {
    fn run(&self, steps: Vec<Step>) -> BoxFuture<'static, Result<Vec<u64>>> {
        Recording::keep(&self.texts, &steps);
        self.inner.run(steps)
    }

    fn part(&self) -> BoxFuture<'static, Result<Arc<dyn Session>>> {
        self.texts.lock().unwrap().push("SAVEPOINT".to_owned());
        let (begun, texts) = (self.inner.part(), Arc::clone(&self.texts));
        Box::pin(async move { Ok(Arc::new(Self { inner: begun.await?, texts }) as Arc<dyn Session>) })
    }

    fn end(&self, commit: bool) -> BoxFuture<'static, Result<()>> {
        self.inner.end(commit)
    }

    fn is_over(&self) -> bool {
        self.inner.is_over()
    }
}

fn not_bad(name: &str) -> Result<(), String> {
    if name == "bad" { Err("it is bad".to_owned()) } else { Ok(()) }
}

/// A thing of many fields.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "items", timestamps(created = created_at, updated = updated_at), comparable)]
struct Item {
    /// Its key.
    id: Attr<Uuid>,
    /// Its name.
    #[field(validate = not_bad)]
    name: Attr<String>,
    /// Its number.
    number: Attr<i64>,
    /// What else there is to say.
    #[field(sql_type = "TEXT")]
    note: Attr<Option<String>>,
    /// Words that it goes by.
    labels: Attr<Vec<String>>,
    /// Whether it is new.
    fresh: Attr<Option<bool>>,
    /// When it was made.
    created_at: Attr<Option<DateTime<Utc>>>,
    /// When it was changed.
    updated_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// A database with a table of items, on one connection; and what was said to it.
struct Place {
    kind: Kind,
    store: Store,
    texts: Arc<Mutex<Vec<String>>>,
    _database: Database,
}

impl Place {
    fn new(kind: Kind) -> Self {
        let database = Database::new(kind);
        let inner: Arc<dyn Driver> = match kind {
            Kind::Sqlite => Arc::new(Sqlite::in_memory().driver().unwrap()),
            _ => Arc::new(block_on(database.server().max_connections(1).driver()).unwrap()),
        };
        let texts = Arc::<Mutex<Vec<String>>>::default();
        let store = Store::new(Recording { inner, texts: Arc::clone(&texts) });
        block_on(store.create_table::<Item>()).unwrap();
        Self { kind, store, texts, _database: database }
    }

    fn ctx(&self) -> Context {
        admin(&self.store)
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.texts.lock().unwrap())
    }

    fn ask(&self, text: &str) -> Vec<String> {
        let found = ask(&self.store, Access::Write, text).unwrap();
        self.texts.lock().unwrap().pop();
        found
    }

    fn item(&self, number: i64) -> Item {
        let item = Item::builder().name("thing").number(number).labels([format!("{number}")]);
        item.build(&self.ctx()).unwrap()
    }

    /// Has the database itself write down which columns each update sets, and that rows were inserted.
    fn watch(&self) {
        let columns = ["id", "name", "number", "note", "labels", "fresh", "created_at", "updated_at"];
        let told: Vec<String> = match self.kind {
            Kind::Sqlite => {
                let of = |name: &str| {
                    format!(
                        "CREATE TRIGGER of_{name} AFTER UPDATE OF {name} ON items BEGIN \
                         INSERT INTO seen VALUES ('{name}'); END"
                    )
                };
                columns.into_iter().map(of).collect()
            }
            Kind::Postgres => {
                let of = |name: &str| {
                    format!(
                        "CREATE TRIGGER of_{name} AFTER UPDATE OF {name} ON items FOR EACH STATEMENT \
                         EXECUTE FUNCTION see('{name}')"
                    )
                };
                let see = "CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS \
                           'BEGIN INSERT INTO seen VALUES (TG_ARGV[0]); RETURN NULL; END'";
                let insert = "CREATE TRIGGER of_insert AFTER INSERT ON items FOR EACH STATEMENT \
                              EXECUTE FUNCTION see('insert')";
                [see.to_owned(), insert.to_owned()].into_iter().chain(columns.into_iter().map(of)).collect()
            }
            // It has no triggers of columns, and counts by itself.
            Kind::MariaDb => Vec::new(),
        };
        self.ask("CREATE TABLE seen (what VARCHAR(255))");
        for text in told {
            self.ask(&text);
        }
    }

    /// What the database has seen since it was asked last: columns that were set, or that rows were inserted.
    fn seen(&self) -> Vec<String> {
        let seen = self.ask("SELECT what FROM seen ORDER BY what");
        self.ask("DELETE FROM seen");
        seen
    }

    /// How many statements of a kind MariaDB has seen on this connection.
    fn counted(&self, name: &str) -> u64 {
        let counted = self.ask(&format!(
            "SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = '{name}'"
        ));
        counted[0].parse().unwrap()
    }
}

#[test]
fn a_save_of_one_field_is_one_update_of_it_and_of_the_time() {
    on_all(|kind| {
        let place = Place::new(kind);
        place.watch();
        let mut item = place.item(1);
        block_on(item.create()).unwrap();
        item.set_name("other").unwrap();
        block_on(item.save()).unwrap();
        place.seen();
        let counts = |place: &Place| {
            ["Com_update", "Com_select", "Com_begin", "Questions"].map(|name| place.counted(name))
        };
        let idle = (kind == Kind::MariaDb).then(|| [counts(&place), counts(&place)]);
        for (field, columns) in [("name", ["name", "updated_at"]), ("number", ["number", "updated_at"])] {
            match field {
                "name" => item.set_name("third").unwrap(),
                _ => item.set_number(3).unwrap(),
            }
            let before = (kind == Kind::MariaDb).then(|| counts(&place));
            place.take();
            block_on(item.save()).unwrap();
            let said = place.take();
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].starts_with("UPDATE "), "{said:?}");
            let Some((idle, before)) = idle.zip(before) else {
                assert_eq!(place.seen(), columns, "{said:?}");
                continue;
            };
            let after = counts(&place);
            // What the counting itself counts is taken off.
            let more: Vec<u64> =
                (0..4).map(|at| after[at] - before[at] - (idle[1][at] - idle[0][at])).collect();
            assert_eq!(more, [1, 0, 0, 1], "{said:?}");
            let set = said[0].split(" SET ").nth(1).and_then(|set| set.split(" WHERE ").next()).unwrap();
            let set: BTreeSet<_> = set.split(", ").map(|one| one.split(" = ").next().unwrap()).collect();
            assert_eq!(set, columns.map(|column| format!("`{column}`")).iter().map(|name| &**name).collect());
        }
    });
}

#[test]
fn many_new_rows_are_few_statements_on_servers() {
    on_servers(|kind| {
        let place = Place::new(kind);
        place.watch();
        let number = |place: &Place| (kind == Kind::MariaDb).then(|| place.counted("Com_insert"));
        let ctx = place.ctx();
        let before = number(&place);
        let made = (0..2_000).map(|number| place.item(number)).collect();
        place.take();
        let made = block_on(Item::create_all(&ctx, made)).unwrap();
        let inserts = place.take().iter().filter(|text| text.starts_with("INSERT INTO")).count();
        // 3 × 512, and 464 as 256, 128, 64 and 16.
        assert_eq!(inserts, 7);
        match before {
            Some(before) => assert_eq!(number(&place).unwrap() - before, 7),
            None => assert_eq!(place.seen(), ["insert"; 7]),
        }
        let rows = block_on(Item::list(&ctx, &Query::new().sort(Item::NUMBER.asc()))).unwrap();
        assert_eq!(rows.objects, made);
    });
}

#[test]
fn rows_in_bulk_are_as_rows_one_by_one() {
    on_all(|kind| {
        let place = Place::new(kind);
        let ctx = place.ctx();
        let some = |number: i64| {
            let mut item = place.item(number);
            // A run of each kind, and single ones between.
            match (number / 7) % 5 + number % 2 {
                0 => item.set_note("é % ' \" \\ ? $1 \n").unwrap(),
                1 => item.set_note(None).unwrap(),
                2 => item.set_fresh(true).unwrap(),
                3 => item.set_id(Uuid::from_u128(0xa000 + u128::from(number.unsigned_abs()))).unwrap(),
                4 => item
                    .set_created_at("2026-01-02T03:04:05.678901Z".parse::<DateTime<Utc>>().unwrap())
                    .unwrap(),
                _ => {}
            }
            item
        };
        let made = block_on(Item::create_all(&ctx, (0..700).map(some).collect())).unwrap();
        for (number, made) in made.iter().enumerate() {
            assert_eq!(made.number().unwrap(), i64::try_from(number).unwrap());
            assert!(made.obj_what_changed().is_empty());
            assert_eq!(block_on(Item::get_by_id(&ctx, made.id().unwrap())).unwrap(), *made);
        }
    });
}

#[test]
fn a_statement_has_no_more_than_servers_take() {
    on_servers(|kind| {
        let place = Place::new(kind);
        let ctx = place.ctx();
        // 32 MB in one statement are more than MariaDB takes.
        let long = |number: i64| {
            let mut item = place.item(number);
            item.set_note("x".repeat(60_000)).unwrap();
            item
        };
        let made = block_on(Item::create_all(&ctx, (0..600).map(long).collect())).unwrap();
        assert_eq!(made.len(), 600);
        assert_eq!(block_on(Item::count(&ctx, &Query::new())).unwrap(), 600);
    });
}

/// What `create_all` says of items of which one cannot be written; and that then none was.
fn refused(place: &Place, ctx: &Context, items: Vec<Item>) -> String {
    let before = block_on(Item::count(ctx, &Query::new())).unwrap();
    let error = block_on(Item::create_all(ctx, items)).unwrap_err();
    assert_eq!(block_on(Item::count(ctx, &Query::new())).unwrap(), before, "{:?}: {error}", place.kind);
    error.to_string()
}

#[test]
fn the_row_that_is_not_written_in_bulk_is_named_and_none_is() {
    on_all(|kind| {
        let place = Place::new(kind);
        let ctx = place.ctx();
        let keyed = |place: &Place, number: u32, key: &str| {
            let mut item = place.item(number.into());
            item.set_id(key.parse::<Uuid>().unwrap()).unwrap();
            item
        };
        let key = |number: u32| format!("00000000-0000-4000-8000-{number:012x}");
        block_on(keyed(&place, 1, &key(77)).create_with_key()).unwrap();
        // Others spell keys as they like: to the database, this is another one.
        block_on(keyed(&place, 2, &key(0xab)).create_with_key()).unwrap();
        place.ask(&format!("UPDATE items SET id = '{}' WHERE number = 2", key(0xab).to_uppercase()));
        for count in [2, 100, 600_u32] {
            for at in [count / 2 - 1, count - 1] {
                let items = |spelt: &str| {
                    let items = (0..count).map(|number| {
                        keyed(
                            &place,
                            number,
                            &if number == at { spelt.to_owned() } else { key(1_000 + number) },
                        )
                    });
                    items.collect::<Vec<_>>()
                };
                let error = refused(&place, &ctx, items(&key(77)));
                assert_eq!(error, format!("there is a Item {} already", key(77)), "{count} {at}");
                // One of the others, before or behind it.
                let twin = key(1_000 + if at == 0 { count - 1 } else { 0 });
                let error = refused(&place, &ctx, items(&twin));
                assert_eq!(error, format!("there is a Item {twin} already"), "{count} {at}");
                let error = refused(&place, &ctx, items(&key(0xab)));
                assert_eq!(error, format!("there is a Item {} already", key(0xab)), "{count} {at}");
                let mut long = items(&key(78));
                long[at as usize].set_name("x".repeat(300)).unwrap();
                if kind != Kind::Sqlite {
                    let error = refused(&place, &ctx, long);
                    let words =
                        if kind == Kind::Postgres { "character varying(255)" } else { "'name' at row 1" };
                    assert!(error.contains(words), "{error}");
                }
            }
        }
        // In a transaction of somebody's, which goes on.
        block_on(place.store.transaction(&ctx, async |tx: Context| {
            let items = (0..300)
                .map(|number| keyed(&place, number, &key(if number == 200 { 77 } else { 1_000 + number })));
            let mut items: Vec<_> = items.collect();
            let error = Item::create_all(&tx, items.clone()).await.unwrap_err();
            assert_eq!(error.to_string(), format!("there is a Item {} already", key(77)));
            items.remove(200);
            assert_eq!(Item::create_all(&tx, items).await?.len(), 299);
            Ok(())
        }))
        .unwrap();
        assert_eq!(block_on(Item::count(&ctx, &Query::new())).unwrap(), 301);
    });
}

#[test]
fn a_row_that_a_trigger_keeps_out_is_named() {
    on_servers(|kind| {
        if kind != Kind::Postgres {
            return;
        }
        let place = Place::new(kind);
        place.ask(
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS \
             'BEGIN IF NEW.number = 123 THEN RETURN NULL; END IF; RETURN NEW; END'",
        );
        place.ask("CREATE TRIGGER no BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION no()");
        let items: Vec<_> = (0..500)
            .map(|number| {
                let mut item = place.item(number);
                item.set_id(Uuid::from_u128(number.unsigned_abs().into())).unwrap();
                item
            })
            .collect();
        let error = refused(&place, &place.ctx(), items);
        assert_eq!(error, format!("database: no row was written for Item {}", Uuid::from_u128(123)));
    });
}

/// A client's system may hold back what follows on what the server does not answer, 40 ms each time.
#[test]
fn a_new_statement_waits_for_nothing_when_there_were_many() {
    on_servers(|kind| {
        let database = Database::new(kind);
        let server = database.server().tls(Tls::Disabled).max_connections(1);
        let driver = block_on(server.driver()).unwrap();
        let step = |number: u32| vec![Step::new(format!("SELECT '{number}'"), Vec::new())];
        let mut took = Vec::new();
        let mut time = |begun: Instant| took.push(begun.elapsed());
        for number in 0..400 {
            let begun = Instant::now();
            block_on(driver.run(Access::Read, step(number))).unwrap();
            time(begun);
        }
        let session = block_on(driver.begin()).unwrap();
        for number in 400..800 {
            let begun = Instant::now();
            block_on(session.run(step(number))).unwrap();
            time(begun);
        }
        block_on(session.end(true)).unwrap();
        for (calls, took) in ["alone", "in a transaction"].into_iter().zip(took.chunks_mut(400)) {
            took.sort();
            assert!(took[200] < Duration::from_millis(20), "{kind:?}, {calls}: {:?}", took[200]);
        }
    });
}

#[test]
fn whether_a_key_stands_in_another_spelling_is_asked_of_its_index() {
    let place = Place::new(Kind::Sqlite);
    let key = |number: u128| Uuid::from_u128(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835 ^ number);
    let mut item = place.item(1);
    item.set_id(key(1)).unwrap();
    place.take();
    block_on(item.create_with_key()).unwrap();
    let mut told = place.take();
    let many = (2..9).map(|number| {
        let mut item = place.item(1);
        item.set_id(key(number)).unwrap();
        item
    });
    block_on(Item::create_all(&place.ctx(), many.collect())).unwrap();
    told.extend(place.take());
    let asked: Vec<_> = told.iter().filter(|text| text.contains("vo_uuid")).collect();
    assert!(asked.len() > 1);
    for text in asked {
        let plan = Arc::<Mutex<Vec<String>>>::default();
        let (sink, text) = (Arc::clone(&plan), text.replace('?', "'x'"));
        let explain = Step::new(format!("EXPLAIN QUERY PLAN {text}"), Vec::new()).rows(move |row| {
            sink.lock().unwrap().push(format!("{:?}", row.get(3)?));
            Ok(())
        });
        block_on(place.store.run(Access::Read, vec![explain])).unwrap();
        let plan = plan.lock().unwrap();
        assert!(!plan.is_empty() && plan.iter().all(|line| !line.contains("SCAN")), "{plan:?}");
    }
}
