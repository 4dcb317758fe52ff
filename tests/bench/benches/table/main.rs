//! `cargo bench -p bench`: what the objects cost, against named peers, in one table.
//!
//! Behind `--`: names of cases or of parts of them, for these alone; `--all` for those too that need other programs
//! (Python's library, Cinder, servers, the compiler); `--scale` for the costs at 1 to 1,000,000 objects; `--write` puts
//! the figures into `figures.json` and the tables into `docs/benchmarks.md`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

mod beside;
mod convert;
mod deep;
mod evolve;
mod objects;
mod scale;
mod servers;
mod sqlite;
mod wire;

use std::path::Path;
use std::time::Duration;

use bench::{CASES, Case, Done, Figure, Figures, GROUPS, Measured, Run, by_turns, compare, page, plot, run};

/// What is asked for, and what was measured of it.
pub(crate) struct Bench {
    words: Vec<String>,
    figures: Figures,
}

fn main() -> Done {
    let (flags, words): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let has = |flag: &str| flags.iter().any(|given| given == flag);
    // Cargo adds `--bench`.
    if has("--held") {
        return scale::held(words.first().ok_or("how many?")?.parse()?);
    }
    let known = ["--bench", "--all", "--scale", "--write"];
    if let Some(flag) = flags.iter().find(|flag| !known.contains(&flag.as_str())) {
        return Err(format!("there is no {flag}").into());
    }
    eprintln!("load: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    let mut bench = Bench { words, figures: Figures::default() };
    for group in GROUPS.iter().filter(|group| group.flag.is_none_or(has)) {
        if !bench.cases().any(|case| case.group == group.name) {
            continue;
        }
        match group.name {
            "bytes" => wire::bytes(&mut bench)?,
            "wire" => wire::all(&mut bench)?,
            "objects" => objects::all(&mut bench)?,
            "evolve" => evolve::all(&mut bench)?,
            "convert" => convert::all(&mut bench)?,
            "scale" => bench.figures.scale = scale::all(&mut bench)?,
            "sqlite" => sqlite::all(&mut bench)?,
            "python" => beside::python(&mut bench)?,
            "cinder" => beside::cinder(&mut bench)?,
            "postgres" | "mariadb" => servers::all(&mut bench, group.name)?,
            "build" => beside::build(&mut bench)?,
            other => return Err(format!("nobody measures {other}").into()),
        }
    }
    let measured = || CASES.iter().filter(|case| bench.figures.of(case).is_some());
    println!("{}", bench.figures.table(measured()));
    println!("missed: {}", measured().filter(|case| bench.misses(case)).count());
    if has("--write") { write(bench.figures) } else { Ok(()) }
}

/// Puts the figures into the file, and what is made of it into the page.
fn write(newer: Figures) -> Done {
    let mut figures = Figures::load()?;
    figures.renew(newer);
    figures.save()?;
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let text = page(&std::fs::read_to_string(docs.join("benchmarks.md"))?, &figures)?;
    std::fs::write(docs.join("benchmarks.md"), text)?;
    if !figures.scale.is_empty() {
        std::fs::create_dir_all(docs.join("benchmarks"))?;
        std::fs::write(docs.join("benchmarks/scale.svg"), plot(&figures.scale)?)?;
    }
    Ok(())
}

impl Bench {
    fn cases(&self) -> impl Iterator<Item = &'static Case> {
        CASES.iter().filter(|case| case.is_meant(&self.words))
    }

    fn misses(&self, case: &Case) -> bool {
        self.figures.of(case).is_some_and(|figure| case.is_missed(figure.ratio))
    }

    /// Whether one of these cases is asked for.
    pub(crate) fn wants(&self, group: &str, name: &str) -> bool {
        self.cases().any(|case| case.group == group && case.name == name)
    }

    /// Takes what was measured of a case, if it is asked for.
    pub(crate) fn put(&mut self, group: &str, name: &str, peer: &str, measured: Measured) -> Done {
        let case = Case::find(group, name, peer).ok_or_else(|| format!("no case {group}: {name}, {peer}"))?;
        if case.is_meant(&self.words) {
            let figure = Figure::of(case, measured);
            eprintln!("{group}: {name}, against {peer}: {}", case.ratio(figure.ratio));
            self.figures.cases.push(figure);
        }
        Ok(())
    }

    /// Times ours and each of the peers.
    pub(crate) fn compare<'a, T>(
        &mut self,
        group: &str,
        name: &str,
        ours: impl FnMut() -> T + 'a,
        peers: Vec<(&str, Run<'a>)>,
    ) -> Done {
        if !self.wants(group, name) {
            return Ok(());
        }
        let (names, runs): (Vec<_>, Vec<_>) = peers.into_iter().unzip();
        let mut sides = vec![run(ours)];
        sides.extend(runs);
        names.iter().zip(compare(&mut sides)).try_for_each(|(peer, took)| self.put(group, name, peer, took))
    }

    /// Times two sides that say themselves what they took to do it `count` times.
    pub(crate) fn turns(
        &mut self,
        [group, name, peer]: [&str; 3],
        count: u128,
        ours: impl FnMut() -> Done<Duration>,
        theirs: impl FnMut() -> Done<Duration>,
    ) -> Done {
        const TURNS: usize = 7;
        if !self.wants(group, name) {
            return Ok(());
        }
        let took = by_turns(TURNS, ours, theirs)?;
        #[allow(clippy::cast_precision_loss, reason = "small numbers")]
        let count = count as f64;
        self.put(group, name, peer, Measured { ours: took.ours / count, peer: took.peer / count, ..took })
    }
}
