//! The pages that rustdoc makes of the published crates, and of those whose objects are hard to describe.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes them, and gives the folder where they are.
pub(crate) fn made() -> PathBuf {
    // Where `cargo doc` puts them too: what is made here need not be made there.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let published = ["versioned-object-core", "versioned-object-derive", "backup-objects", "downstream"];
    // Without dependencies cargo makes them in any order; a link into another crate needs the pages of that one.
    for packages in [&published[..], &[&published[..], &["pages"]].concat()] {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap());
        for (name, _) in env::vars_os() {
            // They are of this package; a build script that reads them would be run anew, and all that follows from it.
            if ["CARGO_MANIFEST_", "CARGO_PKG_"].iter().any(|start| name.to_string_lossy().starts_with(start))
            {
                cargo.env_remove(name);
            }
        }
        let done = cargo
            .args(["doc", "--no-deps", "--offline", "--all-features"])
            .args(packages.iter().flat_map(|package| ["-p", package]))
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTDOCFLAGS", "-D warnings")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    target.join("doc")
}
