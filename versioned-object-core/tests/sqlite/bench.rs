//! What the tests work with: a folder, a type, statements, and patience.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use pollster::block_on;
use rusqlite::Connection;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Access, ColumnValue, Step};

/// Longer than anything takes that does not hang, on a machine that does much else.
pub(crate) const PATIENCE: Duration = Duration::from_mins(3);

/// A folder that goes with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("versioned-object-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The names of its files.
    pub(crate) fn names(&self) -> Vec<String> {
        let name =
            |file: std::io::Result<std::fs::DirEntry>| file.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = std::fs::read_dir(&self.0).unwrap().map(name).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn sound(name: &str) -> Result<(), String> {
    assert!(!name.starts_with("bomb"), "{name} went off");
    if name.is_empty() { Err("it has no name".to_owned()) } else { Ok(()) }
}

/// A thing whose name may be a bomb.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "things")]
pub(crate) struct Thing {
    id: Attr<Uuid>,
    #[field(validate = sound)]
    name: Attr<String>,
    number: Attr<Option<i64>>,
    meta: ObjectMeta,
}

impl Thing {
    pub(crate) fn make(ctx: &Context, name: &str, number: i64) -> Self {
        Self::builder().name(name).number(number).build(ctx).unwrap()
    }
}

/// A database that another program made, in this journal mode, with `count` things.
pub(crate) fn foreign(path: &std::path::Path, journal_mode: &str, count: u32) {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "journal_mode", journal_mode).unwrap();
    connection.execute_batch("CREATE TABLE things (id TEXT PRIMARY KEY, name TEXT, number INTEGER)").unwrap();
    for number in 0..count {
        let id = Uuid::from_u128(number.into()).to_string();
        connection.execute("INSERT INTO things VALUES (?1, 'thing', ?2)", (id, number)).unwrap();
    }
}

pub(crate) fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

/// What a statement gives: the first column of each row.
pub(crate) fn ask(store: &Store, access: Access, text: &str) -> Result<Vec<String>> {
    block_on(asked(store, access, text))
}

pub(crate) async fn asked(store: &Store, access: Access, text: &str) -> Result<Vec<String>> {
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

/// Runs something on a thread of its own, and fails when it hangs.
pub(crate) fn soon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || drop(sender.send(work())));
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("it hangs, or panicked: {error}"))
}
