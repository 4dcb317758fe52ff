//! The text of `versions.lock`: a version says what it changed, so that a new one is a few lines of difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use crate::base::version::Version;
use crate::testing::lock::cursor::{Cursor, Text};
use crate::testing::lock::model::{COMPUTED, Facts, Field, Lock, Object, Paired, Table, UNSET};
use crate::testing::lock::types::Type;

/// The line that every lock starts with, comments apart.
const FORMAT: &str = "lock-format 1";

/// What stands before the name of a method.
const METHOD: &str = "remotable ";

/// What stands for the fingerprint of a version with a default that has no known Python form.
const UNKNOWN: &str = "unknown";

/// A text that is no lock.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Debug for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FORMAT}")?;
        for (name, object) in &self.objects {
            writeln!(f, "\nobject {}\n{}", Text(name), object.facts)?;
            let mut before: Option<(Version, &Table)> = None;
            for (version, table) in &object.versions {
                let fingerprint = table.fingerprint.as_deref().unwrap_or(UNKNOWN);
                writeln!(f, "  version {version} {fingerprint}")?;
                // A major version starts anew.
                let known = before.filter(|(before, _)| before.major == version.major);
                write_changes(f, known.map(|(_, table)| table), table)?;
                before = Some((*version, table));
            }
        }
        Ok(())
    }
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  namespace {}", Text(&self.namespace))?;
        let named = [
            ("serial-namespace", &self.serial_namespace),
            ("extends", &self.extends),
            ("list-of", &self.list_of),
        ];
        for (word, name) in named {
            if let Some(name) = name {
                write!(f, "\n  {word} {}", Text(name))?;
            }
        }
        for (name, version) in &self.children {
            write!(f, "\n  child {}", Text(name))?;
            if let Some(version) = version {
                write!(f, " {version}")?;
            }
        }
        Ok(())
    }
}

fn write_changes(f: &mut fmt::Formatter<'_>, before: Option<&Table>, table: &Table) -> fmt::Result {
    for note in &table.notes {
        writeln!(f, "    note {}", serde_json::Value::from(note.as_str()))?;
    }
    let (no_methods, none) = (BTreeMap::new(), BTreeMap::new());
    let methods = before.map_or(&no_methods, |before| &before.methods);
    for name in methods.keys().filter(|name| !table.methods.contains_key(*name)) {
        writeln!(f, "    - {METHOD}{}", Text(name))?;
    }
    for (name, spec) in table.methods.iter().filter(|(name, spec)| methods.get(*name) != Some(*spec)) {
        let sign = if methods.contains_key(name) { '~' } else { '+' };
        writeln!(f, "    {sign} {METHOD}{}: {}", Text(name), serde_json::Value::from(spec.as_str()))?;
    }
    let before = before.map_or(&none, |before| &before.fields);
    let renamed = |name: &String| table.fields.values().any(|field| field.was.as_ref() == Some(name));
    for name in before.keys().filter(|name| !table.fields.contains_key(*name) && !renamed(name)) {
        writeln!(f, "    - {}", Text(name))?;
    }
    for (name, field) in &table.fields {
        let known = match &field.was {
            Some(was) => before.get(was),
            None => before.get(name).filter(|_| !renamed(name)),
        };
        match known {
            Some(known) if field.was.is_none() && known.same_as(field) => {}
            Some(_) => writeln!(f, "    ~ {}: {field}", Text(name))?,
            None => writeln!(f, "    + {}: {field}", Text(name))?,
        }
    }
    Ok(())
}

impl Field {
    /// Whether this is the other, whatever its name was before.
    pub(crate) fn same_as(&self, other: &Field) -> bool {
        let plain = |field: &Field| Field { was: None, ..field.clone() };
        plain(self) == plain(other)
    }

    fn parse(from: &mut Cursor<'_>) -> Result<Self, String> {
        let ty = Type::parse(from)?;
        let child = if from.eat(" at none") {
            Some(Paired::LeftOut)
        } else if from.eat(" at ") {
            Some(Paired::At(from.version()?))
        } else {
            None
        };
        let default = if !from.eat(" = ") {
            None
        } else if from.eat(COMPUTED) {
            Some(COMPUTED.to_owned())
        } else {
            Some(from.json("a default as JSON")?.to_string())
        };
        let printed = if from.eat(" printed ") { Some(from.text("how it is printed")?) } else { None };
        let read_only = from.eat(" read-only");
        let fill = if !from.eat(" fill ") {
            None
        } else if let Some(word) = [UNSET, COMPUTED].into_iter().find(|word| from.eat(word)) {
            Some(word.to_owned())
        } else {
            Some(from.json("what older objects get, as JSON")?.to_string())
        };
        let was = if from.eat(" was ") { Some(from.text("the name before")?) } else { None };
        Ok(Self { ty, child, default, printed, read_only, fill, was })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ty.fmt(f)?;
        match self.child {
            Some(Paired::At(version)) => write!(f, " at {version}")?,
            Some(Paired::LeftOut) => f.write_str(" at none")?,
            None => {}
        }
        if let Some(default) = &self.default {
            write!(f, " = {default}")?;
        }
        if let Some(printed) = &self.printed {
            write!(f, " printed {}", Text(printed))?;
        }
        if self.read_only {
            f.write_str(" read-only")?;
        }
        if let Some(fill) = &self.fill {
            write!(f, " fill {fill}")?;
        }
        match &self.was {
            Some(was) => write!(f, " was {}", Text(was)),
            None => Ok(()),
        }
    }
}

impl FromStr for Lock {
    type Err = LockError;

    fn from_str(text: &str) -> Result<Self, LockError> {
        if let Some((at, marker)) = text.lines().enumerate().find(|(_, line)| is_conflict(line)) {
            let reason = format!(
                "`{marker}` is a merge conflict: two branches changed the same objects. Take the lock of the branch \
                 that is published, merge the declarations by hand, with a version for each change, and accept again"
            );
            return Err(LockError { line: at + 1, reason });
        }
        let mut reading = Reading::default();
        let mut last = 0;
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            last = at + 1;
            reading.line(line).map_err(|reason| LockError { line: last, reason })?;
        }
        reading.end().map_err(|reason| LockError { line: last.max(1), reason })
    }
}

fn is_conflict(line: &str) -> bool {
    line == "=======" || ["<<<<<<< ", ">>>>>>> ", "||||||| "].iter().any(|marker| line.starts_with(marker))
}

/// A lock, as far as it was read.
#[derive(Default)]
struct Reading {
    started: bool,
    lock: Lock,
    object: Option<(String, Object)>,
    version: Option<Changed>,
}

/// A version, as far as it was read: what was before, and what became of it.
struct Changed {
    version: Version,
    table: Table,
    gone: BTreeSet<String>,
    fields: BTreeMap<String, Field>,
}

impl Reading {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if !self.started {
            self.started = true;
            return if line == FORMAT { Ok(()) } else { Err(format!("expected `{FORMAT}`, got `{line}`")) };
        }
        let mut from = Cursor::new(line);
        if from.eat("    ") {
            self.change(&mut from)?;
        } else if from.eat("  ") {
            self.fact(&mut from)?;
        } else if from.eat("object ") {
            self.end_object()?;
            let name = from.text("the name of an object")?;
            if self.lock.objects.contains_key(&name) {
                return Err(format!("`{name}` is there already, further up"));
            }
            self.object = Some((name, Object::default()));
        } else {
            return Err(from.expected("`object`"));
        }
        from.end()
    }

    fn fact(&mut self, from: &mut Cursor<'_>) -> Result<(), String> {
        if from.eat("version ") {
            return self.start_version(from);
        }
        let Some((_, Object { facts, .. })) = self.object.as_mut().filter(|_| self.version.is_none()) else {
            return Err(from.expected("an object before this, or `version`"));
        };
        if from.eat("namespace ") {
            facts.namespace = from.text("a namespace")?;
        } else if from.eat("serial-namespace ") {
            facts.serial_namespace = Some(from.text("a namespace")?);
        } else if from.eat("extends ") {
            facts.extends = Some(from.text("the name of an object")?);
        } else if from.eat("list-of ") {
            facts.list_of = Some(from.text("the name of an object")?);
        } else if from.eat("child ") {
            let name = from.text("the name of an object")?;
            let version = if from.eat(" ") { Some(from.version()?) } else { None };
            facts.children.insert(name, version);
        } else {
            return Err(
                from.expected("`namespace`, `serial-namespace`, `extends`, `list-of`, `child` or `version`")
            );
        }
        Ok(())
    }

    fn start_version(&mut self, from: &mut Cursor<'_>) -> Result<(), String> {
        self.end_version()?;
        let Some((name, object)) = &self.object else {
            return Err("a version without an object before it".to_owned());
        };
        let version = from.version()?;
        from.expect(" ")?;
        let fingerprint = from.all();
        if fingerprint != UNKNOWN
            && (fingerprint.len() != 32 || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()))
        {
            return Err(format!("expected a fingerprint of 32 hexadecimal digits, got `{fingerprint}`"));
        }
        let before = object.latest().filter(|(before, _)| before.major == version.major);
        let expected = Version::new(version.major, before.map_or(0, |(before, _)| before.minor + 1));
        let out_of_order = object.latest().is_some_and(|(before, _)| version <= before);
        if out_of_order || version != expected {
            return Err(format!("{name} {version} is out of order: expected {expected}"));
        }
        let methods = before.map(|(_, table)| table.methods.clone()).unwrap_or_default();
        let fields = before.map(|(_, table)| table.fields.clone()).unwrap_or_default();
        let fields = fields.into_iter().map(|(name, field)| (name, Field { was: None, ..field })).collect();
        let fingerprint = (fingerprint != UNKNOWN).then(|| fingerprint.to_owned());
        let table = Table { fingerprint, notes: Vec::new(), methods, fields };
        self.version = Some(Changed { version, table, gone: BTreeSet::new(), fields: BTreeMap::new() });
        Ok(())
    }

    fn change(&mut self, from: &mut Cursor<'_>) -> Result<(), String> {
        let Some(Changed { version, table, gone, fields }) = &mut self.version else {
            return Err("a change without a version before it".to_owned());
        };
        if from.eat("note ") {
            let note = from.json("a text in quotes")?;
            table.notes.push(note.as_str().unwrap_or_default().to_owned());
            return Ok(());
        }
        let sign = ["+ ", "~ ", "- "].into_iter().find(|sign| from.eat(sign));
        let Some(sign) = sign else { return Err(from.expected("`+`, `~`, `-` or `note`")) };
        if from.eat(METHOD) {
            let name = from.text("the name of a method")?;
            if (sign == "+ ") == table.methods.contains_key(&name) {
                return Err(format!("`{name}` is not a method to write `{sign}` of in {version}"));
            }
            if sign == "- " {
                table.methods.remove(&name);
            } else {
                from.expect(": ")?;
                let spec = from.json("a signature in quotes")?;
                table.methods.insert(name, spec.as_str().unwrap_or_default().to_owned());
            }
            return Ok(());
        }
        let name = from.text("the name of a field")?;
        let mut go = |name: &str| {
            if table.fields.contains_key(name) && gone.insert(name.to_owned()) {
                Ok(())
            } else {
                Err(format!("`{name}` is no field before {version}"))
            }
        };
        if sign == "- " {
            return go(&name);
        }
        from.expect(": ")?;
        let field = Field::parse(from)?;
        if sign == "~ " {
            go(field.was.as_ref().unwrap_or(&name))?;
        }
        match fields.insert(name.clone(), field) {
            Some(_) => Err(format!("`{name}` is there twice")),
            None => Ok(()),
        }
    }

    fn end_version(&mut self) -> Result<(), String> {
        let (Some(changed), Some((_, object))) = (self.version.take(), &mut self.object) else {
            return Ok(());
        };
        let Changed { version, mut table, gone, fields } = changed;
        table.fields.retain(|name, _| !gone.contains(name));
        if let Some(name) = fields.keys().find(|name| table.fields.contains_key(*name)) {
            return Err(format!("before this: `{name}` is a field before {version} already"));
        }
        table.fields.extend(fields);
        object.versions.insert(version, table);
        Ok(())
    }

    fn end_object(&mut self) -> Result<(), String> {
        self.end_version()?;
        if let Some((name, object)) = self.object.take() {
            if object.versions.is_empty() {
                return Err(format!("`{name}` ends without a version"));
            }
            self.lock.objects.insert(name, object);
        }
        Ok(())
    }

    fn end(mut self) -> Result<Lock, String> {
        if !self.started {
            return Err(format!("expected `{FORMAT}`, got nothing"));
        }
        self.end_object().map(|()| self.lock)
    }
}
