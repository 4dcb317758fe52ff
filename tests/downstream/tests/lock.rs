//! What other releases of the library were told of its objects stays so, and every older version is written and read.

use downstream::{Address, Book, Member};
use versioned_object_core::testing::{self, ObjectVersionChecker, Sample, Samples};
use versioned_object_core::{Registry, prelude::*};

#[test]
fn what_was_published_stays() {
    testing::assert_locked!();
}

#[test]
fn every_object_is_written_and_read_at_every_older_version() {
    ObjectVersionChecker::new(Registry::collected().unwrap()).test_compatibility_routines().unwrap();
}
#[test]
fn samples() {
    for s in [Sample::Minimal, Sample::Full] {
    println!("{}", wire::to_string(&*Samples::new().make(Member::descriptor(), s).unwrap()).unwrap());
    }
}
