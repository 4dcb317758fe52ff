//! `purge`.

use crate::{Database, text};

#[test]
fn a_purge_removes_what_was_deleted_long_enough_ago() {
    let (db, ids) = Database::with("purge", &["live", "old", "new"]);
    db.told(&["delete", &ids[1], &ids[2]], b"");
    db.sql(&format!("UPDATE backups SET deleted_at = '2026-01-31 12:00:00.000000' WHERE id = '{}'", ids[1]));
    let only = ["--read-deleted", "only"];

    for (arguments, count) in [
        (&["purge"][..], 2),
        (&["purge", "--before", "2026-01-31T12:00:00Z"], 0),
        (&["purge", "--before", "2026-01-31T12:00:01Z"], 1),
        (&["purge", "--older-than", "1000000d"], 0),
    ] {
        let told = db.misused(arguments);
        assert_eq!(told, format!("error: {count} would be removed for good: confirm it with `--yes`\n"));
    }
    assert_eq!(db.names(&only), ["new", "old"], "nothing is removed unasked");
    let before = ["purge", "--before", "2026-01-31T12:00:01Z", "--yes"];
    assert_eq!(db.told(&before, b""), "1 removed for good\n");
    assert_eq!(db.names(&only), ["new"]);
    assert_eq!(db.told(&["purge", "--older-than", "12h", "--yes"], b""), "0 removed for good\n");
    assert_eq!(db.told(&["purge", "--yes"], b""), "1 removed for good\n");
    assert_eq!(db.names(&["--read-deleted", "yes"]), ["live"]);
    assert_eq!(
        db.reported(&["show", &ids[1]], b""),
        format!("error: Backup {} could not be found\n", ids[1])
    );
}

#[test]
fn a_purge_knows_its_ages() {
    let db = Database::new("ages");
    db.told(&["init"], b"");
    for age in ["30", "d", "-1d", "1w", "1.5d", "99999999999d", "4294967295d"] {
        let told = db.misused(&["purge", &format!("--older-than={age}"), "--yes"]);
        assert!(told.contains(&format!("`{age}` ")), "{age}: {told}");
    }
    for moment in ["", "soon", "null"] {
        let told = db.misused(&["purge", "--before", moment, "--yes"]);
        assert!(told.contains("expected ISO 8601 date and time"), "{moment}: {told}");
    }
    let both = db.run(&["purge", "--older-than", "1d", "--before", "2026-01-31T12:00:00Z"], b"");
    assert_eq!(both.status.code(), Some(2), "{}", text(&both.stderr));
}
