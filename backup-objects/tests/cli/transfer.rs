//! `export` and `import`.

use crate::{Database, FIELDS, text};

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
