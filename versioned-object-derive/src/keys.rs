//! The table of keys: those of every attribute, and those in the parentheses of others.
//!
//! A row has a key's name, how its value is written, and what it says in one line. The reader of an attribute matches
//! on the enum that a part of the table becomes, so no key can be in the table and not be read; the messages list,
//! guess and explain keys from here. docs/attributes.md says the same at length, which a test compares.

/// How the value of a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The key alone.
    Flag,
    /// `= "X.Y"`
    Version,
    /// `= "text"`, with an example.
    Text(&'static str),
    /// The same, where the text is a name.
    Name(&'static str),
    /// `= Name`
    Ident,
    /// `= Type`
    Type,
    /// `= path::to::function`
    Path,
    /// The key alone, or as [`Form::Path`].
    FlagOrPath,
    /// `= path`, where the path may stand in quotes.
    Crate,
    /// `= expression`
    Expr,
    /// `= word`, one of these.
    Word(&'static [&'static str]),
    /// In parentheses, with an example.
    Parens(&'static str),
    /// The same, any number of times.
    ManyParens(&'static str),
}

impl Form {
    /// A value, for messages.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Flag => "",
            Self::Version => "\"1.4\"",
            Self::Text(example) | Self::Name(example) | Self::Parens(example) | Self::ManyParens(example) => {
                example
            }
            Self::Ident => "Name",
            Self::Type => "Type",
            Self::Path | Self::FlagOrPath => "path::to::function",
            Self::Crate => "::path::to::core",
            Self::Expr => "…",
            Self::Word(words) => words.first().copied().unwrap_or_default(),
        }
    }
}

/// A part of the table: the keys that may stand in one place.
pub(crate) trait KeyTable: Copy + PartialEq + 'static {
    /// The keys, in the order in which messages list them.
    const ALL: &'static [Self];
    /// Their names, in the same order.
    const NAMES: &'static [&'static str];

    /// As it is written.
    fn name(self) -> &'static str;

    /// How its value is written.
    fn form(self) -> Form;

    /// The key of that name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }
}

/// The keys of an attribute.
pub(crate) trait AttributeTable: KeyTable {
    /// Where they stand.
    const PLACE: Place;
}

/// A place where an attribute with keys may stand.
pub(crate) struct Place {
    /// The attribute's name.
    pub(crate) attr: &'static str,
    /// What it stands on.
    pub(crate) on: &'static str,
    /// The names of its keys.
    pub(crate) keys: &'static [&'static str],
}

/// Makes an enum of each part of the table.
macro_rules! keys {
    ($(
        $(#[doc = $about:literal])+
        $table:ident $(: $attr:literal on $on:literal)? {
            $($(#[doc = $help:literal])+ $key:ident = $name:literal $form:expr;)+
        }
    )+) => {$(
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $table {
            $($(#[doc = $help])+ $key,)+
        }

        impl KeyTable for $table {
            const ALL: &'static [Self] = &[$(Self::$key),+];
            const NAMES: &'static [&'static str] = &[$($name),+];

            fn name(self) -> &'static str {
                match self {
                    $(Self::$key => $name,)+
                }
            }

            fn form(self) -> Form {
                match self {
                    $(Self::$key => $form,)+
                }
            }
        }

        $(
            impl AttributeTable for $table {
                const PLACE: Place = Place { attr: $attr, on: $on, keys: Self::NAMES };
            }
        )?
    )+};
}

keys! {
    /// `#[versioned_object(…)]` on a struct.
    ObjectKey: "versioned_object" on "the struct" {
        /// The version that the declaration describes.
        Version = "version" Form::Version;
        /// The name on the wire.
        Name = "name" Form::Name("\"Name\"");
        /// The project namespace on the wire.
        Namespace = "namespace" Form::Name("\"cinder\"");
        /// The prefix of the envelope's keys.
        SerialNamespace = "serial_namespace" Form::Name("\"versioned_object\"");
        /// The fingerprint that the fields must give, 32 hex digits, perhaps behind a version.
        Fingerprint = "fingerprint" Form::Text("\"1.4-c50f7a68bb4c400dd53dd219685b3992\"");
        /// The methods that give computed values.
        ExtraFields = "extra_fields" Form::Parens("name, is_incremental");
        /// The SQL table.
        Table = "table" Form::Name("\"backups\"");
        /// The field that identifies an object in its table.
        Key = "key" Form::Ident;
        /// The field that says which project owns an object.
        Project = "project" Form::Ident;
        /// What deleting leaves in a row.
        SoftDelete = "soft_delete" Form::Parens("flag = deleted, at = deleted_at, set(status = \"deleted\")");
        /// The fields that are set when a row is written.
        Timestamps = "timestamps" Form::Parens("created = created_at, updated = updated_at");
        /// What a null in an integer column is read as.
        NullIntegers = "null_integers" Form::Word(&["keep", "zero"]);
        /// The type in the list that the object is.
        ListOf = "list_of" Form::Type;
        /// Which version of the objects in a field goes with which version of this one.
        Relationships = "relationships" Form::Parens("field = [(\"1.0\", \"1.0\"), (\"1.2\", \"1.1\")]");
        /// The same for the elements of a list object.
        ChildVersions = "child_versions" Form::Parens("(\"1.0\", \"1.0\"), (\"1.2\", \"1.1\")");
        /// What a version changed that no field shows.
        Note = "note" Form::ManyParens("\"1.4\", \"what it changed\"");
        /// The methods that Python services call.
        Remotable = "remotable"
            Form::Parens("get_by_id(cls, context, id, limit = \"None\", *args, **kwargs)");
        /// The parent, whose fields a subclass has.
        Extends = "extends" Form::Type;
        /// The parent of a subclass that declares all its fields itself.
        SubclassOf = "subclass_of" Form::Type;
        /// Whether objects can be compared.
        Comparable = "comparable" Form::Flag;
        /// How dict access treats unknown keys and extra fields.
        Dict = "dict" Form::Word(&["oslo", "cinder"]);
        /// The name of the builder.
        Builder = "builder" Form::Ident;
        /// Functions that are called at some points of an object's life.
        Hooks = "hooks" Form::Parens("load_attr, make_compatible = path::to::function");
        /// What the class is in Python.
        Python = "python" Form::Expr;
        /// Where the core crate is.
        Crate = "crate" Form::Crate;
    }

    /// `soft_delete(…)` of an object.
    SoftDeleteKey {
        /// The field that is true in a deleted row.
        Flag = "flag" Form::Ident;
        /// The field that says when it was deleted.
        At = "at" Form::Ident;
        /// Other fields, each with a text.
        Set = "set" Form::Parens("status = \"deleted\"");
    }

    /// `timestamps(…)` of an object.
    TimestampsKey {
        /// The field that is set when a row is inserted.
        Created = "created" Form::Ident;
        /// The field that is set when it is updated.
        Updated = "updated" Form::Ident;
    }

    /// `hooks(…)` of an object.
    HookKey {
        /// Loading an attribute that is unset.
        LoadAttr = "load_attr" Form::FlagOrPath;
        /// After the generated backport.
        MakeCompatible = "make_compatible" Form::FlagOrPath;
    }

    /// `#[field(…)]` on a field.
    FieldKey: "field" on "a field" {
        /// The value that the field has by default.
        Default = "default" Form::Expr;
        /// The default as Python prints it.
        FingerprintDefault = "fingerprint_default" Form::Text("\"raw text\"");
        /// Whether the field is set once only.
        ReadOnly = "read_only" Form::Flag;
        /// The version that added the field.
        Since = "since" Form::Version;
        /// The version that removed it.
        Until = "until" Form::Version;
        /// A version that changed its type.
        Changed = "changed" Form::ManyParens("\"1.4\", from = OldType, down = to_old, up = from_old");
        /// A version that changed its name.
        Renamed = "renamed" Form::ManyParens("\"1.4\", \"old_name\"");
        /// A version that added a value to its enum.
        Value = "value" Form::ManyParens("\"1.4\", NewVariant, instead = OldVariant");
        /// The name on the wire.
        Rename = "rename" Form::Text("\"wire_name\"");
        /// Whether messages hide the value.
        Sensitive = "sensitive" Form::Flag;
        /// The name of the objects that a late-bound field takes.
        Object = "object" Form::Name("\"Name\"");
        /// The function that checks values.
        Validate = "validate" Form::Path;
        /// The SQL column.
        Column = "column" Form::Name("\"name\"");
        /// Whether the field is not stored.
        NoColumn = "no_column" Form::Flag;
        /// The SQL type of the column.
        SqlType = "sql_type" Form::Text("\"VARCHAR(255)\"");
        /// What values go through on their way into the column.
        ToColumn = "to_column" Form::Path;
        /// The field of the objects in it that holds the key of this one.
        HasMany = "has_many" Form::Parens("key = Port::NODE_ID");
        /// The field that holds the key of the object in it.
        BelongsTo = "belongs_to" Form::Parens("key = NODE_ID");
        /// Whether the field is a mixin.
        Flatten = "flatten" Form::Flag;
        /// Whether the field is none of the object's: in no table and on no wire.
        Skip = "skip" Form::Flag;
    }

    /// `changed(…)` of a field, behind the version.
    ChangedKey {
        /// The type before.
        From = "from" Form::Type;
        /// The function from the new value to the old one.
        Down = "down" Form::Path;
        /// The function from the old value to the new one.
        Up = "up" Form::Path;
        /// Whether both have the same form on the wire.
        AsIs = "as_is" Form::Flag;
    }

    /// `since(…)` of a field, behind the version.
    SinceKey {
        /// What an older object gets that is raised to the version.
        Fill = "fill" Form::Expr;
    }

    /// `to_column(…)` of a field, behind the function.
    ToColumnKey {
        /// How updates write what they set.
        Updates = "updates" Form::Word(&["as_is"]);
    }

    /// `has_many(…)` and `belongs_to(…)` of a field.
    RelationKey {
        /// The key of the field that holds the key of the other object.
        Key = "key" Form::Path;
    }

    /// `value(…)` of a field, behind the version and the variant.
    ValueKey {
        /// The variant that older versions get.
        Instead = "instead" Form::Ident;
    }

    /// `#[field_mixin(…)]` on a struct.
    MixinKey: "field_mixin" on "the struct" {
        /// The trait with the accessors.
        Access = "access" Form::Ident;
        /// The trait with the builder methods.
        Build = "build" Form::Ident;
        /// What the class is called in Python, with its module.
        Python = "python" Form::Name("\"cinder.objects.base.CinderPersistentObject\"");
        /// Where the core crate is.
        Crate = "crate" Form::Crate;
    }

    /// `#[enum_field(…)]` on an enum.
    EnumKey: "enum_field" on "the enum" {
        /// The class name that the fingerprint prints.
        Name = "name" Form::Name("\"Name\"");
        /// Whether the fingerprint prints `Enum`.
        Anonymous = "anonymous" Form::Flag;
        /// How Python declared the valid values.
        Brackets = "brackets" Form::Word(&["tuple", "list"]);
        /// How values are made of the variants' names.
        RenameAll = "rename_all" Form::Text("\"snake_case\"");
        /// The valid values as Python lists them.
        FingerprintValues = "fingerprint_values" Form::Parens("\"a\", \"b\"");
        /// Whether serde reads and writes the same texts.
        Serde = "serde" Form::Flag;
        /// Where the core crate is.
        Crate = "crate" Form::Crate;
    }

    /// `#[enum_field(…)]` on a variant.
    VariantKey: "enum_field" on "a variant" {
        /// The value on the wire.
        Rename = "rename" Form::Text("\"value\"");
        /// The variants that it may change to.
        To = "to" Form::Parens("Variant, Other");
        /// That a field may begin with it, where no other variant changes to it.
        Start = "start" Form::Flag;
    }

    /// `#[object_methods(…)]` on an impl block.
    MethodsKey: "object_methods" on "the impl block" {
        /// Where the core crate is.
        Crate = "crate" Form::Crate;
    }
}
