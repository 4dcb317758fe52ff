//! What older rows have in the columns of added fields, to the last digit.

use databases::{Database, Kind};
use pollster::block_on;
use versioned_object_core::prelude::*;

mod old {
    use versioned_object_core::prelude::*;

    /// A probe.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", table = "probes")]
    pub(super) struct Probe {
        id: Attr<Uuid>,
        meta: ObjectMeta,
    }
}

/// A probe that measures.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "probes")]
struct Probe {
    id: Attr<Uuid>,
    #[field(since = "1.1", default = 1e300)]
    large: Attr<f64>,
    #[field(since = "1.1", default = 2.225_073_858_507_201_4e-308)]
    small: Attr<f64>,
    #[field(since = "1.1", default = 5e-324)]
    least: Attr<f64>,
    #[field(since = "1.1", default = -1.797_693_134_862_315_7e308)]
    lowest: Attr<f64>,
    #[field(since = "1.1", default = 0.1)]
    tenth: Attr<f64>,
    #[field(since = "1.1", default = 9_007_199_254_740_993.0)]
    odd: Attr<f64>,
    #[field(since = "1.1", default = -3.0)]
    whole: Attr<Option<f64>>,
    #[field(since = "1.1", default = 0.0)]
    nothing: Attr<f64>,
    meta: ObjectMeta,
}

const FIELDS: [&str; 8] = ["large", "small", "least", "lowest", "tenth", "odd", "whole", "nothing"];

#[test]
fn a_number_of_older_rows_is_that_of_the_declaration() {
    for kind in Kind::all() {
        println!("on {kind:?}");
        let database = Database::for_programs(kind);
        let store = database.store();
        block_on(store.create_table::<old::Probe>()).unwrap();
        let ctx = Context::builder().is_admin(true).store(&store).build();
        let mut probe = old::Probe::new(&ctx);
        block_on(probe.create()).unwrap();
        block_on(async { store.migrate(store.plan::<Probe>().await?).await }).unwrap();
        let (read, mut new) =
            (block_on(Probe::get_by_id(&ctx, probe.id().unwrap())).unwrap(), Probe::new(&ctx));
        new.obj_set_defaults(&FIELDS).unwrap();
        for name in FIELDS {
            assert_eq!(read.obj_get(name).unwrap(), new.obj_get(name).unwrap(), "{name}");
        }
        // So have rows that older services write from now on.
        let mut later = old::Probe::new(&ctx);
        block_on(later.create()).unwrap();
        let later = block_on(Probe::get_by_id(&ctx, later.id().unwrap())).unwrap();
        for name in FIELDS {
            assert_eq!(later.obj_get(name).unwrap(), new.obj_get(name).unwrap(), "{name}");
        }
    }
}
