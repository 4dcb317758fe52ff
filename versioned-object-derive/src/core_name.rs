//! Under which name the crate that is being compiled knows the core crate.

use std::env;

/// The name of the core crate where no declaration says another.
const USUAL: &str = "versioned_object_core";

/// The other name that the core crate has here, if it has not the usual one. The compiler was told by Cargo which crates
/// there are, and no name is a path to them but these.
pub(crate) fn other_name() -> Option<String> {
    other_name_in(env::args_os().filter_map(|arg| arg.into_string().ok()))
}

fn other_name_in(args: impl IntoIterator<Item = String>) -> Option<String> {
    let mut args = args.into_iter();
    let mut other = None;
    while let Some(arg) = args.next() {
        let given =
            if arg == "--extern" { args.next() } else { arg.strip_prefix("--extern=").map(str::to_owned) };
        let Some(given) = given else { continue };
        let (name, path) = given.split_once('=').unwrap_or((&given, ""));
        let name = name.rsplit(':').next().unwrap_or(name);
        if name == USUAL {
            return None;
        }
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = file.strip_prefix("lib").unwrap_or(file).strip_prefix(USUAL);
        if stem.is_some_and(|rest| rest.starts_with(['-', '.'])) {
            other = Some(name.to_owned());
        }
    }
    other
}

#[cfg(test)]
mod tests {
    use super::other_name_in;

    fn named(args: &str) -> Option<String> {
        other_name_in(args.split(' ').map(str::to_owned))
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
}
