//! What other releases of Cinder and of this crate were told stays so.

use backup_objects as _;

#[test]
fn what_was_published_stays() {
    versioned_object_core::testing::assert_locked!();
}
