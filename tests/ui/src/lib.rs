//! Cases for the compiler, run by `tests/ui.rs`: one file of `cases/<topic>/<rule>.rs` for each rule, with what the
//! compiler says of it beside it. After a message changed, `TRYBUILD=overwrite cargo test -p ui-tests` writes them anew.
