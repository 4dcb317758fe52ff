//! What a table is asked: which fields there are, what they hold, where they stand.

use crate::base::error::Error;
use crate::base::shown::{NAME, kept};
use crate::base::version::Version;
use crate::describe::const_text::same;
use crate::describe::descriptor::{
    DefaultDescriptor, FieldDescriptor, Form, ObjectDescriptor, TypeDescriptor, TypeKind,
};

/// The detail of an object type that takes objects of subclasses too.
pub(crate) const SUBCLASSES: &str = "subclasses";

impl TypeKind {
    /// Whether values are objects themselves.
    pub(crate) const fn is_object(&self) -> bool {
        matches!(self, Self::Object(_) | Self::AnyObject)
    }
}

impl TypeDescriptor {
    /// Whether values are secrets, or have such in them; those in objects are for the fields of the objects to tell.
    pub(crate) fn holds_secrets(&self) -> bool {
        self.innermost().secret
    }

    /// The type of what is in lists, sets and maps, and in those in them; the type itself where it is none of these.
    pub(crate) const fn innermost(&self) -> &Self {
        match self.kind {
            TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item) => item.innermost(),
            _ => self,
        }
    }

    /// What a message calls a value.
    pub(crate) const fn noun(&self) -> &'static str {
        match self.kind {
            TypeKind::List(_) => "list",
            TypeKind::Set(_) => "set",
            TypeKind::Dict(_) => "map",
            TypeKind::Object(_) | TypeKind::AnyObject => "object",
            TypeKind::Enum(_) => "one of the values",
            TypeKind::Scalar => match self.form {
                Form::Text => "text",
                Form::Integer { .. } => "integer",
                Form::Number { .. } => "number",
                Form::Truth => "boolean",
                Form::Moment => "date-time",
                Form::Uuid => "UUID",
                Form::Any | Form::Json => "value",
            },
        }
    }

    /// Whether values are objects, or have them in them at any depth.
    pub(crate) const fn has_objects(&self) -> bool {
        self.innermost().kind.is_object()
    }

    /// The type of the objects in a field, where they follow the version of the field's own object: the type itself,
    /// or that of the items of a list.
    pub(crate) const fn child(&self) -> &Self {
        match self.kind {
            TypeKind::List(item) if !self.is_apart => item,
            _ => self,
        }
    }

    /// Whether values are written alike whatever the writer is asked for: no object is in them.
    pub(crate) const fn is_written_alike(&self) -> bool {
        matches!(self.kind, TypeKind::Scalar | TypeKind::Enum(_))
            && !matches!(self.form, Form::Json | Form::Any)
    }

    /// Whether values are objects, or lists of them, that follow the version of the object they are in.
    pub(crate) const fn holds_children(&self) -> bool {
        self.child().kind.is_object()
    }

    /// The name with what tells types of one name apart: `Integer.i32`.
    #[cfg(any(feature = "reference", feature = "testing"))]
    pub(crate) fn detailed_name(&self) -> String {
        let dot = if self.detail.is_empty() { "" } else { "." };
        [self.name, dot, self.detail].concat()
    }

    /// The same with what is in it: `List<Integer.i32>`.
    #[cfg(feature = "reference")]
    pub(crate) fn whole_name(&self) -> String {
        let inside = |item: &Self| format!("<{}{}>", item.whole_name(), if item.nullable { "?" } else { "" });
        let items = match self.kind {
            TypeKind::List(item) | TypeKind::Set(item) | TypeKind::Dict(item) => inside(item),
            TypeKind::Object(child) => format!("<{}>", child().name),
            TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::AnyObject => String::new(),
        };
        self.detailed_name() + &items
    }

    /// Whether it takes objects of subclasses too.
    pub(crate) fn takes_subclasses(&self) -> bool {
        self.detail == SUBCLASSES
    }
}

/// The name on the wire of the field that a declaration names and that is one of a mixin or of the parent; a name of
/// none is given back.
pub const fn wire_name<'n>(parts: &[&'static [FieldDescriptor]], given: &'n str) -> &'n str {
    let mut part = 0;
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            if same(parts[part][at].rust_name, given) {
                return parts[part][at].name;
            }
            at += 1;
        }
        part += 1;
    }
    given
}

/// The place of the field of this name on the wire; where there is none, how many there are.
pub(crate) const fn place_of(fields: &[FieldDescriptor], name: &str) -> usize {
    let mut at = 0;
    while at < fields.len() && !same(fields[at].name, name) {
        at += 1;
    }
    at
}

/// Whether a type is a list with null among its items.
pub(crate) const fn items_may_be_null(ty: &TypeDescriptor) -> bool {
    matches!(ty.kind, TypeKind::List(item) if item.nullable)
}

impl FieldDescriptor {
    /// The name of the objects that the field holds: one, or a list of them.
    pub(crate) fn child_name(&self) -> Option<&'static str> {
        self.child_named(self.ty)
    }

    /// The name of the objects that the field held in this version of its object.
    pub(crate) fn child_name_in(&self, version: Version) -> Option<&'static str> {
        self.child_named(self.type_in(version))
    }

    fn child_named(&self, ty: &TypeDescriptor) -> Option<&'static str> {
        match ty.child().kind {
            TypeKind::Object(descriptor) => Some(descriptor().name),
            TypeKind::AnyObject => Some(self.object.unwrap_or_default()),
            _ => None,
        }
    }

    /// Whether there are objects in the field, or were before, that follow the version of ours: those that have a name
    /// for it.
    #[inline]
    pub(crate) const fn holds_objects(&self) -> bool {
        self.has_children
    }

    /// Whether its values are secrets, or have such in them: the field says `sensitive`, or its type is
    /// [`SensitiveString`](crate::fields::SensitiveString), a list or a map of them, or a type of one's own that is
    /// [`secret`](TypeDescriptor::secret). Objects in the field tell of their own fields.
    ///
    /// Whoever shows values of any object to people asks this first.
    pub fn is_secret(&self) -> bool {
        self.sensitive || self.ty.holds_secrets()
    }

    /// Whether the field has a column now: objects have none, and what a version removed has none in that version.
    pub(crate) const fn has_column(&self) -> bool {
        self.stored && self.until.is_none()
    }

    /// Whether the field takes null.
    pub const fn nullable(&self) -> bool {
        self.ty.nullable
    }

    /// Whether the field has a default that can be set.
    pub const fn has_default(&self) -> bool {
        matches!(self.default, Some(DefaultDescriptor { put: Some(_), .. }))
    }
}

impl ObjectDescriptor {
    /// The fields of this version, in the order they have on the wire.
    pub fn fields(&self) -> impl Iterator<Item = &'static FieldDescriptor> + use<> {
        self.all_fields().filter(|field| field.until.is_none())
    }

    /// The fields, in the order they have on the wire, with those that are there for older data only.
    pub fn all_fields(&self) -> impl ExactSizeIterator<Item = &'static FieldDescriptor> + use<> {
        let slots = self.slots;
        self.order.iter().map(move |slot| &slots[usize::from(*slot)])
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static FieldDescriptor> {
        self.slot_of(name).map(|slot| &self.slots[slot])
    }

    /// Which version of the objects in a field goes with which version of this one.
    pub fn relationship(&self, field: &str) -> Option<&'static [(Version, Version)]> {
        let own = self.relationships.iter().find(|relationship| relationship.field == field);
        let own = own.map(|relationship| relationship.versions);
        own.or_else(|| self.parent?().relationship(field))
    }

    /// Whether this type is `other`, or extends it.
    pub fn is_a(&self, other: &ObjectDescriptor) -> bool {
        std::ptr::eq(self, other) || self.parent.is_some_and(|parent| parent().is_a(other))
    }

    /// This type, and those that it extends, the nearest first.
    #[cfg(feature = "sql")]
    pub(crate) fn line(&'static self) -> impl Iterator<Item = &'static Self> {
        std::iter::successors(Some(self), |one| one.parent.map(|parent| parent()))
    }

    pub(crate) fn slots_in_order(&self) -> impl Iterator<Item = usize> + use<> {
        self.order.iter().map(|slot| usize::from(*slot))
    }

    pub(crate) fn slot_of(&self, name: &str) -> Option<usize> {
        self.place_of(name, 0).map(|place| self.slot_at(place))
    }

    /// Where in the order the field of this name stands, looking first at `guess`.
    #[inline]
    pub(crate) fn place_of(&self, name: &str, guess: usize) -> Option<usize> {
        let is_here = |place: &usize| self.slots[self.slot_at(*place)].name == name;
        if guess < self.order.len() && is_here(&guess) {
            return Some(guess);
        }
        if !self.by_name.is_empty() {
            return self.rank_of(name).map(|rank| usize::from(self.by_name[rank]));
        }
        (0..self.order.len()).find(is_here)
    }

    /// Which of the names in their order this is.
    pub(crate) fn rank_of(&self, name: &str) -> Option<usize> {
        self.by_name.binary_search_by(|place| self.name_at(usize::from(*place)).cmp(name)).ok()
    }

    /// The name of the field that stands here in the order; empty behind the last.
    pub(crate) fn name_at(&self, place: usize) -> &'static str {
        self.order.get(place).map_or("", |slot| self.slots[usize::from(*slot)].name)
    }

    /// The slot that stands here in the order.
    pub(crate) fn slot_at(&self, place: usize) -> usize {
        usize::from(self.order[place])
    }

    pub(crate) fn extra_index(&self, name: &str) -> Option<usize> {
        self.extra_fields.iter().position(|extra| extra.name == name)
    }
}

pub(crate) fn unknown_field(descriptor: &ObjectDescriptor, name: &str) -> Error {
    let mut field = kept(name, NAME);
    if name == descriptor.name {
        field.push_str(" (the constant `NAME` of its type is no key)");
    }
    Error::UnknownField { object: descriptor.name.to_owned(), field }
}

/// Whether the slot holds the elements of a list object.
pub(crate) fn is_elements(descriptor: &ObjectDescriptor, slot: usize) -> bool {
    descriptor.list_of.is_some() && descriptor.slots[slot].name == LIST_FIELD
}

/// The field of a list object that holds its elements.
pub(crate) const LIST_FIELD: &str = "objects";
