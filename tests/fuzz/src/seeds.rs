//! Where a fuzzer starts: what the answers of Python were given for.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::Value as Json;

/// The inputs for a target, from the files of `tests/conformance`.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "envelope" => envelopes(),
        "record" => records(),
        "texts" => texts(|_| true),
        "masking" => texts(|name| name == "SensitiveString"),
        "row" => {
            let texts = texts(|name| name != "SensitiveString").into_iter().enumerate();
            texts.map(|(at, text)| [&[(at % 29) as u8, 4], &*text].concat()).collect()
        }
        _ => Vec::new(),
    }
}

fn file(name: &str) -> Json {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance/data");
    let mut text = String::new();
    let file =
        File::open(folder.join(format!("{name}.json.gz"))).unwrap_or_else(|error| panic!("{name}: {error}"));
    GzDecoder::new(file).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn items<'j>(json: &'j Json, key: &str) -> impl Iterator<Item = &'j Json> {
    json[key].as_array().into_iter().flatten()
}

/// The texts that field types were given.
fn texts(wanted: impl Fn(&str) -> bool) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for name in ["coerce", "texts"] {
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
