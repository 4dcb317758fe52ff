//! With `validate = const path`, what the deletion of a row sets is what the validator takes.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "nodes",
    soft_delete(flag = gone, set(why = "gone", owner = "nobody", state = "gone"))
    //                 ^^^^ `stays` refuses the `true` of `gone`
    //                                 ^^^^^^ `is_long` refuses the `set` of `why`
)]
struct Node {
    id: Attr<Uuid>,
    #[field(default = false, validate = const stays)]
    gone: Attr<bool>,
    #[field(validate = const is_long)]
    why: Attr<Option<String>>,
    #[field(validate = const is_short)]
    owner: Attr<String>,
    // What a text is to it is not known here.
    #[field(default = State::Here, validate = const is_here)]
    state: Attr<State>,
    meta: ObjectMeta,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum State {
    Here,
    Gone,
}

const fn stays(gone: bool) -> std::result::Result<(), &'static str> {
    if gone { Err("it stays") } else { Ok(()) }
}

const fn is_long(why: &str) -> std::result::Result<(), &'static str> {
    if why.len() > 9 { Ok(()) } else { Err("it says too little") }
}

const fn is_short(owner: &str) -> std::result::Result<(), &'static str> {
    if owner.len() < 9 { Ok(()) } else { Err("it says too much") }
}

const fn is_here(state: State) -> std::result::Result<(), &'static str> {
    if matches!(state, State::Here) { Ok(()) } else { Err("it is gone") }
}

fn main() {}
