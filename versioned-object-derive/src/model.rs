//! What a declaration says, after parsing: the only thing that the expansion reads.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::{Attribute, Expr, ExprPath, Ident, LitBool, LitStr, Path, Type, Visibility, parse_quote};

use crate::keys::{EnumKey, FieldKey, HookKey, ObjectKey};
use crate::pyrepr::DefaultRepr;
use crate::syntax::{DocText, Shape};
use crate::version::Version;

/// A value of an attribute, with the places it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub(crate) value: T,
    /// Where the value stands: its literal, path, type or expression; for a flag, its key.
    pub(crate) span: Span,
    /// Where its key stands, for "not allowed here".
    pub(crate) key: Span,
}

/// Where the core crate is.
#[derive(Debug)]
pub(crate) struct Core {
    /// How generated code names it.
    pub(crate) path: Path,
    /// The path that `crate` gives, where one is imported under that name: that there is none is told once then.
    pub(crate) imported: Option<Path>,
}

impl ToTokens for Core {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.path.to_tokens(tokens);
    }
}

/// A key of an attribute, as given.
#[derive(Debug)]
pub(crate) struct Given<K> {
    /// The key.
    pub(crate) key: K,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether its value could be read.
    pub(crate) is_read: bool,
}

/// The keys of the attributes in one place, in the order of writing.
#[derive(Debug)]
pub(crate) struct GivenKeys<K>(pub(crate) Vec<Given<K>>);

impl<K: PartialEq> GivenKeys<K> {
    /// Where a key was first given, whatever its value.
    pub(crate) fn place(&self, key: K) -> Option<Span> {
        self.first(key).map(|given| given.span)
    }

    /// Where a key was first given, when its value could be read.
    pub(crate) fn place_of_read(&self, key: K) -> Option<Span> {
        self.first(key).filter(|given| given.is_read).map(|given| given.span)
    }

    fn first(&self, key: K) -> Option<&Given<K>> {
        self.0.iter().find(|given| given.key == key)
    }
}

impl<K> Default for GivenKeys<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// A field of a struct as declared, also one that no object can have.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its name.
    pub(crate) ident: Ident,
    /// Its type.
    pub(crate) ty: Type,
    /// What it is by its type and keys.
    pub(crate) kind: MemberKind,
    /// The keys of its `#[field(…)]`.
    pub(crate) keys: GivenKeys<FieldKey>,
}

/// The fields that are of Rust alone.
pub(crate) fn skipped(members: &[Member]) -> impl Iterator<Item = &Member> {
    members.iter().filter(|member| member.kind == MemberKind::Skipped)
}

/// What a field of a struct is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberKind {
    /// The parent of a subclass.
    Parent,
    /// The only one that can be the parent, whose type `extends` names in another way.
    MisnamedParent,
    /// None of the others; the key that names the parent's type could not be read.
    PerhapsParent,
    /// The object's own state.
    Meta,
    /// The object's own state in another type, where it cannot be.
    WrappedMeta,
    /// Something to flatten.
    Mixin,
    /// The same in an `Attr`, where it cannot be.
    WrappedMixin,
    /// A field of Rust alone.
    Skipped,
    /// An attribute.
    Attr,
    /// An `Attr` without one type in it.
    AttrWithoutType,
    /// None of them.
    Other,
}

/// A struct that derives `VersionedObject`.
#[derive(Debug)]
pub(crate) struct Object {
    /// The struct's name.
    pub(crate) ident: Ident,
    /// The struct's visibility.
    pub(crate) vis: Visibility,
    /// Its documentation.
    pub(crate) docs: DocText,
    /// Where the core crate is.
    pub(crate) core: Core,
    /// The name on the wire.
    pub(crate) name: String,
    /// Where that stands: the literal of `name`, or the struct's name.
    pub(crate) name_span: Span,
    /// The version; none only with `extends`.
    pub(crate) version: Option<Spanned<Version>>,
    /// The project namespace, if given.
    pub(crate) namespace: Option<String>,
    /// The prefix of the envelope's keys, if given.
    pub(crate) serial_namespace: Option<String>,
    /// The fingerprint to prove.
    pub(crate) fingerprint: Option<Spanned<Fingerprint>>,
    /// Names of the computed values.
    pub(crate) extra_fields: Vec<Ident>,
    /// What the class is in Python, an expression of core's type for it.
    pub(crate) python: Option<Expr>,
    /// The SQL table.
    pub(crate) table: Option<Table>,
    /// For a list object, the type in the list.
    pub(crate) list_of: Option<Type>,
    /// Which version of the objects in a field goes with which version of this one.
    pub(crate) relationships: Vec<Relationship>,
    /// The `..` behind them: the versions of other children come from a manifest.
    pub(crate) other_relationships: Option<Span>,
    /// The same for the elements of a list object.
    pub(crate) child_versions: Option<Spanned<VersionPairs>>,
    /// The versions that changed no field, and what they changed.
    pub(crate) notes: Vec<Note>,
    /// The methods that Python calls over the wire.
    pub(crate) remotable: Vec<Remotable>,
    /// For a subclass, its parent.
    pub(crate) extends: Option<Extends>,
    /// The type whose subclass this is without having its fields.
    pub(crate) subclass_of: Option<Type>,
    /// Whether to write `PartialEq`.
    pub(crate) comparable: bool,
    /// The flavour of dict access.
    pub(crate) dict: DictFlavour,
    /// The name of the builder.
    pub(crate) builder: Ident,
    /// The hooks, each at most once.
    pub(crate) hooks: Vec<Hook>,
    /// The field of type `ObjectMeta`; none only with `extends`.
    pub(crate) meta: Option<Ident>,
    /// The fields that are attributes, in the order of declaration.
    pub(crate) fields: Vec<Field>,
    /// Those whose keys or type have mistakes: no rule is asked of them, and stubs have them.
    pub(crate) unread: Vec<Field>,
    /// The fields that are mixins, in the order of declaration.
    pub(crate) mixins: Vec<MixinField>,
    /// The keys of its attribute, for the rules.
    pub(crate) keys: GivenKeys<ObjectKey>,
    /// All its fields as declared: for the rules, and those that are of Rust alone.
    pub(crate) members: Vec<Member>,
}

impl Object {
    /// The type whose subclass this is.
    pub(crate) fn parent(&self) -> Option<&Type> {
        self.extends.as_ref().map(|extends| &extends.ty).or(self.subclass_of.as_ref())
    }

    /// Whether its version is the first that most objects have, and it speaks of none: what its mixins say of older ones
    /// is a mistake.
    pub(crate) fn is_first(&self) -> bool {
        let is_first = |version: &Spanned<Version>| version.value == Version::FIRST;
        self.extends.is_none()
            && self.version.as_ref().is_some_and(is_first)
            && self.mentioned().next().is_none()
    }

    /// Every version that the declaration speaks of, with a place where it does.
    pub(crate) fn mentioned(&self) -> impl Iterator<Item = (Version, Span)> {
        let pairs = self.relationships.iter().map(|relationship| &relationship.versions);
        let pairs = pairs.chain(self.child_versions.iter().map(|given| &given.value));
        let pairs = pairs.flat_map(|versions| &versions.pairs).map(|pair| (pair.ours, pair.ours_span));
        let notes = self.notes.iter().map(|note| (note.version.value, note.version.span));
        let fields = self.fields.iter().flat_map(Field::versions);
        fields.map(|(_, version)| (version.value, version.span)).chain(notes).chain(pairs)
    }
}

/// A fingerprint as given.
#[derive(Debug)]
pub(crate) struct Fingerprint {
    /// 32 hex digits in lower case, or nothing to be told them.
    pub(crate) digits: String,
    /// The version before them; the rules compare it with that of the object.
    pub(crate) version: Option<Version>,
}

/// The table that objects are stored in.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: Spanned<String>,
    /// The field that identifies an object.
    pub(crate) key: Option<Ident>,
    /// The field that says which project owns an object.
    pub(crate) project: Option<Ident>,
    /// What deleting leaves.
    pub(crate) soft_delete: Option<SoftDelete>,
    /// The fields that are set when a row is written.
    pub(crate) timestamps: Timestamps,
    /// Whether a null integer is read as zero, where given.
    pub(crate) zero_nulls: Option<Spanned<bool>>,
}

/// What deleting an object leaves in its row.
#[derive(Debug)]
pub(crate) struct SoftDelete {
    /// The field that is true in a deleted row.
    pub(crate) flag: Ident,
    /// The field that says when it was deleted.
    pub(crate) at: Option<Ident>,
    /// Other fields, with the text each is set to.
    pub(crate) set: Vec<(Ident, Spanned<String>)>,
}

/// The fields that are set when a row is written.
#[derive(Debug, Default)]
pub(crate) struct Timestamps {
    /// When it is inserted.
    pub(crate) created: Option<Ident>,
    /// When it is updated.
    pub(crate) updated: Option<Ident>,
}

/// What a version changed that no field shows.
#[derive(Debug)]
pub(crate) struct Note {
    /// The version.
    pub(crate) version: Spanned<Version>,
    /// What it changed.
    pub(crate) text: String,
    /// Where that stands.
    pub(crate) text_span: Span,
}

/// A method that Python calls over the wire.
#[derive(Debug)]
pub(crate) struct Remotable {
    /// Its name.
    pub(crate) name: String,
    /// Where the name stands.
    pub(crate) span: Span,
    /// Its signature as Python prints it.
    pub(crate) spec: String,
    /// The same as people write it: `classmethod get_by_id(context, id)`.
    pub(crate) signature: String,
    /// What its first parameter says of it.
    pub(crate) receiver: Receiver,
}

/// What a method of Python is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// An object: `self`.
    Object,
    /// The class: `cls`.
    Class,
    /// Nothing.
    None,
}

/// The versions of the objects in a field.
#[derive(Debug)]
pub(crate) struct Relationship {
    /// The field.
    pub(crate) field: Ident,
    /// From which version of the object on which version of the child.
    pub(crate) versions: VersionPairs,
}

/// Versions of the object and of a child, from the first to the last.
#[derive(Clone, Debug)]
pub(crate) struct VersionPairs {
    /// The pairs.
    pub(crate) pairs: Vec<VersionPair>,
    /// Whether `..` stands behind them: the child has a version that no pair names.
    pub(crate) is_open: bool,
}

/// A version of the object, and the version of a child that goes with it.
#[derive(Clone, Debug)]
pub(crate) struct VersionPair {
    /// The version of the object.
    pub(crate) ours: Version,
    /// Where it stands.
    pub(crate) ours_span: Span,
    /// The version of the child.
    pub(crate) child: Version,
    /// Where it stands.
    pub(crate) child_span: Span,
}

/// The parent of a subclass.
#[derive(Debug)]
pub(crate) struct Extends {
    /// The parent's type: that of the field.
    pub(crate) ty: Type,
    /// The type as `extends` has it.
    pub(crate) given: Type,
    /// The field that holds the parent.
    pub(crate) field: Ident,
}

/// How dict access treats unknown keys and extra fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DictFlavour {
    /// As in oslo.
    Oslo,
    /// As in Cinder's variant.
    Cinder,
}

/// A function called at some point of an object's life.
#[derive(Debug)]
pub(crate) struct Hook {
    /// At which point.
    pub(crate) kind: HookKey,
    /// The function: as given, or `Self::hook_load_attr` and `Self::hook_make_compatible`.
    pub(crate) path: Path,
    /// Where the hook is named.
    pub(crate) span: Span,
}

/// A field that is a mixin.
#[derive(Debug)]
pub(crate) struct MixinField {
    /// The field's name.
    pub(crate) ident: Ident,
    /// The mixin's type.
    pub(crate) ty: Type,
}

/// The function that checks the values of a field.
#[derive(Debug)]
pub(crate) struct Validator {
    /// Its path, which may be a trait's: `<Sizes as Checks>::check`.
    pub(crate) path: ExprPath,
    /// Where `const` is, by which the values in the declaration are checked while the crate compiles.
    pub(crate) word: Option<Span>,
}

/// A field that is an attribute: `name: Attr<T>`.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a key that stands alone")]
pub(crate) struct Field {
    /// The field's name, `r#` included.
    pub(crate) ident: Ident,
    /// Its documentation.
    pub(crate) docs: DocText,
    /// The whole `Attr<T>`.
    pub(crate) attr_ty: Type,
    /// Whether it holds the elements of a list object, whose type `list_of` names.
    pub(crate) listed: bool,
    /// The `T`.
    pub(crate) ty: Type,
    /// The `T` without its `Option`.
    pub(crate) inner: Type,
    /// Whether there was an `Option` to take away.
    pub(crate) nullable: bool,
    /// What `inner` looks like.
    pub(crate) shape: Shape,
    /// The name on the wire.
    pub(crate) wire_name: String,
    /// Where the name on the wire stands: the literal of `rename`, or the field's name.
    pub(crate) wire_span: Span,
    /// The default.
    pub(crate) default: Option<DefaultValue>,
    /// The default's text in the fingerprint, where given.
    pub(crate) fingerprint_default: Option<Spanned<String>>,
    /// Whether it is read-only.
    pub(crate) read_only: bool,
    /// The version that added it.
    pub(crate) since: Option<Spanned<Version>>,
    /// What it gets in an older object that is raised to that version, where given.
    pub(crate) fill: Option<Spanned<Fill>>,
    /// The version that removed it.
    pub(crate) until: Option<Spanned<Version>>,
    /// Its own `#[deprecated…]`, as given.
    pub(crate) deprecated: Option<Attribute>,
    /// The versions that changed its type, as given.
    pub(crate) changed: Vec<Changed>,
    /// The versions that changed its name, as given.
    pub(crate) renamed: Vec<Renamed>,
    /// The values that versions added to its enum, as given.
    pub(crate) values: Vec<NewValue>,
    /// Whether `Debug` and `Display` hide it.
    pub(crate) sensitive: bool,
    /// The name of the objects that a late-bound field takes.
    pub(crate) object: Option<Spanned<String>>,
    /// The function that checks values.
    pub(crate) validate: Option<Validator>,
    /// The SQL column, where given.
    pub(crate) column: Option<Spanned<String>>,
    /// Whether it has no SQL column.
    pub(crate) no_column: bool,
    /// The SQL type of its column, where given.
    pub(crate) sql_type: Option<Spanned<String>>,
    /// What its values go through on their way into the column.
    pub(crate) to_column: Option<Spanned<ToColumn>>,
    /// The key in the objects that belong to this one.
    pub(crate) has_many: Option<Spanned<Path>>,
    /// The key of the object that this one belongs to.
    pub(crate) belongs_to: Option<Spanned<Path>>,
}

/// What values go through on their way into a column.
#[derive(Debug)]
pub(crate) struct ToColumn {
    /// The function.
    pub(crate) path: Path,
    /// Whether what updates set goes past it.
    pub(crate) updates_as_is: bool,
}

impl Table {
    /// The fields that it names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Ident> {
        let soft = self.soft_delete.as_ref();
        let set = soft.into_iter().flat_map(|soft| soft.set.iter().map(|(field, _)| field));
        let named = [
            self.key.as_ref(),
            self.project.as_ref(),
            soft.map(|soft| &soft.flag),
            soft.and_then(|soft| soft.at.as_ref()),
            self.timestamps.created.as_ref(),
            self.timestamps.updated.as_ref(),
        ];
        named.into_iter().flatten().chain(set)
    }

    /// What the deletion of a row puts into a field, as a validator gets it, where that is known here.
    pub(crate) fn marks(&self, field: &Field) -> Vec<(&'static str, Expr)> {
        let Some(soft) = &self.soft_delete else { return Vec::new() };
        let (is_text, is_truth) = (matches!(field.shape, Shape::Text), matches!(field.shape, Shape::Bool));
        let set = soft.set.iter().filter(|(name, _)| is_text && *name == field.ident).map(|(_, text)| {
            let text = LitStr::new(&text.value, text.span);
            ("set", parse_quote!(#text))
        });
        let flag = Some(&soft.flag).filter(|flag| is_truth && **flag == field.ident).map(|flag| {
            let truth = LitBool::new(true, flag.span());
            ("true", parse_quote!(#truth))
        });
        set.chain(flag).collect()
    }
}

impl Field {
    /// What is said of its column, each by its key and where that stands.
    pub(crate) fn column_keys(&self) -> impl Iterator<Item = (FieldKey, Span)> {
        let column = self.column.as_ref().map(|given| (FieldKey::Column, given.key));
        let sql_type = self.sql_type.as_ref().map(|given| (FieldKey::SqlType, given.key));
        let to_column = self.to_column.as_ref().map(|given| (FieldKey::ToColumn, given.key));
        [column, sql_type, to_column].into_iter().flatten()
    }

    /// The key that makes it a relation.
    pub(crate) fn relation(&self) -> Option<&Spanned<Path>> {
        self.has_many.as_ref().or(self.belongs_to.as_ref())
    }

    /// The values that stand at it, as written, each with its key.
    pub(crate) fn values(&self) -> Vec<(&'static str, &Expr)> {
        let default = self.default.as_ref().map(|default| ("default", &default.expr));
        let fill = match &self.fill {
            Some(Spanned { value: Fill::Value(value), .. }) => Some(("fill", &**value)),
            _ => None,
        };
        default.into_iter().chain(fill).collect()
    }

    /// The versions that changed it, each with its key; neither the one that added it nor the one that removed it.
    pub(crate) fn version_changes(&self) -> impl Iterator<Item = (FieldKey, &Spanned<Version>)> {
        let changed = self.changed.iter().map(|changed| (FieldKey::Changed, &changed.version));
        let renamed = self.renamed.iter().map(|renamed| (FieldKey::Renamed, &renamed.version));
        let values = self.values.iter().map(|value| (FieldKey::Value, &value.version));
        changed.chain(renamed).chain(values)
    }

    /// Every version that it names: what added it, what removed it, what changed it.
    pub(crate) fn versions(&self) -> impl Iterator<Item = (FieldKey, &Spanned<Version>)> {
        let since = self.since.iter().map(|since| (FieldKey::Since, since));
        let until = self.until.iter().map(|until| (FieldKey::Until, until));
        since.chain(until).chain(self.version_changes())
    }

    /// The changes of its type, the oldest first, each with the type after it.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&Changed, &Type)> {
        let mut sorted: Vec<_> = self.changed.iter().collect();
        sorted.sort_by_key(|changed| changed.version.value);
        let after: Vec<_> =
            sorted.iter().skip(1).map(|next| next.from.as_ref()).chain([Some(&self.ty)]).collect();
        sorted.into_iter().zip(after).map(|(changed, after)| (changed, after.unwrap_or(&self.ty)))
    }
}

/// The default of a field.
#[derive(Debug)]
pub(crate) struct DefaultValue {
    /// The expression as written.
    pub(crate) expr: Expr,
    /// The expression without a `Some(…)` around it: always of the type without `Option`.
    pub(crate) inner: Expr,
    /// What Python would print for it.
    pub(crate) repr: DefaultRepr,
}

/// What a new field gets in an older object.
#[derive(Debug)]
pub(crate) enum Fill {
    /// `default`: its default.
    Default,
    /// `unset`: nothing.
    Unset,
    /// This value, as written.
    Value(Box<Expr>),
}

/// A change of a field's type.
#[derive(Debug)]
pub(crate) struct Changed {
    /// The version that made it.
    pub(crate) version: Spanned<Version>,
    /// The type before; validation asks for it.
    pub(crate) from: Option<Type>,
    /// From the new value to the old one.
    pub(crate) down: Option<Path>,
    /// From the old value to the new one.
    pub(crate) up: Option<Path>,
    /// Where it says that both have the same form on the wire.
    pub(crate) as_is: Option<Span>,
}

/// A change of a field's name.
#[derive(Debug)]
pub(crate) struct Renamed {
    /// The version that made it.
    pub(crate) version: Spanned<Version>,
    /// The name before.
    pub(crate) old: String,
    /// Where the old name stands.
    pub(crate) old_span: Span,
}

/// A value that a version added to the enum of a field.
#[derive(Debug)]
pub(crate) struct NewValue {
    /// The version that added it.
    pub(crate) version: Spanned<Version>,
    /// Its variant.
    pub(crate) variant: Ident,
    /// The variant that older versions get.
    pub(crate) instead: Ident,
}

/// A struct that derives `FieldMixin`.
#[derive(Debug)]
pub(crate) struct Mixin {
    /// The struct's name.
    pub(crate) ident: Ident,
    /// The struct's visibility.
    pub(crate) vis: Visibility,
    /// Where the core crate is.
    pub(crate) core: Core,
    /// What it is called in Python, with its module.
    pub(crate) python: Option<String>,
    /// The trait with the accessors.
    pub(crate) access: Ident,
    /// The trait with the builder methods.
    pub(crate) build: Ident,
    /// The fields that are attributes, in the order of declaration.
    pub(crate) fields: Vec<Field>,
    /// Those whose keys or type have mistakes: no rule is asked of them, and stubs have them.
    pub(crate) unread: Vec<Field>,
    /// All its fields as declared: for the rules, and those that are of Rust alone.
    pub(crate) members: Vec<Member>,
}

/// An enum that derives `EnumField`.
#[derive(Debug)]
pub(crate) struct Enum {
    /// The enum's name.
    pub(crate) ident: Ident,
    /// The enum's visibility.
    pub(crate) vis: Visibility,
    /// Its documentation.
    pub(crate) docs: DocText,
    /// Where the core crate is.
    pub(crate) core: Core,
    /// The class name in the fingerprint; `Enum` when anonymous.
    pub(crate) class_name: String,
    /// Whether the fingerprint prints the values as a tuple, not as a list.
    pub(crate) tuple: bool,
    /// The variants, in the order of declaration.
    pub(crate) variants: Vec<Variant>,
    /// The values as Python lists them, each with its place, where given.
    pub(crate) fingerprint_values: Option<Spanned<Vec<(String, Span)>>>,
    /// Whether a variant says what it may change to.
    pub(crate) state_machine: bool,
    /// Whether serde reads and writes the same texts.
    pub(crate) serde: bool,
    /// The keys of its attribute, for the rules.
    pub(crate) keys: GivenKeys<EnumKey>,
}

/// A variant of an enum.
#[derive(Debug)]
pub(crate) struct Variant {
    /// The variant's name.
    pub(crate) ident: Ident,
    /// Its documentation.
    pub(crate) docs: DocText,
    /// Its value on the wire.
    pub(crate) value: String,
    /// Where the value stands: the literal of `rename`, or the variant's name.
    pub(crate) value_span: Span,
    /// The variants it may change to, where it says so.
    pub(crate) to: Option<Vec<Ident>>,
    /// Where it says that a field may begin with it.
    pub(crate) start: Option<Span>,
}

/// An impl block under `#[object_methods]`.
#[derive(Debug)]
#[allow(clippy::struct_field_names, reason = "an impl block has methods")]
pub(crate) struct Methods {
    /// The type it is for.
    pub(crate) self_ty: Type,
    /// Where the core crate is.
    pub(crate) core: Core,
    /// Its public methods, in the order of declaration.
    pub(crate) methods: Vec<Method>,
}

/// A public method.
#[derive(Debug)]
pub(crate) struct Method {
    /// The method's name.
    pub(crate) ident: Ident,
    /// Its documentation.
    pub(crate) docs: DocText,
    /// The attributes by which it is there, or not.
    pub(crate) conditions: Vec<TokenStream>,
    /// Its signature in one line: `async fn create(&mut self) -> Result<()>`.
    pub(crate) signature: String,
    /// What it is in Python, where that is said.
    pub(crate) python: Option<Remotable>,
    /// Whether it is `async`.
    pub(crate) is_async: bool,
    /// Whether it takes no `self`.
    pub(crate) is_static: bool,
}
