//! What other releases of the library were told of its objects stays so, and every older version is written and read.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use downstream::{Address, Audiobook, Book, Member, Shelf};
use versioned_object_core::Registry;
use versioned_object_core::testing::{self, ObjectVersionChecker};

#[test]
fn what_was_published_stays() {
    testing::assert_locked!();
}

/// As without the feature `inventory`.
#[test]
fn types_may_be_named() {
    testing::assert_locked!(Address, Audiobook, Book, Member, Shelf);
}

#[test]
fn every_object_is_written_and_read_at_every_older_version() {
    ObjectVersionChecker::new(Registry::collected().unwrap()).test_compatibility_routines().unwrap();
}
