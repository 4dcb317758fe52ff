//! Every target, over the inputs of Python's answers, over what the fuzzer found, and over some bytes of no meaning.

#![allow(clippy::unwrap_used, reason = "an error fails the test")]

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use hostile::objects::{Nested, Texts, Timer};
use hostile::{TARGETS, seeds};
use versioned_object_core::VersionedObject as _;

fn runs(name: &str, run: fn(&[u8]), input: &[u8], from: &str) {
    let run = catch_unwind(|| run(input));
    assert!(run.is_ok(), "{name}, {from}: {}", String::from_utf8_lossy(input));
}

#[test]
fn answers_of_python_as_input() {
    for (name, run) in TARGETS {
        let inputs = seeds::answers(name);
        assert!(inputs.len() > 20, "{name} has {} inputs", inputs.len());
        // All of them take minutes without optimisation; the fuzzer starts with all.
        for input in inputs.iter().step_by(inputs.len().div_ceil(300)) {
            runs(name, run, input, "an answer of Python");
        }
    }
}

#[test]
fn what_covers_the_code() {
    for (name, run) in TARGETS {
        for input in seeds::corpus(name) {
            runs(name, run, &input, "the corpus");
        }
    }
}

#[test]
fn what_the_fuzzer_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions");
    for (name, run) in TARGETS {
        for entry in fs::read_dir(folder.join(name)).unwrap() {
            let path = entry.unwrap().path();
            runs(name, run, &fs::read(&path).unwrap(), &path.display().to_string());
        }
    }
}

#[test]
fn texts_that_are_nearly_json() {
    let mut random = numbers();
    let inputs = seeds::answers("json");
    for round in 0..1_500 {
        let mut input = inputs[random(inputs.len())].clone();
        for _ in 0..=random(3) {
            let at = random(input.len() + 1);
            let piece = PIECES[random(PIECES.len())].as_bytes();
            let gone = if round % 2 == 0 { 0 } else { random(3).min(input.len() - at) };
            input.splice(at..at + gone, piece.iter().copied());
        }
        runs("json", hostile::json::run, &input, "nearly JSON");
    }
}

#[test]
fn numbers_of_every_size_in_every_field() {
    let (most, more) = ("7".repeat(4300), "7".repeat(4301));
    let numbers = [
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "1000000000000000000000000000000",
        "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211456",
        "1e30",
        "-0",
        HUGE,
        &most,
        &more,
    ];
    let objects = [
        ("Texts", "versionedobjects", "1.0", Texts::descriptor()),
        ("Nested", "hostile", "1.2", Nested::descriptor()),
        ("Timer", "versionedobjects", "1.5", Timer::descriptor()),
    ];
    for (name, namespace, version, descriptor) in objects {
        for (field, number) in
            descriptor.fields().flat_map(|field| numbers.map(|number| (field.name, number)))
        {
            let values = [number.to_owned(), format!("[1, {number}]"), format!(r#"{{"a": {number}}}"#)];
            // The long ones take their time.
            for value in &values[..if number.len() < 50 { 3 } else { 1 }] {
                let input = format!(
                    r#"{{"versioned_object.name": "{name}", "versioned_object.namespace": "{namespace}",
                        "versioned_object.version": "{version}", "versioned_object.data": {{"{field}": {value}}}}}"#
                );
                runs("json", hostile::json::run, input.as_bytes(), "a number");
                runs("envelope", hostile::envelope::run, input.as_bytes(), "a number");
            }
        }
    }
}

/// What makes another text of a text, or none.
const PIECES: [&str; 44] = [
    "",
    " ",
    "\n",
    "\t",
    "\r",
    ",",
    ":",
    "\"",
    "\\",
    "\\\"",
    "\\u00e9",
    "\\ud83d",
    "\\ud83d\\ude00",
    "\\n",
    "\\x",
    "{",
    "}",
    "[",
    "]",
    "{}",
    "[]",
    "0",
    "01",
    "-",
    "-0",
    "1.5",
    "1e400",
    "18446744073709551616",
    "-9223372036854775809",
    "340282366920938463463374607431768211455",
    "\"text\": 1000000000000000000000000000000,",
    "\"addresses\": {\"a\": 340282366920938463463374607431768211455},",
    HUGE,
    "true",
    "null",
    "nul",
    "\u{1}",
    "\u{7f}",
    "é",
    "\u{feff}",
    "// no",
    "[1, 2]",
    "{\"a\": 1, \"a\": 2}",
    "\"text\": 1,",
];

/// An integer that is read, and that is no float.
const HUGE: &str = concat!(
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
    "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
);

/// Numbers below a bound, of Knuth's generator: the same in each run.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut state = 2_026_u64;
    move |bound| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound.max(1)
    }
}

#[test]
fn bytes_of_no_meaning() {
    let mut random = numbers();
    let mut byte = || u8::try_from(random(256)).unwrap_or_default();
    for (name, run) in TARGETS {
        for _ in 0..300 {
            let len = usize::from(byte());
            let input: Vec<u8> = (0..len).map(|_| byte()).collect();
            runs(name, run, &input, "some bytes");
        }
    }
}
