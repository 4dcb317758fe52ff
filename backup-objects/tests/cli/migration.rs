//! `init --plan` and `init --migrate`.

use std::io::Read as _;

use flate2::read::GzDecoder;

use crate::{Database, text};

impl Database {
    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.0.join("db.sqlite")).unwrap()
    }
}

const HALVES: [&[&str]; 4] = [
    &["init", "--plan"],
    &["init", "--migrate"],
    &["init", "--contract", "--plan"],
    &["init", "--contract", "--migrate"],
];

/// The database as Cinder 29 made it, with rows of Cinder's.
#[test]
fn a_database_of_cinders_is_left_byte_for_byte() {
    let db = Database::new("migrated-cinder");
    let mut file = Vec::new();
    let packed = &include_bytes!("../data/cinder-29.sqlite.gz")[..];
    GzDecoder::new(packed).read_to_end(&mut file).unwrap();
    std::fs::write(db.0.join("db.sqlite"), &file).unwrap();
    for half in HALVES {
        let out = db.run(half, b"");
        assert!(text(&out.stdout).contains("backups, for Backup 1.4: nothing is to be done"), "{half:?}");
        assert!(db.bytes() == file, "{half:?}");
    }
    // One that lacks what a backup has is told of, and left too.
    db.sql("ALTER TABLE backups DROP COLUMN object_count");
    let file = db.bytes();
    for half in HALVES {
        let out = db.run(half, b"");
        assert_eq!(out.status.code(), Some(1), "{half:?}");
        let told = text(&out.stdout);
        assert!(
            told.contains("not done: `versioned_object_tables` does not say that the table was made here"),
            "{told}"
        );
        assert!(told.contains("has no `object_count`"), "{told}");
        assert!(db.bytes() == file, "{half:?}");
    }
}

#[test]
fn tables_of_ours_are_planned_and_made() {
    let db = Database::new("migrated");
    assert!(db.reported(&["init", "--plan"], b"").contains("there is no such file"));
    let told = db.told(&["init", "--migrate"], b"");
    assert!(
        told.starts_with(
            "backups, for Backup 1.4:\n  1. make the table, as Backup 1.4 declares it\nbackups: ready\n"
        ),
        "{told}"
    );
    let nothing = db.told(&["init", "--plan"], b"");
    assert_eq!(
        nothing.lines().filter(|line| line.ends_with(": nothing is to be done")).count(),
        3,
        "{nothing}"
    );
    db.sql("DROP TABLE backups");
    let told = db.told(&["init", "--plan"], b"");
    assert!(told.contains("\n    CREATE TABLE IF NOT EXISTS \"backups\" ("), "{told}");
    assert!(db.misused(&["init", "--contract"]).contains("`--contract` goes with `--plan` or `--migrate`"));
}

#[test]
fn nothing_is_ready_before_the_first_half_is() {
    let not_done = |db: &Database, table: &str| {
        for half in [&["init", "--contract", "--plan"], &["init", "--contract", "--migrate"]] {
            let out = db.run(half, b"");
            let told = text(&out.stdout);
            assert_eq!(out.status.code(), Some(1), "{half:?}: {told}");
            let said = format!("{table}:\n  not done: the first half is not done: `init --plan` says what ");
            assert!(told.contains(&said), "{half:?}: {told}");
            let name = table.split(',').next().unwrap();
            assert!(!told.contains(&format!("{name}: ready")), "{half:?}: {told}");
        }
    };
    let db = Database::new("migrated-nothing");
    std::fs::write(db.0.join("db.sqlite"), b"").unwrap();
    not_done(&db, "backups, for Backup 1.4");
    not_done(&db, "volumes, for Volume 1.6");
    db.told(&["init"], b"");
    db.sql("ALTER TABLE backups DROP COLUMN restore_volume_id");
    db.sql("DROP TABLE volumes");
    not_done(&db, "backups, for Backup 1.4");
    not_done(&db, "volumes, for Volume 1.6");
    assert!(text(&db.run(&["init", "--contract", "--migrate"], b"").stdout).ends_with("snapshots: ready\n"));
}
