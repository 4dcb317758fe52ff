//! Which crates the compiler was told of: core under the name that it has here, and the crate whose test this is.

use std::env;

/// The name of the core crate where no declaration says another.
const USUAL: &str = "versioned_object_core";

/// The other name that the core crate has here, if it has not the usual one. The compiler was told by Cargo which crates
/// there are, and no name is a path to them but these.
pub(crate) fn other_name() -> Option<String> {
    other_name_in(&externs(arguments()))
}

/// The library of the package, in an integration test of it; none where it has another name than the package.
pub(crate) fn tested() -> Option<String> {
    // Cargo says this of integration tests and benchmarks alone.
    env::var_os("CARGO_TARGET_TMPDIR")?;
    library_in(&externs(arguments()), &env::var("CARGO_PKG_NAME").ok()?)
}

fn arguments() -> impl Iterator<Item = String> {
    env::args_os().filter_map(|argument| argument.into_string().ok())
}

/// The name and the file of each crate.
fn externs(arguments: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    let mut arguments = arguments.into_iter();
    let mut externs = Vec::new();
    while let Some(argument) = arguments.next() {
        let given = if argument == "--extern" {
            arguments.next()
        } else {
            argument.strip_prefix("--extern=").map(str::to_owned)
        };
        let Some(given) = given else { continue };
        let (name, path) = given.split_once('=').unwrap_or((&given, ""));
        externs.push((name.rsplit(':').next().unwrap_or(name).to_owned(), path.to_owned()));
    }
    externs
}

fn other_name_in(externs: &[(String, String)]) -> Option<String> {
    let is_core = |path: &str| {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = file.strip_prefix("lib").unwrap_or(file).strip_prefix(USUAL);
        stem.is_some_and(|rest| rest.starts_with(['-', '.']))
    };
    if externs.iter().any(|(name, _)| name == USUAL) {
        return None;
    }
    externs.iter().rfind(|(_, path)| is_core(path)).map(|(name, _)| name.clone())
}

fn library_in(externs: &[(String, String)], package: &str) -> Option<String> {
    let library = package.replace('-', "_");
    externs.iter().any(|(name, _)| *name == library).then_some(library)
}

#[cfg(test)]
mod tests {
    use super::{externs, library_in, other_name_in};

    fn told(arguments: &str) -> Vec<(String, String)> {
        externs(arguments.split(' ').map(str::to_owned))
    }

    fn named(arguments: &str) -> Option<String> {
        other_name_in(&told(arguments))
    }

    #[test]
    fn of_what_the_compiler_was_told() {
        let other = "rustc --edition 2024 --extern vo=/t/deps/libversioned_object_core-0a1b.rmeta src/lib.rs";
        assert_eq!(named(other).as_deref(), Some("vo"));
        assert_eq!(
            named("rustc --extern=noprelude:vo=C:\\t\\versioned_object_core.rlib").as_deref(),
            Some("vo")
        );
        let usual = "rustc --extern versioned_object_core=/t/libversioned_object_core-0a1b.rmeta --extern vo=/t/libvo-1.rmeta";
        assert_eq!(named(usual), None);
        assert_eq!(named("rustc --extern vo=/t/libversioned_object_core_tools-0a1b.rmeta"), None);
        assert_eq!(named("rustc --extern versioned_object_core"), None);
        assert_eq!(named("rustc src/lib.rs --extern"), None);
    }

    #[test]
    fn the_library_of_a_package_is_one_that_the_compiler_knows() {
        let known = told(
            "rustc tests/kept.rs --extern car_rental=/t/libcar_rental-1.rlib --extern serde=/t/libserde-2.rlib",
        );
        assert_eq!(library_in(&known, "car-rental").as_deref(), Some("car_rental"));
        assert_eq!(library_in(&known, "rental"), None);
        assert_eq!(library_in(&told("rustc src/lib.rs"), "car-rental"), None);
    }
}
