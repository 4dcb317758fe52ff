//! `reference`: what there is to know of the objects, as pages.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use versioned_object_core::escaped;
use versioned_object_core::reference::{Format, Reference};

use crate::failure::{Failure, named, said};

/// What `reference` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// What pages are printed as
    #[arg(long, value_enum, default_value_t)]
    format: Printed,

    /// The folder that gets a file for each module; without it, all goes to standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Objects, or modules of Cinder such as `cinder.objects.backup`; all when none is named
    #[arg(value_name = "NAME")]
    names: Vec<String>,
}

impl Options {
    /// Whether it does nothing but say something.
    pub(crate) fn is_only_told(&self) -> bool {
        self.out.is_none()
    }
}

/// What pages are printed as.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Printed {
    #[default]
    Markdown,
    Text,
    Html,
}

impl From<Printed> for Format {
    fn from(printed: Printed) -> Self {
        match printed {
            Printed::Markdown => Self::Markdown,
            Printed::Text => Self::Text,
            Printed::Html => Self::Html,
        }
    }
}

/// Prints or writes the pages.
pub(crate) fn run(options: &Options, out: &mut impl Write) -> Result<(), Failure> {
    let reference = Reference::of(backup_objects::registry().types());
    let reference = reference.only(&options.names).map_err(|error| Failure::Usage(error.to_string()))?;
    let format = options.format.into();
    let Some(folder) = &options.out else {
        return Ok(out.write_all(reference.to_text(format).as_bytes())?);
    };
    fs::create_dir_all(folder).map_err(|error| named(folder, error))?;
    let mut written = Vec::new();
    for file in reference.files(format) {
        let path = folder.join(&file.name);
        fs::write(&path, &file.text).map_err(|error| named(&path, error))?;
        written.push(path);
    }
    let mut told = written.iter().map(|path| writeln!(out, "{}", escaped(&path.display().to_string())));
    said(format_args!("the pages are written to {}", folder.display()), told.try_for_each(|told| told))
}
