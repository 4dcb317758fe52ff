//! JSON in the texts of PostgreSQL, some of which may be none. What makes JSON of such a text ends the statement, and before
//! version 16 there is no word that asks whether it would.

use sea_query::{Expr as SqlExpr, ExprTrait, Value as Sql};
use serde_json::Value as Json;

use crate::store::driver::Backend;
use crate::store::model::Column;
use crate::store::parts::{col, template};

/// A string, without what PostgreSQL's JSON lacks: a null character, and half of a pair of surrogates.
const STRING: &str = concat!(
    r#""(?:[^"\\\u0001-\u001f]|\\["\\/bfnrt]|\\u(?:[1-9a-cA-CefEF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}"#,
    r"|0(?:[1-9a-fA-F][0-9a-fA-F]{2}|0[1-9a-fA-F][0-9a-fA-F]|00[1-9a-fA-F])",
    r#"|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*""#,
);

/// Whatever else has no parts, without numbers that are too large for it.
const SCALAR: &str = r"-?(?:0|[1-9][0-9]{0,250})(?:\.[0-9]{1,250})?(?:[eE][+-]?[0-9]{1,4})?|true|false|null";

const BLANKS: &str = r"[ \t\n\r]+";

/// A list or an object, all parts of which have none: a string is `""` by now, and anything else `0`.
const LEVEL: &str = r#"\[(?:(?:0|"")(?:,(?:0|""))*)?\]|\{(?:"":(?:0|"")(?:,"":(?:0|""))*)?\}"#;

fn sql(text: &str, parts: &[SqlExpr]) -> SqlExpr {
    template(Backend::Postgres, text, parts)
}

fn replaced(text: SqlExpr, pattern: &str, by: &str) -> SqlExpr {
    sql("regexp_replace($1, $2, $3, 'g')", &[text, SqlExpr::val(pattern), SqlExpr::val(by)])
}

/// Whether a text is JSON of so many levels at most: each gives way to `0`, the deepest first, until nothing else is left.
fn is_json(text: SqlExpr, levels: usize) -> SqlExpr {
    let words = replaced(replaced(replaced(text, STRING, "\"\""), SCALAR, "0"), BLANKS, "");
    let left = (0..levels).fold(words, |text, _| replaced(text, LEVEL, "0"));
    left.is_in(["0", "\"\""])
}

/// How many levels JSON has in one another.
fn levels(json: &Json) -> usize {
    match json {
        Json::Array(parts) => 1 + parts.iter().map(levels).max().unwrap_or_default(),
        Json::Object(parts) => 1 + parts.values().map(levels).max().unwrap_or_default(),
        _ => 0,
    }
}

/// The longest string in it, if there is one.
fn longest(json: &Json) -> Option<&str> {
    let parts: Vec<&str> = match json {
        Json::String(text) => return Some(text),
        Json::Array(parts) => parts.iter().filter_map(longest).collect(),
        Json::Object(parts) => {
            let both = |(key, part)| [Some(String::as_str(key)), longest(part)];
            parts.iter().flat_map(both).flatten().collect()
        }
        _ => Vec::new(),
    };
    parts.into_iter().max_by_key(|text| text.len())
}

/// Whether a text may say the same as this: it has its longest string as it is, or something that is escaped, and no string
/// where there is none. Nearly all rows are told apart by it, at a part of the cost of making JSON of them.
fn may_say(text: &SqlExpr, wanted: &Json) -> SqlExpr {
    let has = |part: &str| sql("strpos($1, $2) > 0", &[text.clone(), SqlExpr::val(part)]);
    let Some(longest) = longest(wanted) else { return has("\"").not() };
    // With no more escapes than there have to be.
    let written = Json::from(longest).to_string();
    if written.contains('\\') { has("\\") } else { has(&written).or(has("\\")) }
}

/// How many values are looked for in a text before it is made JSON.
const FEW: usize = 50;

/// The column says what one of these does. A text that is no JSON says nothing; where there is none, it is not known.
pub(crate) fn says_one_of(column: &Column, values: Vec<Sql>, place: &dyn Fn(Sql) -> SqlExpr) -> SqlExpr {
    let text = sql("(CAST($1 AS TEXT) COLLATE \"C\")", &[col(column)]);
    let wanted: Vec<(String, Json)> = values
        .into_iter()
        .filter_map(|value| match value {
            Sql::String(Some(text)) => serde_json::from_str(&text).ok().map(|json| (text, json)),
            _ => None,
        })
        .collect();
    let deepest = wanted.iter().map(|(_, json)| levels(json)).max().unwrap_or_default();
    let is_json = is_json(text.clone(), deepest);
    // Of many, an expression would be as deep as they are many.
    let few = if wanted.len() <= FEW { &wanted[..] } else { &[] };
    let is_asked = match few.iter().map(|(_, json)| may_say(&text, json)).reduce(ExprTrait::or) {
        Some(may) => may.and(is_json),
        None if wanted.is_empty() => SqlExpr::cust("FALSE"),
        None => is_json,
    };
    let json = |text: SqlExpr| sql("CAST($1 AS JSONB)", &[text]);
    let says =
        json(text.clone()).is_in(wanted.into_iter().map(|(text, _)| json(place(Sql::String(Some(text))))));
    let parts = [text, is_asked, says];
    sql("CASE WHEN NULLIF($1, '') IS NULL THEN NULL WHEN $2 THEN $3 ELSE FALSE END", &parts)
}

/// Whether JSON has a null character in it, which stands there as `\u0000`.
pub(crate) fn has_null_character(json: &str) -> bool {
    let mut rest = json;
    while let Some((_, behind)) = rest.split_once('\\') {
        if behind.starts_with("u0000") {
            return true;
        }
        // What is escaped may be a backslash itself.
        let mut behind = behind.chars();
        behind.next();
        rest = behind.as_str();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_null_character;

    #[test]
    fn a_null_character_is_one_that_is_escaped_once() {
        for (json, has) in [
            (r#"["a\u0000b"]"#, true),
            (r#"["a\\u0000b"]"#, false),
            (r#"["a\\\u0000b"]"#, true),
            (r#"["\u00000"]"#, true),
            (r#"["u0000", "\n", "\u0001"]"#, false),
            ("\\", false),
        ] {
            assert_eq!(has_null_character(json), has, "{json}");
        }
    }
}
