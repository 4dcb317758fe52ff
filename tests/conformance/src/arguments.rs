//! The arguments that `cargo test` and nextest give every test program.

/// What of them matters here.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// Only name what there is.
    pub(crate) list: bool,
    exact: bool,
    ignored: bool,
    filters: Vec<String>,
    skip: Vec<String>,
}

impl Arguments {
    /// Options of libtest that mean nothing here are passed over, with their values.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Self {
        const WITH_VALUE: [&str; 6] =
            ["--format", "--color", "--logfile", "--test-threads", "--shuffle-seed", "-Z"];
        let mut found = Self::default();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--list" => found.list = true,
                "--exact" => found.exact = true,
                "--ignored" => found.ignored = true,
                "--skip" => found.skip.extend(arguments.next()),
                option if WITH_VALUE.contains(&option) => drop(arguments.next()),
                option if option.starts_with('-') => {}
                _ => found.filters.push(argument),
            }
        }
        found
    }

    /// Whether to run what has this name. Nothing here is ignored, so `--ignored` runs nothing.
    pub(crate) fn choose(&self, name: &str) -> bool {
        let fits = |filter: &String| if self.exact { name == filter } else { name.contains(filter.as_str()) };
        !self.ignored
            && (self.filters.is_empty() || self.filters.iter().any(fits))
            && !self.skip.iter().any(fits)
    }
}
