//! Names as Rust has them.

/// Names that a field cannot have in Rust, or that the derive makes for itself.
const TAKEN: [&str; 59] = [
    "abstract",
    "as",
    "async",
    "await",
    "base",
    "become",
    "box",
    "break",
    "build",
    "build_orphan",
    "builder",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "meta",
    "mod",
    "move",
    "mut",
    "new",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "Self",
];

/// A name as Rust modules and fields have them, behind a letter.
pub(crate) fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut was_small = false;
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && was_small {
            snake.push('_');
        }
        was_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        snake.push(if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' });
    }
    snake
}

/// Whether a field can have this name in Rust too. Those without are called `field_` and their place.
pub(crate) fn is_plain(name: &str) -> bool {
    snake(name) == name
        && name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && !["set_", "try_", "field_"].iter().any(|start| name.starts_with(start))
        && !name.ends_with("_mut")
        && !TAKEN.contains(&name)
}

/// The name of a method: `r#type` for a word of the language; none for what Rust cannot name.
pub(crate) fn method(name: &str) -> Option<String> {
    const OWN: [&str; 6] = ["build", "build_orphan", "builder", "new", "base", "meta"];
    let mut letters = name.chars();
    let is_name = letters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && letters.all(|letter| letter == '_' || letter.is_alphanumeric());
    if !is_name || ["self", "Self", "super", "crate", "_"].contains(&name) {
        return None;
    }
    let is_word = TAKEN.contains(&name) && !OWN.contains(&name);
    Some(if is_word { format!("r#{name}") } else { name.to_owned() })
}
