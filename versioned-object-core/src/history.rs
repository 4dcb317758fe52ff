//! What older versions of an object looked like: the one place where a declared history is resolved.

use std::any::Any;

use crate::attr::Attr;
use crate::cell::{Cell, refused};
use crate::descriptor::{FieldDescriptor, ObjectDescriptor, TypeDescriptor};
use crate::error::{Error, Path, Result};
use crate::fields::enums::EnumValues;
use crate::fields::{FieldType, Input, IntoField, ReadContext};
use crate::version::Version;
use crate::wire::PrimitiveWriter;

/// A change that a version made to a field that was there before.
#[derive(Clone, Copy, Debug)]
pub struct FieldChange {
    /// The version that made it.
    pub version: Version,
    /// What it did.
    pub kind: ChangeKind,
}

/// What a version did to a field.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It gave the field another name.
    Renamed {
        /// The name before.
        from: &'static str,
    },
    /// It gave the field another type.
    Changed {
        /// The type before.
        from: &'static TypeDescriptor,
        /// How values go from one to the other; none where both have the same form on the wire.
        convert: Option<Conversion>,
    },
    /// It added a value to the enum of the field.
    Value {
        /// The value.
        value: &'static str,
        /// What older versions get.
        instead: Instead,
    },
}

/// What older versions get instead of a value.
#[derive(Clone, Copy)]
pub struct Instead {
    text: &'static str,
    replace: fn(&dyn Any, &mut dyn Any),
}

impl Instead {
    /// The value with this text; `replace` is given a cell, and fills an `Option<Box<dyn Cell>>` with one that has it
    /// everywhere in place of the newer value, where that is in the cell.
    pub const fn new(text: &'static str, replace: fn(&dyn Any, &mut dyn Any)) -> Self {
        Self { text, replace }
    }
}

impl std::fmt::Debug for Instead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

/// How values go from the type before a change to the one after it, and back.
#[derive(Clone, Copy)]
pub struct Conversion {
    /// Fills an `Option<Box<dyn Cell>>` with an unset cell of the type before.
    pub(crate) before: fn(&mut dyn Any),
    /// The same for the type after.
    pub(crate) after: fn(&mut dyn Any),
    pub(crate) down: fn(&dyn Any, &mut dyn Any) -> Result<()>,
    pub(crate) up: fn(&dyn Any, &mut dyn Any) -> Result<()>,
}

impl Conversion {
    /// A conversion between cells: `before` and `after` make unset ones, `down` and `up` fill one from the other.
    pub const fn new(
        before: fn(&mut dyn Any),
        after: fn(&mut dyn Any),
        down: fn(&dyn Any, &mut dyn Any) -> Result<()>,
        up: fn(&dyn Any, &mut dyn Any) -> Result<()>,
    ) -> Self {
        Self { before, after, down, up }
    }
}

impl std::fmt::Debug for Conversion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Conversion").finish_non_exhaustive()
    }
}

/// What a version did to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldStatus {
    /// The field is not there, and was not before.
    Absent,
    /// The version added it.
    Added,
    /// The version changed its type, or added a value to it, and perhaps changed its name.
    Changed,
    /// The version changed its name.
    Renamed,
    /// The version removed it.
    Removed,
    /// The field is as it was before.
    Same,
}

impl FieldDescriptor {
    /// Whether the field exists in this version of its object.
    pub const fn exists_in(&self, version: Version) -> bool {
        let added = match self.since {
            Some(since) => !version.older_than(since),
            None => true,
        };
        added && !self.removed_in(version)
    }

    /// Whether this version, or one before it, removed the field.
    pub(crate) const fn removed_in(&self, version: Version) -> bool {
        match self.until {
            Some(until) => !version.older_than(until),
            None => false,
        }
    }

    /// The name the field has in this version of its object.
    pub const fn name_in(&self, version: Version) -> &'static str {
        let (mut name, mut found, mut at) = (self.name, None::<Version>, 0);
        while at < self.history.len() {
            let change = &self.history[at];
            at += 1;
            if let ChangeKind::Renamed { from } = change.kind
                && first_after(version, change.version, found)
            {
                (name, found) = (from, Some(change.version));
            }
        }
        name
    }

    /// The type the field has in this version of its object.
    pub const fn type_in(&self, version: Version) -> &'static TypeDescriptor {
        let (mut ty, mut found, mut at) = (self.ty, None::<Version>, 0);
        while at < self.history.len() {
            let change = &self.history[at];
            at += 1;
            if let ChangeKind::Changed { from, .. } = change.kind
                && first_after(version, change.version, found)
            {
                (ty, found) = (from, Some(change.version));
            }
        }
        ty
    }

    /// Whether the enum of the field has this value in this version of its object.
    pub(crate) const fn has_value_in(&self, text: &str, version: Version) -> bool {
        let mut at = 0;
        while at < self.history.len() {
            let change = &self.history[at];
            at += 1;
            if let ChangeKind::Value { value, .. } = change.kind
                && version.older_than(change.version)
                && crate::__private::same(value, text)
            {
                return false;
            }
        }
        true
    }

    /// What this version did to the field.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::FieldStatus;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.2")]
    /// struct Lamp {
    ///     on: Attr<bool>,
    ///     #[field(since = "1.1", renamed("1.2", "color"))]
    ///     colour: Attr<String>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// let colour = Lamp::descriptor().field("colour").unwrap();
    /// assert_eq!(colour.status_in(Version::new(1, 0)), FieldStatus::Absent);
    /// assert_eq!(colour.status_in(Version::new(1, 1)), FieldStatus::Added);
    /// assert_eq!(colour.status_in(Version::new(1, 2)), FieldStatus::Renamed);
    /// assert_eq!(colour.name_in(Version::new(1, 1)), "color");
    /// ```
    pub fn status_in(&self, version: Version) -> FieldStatus {
        if self.until == Some(version) {
            return FieldStatus::Removed;
        }
        if !self.exists_in(version) {
            return FieldStatus::Absent;
        }
        if self.since == Some(version) {
            return FieldStatus::Added;
        }
        let did = |wanted: fn(&ChangeKind) -> bool| {
            self.history.iter().any(|change| change.version == version && wanted(&change.kind))
        };
        if did(|kind| !matches!(kind, ChangeKind::Renamed { .. })) {
            FieldStatus::Changed
        } else if did(|kind| matches!(kind, ChangeKind::Renamed { .. })) {
            FieldStatus::Renamed
        } else {
            FieldStatus::Same
        }
    }

    /// The changes above a version, the latest first.
    fn changes_after(&self, version: Version) -> Vec<&'static FieldChange> {
        let mut changes: Vec<_> =
            self.history.iter().filter(|change| version.older_than(change.version)).collect();
        changes.sort_by_key(|change| std::cmp::Reverse(change.version));
        changes
    }
}

/// Whether `change` is above `version`, and below what was found before.
const fn first_after(version: Version, change: Version, found: Option<Version>) -> bool {
    version.older_than(change)
        && match found {
            Some(found) => change.older_than(found),
            None => true,
        }
}

impl ObjectDescriptor {
    /// The fingerprint of this or an older version of the object, from the history of its fields: what oslo computed
    /// for the declaration of that time.
    ///
    /// None when a default has no known Python form.
    pub fn fingerprint_at(&self, version: Version) -> Option<String> {
        let hash = crate::fingerprint::fingerprint(self, version)?;
        Some(String::from_utf8_lossy(&hash).into_owned())
    }

    /// The version to look names and types up at, for data of `version`; none where all are as declared.
    pub(crate) fn past(&self, version: Version) -> Option<Version> {
        let past = self.has_removed || (self.has_history && version != self.version);
        past.then_some(version)
    }

    /// Where in the order the field of this name in that version stands, looking first at `guess`.
    #[inline]
    pub(crate) fn place_in(&self, name: &str, guess: usize, past: Option<Version>) -> Option<usize> {
        let Some(version) = past else {
            return self.place_of(name, guess);
        };
        let is_here = |place: &usize| {
            let field = &self.slots[self.slot_at(*place)];
            !field.removed_in(version) && field.name_in(version) == name
        };
        let guessed = Some(guess).filter(|place| *place < self.order.len() && is_here(place));
        guessed.or_else(|| (0..self.order.len()).find(is_here))
    }
}

/// Writes the value of a field as a version has it.
#[inline]
pub(crate) fn write(
    cell: &dyn Cell,
    field: &FieldDescriptor,
    past: Option<Version>,
    out: &mut PrimitiveWriter<'_>,
) -> Result<()> {
    match past {
        Some(version) if !field.history.is_empty() => write_older(cell, field, version, out),
        _ => cell.write(out),
    }
}

fn write_older(
    cell: &dyn Cell,
    field: &FieldDescriptor,
    version: Version,
    out: &mut PrimitiveWriter<'_>,
) -> Result<()> {
    let mut older: Option<Box<dyn Cell>> = None;
    for change in field.changes_after(version) {
        let newer = older.as_deref().unwrap_or(cell);
        match change.kind {
            ChangeKind::Changed { convert: Some(convert), .. } => {
                let mut before = made(convert.before)?;
                (convert.down)(newer, &mut *before)?;
                older = Some(before);
            }
            // The default is what a reader makes of a null that the type does not take.
            ChangeKind::Changed { from, convert: None }
                if newer.is_null() && !from.nullable && !field.has_default() =>
            {
                let message = format!("null is no value of this field before {}", change.version);
                return Err(Error::invalid(message));
            }
            ChangeKind::Value { instead, .. } => {
                let mut replaced: Option<Box<dyn Cell>> = None;
                (instead.replace)(newer, &mut replaced);
                if replaced.is_some() {
                    older = replaced;
                }
            }
            ChangeKind::Changed { .. } | ChangeKind::Renamed { .. } => {}
        }
    }
    older.as_deref().unwrap_or(cell).write(out)
}

/// Puts the cell with `instead` everywhere in place of `value` into `to`, where the value is in it.
pub fn replaced<T: EnumValues>(cell: &dyn Any, to: &mut dyn Any, value: T::Enum, instead: T::Enum) {
    let value =
        cell.downcast_ref::<Attr<T>>().and_then(Attr::get).and_then(|held| held.replaced(value, instead));
    if let (Some(value), Some(to)) = (value, to.downcast_mut::<Option<Box<dyn Cell>>>()) {
        *to = Some(Box::new(Attr(Some(value))));
    }
}

/// The cell that a conversion makes.
fn made(make: fn(&mut dyn Any)) -> Result<Box<dyn Cell>> {
    let mut cell: Option<Box<dyn Cell>> = None;
    make(&mut cell);
    cell.ok_or_else(|| Error::invalid("the conversion makes no cell"))
}

/// Reads the value of a field as a version has it.
pub(crate) fn load(
    cell: &mut dyn Cell,
    field: &FieldDescriptor,
    version: Version,
    input: Input<'_>,
    cx: &mut ReadContext<'_>,
) -> Result<()> {
    let changes = field.changes_after(version);
    let steps: Vec<_> = changes
        .iter()
        .rev()
        .filter_map(|change| match change.kind {
            ChangeKind::Changed { convert, .. } => convert,
            ChangeKind::Renamed { .. } | ChangeKind::Value { .. } => None,
        })
        .collect();
    let Some(first) = steps.first() else {
        return cell.load(field, input, cx);
    };
    let mut value = made(first.before)?;
    // The default and the check are those of the present type.
    let plain = FieldDescriptor::new(field.name, "", field.ty);
    let plain = if field.sensitive { plain.sensitive() } else { plain };
    value.load(&plain, input, cx)?;
    let is_changed = value.has_changes();
    let raise = |error| refused(field, error);
    for (index, step) in steps.iter().enumerate() {
        if index + 1 == steps.len() {
            (step.up)(&*value, cell).map_err(raise)?;
        } else {
            let mut after = made(step.after)?;
            (step.up)(&*value, &mut *after).map_err(raise)?;
            value = after;
        }
    }
    if let Some(Err(error)) = field.validate.map(|validate| validate(cell)) {
        cell.unset();
        return Err(raise(error));
    }
    // Objects that a converter made are as good as read.
    if !is_changed {
        cell.reset_changes();
    }
    if cx.context.is_some() {
        cell.set_context(cx.context.as_ref());
    }
    Ok(())
}

/// What a converter may return: a value, or a result with one. `How` says which.
#[diagnostic::on_unimplemented(
    message = "a converter to `{T}` cannot return `{Self}`",
    note = "`down` takes the present value and gives the one before, `up` the reverse: the value, or a `Result` of it"
)]
pub trait Converted<T, How> {
    /// The value.
    ///
    /// # Errors
    /// What the converter returned.
    fn converted(self) -> Result<T>;
}

/// A converter returned a value.
pub struct Plain;

/// A converter returned a result.
pub struct Fallible;

impl<T, V: IntoField<T>> Converted<T, Plain> for V {
    fn converted(self) -> Result<T> {
        Ok(self.into_field())
    }
}

impl<T, V: IntoField<T>, E: std::fmt::Display> Converted<T, Fallible> for Result<V, E> {
    fn converted(self) -> Result<T> {
        self.map(V::into_field).map_err(|error| Error::invalid(error.to_string()))
    }
}

/// Fills a cell from one of another type; null stays null, where the other type has it.
///
/// # Errors
/// What the converter returns, or null for a type that has none.
pub fn convert<A: FieldType, B: FieldType, R: Converted<B, How>, How>(
    from: &dyn Any,
    to: &mut dyn Any,
    converter: for<'a> fn(A::Ref<'a>) -> R,
) -> Result<()> {
    let plain = from.downcast_ref::<Attr<A>>().and_then(Attr::get);
    let value = plain.or_else(|| from.downcast_ref::<Attr<Option<A>>>()?.get()?.as_ref());
    let value = match value {
        Some(value) => Some(converter(value.borrow_field()).converted()?),
        None => None,
    };
    if let Some(cell) = to.downcast_mut::<Attr<Option<B>>>() {
        cell.0 = Some(value);
        return Ok(());
    }
    match (to.downcast_mut::<Attr<B>>(), value) {
        (Some(cell), Some(value)) => {
            cell.0 = Some(value);
            Ok(())
        }
        _ => Err(Error::NullField { path: Path::default() }),
    }
}
