//! What tests of servers work with: a type, statements, and patience.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, Backend, ColumnValue, Step};

use crate::Kind;

/// Longer than anything takes that does not hang, on a machine that does much else.
pub const PATIENCE: Duration = Duration::from_mins(3);

fn sound(name: &str) -> Result<(), String> {
    assert!(!name.starts_with("bomb"), "{name} went off");
    if name.is_empty() { Err("it has no name".to_owned()) } else { Ok(()) }
}

/// A thing whose name may be a bomb.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "things")]
pub struct Thing {
    /// Its key.
    id: Attr<Uuid>,
    /// Its name.
    #[field(validate = sound)]
    name: Attr<String>,
    /// Its number.
    number: Attr<i64>,
    meta: ObjectMeta,
}

impl Thing {
    /// One that is in no table yet.
    ///
    /// # Panics
    /// When it goes off.
    pub fn make(ctx: &Context, name: &str, number: i64) -> Self {
        Self::builder().name(name).number(number).build(ctx).unwrap()
    }
}

/// Who may everything.
pub fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

/// What a statement gives: the first column of each row.
///
/// # Errors
/// What the database says.
pub fn ask(store: &Store, access: Access, text: &str) -> Result<Vec<String>> {
    block_on(asked(store, access, text))
}

/// The same, under any executor.
///
/// # Errors
/// What the database says.
///
/// # Panics
/// Never.
pub async fn asked(store: &Store, access: Access, text: &str) -> Result<Vec<String>> {
    let found = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&found);
    let step = Step::new(text, Vec::new()).rows(move |row| {
        let text = match row.get(0)? {
            ColumnValue::Text(text) => text.to_owned(),
            ColumnValue::Int(number) => number.to_string(),
            other => format!("{other:?}"),
        };
        sink.lock().unwrap().push(text);
        Ok(())
    });
    store.run(access, vec![step]).await?;
    Ok(found.lock().unwrap().clone())
}

/// MariaDB shows what it showed last while it is asked more often than every tenth of a second.
static ALONE: Mutex<()> = Mutex::new(());

/// How many transactions wait for what another holds.
///
/// # Panics
/// When the database does not say.
pub fn waiting(store: &Store) -> usize {
    let text = match store.backend() {
        Backend::Postgres => {
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        }
        _ => {
            "SELECT 1 FROM information_schema.innodb_trx t JOIN information_schema.processlist p \
             ON p.id = t.trx_mysql_thread_id WHERE p.db = DATABASE() AND t.trx_state = 'LOCK WAIT'"
        }
    };
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    if store.backend() != Backend::Postgres {
        thread::sleep(Duration::from_millis(150));
    }
    ask(store, Access::Read, text).unwrap().len()
}

/// Carries out one statement that gives nothing back.
///
/// # Errors
/// What the database says.
pub async fn told(store: &Store, text: &str) -> Result<u64> {
    let counts = store.run(Access::Write, vec![Step::new(text, Vec::new())]).await?;
    Ok(counts.into_iter().sum())
}

/// Has a server say of writes to a table, when a condition holds, that they had to give way: `NEXT` in it counts. Gives the
/// statement that says how far.
///
/// # Panics
/// When the server does not take it.
pub fn gives_way(store: &Store, table: &str, event: &str, when: &str) -> &'static str {
    raises(store, "never", ("40001", 1213), table, event, when);
    if store.backend() == Backend::Postgres {
        "SELECT last_value FROM never_tries"
    } else {
        "SELECT next_not_cached_value - 1 FROM never_tries"
    }
}

/// Has a server refuse writes to a table when a condition holds, with a state of SQL, a number of MySQL's and a word: that of
/// the rule. `NEXT` in the condition counts.
///
/// # Panics
/// When the server does not take it.
pub fn raises(store: &Store, rule: &str, (state, number): (&str, u16), table: &str, event: &str, when: &str) {
    let is_postgres = store.backend() == Backend::Postgres;
    let next =
        if is_postgres { format!("nextval('{rule}_tries')") } else { format!("NEXTVAL({rule}_tries)") };
    let when = when.replace("NEXT", &next);
    let rules = if is_postgres {
        vec![
            format!("CREATE SEQUENCE {rule}_tries"),
            format!(
                "CREATE FUNCTION {rule}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
                 IF {when} THEN RAISE EXCEPTION '{rule}' USING ERRCODE = '{state}'; END IF; \
                 RETURN NEW; END $$"
            ),
            format!("CREATE TRIGGER {rule} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {rule}()"),
        ]
    } else {
        vec![
            format!("CREATE SEQUENCE {rule}_tries NOCACHE"),
            format!(
                "CREATE TRIGGER {rule} BEFORE {event} ON {table} FOR EACH ROW BEGIN IF {when} THEN \
                 SIGNAL SQLSTATE '{state}' SET MYSQL_ERRNO = {number}, MESSAGE_TEXT = '{rule}'; END IF; END"
            ),
        ]
    };
    for text in rules {
        block_on(told(store, &text)).unwrap();
    }
}

/// Waits until something is so.
///
/// # Panics
/// When it never is.
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "not even in the end: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A test on every server that is there, all at once; it says so when there is none. One that hangs fails.
///
/// # Panics
/// When one of them does.
pub fn on_servers(test: fn(Kind)) {
    on(Kind::servers(), test);
}

/// A test on every database that is there, all at once.
///
/// # Panics
/// When one of them does.
pub fn on_all(test: fn(Kind)) {
    on(Kind::all(), test);
}

fn on(kinds: Vec<Kind>, test: fn(Kind)) {
    for kind in [Kind::Postgres, Kind::MariaDb].into_iter().filter(|kind| !kind.is_there()) {
        eprintln!("not run on {kind:?}, which is not there: tests/services starts it");
    }
    let begin = |kind: Kind| {
        let (sender, receiver) = mpsc::channel();
        let run = move || {
            test(kind);
            sender.send(()).unwrap();
        };
        thread::Builder::new().name(format!("{kind:?}")).spawn(run).unwrap();
        (kind, receiver)
    };
    let running: Vec<_> = kinds.into_iter().map(begin).collect();
    for (kind, receiver) in running {
        if let Err(error) = receiver.recv_timeout(PATIENCE * if is_soak() { 10 } else { 1 }) {
            panic!("on {kind:?} it hangs, or panicked: {error}");
        }
    }
}

/// Whether tests are to take their time: the variable `SOAK` is there.
pub fn is_soak() -> bool {
    std::env::var_os("SOAK").is_some()
}

/// How long something took, and what came of it.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}
