//! What other releases of Cinder and of this crate were told stays so, and every older version is written and read.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use versioned_object_core::testing::{self, ObjectVersionChecker};

#[test]
fn what_was_published_stays() {
    testing::assert_locked!();
}

#[test]
fn every_object_is_written_and_read_at_every_older_version() {
    ObjectVersionChecker::new(backup_objects::registry().clone()).test_compatibility_routines().unwrap();
}

#[test]
fn relationships_are_in_order() {
    ObjectVersionChecker::new(backup_objects::registry().clone()).test_relationships_in_order().unwrap();
}
