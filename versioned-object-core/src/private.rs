//! What generated code calls. Not part of the public interface: it changes with the derives.

pub use serde;
#[cfg(feature = "derive")]
pub use versioned_object_derive::{as_noted, as_written, noted};

#[cfg(feature = "inventory")]
pub use inventory;

pub use crate::access::build::{Building, extra_of_parent, new, no_cell, no_cell_mut, no_extra};
pub use crate::access::dict::{AlsoExtends, Beside};
pub use crate::access::list::{concat_lists, elements, elements_mut, set_elements};
pub use crate::access::names::FieldNames;
pub use crate::access::relation::{belongs_to, check_belongs_to, check_has_many, has_many};
pub use crate::describe::build::{
    ConstDefault, InOrder, OtherDefault, concat, concat_extra, concat_methods, concat_remotable, count_extra,
    count_methods, order, printed, up_to,
};
pub use crate::describe::changes::{Both, Differ, check_changed, check_changes, check_inherited};
pub use crate::describe::checks::{
    check_as_is, check_extra, check_fingerprint, check_inherited_extras, check_methods, check_names,
    check_old_names, check_printed, check_versions,
};
pub use crate::describe::children::{
    check_child, check_forgotten, check_last_child, check_pair, check_relationship,
};
pub use crate::describe::derives::{
    Cloned, Derives, EnumDerives, LacksDerives, check_enum_derives, check_mixin_derives, check_object_derives,
};
pub use crate::describe::descriptor::{Conversion, EnvelopeHead, Fill, Hooks, Instead};
pub use crate::describe::lookup::wire_name;
pub use crate::describe::python_class::MixinDescriptor;
#[cfg(feature = "inventory")]
pub use crate::describe::registry::Entry;
pub use crate::describe::table::inherit_table;
pub use crate::describe::table_checks::{
    TablePart, check_column, check_column_key, check_columns, check_null_integers, check_set, check_set_text,
    check_table_part, check_text_column, columns_meet,
};
pub use crate::describe::value_checks::{
    check_bounds, check_fingerprint_default, check_number, check_some, check_validated,
};
pub use crate::dynamic::cells::object_has_changes;
pub use crate::dynamic::class::{
    ByName, Head, ObjectType, Parts, compat_hook, inherit_hooks, load_hook, to_column,
};
pub use crate::dynamic::contract::{Cell as FieldCell, EachObject, Value};
pub use crate::dynamic::kin::{Kin, NoParent, check_name_of_parents, check_parents};
pub use crate::dynamic::versioned::{AnyType, NoMethods, VersionedObject};
pub use crate::fields::column::{ColumnOf, has_column};
pub use crate::fields::convert::{convert, put_default, unset, validate};
pub use crate::fields::field_type::FieldType;
pub use crate::fields::given::{EnumOf, FieldOf, IsNoEnum, IsNoField};
pub use crate::fields::guard::{Contained, GuardPlace};
pub use crate::fields::known::{CellOf, set_from};
pub use crate::fields::lent::{
    copied, empty, lent, lent_or_null, opened, opened_or_null, try_copied, try_lent, try_lent_or_null,
    try_whole, try_whole_or_null, whole, whole_or_null,
};
pub use crate::fields::types::enums::{
    EnumValues, enum_check_change, enum_coerce, enum_deserialize, enum_type, enum_write, replaced,
};
pub use crate::fields::types::object::{
    object_coerce, object_from_text, object_write, push_object_from_text,
};
pub use crate::object::ext::same_object;
pub use crate::object::print::{debug, display, object_display};
pub use crate::primitive::json_text::{JsonText, Taken};
#[cfg(all(feature = "testing", feature = "inventory"))]
pub use crate::testing::lock::file::types_of;
#[cfg(feature = "testing")]
pub use crate::testing::lock::file::{LockPlace, assert_locked};
#[cfg(feature = "testing")]
pub use crate::testing::reference::assert_reference;
pub use crate::wire::serde::{deserialize, serialize};
#[cfg(all(feature = "testing", feature = "inventory", feature = "derive"))]
pub use versioned_object_derive::link_tested;
