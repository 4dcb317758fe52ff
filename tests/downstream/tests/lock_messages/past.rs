//! Older versions that are declared in another way than they were published, and locks that are none.

use versioned_object_core::prelude::*;
use versioned_object_core::testing::Lock;

use crate::{Plain, case};

case!(refused field_added_earlier_than_published {
    #[versioned_object(version = "1.2", note("1.1", "a"))]
    struct Lamp { on: Attr<bool>, #[field(since = "1.2")] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.2", note("1.1", "a"), note("1.2", "b"))]
    struct Lamp { on: Attr<bool>, #[field(since = "1.1")] watts: Attr<i64>, meta: ObjectMeta }
});

case!(refused older_type_changed {
    #[versioned_object(version = "1.2", note("1.1", "a"))]
    struct Lamp { #[field(changed("1.2", from = u64, as_is))] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.2", note("1.1", "a"))]
    struct Lamp { #[field(changed("1.2", from = f64, as_is))] watts: Attr<i64>, meta: ObjectMeta }
});

case!(refused older_name_changed {
    #[versioned_object(version = "1.1")]
    struct Lamp { #[field(renamed("1.1", "power"))] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { #[field(renamed("1.1", "energy"))] watts: Attr<i64>, meta: ObjectMeta }
});

#[test]
fn an_edited_fingerprint_is_found() {
    let now = Lock::of([Plain::descriptor()]);
    let fingerprint = Plain::descriptor().compute_fingerprint().unwrap();
    let edited: Lock = now.to_string().replace(&fingerprint, &"0".repeat(32)).parse().unwrap();
    let report = edited.compare(&now);
    assert!(!report.is_acceptable());
    crate::assert_message("fingerprint_edited", &report.to_string());
}

#[test]
fn a_broken_lock_names_its_line() {
    let good = Lock::of([downstream::Book::descriptor()]).to_string();
    let broken = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1).parse::<Lock>().unwrap_err().to_string()
    };
    let cases = [
        ("  version 1.1", "<<<<<<< HEAD\n  version 1.1"),
        ("lock-format 1", "lock-format 2"),
        ("object Book", "objects Book"),
        ("  namespace library", "  name space library"),
        ("  version 1.1 ", "  version 1.2 "),
        ("  version 1.1 ", "  version one "),
        ("  version 1.1 c7", "  version 1.1 zz"),
        ("    + condition: ", "    condition: "),
        ("    + condition: ", "    ~ condition: "),
        ("    + condition: ", "    + pages: "),
        ("    + condition: ", "    + : "),
        ("    + pages: Integer?", "    + pages: Integer? = forty"),
        ("    + pages: Integer?", "    + pages: Integer? read only"),
        ("    + pages: Integer?", "    + pages: List<Integer"),
        ("    + subjects: ", "    - subject\n    + subjects: "),
    ];
    let messages: Vec<_> = cases.iter().map(|(from, to)| broken(from, to)).collect();
    crate::assert_message("broken_locks", &messages.join("\n"));
    assert_eq!("".parse::<Lock>().unwrap_err().to_string(), "line 1: expected `lock-format 1`, got nothing");
    assert_eq!("\0\u{1}".parse::<Lock>().unwrap_err().line, 1);
}

#[test]
fn the_example_of_the_guide_is_a_lock() {
    let guide = include_str!("../../../../docs/locking.md");
    let example = guide.split("```text\n").find(|block| block.starts_with("lock-format")).unwrap();
    let example = example.split("```").next().unwrap();
    let lock: Lock = example.parse().unwrap();
    assert_eq!(lock.names().collect::<Vec<_>>(), ["Book"]);
    assert_eq!(lock.to_string(), example);
}

#[test]
fn damage_is_an_error_or_another_lock() {
    let types = [downstream::Book::descriptor(), downstream::Member::descriptor(), Plain::descriptor()];
    let text = Lock::of(types).to_string();
    let lines: Vec<_> = text.lines().collect();
    let cut = (0..text.len()).map(|end| text[..end].to_owned());
    let without = (0..lines.len()).map(|at| [&lines[..at], &lines[at + 1..]].concat().join("\n"));
    let twice = (0..lines.len()).map(|at| [&lines[..=at], &lines[at..]].concat().join("\n"));
    let mut locks = 0;
    for damaged in cut.chain(without).chain(twice) {
        if let Ok(lock) = damaged.parse::<Lock>() {
            assert_eq!(lock.to_string().parse::<Lock>().unwrap(), lock, "{damaged}");
            locks += 1;
        }
    }
    assert!(locks > 0);
}
