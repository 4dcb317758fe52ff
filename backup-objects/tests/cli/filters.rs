//! `list --filter`.

use crate::Database;

#[test]
fn filters_compare_as_the_field_does() {
    let (db, ids) = Database::with("filters", &["nine", "none", "ten"]);
    for (id, change) in [(&ids[0], "size=9"), (&ids[1], "host=here"), (&ids[2], "size=10")] {
        db.told(&["set", id, change], b"");
    }
    let names = |filters: &[&str]| {
        let arguments: Vec<_> = filters.iter().flat_map(|filter| ["--filter", filter]).collect();
        db.names(&arguments)
    };
    for (filters, expected) in [
        (&["size>=9"][..], &["nine", "ten"][..]),
        (&["size>9"], &["ten"]),
        (&["size<10"], &["nine", "none"]),
        (&["size<=3"], &["none"]),
        (&["size>3", "size<10"], &["nine"]),
        (&["size!=9"], &["none", "ten"]),
        (&["size!=9", "size!=10"], &["none"]),
        (&["size=9", "size=10"], &["nine", "ten"]),
        (&["display_name~n", "display_name~x"], &["nine", "none", "ten"]),
        (&["display_name~=en"], &["ten"]),
        (&["display_name=a=b"], &[]),
        (&["host=null"], &["nine", "ten"]),
        (&["host!=null"], &["none"]),
        (&["host!=elsewhere"], &["nine", "none", "ten"]),
        (&["created_at>2020-01-31T12:00:00Z"], &["nine", "none", "ten"]),
        (&["created_at<2020-01-31T12:00:00Z"], &[]),
        (&["deleted!=true"], &["nine", "none", "ten"]),
    ] {
        assert_eq!(names(filters), expected, "{filters:?}");
    }
}

#[test]
fn what_is_no_filter_is_refused() {
    let db = Database::new("no-filters");
    db.told(&["init"], b"");
    for (filter, message) in [
        ("size", "`size` is no filter: write K=V, or one of != < <= > >= ~ for ="),
        ("size!9", "`size!9` is no filter"),
        ("size>many", "Backup.size: expected integer, got \"many\""),
        ("created_at<yesterday", "Backup.created_at: expected ISO 8601 date and time, got \"yesterday\""),
        ("size>null", "null is neither more nor less than anything"),
        ("sise>3", "error: Backup has no field `sise`, did you mean `size`?\n"),
        ("display-name~x", "error: Backup has no field `display-name`, did you mean `display_name`?\n"),
        ("name~x", "error: `name` of Backup is computed: it has no column\n"),
        (
            "status!=avaliable",
            "error: `status` of Backup has no value `avaliable`, did you mean `available`?\n",
        ),
    ] {
        let told = db.misused(&["list", "--filter", filter]);
        assert!(told.contains(message), "{filter}: {told}");
    }
}
