//! Parents of parents: what a subclass is one of, while the crate compiles.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use crate::describe::const_text::{Message, less, same};

/// What a parent is: a type of objects, or none.
pub trait Kin {
    /// The name on the wire; empty where there is no type, or one with mistakes.
    const NAME: &'static str;

    /// The project namespace on the wire.
    const NAMESPACE: &'static str;

    /// Its own parent.
    type Parent: Kin;
}

/// Where there is no parent.
#[derive(Debug)]
pub struct NoParent;

impl Kin for NoParent {
    const NAME: &'static str = "";
    const NAMESPACE: &'static str = "";
    type Parent = Self;
}

/// The name and the namespace of a type.
type Named = (&'static str, &'static str);

/// The parent of a type.
type Up<T> = <T as Kin>::Parent;

const fn named<T: Kin>() -> Named {
    (T::NAME, T::NAMESPACE)
}

/// A type, its parent, the parent of that, as far as anybody goes.
const fn line<T: Kin>() -> [Named; 8] {
    [
        named::<T>(),
        named::<Up<T>>(),
        named::<Up<Up<T>>>(),
        named::<Up<Up<Up<T>>>>(),
        named::<Up<Up<Up<Up<T>>>>>(),
        named::<Up<Up<Up<Up<Up<T>>>>>>(),
        named::<Up<Up<Up<Up<Up<Up<T>>>>>>>(),
        named::<Up<Up<Up<Up<Up<Up<Up<T>>>>>>>>(),
    ]
}

/// Fails the build when a type is one of its own parents; of those that are so together, at the one whose name is the
/// first of the alphabet.
#[track_caller]
pub const fn check_parents<T: Kin>() {
    let (line, mut at) = (line::<T>(), 1);
    if !line[line.len() - 1].0.is_empty() {
        while at < line.len() {
            if less(line[at].0, T::NAME) {
                return;
            }
            if is(line[at], line[0]) {
                let message = Message::new().text("`").text(T::NAME).text("` would be a subclass of itself");
                let message = if at > 1 {
                    message.text(", for `").text(line[1].0).text("` is one of it")
                } else {
                    message
                };
                panic!("{}", message.text(": name another parent").as_str());
            }
            at += 1;
        }
    }
}

/// Fails the build when a subclass has the name of its parent, or of a parent of that.
#[track_caller]
pub const fn check_name_of_parents<T: Kin>() {
    let (line, mut at) = (line::<T>(), 1);
    while line[line.len() - 1].0.is_empty() && at < line.len() {
        if !T::NAME.is_empty() && is(line[at], line[0]) {
            let message = Message::new()
                .text("the parent is `")
                .text(T::NAME)
                .text("` on the wire too: give the subclass a `name` of its own");
            panic!("{}", message.as_str());
        }
        at += 1;
    }
}

const fn is(one: Named, other: Named) -> bool {
    same(one.0, other.0) && same(one.1, other.1)
}
