//! Packs the inputs of a folder into the corpus of a target: `cargo run -p hostile --example pack -- texts DIR [LONGEST]`.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::{env, path};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(target), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: pack TARGET DIR [LONGEST]".into());
    };
    let longest = arguments.next().map_or(Ok(usize::MAX), |longest| longest.parse())?;
    let mut inputs =
        fs::read_dir(folder)?.map(|entry| fs::read(entry?.path())).collect::<Result<Vec<_>, _>>()?;
    inputs.retain(|input| input.len() <= longest);
    inputs.sort();
    let mut lines = String::new();
    for input in &inputs {
        writeln!(lines, "{}", STANDARD.encode(input))?;
    }
    let to = path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/{target}.gz"));
    let mut packed = GzEncoder::new(File::create(to)?, Compression::best());
    packed.write_all(lines.as_bytes())?;
    packed.finish()?;
    Ok(())
}
