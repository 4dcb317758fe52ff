//! `export` and `import`.

use backup_objects::Backup;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use databases::Kind;
use versioned_object_core::prelude::*;

use crate::{Database, FIELDS, everywhere, text};

/// A backup of which all that may be null is null.
fn blank() -> Backup {
    let mut backup = Backup::default();
    for field in Backup::descriptor().fields().filter(|field| field.nullable()) {
        backup.set(field.name, Value::Null).unwrap();
    }
    backup
}

/// The fields in a record.
fn fields(record: &str) -> serde_json::Map<String, serde_json::Value> {
    serde_json::from_slice(&STANDARD.decode(record.trim()).unwrap()).unwrap()
}

/// The record of fields.
fn encoded(fields: &serde_json::Map<String, serde_json::Value>) -> String {
    STANDARD.encode(serde_json::to_vec(fields).unwrap())
}

/// A record that can be read, and that the store refuses: it is nobody's.
fn nobodys(record: &str) -> String {
    let mut fields = fields(record);
    fields.remove("user_id").unwrap();
    encoded(&fields)
}

#[test]
fn an_import_is_all_or_nothing_unless_told_to_keep_going() {
    everywhere(|kind| {
        let (from, to) = (Database::on(kind, "from"), Database::on(kind, "to"));
        from.told(&["init"], b"");
        to.told(&["init"], b"");
        for name in ["one", "two"] {
            from.told(&["create"], FIELDS.replace("NAME", name).as_bytes());
        }
        let records = from.told(&["export", "--all"], b"");
        assert_eq!(records.lines().count(), 2);
        assert_eq!(from.run(&["export"], b"").status.code(), Some(2));
        let bad = format!("{}\nbm8=\n", records.lines().next().unwrap());
        assert_eq!(
            to.reported(&["import"], bad.as_bytes()),
            "error: line 2: Invalid input received: Can't parse backup record.\nnothing was imported\n"
        );
        assert_eq!(to.told(&["list", "--json"], b""), "[]\n");
        let kept = to.run(&["import", "--keep-going"], bad.as_bytes());
        assert_eq!((kept.status.code(), text(&kept.stdout)), (Some(1), "1 imported\n"));
        let again = to.reported(&["import"], records.as_bytes());
        assert!(
            again.starts_with("error: line 1: there is a BackupImport ")
                && again.ends_with("nothing was imported\n"),
            "{again}"
        );
        let broken = [b"\r\n\xff\xfe\r\n".as_slice(), records.as_bytes()].concat();
        assert_eq!(
            to.reported(&["import"], &broken),
            "error: line 2: not UTF-8 at column 1\nnothing was imported\n"
        );
        let rest = to.run(&["import", "--keep-going"], records.as_bytes());
        assert_eq!((rest.status.code(), text(&rest.stdout)), (Some(1), "1 imported\n"));
        let mut there: Vec<_> = to.told(&["export", "--all"], b"").lines().map(str::to_owned).collect();
        let mut here: Vec<_> = records.lines().map(str::to_owned).collect();
        there.sort();
        here.sort();
        assert_eq!(there, here);
    });
}

#[test]
fn a_record_that_the_store_refuses_is_named_with_its_line() {
    let id = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
    let record = |number: u32, name: &str| {
        let mut backup = blank();
        let own = id.replacen("6ba7b811", &format!("{number:08}"), 1);
        backup
            .update([("id", &*own), ("user_id", "alice"), ("project_id", "lab"), ("volume_id", id)])
            .unwrap();
        backup.set_display_name(Some(name.to_owned())).unwrap();
        backup.encode_record(&[]).unwrap()
    };
    let good = |number| record(number, "short");
    let long = record(4, &"x".repeat(300));
    let nobody = nobodys(&good(3));
    everywhere(|kind| {
        let (db, _) = Database::with_on(kind, "refused", &[]);
        for (bad, of_sqlite) in [(&nobody, true), (&long, false)] {
            let records = [good(1), good(2), bad.clone(), good(5)].join("\n");
            if kind == Kind::Sqlite && !of_sqlite {
                continue;
            }
            let told = db.reported(&["import"], records.as_bytes());
            let is_named = told.starts_with("error: line 3: ") && told.ends_with("\nnothing was imported\n");
            assert!(is_named, "{told}");
            assert_eq!(db.told(&["list", "--json"], b""), "[]\n");
        }
    });
}

#[test]
fn a_record_that_is_not_stored_hides_no_good_one_of_its_backup() {
    let keep_going = ["import", "--keep-going"];
    everywhere(|kind| {
        let (from, _) = Database::with_on(kind, "hides-from", &["one"]);
        let good = from.told(&["export", "--all"], b"");
        let records = format!("{}\n{good}{good}", nobodys(&good));
        let bad = "error: line 1: BackupImport.user_id is not set\n";

        let (to, _) = Database::with_on(kind, "hides-to", &[]);
        let out = to.run(&keep_going, records.as_bytes());
        let (first, rest) = text(&out.stderr).split_at(bad.len());
        assert_eq!((out.status.code(), text(&out.stdout), first), (Some(1), "1 imported\n", bad));
        assert!(rest.starts_with("error: line 3: there is a BackupImport "), "{rest}");
        assert_eq!(to.names(&[]), ["one"]);

        let (to, _) = Database::with_on(kind, "hides-existing", &[]);
        let out = to.run(&[&keep_going[..], &["--skip-existing"]].concat(), records.as_bytes());
        assert_eq!(
            (out.status.code(), text(&out.stdout), text(&out.stderr)),
            (Some(1), "1 imported, 1 were there already\n", bad)
        );
        assert_eq!(to.names(&[]), ["one"]);

        // What was brought back is there for those behind it.
        to.told(&["delete", fields(&good)["id"].as_str().unwrap()], b"");
        let revive = [&keep_going[..], &["--revive", "--skip-existing"]].concat();
        let told = to.told(&revive, good.repeat(2).as_bytes());
        assert_eq!(told, "1 imported, 1 were there already\n");
        assert_eq!(to.names(&[]), ["one"]);
    });
}

#[test]
fn an_import_may_be_run_again() {
    everywhere(|kind| {
        let (from, _) = Database::with_on(kind, "again-from", &["one", "two"]);
        let records = from.told(&["export", "--all"], b"");
        let (to, _) = Database::with_on(kind, "again-to", &[]);
        let import = ["import", "--skip-existing"];
        let first = records.lines().next().unwrap().to_owned() + "\n";
        assert_eq!(to.told(&import, first.as_bytes()), "1 imported, 0 were there already\n");
        assert_eq!(to.told(&import, records.as_bytes()), "1 imported, 1 were there already\n");
        assert_eq!(to.told(&import, records.as_bytes()), "0 imported, 2 were there already\n");
        // Where they come from, they have the moments of their rows.
        assert_eq!(from.told(&import, records.as_bytes()), "0 imported, 2 were there already\n");
        // A record twice is a record that is there.
        let (twice, _) = Database::with_on(kind, "again-twice", &[]);
        assert_eq!(
            twice.told(&import, (first.clone() + &first).as_bytes()),
            "1 imported, 1 were there already\n"
        );
        let again = Database::with_on(kind, "again-refused", &[])
            .0
            .reported(&["import"], (first.clone() + &first).as_bytes());
        assert!(again.starts_with("error: line 2: there is a BackupImport "), "{again}");
    });
}

#[test]
fn what_the_store_makes_of_a_record_is_equal_to_it() {
    let mut backup = blank();
    let id = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
    backup.update([("id", id), ("user_id", "alice"), ("project_id", "lab"), ("volume_id", id)]).unwrap();
    let nothing = backup.encode_record(&[]).unwrap();
    backup.update([("id", id.replacen('6', "7", 1)), ("fail_reason", "x".repeat(300))]).unwrap();
    let records = format!("{nothing}\n{}\n", backup.encode_record(&[]).unwrap());
    everywhere(|kind| {
        let (db, _) = Database::with_on(kind, "equal", &[]);
        let import = ["import", "--skip-existing"];
        assert_eq!(db.told(&import, records.as_bytes()), "2 imported, 0 were there already\n");
        assert_eq!(db.told(&import, records.as_bytes()), "0 imported, 2 were there already\n");
    });
}

#[test]
fn a_record_that_says_less_than_its_row_differs_from_it() {
    let (db, ids) = Database::with_on(Kind::Sqlite, "less", &["one"]);
    let whole = db.told(&["export", &ids[0]], b"");
    let import = ["import", "--skip-existing"];
    assert_eq!(db.told(&import, whole.as_bytes()), "0 imported, 1 were there already\n");
    let mut fields = fields(&whole);
    // What is null in the row may be missing.
    fields.retain(|_, value| !value.is_null());
    assert_eq!(db.told(&import, encoded(&fields).as_bytes()), "0 imported, 1 were there already\n");
    fields.remove("size").unwrap();
    let told = db.reported(&import, encoded(&fields).as_bytes());
    assert!(told.contains("the record differs: size: 3 -> "), "{told}");
}

#[test]
fn what_is_there_and_differs_is_an_error_of_its_record() {
    everywhere(|kind| {
        let (db, ids) = Database::with_on(kind, "differs", &["one", "two"]);
        let records = db.told(&["export", &ids[0], &ids[1]], b"");
        db.told(&["set", &ids[1], "size=5"], b"");
        let told = db.reported(&["import", "--skip-existing"], records.as_bytes());
        let expected = format!(
            "error: line 2: there is a BackupImport {} already, and the record differs: size: 5 -> 3, ",
            ids[1]
        );
        assert!(told.starts_with(&expected) && told.ends_with("\nnothing was imported\n"), "{told}");
        let out = db.run(&["import", "--skip-existing", "--keep-going"], records.as_bytes());
        assert_eq!((out.status.code(), text(&out.stdout)), (Some(1), "0 imported, 1 were there already\n"));
        assert!(text(&out.stderr).starts_with(&expected), "{}", text(&out.stderr));
    });
}

#[test]
fn a_deleted_backup_comes_back_when_that_is_asked_for() {
    everywhere(|kind| {
        let (db, ids) = Database::with_on(kind, "revive", &["one", "two"]);
        let records = db.told(&["export", &ids[0], &ids[1]], b"");
        db.told(&["set", &ids[0], "size=5", "host=here"], b"");
        db.told(&["delete", &ids[0]], b"");
        for import in [&["import"][..], &["import", "--skip-existing"]] {
            let told = db.reported(import, records.as_bytes());
            let line = told.lines().next().unwrap();
            assert!(
                line.starts_with(&format!("error: line 1: Backup {} was deleted at 2", ids[0])),
                "{line}"
            );
            assert!(line.ends_with(": `--revive` brings it back, `purge` removes it for good"), "{line}");
            assert_eq!(db.names(&[]), ["two"]);
        }
        let import = ["import", "--revive", "--skip-existing"];
        assert_eq!(db.told(&import, records.as_bytes()), "1 imported, 1 were there already\n");
        assert_eq!(db.told(&["export", &ids[0], &ids[1]], b""), records, "as it was");

        db.told(&["delete", &ids[0]], b"");
        let out = db.run(&["import", "--revive", "--keep-going"], records.as_bytes());
        assert_eq!((out.status.code(), text(&out.stdout)), (Some(1), "1 imported\n"));
        assert!(text(&out.stderr).starts_with("error: line 2: there is a BackupImport "));
        assert_eq!(db.names(&[]), ["one", "two"]);

        db.told(&["delete", &ids[0], &ids[1]], b"");
        db.told(&["purge", "--yes"], b"");
        assert_eq!(
            db.told(&["import", "--revive"], records.as_bytes()),
            "2 imported\n",
            "what is gone is new"
        );
    });
}

#[test]
fn a_record_that_is_deleted_itself_brings_nothing_back() {
    everywhere(|kind| {
        let (db, ids) = Database::with_on(kind, "buried", &["one"]);
        let live = db.told(&["export", &ids[0]], b"");
        db.told(&["delete", &ids[0]], b"");
        let mut fields = fields(&live);
        fields.insert("deleted".to_owned(), true.into());
        fields.insert("deleted_at".to_owned(), "2026-01-02T03:04:05Z".into());
        fields.insert("status".to_owned(), "deleted".into());
        let buried = encoded(&fields) + "\n";
        for import in [&["import", "--revive"][..], &["import", "--revive", "--keep-going"]] {
            let told = db.reported(import, buried.as_bytes());
            let said = format!("error: line 1: there is a BackupImport {} already\n", ids[0]);
            assert!(told.starts_with(&said), "{told}");
            assert!(db.names(&[]).is_empty());
        }
        let told = db.reported(&["import", "--revive", "--skip-existing"], buried.as_bytes());
        assert!(told.contains(" already, and the record differs: "), "{told}");
        // A row that is made of it is there for those behind it, and one of them brings it back.
        for keep_going in [&[][..], &["--keep-going"]] {
            db.told(&["purge", "--yes"], b"");
            let import = [&["import", "--revive", "--skip-existing"], keep_going].concat();
            let records = buried.repeat(2) + &live.repeat(2);
            assert_eq!(db.told(&import, records.as_bytes()), "2 imported, 2 were there already\n");
            assert_eq!(db.names(&[]), ["one"]);
            db.told(&["delete", &ids[0]], b"");
        }
    });
}

#[test]
fn an_export_that_lacks_a_row_says_so() {
    let (db, ids) = Database::with("lacks", &["one", "two"]);
    db.sql(&format!("UPDATE backups SET size = 'many' WHERE id = '{}'", ids[0]));
    let out = db.run(&["export", "--all"], b"");
    assert_eq!((out.status.code(), text(&out.stdout).lines().count()), (Some(1), 1));
    assert_eq!(
        text(&out.stderr),
        format!(
            "error: {}.Backup.size: expected integer, got \"many\"\n\
             error: records written: 1, backups counted: 2\n",
            ids[0]
        )
    );
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_goes_nowhere_is_an_error() {
    let (db, _) = Database::with("nowhere", &["one"]);
    for (command, code, message) in [
        ("export --all > /dev/null", 0, ""),
        ("export --all >&-", 1, "error: standard output is closed\n"),
        ("export --all > /dev/full", 1, "error: No space left on device (os error 28)\n"),
    ] {
        let out = db.shell(command);
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(code), message), "{command}");
    }
    std::fs::write(db.0.join("records"), db.told(&["export", "--all"], b"")).unwrap();
    db.sql("DELETE FROM backups");
    let out = db.shell("import < records > /dev/full");
    assert_eq!(
        (out.status.code(), text(&out.stderr)),
        (
            Some(1),
            "error: the records are imported (1 imported), but that could not be written: \
             No space left on device (os error 28)\n"
        )
    );
    assert_eq!(db.names(&[]), ["one"]);
}
