//! The command line, run as people run it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use versioned_object_core::store::{Access, Sqlite, Step};

const ENVELOPES: &str = include_str!("../data/envelopes.jsonl");
const PUBLISHED: &str = include_str!("../data/published-fingerprints.json");

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backup-objects"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments reads nothing.
    drop(child.stdin.take().unwrap().write_all(input));
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn json(text: &str) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
    if let Some(changes) = value["versioned_object.changes"].as_array_mut() {
        changes.sort_by_key(ToString::to_string);
    }
    value
}

#[test]
fn the_demo_finds_everything_equal() {
    let out = run(&["demo"], b"");
    let told = text(&out.stdout);
    assert!(out.status.success(), "{told}");
    assert!(told.ends_with("37 objects, 0 differ.\n"), "{told}");
    assert_eq!(told.matches(", written back equal").count(), 4, "{told}");
    assert_eq!(told.matches("the same bytes").count(), 2, "{told}");
    for word in ["DIFFERENT", "NOT", "OTHER", "failed"] {
        assert!(!told.contains(word), "{word} in {told}");
    }
}

#[test]
fn check_writes_back_what_python_wrote() {
    let lines: Vec<_> = ENVELOPES.lines().collect();
    let array = format!("[{}]", lines.join(","));
    let pretty = serde_json::to_string_pretty(&json(lines[1])).unwrap();
    for (input, expected) in [(ENVELOPES, &lines[..]), (&array, &lines[..]), (&pretty, &lines[1..2])] {
        let out = run(&["check"], input.as_bytes());
        assert!(out.status.success(), "{}", text(&out.stderr));
        let written: Vec<_> = text(&out.stdout).lines().map(json).collect();
        assert_eq!(written, expected.iter().map(|line| json(line)).collect::<Vec<_>>());
    }
}

#[test]
fn check_reports_every_error_with_its_place() {
    let good = ENVELOPES.lines().next().unwrap();
    let input = format!(
        "{good}\n\n{}\n{}\nnonsense\n",
        good.replace("\"size\": 10", "\"size\": \"abc\"")
            .replace("\"user_id\": \"", "\"user_id\": null, \"x\": \""),
        good.replace("\"Backup\"", "\"Fridge\""),
    );
    let out = run(&["check"], input.as_bytes());
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stdout).lines().count(), 1);
    let errors: Vec<_> = text(&out.stderr).lines().collect();
    assert_eq!(errors[0], "error: line 3: Backup.user_id: field cannot be null");
    assert_eq!(errors[1], "error: line 3: Backup.size: expected integer, got \"abc\"");
    assert_eq!(errors[2], "error: line 4: unsupported object type Fridge");
    assert_eq!(errors[3], "error: line 5: not JSON: expected ident at line 1 column 2");

    let list = ENVELOPES.lines().nth(2).unwrap();
    let out =
        run(&["check"], format!("[{good}, {}]", list.replacen("\"size\": 10", "\"size\": []", 2)).as_bytes());
    assert_eq!(
        text(&out.stderr),
        "error: [1]: BackupList.objects[0].size: expected integer, got a list\n\
         error: [1]: BackupList.objects[1].size: expected integer, got a list\n"
    );

    for (input, message) in [
        (&b"[1,"[..], "error: not JSON: EOF while parsing a value at line 1 column 3\n"),
        (b"\xff", "error: line 1: the input is not UTF-8\n"),
        (b"{\"a\": 1, \"a\": 2}", "error: duplicate key `a`\n"),
    ] {
        let out = run(&["check"], input);
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(1), message));
    }
    assert!(run(&["check"], b"\n").status.success(), "no envelopes, no errors");
}

#[test]
fn check_does_what_it_is_told_with_unknown_fields() {
    let newer = ENVELOPES.lines().next().unwrap().replace("\"size\": 10", "\"sise\": 10");
    let kept = run(&["check"], newer.as_bytes());
    assert!(text(&kept.stdout).contains("\"sise\":10"));
    let ignored = run(&["check", "--unknown", "ignore"], newer.as_bytes());
    assert!(ignored.status.success() && !text(&ignored.stdout).contains("sise"));
    let rejected = run(&["check", "--unknown=reject"], newer.as_bytes());
    assert_eq!(rejected.status.code(), Some(1));
    assert_eq!(text(&rejected.stderr), "error: Backup.sise: Backup has no such field\n");
}

#[test]
fn convert_writes_what_an_older_peer_knows() {
    let lines: Vec<_> = ENVELOPES.lines().collect();
    let version = |envelope: &serde_json::Value| envelope["versioned_object.version"].to_string();
    let data = |envelope: &serde_json::Value| envelope["versioned_object.data"].clone();
    for (release, backup, volume, has_snapshot) in [
        ("liberty", "\"1.1\"", "\"1.1\"", false),
        ("1.1", "\"1.3\"", "\"1.3\"", true),
        ("1.26", "\"1.4\"", "\"1.6\"", true),
    ] {
        let out = run(&["convert", "--pin", release], ENVELOPES.as_bytes());
        assert!(out.status.success(), "{}", text(&out.stderr));
        let found: Vec<_> = text(&out.stdout).lines().map(json).collect();
        assert_eq!(found.len(), lines.len());
        let in_list = &data(&found[2])["objects"][1];
        for envelope in [&found[0], &found[1], in_list] {
            assert_eq!(version(envelope), backup, "{release}");
            assert_eq!(data(envelope).get("snapshot_id").is_some(), has_snapshot, "{release}");
        }
        assert_eq!(version(&found[2]), "\"1.0\"");
        assert_eq!(version(&data(&found[3])["volume"]), volume, "{release}");
        if release == "1.26" {
            assert_eq!(found, lines.iter().map(|line| json(line)).collect::<Vec<_>>());
        }
    }
    let patched = lines[0].replace("\"1.4\"", "\"1.4.2\"");
    let out = run(&["convert", "--to", "1.0"], patched.as_bytes());
    assert_eq!(version(&json(text(&out.stdout).trim_end())), "\"1.0\"");
    // What was converted is an envelope of that version, and reads back.
    let back = run(&["check", "--unknown", "reject"], &out.stdout);
    assert_eq!(text(&back.stdout), text(&out.stdout), "{}", text(&back.stderr));
}

#[test]
fn convert_reports_every_bad_line() {
    let good = ENVELOPES.lines().next().unwrap();
    let mut input = format!(
        "{good}\n\n{}\n{}\n{}\n",
        good.replace("\"size\": 10", "\"size\": \"abc\"")
            .replace("\"user_id\": \"", "\"user_id\": null, \"x\": \""),
        good.replace("\"1.4\"", "\"1.5\""),
        good.replace("\"1.4\"", "\"1.1\""),
    )
    .into_bytes();
    input.extend_from_slice(b"\xff\n[]\n");
    let out = run(&["convert", "--to", "1.2"], &input);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(text(&out.stdout).lines().count(), 1);
    assert_eq!(
        text(&out.stderr),
        "error: line 3: Backup.user_id: field cannot be null\n\
         error: line 3: Backup.size: expected integer, got \"abc\"\n\
         error: line 4: version 1.5 of Backup is not supported, supported version is 1.4\n\
         error: line 5: Backup: invalid target version 1.2: the object is at 1.1\n\
         error: line 6: the input is not UTF-8\n\
         error: line 7: expected a map, got a list\n"
    );
    let out = run(&["convert", "--pin", "1.27"], b"");
    assert_eq!(out.status.code(), Some(2));
    let told = text(&out.stderr);
    assert!(
        told.starts_with("error: objects are capped to the unknown release 1.27; known are liberty, 1.0, "),
        "{told}"
    );
    assert!(run(&["convert", "--pin", "1.1"], b"\n").status.success(), "no envelopes, no errors");
}

#[test]
fn fingerprints_are_the_published_ones() {
    let published: BTreeMap<String, String> = serde_json::from_str(PUBLISHED).unwrap();
    let out = run(&["fingerprints", "--json"], b"");
    let printed: BTreeMap<String, String> = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(printed, published);
    let out = run(&["fingerprints", "Volume"], b"");
    assert_eq!(text(&out.stdout), "Volume                    1.6-7d3bc8577839d5725670d55e480fe95f\n");
}

#[test]
fn bad_calls_exit_with_two() {
    for arguments in [
        &["fingerprints", "Fridge"][..],
        &["check", "--unknown", "what"],
        &["convert"],
        &["convert", "--to", "new"],
        &["convert", "--to", "1.2", "--pin", "1.1"],
        &["nothing"],
        &[],
    ] {
        let out = run(arguments, b"");
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(!out.stderr.is_empty());
    }
}

/// Runs a command on a database of a folder that goes with the test.
struct Database(std::path::PathBuf);

impl Database {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("backup-objects-cli-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Output {
        let url = format!("sqlite:{}", self.0.join("db.sqlite").display());
        run(&[&["--db", &url], arguments].concat(), input)
    }

    /// What a command that succeeds writes.
    fn told(&self, arguments: &[&str], input: &[u8]) -> String {
        let out = self.run(arguments, input);
        assert!(out.status.success(), "{arguments:?}: {}", text(&out.stderr));
        text(&out.stdout).to_owned()
    }

    /// What a command that is called wrongly reports.
    fn misused(&self, arguments: &[&str]) -> String {
        let out = self.run(arguments, b"");
        assert_eq!(out.status.code(), Some(2), "{arguments:?}: {}", text(&out.stdout));
        text(&out.stderr).to_owned()
    }

    /// What a command that finds bad data reports.
    fn reported(&self, arguments: &[&str], input: &[u8]) -> String {
        let out = self.run(arguments, input);
        assert_eq!(out.status.code(), Some(1), "{arguments:?}: {}", text(&out.stdout));
        text(&out.stderr).to_owned()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

const FIELDS: &str = r#"{"user_id": "alice", "project_id": "lab", "status": "available", "display_name": "NAME",
    "volume_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "size": 3, "fail_reason": ""}"#;

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

    let gone = db.run(&["delete", &ids[0], "nobody"], b"");
    assert_eq!(text(&gone.stdout), format!("{}: deleted\n", ids[0]));
    assert_eq!(text(&gone.stderr), "error: Backup nobody could not be found\n");
    assert_eq!(names(&[]).len(), 2);
    assert_eq!(names(&["--read-deleted", "only"]), ["one"]);
    assert_eq!(names(&["--read-deleted", "yes"]).len(), 3);
    for url in ["postgres://x", "sqlite:", "sqlite::memory:", "backups.sqlite"] {
        let out = run(&["--db", url, "list"], b"");
        assert_eq!(out.status.code(), Some(2), "{url}");
        assert!(text(&out.stderr).ends_with("write `sqlite:FILE`\n"), "{}", text(&out.stderr));
    }
    // No other file is needed beside the database once nobody uses it.
    let beside: Vec<_> = std::fs::read_dir(&db.0).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 1, "{beside:?}");
}

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

/// Runs a command as somebody who may not write to the folder of the database: nobody, where the test is root.
#[cfg(unix)]
fn run_as_reader(db: &Database, query: &str, arguments: &[&str]) -> Output {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let mut command = Command::new(env!("CARGO_BIN_EXE_backup-objects"));
    let program = db.0.with_extension("program");
    if std::fs::metadata(&db.0).unwrap().uid() == 0 {
        // Where nobody finds it.
        std::fs::copy(env!("CARGO_BIN_EXE_backup-objects"), &program).unwrap();
        command = Command::new(&program);
        command.uid(65534).gid(65534).current_dir("/");
    }
    let allow = |mode| std::fs::set_permissions(&db.0, std::fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    std::fs::set_permissions(db.0.join("db.sqlite"), std::fs::Permissions::from_mode(0o444)).unwrap();
    let url = format!("sqlite:{}{query}", db.0.join("db.sqlite").display());
    command.args(["--db", &url]).args(arguments).stdin(Stdio::null());
    let mut out = command.output();
    // Another test, which starts a program meanwhile, may have the copy open for a moment.
    while out.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::ExecutableFileBusy) {
        std::thread::sleep(std::time::Duration::from_millis(10));
        out = command.output();
    }
    allow(0o755);
    std::fs::set_permissions(db.0.join("db.sqlite"), std::fs::Permissions::from_mode(0o644)).unwrap();
    drop(std::fs::remove_file(program));
    out.unwrap()
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
        let out = run_as_reader(&db, query, &["list", "--json"]);
        assert_eq!((text(&out.stdout), text(&out.stderr)), (&*listed, ""), "{query}");
        assert!(run_as_reader(&db, query, &["export", "--all"]).status.success());
    }
    let envelopes: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let id = envelopes[0]["versioned_object.data"]["id"].as_str().unwrap().to_owned();
    let out = run_as_reader(&db, "", &["set", &id, "size=4"]);
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
        let out = run_as_reader(&db, query, &["list"]);
        assert_eq!(out.status.code(), Some(1));
        assert!(text(&out.stderr).contains("its folder has to be writable"), "{}", text(&out.stderr));
        assert!(text(&out.stderr).contains("immutable"), "{}", text(&out.stderr));
    }
    let out = run_as_reader(&db, "?immutable=true", &["list", "--json"]);
    assert_eq!((text(&out.stdout), text(&out.stderr)), (&*listed, ""));
}

#[test]
fn a_table_that_lacks_columns_is_no_table_of_backups() {
    let db = Database::new("lacking");
    let store = Sqlite::file(db.0.join("db.sqlite")).open().unwrap();
    let table = Step::new("CREATE TABLE backups (id TEXT)", Vec::new());
    pollster::block_on(store.run(Access::Write, vec![table])).unwrap();
    drop(store);
    for command in ["init", "list"] {
        assert!(
            db.reported(&[command], b"").contains("no such column: the table `backups` has no `"),
            "{command}"
        );
    }
}

#[test]
fn an_import_is_all_or_nothing_unless_told_to_keep_going() {
    let (from, to) = (Database::new("from"), Database::new("to"));
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
    assert_eq!(to.reported(&["import"], &broken), "error: line 2: not UTF-8\nnothing was imported\n");
    let rest = to.run(&["import", "--keep-going"], records.as_bytes());
    assert_eq!((rest.status.code(), text(&rest.stdout)), (Some(1), "1 imported\n"));
    let mut there: Vec<_> = to.told(&["export", "--all"], b"").lines().map(str::to_owned).collect();
    let mut here: Vec<_> = records.lines().map(str::to_owned).collect();
    there.sort();
    here.sort();
    assert_eq!(there, here);
}
