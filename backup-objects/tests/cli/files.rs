//! What becomes of the files of a database.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::{Database, FIELDS, json, run, text};

/// The two bytes of a database's header that say whether it has a log: twice 2 if so, twice 1 if not.
fn mode(db: &Database) -> Vec<u8> {
    std::fs::read(db.0.join("db.sqlite")).unwrap()[18..20].to_owned()
}

fn names(db: &Database) -> Vec<std::ffi::OsString> {
    std::fs::read_dir(&db.0).unwrap().map(|file| file.unwrap().file_name()).collect()
}

#[test]
fn reading_commands_leave_the_file_as_it_is() {
    let db = Database::new("untouched");
    db.told(&["init"], b"");
    let envelope = json(&db.told(&["create"], FIELDS.as_bytes()));
    let id = envelope["versioned_object.data"]["id"].as_str().unwrap();
    let before = std::fs::read(db.0.join("db.sqlite")).unwrap();
    for command in [&["list"][..], &["show", id], &["export", "--all"], &["init"]] {
        db.told(command, b"");
        assert_eq!(std::fs::read(db.0.join("db.sqlite")).unwrap(), before, "{command:?}");
        assert_eq!(names(&db), ["db.sqlite"], "{command:?}");
    }
}

#[test]
fn a_log_is_a_choice_of_init() {
    let db = Database::new("log");
    db.told(&["init"], b"");
    assert_eq!(mode(&db), [1, 1]);
    db.told(&["init", "--wal"], b"");
    assert_eq!(mode(&db), [2, 2]);
    db.told(&["init"], b"");
    db.told(&["create"], FIELDS.as_bytes());
    assert_eq!((mode(&db), names(&db)), (vec![2, 2], vec!["db.sqlite".into()]));
    let db = Database::new("log-migrated");
    db.told(&["init", "--migrate"], b"");
    assert_eq!(mode(&db), [1, 1]);
    db.told(&["init", "--wal", "--migrate"], b"");
    assert_eq!((mode(&db), names(&db)), (vec![2, 2], vec!["db.sqlite".into()]));
}

#[test]
fn urls_are_those_of_sqlalchemy_and_sqlx() {
    let db = Database::new("urls");
    let path = db.0.join("db.sqlite").display().to_string();
    let read_only = format!("sqlite:{path}?mode=ro");
    for arguments in [["--db", &read_only, "init"], ["--db", &read_only, "list"]] {
        assert_eq!(run(&arguments, b"").status.code(), Some(1), "{arguments:?}");
        assert!(names(&db).is_empty());
    }
    for url in [format!("sqlite:///{path}"), format!("sqlite:{path}"), format!("sqlite:{path}?mode=rwc")] {
        assert!(run(&["--db", &url, "init"], b"").status.success(), "{url}");
        assert!(run(&["--db", &url, "list"], b"").status.success(), "{url}");
        std::fs::remove_file(&path).unwrap();
    }
    for url in ["file:x?mode=memory&cache=shared", "//", "x?mode=memory", "x?cache=shared", "///a%20b"] {
        let out = run(&["--db", &format!("sqlite:{url}"), "init"], b"");
        assert_eq!((out.status.code(), text(&out.stdout)), (Some(2), ""), "{url}");
        assert!(text(&out.stderr).ends_with("write `sqlite:FILE`\n"), "{url}: {}", text(&out.stderr));
    }
}

#[cfg(unix)]
fn allow(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs a command as somebody who may not write to the folder of the database: nobody, where the test is root; none where
/// that user cannot run it.
#[cfg(unix)]
fn run_as_reader(db: &Database, query: &str, arguments: &[&str]) -> Option<Output> {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;

    let program = db.0.with_extension("program");
    let is_root = std::fs::metadata(&db.0).unwrap().uid() == 0;
    if is_root {
        // Where nobody finds it.
        std::fs::copy(env!("CARGO_BIN_EXE_backup-objects"), &program).unwrap();
        allow(&program, 0o755);
    }
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backup-objects"));
        if is_root {
            command = Command::new(&program);
            command.uid(65534).gid(65534).current_dir("/");
        }
        command.args(arguments).stdin(Stdio::null());
        loop {
            match command.output() {
                // Another test, which starts a program meanwhile, may have the copy open for a moment.
                Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                    std::thread::sleep(std::time::Duration::from_millis(10));
                }
                out => break out,
            }
        }
    };
    let file = db.0.join("db.sqlite");
    let url = format!("sqlite:{}{query}", file.display());
    let out = match run(&["--version"]) {
        // Root of a container may not become another user, and nobody may not look into the folder of the copy.
        Err(error) if is_root => {
            eprintln!("not run: user 65534 cannot run {}: {error}", program.display());
            None
        }
        _ => {
            allow(&db.0, 0o555);
            allow(&file, 0o444);
            let out = run(&[&["--db", &url], arguments].concat());
            allow(&db.0, 0o755);
            allow(&file, 0o644);
            Some(out.unwrap())
        }
    };
    drop(std::fs::remove_file(program));
    out
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_can_be_read() {
    let db = Database::new("read-only");
    db.told(&["init"], b"");
    db.told(&["create"], FIELDS.as_bytes());
    let before = std::fs::read(db.0.join("db.sqlite")).unwrap();
    let listed = db.told(&["list", "--json"], b"");
    for query in ["", "?mode=ro", "?mode=rw", "?immutable=true"] {
        let Some(out) = run_as_reader(&db, query, &["list", "--json"]) else { return };
        assert_eq!((text(&out.stdout), text(&out.stderr)), (&*listed, ""), "{query}");
        assert!(run_as_reader(&db, query, &["export", "--all"]).unwrap().status.success());
    }
    let envelopes: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let id = envelopes[0]["versioned_object.data"]["id"].as_str().unwrap().to_owned();
    let out = run_as_reader(&db, "", &["set", &id, "size=4"]).unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stderr), "error: database: attempt to write a readonly database\n");
    assert_eq!((std::fs::read(db.0.join("db.sqlite")).unwrap(), names(&db).len()), (before, 1));
}

#[cfg(unix)]
#[test]
fn a_log_that_cannot_be_kept_is_said_plainly() {
    let db = Database::new("read-only-log");
    db.told(&["init", "--wal"], b"");
    db.told(&["create"], FIELDS.as_bytes());
    let listed = db.told(&["list", "--json"], b"");
    for query in ["", "?mode=ro"] {
        let Some(out) = run_as_reader(&db, query, &["list"]) else { return };
        assert_eq!(out.status.code(), Some(1));
        assert!(text(&out.stderr).contains("its folder has to be writable"), "{}", text(&out.stderr));
        assert!(text(&out.stderr).contains("immutable"), "{}", text(&out.stderr));
    }
    let out = run_as_reader(&db, "?immutable=true", &["list", "--json"]).unwrap();
    assert_eq!((text(&out.stdout), text(&out.stderr)), (&*listed, ""));
}

#[test]
fn a_table_that_lacks_columns_is_no_table_of_backups() {
    let db = Database::new("lacking");
    db.sql("CREATE TABLE backups (id TEXT)");
    for command in ["init", "list"] {
        assert!(
            db.reported(&[command], b"").contains("no such column: the table `backups` has no `"),
            "{command}"
        );
    }
}
