//! How tables are made: `const fn`, from what the derives emit.

use std::any::Any;
use std::marker::PhantomData;
use std::mem;

use crate::base::error::Result;
use crate::base::version::Version;
use crate::describe::const_text::{less, same};
use crate::describe::descriptor::{
    ChangeKind, DefaultDescriptor, DefaultRepr, ExtraFieldDescriptor, FieldChange, FieldDescriptor, Fill,
    Form, Hooks, Matching, MethodDescriptor, ObjectDescriptor, OsloSchema, Put, Relation, RemotableMethod,
    TypeDescriptor, TypeKind,
};
use crate::describe::lookup::SUBCLASSES;
use crate::describe::table::TableDescriptor;

impl TypeDescriptor {
    /// A type whose values are single JSON values of which nothing is known, under oslo's class name.
    ///
    /// A type that says what its values are, with one of the functions below, is described, stored, compared and
    /// sampled as they are.
    pub const fn scalar(name: &'static str) -> Self {
        Self::new(name, TypeKind::Scalar)
    }

    /// A type whose values are texts.
    ///
    /// ```
    /// use versioned_object_core::TypeDescriptor;
    ///
    /// const SIZE: TypeDescriptor = TypeDescriptor::text("DataSize").pattern("^[0-9]+ [KMG]iB$").samples(&["\"1 GiB\""]);
    /// ```
    pub const fn text(name: &'static str) -> Self {
        Self::scalar(name).form(Form::Text)
    }

    /// A type whose values are whole numbers: those of an `i64`, or of a `u64` where none is below zero.
    ///
    /// ```
    /// use versioned_object_core::{Form, TypeDescriptor};
    ///
    /// const PERCENT: TypeDescriptor = TypeDescriptor::integer("Percent").at_least(0).at_most(100);
    /// assert_eq!(PERCENT.form, Form::Integer { minimum: Some(0), maximum: Some(100) });
    /// ```
    pub const fn integer(name: &'static str) -> Self {
        Self::scalar(name).form(Form::Integer { minimum: None, maximum: None })
    }

    /// A type whose values are numbers with or without a fraction.
    pub const fn number(name: &'static str) -> Self {
        Self::scalar(name).form(Form::Number { minimum: None, maximum: None })
    }

    /// A type whose values are truth values.
    pub const fn truth(name: &'static str) -> Self {
        Self::scalar(name).form(Form::Truth)
    }

    /// A type whose values are moments.
    pub const fn moment(name: &'static str) -> Self {
        Self::scalar(name).form(Form::Moment)
    }

    /// A type whose values are UUIDs.
    pub const fn uuid(name: &'static str) -> Self {
        Self::scalar(name).form(Form::Uuid)
    }

    /// A type whose values are JSON of any shape, which a column holds as text.
    pub const fn json(name: &'static str) -> Self {
        Self::scalar(name).form(Form::Json)
    }

    /// A type of another kind.
    pub const fn new(name: &'static str, kind: TypeKind) -> Self {
        Self {
            name,
            kind,
            nullable: false,
            detail: "",
            samples: &[],
            form: Form::Any,
            pattern: None,
            formats: &[],
            oslo_schema: OsloSchema::ByForm,
            secret: false,
            sql_type: None,
            matching: Matching::Read,
            is_apart: false,
            key: None,
            object: None,
        }
    }

    /// With this form.
    #[must_use]
    pub const fn form(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// With no number below this one; of a type that has no numbers nothing changes.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "bounds are small")]
    pub const fn at_least(self, bound: i64) -> Self {
        match self.form {
            Form::Integer { maximum, .. } => self.form(Form::Integer { minimum: Some(bound), maximum }),
            Form::Number { maximum, .. } => self.form(Form::Number { minimum: Some(bound as f64), maximum }),
            _ => self,
        }
    }

    /// With no number above this one; of a type that has no numbers nothing changes.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "bounds are small")]
    pub const fn at_most(self, bound: i64) -> Self {
        match self.form {
            Form::Integer { minimum, .. } => self.form(Form::Integer { minimum, maximum: Some(bound) }),
            Form::Number { minimum, .. } => self.form(Form::Number { minimum, maximum: Some(bound as f64) }),
            _ => self,
        }
    }

    /// With keys that are the texts of values of another type, see [`DictKey::KEY`](crate::fields::DictKey::KEY).
    #[must_use]
    pub const fn keys(self, key: Option<&'static TypeDescriptor>) -> Self {
        Self { key, ..self }
    }

    /// With a regular expression that the texts of values match.
    #[must_use]
    pub const fn pattern(self, pattern: &'static str) -> Self {
        Self { pattern: Some(pattern), ..self }
    }

    /// With formats of JSON Schema, of which the texts of values have one.
    #[must_use]
    pub const fn formats(self, formats: &'static [&'static str]) -> Self {
        Self { formats, ..self }
    }

    /// With something else in oslo's own schemas than the form says.
    #[must_use]
    pub const fn oslo_schema(self, oslo_schema: OsloSchema) -> Self {
        Self { oslo_schema, ..self }
    }

    /// With values that are masked when they are printed.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// In columns of another SQL type than that of the form.
    #[must_use]
    pub const fn sql_type(self, sql_type: &'static str) -> Self {
        Self { sql_type: Some(sql_type), ..self }
    }

    /// With values to compare with understood in another way than the type reads them.
    #[must_use]
    pub const fn matching(self, matching: Matching) -> Self {
        Self { matching, ..self }
    }

    /// With what tells it apart from another type of the same name.
    #[must_use]
    pub const fn detail(self, detail: &'static str) -> Self {
        Self { detail, ..self }
    }

    /// A list whose objects stand apart from the object that the field is in, as in Python those of a list in a field of
    /// one's own, which is no `ListOfObjectsField`: they are written at their own versions whatever the target is, and a
    /// recursive reset leaves them alone. Of another type nothing changes.
    ///
    /// ```
    /// use versioned_object_core::{TypeDescriptor, TypeKind};
    ///
    /// const ITEM: &TypeDescriptor = &TypeDescriptor::new("Object", TypeKind::AnyObject);
    /// const LIST: TypeDescriptor = TypeDescriptor::new("List", TypeKind::List(ITEM)).apart();
    /// assert!(LIST.is_apart);
    /// // `versions.lock` tells it from a list of children.
    /// assert_eq!(LIST.detail, "apart");
    /// ```
    #[must_use]
    pub const fn apart(self) -> Self {
        Self { is_apart: true, detail: "apart", ..self }
    }

    /// With values for tests, as JSON texts, the smallest first.
    ///
    /// A type that says none is tried with some of its form; one that has no form either with a number, a text, a truth
    /// value, a list and a map.
    #[must_use]
    pub const fn samples(self, samples: &'static [&'static str]) -> Self {
        Self { samples, ..self }
    }

    /// The type of objects that have this name, at the version that their type describes.
    pub(crate) const fn object(
        descriptor: fn() -> &'static ObjectDescriptor,
        name: &'static str,
        version: Version,
    ) -> Self {
        Self { object: Some((name, version)), ..Self::new("Object", TypeKind::Object(descriptor)) }
    }

    /// The same type, for a field that takes objects of subclasses too.
    pub(crate) const fn with_subclasses(self) -> Self {
        self.detail(SUBCLASSES)
    }

    /// The same type, taking null too.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }
}

impl DefaultDescriptor {
    /// A default, with the way Python prints it.
    pub const fn new(put: Put, repr: DefaultRepr) -> Self {
        Self { put: Some(put), repr }
    }

    /// A default that only the fingerprint knows.
    pub const fn fingerprint_only(repr: DefaultRepr) -> Self {
        Self { put: None, repr }
    }
}

impl FieldDescriptor {
    /// A field with a name, documentation and a type, and nothing else.
    pub const fn new(name: &'static str, doc: &'static str, ty: &'static TypeDescriptor) -> Self {
        Self::declared(name, "", doc, "", ty)
    }

    /// The same, with its key in an envelope, a comma before it and a colon behind it, and the type as the declaration has it.
    #[doc(hidden)]
    pub const fn declared(
        name: &'static str,
        key: &'static str,
        doc: &'static str,
        rust_type: &'static str,
        ty: &'static TypeDescriptor,
    ) -> Self {
        // Most are, and calls take the compiler long.
        let is_single = matches!(ty.kind, TypeKind::Scalar | TypeKind::Enum(_));
        let has_children = !is_single && ty.holds_children();
        Self {
            name,
            doc,
            ty,
            rust_type,
            default: None,
            read_only: false,
            sensitive: false,
            object: None,
            since: None,
            fill: Fill::DefaultValue,
            until: None,
            history: &[],
            column: name,
            stored: is_single || !ty.has_objects(),
            sql_type: None,
            to_column: None,
            updates_as_is: false,
            relation: None,
            validator: None,
            validate: None,
            key,
            rust_name: name,
            is_key: false,
            has_children,
            from: 0,
            to: u128::MAX,
            settled: if has_children { u128::MAX } else { 0 },
            is_constant: !has_children,
            lower: None,
        }
    }

    /// With a default.
    #[must_use]
    pub const fn with_default(mut self, default: DefaultDescriptor) -> Self {
        self.default = Some(default);
        self
    }

    /// Set only once.
    #[must_use]
    pub const fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// Masked when printed.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Taking objects of this name only.
    #[must_use]
    pub const fn object(mut self, name: &'static str) -> Self {
        self.object = Some(name);
        self
    }

    /// Added by this version.
    #[must_use]
    pub const fn since(mut self, version: Version) -> Self {
        self.since = Some(version);
        self.from = version.key();
        self.settle()
    }

    /// What it gets in an object that is raised to the version that added it, where that is not its default.
    #[must_use]
    pub const fn fill(mut self, fill: Fill) -> Self {
        self.fill = fill;
        self
    }

    /// Removed by this version.
    #[must_use]
    pub const fn until(mut self, version: Version) -> Self {
        self.until = Some(version);
        self.to = version.key();
        self.settle()
    }

    /// Changed by versions since.
    #[must_use]
    pub const fn history(mut self, history: &'static [FieldChange]) -> Self {
        self.history = history;
        self.has_children = self.has_children || held_children(history);
        self.settle()
    }

    /// Says anew from which version on it has been what is declared, and how it is written before.
    const fn settle(mut self) -> Self {
        self.settled = if self.has_children { u128::MAX } else { self.from };
        let mut at = 0;
        while at < self.history.len() {
            let changed = self.history[at].version.key();
            if self.settled < changed {
                self.settled = changed;
            }
            at += 1;
        }
        self.is_constant = self.settled == 0 && self.to == u128::MAX;
        self.lower = match self.history {
            [FieldChange { kind: ChangeKind::Changed { from, convert: Some(convert) }, .. }]
                if !self.has_children && from.is_written_alike() =>
            {
                Some(convert.down)
            }
            _ => None,
        };
        self
    }

    /// In another SQL column than its name says.
    #[must_use]
    pub const fn column(mut self, column: &'static str) -> Self {
        self.column = column;
        self
    }

    /// Without a column.
    #[must_use]
    pub const fn no_column(mut self) -> Self {
        self.stored = false;
        self
    }

    /// In a column of another SQL type than its type usually has.
    #[must_use]
    pub const fn sql_type(mut self, sql_type: &'static str) -> Self {
        self.sql_type = Some(sql_type);
        self
    }

    /// With something that its values go through on their way into the column: it changes the
    /// [`Value`](crate::Value) that it is given.
    #[must_use]
    pub const fn to_column(mut self, to_column: fn(&mut dyn Any)) -> Self {
        self.to_column = Some(to_column);
        self
    }

    /// With updates that set it past what [`FieldDescriptor::to_column`] says.
    #[must_use]
    pub const fn updates_as_is(mut self) -> Self {
        self.updates_as_is = true;
        self
    }

    /// With objects that belong to the object, and are kept in a table of their own.
    #[must_use]
    pub const fn relation(mut self, relation: Relation) -> Self {
        self.relation = Some(relation);
        self
    }

    /// As the key of the object's table.
    #[doc(hidden)]
    #[must_use]
    pub const fn key_of_table(mut self) -> Self {
        self.is_key = true;
        self
    }

    /// With another name in Rust than on the wire.
    #[doc(hidden)]
    #[must_use]
    pub const fn rust_name(mut self, name: &'static str) -> Self {
        self.rust_name = name;
        self
    }

    /// With a check of its own, by its name, which is given the cell.
    #[must_use]
    pub const fn validate(mut self, name: &'static str, check: fn(&dyn Any) -> Result<()>) -> Self {
        self.validator = Some(name);
        self.validate = Some(check);
        self
    }
}

impl Hooks {
    /// None.
    pub const NONE: Self = Self { load_attr: None, make_compatible: None };
}

const NO_FIELD: FieldDescriptor = FieldDescriptor::new("", "", &TypeDescriptor::scalar("FieldType"));

/// Whether a field held children before one of these changes.
const fn held_children(history: &[FieldChange]) -> bool {
    let mut at = 0;
    while at < history.len() {
        if let ChangeKind::Changed { from, .. } = history[at].kind
            && from.holds_children()
        {
            return true;
        }
        at += 1;
    }
    false
}

/// The parts, one after the other.
const fn join<T: Copy, const N: usize>(filler: T, parts: &[&[T]]) -> [T; N] {
    let mut all = [filler; N];
    let (mut part, mut to) = (0, 0);
    while part < parts.len() {
        let mut from = 0;
        while from < parts[part].len() {
            all[to] = parts[part][from];
            from += 1;
            to += 1;
        }
        part += 1;
    }
    all
}

/// The fields of the parent, of the object itself and of its mixins, one after the other; the table says which is its
/// key.
pub const fn concat<const N: usize>(
    parts: &[&[FieldDescriptor]],
    table: Option<TableDescriptor>,
) -> [FieldDescriptor; N] {
    let mut fields: [FieldDescriptor; N] = join(NO_FIELD, parts);
    let mut at = 0;
    while at < N {
        // Those of a parent may have been those of a table.
        fields[at].is_key = match table {
            Some(table) => same(fields[at].name, table.key),
            None => false,
        };
        at += 1;
    }
    fields
}

/// The fields of a parent, for a subclass with a version of its own: what the parent changed in versions above that was
/// always so here.
pub const fn up_to<const N: usize>(parent: &[FieldDescriptor], version: Version) -> [FieldDescriptor; N] {
    let mut fields: [FieldDescriptor; N] = join(NO_FIELD, &[parent]);
    let mut at = 0;
    while at < N {
        let field = &mut fields[at];
        if let Some(since) = field.since
            && version.older_than(since)
        {
            field.since = None;
            field.from = 0;
        }
        if let Some(until) = field.until
            && version.older_than(until)
        {
            field.until = Some(Version::new(0, 0));
            field.to = 0;
        }
        let mut change = 0;
        while change < field.history.len() {
            if version.older_than(field.history[change].version) {
                field.history = &[];
                field.has_children = field.ty.holds_children();
            }
            change += 1;
        }
        *field = field.settle();
        at += 1;
    }
    fields
}

/// The extra fields of an object, and then those of its parent that it does not compute itself.
pub const fn concat_extra<const N: usize>(
    own: &[ExtraFieldDescriptor],
    parent: &[ExtraFieldDescriptor],
) -> [ExtraFieldDescriptor; N] {
    let mut all = [ExtraFieldDescriptor { name: "" }; N];
    let (mut at, mut from) = (0, 0);
    while at < own.len() {
        all[at] = own[at];
        at += 1;
    }
    while from < parent.len() {
        if !has_extra(own, parent[from].name) {
            all[at] = parent[from];
            at += 1;
        }
        from += 1;
    }
    all
}

/// How many they are.
pub const fn count_extra(own: &[ExtraFieldDescriptor], parent: &[ExtraFieldDescriptor]) -> usize {
    let (mut count, mut at) = (own.len(), 0);
    while at < parent.len() {
        if !has_extra(own, parent[at].name) {
            count += 1;
        }
        at += 1;
    }
    count
}

const fn has_extra(extra: &[ExtraFieldDescriptor], name: &str) -> bool {
    let mut at = 0;
    while at < extra.len() {
        if same(extra[at].name, name) {
            return true;
        }
        at += 1;
    }
    false
}

/// The methods of an object and then of its parent.
pub const fn concat_remotable<const N: usize>(parts: &[&[RemotableMethod]]) -> [RemotableMethod; N] {
    join(RemotableMethod { name: "", spec: "", signature: "" }, parts)
}

/// The methods of every block on which `#[object_methods]` stands.
pub const fn concat_methods<const N: usize>(blocks: &[&[MethodDescriptor]]) -> [MethodDescriptor; N] {
    let none = MethodDescriptor {
        name: "",
        doc: "",
        signature: "",
        is_async: false,
        is_static: false,
        python: None,
    };
    join(none, blocks)
}

/// How many they are.
pub const fn count_methods(blocks: &[&[MethodDescriptor]]) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < blocks.len() {
        count += blocks[at].len();
        at += 1;
    }
    count
}

/// The order of a type without a parent, for as many fields as most have.
#[allow(clippy::cast_possible_truncation, reason = "there are 64")]
const IN_ORDER: [u16; 64] = {
    let mut order = [0; 64];
    let mut at = 0;
    while at < 64 {
        order[at] = at as u16;
        at += 1;
    }
    order
};

/// The order on the wire of a type without a parent, for all that have as many fields.
pub struct InOrder<const N: usize>;

impl<const N: usize> InOrder<N> {
    /// The slots, one after the other.
    pub const SLOTS: &'static [u16] = &order::<N>(&[]);
}

/// The order on the wire: everything of the object itself, then the parent's in the parent's order.
#[allow(clippy::cast_possible_truncation, reason = "a struct with 65,536 fields does not compile")]
pub const fn order<const N: usize>(parent: &[u16]) -> [u16; N] {
    if parent.is_empty()
        && let Some(order) = IN_ORDER.first_chunk()
    {
        return *order;
    }
    let mut order = [0; N];
    let own = N - parent.len();
    let mut at = 0;
    while at < N {
        order[at] = if at < own { (parent.len() + at) as u16 } else { parent[at - own] };
        at += 1;
    }
    order
}

/// Of how many fields the names are sorted.
pub(crate) const MOST_SORTED: usize = 128;

/// The places in the order on the wire, in the order of the names there.
#[allow(clippy::cast_possible_truncation, reason = "there are 128")]
pub(crate) const fn sorted(slots: &[FieldDescriptor], order: &[u16]) -> [u8; MOST_SORTED] {
    let (mut places, mut at) = ([0; MOST_SORTED], 0);
    while at < order.len() && order.len() <= MOST_SORTED {
        let name = slots[order[at] as usize].name;
        let mut to = at;
        while to > 0 && less(name, slots[order[places[to - 1] as usize] as usize].name) {
            places[to] = places[to - 1];
            to -= 1;
        }
        places[to] = at as u8;
        at += 1;
    }
    places
}

/// A default that is a constant.
pub struct ConstDefault<T>(pub T);

/// The type of constants, where it is one whose values Python prints in a way that is known here; of others, `()`.
pub struct Printed<T>(PhantomData<T>);

/// Says of a constant that its type is another one. A type that is known has a method of this name of its own.
pub trait OtherDefault {
    /// No value of it is printed.
    fn printed(&self) -> Printed<()> {
        Printed(PhantomData)
    }
}

impl<T> OtherDefault for ConstDefault<T> {}

/// What such a method would say, which no constant can call, since that of a trait may be meant.
pub const fn printed<T>(_: &impl Fn() -> Printed<T>) -> Printed<T> {
    Printed(PhantomData)
}

impl Printed<()> {
    /// Nothing is known.
    #[allow(clippy::unused_self, reason = "its type chooses this one")]
    pub const fn repr<T>(self, value: T) -> DefaultRepr {
        // Constants drop nothing.
        mem::forget(value);
        DefaultRepr::Unknown
    }
}

macro_rules! printed {
    ($($type:ty: $value:ident => $repr:expr),+ $(,)?) => {$(
        impl ConstDefault<$type> {
            /// It is printed.
            pub const fn printed(&self) -> Printed<$type> {
                Printed(PhantomData)
            }
        }

        impl Printed<$type> {
            /// As Python prints it.
            #[allow(clippy::cast_lossless, clippy::cast_possible_wrap, reason = "`From` is not for constants")]
            pub const fn repr(self, $value: $type) -> DefaultRepr {
                $repr
            }
        }
    )+};
}

printed! {
    bool: truth => DefaultRepr::Bool(truth),
    i8: number => DefaultRepr::Int(number as i64),
    i16: number => DefaultRepr::Int(number as i64),
    i32: number => DefaultRepr::Int(number as i64),
    i64: number => DefaultRepr::Int(number),
    u8: number => DefaultRepr::Int(number as i64),
    u16: number => DefaultRepr::Int(number as i64),
    u32: number => DefaultRepr::Int(number as i64),
    u64: number => if number <= i64::MAX as u64 { DefaultRepr::Int(number as i64) } else { DefaultRepr::Unknown },
    &'static str: text => DefaultRepr::Text(text),
}
