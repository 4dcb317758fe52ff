//! Methods that Python calls are declared as Python declares them.

use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    remotable(save, "refresh"),
    //        ^^^^ the parameters are missing, as Python has them: `save(self)`
)]
struct NoParameters {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(get_all(cls, marker = "None", limit)))]
//                                                                          ^^^^^ `limit` comes after a parameter with a default and has none
struct DefaultsLast {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(get_all(cls, limit = 5)))]
//                                                                 ^ a default is a string with what Python prints: `limit = "None"`
struct DefaultsAreTexts {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(get_all(cls, **kwargs, *args)))]
//                                                                   ^ the order is: parameters, those with a default, `*args`, `**kwargs`
struct InOrder {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(save(self, context, context)))]
//                                                                ^^^^^^^ the parameter `context` is given twice
struct ParameterOnce {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(save(self), save(self, context)))]
//                                                        ^^^^ `save` is given twice: remove one of the two
struct MethodOnce {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(save(self, *args = "1")))]
//                                                               ^^^ `*args` has no default
struct StarsHaveNone {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable = "save")]
//                                  ^^^^^^^^^ `remotable` takes parentheses: `remotable(get_by_id(cls, context, id, limit
struct Parentheses {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
