//! The tables of layers in `docs/architecture.md`.

use std::collections::BTreeMap;

/// The layers of a crate by name, each with its rank: the ground has the lowest.
pub(crate) type Ranks = BTreeMap<String, usize>;

/// Reads the table below the heading that ends with the crate's name: `| rank | layer | … |`.
pub(crate) fn ranks(page: &str, name: &str) -> Ranks {
    let ending = format!("`{name}`");
    let heading = |line: &&str| line.starts_with('#') && line.ends_with(&ending);
    let below = page.lines().skip_while(|line| !heading(line)).skip(1);
    let table = below.take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with('|'));
    table.filter_map(row).collect()
}

fn row(line: &str) -> Option<(String, usize)> {
    let mut cells = line.split('|').map(str::trim).skip(1);
    let rank = cells.next()?.parse().ok()?;
    let layer = cells.next()?.trim_matches('`');
    let name = layer.strip_suffix('/').or(layer.strip_suffix(".rs")).unwrap_or(layer);
    Some((name.to_owned(), rank))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "
# The layers of `a`

Text.

| rank | layer | reason |
|--:|---|---|
| 1 | `base/` | ground |
| 2 | `up` | one |
| 2 | `other.rs` | two |

## The layers of `b`

| rank | layer |
|---|---|
| 7 | `lib.rs` |
";

    #[test]
    fn each_crate_has_its_table() {
        let named = |name: &str, rank| (name.to_owned(), rank);
        assert_eq!(ranks(PAGE, "a"), Ranks::from([named("base", 1), named("other", 2), named("up", 2)]));
        assert_eq!(ranks(PAGE, "b"), Ranks::from([named("lib", 7)]));
        assert!(ranks(PAGE, "c").is_empty());
    }
}
