//! Writes the inputs of a target to a folder, for a fuzzer to start with: `cargo run -p hostile --example seeds -- texts DIR`.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use hostile::seeds;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(target), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: seeds TARGET DIR".into());
    };
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    for (index, seed) in [seeds::answers(&target), seeds::corpus(&target)].concat().into_iter().enumerate() {
        fs::write(folder.join(format!("seed-{index:05}")), seed)?;
    }
    Ok(())
}
