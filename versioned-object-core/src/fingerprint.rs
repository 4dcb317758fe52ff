//! oslo's fingerprint of an object, computable while the crate is compiled.
//!
//! oslo's `ObjectVersionChecker` hashes with MD5 what Python prints for the sorted fields, the remotable methods and,
//! for list objects, the child versions. The same text goes here through the hash piece by piece, without ever
//! standing in memory.

use crate::descriptor::{DefaultRepr, FieldDescriptor, ObjectDescriptor, TypeDescriptor, TypeKind};
use crate::md5::Md5;

/// What Python prints for "no default".
const UNSPECIFIED: &str = "<class 'oslo_versionedobjects.fields.UnspecifiedDefault'>";

/// The fingerprint as 32 hex digits; none when a default has no known Python form.
pub(crate) const fn fingerprint(object: &ObjectDescriptor) -> Option<[u8; 32]> {
    let mut out = Md5::new().text("([");
    let mut last: Option<&str> = None;
    let mut count = 0;
    while count < object.order.len() {
        let Some(field) = next(object, last) else {
            break;
        };
        if count > 0 {
            out = out.text(", ");
        }
        out = match print_field(out, field) {
            Some(out) => out,
            None => return None,
        };
        last = Some(field.name);
        count += 1;
    }
    out = out.text("], []");
    if object.list_of.is_some() {
        out = out.text(", OrderedDict()");
    }
    Some(out.text(")").hex())
}

/// The field with the smallest name above `last`.
const fn next<'o>(object: &'o ObjectDescriptor, last: Option<&str>) -> Option<&'o FieldDescriptor> {
    let mut best: Option<&FieldDescriptor> = None;
    let mut at = 0;
    while at < object.order.len() {
        let field = &object.slots[object.order[at] as usize];
        let above = match last {
            Some(last) => less(last, field.name),
            None => true,
        };
        let better = match best {
            Some(best) => less(field.name, best.name),
            None => true,
        };
        if above && better && field.until.is_none() {
            best = Some(field);
        }
        at += 1;
    }
    best
}

/// Whether one text sorts before another: by code point, as Python does, which is by byte in UTF-8.
const fn less(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return one[at] < other[at];
        }
        at += 1;
    }
    one.len() < other.len()
}

const fn print_field(mut out: Md5, field: &FieldDescriptor) -> Option<Md5> {
    out = out.text("('").text(field.name).text("', ").text(field.ty.name).text("(default=");
    out = match &field.default {
        None => out.text(UNSPECIFIED),
        Some(default) => match default.repr {
            DefaultRepr::Text(text) => out.text(text),
            DefaultRepr::Bool(true) => out.text("True"),
            DefaultRepr::Bool(false) => out.text("False"),
            DefaultRepr::Int(number) => out.int(number),
            DefaultRepr::Unknown => return None,
        },
    };
    out = out.text(if field.ty.nullable { ",nullable=True" } else { ",nullable=False" });
    Some(print_values(out, field.ty).text("))"))
}

/// The valid values, which enums and lists of enums print.
const fn print_values(out: Md5, ty: &TypeDescriptor) -> Md5 {
    let descriptor = match ty.kind {
        TypeKind::Enum(descriptor) => descriptor,
        TypeKind::List(TypeDescriptor { kind: TypeKind::Enum(descriptor), .. }) => descriptor,
        _ => return out,
    };
    let values = descriptor.fingerprint_values;
    let mut out = out.text(if descriptor.tuple { ",valid_values=(" } else { ",valid_values=[" });
    let mut at = 0;
    while at < values.len() {
        if at > 0 {
            out = out.text(", ");
        }
        out = out.quoted(values[at]);
        at += 1;
    }
    if descriptor.tuple && values.len() == 1 {
        out = out.text(",");
    }
    out.text(if descriptor.tuple { ")" } else { "]" })
}

/// The message of a declaration whose fields no longer give its fingerprint.
pub(crate) const fn mismatch(object: &ObjectDescriptor, declared: &str, found: &[u8; 32]) -> Message {
    Message::new()
        .text("the fields of `")
        .text(object.name)
        .text("` give the fingerprint ")
        .bytes(found)
        .text(", but the declaration says ")
        .text(declared)
        .text("; if the change is meant, write version = \"")
        .int(object.version.major as u64)
        .text(".")
        .int(object.version.minor as u64 + 1)
        .text("\" and fingerprint = \"")
        .bytes(found)
        .text("\"")
}

/// A text made while the crate compiles.
pub(crate) struct Message {
    bytes: [u8; 512],
    len: usize,
}

impl Message {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; 512], len: 0 }
    }

    pub(crate) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "the declaration has a mistake",
        }
    }

    pub(crate) const fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    const fn int(self, number: u64) -> Self {
        let me = if number >= 10 { self.int(number / 10) } else { self };
        me.bytes(&[b'0' + (number % 10) as u8])
    }

    const fn bytes(mut self, bytes: &[u8]) -> Self {
        let mut at = 0;
        while at < bytes.len() && self.len < self.bytes.len() {
            self.bytes[self.len] = bytes[at];
            self.len += 1;
            at += 1;
        }
        self
    }
}
