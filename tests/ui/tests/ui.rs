//! Runs the cases.

#[test]
fn mistakes() {
    let cases = trybuild::TestCases::new();
    for topic in [
        "object",
        "field",
        "fingerprint",
        "mixin",
        "enumeration",
        "list",
        "subclass",
        "methods",
        "access",
        "store",
        "stubs",
        "testing",
    ] {
        cases.compile_fail(format!("cases/{topic}/*.rs"));
    }
}

#[test]
fn declarations_that_compile() {
    trybuild::TestCases::new().pass("cases/pass/*.rs");
}
