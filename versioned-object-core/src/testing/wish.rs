//! What the environment says is to be done where what is kept and the declarations differ.

/// Whether it is written, which a word in a variable says; without one, and with `check`, it is compared.
pub(crate) fn is_written(variable: &str, word: &str, wish: &str) -> Result<bool, String> {
    match wish {
        "" | "check" => Ok(false),
        wish if wish == word => Ok(true),
        other => Err(format!("{variable} is `{other}`: expected `{word}`, `check` or nothing")),
    }
}
