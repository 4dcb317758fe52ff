//! Which version every object of a tree is written at: oslo's rules.

use crate::base::error::{Error, Path, Result};
use crate::base::version::Version;
use crate::describe::descriptor::{Converter, FieldDescriptor, ObjectDescriptor};
use crate::describe::lookup::{is_elements, items_may_be_null};
use crate::dynamic::contract::DynObject;
use crate::primitive::options::{Manifest, Role, WriteOptions};

/// Whether an object had versions below 1.0: only if its declaration speaks of one.
fn began_below_one(descriptor: &ObjectDescriptor) -> bool {
    let fields = descriptor.slots.iter().flat_map(|field| {
        let changes = field.history.iter().map(|change| change.version);
        field.since.into_iter().chain(field.until).chain(changes)
    });
    let notes = descriptor.notes.iter().map(|(version, _)| *version);
    let pairs = descriptor.relationships.iter().flat_map(|relationship| relationship.versions);
    let pairs = pairs.chain(descriptor.child_versions).map(|(ours, _)| *ours);
    fields.chain(notes).chain(pairs).chain([descriptor.version]).any(|version| version.major == 0)
}

/// The version that lists write their elements at when nothing says which.
pub(crate) const FIRST: Version = Version::new(1, 0);

/// How one object is written.
#[derive(Clone, Copy)]
pub(crate) struct Plan<'o> {
    /// The version on the envelope.
    pub(crate) version: Version,
    /// The same, as a number.
    key: u128,
    /// Whether the data is made compatible with that version: the object's own version may be another, or its
    /// children are to be.
    pub(crate) compatible: bool,
    /// Whether the version is below that of the type: the object was received at it, or is written at it.
    older: bool,
    /// The version to look names and types up at, where they are others than the declared ones.
    pub(crate) past: Option<Version>,
    manifest: Option<&'o Manifest>,
}

impl<'o> Plan<'o> {
    /// The plan of an object in its role.
    pub(crate) fn new(object: &dyn DynObject, role: Role, options: &'o WriteOptions) -> Result<Self> {
        let (descriptor, own) = (object.obj_descriptor(), object.obj_version());
        let manifest = options.manifest.as_deref();
        let cap = || options.caps.as_deref()?.get(descriptor.name).copied();
        let named = manifest.filter(|manifest| !manifest.is_empty());
        let (version, compatible, manifest) = match role {
            Role::Top => match options.target.or_else(cap) {
                Some(target) if own.older_than(target) && options.target.is_some() => {
                    return Err(Error::InvalidTargetVersion { path: Path::default(), version: target });
                }
                Some(target) if target.older_than(own) => (target, true, manifest),
                // Received as X.Y.0, asked for as X.Y.
                Some(target) if target == own && own.patch.is_some() && target.patch.is_none() => {
                    (target, true, manifest)
                }
                _ => (own, named.is_some(), manifest),
            },
            Role::AsIs => (own, false, None),
            // A release of peers does not make objects newer than they are; a manifest does, as in oslo.
            Role::At(version) if options.caps.is_some() => (version.min(own), true, named),
            Role::At(version) => (version, true, named),
        };
        if version.major == 0 && !began_below_one(descriptor) {
            return Err(Error::InvalidTargetVersion { path: Path::default(), version });
        }
        let kept = version == own && object.obj_meta().keeps_newer();
        let older = version.older_than(descriptor.version) && !kept;
        Ok(Self { version, key: version.key(), compatible, older, past: descriptor.past(version), manifest })
    }

    /// The plan that the declaration alone makes of any object of a type at a version.
    pub(crate) fn declared(descriptor: &ObjectDescriptor, version: Version) -> Self {
        let older = version.older_than(descriptor.version);
        Self {
            version,
            key: version.key(),
            compatible: older,
            older,
            past: descriptor.past(version),
            manifest: None,
        }
    }

    /// The plan of an object of which the fields alone are written.
    pub(crate) fn plain(descriptor: &ObjectDescriptor) -> Self {
        let version = descriptor.version;
        let past = descriptor.past(version);
        Self { version, key: version.key(), compatible: false, older: false, past, manifest: None }
    }

    /// Whether all fields are written as they are declared.
    #[inline]
    pub(crate) fn is_current(&self) -> bool {
        !(self.compatible || self.older || self.past.is_some())
    }

    /// Whether the version has a field, and it is written as it is declared: most are, at older versions too. Of others,
    /// there is more to ask.
    #[inline]
    pub(crate) fn is_as_declared(&self, field: &FieldDescriptor) -> bool {
        field.is_constant || (field.settled <= self.key && self.key < field.to)
    }

    /// What writes a field that the version has right into the text, where it is another than is declared.
    #[inline]
    pub(crate) fn lower(&self, field: &FieldDescriptor) -> Option<Converter> {
        field.lower.filter(|_| self.past.is_some() && self.key < field.settled && !field.key.is_empty())
    }

    /// Whether the version has a field.
    #[inline]
    pub(crate) fn has(&self, field: &FieldDescriptor) -> bool {
        if self.compatible || self.older {
            field.exists_at(self.key)
        } else {
            !self.past.is_some_and(|past| field.removed_in(past))
        }
    }

    /// The name of a field at the version.
    #[inline]
    pub(crate) fn name_of(&self, field: &FieldDescriptor) -> &'static str {
        match self.past {
            Some(past) if !field.history.is_empty() => field.name_in(past),
            _ => field.name,
        }
    }

    /// The name with what stands around it in a map, behind another entry; empty where that is not at hand.
    #[inline]
    pub(crate) fn key_of(&self, field: &FieldDescriptor) -> &'static str {
        match self.past {
            // Another text, if of the same letters, costs no more than time.
            Some(past) if !field.history.is_empty() && !std::ptr::eq(field.name_in(past), field.name) => "",
            _ => field.key,
        }
    }

    /// How the objects in a field that the version has are written; none where there was no version of a child yet.
    #[inline]
    pub(crate) fn role_in(
        &self,
        descriptor: &ObjectDescriptor,
        slot: usize,
        field: &FieldDescriptor,
    ) -> Result<Option<Role>> {
        if self.compatible && field.holds_objects() {
            return self.role_of_child(descriptor, slot, field);
        }
        Ok(Some(Role::AsIs))
    }

    fn role_of_child(
        &self,
        descriptor: &ObjectDescriptor,
        slot: usize,
        field: &FieldDescriptor,
    ) -> Result<Option<Role>> {
        let Some(child) = self.child_of(field) else { return Ok(Some(Role::AsIs)) };
        let elements = is_elements(descriptor, slot);
        if elements && !descriptor.child_versions.is_empty() {
            return Ok(self.pick(descriptor.child_versions));
        }
        if descriptor.list_of.is_some() && !elements {
            return Ok(Some(Role::AsIs));
        }
        if let Some(manifest) = self.manifest {
            return Ok(Some(match manifest.get(child) {
                Some(version) => Role::At(*version),
                None if elements => Role::At(FIRST),
                None => Role::AsIs,
            }));
        }
        match descriptor.relationship(field.name) {
            Some([]) if !elements => Ok(Some(Role::AsIs)),
            Some(versions) if !versions.is_empty() => Ok(self.pick(versions)),
            _ if elements => Ok(Some(Role::At(FIRST))),
            // To Python these are no objects of ours, so that nothing says their version.
            _ if items_may_be_null(self.past.map_or(field.ty, |past| field.type_in(past))) => {
                Ok(Some(Role::AsIs))
            }
            _ => Err(Error::action("obj_make_compatible", format!("No rule for {}", field.name))),
        }
    }

    /// The name of the objects in a field. One that held something else before is written with what it held.
    fn child_of(&self, field: &FieldDescriptor) -> Option<&'static str> {
        match self.past {
            Some(past) => field.child_name_in(past),
            None => field.child_name(),
        }
    }

    /// The version of a child that goes with ours: that of the last entry which is not above it, none below the
    /// first. Above the last entry the child stays as it is.
    fn pick(&self, versions: &[(Version, Version)]) -> Option<Role> {
        let known = versions.iter().take_while(|(ours, _)| !self.version.older_than(*ours)).last();
        let last = versions.last().map(|(ours, _)| *ours);
        let (_, child) = known?;
        Some(if last.is_some_and(|last| last.older_than(self.version)) {
            Role::AsIs
        } else {
            Role::At(*child)
        })
    }
}

/// The children that objects of a type have at a version, and which version each is written at for peers that know these;
/// none for its own.
pub(crate) fn children(
    descriptor: &ObjectDescriptor,
    version: Version,
    known: &Manifest,
) -> impl Iterator<Item = (&'static str, Option<Version>)> {
    let plan = Plan { compatible: true, manifest: Some(known), ..Plan::declared(descriptor, version) };
    descriptor.slots.iter().enumerate().filter(move |(_, field)| plan.has(field)).filter_map(
        move |(slot, field)| {
            let child = plan.child_of(field)?;
            match plan.role_in(descriptor, slot, field).ok()?? {
                Role::At(version) => Some((child, Some(version))),
                Role::AsIs | Role::Top => Some((child, None)),
            }
        },
    )
}
