//! Passwords in texts that are shown.

use versioned_object_core::fields::SensitiveString;
use versioned_object_core::prelude::*;

use crate::objects::Texts;

/// Parts of the words beside which passwords stand: a text without any is shown as it is.
const PARTS: [&str; 11] =
    ["pass", "secret", "token", "key", "pswd", "cookie", "drive", "fsid", "credential", "kek", "hashsuffix"];

/// Shows a text that may hold passwords, whole masked and as Python does.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let shown = show(text);
    assert_eq!(shown.1, show(text).1);
    let lower = text.to_lowercase();
    if !PARTS.iter().any(|part| lower.contains(part)) {
        assert!(shown.1.contains(&format!("secret='{text}'")), "nothing to mask: {}", shown.1);
    }
    assert!(text.len() < 40 || !shown.0.contains(text), "{}", shown.0);
    // What stands in front may hide the password together with itself, or make it something else: only a text
    // without quotes, brackets and key words is sure not to.
    if text.chars().all(|letter| letter.is_ascii_digit() || " .,;_".contains(letter)) {
        for (before, behind) in
            [("password = ", ""), ("{'adminPass': '", "'}"), ("<auth_token>", "</auth_token>")]
        {
            let hidden = "c0rrect-h0rse";
            let shown = show(&format!("{text} {before}{hidden}{behind} {text}")).1;
            assert!(!shown.contains(hidden), "{shown}");
        }
    }
}

/// The debug form of an object with this secret, and Python's form.
fn show(text: &str) -> (String, String) {
    let mut object = Texts::new(&Context::admin());
    object.set_secret(SensitiveString::from(text)).unwrap();
    assert!(object.to_string().contains(",secret='***',"), "{object}");
    (format!("{object:?}"), object.obj_python_repr())
}
