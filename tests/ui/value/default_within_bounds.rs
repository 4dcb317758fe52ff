//! A number at a field is within the bounds of a type that has its own.

use versioned_object_core::fields::{Bounded, NonNegativeFloat};
use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1")]
struct Server {
    #[field(default = 101)]
    //                ^^^ the `default` of `percent` is above 100, the bound of its type
    percent: Attr<Bounded<0, 100>>,
    #[field(default = Some(-6))]
    //                     ^^ the `default` of `grade` is below -5, the bound of its type
    grade: Attr<Option<Bounded<-5, 5>>>,
    #[field(since("1.1", fill = 500))]
    //                          ^^^ the `fill` of `load` is above 100, the bound of its type
    #[field(rename = "percent_used")]
    load: Attr<Bounded<0, 100>>,
    #[field(default = -0.5)]
    //                ^^^^ the `default` of `ratio` is below 0, the bound of its type
    ratio: Attr<NonNegativeFloat>,
    #[field(since("1.1", fill = -1.0))]
    //                          ^^^^ the `fill` of `rate` is below 0, the bound of its type
    rate: Attr<Option<NonNegativeFloat>>,
    #[field(default = [9, 2])]
    //                 ^ the `default` of `steps` is above 5, the bound of its type
    steps: Attr<Vec<Bounded<1, 5>>>,
    #[field(default = [[1], [0]])]
    //                       ^ the `default` of `grid` is below 1, the bound of its type
    grid: Attr<Vec<Vec<Bounded<1, 5>>>>,
    #[field(default = f64::NAN)]
    //                ^^^^^^^^ the `default` of `load_average` is no number that JSON has
    load_average: Attr<f64>,
    #[field(default = std::f64::INFINITY)]
    //                ^^^^^^^^^^^^^^^^^^ the `default` of `most` is no number that JSON has
    most: Attr<Option<f64>>,
    #[field(default = 0.5)]
    half: Attr<NonNegativeFloat>,
    #[field(default = [0.5, 1.0])]
    halves: Attr<Vec<f64>>,
    meta: ObjectMeta,
}

#[derive(Clone, FieldMixin)]
struct Audit {
    #[field(default = 101)]
    //                ^^^ the `default` of `share` is above 100, the bound of its type
    share: Attr<Bounded<0, 100>>,
}

fn main() {}
