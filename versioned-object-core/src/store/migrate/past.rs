//! What older versions of an object made of its table, from the declared history: which columns are there, under which
//! names and of which version. Every version that works on a table comes to the same.

use crate::base::version::Version;
use crate::describe::descriptor::{
    ChangeKind, FieldDescriptor, Form, ObjectDescriptor, TypeDescriptor, TypeKind,
};
use crate::store::ddl;
use crate::store::driver::Backend;

/// A column that a version gave a table.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) slot: usize,
    /// The version, whose values it has.
    pub(crate) version: Version,
    pub(crate) name: String,
}

/// The columns of a table that these versions work on, the oldest of which is the first.
pub(crate) fn held(descriptor: &ObjectDescriptor, versions: &[Version]) -> Vec<Held> {
    let mut all: Vec<Held> = Vec::new();
    for version in versions {
        for slot in descriptor.slots_in_order() {
            let field = &descriptor.slots[slot];
            if !field.stored || !field.exists_in(*version) || all.iter().any(|held| held.slot == slot) {
                continue;
            }
            let name = column_in(field, *version);
            let is_taken = all.iter().any(|held| held.name.eq_ignore_ascii_case(name));
            let name = if is_taken { apart(name, *version) } else { name.to_owned() };
            all.push(Held { slot, version: *version, name });
        }
    }
    all
}

/// The column that a field has where a version makes the table.
pub(crate) fn column_in(field: &FieldDescriptor, version: Version) -> &'static str {
    // A column with a name of its own had it before, too.
    if field.column == field.name { field.name_in(version) } else { field.column }
}

/// The name of a column beside another one of its name.
pub(crate) fn apart(name: &str, version: Version) -> String {
    const MOST: usize = 46;
    format!("{}__{}_{}", ddl::short(name.to_owned(), MOST), version.major, version.minor)
}

/// Every name that the column of a field may have had in any version up to that of its object.
pub(crate) fn all_names(descriptor: &ObjectDescriptor, field: &FieldDescriptor) -> Vec<String> {
    let mut all = apart_of(field);
    for version in descriptor.versions() {
        let name = column_in(field, version);
        all.extend([name.to_owned(), apart(name, version)]);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The column that holds what a base was.
pub(crate) fn was(shadow: &str) -> String {
    format!("{shadow}_was")
}

/// The latest version whose change gives a field another form in rows than the base of `version` has; none where both
/// have one form.
pub(crate) fn parted(field: &FieldDescriptor, version: Version, backend: Backend) -> Option<Version> {
    let parts = |change: &&crate::describe::descriptor::FieldChange| match change.kind {
        ChangeKind::Value { .. } | ChangeKind::Changed { convert: Some(_), .. } => true,
        ChangeKind::Changed { from, convert: None } => {
            !is_same_form(field, from, field.type_in(change.version), backend)
        }
        ChangeKind::Renamed { .. } => false,
    };
    field.changes_after(version).find(parts).map(|change| change.version)
}

fn is_same_form(
    field: &FieldDescriptor,
    one: &'static TypeDescriptor,
    other: &'static TypeDescriptor,
    backend: Backend,
) -> bool {
    let column = |ty| ddl::field_type(&FieldDescriptor { ty, ..*field }, backend);
    one.nullable == other.nullable && column(one) == column(other) && !is_respelt_inside(one, other)
}

/// Whether JSON that one type wrote may stand there in another way than the other writes what it means, by which it is
/// found: a set has each element once, in its order, and a UUID and a moment have one spelling.
fn is_respelt_inside(one: &TypeDescriptor, other: &TypeDescriptor) -> bool {
    let (TypeKind::List(was) | TypeKind::Set(was) | TypeKind::Dict(was)) = one.kind else { return false };
    let (TypeKind::List(is) | TypeKind::Set(is) | TypeKind::Dict(is)) = other.kind else { return false };
    let is_set_now = matches!((one.kind, other.kind), (TypeKind::List(_), TypeKind::Set(_)));
    let is_spelt_now = was.form == Form::Text && matches!(is.form, Form::Uuid | Form::Moment);
    is_set_now || is_spelt_now || is_respelt_inside(was, is)
}

/// The names of the columns beside its own that any version may have given a field.
pub(crate) fn apart_of(field: &FieldDescriptor) -> Vec<String> {
    let mut all: Vec<String> =
        field.history.iter().map(|change| apart(column_in(field, change.version), change.version)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The names of the columns beside others that any version of an object may have given a table.
pub(crate) fn all_apart(descriptor: &ObjectDescriptor) -> Vec<String> {
    let mut all = Vec::new();
    for name in descriptor.slots.iter().filter(|field| field.stored).flat_map(apart_of) {
        all.push(was(&name));
        all.push(name);
    }
    all
}

/// A field as a version had it, as far as its column goes.
pub(crate) fn field_in(field: &FieldDescriptor, version: Version) -> FieldDescriptor {
    let ty = field.type_in(version);
    let is_converted = field
        .changes_after(version)
        .any(|change| matches!(change.kind, ChangeKind::Changed { convert: Some(_), .. }));
    let plain = FieldDescriptor { ty, history: &[], default: None, validate: None, ..*field };
    if is_converted { FieldDescriptor { sql_type: None, to_column: None, ..plain } } else { plain }
}
