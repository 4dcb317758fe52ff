//! Input that never ends, names that speak to a terminal, marks before texts, and output that nobody gets.

use std::process::Command;

use versioned_object_core::is_printable;

use crate::{Database, FIELDS, json, run, text};

/// What does more in a terminal than be seen, but for NUL, which no argument has.
const HOSTILE: [&str; 13] = [
    "\u{1b}[31m",
    "\r",
    "\n",
    "\u{7f}",
    "\u{85}",
    "\u{9b}2J",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{e0041}",
];

/// Whether every line of a text is one that the program began, and shows as it is.
fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| letter == '\n' || is_printable(letter))
}

#[cfg(target_os = "linux")]
#[test]
fn what_never_ends_is_refused_before_memory_is() {
    let (db, _) = Database::with("endless", &[]);
    for (command, message) in [
        ("convert --pin 1.1", "error: line 1: more than 134217728 bytes in a line\n"),
        ("check", "error: more than 134217728 bytes of input\n"),
        ("import", "error: line 1: more than 134217728 bytes in a line\nnothing was imported\n"),
        ("import --keep-going", "error: line 1: more than 134217728 bytes in a line\n"),
        ("create", "error: more than 134217728 bytes of input\n"),
    ] {
        let url = db.url();
        let script = format!("ulimit -v 1500000; exec \"$PROGRAM\" {command} < /dev/zero");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).env("PROGRAM", env!("CARGO_BIN_EXE_backup-objects"));
        let out = shell.env("DATABASE_URL", url).output().unwrap();
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(1), message), "{command}");
    }
}

#[test]
fn errors_are_counted_after_a_thousand() {
    let (db, _) = Database::with("many", &[]);
    let many = "\n[".repeat(1 << 17);
    for command in [&["convert", "--pin", "1.1"][..], &["import"], &["import", "--keep-going"]] {
        let out = db.run(command, many.as_bytes());
        let told = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1));
        assert!(told.contains("\nerror: and 130072 more\n"), "{command:?}: {}", &told[told.len() - 200..]);
        assert!(told.len() < 200_000, "{command:?}: {}", told.len());
    }
    let lines = format!("{{}}\n{many}");
    let told = db.reported(&["check"], lines.as_bytes());
    assert!(told.ends_with("\nerror: and 130073 more\n"), "{}", &told[told.len() - 200..]);
    let array = format!("[{}1]", "1,".repeat(1 << 16));
    let told = db.reported(&["check"], array.as_bytes());
    assert!(told.starts_with("error: [0]: expected a map, got a number\nerror: [1]: "), "{}", &told[..200]);
    assert!(told.ends_with("\nerror: and 64537 more\n"), "{}", &told[told.len() - 200..]);
}

#[test]
fn long_names_make_short_messages() {
    let (db, ids) = Database::with("long", &["one"]);
    let long = "n".repeat(20 << 20);
    let envelope = json(db.told(&["show", "--json", &ids[0]], b"").trim_end().trim_matches(['[', ']']));
    for part in ["name", "version", "namespace"] {
        let mut envelope = envelope.clone();
        envelope[format!("versioned_object.{part}")] = long.as_str().into();
        for command in [&["check"][..], &["convert", "--pin", "1.1"]] {
            let told = db.reported(command, envelope.to_string().as_bytes());
            assert!(told.len() < 2_000, "{part}: {}", told.len());
            assert!(told.contains(" more)"), "{told}");
        }
    }
    let twice = format!("{{\"{long}\": 1, \"{long}\": 2}}");
    for command in [&["check"][..], &["convert", "--pin", "1.1"], &["create"]] {
        let told = db.reported(command, twice.as_bytes());
        assert!(told.len() < 2_000 && told.contains(" more)"), "{}", told.len());
    }
    let argument = "n".repeat(100_000);
    for arguments in [
        &["show", &argument][..],
        &["list", "--filter", &argument],
        &[&argument],
        &["list", "--sort", &argument],
    ] {
        let told = db.run(arguments, b"").stderr;
        assert!(!told.is_empty() && told.len() < 2_000, "{}", told.len());
    }
}

#[test]
fn no_text_of_others_speaks_to_the_terminal() {
    for hostile in HOSTILE {
        let (db, ids) = Database::with("hostile", &["one"]);
        let id = ids[0].as_str();
        let word = format!("x{hostile}error: y");
        let field = format!("{word}=z");
        let size = format!("size={word}");
        let url = format!("sqlite:{}", db.0.join(&word).join("db").display());
        for arguments in [
            &["show", &word][..],
            &["delete", &word],
            &["export", &word],
            &["set", &word, "size=5"],
            &["set", id, &field],
            &["set", id, &size],
            &["set", id, &word],
            &["list", "--filter", &word],
            &["list", "--filter", &field],
            &["list", "--filter", &size],
            &["list", "--sort", &word],
            &["list", "--marker", &word],
            &["list", "--limit", &word],
            &["list", "--read-deleted", &word],
            &["purge", "--older-than", &word],
            &["purge", "--before", &word],
            &["convert", "--pin", &word],
            &["convert", "--to", &word],
            &["fingerprints", &word],
            &["schema", &word],
            &["schema", "Backup", "--at", &word],
            &["check", "--unknown", &word],
            &[&word],
            &["--db", &word, "list"],
            &["--db", &url, "init"],
        ] {
            let out = db.run(arguments, b"");
            let told = text(&out.stderr).to_owned() + text(&out.stdout);
            assert!(!out.status.success() && !told.is_empty(), "{arguments:?}: {told}");
            assert!(is_plain(&told), "{arguments:?}: {told:?}");
            assert_eq!(told.matches("\nerror: y").count(), 0, "{arguments:?}: {told}");
        }
        let quoted = serde_json::Value::from(word.as_str()).to_string();
        for (command, input) in [
            (&["check"][..], format!("{{{quoted}: 1, {quoted}: 1}}")),
            (&["check"], format!("[{{\"versioned_object.name\": {quoted}}}]")),
            (&["convert", "--pin", "1.1"], format!("{{{quoted}: 1, {quoted}: 1}}")),
            (&["create"], format!("{{{quoted}: 1}}")),
            (&["create"], format!("{{\"size\": {quoted}}}")),
        ] {
            let told = db.reported(command, input.as_bytes());
            assert!(is_plain(&told) && told.lines().count() == 1, "{command:?}: {told:?}");
        }
        // What rows hold: in tables, in lines, in JSON, in what is said of them.
        let value = word.replace('\'', "''");
        db.sql(&format!("UPDATE backups SET display_name = '{value}', host = '{value}'"));
        let second = db.create("two");
        db.sql(&format!("UPDATE backups SET id = '{value}', size = 'x' WHERE id = '{second}'"));
        for arguments in [
            &["list"][..],
            &["list", "--json"],
            &["list", "--stream"],
            &["list", "--stream", "--json"],
            &["show", id],
            &["show", "--json", id],
            &["set", id, "host=here"],
            &["export", "--all"],
        ] {
            let out = db.run(arguments, b"");
            // Between what a stream shows there are tabs.
            let told = text(&out.stdout).replace('\t', " ");
            assert!(is_plain(&told), "{arguments:?}: {told:?}");
            assert!(is_plain(text(&out.stderr)), "{arguments:?}: {:?}", text(&out.stderr));
        }
        let shown = db.told(&["show", "--json", id], b"");
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(shown[0]["versioned_object.data"]["display_name"], word.as_str(), "it says the same");
        for command in [&["check"][..], &["convert", "--pin", "1.1"]] {
            let envelope = shown[0].to_string();
            assert!(is_plain(&db.told(command, envelope.as_bytes())));
        }
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_told_as_one() {
    use std::os::unix::ffi::OsStrExt;
    for bytes in [&b"\xff"[..], b"\xff\x1b[31m", b"\x1b\xff"] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_backup-objects"));
        let out = program.arg("show").arg(std::ffi::OsStr::from_bytes(bytes)).output().unwrap();
        let told = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains("invalid UTF-8") && is_plain(told), "{bytes:?}: {told:?}");
    }
}

/// What a program shows in a terminal of this name.
#[cfg(target_os = "linux")]
fn in_terminal(db: &Database, program: &str, environment: &[(&str, &str)]) -> std::io::Result<String> {
    let mut script = Command::new("script");
    script.args(["-qec", program, "/dev/null"]);
    script.env("PROGRAM", env!("CARGO_BIN_EXE_backup-objects")).env("DATABASE_URL", db.url());
    // What is asked for is asked of a shell, and a service account may have none that runs anything.
    script.env("SHELL", "/bin/sh").env("TERM", "xterm").envs(environment.iter().copied());
    // Where `CI` is set, clap's printer writes colours to any terminal.
    for name in ["CI", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        if environment.iter().all(|(given, _)| *given != name) {
            script.env_remove(name);
        }
    }
    let out = script.stdin(std::process::Stdio::null()).output()?;
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn colours_and_bold_letters_are_for_terminals_that_have_them() {
    let (db, ids) = Database::with("colours", &["one"]);
    if !in_terminal(&db, "test -t 1 && echo it is one", &[]).is_ok_and(|said| said.contains("it is one")) {
        eprintln!("not run: there is no `script`, or it has no terminal");
        return;
    }
    let in_terminal = |command: &str, environment: &[(&str, &str)]| {
        in_terminal(&db, &format!("\"$PROGRAM\" {command}"), environment).unwrap()
    };
    let show = format!("show {}", ids[0]);
    for command in ["list", &show, "--help"] {
        assert!(in_terminal(command, &[]).contains('\u{1b}'), "{command}");
        for environment in [[("TERM", "dumb")], [("NO_COLOR", "1")], [("CLICOLOR", "0")]] {
            let told = in_terminal(command, &environment);
            assert!(told.contains("status") || command == "--help", "{told}");
            assert!(!told.contains('\u{1b}'), "{command} {environment:?}: {told:?}");
        }
    }
}

#[test]
fn a_mark_before_the_text_is_passed_over() {
    let (db, ids) = Database::with("mark", &["one"]);
    let marked = |text: &str| format!("\u{feff}{text}");
    let records = db.told(&["export", &ids[0]], b"");
    let envelopes = db.told(&["show", "--json", &ids[0]], b"");
    let envelope = envelopes.trim_end().trim_matches(['[', ']']);
    for (command, input) in [
        (&["check"][..], envelope),
        (&["check"], &envelopes),
        (&["check"], &format!("{envelope}\n{envelope}\n")),
        (&["convert", "--pin", "1.1"], envelope),
        (&["import", "--skip-existing"], &records),
        (&["create"], FIELDS),
    ] {
        db.told(command, marked(input).as_bytes());
    }
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    let (db, _) = Database::with("places", &[]);
    for (input, place) in [
        ("{\"size\": 1,\n \"host\" 2}", "line 2 column 9"),
        ("{\"host\":\n\n", "line 3 column 0"),
        ("nothing", "line 1 column 2"),
        ("{\"host\": \"\\ud800\"}", "line 1 column 17"),
    ] {
        for command in [&["check"][..], &["create"]] {
            let told = db.reported(command, input.as_bytes());
            assert!(told.contains("not JSON: ") && told.contains(place), "{command:?}: {told}");
        }
    }
    for command in [&["check"][..], &["create"]] {
        let told = db.reported(command, b"{\n \"a\": \"\xff\"}");
        assert_eq!(told, "error: line 2: the input is not UTF-8 at column 8\n");
    }
}

#[test]
fn no_record_is_written_that_could_not_be_read() {
    let (db, _) = Database::with("large", &[]);
    for (size, is_written) in [(11 << 20, true), (14 << 20, false)] {
        let fields = FIELDS.replacen('{', &format!("{{\"service_metadata\": \"{}\",", "m".repeat(size)), 1);
        let envelope = json(&db.told(&["create"], fields.as_bytes()));
        let id = envelope["versioned_object.data"]["id"].as_str().unwrap();
        let out = db.run(&["export", id], b"");
        assert_eq!(out.status.success(), is_written, "{}", text(&out.stderr));
        if is_written {
            let there = db.told(&["import", "--skip-existing"], &out.stdout);
            assert_eq!(there, "0 imported, 1 were there already\n");
        } else {
            assert_eq!(text(&out.stderr), "error: more than 16777216 bytes in a backup record\n");
            assert!(out.stdout.is_empty());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_command_that_could_not_end_fails_where_nobody_reads_on() {
    let (db, ids) = Database::with("pipes", &["one", "two", "three"]);
    let ended = |command: &str| {
        // Its exit code, behind a reader that is gone.
        let script = format!("{{ sleep 0.3; \"$PROGRAM\" {command}; echo $? >code; }} | true; sleep 1");
        let mut shell = Command::new("sh");
        shell.args(["-c", &script]).env("PROGRAM", env!("CARGO_BIN_EXE_backup-objects"));
        shell.env("DATABASE_URL", db.url()).current_dir(&db.0).output().unwrap();
        std::fs::read_to_string(db.0.join("code")).unwrap().trim().to_owned()
    };
    assert_eq!(ended(&format!("delete {} {}", ids[0], ids[1])), "1");
    assert_eq!(ended(&format!("set {} size=9", ids[2])), "1");
    assert_eq!(ended("list"), "0");
    assert_eq!(ended("fingerprints"), "0");
    assert_eq!(ended("--help"), "0");
    std::fs::write(db.0.join("bad"), "bm8=\n".repeat(3)).unwrap();
    assert_eq!(ended("import <bad 2>&1"), "1");
    assert_eq!(ended("check <bad 2>&1"), "1");
}

#[test]
fn help_does_not_tell_the_database() {
    for command in [&["--help"][..], &["list", "--help"]] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_backup-objects"));
        program.args(command).env("DATABASE_URL", "mysql://cinder:s3cret\u{1b}[2J@db/cinder");
        let out = program.output().unwrap();
        let told = text(&out.stdout);
        assert!(out.status.success() && told.contains("DATABASE_URL"), "{told}");
        assert!(!told.contains("s3cret") && !told.contains('\u{1b}'), "{told}");
    }
}

#[test]
fn what_is_done_and_cannot_be_told_is_said_to_be_done() {
    let (db, ids) = Database::with("untold", &["one", "two"]);
    std::fs::write(db.0.join("fields"), FIELDS).unwrap();
    let (first, second) = (&ids[0], &ids[1]);
    let full = "but that could not be written: No space left on device (os error 28)\n";
    for (command, done) in [
        ("create < fields".to_owned(), " is stored, ".to_owned()),
        (format!("set {first} size=9"), format!("error: Backup {first} is changed, ")),
        (format!("delete {first} {second}"), format!("error: Backup {first} is deleted, ")),
        ("purge --yes".to_owned(), "error: 1 removed for good, ".to_owned()),
    ] {
        let out = db.shell(&format!("{command} > /dev/full"));
        let told = text(&out.stderr);
        assert_eq!(out.status.code(), Some(1), "{command}: {told}");
        assert!(told.contains(&done) && told.ends_with(full), "{command}: {told}");
    }
    assert_eq!(db.names(&[]).len(), 2, "the other one and the new one");
    let out = db.shell("init > /dev/full");
    let told = text(&out.stderr);
    assert_eq!((out.status.code(), told), (Some(1), &*format!("error: the tables are ready, {full}")));
    let out = db.shell("reference --format text --out pages Backup Volume > /dev/full");
    let told = text(&out.stderr);
    assert_eq!(
        (out.status.code(), told),
        (Some(1), &*format!("error: the pages are written to pages, {full}"))
    );
    assert_eq!(std::fs::read_dir(db.0.join("pages")).unwrap().count(), 2);
    // Of what only writes, nothing is left where nobody listens.
    for command in ["convert --pin 1.1 < fields", "export --all"] {
        let out = db.shell(&format!("{command} >&-"));
        assert_eq!(
            (out.status.code(), text(&out.stderr)),
            (Some(1), "error: standard output is closed\n"),
            "{command}"
        );
    }
    assert_eq!(db.names(&[]).len(), 2);
    for asked in ["--help", "list --help", "--version"] {
        let out = db.shell(&format!("{asked} > /dev/full"));
        assert_eq!(
            (out.status.code(), text(&out.stderr)),
            (Some(1), "error: No space left on device (os error 28)\n"),
            "{asked}"
        );
        assert!(run(&asked.split(' ').collect::<Vec<_>>(), b"").status.success());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_wrong_and_cannot_be_told_stops_nothing() {
    let (db, ids) = Database::with("unheard", &["one", "two"]);
    let records = db.told(&["export", "--all"], b"");
    let (first, second) = records.split_once('\n').unwrap();
    std::fs::write(db.0.join("records"), format!("{first}\nbm8=\n{second}")).unwrap();
    let envelopes = db.told(&["list", "--stream", "--json"], b"");
    let (one, other) = envelopes.split_once('\n').unwrap();
    std::fs::write(db.0.join("envelopes"), format!("{one}\n{{}}\n{other}")).unwrap();
    let shell = |command: &str| {
        let out = db.shell(&format!("{command} 2> /dev/full"));
        assert_eq!(out.status.code(), Some(1), "{command}");
        text(&out.stdout).to_owned()
    };
    for command in ["check < envelopes", "convert --pin 1.26 < envelopes"] {
        assert_eq!(shell(command).lines().count(), 2, "{command}");
    }
    let (first, second) = (&ids[0], &ids[1]);
    assert_eq!(shell(&format!("export {first} nobody {second}")).lines().count(), 2);
    let deleted = format!("{first}: deleted\n{second}: deleted\n");
    assert_eq!(shell(&format!("delete {first} nobody {second}")), deleted);
    assert!(db.names(&[]).is_empty());
    // What is only noted is shown all the same.
    assert!(shell(&format!("show {first}")).contains("deleted_at"));
    db.told(&["purge", "--yes"], b"");
    assert_eq!(shell("import --keep-going < records"), "2 imported\n");
    assert_eq!(db.names(&[]), ["one", "two"]);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_nobody_wants_may_be_discarded() {
    let (db, _) = Database::with("discarded", &["one"]);
    let envelopes = db.told(&["show", "--json", &db.create("two")], b"");
    std::fs::write(db.0.join("envelope"), envelopes.trim_end().trim_matches(['[', ']'])).unwrap();
    for discarded in [
        "check < envelope > /dev/null",
        "convert --pin 1.1 < envelope > /dev/null",
        "export --all > /dev/null",
        // As programs that start others open it: what these say, they say with how they end.
        "check < envelope 1<>/dev/null",
        "list 1<>/dev/null",
    ] {
        let out = db.shell(discarded);
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(0), ""), "{discarded}");
    }
}

#[test]
fn a_url_that_is_refused_is_told_without_its_password() {
    for url in ["cinder:s3cret@db", "mysql:/cinder:s3cret@db/x", "mysql://cinder:s3c/ret@127.0.0.1:1/x"] {
        let out = run(&["--db", url, "list"], b"");
        let told = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(!told.contains("s3c") && !told.contains("ret"), "{told}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_demo_without_a_folder_of_its_own_says_which() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_backup-objects"));
    let out = program.arg("demo").env("TMPDIR", "/proc/x").output().unwrap();
    let told = text(&out.stderr);
    assert_eq!(out.status.code(), Some(1), "{told}");
    assert!(told.starts_with("error: /proc/x/backup-objects-demo-"), "{told}");
}

#[test]
fn help_says_what_exit_codes_mean() {
    let told = run(&["--help"], b"");
    let told = text(&told.stdout);
    assert!(
        told.contains("Exit codes:\n  0  ") && told.contains("\n  1  ") && told.contains("\n  2  "),
        "{told}"
    );
}
