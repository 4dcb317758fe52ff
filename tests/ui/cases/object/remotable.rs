use versioned_object_core::prelude::*;

#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    remotable(save, "refresh"),
)]
struct NoParameters {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(get_all(cls, marker = "None", limit)))]
struct DefaultsLast {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(get_all(cls, limit = 5)))]
struct DefaultsAreTexts {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(get_all(cls, **kwargs, *args)))]
struct InOrder {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(save(self, context, context)))]
struct ParameterOnce {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(save(self), save(self, context)))]
struct MethodOnce {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable(save(self, *args = "1")))]
struct StarsHaveNone {
    size: Attr<i64>,
    meta: ObjectMeta,
}

#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", remotable = "save")]
struct Parentheses {
    size: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {}
