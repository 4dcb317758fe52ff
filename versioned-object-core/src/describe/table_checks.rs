//! What is checked of tables and columns while a crate compiles: the derive sees the names, here are the types.

#![allow(clippy::missing_panics_doc, reason = "a panic here is a compile error of the declaration")]

use crate::describe::checks::has_mistakes;
use crate::describe::const_names::{Hash, Names};
use crate::describe::const_text::{Message, same};
use crate::describe::descriptor::{
    DefaultDescriptor, DefaultRepr, FieldDescriptor, Form, TypeDescriptor, TypeKind,
};
use crate::describe::lookup::place_of;

/// What a field is to the table of its object.
#[derive(Clone, Copy)]
pub enum TablePart {
    /// It identifies an object.
    Key,
    /// It is the key, since no other field is named.
    UsualKey,
    /// It says which project owns an object.
    Project,
    /// It is true in a deleted row.
    Flag,
    /// It says when a row was deleted.
    At,
    /// It says when a row was inserted.
    Created,
    /// It says when a row was updated.
    Updated,
}

impl TablePart {
    const fn word(self) -> &'static str {
        match self {
            Self::Key | Self::UsualKey => "key",
            Self::Project => "project",
            Self::Flag => "flag",
            Self::At => "at",
            Self::Created => "created",
            Self::Updated => "updated",
        }
    }

    /// Whether a field of this type can be it. Of a type that says nothing of its values, nothing is known.
    const fn takes(self, ty: &TypeDescriptor) -> bool {
        let form = match ty.kind {
            TypeKind::Scalar => ty.form,
            TypeKind::Enum(_) => Form::Text,
            _ => return false,
        };
        match self {
            _ if matches!(form, Form::Any) => true,
            Self::Key | Self::UsualKey => matches!(form, Form::Uuid | Form::Text | Form::Integer { .. }),
            Self::Project => matches!(form, Form::Uuid | Form::Text),
            Self::Flag => matches!(form, Form::Truth),
            Self::At | Self::Created | Self::Updated => matches!(form, Form::Moment),
        }
    }

    /// What it has to be.
    const fn wanted(self) -> &'static str {
        match self {
            Self::Key | Self::UsualKey => "a key is a `Uuid`, a whole number or a text",
            Self::Project => "the project of an object is a text or a `Uuid`",
            Self::Flag => "what marks a row as deleted is a `bool`",
            Self::At => "the moment of deletion is an `Option<DateTime<Utc>>`",
            Self::Created => "the moment of creation is a `DateTime<Utc>`",
            Self::Updated => "the moment of the last update is an `Option<DateTime<Utc>>`",
        }
    }
}

/// Fails the build when a field that a table names cannot be what it is named for. `wire` is its name there, `given` the
/// one in the declaration.
#[track_caller]
pub const fn check_table_part(fields: &[FieldDescriptor], part: TablePart, wire: &str, given: &str) {
    if has_mistakes(fields) {
        return;
    }
    let at = place_of(fields, wire);
    assert!(
        at < fields.len() || !matches!(part, TablePart::UsualKey),
        "no field is called `id`, the usual key of a table: say which field is the key, `key = name`"
    );
    let field = column_of(fields, at, part.word(), given);
    if !part.takes(field.ty) {
        let message = Message::new().field(field).text(" is ").kind(field.ty).text(": ").text(part.wanted());
        panic!("{}", message.as_str());
    }
    match part {
        TablePart::Key | TablePart::UsualKey if field.ty.nullable => {
            let message = Message::new()
                .field(field)
                .text(" may be null, and a key never is: take the `Option` away, or name another key");
            panic!("{}", message.as_str());
        }
        // A key that is a text is no other than the one that is given, or the default.
        TablePart::Key | TablePart::UsualKey
            if field.has_default()
                && matches!(field.ty.form, Form::Uuid | Form::Integer { .. })
                && matches!(field.ty.kind, TypeKind::Scalar) =>
        {
            let message = Message::new()
                .field(field)
                .text(" is the key, which is made when a row is inserted: remove `default`");
            panic!("{}", message.as_str());
        }
        TablePart::Flag if is_true_by_default(field) => {
            let message = Message::new().field(field).text(
                " is true by default, and marks rows as deleted: a new object would be one, write `default = false`",
            );
            panic!("{}", message.as_str());
        }
        TablePart::Updated if field.read_only => {
            let message = Message::new()
                .field(field)
                .text(" is read-only, and each update sets it: remove `read_only`");
            panic!("{}", message.as_str());
        }
        // Rows that are not deleted have none.
        TablePart::At if !field.ty.nullable && !field.has_default() => {
            let message = Message::new().field(field).text(
                " is never null, but has no value before the object is deleted: write `Attr<Option<…>>`",
            );
            panic!("{}", message.as_str());
        }
        _ => {}
    }
}

const fn is_true_by_default(field: &FieldDescriptor) -> bool {
    match field.default {
        Some(DefaultDescriptor { repr: DefaultRepr::Text(text), .. }) => same(text, "True"),
        Some(DefaultDescriptor { repr: DefaultRepr::Bool(truth), .. }) => truth,
        _ => false,
    }
}

/// Fails the build when what the deletion of a row sets is no field with a column.
#[track_caller]
pub const fn check_set(fields: &[FieldDescriptor], wire: &str, given: &str) {
    if !has_mistakes(fields) {
        column_of(fields, place_of(fields, wire), "set", given);
    }
}

/// Fails the build when a field that the deletion of a row sets does not take the text.
#[track_caller]
pub const fn check_set_text(fields: &[FieldDescriptor], wire: &str, text: &str) {
    let at = place_of(fields, wire);
    // That it has no column is told at its name.
    if has_mistakes(fields) || at == fields.len() || !fields[at].has_column() {
        return;
    }
    let field = &fields[at];
    if let TypeKind::Enum(values) = field.ty.kind {
        let mut at = 0;
        while at < values.values.len() {
            if same(values.values[at], text) {
                return;
            }
            at += 1;
        }
        let message = Message::new()
            .text("`")
            .text(text)
            .text("` is no value of ")
            .field(field)
            .guess_text(text, values.values);
        panic!("{}", message.as_str());
    }
    if !reads(field.ty, text) {
        let message = Message::new()
            .field(field)
            .text(" is ")
            .kind(field.ty)
            .text(": it cannot be set to `")
            .text(text)
            .text("`");
        panic!("{}", message.as_str());
    }
}

/// Whether a type reads a text, as far as its form says.
const fn reads(ty: &TypeDescriptor, text: &str) -> bool {
    if !matches!(ty.kind, TypeKind::Scalar) {
        return false;
    }
    let (digits, hex_digits) = digits_of(text);
    match ty.form {
        Form::Integer { .. } => digits > 0 && only(text, b"0123456789+-_ "),
        Form::Number { .. } => digits > 0 && only(text, b"0123456789+-_ .eE"),
        Form::Moment => digits > 0,
        Form::Uuid => hex_digits >= 32,
        // To this one every text is true, but for the empty one.
        Form::Truth if same(ty.name, "Boolean") => {
            text.is_empty() || text.eq_ignore_ascii_case("true") || same(text, "1")
        }
        _ => true,
    }
}

const fn digits_of(text: &str) -> (usize, usize) {
    let (bytes, mut digits, mut hex_digits, mut at) = (text.as_bytes(), 0, 0, 0);
    while at < bytes.len() {
        digits += bytes[at].is_ascii_digit() as usize;
        hex_digits += bytes[at].is_ascii_hexdigit() as usize;
        at += 1;
    }
    (digits, hex_digits)
}

const fn only(text: &str, letters: &[u8]) -> bool {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        let mut letter = 0;
        while letter < letters.len() && letters[letter] != bytes[at] {
            letter += 1;
        }
        if letter == letters.len() {
            return false;
        }
        at += 1;
    }
    true
}

/// Fails the build when a null that would be a zero is one of no field.
#[track_caller]
pub const fn check_null_integers(fields: &[FieldDescriptor]) {
    if has_mistakes(fields) {
        return;
    }
    let mut at = 0;
    while at < fields.len() {
        let ty = fields[at].ty;
        let may_be_one = matches!(ty.form, Form::Integer { .. } | Form::Any);
        if fields[at].has_column() && matches!(ty.kind, TypeKind::Scalar) && may_be_one {
            return;
        }
        at += 1;
    }
    panic!("no field of the table is a whole number: remove `null_integers`");
}

/// Fails the build when something is said of the column of a field that has none, since it holds objects.
#[track_caller]
pub const fn check_column_key(ty: &TypeDescriptor, name: &str, key: &str) {
    if ty.has_objects() {
        let message = Message::new()
            .text("`")
            .text(name)
            .text("` holds objects, which have no column: remove `")
            .text(key)
            .text("`");
        panic!("{}", message.as_str());
    }
}

/// Fails the build when a text is to be in a column of numbers: a database would make another text of it, or refuse it.
#[track_caller]
pub const fn check_text_column(ty: &TypeDescriptor, name: &str, declared: &str) {
    let is_text = match ty.kind {
        TypeKind::Scalar => matches!(ty.form, Form::Text),
        TypeKind::Enum(_) => true,
        _ => false,
    };
    let mut at = 0;
    while is_text && at < NUMBERS.len() {
        if begins_with_word(declared, NUMBERS[at]) {
            let message = Message::new()
                .text("`")
                .text(name)
                .text("` is ")
                .kind(ty)
                .text(", and a column of `")
                .text(declared)
                .text(
                    "` has numbers: write the type of a text, or `to_column` with what makes a number of it",
                );
            panic!("{}", message.as_str());
        }
        at += 1;
    }
}

/// The first words of types of numbers.
const NUMBERS: [&str; 18] = [
    "INT",
    "INTEGER",
    "TINYINT",
    "SMALLINT",
    "MEDIUMINT",
    "BIGINT",
    "INT2",
    "INT4",
    "INT8",
    "DECIMAL",
    "DEC",
    "NUMERIC",
    "FLOAT",
    "FLOAT4",
    "FLOAT8",
    "DOUBLE",
    "REAL",
    "FIXED",
];

/// Whether a text begins with a word, in letters of any size.
const fn begins_with_word(text: &str, word: &str) -> bool {
    let (text, word, mut at) = (text.as_bytes(), word.as_bytes(), 0);
    while at < word.len() {
        if at == text.len() || !text[at].eq_ignore_ascii_case(&word[at]) {
            return false;
        }
        at += 1;
    }
    at == text.len() || !text[at].is_ascii_alphanumeric()
}

/// Whether two fields are in one column, for which those are looked for that [`check_column`] tells.
pub const fn columns_meet(fields: &[FieldDescriptor]) -> bool {
    let (mut known, mut one) = (Names::new(), 0);
    while one < fields.len() {
        let column = Hash::of_any_case(fields[one].column);
        let mut other = if known.may_have(column) { 0 } else { one };
        while other < one {
            if is_column_of(&fields[one], &fields[other]) {
                return true;
            }
            other += 1;
        }
        known.add(column);
        one += 1;
    }
    false
}

/// Fails the build when another field has the column of the one at a slot, which is one of those from `start` up to
/// `end` that are declared together. Of two of these it is told once: at the one that says its column, or the second.
#[track_caller]
pub const fn check_column(fields: &[FieldDescriptor], slot: usize, start: usize, end: usize) {
    if has_mistakes(fields) {
        return;
    }
    let mut other = 0;
    while other < fields.len() {
        let together = start <= other && other < end;
        let is_told = together
            && match (names_column(&fields[slot]), names_column(&fields[other])) {
                (true, false) => false,
                (false, true) => true,
                _ => slot <= other,
            };
        if other != slot && !is_told {
            columns_differ(&fields[slot], &fields[other]);
        }
        other += 1;
    }
}

/// Fails the build when a field of a mixin, from `start` up to `end`, has the column of one before. Those from `own` up
/// to `own_end` are looked at by themselves.
#[track_caller]
pub const fn check_columns(
    fields: &[FieldDescriptor],
    (own, own_end): (usize, usize),
    start: usize,
    end: usize,
) {
    if has_mistakes(fields) || !columns_meet(fields) {
        return;
    }
    let mut one = start;
    while one < end {
        let mut other = 0;
        while other < start {
            if other < own || own_end <= other {
                columns_differ(&fields[one], &fields[other]);
            }
            other += 1;
        }
        one += 1;
    }
}

/// Whether two fields are in one column: databases do not tell small letters from capitals in the names of columns. Two
/// fields of one name on the wire are told elsewhere.
const fn is_column_of(one: &FieldDescriptor, other: &FieldDescriptor) -> bool {
    let both = one.stored && other.stored && !same(one.name, other.name);
    both && one.column.eq_ignore_ascii_case(other.column)
}

#[track_caller]
const fn columns_differ(one: &FieldDescriptor, other: &FieldDescriptor) {
    if is_column_of(one, other) {
        let message = Message::new()
            .field(one)
            .text(" and ")
            .field(other)
            .text(" are both in the column `")
            .text(other.column)
            .text("`: give one of them another `column`");
        panic!("{}", message.as_str());
    }
}

const fn names_column(field: &FieldDescriptor) -> bool {
    !same(field.column, field.name)
}

/// Fails the build when the field that holds a key, of an object of this name, has no column, or is of another type than
/// the key.
#[track_caller]
pub(crate) const fn check_relation_key(
    (holder, fields, name): (&str, &[FieldDescriptor], &str),
    (owner, keyed): (&str, &[FieldDescriptor]),
    is_many: bool,
) {
    if has_mistakes(fields) || has_mistakes(keyed) {
        return;
    }
    let (at, mut key) = (place_of(fields, name), 0);
    while key < keyed.len() && !keyed[key].is_key {
        key += 1;
    }
    if at < fields.len() && !fields[at].has_column() {
        let wanted = wanted(&fields[at]);
        let message = Message::new().field(&fields[at]).text(" of ").text(holder);
        let message = message.no_column(&fields[at]).text(": the field that holds a key ").text(wanted);
        panic!("{}", message.as_str());
    }
    // That there are both is asked elsewhere.
    if at == fields.len() || key == keyed.len() {
        return;
    }
    if is_many && fields[at].is_key {
        let message = Message::new()
            .text("`")
            .text(fields[at].rust_name)
            .text("` is the key of ")
            .text(holder)
            .text(" itself: name the field of theirs that holds ours");
        panic!("{}", message.as_str());
    }
    let (ours, theirs) = (fields[at].ty, keyed[key].ty);
    if !same(ours.name, theirs.name) || !same(ours.detail, theirs.detail) {
        let message = Message::new()
            .text("`")
            .text(fields[at].rust_name)
            .text("` of ")
            .text(holder)
            .text(" is of type ")
            .type_name(ours)
            .text(", but `")
            .text(keyed[key].rust_name)
            .text("`, the key of ")
            .text(owner)
            .text(", is of type ")
            .type_name(theirs)
            .text(": the field that holds a key has its type");
        panic!("{}", message.as_str());
    }
}

/// The field at a place, which has to have a column.
#[track_caller]
const fn column_of<'f>(
    fields: &'f [FieldDescriptor],
    at: usize,
    word: &str,
    given: &str,
) -> &'f FieldDescriptor {
    if at == fields.len() {
        let message = Message::new().text("`").text(given).text("` is no field of the object");
        let guess = Message::new().guess_field(given, fields);
        let rest =
            Message::new().text(": `").text(word).text("` names one of its own, of a mixin or of its parent");
        let message = message.text(if guess.as_str().is_empty() { rest.as_str() } else { guess.as_str() });
        panic!("{}", message.as_str());
    }
    let field = &fields[at];
    if same(field.name, given) && !same(field.rust_name, given) {
        let message = Message::new()
            .text("`")
            .text(given)
            .text("` is the name of ")
            .field(field)
            .text(" on the wire: write `")
            .ident(field.rust_name)
            .text("`");
        panic!("{}", message.as_str());
    }
    if !field.has_column() {
        let wanted = wanted(field);
        let message = Message::new().field(field).no_column(field).text(": `").text(word);
        let message = message.text("` names a field that ").text(wanted);
        panic!("{}", message.as_str());
    }
    field
}

/// What a field without a column should be.
const fn wanted(field: &FieldDescriptor) -> &'static str {
    if field.until.is_some() { "is still there" } else { "has one" }
}

impl Message {
    const fn field(self, field: &FieldDescriptor) -> Self {
        self.text("`").text(field.rust_name).text("`")
    }

    /// Why a field has no column.
    const fn no_column(self, field: &FieldDescriptor) -> Self {
        match field.until {
            Some(until) => self.text(" was removed in ").version(until),
            None if field.ty.has_objects() => self.text(" holds objects, which have no column"),
            None => self.text(" has no column"),
        }
    }

    /// The name of a type, with what tells it apart from others of the name: `Integer.i32`.
    const fn type_name(self, ty: &TypeDescriptor) -> Self {
        if ty.detail.is_empty() { self.text(ty.name) } else { self.text(ty.name).text(".").text(ty.detail) }
    }

    /// What values of a type are.
    const fn kind(self, ty: &TypeDescriptor) -> Self {
        self.text(match (ty.kind, ty.form) {
            (TypeKind::List(_), _) => "a list",
            (TypeKind::Set(_), _) => "a set",
            (TypeKind::Dict(_), _) => "a map",
            (TypeKind::Object(_) | TypeKind::AnyObject, _) => "an object",
            (TypeKind::Enum(_), _) => "one of some values",
            (TypeKind::Scalar, Form::Any) => "a value of its own kind",
            (TypeKind::Scalar, Form::Text) => "a text",
            (TypeKind::Scalar, Form::Integer { .. }) => "a whole number",
            (TypeKind::Scalar, Form::Number { .. }) => "a number with a fraction",
            (TypeKind::Scalar, Form::Truth) => "a truth value",
            (TypeKind::Scalar, Form::Moment) => "a moment",
            (TypeKind::Scalar, Form::Uuid) => "a UUID",
            (TypeKind::Scalar, Form::Json) => "JSON",
        })
    }
}
