//! Pages as text.

use crate::reference::document::{Block, Entry, FieldRow, Line, MARK, Page, Span};
use crate::reference::links::Links;
use crate::reference::prose::{self, Form};

/// How far what belongs to something stands behind it.
const STEP: usize = 4;

/// Pages, one after the other.
pub(crate) fn print(pages: &[Page], links: Links<'_>) -> String {
    let mut out = String::new();
    for page in pages {
        push(&mut out, 0, &page.title);
        blocks(&mut out, 0, &page.blocks, links);
    }
    push(&mut out, 0, &format!("{MARK}; do not edit."));
    out
}

/// A block, with an empty line before it unless it is the first.
fn push(out: &mut String, depth: usize, block: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    for line in block.trim_end().lines() {
        if !line.trim().is_empty() {
            out.extend(std::iter::repeat_n(' ', depth * STEP));
            out.push_str(line.trim_end());
        }
        out.push('\n');
    }
}

fn blocks(out: &mut String, depth: usize, blocks: &[Block], links: Links<'_>) {
    for block in blocks {
        match block {
            Block::Paragraph(spans) => push(out, depth, &line(spans, links)),
            Block::Prose(prose) => push(out, depth, &prose::written(prose, Form::Text, links)),
            Block::Items(items) => {
                let items: Vec<_> = items.iter().map(|item| format!("- {}", line(item, links))).collect();
                push(out, depth, &items.join("\n"));
            }
            Block::Fields(rows) => push(out, depth, &fields(rows)),
            Block::Table(head, rows) => {
                let rows: Vec<_> = rows.iter().map(|cells| row(head, cells, links)).collect();
                push(out, depth, &rows.join("\n"));
            }
            Block::Json(json) => push(out, depth, json),
            Block::Entry(Entry { title, blocks: inner, .. }) => match inner.as_slice() {
                [Block::Fields(rows)] => push(out, depth, &format!("{title} = {}", fields(rows))),
                inner => {
                    push(out, depth, title);
                    self::blocks(out, depth + 1, inner, links);
                }
            },
        }
    }
}

/// The fields as a map of Python, each with its type in Rust below.
fn fields(rows: &[FieldRow]) -> String {
    let rows = rows.iter().map(|FieldRow { name, python, rust }| {
        let rust = if rust.is_empty() { String::new() } else { format!("\n        in Rust {rust}") };
        format!("    '{name}': {python}{rust}\n")
    });
    format!("{{\n{}}}", rows.collect::<String>())
}

/// A row: what it is about, and behind it or below it what is said of that.
fn row(head: &[&str], cells: &[Line], links: Links<'_>) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| line(cell, links)).collect();
    match cells.as_slice() {
        [about, said] => format!("- {about}: {said}"),
        [about, rest @ ..] => {
            let rest = head.iter().skip(1).zip(rest).filter(|(_, cell)| !cell.is_empty());
            let rest: Vec<_> = rest.map(|(column, cell)| format!("\n      {column}: {cell}")).collect();
            format!("- {about}{}", rest.concat())
        }
        [] => String::new(),
    }
}

/// A line, with the file that a link leads to behind the first of those that lead there.
fn line(spans: &Line, links: Links<'_>) -> String {
    let mut told = None;
    let span = |span: &Span| {
        let words = match span {
            Span::Text(words) | Span::Code(words) | Span::Link { text: words, .. } => {
                words.replace(['\n', '\r'], " ")
            }
            Span::Prose(prose) => prose::first(prose, Form::Text, links),
        };
        match span {
            Span::Link { place, .. } => {
                match links.file(&place.stem).filter(|file| told.as_ref() != Some(file)) {
                    Some(file) => {
                        let words = format!("{words} ({file})");
                        told = Some(file);
                        words
                    }
                    None => words,
                }
            }
            _ => words,
        }
    };
    spans.iter().map(span).collect()
}
