//! The tables of docs/benchmarks.md are those of what was measured, and of what is asked.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::fs;
use std::path::Path;

use bench::{CASES, Case, Figures, GROUPS, page, plot};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

fn text() -> String {
    read("docs/benchmarks.md")
}

#[test]
fn the_page_is_made_of_the_figures() {
    let made = page(&text(), &Figures::load().unwrap()).unwrap();
    for (has, needs) in text().lines().zip(made.lines()) {
        assert_eq!(has, needs, "`cargo bench -p bench -- --write NAME…` makes it");
    }
    assert_eq!(text(), made);
}

#[test]
fn the_plot_is_made_of_the_figures() {
    let made = plot(&Figures::load().unwrap().scale).unwrap();
    assert!(read("docs/benchmarks/scale.svg") == made, "`cargo bench -p bench -- --scale --write` makes it");
}

#[test]
fn the_page_has_the_counted_instructions() {
    let (text, table) = (text(), read("tests/bench/counts/table.md"));
    assert!(
        text.contains(&format!("<!-- counts -->\n\n{table}\n<!-- end -->")),
        "`tests/bench/counts/run --write` makes it"
    );
}

/// The judge itself: another figure makes another page, and says so of the case that it is of.
#[test]
fn another_figure_is_seen() {
    let mut figures = Figures::load().unwrap();
    let case = Case::find("wire", "decode", "plain (a)").unwrap();
    let place =
        figures.cases.iter_mut().find(|figure| figure.name == case.name && figure.peer == case.peer).unwrap();
    for (ratio, is_missed) in [(0.449, false), (0.454, false), (0.456, true), (99.0, true)] {
        place.ratio = ratio;
        let row = Figures { cases: vec![place.clone()], scale: Vec::new() }.table([case].into_iter());
        assert_eq!(row.contains("missed"), is_missed, "{row}");
    }
    assert_ne!(page(&text(), &figures).unwrap(), text());
}

#[test]
fn each_group_has_its_place_and_each_case_its_figure() {
    let (text, figures) = (text(), Figures::load().unwrap());
    for group in GROUPS {
        assert_eq!(text.matches(&format!("<!-- figures: {} -->", group.name)).count(), 1, "{}", group.name);
    }
    for case in CASES {
        let group = GROUPS.iter().find(|group| group.name == case.group).unwrap();
        assert!(group.flag == Some("--all") || figures.of(case).is_some(), "{case:?} was not measured");
    }
    for figure in &figures.cases {
        let case = Case::find(&figure.group, &figure.name, &figure.peer);
        assert!(case.is_some(), "{figure:?} is of no case");
    }
}
