//! The rules of objects, in the order in which mistakes are told.

use syn::DeriveInput;

use super::children::{child_versions_of_lists, relationships_of_fields, version_pairs_in_order};
use super::extends::{no_parent_of_itself, one_base, one_parent};
use super::fields::fields;
use super::form::named_fields;
use super::list::{list_extends_nothing, list_has_objects};
use super::members::{mixins_differ, of_object, one_meta};
use super::methods::remotable_once;
use super::names::{builder_has_its_name, extra_fields_differ};
use super::table::table;
use super::values::const_validators_have_values;
use super::versions::{
    fingerprint_needs_printable_defaults, fingerprint_of_this_version, first_version_changes_nothing,
    notes_differ, notes_up_to_current, version_has_a_change, version_is_required, versions_up_to_current,
};
use crate::ctxt::Ctxt;
use crate::model::Object;

/// Every rule of a struct that derives `VersionedObject`. Where a mistake was told, those are asked too that need nothing
/// of what it is in.
pub(crate) fn object_rules(cx: &Ctxt, input: &DeriveInput, model: &Object) {
    if !named_fields(cx, input, "VersionedObject") {
        return;
    }
    let parent = model.extends.as_ref().map(|extends| &extends.given);
    model.members.iter().for_each(|member| of_object(cx, member, parent));
    one_meta(cx, model);
    no_parent_of_itself(cx, model);
    if cx.count() == 0 {
        one_base(cx, model);
    }
    version_is_required(cx, model);
    let is_whole = cx.count() == 0;
    fields(cx, input, &model.fields, &model.members);
    const_validators_have_values(cx, &model.fields, model.table.as_ref());
    extra_fields_differ(cx, model);
    builder_has_its_name(cx, model);
    versions_up_to_current(cx, model);
    notes_up_to_current(cx, model);
    notes_differ(cx, model);
    first_version_changes_nothing(cx, model);
    if is_whole {
        version_has_a_change(cx, model);
    }
    relationships_of_fields(cx, model);
    child_versions_of_lists(cx, model);
    remotable_once(cx, model);
    version_pairs_in_order(cx, model);
    fingerprint_of_this_version(cx, model);
    fingerprint_needs_printable_defaults(cx, model);
    list_has_objects(cx, model);
    list_extends_nothing(cx, model);
    one_parent(cx, model);
    mixins_differ(cx, model);
    table(cx, model);
}
