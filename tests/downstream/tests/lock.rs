//! What other releases of the library were told of its objects stays so, and every older version is written and read.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use downstream as _;
use versioned_object_core::Registry;
use versioned_object_core::testing::{self, ObjectVersionChecker};

#[test]
fn what_was_published_stays() {
    testing::assert_locked!();
}

#[test]
fn every_object_is_written_and_read_at_every_older_version() {
    ObjectVersionChecker::new(Registry::collected().unwrap()).test_compatibility_routines().unwrap();
}
