//! Declarations whose pages are hard to write: fields that are declared elsewhere, under other names, or twice.
#![deny(missing_docs, unused, unreachable_pub, rust_2018_idioms)]

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::PathBuf;

use downstream::{Audit, Book, Condition, DataSize, Percent};
use versioned_object_core::fields::{
    Bounded, FlexibleBoolean, Ipv4AndV6Addr, Json, JsonOf, NonNegativeFloat, SensitiveString, Text,
    VersionPredicate,
};
use versioned_object_core::prelude::*;

pub mod parts;

#[allow(clippy::wildcard_imports, reason = "a mixin may come by a glob")]
use parts::inner::*;
use parts::{Grain, Times as Hours, deeper};

/// A state that nobody outside sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Hidden {
    /// On | off.
    On,
}

/// Its fields come from everywhere: another crate, another module, a glob, another name.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.4",
    namespace = "pages",
    note("1.3", "`a|b` is read too"),
    table = "lamps",
    key = number
)]
pub struct Lamp {
    /// The number; see [`Lamp::set_watts`]: `a | b` or *both*
    /// of them, \| and | alone.
    ///
    /// More of it.
    #[field(rename = "serial", read_only, column = "serial_no")]
    number: Attr<i64>,
    /// How bright.
    #[field(
        since = "1.1",
        default = 40,
        renamed("1.2", "power"),
        changed("1.3", from = Option<String>, down = down, up = up)
    )]
    watts: Attr<Option<i64>>,
    /// Who may not see it.
    #[field(sensitive, until = "1.4")]
    code: Attr<Option<String>>,
    #[doc = include_str!("words.md")]
    r#type: Attr<Vec<String>>,
    /// What it is in.
    #[field(since = "1.4", no_column, default = Hidden::On)]
    hidden: Attr<Hidden>,
    #[field(flatten)]
    hours: Hours,
    #[field(flatten)]
    globbed: Globbed,
    #[field(flatten)]
    namesake: deeper::Times,
    meta: ObjectMeta,
}

fn down(watts: i64) -> String {
    watts.to_string()
}

fn up(watts: &str) -> Result<i64, std::num::ParseIntError> {
    watts.parse()
}

impl Lamp {
    /// What its own block has.
    pub fn shine(&self) {}
}

/// A lamp with a shade: parent, mixins of the parent, and one more.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.5", extends = Lamp, note("1.5", "it began"))]
pub struct Shade {
    lamp: Lamp,
    /// Its colour.
    #[field(validate = parts::is_a_colour)]
    colour: Attr<Option<String>>,
    #[field(flatten)]
    more: parts::More,
}

/// A kind of the kind.
#[derive(Clone, VersionedObject)]
#[versioned_object(name = "DeepShade", extends = Shade)]
pub struct Deep {
    shade: Shade,
}

/// A parent in another crate.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", namespace = "pages", extends = Book)]
pub struct Pamphlet {
    book: Book,
    /// How often it was folded.
    #[field(default = 2)]
    folds: Attr<i64>,
}

/// How far something goes.
#[derive(Clone, FieldMixin)]
pub struct Reach {
    /// In kilometres.
    kilometres: Attr<Option<i64>>,
}

/// A mixin of another crate, beside one of this.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "pages")]
pub struct Abroad {
    /// How far it is.
    phase: Attr<Option<Phase>>,
    #[field(flatten)]
    reach: Reach,
    #[field(flatten)]
    audit: Audit,
    meta: ObjectMeta,
}

/// A state machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(name = "Phase", rename_all = "kebab-case")]
pub enum Phase {
    /// It begins | or not.
    #[enum_field(to(NearlyThere, Done))]
    Begun,
    /// Not yet.
    #[enum_field(to(Done))]
    NearlyThere,
    /// It is done.
    #[enum_field(rename = "d|one")]
    Done,
}

/// In which state something is: types that only the compiler knows, in a mixin.
#[derive(Clone, FieldMixin)]
pub struct Staged {
    /// The state.
    #[field(value("1.1", NearlyThere, instead = Begun))]
    stage: Attr<Phase>,
    /// The state of what it came from, an enum of another crate.
    origin: Attr<Option<Condition>>,
    /// What is written of it.
    written: Attr<Option<Book>>,
    /// How much of it is done, of another crate and by its own hand.
    done: Attr<Option<Percent>>,
    /// How large it is, of which nothing is known.
    weight: Attr<Option<DataSize>>,
    /// What it is made of.
    grains: Attr<Option<Grain>>,
}

/// Fields of types that are written in one way and asked for in another.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", namespace = "pages", relationships(..))]
pub struct Kinds {
    /// A text.
    address: Attr<Text<Ipv4Addr>>,
    /// JSON of one's own.
    numbers: Attr<JsonOf<Vec<i64>>>,
    /// Any JSON.
    any: Attr<Json>,
    /// A secret.
    secret: Attr<SensitiveString>,
    /// Versions.
    versions: Attr<Option<VersionPredicate>>,
    /// A file.
    file: Attr<PathBuf>,
    /// Few.
    few: Attr<Bounded<2, 5>>,
    /// A part.
    part: Attr<NonNegativeFloat>,
    /// A flag.
    flag: Attr<FlexibleBoolean>,
    /// Of either version.
    either: Attr<Ipv4AndV6Addr>,
    /// Of another crate, by its own hand.
    percent: Attr<Percent>,
    /// The same.
    size: Attr<Option<DataSize>>,
    /// By hand, and lent by reference.
    grain: Attr<Grain>,
    /// An enum of another crate.
    condition: Attr<Condition>,
    /// An enum of this.
    #[field(since = "1.1", value("1.2", Done, instead = Begun))]
    phase: Attr<Phase>,
    /// Several.
    #[field(value("1.2", Done, instead = Begun))]
    phases: Attr<Vec<Phase>>,
    /// The first again, by its path.
    again: Attr<crate::Phase>,
    /// Of a module.
    depth: Attr<parts::deeper::Depth>,
    /// By name.
    #[field(value("1.2", Done, instead = Begun))]
    by_name: Attr<BTreeMap<String, Phase>>,
    /// An object.
    book: Attr<Book>,
    /// The same in a box.
    boxed: Attr<Box<Book>>,
    #[field(flatten)]
    staged: Staged,
    meta: ObjectMeta,
}

macro_rules! declared {
    ($(#[$attr:meta])* $vis:vis $name:ident, $ty:ty, $mixin:ty) => {
        $(#[$attr])*
        #[derive(Clone, VersionedObject)]
        #[versioned_object(version = "1.0", namespace = "pages")]
        $vis struct $name {
            /// What it has.
            what: Attr<$ty>,
            #[field(flatten)]
            mixin: $mixin,
            meta: ObjectMeta,
        }
    };
}

declared!(
    /// Of a macro.
    pub Made, Option<Vec<i64>>, Hours
);
declared!(
    /// Of a macro, with an enum.
    pub Phased, Phase, Hours
);
declared!(
    /// Of a macro, and seen by nobody.
    Unseen, Option<i64>, Hours
);

/// Types in a function.
pub fn inside() -> String {
    /// Seen here alone.
    #[derive(Clone, FieldMixin)]
    struct Local {
        /// Within.
        within: Attr<Option<i64>>,
        /// Its own state, and what it knows of others.
        others: Attr<Vec<LocalState>>,
        /// The last of them.
        last: Attr<Option<LocalState>>,
        /// By its own hand.
        share: Attr<Option<Percent>>,
    }

    /// Seen here alone too.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
    enum LocalState {
        /// On.
        On,
    }

    /// And an object of it.
    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", namespace = "pages")]
    struct InFunction {
        /// A state.
        state: Attr<LocalState>,
        #[field(flatten)]
        local: Local,
        meta: ObjectMeta,
    }

    format!("{:?} {:?}", InFunction::orphan(), Unseen::orphan())
}
