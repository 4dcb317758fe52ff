//! Where we differ from Python on purpose: the closed list that docs/divergences.md is made from.
//!
//! `UPDATE_DIVERGENCES=1 cargo test -p conformance -- divergences` writes the page.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use crate::exceptions;
use crate::report::{Outcome, Report};

use Asserted::{Rule, Test};
use Cite::{Behaviour, Database, Differs, NotInRust, Surprise};

/// A difference.
pub(crate) struct Divergence {
    /// What it is about.
    pub(crate) what: &'static str,
    /// What Python does.
    pub(crate) python: &'static str,
    /// What we do.
    pub(crate) here: &'static str,
    /// The reason, where the citation is not all of it.
    pub(crate) why: &'static str,
    /// Where it is agreed.
    pub(crate) cites: &'static [Cite],
    /// What asserts it.
    pub(crate) asserted: &'static [Asserted],
}

/// Where a difference is agreed.
pub(crate) enum Cite {
    /// A "≠" of the notes on oslo's behaviour.
    Differs(&'static str),
    /// A "=" of them, which Python itself fails.
    Behaviour(&'static str),
    /// A letter of Python's surprises that are not to be copied.
    Surprise(&'static str),
    /// A section of the notes on the database.
    Database(&'static str),
    /// What Rust cannot be asked: the reason why.
    NotInRust(&'static str),
}

/// What asserts a difference.
pub(crate) enum Asserted {
    /// A rule of the runner, in these of its runs.
    Rule(&'static str, &'static [&'static str]),
    /// A test elsewhere.
    Test(&'static str),
}

/// The list.
pub(crate) const LIST: &[Divergence] = &[
    Divergence {
        what: "date-times with an offset, in the Backup family",
        python: "keep the offset they came with",
        here: "become the same instant in `Z`",
        why: "the family's fields are `DateTime<Utc>`; a `DateTime<FixedOffset>` field keeps its offset",
        cites: &[Differs("a `DateTime<Utc>` field converts")],
        asserted: &[Rule("utc", &["coerce", "texts", "family_wire", "load_errors", "ops", "records", "db"])],
    },
    Divergence {
        what: "order of `versioned_object.changes`",
        python: "the order of a hash set",
        here: "field order",
        why: "the same object gives the same bytes; readers accept any order",
        cites: &[Surprise("i")],
        asserted: &[Test("tests/conformance, family_wire")],
    },
    Divergence {
        what: "duplicate keys in an envelope",
        python: "the last one counts",
        here: "an error with its path",
        why: "two readers of one message must not see two objects",
        cites: &[],
        asserted: &[Test("backup-objects/tests/wire.rs")],
    },
    Divergence {
        what: "how much is read",
        python: "a thousand levels, any size",
        here: "100 levels, 128 MiB, 4,194,304 elements, or what `wire::Limits` says; 16 MiB of a backup record, which is as much as is written",
        why: "one message must not take all memory",
        cites: &[],
        asserted: &[Test("versioned-object-core/tests/limits.rs")],
    },
    Divergence {
        what: "halves of surrogate pairs in JSON: `\"\\ud800\"`",
        python: "read, and written back",
        here: "refused, with the line and the column; so is an import of a record that has one",
        why: "a text is Unicode here, and such a half is no character: no database and no peer but Python takes it",
        cites: &[],
        asserted: &[Test("versioned-object-core/tests/messages.rs")],
    },
    Divergence {
        what: "a mark of UTF-8 (U+FEFF) before a JSON text",
        python: "read from bytes, refused in a `str`",
        here: "passed over; in a backup record it is refused, as in Cinder",
        why: "files that people edit begin with one",
        cites: &[],
        asserted: &[Test("versioned-object-core/tests/messages.rs")],
    },
    Divergence {
        what: "`repr` of an object with a `SensitiveString`",
        python: "the passwords in it are masked that `mask_password` finds",
        here: "`Display` masks the whole text; `obj_python_repr` does as Python",
        why: "a secret that stands beside no known word is shown by Python; every run here compares `obj_python_repr`",
        cites: &[],
        asserted: &[Test("tests/downstream/tests/secrets/main.rs")],
    },
    Divergence {
        what: "values of secret fields in errors",
        python: "quoted",
        here: "`***`, and no path below a `sensitive` field",
        why: "errors go to logs and to users",
        cites: &[],
        asserted: &[Test("tests/downstream/tests/secrets/refusals.rs")],
    },
    Divergence {
        what: "UUID fields",
        python: "take any text, and warn",
        here: "refuse what is no UUID; written in lower case with hyphens",
        why: "oslo announces the same",
        cites: &[Differs("UUID is validated")],
        asserted: &[Rule("uuid", &["coerce", "load_errors", "nulls", "ops", "schema", "texts", "wire"])],
    },
    Divergence {
        what: "integers",
        python: "any size",
        here: "within `i64`; beyond is an error",
        why: "a number that silently changes is worse than one that is refused",
        cites: &[Differs("integers are i64")],
        asserted: &[Rule("64-bit", &["coerce", "load_errors", "nulls", "ops", "schema", "wire"])],
    },
    Divergence {
        what: "NaN and infinities, such as `1e400`",
        python: "written as `NaN`, `Infinity`: not JSON",
        here: "refused; what nobody asks for is passed over, and a text of it is `inf`, as in Python",
        why: "peers other than Python cannot read them",
        cites: &[Differs("NaN and infinities are refused")],
        asserted: &[Rule("finite", &["coerce", "texts"]), Test("versioned-object-core/tests/digits.rs")],
    },
    Divergence {
        what: "date-times with the offset `+00:00`",
        python: "stay `+00:00`, apart from `Z`",
        here: "a `DateTime<FixedOffset>` field writes `Z`",
        why: "chrono's offsets have no names: both are the same offset",
        cites: &[Differs("a `DateTime<Utc>` field converts")],
        asserted: &[Rule("zero-offset", &["coerce", "texts", "ops", "serializer"])],
    },
    Divergence {
        what: "Python's own zones",
        python: "written `UTC+05:30`, which nobody reads back",
        here: "`+05:30`",
        why: "",
        cites: &[Surprise("d")],
        asserted: &[Rule("zone-name", &["coerce"])],
    },
    Divergence {
        what: "years below 1000",
        python: "written `1-01-01T…`, which nobody reads back",
        here: "`0001-01-01T…`",
        why: "",
        cites: &[Surprise("d")],
        asserted: &[Rule("short-year", &["coerce", "texts"])],
    },
    Divergence {
        what: "years beyond 9999, where an offset or Rust code leads there",
        python: "no such moments",
        here: "refused",
        why: "a peer could not read them",
        cites: &[],
        asserted: &[Test("versioned-object-core/tests/fields.rs")],
    },
    Divergence {
        what: "offsets such as `+05:99`, or `+05:30:15` in code",
        python: "taken",
        here: "refused",
        why: "",
        cites: &[Surprise("d")],
        asserted: &[Rule("minutes", &["coerce", "texts"]), Test("versioned-object-core/tests/fields.rs")],
    },
    Divergence {
        what: "a line break behind a MAC address, a PCI address or a date-time",
        python: "let through",
        here: "refused",
        why: "",
        cites: &[Surprise("c")],
        asserted: &[Rule("line-break", &["coerce", "texts"])],
    },
    Divergence {
        what: "`0000:00:1fx7` as PCI address",
        python: "taken",
        here: "refused",
        why: "",
        cites: &[Surprise("c")],
        asserted: &[Rule("pci-point", &["coerce"])],
    },
    Divergence {
        what: "`NonNegativeInteger`",
        python: "any size",
        here: "within `u64`",
        why: "as for integers",
        cites: &[Differs("integers are i64")],
        asserted: &[Rule("64-bit", &["coerce", "load_errors", "nulls", "ops", "schema", "wire"])],
    },
    Divergence {
        what: "an object whose `uuid` or `id` is a list or a map, printed in its parent",
        python: "`Leaf({'k': 'v'})`",
        here: "`Leaf({k='v'})`, as the field prints it",
        why: "it is for people to read, and nothing else depends on it",
        cites: &[NotInRust("the literals of Python")],
        // Only random declarations have such an id.
        asserted: &[Rule("container-id", &[]), Test("versioned-object-core/tests/fields.rs")],
    },
    Divergence {
        what: "several values of an envelope, a map or a set that are refused",
        python: "the error names the first in the order of the class's fields, of the entries, or of a hash",
        here: "the error names the first in the order of the message; a map of Rust has its keys in order",
        why: "what is refused is the same",
        cites: &[Surprise("i")],
        // Only random values have two faults.
        asserted: &[Rule("first-error", &[]), Test("versioned-object-core/tests/fields.rs")],
    },
    Divergence {
        what: "integers beyond 64 bits that come or go through serde or a `serde_json::Value`: `Deserialize`, `Reader::read_value`, \
               a field of that type, `decode_record`",
        python: "any size",
        here: "come as the nearest float, `1e+30` in a text field, refused as an address, and are an error beyond all floats, \
               from 1.8e308 on; `-0` is a float there too. `Serialize` of a `Value` writes up to 128 bits. A text of JSON that is \
               read here has them exactly, and so has `Value::Digits`",
        why: "serde and serde_json have no larger integers, but by an option of serde_json that changes every crate of the \
              program",
        cites: &[Differs("integers are i64")],
        asserted: &[Test("versioned-object-core/tests/digits.rs"), Test("backup-objects/tests/wire.rs")],
    },
    Divergence {
        what: "a text or a map read into a list or a set",
        python: "its letters or its keys",
        here: "an error",
        why: "",
        cites: &[Surprise("b")],
        asserted: &[Rule("letters", &["coerce", "load_errors"])],
    },
    Divergence {
        what: "an IPv6 network given to an IPv4 network field, and the reverse",
        python: "kept",
        here: "refused",
        why: "",
        cites: &[Surprise("j")],
        asserted: &[Rule("network-version", &["coerce"])],
    },
    Divergence {
        what: "bytes as a number, a pair as a network",
        python: "taken",
        here: "refused: bytes are a list of numbers, a pair is a list",
        why: "neither exists in JSON, and Rust has types for both",
        cites: &[NotInRust(
            "neither bytes nor tuples are values of a field, which come from JSON or have its Rust type",
        )],
        asserted: &[Rule("python-value", &["coerce", "nulls"])],
    },
    Divergence {
        what: "null in a state machine",
        python: "the text `None`, which cannot be read again",
        here: "null, the default, or an error, as in every field",
        why: "",
        cites: &[Surprise("a")],
        asserted: &[Rule("none-state", &["nulls", "ops", "wire"])],
    },
    Divergence {
        what: "a state machine that is a field of a list object",
        python: "takes every state: it looks for the field among the elements",
        here: "is checked as in every object",
        why: "",
        cites: &[Surprise("a")],
        // Only random scripts have such a list.
        asserted: &[Rule("list-state", &[]), Test("tests/downstream/tests/lists.rs")],
    },
    Divergence {
        what: "a default that the type does not take",
        python: "an error whenever it is set",
        here: "does not compile",
        why: "the field's type says what it holds",
        cites: &[NotInRust("a default is a value of the field's Rust type")],
        asserted: &[Rule("default-type", &["nulls", "ops"])],
    },
    Divergence {
        what: "`Debug` of an object with a `SensitiveString`",
        python: "masks the passwords it finds, as `str` does",
        here: "masks all of it, as `Display` does",
        why: "logs print `Debug`",
        cites: &[],
        asserted: &[Test("versioned-object-core/tests/fields.rs")],
    },
    Divergence {
        what: "changes inside a list, map or set reached by an accessor",
        python: "not seen",
        here: "tracked by the `_mut` guard",
        why: "the change would be lost on save",
        cites: &[Differs("changes inside a container or child reached through `_mut` are tracked")],
        asserted: &[Rule("tracked-container", &["ops"])],
    },
    Divergence {
        what: "a clone",
        python: "forgets the version as received",
        here: "keeps it",
        why: "a copy must be written as its original is",
        cites: &[Differs("Python's forgets the version as received")],
        asserted: &[Rule("clone-version", &["ops"])],
    },
    Divergence {
        what: "an object received at an older version, with a field that the version lacks",
        python: "takes it, and writes it in the older envelope; a child names it as changed even where it is left out",
        here: "refuses to set it, and does not write it, until `obj_upgrade` raises the object; changes name what is there",
        why: "an old peer must not meet what it does not know, and what was set must not get lost without a word",
        cites: &[Differs("what the stamp lacks")],
        asserted: &[
            Rule("at-stamp", &["family_wire", "ops", "wire"]),
            Rule("newer-set", &["ops"]),
            Test("versioned-object-core/tests/upgrade.rs"),
        ],
    },
    Divergence {
        what: "a target below 1.0, of an object that began there",
        python: "written",
        here: "an error",
        why: "there is no such version",
        cites: &[Differs("below the first version")],
        asserted: &[
            Rule("first-version", &["family_wire", "ops", "wire"]),
            Test("versioned-object-core/tests/upgrade.rs"),
        ],
    },
    Divergence {
        what: "an unset field of a type with `dict = cinder`, by typed key",
        python: "null",
        here: "an error",
        why: "the key's type has no null for a field that takes none",
        cites: &[],
        asserted: &[Test("tests/downstream")],
    },
    Divergence {
        what: "`del` of a field",
        python: "leaves it among the changed ones; `obj_get_changes` and a recursive reset then fail",
        here: "`obj_unset` also makes it unchanged",
        why: "what is not set has not changed",
        cites: &[Surprise("f")],
        asserted: &[Rule("deleted-changes", &["ops"])],
    },
    Divergence {
        what: "`del` of the elements of a list object",
        python: "its length, its changes and its envelope are errors",
        here: "it has no elements, and is written without them",
        why: "an object that cannot be written helps nobody",
        cites: &[Surprise("f")],
        asserted: &[Rule("deleted-elements", &["ops"])],
    },
    Divergence {
        what: "other attributes than fields",
        python: "a Python object takes any, in its constructor too",
        here: "`UnknownField`",
        why: "a name that is neither field nor computed field is a mistake, as `obj_attr_is_set` says of it",
        cites: &[NotInRust("a struct has the fields that it declares")],
        asserted: &[Rule("unknown-attribute", &["ops"])],
    },
    Divergence {
        what: "`data` that is a list or a text, `changes` that is a text or a map",
        python: "read letter by letter, or key by key",
        here: "an error with its path",
        why: "",
        cites: &[Surprise("b")],
        asserted: &[Rule("loose-envelope", &["load_errors"])],
    },
    Divergence {
        what: "version texts such as `v1.4`, `1.4.dev1`, `1!1.4`",
        python: "read as PEP 440 says",
        here: "`X.Y` and `X.Y.Z` only; `01.04` is 1.4, as in Python",
        why: "",
        cites: &[Surprise("e")],
        asserted: &[Rule("pep-440", &["load_errors"])],
    },
    Divergence {
        what: "`provider_auth` and `connection_info`, printed",
        python: "in clear",
        here: "`'***'`",
        why: "they are credentials; the wire has them in clear, as in Python",
        cites: &[],
        asserted: &[Test("backup-objects/tests/wire.rs")],
    },
    Divergence {
        what: "the name of a mixin's field in an object",
        python: "shadows the mixin's",
        here: "does not compile",
        why: "one of the two would be out of reach",
        cites: &[],
        asserted: &[Test("tests/ui")],
    },
    Divergence {
        what: "a date-time among the extra entries of a record",
        python: "written without its offset, with microseconds",
        here: "written as a field is, `…Z` without a fraction",
        why: "what is written can be read back; a text is written as it is",
        cites: &[Surprise("d"), Differs("a `DateTime<Utc>` field converts")],
        asserted: &[Rule("moment-entry", &["records"])],
    },
    Divergence {
        what: "`NaN`, `Infinity`, `1e400` in a record",
        python: "written and read",
        here: r#"writing is an error, reading is "Can't parse backup record.""#,
        why: "not JSON",
        cites: &[Differs("NaN and infinities are refused")],
        asserted: &[Rule("not-finite", &["records"])],
    },
    Divergence {
        what: "entries of a record that are tuples, bytes or maps with other keys than texts",
        python: "become lists, texts and texts",
        here: "cannot be given",
        why: "Rust values are JSON already; the bytes are the same",
        cites: &[NotInRust("an entry is JSON already")],
        asserted: &[Rule("python-entry", &["records"])],
    },
    Divergence {
        what: "`decode_record` of what is no text",
        python: r#""Can't decode backup record.""#,
        here: "does not compile",
        why: "it takes `&str`",
        cites: &[NotInRust("a record is a `&str`")],
        asserted: &[Rule("bytes-record", &["records"])],
    },
    Divergence {
        what: "what JSON Schema says of an envelope",
        python: "the newest version, whichever is asked for, with any name, namespace and version, and any key more",
        here: "`json_schema_at` has each version, and takes what is written at it and nothing else; `schema::oslo` says what Python's does",
        why: "a schema that takes all judges nothing",
        cites: &[],
        asserted: &[Test("backup-objects/tests/schemas/main.rs")],
    },
    Divergence {
        what: "the default of a secret in oslo's JSON Schema",
        python: "there to read",
        here: "left out",
        why: "a schema is published, and no page of ours tells a secret",
        cites: &[Differs("a secret is seen by nobody who looks")],
        asserted: &[Rule("secret-default", &["schema"]), Test("tests/downstream/tests/secrets/defaults.rs")],
    },
    Divergence {
        what: "defaults in oslo's JSON Schema",
        python: r#"as declared, `"17"` for an integer"#,
        here: "as they are written, 17",
        why: "the schema must take its own defaults",
        cites: &[Surprise("h"), NotInRust("a default is a value of the field's Rust type")],
        asserted: &[Rule("coerced-default", &["schema"])],
    },
    Divergence {
        what: "the sum of two list objects",
        python: "has no context",
        here: "has the context of the left one",
        why: "its elements have it too",
        cites: &[],
        asserted: &[Test("tests/downstream")],
    },
    Divergence {
        what: "paging where a sort key is null",
        python: "null counts as `''` or 0 behind a marker, but not in the order: rows are skipped",
        here: "null is below everything in both",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[Rule("paging-hole", &["db"])],
    },
    Divergence {
        what: "`get_all_by_volume`, `get_all_active_by_window` and counts, for a user",
        python: "show and count other projects' backups",
        here: "its own project's only; nobody is refused",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[
            Rule("volume-project", &["db"]),
            Rule("window-project", &["db"]),
            Rule("count-project", &["db"]),
        ],
    },
    Divergence {
        what: "an empty list as a filter",
        python: "`AssertionError`",
        here: "matches nothing",
        why: "",
        cites: &[Database("listing, do not copy")],
        asserted: &[Rule("empty-list", &["db"])],
    },
    Divergence {
        what: "counting by an unknown `x~`, or without any condition",
        python: "`AttributeError`, while listing gives nothing; 1",
        here: "0; the number of rows",
        why: "a count is the length of its list",
        cites: &[Database("listing")],
        asserted: &[Rule("count-unknown", &["db"])],
    },
    Divergence {
        what: "an unknown `read_deleted`",
        python: "`Exception`, `ValueError`",
        here: "does not compile; reading its name is `InvalidInput`",
        why: "it is an enum",
        cites: &[Database("context rules"), NotInRust("it is an enum")],
        asserted: &[Rule("read-deleted-mode", &["db"])],
    },
    Divergence {
        what: "`save`, `destroy`, `conditional_update`, dependents, for a user of another project",
        python: "carried out",
        here: "`NotFound`, or false",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[Rule("project-check", &["db"])],
    },
    Divergence {
        what: "`save` of a stale copy, when the row was deleted meanwhile",
        python: "written into the deleted row",
        here: "`NotFound`; the object stays",
        why: "every write goes to a row that its context sees",
        cites: &[Database("writes")],
        asserted: &[Rule("save-unseen", &["db"])],
    },
    Divergence {
        what: "`save` of a stored object whose key was set to another",
        python: "writes into the other row, or `BackupNotFound`",
        here: "an error that names the field",
        why: "nobody means another row",
        cites: &[Database("writes")],
        asserted: &[Rule("stored-key", &["db"])],
    },
    Divergence {
        what: "`create` of an object that has a key",
        python: "`already created`",
        here: "the same, and `create_with_key` is named",
        why: "keys of one's own are usual for some objects",
        cites: &[Database("writes")],
        asserted: &[Rule("already-created", &["db"])],
    },
    Divergence {
        what: "destroying what is not there, or deleted",
        python: "succeeds, and changes the object",
        here: "`NotFound`; the object stays",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[Rule("destroy-nothing", &["db"])],
    },
    Divergence {
        what: "`destroy` of a backup with metadata, rows of `backup_metadata`",
        python: "marks them deleted with it",
        here: "they stay live; no list of Cinder's shows them, but on a server its purge fails at their foreign key",
        why: "Cinder has no object of them, and a backup no field; who keeps such, marks them in the same transaction",
        cites: &[],
        asserted: &[Test("backup-objects/tests/store.rs")],
    },
    Divergence {
        what: "`updated_at` of an object after a write",
        python: "stale",
        here: "that of the row",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[Rule("fresh-updated-at", &["db"])],
    },
    Divergence {
        what: "`Not([…, None])`",
        python: "matches null",
        here: "does not",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[Rule("not-null-in-list", &["db"])],
    },
    Divergence {
        what: "`conditional_update(expected=None)` and null integers",
        python: "never matches",
        here: "a 0 that was read matches 0 and null",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[Rule("unchanged-null-integer", &["db"])],
    },
    Divergence {
        what: "an illegal value in a conditional update",
        python: "written, then refused",
        here: "refused; the row is as it was",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[Rule("checked-before-written", &["db"])],
    },
    Divergence {
        what: "a row that its object refuses, in a list",
        python: "breaks the list",
        here: "is left out and named",
        why: "",
        cites: &[Surprise("k")],
        asserted: &[Test("backup-objects/tests/store.rs")],
    },
    Divergence {
        what: "`create` without a required field",
        python: "an error of the database, or a row that cannot be read",
        here: "an error that names it, before anything is written",
        why: "",
        cites: &[Database("writes")],
        asserted: &[Rule("required-fields", &["db"])],
    },
    Divergence {
        what: "a moment with an offset in a conditional update",
        python: "its local time is written",
        here: "the same instant in UTC",
        why: "db-semantics, python-surprises d",
        cites: &[Database("writes"), Surprise("d")],
        asserted: &[Rule("offset-dropped", &["db"])],
    },
    Divergence {
        what: "older versions of an object",
        python: "have every field, unless somebody wrote a rule",
        here: "lack the fields that `since` says are newer; names and types are those of the time",
        why: "an old peer must not meet what it does not know",
        cites: &[Differs("oslo removes nothing by itself")],
        asserted: &[Rule("newer-fields", &["family_wire"])],
    },
    Divergence {
        what: "a value of an enum that the target version lacks",
        python: "written, unless somebody wrote a rule; Cinder did for the status of a snapshot alone",
        here: "replaced by what the declaration says, in lists, sets and maps too",
        why: "an old peer must not meet what it does not know",
        cites: &[],
        asserted: &[
            Test("versioned-object-core/tests/history.rs"),
            Test("backup-objects/tests/neighbours.rs"),
        ],
    },
    Divergence {
        what: "null in a field that took none at the target version, such as the size of a volume before 1.3",
        python: "written; the peer refuses it",
        here: "an error with the path, unless the field has a default, which the peer makes of it",
        why: "the mistake shows where it is made",
        cites: &[],
        asserted: &[Test("versioned-object-core/tests/history.rs")],
    },
    Divergence {
        what: "a child older than its version in the release that Cinder's serializer is capped to",
        python: "is stamped with the newer version",
        here: "keeps its own, as the object that is sent does",
        why: "what is above ours changes nothing; nobody made the child newer. With a manifest of one's own it is as in Python",
        cites: &[],
        asserted: &[Test("versioned-object-core/tests/serializer.rs")],
    },
    Divergence {
        what: "asking for backports when a later part of the message is wrong",
        python: "asks for those before it",
        here: "asks for none",
        why: "an answer that nobody gets",
        cites: &[],
        asserted: &[Test("versioned-object-core/tests/serializer.rs")],
    },
    Divergence {
        what: "a field with a child, newer than the target, without a relationship",
        python: r#""No rule for …""#,
        here: "left out",
        why: "`since` is the rule",
        cites: &[Differs("oslo removes nothing by itself")],
        asserted: &[Test("versioned-object-core/src/wire/backport.rs")],
    },
    Divergence {
        what: "a target version such as `1.0rc1` or `1`",
        python: "taken, and written as it is",
        here: "refused",
        why: "",
        cites: &[Surprise("e")],
        asserted: &[Rule("version-text", &["family_wire", "wire"])],
    },
    Divergence {
        what: "the target 1.4.0 of an object at 1.4",
        python: "InvalidTargetVersion",
        here: "is 1.4",
        why: "",
        cites: &[Surprise("e")],
        asserted: &[Rule("zero-patch", &["family_wire", "wire"])],
    },
    Divergence {
        what: "a version between two of a list's `child_versions`",
        python: "a `TypeError`",
        here: "the lower one counts, as between two relationships",
        why: "Python means that too",
        cites: &[Behaviour("between two entries the lower one's child version")],
        asserted: &[Rule("child-gap", &["wire"])],
    },
    Divergence {
        what: "`obj_tree_get_versions` of an unknown name",
        python: "IndexError, and later ones too",
        here: "`UnsupportedObject`",
        why: "",
        cites: &[Surprise("g")],
        asserted: &[Test("versioned-object-core/tests/children.rs")],
    },
    Divergence {
        what: "`compare_obj` of two moments",
        python: "never differs: the row's is replaced by the object's",
        here: "compares the instants",
        why: "a test that cannot fail is none",
        cites: &[],
        asserted: &[Test("tests/downstream/tests/fixtures.rs")],
    },
];

/// The rules that a run needs, or all.
pub(crate) fn rules_of(run: Option<&str>) -> BTreeSet<&'static str> {
    let asserted = LIST.iter().flat_map(|divergence| divergence.asserted);
    let rules = asserted.filter_map(|asserted| match asserted {
        Rule(name, runs) if run.is_none_or(|run| runs.contains(&run)) => Some(*name),
        _ => None,
    });
    rules.collect()
}

/// The page, as the list gives it.
fn page() -> String {
    let mut page = String::from(
        "<!-- Made from tests/conformance/src/divergences.rs; UPDATE_DIVERGENCES=1 cargo test -p conformance -- \
         divergences -->\n# Where we differ from Python\n\nEach point differs on purpose. Everything else answers as \
         oslo.versionedobjects 3.12 and Cinder do. A name behind `conformance` is a rule of\n`tests/conformance`: a \
         predicate on the input with our exact answer. A rule that no case of a file needs fails the run, and so do \
         two that\nhold for one value. \"≠\" is a point of the notes on oslo's behaviour, a letter one of Python's \
         surprises that are not to be copied.\n\n| what | Python | here | why | asserted by |\n|---|---|---|---|---|\n",
    );
    for divergence in LIST {
        let cites: Vec<_> = divergence.cites.iter().map(cited).collect();
        let why = [divergence.why, cites.join(", ").as_str()].map(str::to_owned);
        let why: Vec<_> = why.into_iter().filter(|text| !text.is_empty()).collect();
        let asserted: Vec<_> = divergence.asserted.iter().map(named).collect();
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} |",
            divergence.what,
            divergence.python,
            divergence.here,
            why.join("; "),
            asserted.join("; "),
        );
    }
    page.push_str(
        "\n## Exceptions\n\nWhat stands for Python's exceptions here, as every run of the conformance runner holds them \
         together. Of several rows of one class\nthe first counts whose message fits.\n\n| Python | message | `Error::` | \
         when |\n|---|---|---|---|\n",
    );
    for row in exceptions::TABLE {
        let ours: Vec<_> = row.ours.iter().map(|variant| format!("`{variant}`")).collect();
        let message = if row.message.is_empty() { String::new() } else { format!("`{}`", row.message) };
        let _ = writeln!(page, "| `{}` | {message} | {} | {} |", row.python, ours.join(", "), row.when);
    }
    page
}

fn cited(cite: &Cite) -> String {
    match cite {
        Differs(what) => format!("≠ {what}"),
        Behaviour(what) => format!("oslo-behaviour: {what}"),
        Surprise(letter) => format!("python-surprises {letter}"),
        Database(section) => format!("db-semantics, {section}"),
        NotInRust(why) => format!("not to be asked in Rust: {why}"),
    }
}

fn named(asserted: &Asserted) -> String {
    match asserted {
        Rule(name, []) => format!("conformance `{name}` in answers of others"),
        Rule(name, runs) => format!("conformance `{name}` in {}", runs.join(", ")),
        Test(place) => format!("`{place}`"),
    }
}

/// Holds the page against the list, or writes it.
pub(crate) fn run(report: &mut Report) {
    for divergence in LIST {
        report.object();
        let needs_cite = divergence.asserted.iter().any(|asserted| matches!(asserted, Rule(..)));
        let outcome = if divergence.asserted.is_empty() || needs_cite && divergence.cites.is_empty() {
            Outcome::Failed("it cites nothing, or nothing asserts it".to_owned())
        } else {
            Outcome::Passed
        };
        report.case(divergence.what, outcome);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/divergences.md");
    let page = page();
    let outcome = if env::var_os("UPDATE_DIVERGENCES").is_some() {
        fs::write(&path, page).map_or_else(|error| Outcome::Failed(error.to_string()), |()| Outcome::Passed)
    } else if fs::read_to_string(&path).is_ok_and(|known| known == page) {
        Outcome::Passed
    } else {
        Outcome::Failed(
            "it is not what the list says: run with UPDATE_DIVERGENCES=1, and read the change".to_owned(),
        )
    };
    report.case("docs/divergences.md", outcome);
}
