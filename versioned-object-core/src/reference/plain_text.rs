//! Pages as text.

use crate::reference::document::{Block, Entry, FieldRow, Line, MARK, Page, Span};
use crate::reference::prose::{self, Form};

/// How far what belongs to something stands behind it.
const STEP: usize = 4;

/// Pages, one after the other.
pub(crate) fn print(pages: &[Page]) -> String {
    let mut out = String::new();
    for page in pages {
        push(&mut out, 0, &page.title);
        blocks(&mut out, 0, &page.blocks);
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

fn blocks(out: &mut String, depth: usize, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(spans) => push(out, depth, &line(spans)),
            Block::Prose(source) => push(out, depth, &prose::written(source, Form::Text)),
            Block::Items(lines) => {
                let items: Vec<_> = lines.iter().map(|item| format!("- {}", line(item))).collect();
                push(out, depth, &items.join("\n"));
            }
            Block::Fields(rows) => push(out, depth, &fields(rows)),
            Block::Table(head, rows) => {
                let rows: Vec<_> = rows.iter().map(|cells| row(head, cells)).collect();
                push(out, depth, &rows.join("\n"));
            }
            Block::Json(json) => push(out, depth, json),
            Block::Entry(Entry { title, blocks: inner, .. }) => match inner.as_slice() {
                [Block::Fields(rows)] => push(out, depth, &format!("{title} = {}", fields(rows))),
                inner => {
                    push(out, depth, title);
                    self::blocks(out, depth + 1, inner);
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
fn row(head: &[&str], cells: &[Line]) -> String {
    let cells: Vec<_> = cells.iter().map(line).collect();
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

fn line(spans: &Line) -> String {
    let span = |span: &Span| match span {
        Span::Text(words) | Span::Code(words) | Span::Link { text: words, .. } => {
            words.replace(['\n', '\r'], " ")
        }
        Span::Prose(source) => prose::first(source, Form::Text),
    };
    spans.iter().map(span).collect()
}
