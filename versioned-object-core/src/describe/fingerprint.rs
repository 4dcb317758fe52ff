//! oslo's fingerprint of an object, computable while the crate is compiled.
//!
//! oslo's `ObjectVersionChecker` hashes with MD5 what Python prints for the sorted fields, the remotable methods and,
//! for list objects, the child versions. The same text goes here through the hash piece by piece, without ever
//! standing in memory.

use crate::base::version::Version;
use crate::describe::const_text::less;
use crate::describe::descriptor::{
    DefaultRepr, FieldDescriptor, ObjectDescriptor, RemotableMethod, TypeDescriptor, TypeKind,
};
use crate::python::md5::Md5;

impl ObjectDescriptor {
    /// The fingerprint of the fields, as oslo's `ObjectVersionChecker` computes it, without the version before it.
    ///
    /// None when a default has no known Python form.
    pub fn compute_fingerprint(&self) -> Option<String> {
        let hash = fingerprint(self, self.version)?;
        Some(String::from_utf8_lossy(&hash).into_owned())
    }
}

impl ObjectDescriptor {
    /// The fingerprint of this or an older version of the object, from the history of its fields: what oslo computed
    /// for the declaration of that time.
    ///
    /// None when a default has no known Python form.
    pub fn fingerprint_at(&self, version: Version) -> Option<String> {
        let hash = fingerprint(self, version)?;
        Some(String::from_utf8_lossy(&hash).into_owned())
    }
}

/// What Python prints between the name of a type without a default and the end of it, or the valid values.
const UNSPECIFIED: &str = "(default=<class 'oslo_versionedobjects.fields.UnspecifiedDefault'>,nullable=False";

const UNSPECIFIED_NULLABLE: &str =
    "(default=<class 'oslo_versionedobjects.fields.UnspecifiedDefault'>,nullable=True";

/// As much of what Python prints for a field as is shown.
#[cfg(feature = "reference")]
const READABLE: usize = 1 << 14;

/// More fields than any object has.
const MOST: usize = 1024;

/// The fingerprint of a version as 32 hex digits; none when a default has no known Python form.
pub(crate) const fn fingerprint(object: &ObjectDescriptor, version: Version) -> Option<[u8; 32]> {
    let (fields, len) = sorted(object, version);
    let mut out = Md5::new();
    out.text("([");
    let mut at = 0;
    while at < len {
        out.text(if at == 0 { "('" } else { ", ('" });
        if !print_field(&mut out, &object.slots[fields[at] as usize], version) {
            return None;
        }
        at += 1;
    }
    out.text("], [");
    print_methods(&mut out, object.remotable);
    out.text("]");
    if object.list_of.is_some() {
        print_child_versions(&mut out, object.child_versions, version);
    }
    Some(out.text(")").hex())
}

/// The slots of the fields of a version, by name, and how many they are.
const fn sorted(object: &ObjectDescriptor, version: Version) -> ([u16; MOST], usize) {
    let mut slots = [0; MOST];
    let mut keys = [0; MOST];
    let (mut len, mut at) = (0, 0);
    while at < object.order.len() {
        let slot = object.order[at];
        let field = &object.slots[slot as usize];
        at += 1;
        if !field.exists_in(version) {
            continue;
        }
        let name = field.name_in(version);
        let key = key(name);
        let mut place = len;
        while place > 0
            && (key < keys[place - 1]
                || key == keys[place - 1] && {
                    less(name, object.slots[slots[place - 1] as usize].name_in(version))
                })
        {
            slots[place] = slots[place - 1];
            keys[place] = keys[place - 1];
            place -= 1;
        }
        slots[place] = slot;
        keys[place] = key;
        len += 1;
    }
    (slots, len)
}

/// The first bytes of a name as a number, which sorts as they do and is compared faster.
const fn key(name: &str) -> u64 {
    let mut rest = name.as_bytes();
    let (mut key, mut shift) = (0, 64);
    while let [first, others @ ..] = rest
        && shift > 0
    {
        shift -= 8;
        key |= (*first as u64) << shift;
        rest = others;
    }
    key
}

/// Prints a field behind the quote before its name; false when its default has no known Python form.
const fn print_field(out: &mut Md5, field: &FieldDescriptor, version: Version) -> bool {
    out.text(field.name_in(version)).text("', ");
    let is_known = print_type(out, field, version);
    out.text(")");
    is_known
}

impl FieldDescriptor {
    /// The field as Python prints it, in a version of its object: what the fingerprint is made of. None when the default
    /// has no known Python form, or when that is longer than anybody reads.
    #[cfg(feature = "reference")]
    pub(crate) fn python_type_in(&self, version: Version) -> Option<String> {
        let mut out = Md5::<READABLE>::keeping();
        print_type(&mut out, self, version).then(|| out.added())?
    }
}

/// Prints the type of a field; false when its default has no known Python form.
const fn print_type<const KEPT: usize>(
    out: &mut Md5<KEPT>,
    field: &FieldDescriptor,
    version: Version,
) -> bool {
    let ty = field.type_in(version);
    out.text(ty.name);
    match &field.default {
        None => {
            out.text(if ty.nullable { UNSPECIFIED_NULLABLE } else { UNSPECIFIED });
        }
        Some(default) => {
            out.text("(default=");
            match default.repr {
                DefaultRepr::Text(text) => out.text(text),
                DefaultRepr::Bool(true) => out.text("True"),
                DefaultRepr::Bool(false) => out.text("False"),
                DefaultRepr::Int(number) => out.int(number),
                DefaultRepr::Unknown => return false,
            };
            out.text(if ty.nullable { ",nullable=True" } else { ",nullable=False" });
        }
    }
    print_values(out, ty, field, version);
    out.text(")");
    true
}

/// The valid values, which enums and lists of enums print.
const fn print_values<const KEPT: usize>(
    out: &mut Md5<KEPT>,
    ty: &TypeDescriptor,
    field: &FieldDescriptor,
    version: Version,
) {
    let descriptor = match ty.kind {
        TypeKind::Enum(descriptor) => descriptor,
        TypeKind::List(TypeDescriptor { kind: TypeKind::Enum(descriptor), .. }) => descriptor,
        _ => return,
    };
    let values = descriptor.fingerprint_values;
    out.text(if descriptor.tuple { ",valid_values=(" } else { ",valid_values=[" });
    let (mut at, mut printed) = (0, 0);
    while at < values.len() {
        if field.has_value_in(values[at], version) {
            if printed > 0 {
                out.text(", ");
            }
            out.quoted(values[at]);
            printed += 1;
        }
        at += 1;
    }
    if descriptor.tuple && printed == 1 {
        out.text(",");
    }
    out.text(if descriptor.tuple { ")" } else { "]" });
}

/// The remotable methods by name; of several with one name the first counts.
const fn print_methods(out: &mut Md5, methods: &[RemotableMethod]) {
    let mut before: Option<&str> = None;
    loop {
        let (mut next, mut at) = (None::<&RemotableMethod>, 0);
        while at < methods.len() {
            let method = &methods[at];
            at += 1;
            let is_new = match before {
                Some(before) => less(before, method.name),
                None => true,
            };
            let is_first = match next {
                Some(next) => less(method.name, next.name),
                None => true,
            };
            if is_new && is_first {
                next = Some(method);
            }
        }
        let Some(method) = next else { return };
        out.text(if before.is_some() { ", ('" } else { "('" });
        out.text(method.name).text("', ").text(method.spec).text(")");
        before = Some(method.name);
    }
}

/// The child versions up to a version, sorted as the texts that they are in Python.
const fn print_child_versions(out: &mut Md5, pairs: &[(Version, Version)], version: Version) {
    out.text(", OrderedDict(");
    let mut before: Option<Version> = None;
    loop {
        let (mut next, mut at) = (None::<(Version, Version)>, 0);
        while at < pairs.len() {
            let pair = pairs[at];
            at += 1;
            let is_new = match before {
                Some(before) => sorts_before(before, pair.0),
                None => true,
            };
            let is_first = match next {
                Some(next) => sorts_before(pair.0, next.0),
                None => true,
            };
            if is_new && is_first && !version.older_than(pair.0) {
                next = Some(pair);
            }
        }
        let Some((ours, child)) = next else { break };
        out.text(if before.is_none() { "[(" } else { ", (" });
        print_version(out, ours);
        out.text(", ");
        print_version(out, child);
        out.text(")");
        before = Some(ours);
    }
    out.text(if before.is_some() { "])" } else { ")" });
}

const fn print_version(out: &mut Md5, version: Version) {
    out.text("'").int(version.major as i64);
    out.text(".").int(version.minor as i64);
    out.text("'");
}

/// Whether the text of one version sorts before that of another: `1.10` before `1.2`.
const fn sorts_before(one: Version, other: Version) -> bool {
    if one.major == other.major {
        digits_before(one.minor, other.minor)
    } else {
        digits_before(one.major, other.major)
    }
}

const fn digits_before(one: u32, other: u32) -> bool {
    let (mut a, mut b) = (one as u64, other as u64);
    let (mut a_end, mut b_end) = (10, 10);
    while a_end <= a {
        a_end *= 10;
    }
    while b_end <= b {
        b_end *= 10;
    }
    // The same number of digits, filled up with zeros.
    while a_end < b_end {
        (a, a_end) = (a * 10, a_end * 10);
    }
    while b_end < a_end {
        (b, b_end) = (b * 10, b_end * 10);
    }
    a < b || (a == b && one < other)
}
