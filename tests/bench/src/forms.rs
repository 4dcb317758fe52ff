//! The text of an envelope as others may write it.

use serde_json::{Map, Value};

use crate::Done;

/// With a space after each comma and colon, as Python writes it.
pub fn spaced(text: &str) -> String {
    let (mut made, mut is_text, mut is_escaped) = (String::with_capacity(text.len() * 2), false, false);
    for char in text.chars() {
        made.push(char);
        match char {
            ',' | ':' if !is_text => made.push(' '),
            '"' if !is_escaped => is_text = !is_text,
            _ => {}
        }
        is_escaped = char == '\\' && !is_escaped;
    }
    made
}

/// With the fields of its data from the last to the first.
///
/// # Errors
/// When it is no text of an envelope.
pub fn reversed(text: &str) -> Done<String> {
    // A map of serde_json sorts its keys: the fields are put together as texts.
    let (head, data) = text.split_once("\"versioned_object.data\":{").ok_or("no data")?;
    let (fields, tail) = data.split_once('}').ok_or("no end of the data")?;
    let mut fields: Vec<&str> = fields.split(",\"").map(|field| field.trim_start_matches('"')).collect();
    fields.reverse();
    let made = format!("{head}\"versioned_object.data\":{{\"{}}}{tail}", fields.join(",\""));
    serde_json::from_str::<Map<String, Value>>(&made)?;
    Ok(made)
}

/// With all keys sorted, so that its data stands before its header, on lines of their own.
///
/// # Errors
/// When it is no JSON.
pub fn sorted_and_pretty(text: &str) -> Done<String> {
    Ok(serde_json::to_string_pretty(&serde_json::from_str::<Value>(text)?)?)
}
