//! What is compared, with whom, and what is asked of it.

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Time.
    Seconds,
    /// Memory.
    Bytes,
}

/// What is asked of ours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reach {
    /// Nothing: the figure is there to be known.
    Open,
    /// At most so much of the peer's.
    AtMost(f64),
    /// The peer takes at least so many times ours.
    Times(f64),
}

/// A comparison.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The name of its [`Group`].
    pub group: &'static str,
    /// What is done.
    pub name: &'static str,
    /// Who does the same.
    pub peer: &'static str,
    /// What is counted.
    pub unit: Unit,
    /// What is asked.
    pub reach: Reach,
}

/// Cases that are measured together, and stand in one table of the page.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its name.
    pub name: &'static str,
    /// The word of the command line without which it is left out; none where it is always measured.
    pub flag: Option<&'static str>,
}

const fn group(name: &'static str, flag: Option<&'static str>) -> Group {
    Group { name, flag }
}

/// What needs other programs.
const ALL: Option<&str> = Some("--all");

/// What one of many objects is measured for: three times, and then bytes.
pub const SCALES: [&str; 4] = ["encode a list", "decode a list", "list rows of SQLite", "held in memory"];

/// The groups, in the order in which they are measured.
pub const GROUPS: &[Group] = &[
    group("bytes", None),
    group("wire", None),
    group("objects", None),
    group("evolve", None),
    group("convert", None),
    group("sqlite", None),
    group("scale", Some("--scale")),
    group("python", ALL),
    group("cinder", ALL),
    group("postgres", ALL),
    group("mariadb", ALL),
    group("build", ALL),
];

/// A plain struct with chrono's own serde.
const A: &str = "plain (a)";
/// A plain struct with the fixed layout of moments.
const B: &str = "plain (b)";

const fn case(group: &'static str, name: &'static str, peer: &'static str, reach: Reach) -> Case {
    Case { group, name, peer, unit: Unit::Seconds, reach }
}

const fn most(group: &'static str, name: &'static str, peer: &'static str, reach: f64) -> Case {
    case(group, name, peer, Reach::AtMost(reach))
}

const fn open(group: &'static str, name: &'static str, peer: &'static str) -> Case {
    case(group, name, peer, Reach::Open)
}

const fn times(group: &'static str, name: &'static str, peer: &'static str, reach: f64) -> Case {
    case(group, name, peer, Reach::Times(reach))
}

const fn bytes(name: &'static str, reach: Reach) -> Case {
    Case { group: "bytes", name, peer: "plain", unit: Unit::Bytes, reach }
}

const fn memory(group: &'static str, name: &'static str, peer: &'static str, reach: f64) -> Case {
    Case { group, name, peer, unit: Unit::Bytes, reach: Reach::AtMost(reach) }
}

const fn one_of_many(name: &'static str, unit: Unit, reach: f64) -> Case {
    Case { group: "scale", name, peer: "one of 10,000", unit, reach: Reach::AtMost(reach) }
}

/// All of them; those of a group stand together.
pub const CASES: &[Case] = &[
    bytes("the struct", Reach::AtMost(1.1)),
    bytes("with its texts, of 50,000 that were read", Reach::Open),
    most("wire", "decode", A, 0.45),
    most("wire", "decode", B, 0.55),
    most("wire", "decode, all 26 fields changed", A, 0.5),
    most("wire", "decode, all 26 fields changed", B, 0.6),
    most("wire", "decode a list of 1,000", A, 0.5),
    most("wire", "decode a list of 1,000", B, 0.6),
    most("wire", "encode", A, 0.45),
    most("wire", "encode", B, 0.7),
    most("wire", "encode, all 26 fields changed", A, 0.65),
    most("wire", "encode, all 26 fields changed", B, 0.9),
    most("wire", "encode a list of 1,000", A, 0.6),
    most("wire", "encode a list of 1,000", B, 0.9),
    most("wire", "decode with spaces, as Python writes", "ours without", 1.3),
    open("wire", "decode with spaces, as Python writes", A),
    open("wire", "decode, fields in reverse order", "ours in order"),
    open("wire", "decode, fields in reverse order", A),
    open("wire", "decode, keys sorted, pretty-printed", "ours as written"),
    open("wire", "decode, keys sorted, pretty-printed", A),
    most("objects", "decode to `dyn` by a registry", "ours, typed", 1.2),
    most("objects", "encode at 1.3", "ours at 1.4", 1.05),
    most("objects", "encode at 1.2", "ours at 1.4", 1.05),
    most("objects", "encode at 1.0", "ours at 1.4", 1.05),
    open("objects", "get each of 26 fields by `&str`", "`HashMap<String, Value>`"),
    open("objects", "set each of 26 fields by `&str`", "`HashMap<String, Value>`"),
    open("evolve", "read a Backup 1.4", "serde-evolve"),
    open("evolve", "read a Backup 1.2, raised to 1.4", "serde-evolve"),
    most("convert", "write 10,000 at 1.3", "ours at 1.4", 1.2),
    most("convert", "write 10,000 at 1.2", "ours at 1.4", 1.2),
    most("convert", "write 10,000 at 1.0", "ours at 1.4", 1.2),
    most("convert", "write 10,000 at 1.2, all 26 fields changed", "ours at 1.4", 1.2),
    most("convert", "write 10,000 for release 1.1", "ours at 1.4", 1.2),
    most("convert", "write what Python wrote, for release 1.1", "ours as it is", 1.2),
    most("convert", "write what Python wrote, for release 1.26", "ours as it is", 1.2),
    most("convert", "read and write 10,000 at 1.2", "ours at 1.4", 1.2),
    most("convert", "read and write what Python wrote, for release 1.1", "ours as it is", 1.2),
    most("sqlite", "list 100,000", "rusqlite", 1.05),
    most("sqlite", "`create_all` of 10,000", "rusqlite", 1.4),
    most("sqlite", "10,000 records, decoded and stored", "rusqlite", 1.5),
    open("sqlite", "`create`, committed each", "rusqlite"),
    open("sqlite", "`get_by_id`", "rusqlite"),
    open("sqlite", "`save`, committed each", "rusqlite"),
    open("sqlite", "`conditional_update`, committed each", "rusqlite"),
    open("sqlite", "`save`, 2,000 in one transaction", "rusqlite"),
    open("sqlite", "`conditional_update`, 2,000 in one transaction", "rusqlite"),
    most("sqlite", "a page of 1,000 behind place 1,000,000", "the first page", 2.0),
    memory("sqlite", "memory of a stream of 1,001,000", "of 100,100", 1.2),
    one_of_many("encode a list, one of 1,000,000", Unit::Seconds, 1.5),
    one_of_many("decode a list, one of 1,000,000", Unit::Seconds, 1.5),
    one_of_many("list rows of SQLite, one of 1,000,000", Unit::Seconds, 1.5),
    one_of_many("held in memory, one of 1,000,000", Unit::Bytes, 1.1),
    times("python", "encode", "oslo.versionedobjects", 100.0),
    times("python", "decode", "oslo.versionedobjects", 40.0),
    times("python", "encode a list of 1,000", "oslo.versionedobjects", 100.0),
    times("python", "decode a list of 1,000", "oslo.versionedobjects", 40.0),
    times("cinder", "`get_all`, a row of 10,000", "Cinder 29", 40.0),
    times("cinder", "`get_by_id`", "Cinder 29", 20.0),
    times("cinder", "`save`", "Cinder 29", 20.0),
    times("cinder", "`conditional_update`", "Cinder 29", 20.0),
    times("cinder", "`create`", "Cinder 29", 20.0),
    most("postgres", "list 100,000", "sqlx", 1.15),
    open("postgres", "`create_all` of 10,000", "sqlx, 1,000 rows an `INSERT`"),
    open("postgres", "`create_all` of 10,000", "`COPY`"),
    open("postgres", "`get_by_id`", "sqlx"),
    open("postgres", "`save`", "sqlx"),
    open("postgres", "`conditional_update`", "sqlx"),
    most("postgres", "a page of 1,000 behind place 1,000,000", "the first page", 2.0),
    memory("postgres", "memory of a stream of 1,001,000", "of 10,010", 1.2),
    most("mariadb", "list 100,000", "sqlx", 1.15),
    open("mariadb", "`create_all` of 10,000", "sqlx, 1,000 rows an `INSERT`"),
    open("mariadb", "`get_by_id`", "sqlx"),
    open("mariadb", "`save`", "sqlx"),
    open("mariadb", "`conditional_update`", "sqlx"),
    most("mariadb", "a page of 1,000 behind place 1,000,000", "the first page", 2.0),
    memory("mariadb", "memory of a stream of 1,001,000", "of 10,010", 1.2),
    most("build", "check", "serde's two derives", 1.3),
    open("build", "check, with `fingerprint`", "serde's two derives"),
    most("build", "debug", "serde's two derives", 1.3),
    open("build", "debug, with `fingerprint`", "serde's two derives"),
    most("build", "release", "serde's two derives", 1.3),
    open("build", "release, with `fingerprint`", "serde's two derives"),
];

impl Case {
    /// The case of these names.
    pub fn find(group: &str, name: &str, peer: &str) -> Option<&'static Self> {
        CASES.iter().find(|case| case.group == group && case.name == name && case.peer == peer)
    }

    /// Whether a name of the command line means it.
    pub fn is_meant(&self, words: &[String]) -> bool {
        let full = format!("{} {} {}", self.group, self.name, self.peer);
        words.is_empty() || words.iter().any(|word| full.contains(word.as_str()))
    }

    /// What is asked, in words.
    pub fn asked(&self) -> String {
        match self.reach {
            Reach::Open => String::new(),
            Reach::AtMost(most) => format!("≤ {most}"),
            Reach::Times(times) => format!("≥ {times}×"),
        }
    }

    /// A ratio, as its reach has it: ours to the peer's, or how many times ours the peer takes.
    pub fn ratio(&self, ratio: f64) -> String {
        match self.reach {
            Reach::Times(_) => format!("{:.0}×", 1.0 / ratio),
            _ if ratio >= 10.0 => format!("{ratio:.1}"),
            _ => format!("{ratio:.2}"),
        }
    }

    /// Whether a ratio is not what is asked. As it is printed counts, so that a table does not contradict itself.
    pub fn is_missed(&self, ratio: f64) -> bool {
        match self.reach {
            Reach::Open => false,
            Reach::AtMost(most) => (ratio * 100.0).round() / 100.0 > most,
            Reach::Times(times) => (1.0 / ratio).round() < times,
        }
    }
}
