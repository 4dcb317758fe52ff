//! What was measured, as it is kept in `figures.json`, and as a table.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::{CASES, Case, Done, Measured, Unit};

/// A measured case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its group.
    pub group: String,
    /// What was done.
    pub name: String,
    /// Who did the same.
    pub peer: String,
    /// Seconds or bytes of ours.
    pub ours: f64,
    /// Those of the peer.
    pub peers: f64,
    /// The median of what the rounds had.
    pub ratio: f64,
    /// When.
    pub date: String,
    /// On what.
    pub machine: String,
    /// By which compiler.
    pub rustc: String,
}

/// What one of many objects costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// One of [`SCALES`](crate::SCALES).
    pub what: String,
    /// How many there are.
    pub objects: usize,
    /// Seconds or bytes for one of them.
    pub each: f64,
}

/// All that was measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Of the cases.
    pub cases: Vec<Figure>,
    /// What is plotted.
    pub scale: Vec<Point>,
}

impl Figure {
    /// What was measured here and now.
    pub fn of(case: &Case, measured: Measured) -> Self {
        Self {
            group: case.group.to_owned(),
            name: case.name.to_owned(),
            peer: case.peer.to_owned(),
            ours: short(measured.ours),
            peers: short(measured.peer),
            ratio: short(measured.ratio),
            date: chrono::Utc::now().format("%Y-%m-%d").to_string(),
            machine: machine(),
            rustc: rustc(),
        }
    }

    fn is_of(&self, case: &Case) -> bool {
        self.group == case.group && self.name == case.name && self.peer == case.peer
    }
}

impl Figures {
    /// Where they are kept.
    pub fn path() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("figures.json")
    }

    /// Those that are kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn load() -> Done<Self> {
        Ok(serde_json::from_str(&std::fs::read_to_string(Self::path())?)?)
    }

    /// Keeps them, one a line, in the order of the cases.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self) -> Done {
        let ordered = CASES.iter().filter_map(|case| self.of(case));
        let cases = ordered.map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?.join(",\n");
        let scale = self.scale.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?.join(",\n");
        let text = format!("{{\"cases\": [\n{cases}\n], \"scale\": [\n{scale}\n]}}\n");
        Ok(std::fs::write(Self::path(), text)?)
    }

    /// The figure of a case.
    pub fn of(&self, case: &Case) -> Option<&Figure> {
        self.cases.iter().find(|figure| figure.is_of(case))
    }

    /// Puts newer ones in the place of older ones.
    pub fn renew(&mut self, newer: Self) {
        let key = |figure: &Figure| [figure.group.clone(), figure.name.clone(), figure.peer.clone()];
        let keys: Vec<_> = newer.cases.iter().map(key).collect();
        self.cases.retain(|old| !keys.contains(&key(old)));
        self.cases.extend(newer.cases);
        if !newer.scale.is_empty() {
            self.scale = newer.scale;
        }
    }

    /// The table of these cases; `-` where there is no figure.
    pub fn table<'a>(&self, cases: impl Iterator<Item = &'a Case>) -> String {
        let mut rows = vec![["", "ours", "peer", "ratio", "reach"].map(str::to_owned).to_vec()];
        for case in cases {
            let figure = self.of(case);
            let text = |text: &dyn Fn(&Figure) -> String| figure.map_or_else(|| "-".to_owned(), text);
            let missed = figure.is_some_and(|figure| case.is_missed(figure.ratio));
            rows.push(vec![
                case.name.to_owned(),
                text(&|figure| amount(figure.ours, case.unit)),
                text(&|figure| format!("{}, {}", amount(figure.peers, case.unit), case.peer)),
                text(&|figure| case.ratio(figure.ratio)),
                format!("{}{}", case.asked(), if missed { ": missed" } else { "" }),
            ]);
        }
        padded(&rows)
    }

    /// When, on what and by which compiler these cases were measured, a line each.
    fn taken<'a>(&self, cases: impl Iterator<Item = &'a Case>) -> String {
        let mut lines: Vec<String> = Vec::new();
        for figure in cases.filter_map(|case| self.of(case)) {
            let line = format!("Taken on {}, {}, rustc {}.", figure.date, figure.machine, figure.rustc);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.join("\n")
    }
}

/// A table of Markdown, its columns as wide as they need to be.
pub fn padded(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &[String]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!(" {cell}{} ", " ".repeat(width - cell.chars().count())));
        format!("|{}|\n", cells.collect::<Vec<_>>().join("|"))
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        text += &line(row);
        if index == 0 {
            text += &line(&rule);
        }
    }
    text
}

/// A number in as many digits as are worth keeping.
pub fn short(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}

/// A number of seconds or bytes with its unit, in three digits.
pub fn amount(number: f64, unit: Unit) -> String {
    let scales: &[(f64, &str)] = match unit {
        Unit::Seconds => &[(1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")],
        Unit::Bytes => &[(1e6, "MB"), (1e3, "kB"), (1.0, "B")],
    };
    let last = scales.len() - 1;
    let (scale, name) = scales[scales.iter().position(|(scale, _)| number >= *scale).unwrap_or(last)];
    let number = number / scale;
    let digits = if number >= 99.95 || (unit == Unit::Bytes && scale <= 1.0) {
        0
    } else {
        1 + usize::from(number < 9.995)
    };
    format!("{number:.digits$} {name}")
}

/// A page with its tables made anew: what stands between `<!-- figures: GROUP -->` and `<!-- end -->`.
///
/// # Errors
/// When a mark has no end.
pub fn page(text: &str, figures: &Figures) -> Done<String> {
    const START: &str = "<!-- figures: ";
    const END: &str = "<!-- end -->";
    let (mut made, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(START) {
        let (group, _) = rest[at + START.len()..].split_once(" -->").ok_or("a mark without an end")?;
        let (_, behind) = rest[at..].split_once(END).ok_or_else(|| format!("{group} has no end"))?;
        let cases = || CASES.iter().filter(|case| case.group == group);
        made += &rest[..at];
        let (table, taken) = (figures.table(cases()), figures.taken(cases()));
        let _ = write!(made, "{START}{group} -->\n\n{table}\n{taken}\n\n{END}");
        rest = behind;
    }
    Ok(made + rest)
}

fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let (cpus, memory) = (read("/proc/cpuinfo"), read("/proc/meminfo"));
    let value = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let kilobytes: u64 = value(&memory, "MemTotal").trim_end_matches(" kB").parse().unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{cores} cores of {}, {} GB", value(&cpus, "model name"), kilobytes / 1_000_000)
}

fn rustc() -> String {
    let said =
        Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&said).split(' ').nth(1).unwrap_or("?").to_owned()
}
