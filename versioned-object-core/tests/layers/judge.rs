//! The rules, and what breaks them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::circle::{Graph, knots, shortest};
use crate::find::{Arrow, Way};
use crate::house::{File, House, Texts};
use crate::module::Item;
use crate::page::Ranks;

/// What sort of crate is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A library, with a `private.rs` for what its macros expand to.
    Library,
    /// A crate of procedural macros, which have to stand in `lib.rs`.
    Macros,
}

/// A rule of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// Imports run downwards.
    Up,
    /// Inside, nobody goes through a door.
    Door,
    /// A `mod.rs` defines nothing, and no other file that has modules in files of their own.
    Defines,
    /// No file is in a circle.
    Circle,
    /// Every layer has a row in the page, and every row a layer.
    Row,
    /// `private.rs` is short, and defines nothing.
    Private,
    /// `lib.rs` defines nothing.
    Lib,
    /// Every file is a module.
    Lost,
}

/// Something that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    pub(crate) rule: Rule,
    pub(crate) place: Place,
    /// Why it breaks the rule.
    pub(crate) why: String,
}

/// A line, or a file or a layer as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) path: String,
    /// The number of the line, and what stands there.
    pub(crate) line: Option<(usize, String)>,
}

/// Faults in their order, below their rules.
pub(crate) struct Report<'f>(pub(crate) &'f [Fault]);

/// Figures of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Files, without those of tests.
    pub(crate) files: usize,
    /// Places where a file names another one.
    pub(crate) places: usize,
    /// Pairs of files of which the first names the second.
    pub(crate) arrows: usize,
    /// Those that run upwards: not known without a table.
    pub(crate) up: Option<usize>,
    /// Groups of files that reach each other.
    pub(crate) knots: usize,
    /// The files in them.
    pub(crate) in_circles: usize,
    /// Paths that go through a door.
    pub(crate) through_doors: usize,
}

/// A crate before its judge.
pub(crate) struct Case {
    house: House,
    arrows: Vec<Arrow>,
    graph: Graph,
    /// What stands before a path from `src`.
    prefix: String,
}

impl Rule {
    fn text(self) -> &'static str {
        match self {
            Self::Up => "an import runs upwards",
            Self::Door => "a path goes through a door from inside: it has to name the file that defines",
            Self::Defines => "a door defines something: a `mod.rs` may only have docs, `mod` and `use`",
            Self::Circle => "files import each other in a circle",
            Self::Row => "the layers and the table in docs/architecture.md differ",
            Self::Private => "`private.rs` has to be re-exports in fewer than 100 lines",
            Self::Lib => "`lib.rs` defines something: it may only have docs, `mod` and `use`",
            Self::Lost => "a file is no Rust, or no `mod` names it",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.line {
            Some((line, text)) => write!(f, "{}:{line}: {text}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n    {}", self.place, self.why)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let up = self.up.map_or("not judged".to_owned(), |up| up.to_string());
        write!(
            f,
            "files {}, places {}, arrows {}, arrows up {up}, circles {} with {} files, paths through doors {}",
            self.files, self.places, self.arrows, self.knots, self.in_circles, self.through_doors
        )
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for faults in self.0.chunk_by(|one, other| one.rule == other.rule) {
            let rule = faults.first().map_or("", |fault| fault.rule.text());
            writeln!(f, "\n{rule}: {}", faults.len())?;
            faults.iter().try_for_each(|fault| writeln!(f, "  {fault}"))?;
        }
        Ok(())
    }
}

impl Case {
    /// Reads a crate. `prefix` stands before the paths of its files.
    pub(crate) fn new(texts: &Texts, prefix: &str) -> Self {
        let house = House::read(texts);
        let arrows = house.arrows();
        let mut graph = Graph::new();
        for arrow in &arrows {
            graph.entry(arrow.from).or_default().insert(arrow.to);
        }
        Self { house, arrows, graph, prefix: prefix.to_owned() }
    }

    /// Everything that breaks a rule.
    pub(crate) fn faults(&self, ranks: &Ranks, kind: Kind) -> Vec<Fault> {
        let mut faults = self.upwards(ranks);
        faults.extend(self.doors());
        faults.extend(self.definitions(kind));
        faults.extend(self.circles());
        faults.extend(self.rows(ranks));
        faults.extend(self.lost());
        faults.sort();
        faults
    }

    /// The figures of the crate.
    pub(crate) fn count(&self, ranks: Option<&Ranks>) -> Count {
        let knots = knots(&self.graph);
        let up = |ranks| {
            let up = self.arrows.iter().filter(|arrow| self.is_up(arrow, ranks));
            up.map(|arrow| (arrow.from, arrow.to)).collect::<BTreeSet<_>>().len()
        };
        Count {
            files: self.house.files.len(),
            places: self.arrows.iter().filter(|arrow| arrow.way != Way::Behind).count(),
            arrows: self.graph.values().map(BTreeSet::len).sum(),
            up: ranks.map(up),
            knots: knots.len(),
            in_circles: knots.iter().map(BTreeSet::len).sum(),
            through_doors: self.through_doors().count(),
        }
    }

    /// Every place where a file names another one, a line for each.
    pub(crate) fn list(&self) -> String {
        let line = |arrow: &Arrow| {
            let way = match arrow.way {
                Way::Straight => "",
                Way::Door => ", a door",
                Way::Behind => ", behind a door",
            };
            (self.place(arrow.from, arrow.line), format!("{}{way}", self.path(arrow.to)))
        };
        let lines: BTreeSet<_> = self.arrows.iter().map(line).collect();
        lines.iter().map(|(place, to)| format!("{place}\n    -> {to}")).collect::<Vec<_>>().join("\n")
    }

    fn path(&self, file: usize) -> String {
        format!("{}{}", self.prefix, self.house.files[file].path)
    }

    fn place(&self, file: usize, line: usize) -> Place {
        let text = self.house.files[file].line(line).to_owned();
        Place { path: self.path(file), line: Some((line, text)) }
    }

    fn whole(&self, path: &str) -> Place {
        Place { path: format!("{}{path}", self.prefix), line: None }
    }

    fn layer(&self, file: usize) -> &str {
        self.house.files[file].layer()
    }

    /// Whether an import runs to a layer above, or to another one of the same rank. Where it only goes through `lib.rs`,
    /// what it comes to is judged.
    fn is_up(&self, arrow: &Arrow, ranks: &Ranks) -> bool {
        let (from, to) = (self.layer(arrow.from), self.layer(arrow.to));
        let through_lib = arrow.way == Way::Door && to == "lib";
        let ranks = ranks.get(from).zip(ranks.get(to));
        from != to && !through_lib && ranks.is_some_and(|(from, to)| from <= to)
    }

    fn upwards(&self, ranks: &Ranks) -> Vec<Fault> {
        let mut seen = BTreeSet::new();
        let new = |arrow: &&Arrow| seen.insert((arrow.from, arrow.line, self.layer(arrow.to)));
        let up = self.arrows.iter().filter(|arrow| self.is_up(arrow, ranks)).filter(new);
        let fault = |arrow: &Arrow| {
            let (from, to) = (self.layer(arrow.from), self.layer(arrow.to));
            let stands = if ranks.get(from) == ranks.get(to) { "beside" } else { "above" };
            let why = format!("names {}: `{to}` stands {stands} `{from}`", self.path(arrow.to));
            Fault { rule: Rule::Up, place: self.place(arrow.from, arrow.line), why }
        };
        up.map(fault).collect()
    }

    /// The paths that go through a door. A door may show what a door in its own folder shows.
    fn through_doors(&self) -> impl Iterator<Item = &Arrow> {
        self.arrows.iter().filter(|arrow| {
            let (from, to) = (&self.house.files[arrow.from], &self.house.files[arrow.to]);
            arrow.way == Way::Door && !(from.is_door && self.house.is_below(to.room, from.room))
        })
    }

    fn doors(&self) -> Vec<Fault> {
        let mut doors: BTreeMap<(usize, usize, usize), BTreeSet<String>> = BTreeMap::new();
        for door in self.through_doors() {
            let is_behind =
                |arrow: &&Arrow| (arrow.from, arrow.line, arrow.way) == (door.from, door.line, Way::Behind);
            let behind = self.arrows.iter().filter(is_behind).map(|arrow| self.path(arrow.to));
            doors.entry((door.from, door.line, door.to)).or_default().extend(behind);
        }
        let fault = |((from, line, door), behind): (_, BTreeSet<String>)| {
            let door = self.path(door);
            let behind: Vec<String> = behind.into_iter().collect();
            let why = if behind.is_empty() {
                format!("goes through {door}")
            } else {
                format!("goes through {door} to {}", behind.join(", "))
            };
            Fault { rule: Rule::Door, place: self.place(from, line), why }
        };
        doors.into_iter().map(fault).collect()
    }

    fn definitions(&self, kind: Kind) -> Vec<Fault> {
        let mut faults = Vec::new();
        for room in &self.house.rooms {
            let file = &self.house.files[room.file];
            let rule = match file.path.as_str() {
                "lib.rs" => Rule::Lib,
                "private.rs" if kind == Kind::Library => Rule::Private,
                _ if file.is_door => Rule::Defines,
                _ => continue,
            };
            let may = |item: &Item| {
                item.kind == "crate"
                    || rule == Rule::Lib && kind == Kind::Macros && item.attributes.proc_macro
            };
            for item in room.module.items.iter().filter(|item| !may(item)) {
                let name = item.name.as_deref().map(|name| format!(" `{name}`")).unwrap_or_default();
                let why = match item.kind.as_str() {
                    "!" => "calls a macro".to_owned(),
                    kind => format!("defines: {kind}{name}"),
                };
                faults.push(Fault { rule, place: self.place(room.file, item.line), why });
            }
        }
        let private = self.house.files.iter().find(|file| file.path == "private.rs" && kind == Kind::Library);
        if let Some(file) = private.filter(|file| file.len() >= 100) {
            let why = format!("has {} lines", file.len());
            faults.push(Fault { rule: Rule::Private, place: self.whole("private.rs"), why });
        }
        faults
    }

    fn circles(&self) -> Vec<Fault> {
        let fault = |knot: &BTreeSet<usize>| {
            let circle = shortest(&self.graph, knot);
            let next = circle.iter().cycle().skip(1);
            let lines = circle.iter().zip(next).map(|(&from, &to)| {
                let arrow = self.arrows.iter().find(|arrow| (arrow.from, arrow.to) == (from, to));
                let place = arrow.map(|arrow| self.place(from, arrow.line).to_string()).unwrap_or_default();
                format!("{place}\n        -> {}", self.path(to))
            });
            let why = lines.collect::<Vec<_>>().join("\n    ");
            let files: Vec<String> = knot.iter().map(|&file| self.house.files[file].path.clone()).collect();
            let path = format!("{} files: {}", knot.len(), files.join(", "));
            Fault { rule: Rule::Circle, place: Place { path, line: None }, why }
        };
        knots(&self.graph).iter().map(fault).collect()
    }

    fn rows(&self, ranks: &Ranks) -> Vec<Fault> {
        let layers: BTreeSet<&str> = self.house.files.iter().map(File::layer).collect();
        let fault =
            |name: &str, why: &str| Fault { rule: Rule::Row, place: self.whole(name), why: why.to_owned() };
        let bare = layers.iter().filter(|layer| !ranks.contains_key(**layer));
        let empty = ranks.keys().filter(|layer| !layers.contains(layer.as_str()));
        bare.map(|layer| fault(layer, "has no row"))
            .chain(empty.map(|layer| fault(layer, "has a row, and is no folder and no file")))
            .collect()
    }

    fn lost(&self) -> Vec<Fault> {
        let fault = |path: &String| Fault {
            rule: Rule::Lost,
            place: self.whole(path),
            why: "is not read".to_owned(),
        };
        self.house.lost.iter().map(fault).collect()
    }
}
