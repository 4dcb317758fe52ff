//! An object with a secret in a field of every type, at every depth.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use versioned_object_core::fields::{AnyOf, FieldType, Input, Json, ReadContext, SensitiveString};
use versioned_object_core::prelude::*;
use versioned_object_core::{PrimitiveWriter, TypeDescriptor};

/// What must not be seen, as a text and as a number.
pub(crate) const MARKER: &str = "hunter2x";
pub(crate) const NUMBER: i64 = 7_041_741_704;

/// A secret type of one's own, whose errors quote what they were given.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FieldType for Pin {
    type Ref<'a> = &'a Pin;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::text("Pin").secret();

    fn borrow_field(&self) -> &Pin {
        self
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        let text = String::coerce(input, cx)?;
        if text.starts_with("pin ") {
            Ok(Self(text))
        } else {
            Err(Error::invalid(format!("{text} is no pin")))
        }
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        out.str(&self.0);
        Ok(())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A state whose name is a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum State {
    /// Where no way leads to.
    #[enum_field(rename = "hunter2x", to(Quiet))]
    Secret,
    /// The other.
    #[enum_field(to(Quiet))]
    Quiet,
}

/// Who logs in.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Login {
    user: Attr<String>,
    password: Attr<SensitiveString>,
    #[field(sensitive)]
    pin: Attr<i64>,
    more: Attr<Option<Box<Login>>>,
    meta: ObjectMeta,
}

/// A type with the same fields that are none of a secret.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Open {
    password: Attr<String>,
    pin: Attr<i64>,
    meta: ObjectMeta,
}

/// One whose identity is a secret.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Token {
    uuid: Attr<SensitiveString>,
    meta: ObjectMeta,
}

/// One that is stored under a secret, and had another secret type before.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "keys", key = id)]
pub struct Keyed {
    #[field(sensitive)]
    id: Attr<String>,
    #[field(changed("1.1", from = Pin, down = to_pin, up = from_pin))]
    once: Attr<String>,
    meta: ObjectMeta,
}

fn to_pin(text: &str) -> Pin {
    Pin(text.to_owned())
}

fn from_pin(pin: &Pin) -> Result<String, String> {
    if pin.0.ends_with(MARKER) { Err(format!("{pin} is too old")) } else { Ok(pin.0.clone()) }
}

/// All of them.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Login)]
pub struct LoginList {
    objects: Attr<Vec<Login>>,
    meta: ObjectMeta,
}

/// A secret of every kind.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "vaults", key = number)]
pub struct Vault {
    number: Attr<i64>,
    token: Attr<SensitiveString>,
    tokens: Attr<Vec<SensitiveString>>,
    by_name: Attr<BTreeMap<String, Vec<Option<SensitiveString>>>>,
    some: Attr<BTreeSet<SensitiveString>>,
    own: Attr<Option<Pin>>,
    owns: Attr<BTreeMap<String, Pin>>,
    #[field(sensitive)]
    text: Attr<String>,
    #[field(sensitive)]
    whole: Attr<Option<i64>>,
    #[field(sensitive)]
    real: Attr<Option<f64>>,
    #[field(sensitive)]
    texts: Attr<Vec<String>>,
    #[field(sensitive)]
    numbers: Attr<Vec<i64>>,
    #[field(sensitive)]
    once: Attr<BTreeSet<String>>,
    #[field(sensitive)]
    map: Attr<BTreeMap<String, String>>,
    #[field(sensitive)]
    coded: Attr<BTreeMap<i64, bool>>,
    #[field(sensitive)]
    deep: Attr<BTreeMap<String, Vec<BTreeMap<String, i64>>>>,
    #[field(sensitive)]
    json: Attr<Json>,
    #[field(sensitive)]
    id: Attr<Option<Uuid>>,
    #[field(sensitive)]
    when: Attr<Option<DateTime<Utc>>>,
    #[field(sensitive, validate = quoting)]
    checked: Attr<Option<String>>,
    #[field(sensitive)]
    state: Attr<Option<State>>,
    #[field(sensitive, changed("1.1", from = String, down = down, up = up))]
    code: Attr<i64>,
    #[field(sensitive)]
    child: Attr<Option<Box<Login>>>,
    #[field(sensitive)]
    children: Attr<Vec<Login>>,
    open: Attr<Option<Box<Login>>>,
    opens: Attr<Vec<Login>>,
    shelf: Attr<BTreeMap<String, Vec<Login>>>,
    any: Attr<Option<AnyOf<Login>>>,
    #[field(object = "Login")]
    late: Attr<Option<Box<dyn DynObject>>>,
    all: Attr<Option<Box<LoginList>>>,
    badge: Attr<Option<Box<Token>>>,
    meta: ObjectMeta,
}

/// A check whose error has the shape of one that tells what was found, and tells it twice.
fn quoting(text: &str) -> Result<()> {
    if text == MARKER { Err(Error::invalid(format!("expected no {text}, got {text}"))) } else { Ok(()) }
}

fn down(code: i64) -> Result<String, String> {
    if code == NUMBER { Err(format!("{code} has no text")) } else { Ok(code.to_string()) }
}

fn up(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("{text} is no code"))
}

pub(crate) fn login() -> Login {
    let inner = Login::builder().user("inner").password(MARKER).pin(NUMBER).build_orphan().unwrap();
    let login = Login::builder().user("ann").password(MARKER).pin(NUMBER).more(Box::new(inner));
    login.build_orphan().unwrap()
}

/// A vault with the secret in every field.
pub(crate) fn vault() -> Vault {
    let text = || MARKER.to_owned();
    let boxed = || -> Box<dyn DynObject> { Box::new(login()) };
    let mut all = LoginList::orphan();
    all.set_objects(vec![login()]).unwrap();
    Vault::builder()
        .number(1)
        .token(MARKER)
        .tokens(vec![MARKER.into()])
        .by_name(BTreeMap::from([("a".to_owned(), vec![Some(MARKER.into()), None])]))
        .some(BTreeSet::from([MARKER.into()]))
        .own(Pin::new("pin hunter2x"))
        .owns(BTreeMap::from([("a".to_owned(), Pin::new("pin hunter2x"))]))
        .text(MARKER)
        .whole(NUMBER)
        .real(7_041_741_704.0)
        .texts(vec![text()])
        .numbers(vec![NUMBER])
        .once(BTreeSet::from([text()]))
        .map(BTreeMap::from([(text(), text())]))
        .coded(BTreeMap::from([(NUMBER, true)]))
        .deep(BTreeMap::from([(text(), vec![BTreeMap::from([(text(), NUMBER)])])]))
        .json(Json::from(serde_json::json!({MARKER: [MARKER, {"a": NUMBER}]})))
        .id(Uuid::from_u128(NUMBER.unsigned_abs().into()))
        .when("2024-05-06T07:08:09Z".parse::<DateTime<Utc>>().unwrap())
        .checked(format!("{MARKER}!"))
        .state(State::Secret)
        .code(NUMBER)
        .child(Box::new(login()))
        .children(vec![login()])
        .open(Box::new(login()))
        .opens(vec![login()])
        .shelf(BTreeMap::from([("a".to_owned(), vec![login()])]))
        .any(AnyOf::from(login()))
        .late(boxed())
        .all(Box::new(all))
        .badge(Box::new(Token::builder().uuid(MARKER).build_orphan().unwrap()))
        .build_orphan()
        .unwrap()
}
