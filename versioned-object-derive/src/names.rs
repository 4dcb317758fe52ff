//! Names: guesses for misspelt keys, and the cases of variants and fields.

use strsim::osa_distance;
use syn::Ident;

use crate::pytext;

/// The known name nearest to a misspelt one, if one is near enough to be meant: one that differs by some letters, whatever
/// their case, or that is the start of the other.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let near = |known: &str| osa_distance(&lower, &known.to_lowercase());
    let (distance, best) = known.iter().map(|known| (near(known), *known)).min_by_key(|(d, _)| *d)?;
    let limit = name.chars().count().max(best.chars().count()) / 3;
    if distance <= limit {
        return Some(best);
    }
    let starts =
        |long: &str, short: &str| short.len() > 2 && long.to_lowercase().starts_with(&short.to_lowercase());
    known
        .iter()
        .copied()
        .filter(|known| starts(known, name) || starts(name, known))
        .min_by_key(|known| near(known))
}

/// Whether a name is a misspelt one of another, so that it can be nothing else.
pub(crate) fn is_misspelt(name: &str, known: &str) -> bool {
    let distance = osa_distance(name, known);
    (1..=known.len() / 4).contains(&distance)
        || name.len() > known.len() / 2 && name != known && known.starts_with(name)
}

/// `, did you mean …?`, where a known name is near enough.
pub(crate) fn did_you_mean(name: &str, known: &[&str]) -> Option<String> {
    nearest(name, known).map(|guess| format!(", did you mean `{guess}`?"))
}

/// What is said of a name that is not one of those known: a guess, or else what all of them are called, and they.
pub(crate) fn did_you_mean_or(name: &str, known: &[&str], all: &str) -> String {
    did_you_mean(name, known).unwrap_or_else(|| format!("; {all} {}", list(known)))
}

/// What is said of a key that does not stand in the table.
pub(crate) fn unknown_key(name: &str, place: &str, keys: &[&str]) -> String {
    format!("unknown key `{name}` in `{place}`{}", did_you_mean_or(name, keys, "the keys here are"))
}

/// Whether a character is written as it is, in JSON and in Python: no quote, backslash or white space, and nothing that
/// cannot be printed.
pub(crate) fn stands_for_itself(character: char) -> bool {
    !matches!(character, '"' | '\'' | '\\') && !character.is_whitespace() && pytext::is_printable(character)
}

/// Names for a message: each in backticks, with commas between.
pub(crate) fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// How `rename_all` makes a value of a variant's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `snake_case`
    Snake,
    /// `kebab-case`
    Kebab,
    /// `lowercase`
    Lower,
    /// `UPPERCASE`
    Upper,
    /// `SCREAMING_SNAKE_CASE`
    ScreamingSnake,
    /// `SCREAMING-KEBAB-CASE`
    ScreamingKebab,
    /// `camelCase`
    Camel,
    /// `PascalCase`
    Pascal,
}

impl Case {
    /// Every name that `rename_all` takes.
    pub(crate) const NAMES: [&'static str; 8] = [
        "snake_case",
        "kebab-case",
        "lowercase",
        "UPPERCASE",
        "SCREAMING_SNAKE_CASE",
        "SCREAMING-KEBAB-CASE",
        "camelCase",
        "PascalCase",
    ];

    /// The case of that name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "snake_case" => Self::Snake,
            "kebab-case" => Self::Kebab,
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            "camelCase" => Self::Camel,
            "PascalCase" => Self::Pascal,
            _ => return None,
        })
    }

    /// A variant's name in this case.
    pub(crate) fn apply(self, variant: &str) -> String {
        let words = words(variant);
        match self {
            Self::Snake => words.join("_"),
            Self::Kebab => words.join("-"),
            Self::Lower => words.concat(),
            Self::Upper => words.concat().to_uppercase(),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::ScreamingKebab => words.join("-").to_uppercase(),
            Self::Pascal => words.iter().map(|word| capital(word)).collect(),
            Self::Camel => words
                .iter()
                .enumerate()
                .map(|(i, word)| if i == 0 { word.clone() } else { capital(word) })
                .collect(),
        }
    }
}

/// The name in snake case, as a proposal for a field that is not: `_name_id` → `name_id`, `CG_backend` → `cg_backend`.
pub(crate) fn snake_case(name: &str) -> String {
    words(name).join("_")
}

/// A name as code has it: `r#type`; the few that cannot be written so have a `_` behind them.
pub(crate) fn as_ident(name: &str) -> String {
    if syn::parse_str::<Ident>(name).is_ok() {
        name.to_owned()
    } else if matches!(name, "self" | "Self" | "super" | "crate" | "_") {
        format!("{name}_")
    } else {
        format!("r#{name}")
    }
}

/// Whether a field's name is one that accessors can be made of: no capitals, no underscore or digit in front.
pub(crate) fn is_snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c != '_' && !c.is_ascii_digit()) && !name.contains(char::is_uppercase)
}

/// The words of a name in lower case: split at underscores, before a capital that follows a small letter or digit,
/// and before the last capital of several when a small letter follows it.
fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (i, c) in chars.iter().enumerate() {
        if *c == '_' || *c == '-' {
            words.push(std::mem::take(&mut word));
            continue;
        }
        let after_small = i > 0 && !chars[i - 1].is_uppercase();
        let before_small = chars.get(i + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (after_small || before_small) {
            words.push(std::mem::take(&mut word));
        }
        word.extend(c.to_lowercase());
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::{Case, is_misspelt, is_snake_case, nearest, osa_distance, snake_case};

    #[test]
    fn distances() {
        for (from, to, steps) in [
            ("", "", 0),
            ("a", "", 1),
            ("version", "versoin", 1),
            ("rename", "renamed", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(osa_distance(from, to), steps, "{from} {to}");
            assert_eq!(osa_distance(to, from), steps, "{to} {from}");
        }
    }

    #[test]
    fn guesses() {
        let known = ["version", "namespace", "read_only", "crate"];
        assert_eq!(nearest("versoin", &known), Some("version"));
        assert_eq!(nearest("readonly", &known), Some("read_only"));
        assert_eq!(nearest("name_space", &known), Some("namespace"));
        assert_eq!(nearest("VERSION", &known), Some("version"));
        assert_eq!(nearest("ver", &known), Some("version"));
        assert_eq!(nearest("version_of_it", &known), Some("version"));
        assert_eq!(nearest("quux", &known), None);
        assert_eq!(nearest("x", &["a"]), None);
        assert_eq!(nearest("x", &[]), None);
    }

    #[test]
    fn misspelt_attributes() {
        for name in ["versionedobject", "versioned_objects", "version_object", "versioned"] {
            assert!(is_misspelt(name, "versioned_object"), "{name}");
        }
        for name in ["feild", "fields"] {
            assert!(is_misspelt(name, "field"), "{name}");
        }
        for name in
            ["versioned_object", "field", "doc", "serde", "field_mixin", "enum_field", "cfg", "derive"]
        {
            assert!(!is_misspelt(name, "versioned_object") && !is_misspelt(name, "field"), "{name}");
        }
    }

    #[test]
    fn cases() {
        for (case, deleting, ipv4) in [
            ("snake_case", "error_deleting", "i_pv4_addr"),
            ("kebab-case", "error-deleting", "i-pv4-addr"),
            ("lowercase", "errordeleting", "ipv4addr"),
            ("UPPERCASE", "ERRORDELETING", "IPV4ADDR"),
            ("SCREAMING_SNAKE_CASE", "ERROR_DELETING", "I_PV4_ADDR"),
            ("SCREAMING-KEBAB-CASE", "ERROR-DELETING", "I-PV4-ADDR"),
            ("camelCase", "errorDeleting", "iPv4Addr"),
            ("PascalCase", "ErrorDeleting", "IPv4Addr"),
        ] {
            let parsed = Case::parse(case).unwrap();
            assert!(Case::NAMES.contains(&case));
            assert_eq!(parsed.apply("ErrorDeleting"), deleting);
            assert_eq!(parsed.apply("IPv4Addr"), ipv4);
        }
        assert_eq!(Case::Snake.apply("HTTPServer"), "http_server");
        assert_eq!(Case::Snake.apply("Sha256Sum"), "sha256_sum");
        assert_eq!(Case::parse("Snake"), None);
    }

    #[test]
    fn snake() {
        assert_eq!(snake_case("_name_id"), "name_id");
        assert_eq!(snake_case("CG_backend"), "cg_backend");
        assert_eq!(snake_case("volumeType"), "volume_type");
        for good in ["a", "a_b", "a1", "type_"] {
            assert!(is_snake_case(good), "{good}");
        }
        for bad in ["_a", "A", "a_B", ""] {
            assert!(!is_snake_case(bad), "{bad}");
        }
    }
}
