//! The names of fields, for editors: a derive does not see those of mixins and parents.

/// A type with fields that attributes of other types name.
///
/// The derives implement it for rust-analyzer alone, which goes from a name in an attribute to the field, and renames
/// both: for the compiler it would be work without use.
pub trait FieldNames {
    /// A type whose fields have the names of ours, and that is dereferenced to what has others.
    type Names<Rest>;
}
