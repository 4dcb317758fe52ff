//! What a declaration says of the table its objects are stored in: names alone, so that it needs no SQL.

/// The table of a type: `#[versioned_object(table = "backups", …)]`.
///
/// Every part names a field, not a column: which column a field is in stands with the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableDescriptor {
    /// The table.
    pub name: &'static str,
    /// The field that identifies an object.
    pub key: &'static str,
    /// The field that says which project owns an object. Only its own users and admins see an object of a project.
    pub project: Option<&'static str>,
    /// What deleting an object leaves; without it the row goes.
    pub soft_delete: Option<SoftDelete>,
    /// The field that is set when the row is inserted.
    pub created: Option<&'static str>,
    /// The field that is set whenever the row is updated.
    pub updated: Option<&'static str>,
    /// What a null in an integer column is read as.
    pub null_integers: NullIntegers,
}

impl TableDescriptor {
    /// A table whose objects are identified by `id`, without owner, soft deletion or timestamps.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            key: "id",
            project: None,
            soft_delete: None,
            created: None,
            updated: None,
            null_integers: NullIntegers::Keep,
        }
    }

    /// The field that identifies an object.
    #[must_use]
    pub const fn key(mut self, field: &'static str) -> Self {
        self.key = field;
        self
    }

    /// The field that says which project owns an object.
    #[must_use]
    pub const fn project(mut self, field: &'static str) -> Self {
        self.project = Some(field);
        self
    }

    /// What deleting an object leaves.
    #[must_use]
    pub const fn soft_delete(mut self, soft_delete: SoftDelete) -> Self {
        self.soft_delete = Some(soft_delete);
        self
    }

    /// The field that is set when the row is inserted.
    #[must_use]
    pub const fn created(mut self, field: &'static str) -> Self {
        self.created = Some(field);
        self
    }

    /// The field that is set whenever the row is updated.
    #[must_use]
    pub const fn updated(mut self, field: &'static str) -> Self {
        self.updated = Some(field);
        self
    }

    /// What a null in an integer column is read as.
    #[must_use]
    pub const fn null_integers(mut self, rule: NullIntegers) -> Self {
        self.null_integers = rule;
        self
    }
}

/// What deleting an object leaves in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoftDelete {
    /// The field that is true in a deleted row.
    pub flag: &'static str,
    /// The field that says when it was deleted.
    pub at: Option<&'static str>,
    /// Other fields, with the text each is set to.
    pub set: &'static [(&'static str, &'static str)],
}

/// What a null in an integer column is read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NullIntegers {
    /// Null.
    #[default]
    Keep,
    /// Zero, as Cinder does.
    Zero,
}

/// The table of a type that extends another: another name, everything else as the parent's.
pub const fn inherit_table(parent: Option<TableDescriptor>, name: &'static str) -> TableDescriptor {
    match parent {
        Some(mut table) => {
            table.name = name;
            table
        }
        None => TableDescriptor::new(name),
    }
}
