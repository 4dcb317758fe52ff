//! Asks the compiler.

use ui_tests::case::{PASS, topics};

#[test]
fn mistakes() {
    let cases = trybuild::TestCases::new();
    for topic in topics().expect("the folder of this crate") {
        if topic != PASS {
            cases.compile_fail(format!("{topic}/*.rs"));
        }
    }
}
