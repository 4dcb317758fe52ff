//! Random objects of any registered type, with values that are hard to carry.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, FixedOffset};
use uuid::Builder;
use versioned_object_core::prelude::*;
use versioned_object_core::{ObjectDescriptor, Registry, TypeDescriptor, TypeKind};

const TEXTS: &[&str] = &[
    "",
    " ",
    "0",
    "null",
    "None",
    "True",
    "-0",
    "NaN",
    "\0",
    "\t\r\n",
    "\u{1b}[31m",
    "\u{7f}\u{85}",
    "\"\\/\u{8}\u{c}",
    "it's",
    "e\u{301}\u{327}",
    "\u{915}\u{94d}\u{937}\u{93f}",
    "\u{202e}\u{5e2}\u{5d1}\u{5e8}\u{5d9}\u{5ea}\u{202c}",
    "\u{627}\u{644}\u{639}\u{631}",
    "\u{2028}\u{2029}",
    "\u{feff}",
    "\u{fffd}\u{fffe}\u{ffff}",
    "\u{1f469}\u{200d}\u{1f680}",
    "\u{10ffff}",
    "\u{d7ff}\u{e000}",
    "{\"a\": 1}",
    "$dt",
    "%s%(x)s",
    "<?>",
    "\u{df}\u{130}\u{17f}",
    "versioned_object.data",
];
const INTEGERS: &[i64] =
    &[0, 1, -1, i32::MAX as i64, i32::MIN as i64, 1 << 53, (1 << 53) + 1, i64::MAX, i64::MIN];
const FLOATS: &[f64] = &[
    0.0,
    -0.0,
    1.0,
    0.1,
    1e300,
    -1e300,
    5e-324,
    f64::MIN_POSITIVE,
    f64::MAX,
    1e16,
    1e22,
    123_456_789_012_345_680.0,
    1.0 / 3.0,
];
const PREDICATES: &[&str] =
    &[">=1", "== 1.2.3", ">=1.0,<2", " != 1.5 , > 1.4.9", "<=10.0a1", "<1.0.post1", "!=1.0rc1"];
const ADDRESSES: &[&str] = &[
    "0.0.0.0",
    "255.255.255.255",
    "127.0.0.1",
    "::",
    "::1",
    "::ffff:192.0.2.1",
    "::192.0.2.1",
    "fe80::1",
    "2001:db8::",
    "1:0:0:2:0:0:0:3",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:0:8",
    "64:ff9b::102:304",
];
const UTC_MOMENTS: &[&str] = &[
    "1000-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999Z",
    "1970-01-01T00:00:00Z",
    "2016-02-29T00:00:00.000001Z",
    "2038-01-19T03:14:08Z",
    "9999-12-31T23:59:59.999999Z",
];
/// Seconds east of UTC.
const OFFSETS: &[i32] = &[0, 19_800, -1800, -10_800, 50_400, -43_200, 86_340, -86_340, 60];
/// The years 1001 to 9998, in seconds since 1970: any offset stays within those of four digits.
const MOMENTS: (i64, u64) = (-30_578_688_000, 283_900_000_000);
/// How many objects there may be in one.
const MOST_OBJECTS: usize = 24;
/// How deep objects with every field set may lie in each other.
const FULL_DEPTH: usize = 5;

/// Random objects from a seed.
pub(crate) struct Randoms<'r> {
    state: u64,
    registry: &'r Registry,
    /// How many more objects the one in work may have.
    left: usize,
    /// Whether every field is set, and with how many levels of objects more.
    full: Option<usize>,
}

impl<'r> Randoms<'r> {
    pub(crate) fn new(seed: u64, registry: &'r Registry) -> Self {
        Self { state: seed, registry, left: 0, full: None }
    }

    /// Some fields are set, and some of those are changed.
    pub(crate) fn object(&mut self, ty: &'static ObjectDescriptor) -> Result<Box<dyn DynObject>> {
        (self.left, self.full) = (MOST_OBJECTS, None);
        self.child(ty)
    }

    /// Every field is set, and holds something but where that would be one object too deep.
    pub(crate) fn full(&mut self, ty: &'static ObjectDescriptor) -> Result<Box<dyn DynObject>> {
        (self.left, self.full) = (usize::MAX, Some(FULL_DEPTH));
        self.child(ty)
    }

    fn child(&mut self, ty: &'static ObjectDescriptor) -> Result<Box<dyn DynObject>> {
        self.left -= 1;
        self.full = self.full.map(|levels| levels - 1);
        let mut made = ty.orphan();
        let (sets, changes) = (*self.pick(&[10, 50, 90, 100]), *self.pick(&[0, 0, 20, 100]));
        let mut later = Vec::new();
        for field in ty.fields() {
            let is_elements = ty.list_of.is_some() && field.name == "objects";
            if self.full.is_none() && !is_elements && !self.chance(sets) {
                continue;
            }
            let mut value = None;
            if self.full.is_some() || !may_be_null(field.ty) || !self.chance(15) {
                value = self.value(field.ty, field.object, true)?;
                // The field may take no subclass of its type.
                if value.as_ref().is_some_and(|value| ty.orphan().obj_set(field.name, value.clone()).is_err())
                {
                    value = self.value(field.ty, field.object, false)?;
                }
            }
            let value = match value {
                Some(value) => value,
                None if may_be_null(field.ty) => Value::Null,
                None => continue,
            };
            if self.chance(changes) {
                later.push((field.name, value));
            } else {
                made.obj_set(field.name, value)?;
            }
        }
        made.obj_reset_changes(&[], false);
        later.into_iter().try_for_each(|(name, value)| made.obj_set(name, value))?;
        self.full = self.full.map(|levels| levels + 1);
        Ok(made)
    }

    /// A value of a type; none when it would be one object too many.
    fn value(
        &mut self,
        ty: &TypeDescriptor,
        object: Option<&str>,
        with_subclasses: bool,
    ) -> Result<Option<Value>> {
        Ok(Some(match ty.kind {
            TypeKind::Enum(known) => Value::from(*self.pick(known.values)),
            TypeKind::List(item) => Value::List(self.items(item, object, with_subclasses)?),
            TypeKind::Set(item) => Value::Set(self.items(item, object, with_subclasses)?),
            TypeKind::Dict(item) => {
                let items = self.items(item, object, with_subclasses)?;
                let entries: BTreeMap<_, _> = items.into_iter().map(|item| (self.text(), item)).collect();
                Value::Map(entries.into_iter().collect())
            }
            TypeKind::Object(wanted) => {
                let is_fitting = |known: &&'static ObjectDescriptor| {
                    if with_subclasses { known.is_a(wanted()) } else { std::ptr::eq(*known, wanted()) }
                };
                let fitting: Vec<_> = self.registry.types().filter(is_fitting).collect();
                return self.child_of(&fitting);
            }
            TypeKind::AnyObject => {
                let is_fitting = |known: &&ObjectDescriptor| object.is_none_or(|name| known.name == name);
                let fitting: Vec<_> = self.registry.types().filter(is_fitting).collect();
                return self.child_of(&fitting);
            }
            _ => self.scalar(ty.name)?,
        }))
    }

    fn child_of(&mut self, fitting: &[&'static ObjectDescriptor]) -> Result<Option<Value>> {
        if fitting.is_empty() || self.left == 0 || self.full == Some(0) {
            return Ok(None);
        }
        let ty = *self.pick(fitting);
        self.child(ty).map(|child| Some(Value::Object(child)))
    }

    fn items(
        &mut self,
        ty: &TypeDescriptor,
        object: Option<&str>,
        with_subclasses: bool,
    ) -> Result<Vec<Value>> {
        let mut items = Vec::new();
        let count = *self.pick(if self.full.is_some() { &[1, 2] } else { &[0, 1, 2, 5] });
        for _ in 0..count {
            if ty.nullable && self.full.is_none() && self.chance(30) {
                items.push(Value::Null);
            } else {
                let Some(item) = self.value(ty, object, with_subclasses)? else { break };
                items.push(item);
            }
        }
        Ok(items)
    }

    fn scalar(&mut self, name: &str) -> Result<Value> {
        let bits = self.next();
        let even = bits.is_multiple_of(2);
        Ok(match name {
            "String" | "SensitiveString" => self.text().into(),
            "VersionPredicate" => (*self.pick(PREDICATES)).into(),
            "UUID" => Builder::from_u128(u128::from(bits) << 64 | u128::from(self.next()))
                .into_uuid()
                .to_string()
                .into(),
            "MACAddress" => {
                let octets: Vec<_> =
                    bits.to_be_bytes()[..6].iter().map(|octet| format!("{octet:02X}")).collect();
                octets.join(if even { ":" } else { "-" }).into()
            }
            "PCIAddress" => {
                let [.., slot, function] = bits.to_be_bytes();
                let domain = self.next();
                format!("{:04x}:{:02x}:{:02x}.{}", domain & 0xffff, domain >> 56, slot % 32, function % 8)
                    .into()
            }
            "Integer" if even => Value::Int(*self.pick(INTEGERS)),
            "Integer" => Value::Int(self.next().cast_signed()),
            "NonNegativeInteger" => {
                let random = self.next();
                Value::UInt(*self.pick(&[0, 1, 1 << 53, i64::MAX.unsigned_abs(), u64::MAX, random]))
            }
            "Float" => Value::Float(self.float()),
            "NonNegativeFloat" => Value::Float(self.float().abs()),
            "Boolean" | "FlexibleBoolean" => Value::Bool(even),
            "DateTime" => Value::DateTime(self.moment()?),
            "IPAddress" | "IPV4AndV6Address" => Value::Ip(self.address(even)),
            "IPV4Address" => Value::Ip(self.address(true)),
            "IPV6Address" => Value::Ip(self.address(false)),
            "IPNetwork" => self.network(even),
            "IPV4Network" => self.network(true),
            "IPV6Network" => self.network(false),
            "FieldType" => self.json(3),
            _ => return Err(Error::invalid(format!("no values of the type {name} are known"))),
        })
    }

    fn json(&mut self, depth: usize) -> Value {
        let kinds = if depth == 0 { 5 } else { 7 };
        match self.below(kinds) {
            0 => Value::Null,
            1 => self.text().into(),
            2 => Value::Int(*self.pick(INTEGERS)),
            3 => Value::Float(self.float()),
            4 => Value::Bool(self.chance(50)),
            5 => Value::List(vec![self.json(depth - 1), self.json(depth - 1)]),
            _ => Value::Map(vec![(self.text(), self.json(depth - 1))]),
        }
    }

    fn text(&mut self) -> String {
        if self.chance(60) {
            return (*self.pick(TEXTS)).to_owned();
        }
        let length = self.below(20);
        let most = *self.pick(&[0x20, 0x80, 0x3000, 0x11_0000]);
        // Halves of surrogate pairs are no text.
        (0..length).filter_map(|_| u32::try_from(self.below(most)).ok().and_then(char::from_u32)).collect()
    }

    fn float(&mut self) -> f64 {
        let random = f64::from_bits(self.next());
        if random.is_finite() && self.chance(50) { random } else { *self.pick(FLOATS) }
    }

    fn moment(&mut self) -> Result<DateTime<FixedOffset>> {
        let bad = || Error::invalid("no such moment");
        if self.chance(30) {
            return self.pick(UTC_MOMENTS).parse().map_err(|_| bad());
        }
        let (seconds, micros) = (self.below(MOMENTS.1), self.below(1_000_000));
        let seconds = MOMENTS.0.saturating_add_unsigned(seconds);
        let micros = u32::try_from(micros).map_err(|_| bad())?;
        let offset = FixedOffset::east_opt(*self.pick(OFFSETS)).ok_or_else(bad)?;
        let utc = DateTime::from_timestamp(seconds, micros * 1000).ok_or_else(bad)?;
        Ok(utc.with_timezone(&offset))
    }

    fn address(&mut self, is_v4: bool) -> IpAddr {
        let known = ADDRESSES.iter().filter_map(|text| text.parse::<IpAddr>().ok());
        let known: Vec<_> = known.filter(|address| address.is_ipv4() == is_v4).collect();
        if self.chance(40) {
            return *self.pick(&known);
        }
        let bits = u128::from(self.next()) << 64 | u128::from(self.next());
        // Runs of zeros are where texts of addresses differ.
        let mask = u128::from(self.next() & self.next()) << 64 | u128::from(self.next() & self.next());
        let bits = if self.chance(50) { bits & mask } else { bits };
        if is_v4 {
            let [a, b, c, d, ..] = bits.to_be_bytes();
            Ipv4Addr::new(a, b, c, d).into()
        } else {
            Ipv6Addr::from_bits(bits).into()
        }
    }

    fn network(&mut self, is_v4: bool) -> Value {
        let address = self.address(is_v4);
        let length = self.below(if is_v4 { 33 } else { 129 });
        format!("{address}/{length}").into()
    }

    /// The next bits, as `SplitMix64` gives them.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        let index = self.below(items.len() as u64);
        &items[usize::try_from(index).unwrap_or_default()]
    }
}

/// Null among states is the text `None` in Python: see docs/divergences.md.
fn may_be_null(ty: &TypeDescriptor) -> bool {
    let has_states = matches!(ty.kind, TypeKind::Enum(known) if known.transitions.is_some());
    ty.nullable && !has_states
}
