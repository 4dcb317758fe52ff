//! What other releases of the library were told of its objects stays so.

use downstream as _;

#[test]
fn what_was_published_stays() {
    versioned_object_core::testing::assert_locked!();
}
