//! Where a fuzzer starts: what the answers of Python were given for, and what earlier runs came to.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use serde_json::Value as Json;

/// The inputs that earlier runs kept for a target, each of which reaches something that the others do not.
pub fn corpus(target: &str) -> Vec<Vec<u8>> {
    // What reads envelopes in one way reads some of those of the other.
    let (file, step) = if target == "json" { ("envelope", 16) } else { (target, 1) };
    let lines = unpacked(&format!("corpus/{file}.gz"));
    lines.lines().step_by(step).map(|line| STANDARD.decode(line).unwrap()).collect()
}

/// The inputs for a target, from the files of `tests/conformance`.
pub fn answers(target: &str) -> Vec<Vec<u8>> {
    match target {
        "envelope" | "json" => envelopes(),
        "record" => records(),
        "texts" => texts(&["coerce", "texts"], |_| true),
        "masking" => texts(&["coerce", "texts"], |name| name == "SensitiveString"),
        "row" => {
            // The form that databases have of a moment, in each column.
            let stored = (0..44).map(|at| [&[at, 4], &b"2016-06-14 10:28:42.500000"[..]].concat());
            let texts = (0..44).cycle().zip(texts(&["coerce"], |name| name != "SensitiveString"));
            texts.map(|(at, text)| [&[at, 4], &*text].concat()).chain(stored).collect()
        }
        _ => Vec::new(),
    }
}

fn file(name: &str) -> Json {
    serde_json::from_str(&unpacked(&format!("../conformance/data/{name}.json.gz"))).unwrap()
}

fn unpacked(path: &str) -> String {
    let mut text = String::new();
    let file = File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let file = file.unwrap_or_else(|error| panic!("{path}: {error}"));
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    text
}

fn items<'j>(json: &'j Json, key: &str) -> impl Iterator<Item = &'j Json> {
    json[key].as_array().into_iter().flatten()
}

/// The texts that field types were given in these files.
fn texts(files: &[&str], wanted: impl Fn(&str) -> bool) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for name in files {
        let file = file(name);
        for kind in
            items(&file, "types").filter(|kind| wanted(kind["type"]["type"].as_str().unwrap_or_default()))
        {
            all.extend(
                items(kind, "cases").filter_map(|case| Some(case["in"].as_str()?.as_bytes().to_vec())),
            );
        }
    }
    all.sort();
    all.dedup();
    all
}

fn envelopes() -> Vec<Vec<u8>> {
    let errors = file("load_errors");
    let mut all: Vec<Vec<u8>> = items(&errors, "cases")
        .map(|case| {
            let text = case["primitive"].to_string();
            // The objects there are others: theirs is the form, the names are ours.
            let text = text.replace("Gadget", "Nested").replace("peeropen", "hostile");
            text.into_bytes()
        })
        .collect();
    let family = file("family_wire");
    for case in items(&family, "cases") {
        all.extend(
            items(case, "runs")
                .filter_map(|run| run["result"].get("ok").map(|written| written.to_string().into_bytes())),
        );
    }
    all.sort();
    all.dedup();
    all
}

fn records() -> Vec<Vec<u8>> {
    let file = file("records");
    let decoded = items(&file, "decode").filter_map(|case| case["in"].as_str());
    let encoded = items(&file, "encode").filter_map(|case| case["result"]["ok"].as_str());
    decoded.chain(encoded).map(|text| text.as_bytes().to_vec()).collect()
}
