//! The place for the cases of calls that are not there yet, one test each:
//!
//! - `conditional_destroy(expected)`: gone only while it is as expected, and false otherwise;
//! - `purge`: the row goes, marked or not;
//! - `revive`: the mark and the moment of it go, for who sees deleted rows;
//! - typed queries: the same answers as by name, for every case in `lists`;
//! - `Query::unknown_fields_match_nothing`: what `l6_…` refuses lists nothing instead.
