//! A test that names nothing of the library has its objects all the same.

use versioned_object_core::testing;

#[test]
fn the_objects_of_the_package_are_there() {
    testing::assert_locked!();
    testing::assert_reference!("docs/reference");
}
