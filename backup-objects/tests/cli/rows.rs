//! `create`, `list`, `show`, `set` and `delete`.

use crate::{Database, FIELDS, json, run, text};

#[test]
fn a_backup_from_its_creation_to_its_end() {
    let db = Database::new("life");
    assert!(db.reported(&["list"], b"").contains("there is no such file; `init` makes it"));
    assert_eq!(db.told(&["init"], b""), "backups: ready\nvolumes: ready\nsnapshots: ready\n");
    assert_eq!(db.told(&["init"], b""), "backups: ready\nvolumes: ready\nsnapshots: ready\n");
    let mut ids = Vec::new();
    for name in ["one", "two", "three"] {
        let envelope = json(&db.told(&["create"], FIELDS.replace("NAME", name).as_bytes()));
        ids.push(envelope["versioned_object.data"]["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        db.reported(&["create"], b"{\"user_id\": \"alice\", \"sise\": 3}"),
        "error: Backup.sise: Backup has no such field\n"
    );
    assert_eq!(
        db.reported(&["create"], b"{\"user_id\": \"alice\"}"),
        "error: Backup.project_id is not set\n"
    );

    let names = |arguments: &[&str]| -> Vec<String> {
        let listed = db.told(&[&["list", "--json"], arguments].concat(), b"");
        let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
        let name = |envelope: &serde_json::Value| envelope["versioned_object.data"]["display_name"].clone();
        listed.as_array().unwrap().iter().map(|one| name(one).as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["--sort", "display_name:asc"]), ["one", "three", "two"]);
    assert_eq!(names(&["--sort", "display_name", "--limit", "1", "--offset", "1"]), ["three"]);
    assert_eq!(names(&["--sort", "display_name:asc", "--marker", &ids[2]]), ["two"]);
    assert_eq!(names(&["--filter", "display_name~=t", "--sort", "display_name:asc"]), ["three", "two"]);
    assert_eq!(names(&["--filter", "display_name=one", "--filter", "display_name=two"]).len(), 2);
    assert!(names(&["--filter", "host=x"]).is_empty());
    assert_eq!(names(&["--filter", "host=null", "--project", "lab"]).len(), 3);
    let either = ["--filter", "display_name~=tw", "--filter", "display_name~=on"];
    assert_eq!(names(&[&either[..], &["--sort", "display_name:asc"]].concat()), ["one", "two"]);
    assert_eq!(names(&["--limit", "-1"]).len(), 3);
    assert!(names(&["--offset", "18446744073709551615"]).is_empty());
    assert_eq!(db.misused(&["list", "--sort", "nonsense"]), "error: invalid sort key `nonsense`\n");
    assert_eq!(db.misused(&["list", "--filter", "nonsense=1"]), "error: Backup has no field `nonsense`\n");
    assert_eq!(
        db.misused(&["list", "--filter", "status=avaliable"]),
        "error: `status` of Backup has no value `avaliable`, did you mean `available`?\n"
    );
    assert_eq!(
        db.misused(&["list", "--sort", "size:ascending"]),
        "error: unknown sort direction `ascending` of `size`, did you mean `asc`?\n"
    );
    assert!(db.misused(&["list", "--filter", "deleted=maybe"]).contains("`deleted` is `true` or `false`"));

    let table = db.told(&["list", "--sort", "display_name:asc"], b"");
    assert_eq!(table.lines().count(), 4, "{table}");
    assert!(!table.contains('\u{1b}'), "no colour where nobody looks");
    assert_eq!(
        db.told(&["set", &ids[0], "size=7", "host=null", "display_description=first"], b""),
        "size: 3 -> 7\ndisplay_description: None -> 'first'\n"
    );
    assert_eq!(
        db.reported(&["set", &ids[0], "size=8", "status=lost"], b"").split(',').next(),
        Some("error: Backup.status: expected one of `error`")
    );
    let shown = db.told(&["show", &ids[0]], b"");
    assert!(shown.lines().any(|line| line.split_whitespace().eq(["size", "7"])), "{shown}");

    // What a person types is text, and stays it; what a terminal would obey is shown as it is written.
    assert_eq!(
        db.told(
            &["set", &ids[1], "display_name= 3", "display_description=true", "container=a\u{1b}[2J\nb"],
            b""
        ),
        "container: None -> 'a\\u{1b}[2J\\nb'\ndisplay_name: 'two' -> ' 3'\ndisplay_description: None -> 'true'\n"
    );
    let shown = db.told(&["show", &ids[1]], b"");
    assert!(shown.lines().any(|line| line.ends_with(r"a\u{1b}[2J\nb")), "{shown}");
    db.told(&["set", &ids[1], "display_name=two", "container=null"], b"");
    let id = format!("id={}", ids[2]);
    assert_eq!(db.misused(&["set", &ids[1], &id]), "error: the `id` of a backup stays what it is\n");
    for given in ["deleted=true", "deleted=false"] {
        assert_eq!(
            db.misused(&["set", &ids[1], given]),
            "error: `deleted` is not set: `delete` marks a backup, `import --revive` brings it back\n"
        );
    }
    assert_eq!(
        db.reported(&["create"], FIELDS.replace("{\"", "{\"deleted\": true, \"").as_bytes()),
        "error: invalid input received: a new backup is not deleted: `delete` marks one that is there\n"
    );
    let live = db.told(&["create"], FIELDS.replace("{\"", "{\"deleted\": false, \"").as_bytes());
    let live = json(&live)["versioned_object.data"]["id"].as_str().unwrap().to_owned();
    db.told(&["delete", &live], b"");
    db.told(&["purge", "--yes"], b"");

    let gone = db.run(&["delete", &ids[0], "nobody"], b"");
    assert_eq!(text(&gone.stdout), format!("{}: deleted\n", ids[0]));
    assert_eq!(text(&gone.stderr), "error: Backup nobody could not be found\n");
    assert_eq!(names(&[]).len(), 2);
    assert_eq!(names(&["--read-deleted", "only"]), ["one"]);
    assert_eq!(names(&["--read-deleted", "yes"]).len(), 3);
    // It names no database; and its driver may not be built in.
    let served = run(&["--db", "postgres://x", "list"], b"");
    assert_eq!(served.status.code(), Some(2));
    assert!(text(&served.stderr).contains("postgres"), "{}", text(&served.stderr));
    for url in ["sqlite:", "sqlite::memory:", "backups.sqlite"] {
        let out = run(&["--db", url, "list"], b"");
        assert_eq!(out.status.code(), Some(2), "{url}");
        assert!(text(&out.stderr).ends_with("write `sqlite:FILE`\n"), "{}", text(&out.stderr));
    }
    // No other file is needed beside the database once nobody uses it.
    let beside: Vec<_> = std::fs::read_dir(&db.0).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 1, "{beside:?}");
}

#[test]
fn what_was_set_is_shown() {
    let (db, ids) = Database::with("shown", &["one"]);
    let told = db.told(&["set", &ids[0], "updated_at=2020"], b"");
    assert!(told.starts_with("updated_at: ") && told.ends_with(" -> 2020-01-01T00:00:00Z\n"), "{told}");
    assert_eq!(db.told(&["set", &ids[0], "size=4"], b""), "size: 3 -> 4\n");
}

#[test]
fn advice_is_a_command() {
    let db = Database::new("advice");
    std::fs::write(db.0.join("db.sqlite"), b"").unwrap();
    for command in
        [&["list"][..], &["list", "--stream"], &["export", "--all"], &["show", "x"], &["purge", "--yes"]]
    {
        let told = db.reported(command, b"");
        assert!(told.contains("no such table: backups") && told.contains("`init` makes it"), "{told}");
        assert!(!told.contains("create_table"), "{told}");
    }
    let told = db.reported(&["create"], FIELDS.as_bytes());
    assert!(told.contains("`init` makes it"), "{told}");
    assert!(db.told(&["create", "--help"], b"").contains("`import`"));
    db.told(&["init"], b"");
    let known = FIELDS.replacen('{', "{\"id\": \"6ba7b811-9dad-11d1-80b4-00c04fd430c8\", ", 1);
    assert_eq!(
        db.reported(&["create"], known.as_bytes()),
        "error: invalid input received: a new backup is given its `id`: `import` stores one under the id it has\n"
    );
    // A table of an older release.
    db.sql("UPDATE versioned_object_tables SET versions = '1.3' WHERE table_name = 'backups'");
    db.sql("ALTER TABLE backups DROP COLUMN restore_volume_id");
    let told = db.reported(&["list"], b"");
    assert!(
        told.ends_with(": `init --plan` says what brings it there, and `init --migrate` does it\n"),
        "{told}"
    );
    db.told(&["init", "--migrate"], b"");
    db.told(&["list"], b"");
}

#[test]
fn what_was_deleted_is_said_to_be() {
    let (db, ids) = Database::with("gone", &["one"]);
    db.told(&["delete", &ids[0]], b"");
    let shown = db.run(&["show", &ids[0]], b"");
    assert!(shown.status.success());
    assert!(text(&shown.stdout).contains("deleted_at"));
    let said = format!("Backup {} was deleted at 2", ids[0]);
    assert!(text(&shown.stderr).starts_with(&said), "{}", text(&shown.stderr));
    for command in [&["set", &ids[0], "size=1"][..], &["delete", &ids[0]], &["export", &ids[0]]] {
        let told = db.reported(command, b"");
        assert!(told.starts_with(&format!("error: {said}")), "{command:?}: {told}");
    }
    assert_eq!(db.reported(&["show", "nobody"], b""), "error: Backup nobody could not be found\n");
}

#[test]
fn a_stream_names_the_rows_it_leaves_out() {
    let (db, ids) = Database::with("stream", &["one", "three\\ttimes", "two"]);
    let lines = db.told(&["list", "--stream", "--sort", "display_name:asc"], b"");
    let first: Vec<_> = lines.lines().next().unwrap().split('\t').collect();
    assert_eq!(first[..6], [&ids[0], "one", "available", "3", "-", "lab"]);
    assert!(lines.lines().nth(1).unwrap().contains("\tthree\\ttimes\t"), "{lines}");

    db.sql(&format!("UPDATE backups SET size = 'many' WHERE id = '{}'", ids[1]));
    let refused = format!("error: {}.Backup.size: expected integer, got \"many\"\n", ids[1]);
    let out = db.run(&["list", "--stream", "--json", "--sort", "display_name:asc"], b"");
    assert_eq!((out.status.code(), text(&out.stderr)), (Some(1), &*refused));
    let found: Vec<_> = text(&out.stdout).lines().map(json).collect();
    let found: Vec<_> = found.iter().map(|one| one["versioned_object.data"]["id"].as_str()).collect();
    assert_eq!(found, [Some(&*ids[0]), Some(&ids[2])]);

    let limited = db.told(&["list", "--stream", "--sort", "display_name:asc", "--limit", "1"], b"");
    assert_eq!(limited, lines.lines().next().unwrap().to_owned() + "\n");
    assert_eq!(
        db.misused(&["list", "--stream", "--sort", "sice"]),
        "error: invalid sort key `sice`, did you mean `size`?\n"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_stream_needs_no_more_memory_for_more_rows() {
    let (db, _) = Database::with("flat", &["one"]);
    db.sql(
        "INSERT INTO backups (id, created_at, user_id, project_id, volume_id, deleted, fail_reason) \
         WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 40000) \
         SELECT printf('6ba7b810-9dad-11d1-80b4-%012x', i), printf('2026-01-02 03:04:%02d.%06d', i % 60, i), \
         'alice', 'lab', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', 0, printf('%.*c', 2000, 'x') FROM n",
    );
    // Kibibytes of data and stacks; the texts alone of all rows are 80 MB.
    let bounded = |arguments: &str| {
        let url = db.url();
        let script = format!("ulimit -d 60000; exec \"$PROGRAM\" {arguments}");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &script]).env("PROGRAM", env!("CARGO_BIN_EXE_backup-objects"));
        shell.env("DATABASE_URL", url).env("MALLOC_ARENA_MAX", "1").output().unwrap()
    };
    let streamed = bounded("list --stream --json");
    assert!(streamed.status.success(), "{}", text(&streamed.stderr));
    assert_eq!(text(&streamed.stdout).lines().count(), 40_000);
    // The bound is one: a list holds all of its rows.
    assert!(!bounded("list --json --limit 40000").status.success());
}
