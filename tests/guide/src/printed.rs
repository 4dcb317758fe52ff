//! What a program printed, against what its page says.

use std::cell::RefCell;
use std::sync::Mutex;
use std::{env, fs};

use crate::blocks::{blocks, output_of};

thread_local! {
    static PRINTED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps a line.
pub(crate) fn line(line: &str) {
    PRINTED.with_borrow_mut(|printed| {
        printed.push_str(line);
        printed.push('\n');
    });
}

/// One test writes at a time.
static WRITING: Mutex<()> = Mutex::new(());

/// Runs the block of this number of a page, and compares what it prints with the block of text below it; with `UPDATE_GUIDE`,
/// writes it there.
pub(crate) fn check(path: &str, at: usize, program: impl FnOnce()) {
    program();
    let printed = PRINTED.take();
    let _alone = WRITING.lock();
    let page = fs::read_to_string(path).unwrap_or_default();
    let found = blocks(&page);
    let said = output_of(&found, at);
    let says: String = said.iter().flat_map(|block| &block.lines).flat_map(|line| [line, "\n"]).collect();
    if env::var_os("UPDATE_GUIDE").is_some() && says != printed {
        let before = format!("```text\n{says}```\n");
        assert_eq!(page.matches(&before).count(), 1, "{path}: one block has\n{says}");
        let written = fs::write(path, page.replace(&before, &format!("```text\n{printed}```\n")));
        assert!(written.is_ok(), "{path}: {written:?}");
        return;
    }
    assert_eq!(says, printed, "{path}: block {at} prints something else; UPDATE_GUIDE=1 writes it there");
}
