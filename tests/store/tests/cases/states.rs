//! A state machine in rows: each update goes one step of it, or none.

use store_tests::raw;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Case, ConditionalUpdate};

use crate::common::{admin, everywhere};

/// What a lift does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Lift {
    /// It stands.
    #[enum_field(to(Opening, Broken))]
    Idle,
    /// Its doors open.
    #[enum_field(to(Moving, Broken))]
    Opening,
    /// It moves.
    #[enum_field(to(Idle, Broken))]
    Moving,
    /// It never moves again.
    Broken,
}

/// A lift of a house.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "lifts")]
struct House {
    /// Its key.
    id: Attr<Uuid>,
    /// How many wait.
    waiting: Attr<i64>,
    /// What the lift does.
    lift: Attr<Lift>,
    meta: ObjectMeta,
}

/// What each state leads to, as it is declared above.
fn leads(from: Lift, to: Lift) -> bool {
    matches!(
        (from, to),
        (Lift::Idle, Lift::Opening)
            | (Lift::Opening, Lift::Moving)
            | (Lift::Moving, Lift::Idle)
            | (Lift::Idle | Lift::Opening | Lift::Moving, Lift::Broken)
    )
}

#[test]
fn each_outcome_of_a_case_is_one_step_from_what_the_object_has() -> Result<()> {
    let all = [Lift::Idle, Lift::Opening, Lift::Moving, Lift::Broken];
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<House>().await?;
        let ctx = admin(&store);
        for from in all {
            for (one, other) in all.iter().flat_map(|one| all.map(|other| (*one, other))) {
                for waiting in [1, 9] {
                    let mut house = House::builder().waiting(waiting).lift(from).build(&ctx)?;
                    house.create().await?;
                    let case = Case::new().when(House::WAITING.gt(5), one).otherwise(other);
                    let done =
                        house.conditional_update(ConditionalUpdate::new().set(House::LIFT, case)).await;
                    let may = leads(from, one) && leads(from, other);
                    assert_eq!(done.is_ok(), may, "{from:?} to {one:?} or {other:?}: {done:?}");
                    let then = match (may, waiting) {
                        (false, _) => from,
                        (true, 9) => one,
                        (true, _) => other,
                    };
                    assert_eq!(House::get_by_id(&ctx, house.id()?).await?.lift()?, then);
                    assert_eq!(house.lift()?, then);
                    // One that has no object before it has no state before it either.
                    let case = Case::new().when(House::WAITING.gt(5), one).otherwise(other);
                    let update = ConditionalUpdate::new().set(House::LIFT, case);
                    assert!(House::update_by_id(&ctx, house.id()?, update).await?);
                }
            }
        }
        assert_eq!(raw::whole(&store, "lifts").unwrap().len(), 4 * 16 * 2);
        Ok(())
    })
}
