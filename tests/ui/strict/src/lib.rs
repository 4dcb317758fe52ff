//! Derives everything in a crate that denies every lint there is, but for those that contradict each other.

#![deny(
    warnings,
    missing_docs,
    unused,
    future_incompatible,
    nonstandard_style,
    let_underscore,
    keyword_idents,
    refining_impl_trait,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unstable_features,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    rustdoc::all,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::absolute_paths,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::cfg_not_test,
    clippy::clone_on_ref_ptr,
    clippy::default_trait_access,
    clippy::else_if_without_else,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::infinite_loop,
    clippy::let_underscore_must_use,
    clippy::map_err_ignore,
    clippy::min_ident_chars,
    clippy::missing_asserts_for_indexing,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::mod_module_files,
    clippy::multiple_inherent_impl,
    clippy::needless_raw_strings,
    clippy::panic,
    clippy::partial_pub_fields,
    clippy::pattern_type_mismatch,
    clippy::print_stdout,
    clippy::pub_use,
    clippy::ref_patterns,
    clippy::renamed_function_params,
    clippy::same_name_method,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated,
    clippy::single_char_lifetime_names,
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    clippy::unseparated_literal_suffix,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm
)]

use core::result::Result as StdResult;

use versioned_object_core::prelude::*;
use versioned_object_core::{Registry, fields};

/// Where a disk stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[non_exhaustive]
pub enum Status {
    /// It is being made.
    Creating,
    /// It can be used.
    #[enum_field(rename = "in-use")]
    InUse,
}

/// When a thing was made.
#[derive(Clone, Debug, FieldMixin)]
pub struct Times {
    /// When.
    created_at: Attr<Option<DateTime<Utc>>>,
    /// Whether it is gone.
    #[field(default = false)]
    deleted: Attr<bool>,
    /// For whom.
    for_: Attr<Option<Vec<i64>>>,
}

/// A disk.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.2",
    namespace = "shop",
    extra_fields(twice),
    table = "disks",
    key = id,
    soft_delete(flag = deleted),
    timestamps(created = created_at),
    comparable,
    dict = cinder,
    hooks(load_attr, make_compatible),
    relationships(..)
)]
pub struct Disk {
    /// UUID of the disk.
    #[field(read_only)]
    id: Attr<Uuid>,
    /// Size in GiB.
    #[field(default = 10, validate = positive)]
    size: Attr<Option<i64>>,
    /// Its status.
    #[field(since = "1.1", default = Status::Creating)]
    status: Attr<Status>,
    /// Labels.
    tags: Attr<Vec<String>>,
    /// Which others it refers to.
    ref_: Attr<Vec<String>>,
    /// What opens it.
    #[field(sensitive, column = "secret")]
    key: Attr<fields::SensitiveString>,
    /// Another one.
    spare: Attr<Option<Box<Self>>>,
    /// What kind it is.
    #[field(rename = "type", until = "1.2")]
    kind: Attr<String>,
    /// Its times.
    #[field(flatten)]
    times: Times,
    /// What the object knows of itself.
    meta: ObjectMeta,
}

#[object_methods]
impl Disk {
    /// Twice the size.
    ///
    /// # Errors
    /// When the size is not set.
    #[inline]
    pub fn twice(&self) -> Result<i64> {
        Ok(self.size()?.unwrap_or_default().saturating_mul(2))
    }
}

/// What others call.
trait Hooks {
    /// Loads a field.
    fn hook_load_attr(&mut self, field: &'static str) -> Result<()>;

    /// Changes the data for an older version.
    fn hook_make_compatible(&self, data: &mut Data, target: Version) -> Result<()>;
}

/// The data of an object.
type Data = serde_json::Map<String, serde_json::Value>;

impl Hooks for Disk {
    fn hook_load_attr(&mut self, field: &'static str) -> Result<()> {
        self.set(field, Value::Null)
    }

    fn hook_make_compatible(&self, data: &mut Data, target: Version) -> Result<()> {
        if target < Version::new(1, 1) {
            drop(data.remove("tags"));
        }
        Ok(())
    }
}

/// A list of disks.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", list_of = Disk)]
pub struct DiskList {
    /// The disks.
    objects: Attr<Vec<Disk>>,
    /// What the object knows of itself.
    meta: ObjectMeta,
}

/// A disk that turns.
#[derive(Clone, VersionedObject)]
#[versioned_object(extends = Disk)]
pub struct Drive {
    /// The disk.
    base: Disk,
    /// Rounds in a minute.
    rounds: Attr<i64>,
}

/// Whether a size can be one.
const fn positive(size: i64) -> StdResult<(), &'static str> {
    if size > 0 { Ok(()) } else { Err("not positive") }
}

/// Uses what was derived.
///
/// # Errors
/// When something does not work.
#[inline]
pub fn used() -> Result<String> {
    let ctx = Context::builder().build();
    let mut disk = Disk::builder().id(Uuid::nil()).size(20).tags(["a"]).deleted(false).build(&ctx)?;
    disk.set_status("in-use".parse::<Status>()?)?;
    disk.tags_mut()?.push(Status::Creating.to_string());
    disk.set("type", "fast")?;
    disk.obj_set_defaults(&[])?;
    let mut drive = Drive::from(disk);
    drive.set_rounds(7200)?;
    let disks: DiskList = vec![Disk::from(drive)].into();
    let mut registry = Registry::new();
    let _: &mut Registry = registry.register::<DiskList>()?.register::<Drive>()?;
    wire::to_string(&disks)
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_works() {
        assert!(super::used().is_ok_and(|text| text.contains("in-use")));
    }
}
