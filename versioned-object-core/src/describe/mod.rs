//! What a type is: constant tables, made while the crate compiles, which know no objects.

pub(crate) mod build;
pub(crate) mod changes;
pub(crate) mod checks;
pub(crate) mod children;
pub(crate) mod const_guess;
pub(crate) mod const_names;
pub(crate) mod const_text;
pub(crate) mod derives;
pub(crate) mod descriptor;
pub(crate) mod fingerprint;
pub(crate) mod history;
pub(crate) mod lookup;
pub(crate) mod page;
pub(crate) mod python_class;
pub(crate) mod registry;
pub(crate) mod table;
pub(crate) mod table_checks;
pub(crate) mod value_checks;
