//! tmp
use backup_objects::Backup;
use versioned_object_core::{DynObject as _, wire};
fn main() {
    let mut b = bench::backup().unwrap();
    if std::env::args().nth(1).as_deref() != Some("dirty") {
        b.obj_reset_changes(&[], false);
    }
    let text = wire::to_string(&b).unwrap();
    for _ in 0..2_000_000 {
        std::hint::black_box(wire::from_str::<Backup>(&text).unwrap());
    }
}
