//! What to list: filters, order, page.

use std::collections::HashSet;
use std::fmt;

use crate::base::context::ReadDeleted;
use crate::base::error::{Error, Result};
use crate::base::shown;
use crate::describe::const_guess::did_you_mean;
use crate::dynamic::contract::Value;
use crate::dynamic::versioned::AnyType;
use crate::fields::column::HasColumn;
use crate::fields::into_field::IntoField;
use crate::store::column_key::ColumnKey;
use crate::store::condition::{Node, check_node, check_value};
use crate::store::direction::{Given, IntoDirection};
use crate::store::expr::Constant;
use crate::store::guess;
use crate::store::model::Model;
use crate::store::row_key::Marker;
use crate::store::typed::{Condition, Sort};
use crate::store::with::With;

/// What a query asks for, whatever it is of.
#[derive(Clone, Default)]
pub(crate) struct Asked {
    pub(crate) filters: Vec<(String, Value)>,
    pub(crate) conditions: Vec<Node>,
    pub(crate) marker: Option<String>,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<u64>,
    sort_keys: Vec<String>,
    sort_dirs: Vec<Given>,
    sorts: Vec<(String, Given)>,
    pub(crate) read_deleted: Option<ReadDeleted>,
    unknown_is_nothing: bool,
    as_they_stand: bool,
    /// The field of which [`Refused`](crate::store::lookup::Refused) rows tell what they have in it.
    pub(crate) holder: Option<&'static str>,
}

/// What is asked of which fields; the values are left out, for they may be secrets.
impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filters: Vec<_> = self.filters.iter().map(|(name, _)| name).collect();
        f.debug_struct("Asked")
            .field("filters", &filters)
            .field("conditions", &self.conditions)
            .field("limit", &self.limit)
            .field("offset", &self.offset)
            .field("sort_keys", &self.sort_keys)
            .field("sort_dirs", &self.sort_dirs)
            .field("sorts", &self.sorts)
            .field("read_deleted", &self.read_deleted)
            .finish_non_exhaustive()
    }
}

/// Which objects of type `O` to list, in which order, and which page of them.
///
/// ```
/// use versioned_object_core::prelude::*;
///
/// #[derive(Clone, VersionedObject)]
/// #[versioned_object(version = "1.0", table = "disks")]
/// struct Disk {
///     id: Attr<Uuid>,
///     host: Attr<Option<String>>,
///     size: Attr<i64>,
///     state: Attr<String>,
///     meta: ObjectMeta,
/// }
///
/// let page: Query<Disk> = Query::new()
///     .filter(Disk::STATE.is_in(["available", "error"]))
///     .filter(Disk::HOST.is_null().or(Disk::SIZE.between(10, 20)))
///     .sort(Disk::SIZE.desc())
///     .limit(20);
///
/// // The same by name, for what comes from outside; what is wrong with it is told when it is run. Keys may stand there too.
/// let page: Query<Disk> = Query::new()
///     .filter_by("state", ["available", "error"]) // one of them
///     .filter_by("host", None::<&str>)            // null
///     .filter_by("state~", "vail")                // contains
///     .sort_by("size", "desc")
///     .limit(20);
/// # drop(page);
/// ```
///
/// The object follows from where the query is used: `Disk::list(&ctx, &query)`.
#[must_use]
pub struct Query<O> {
    pub(crate) asked: Asked,
    /// The relations that are loaded for what is found.
    pub(crate) with: Vec<With<O>>,
}

impl<O> Clone for Query<O> {
    fn clone(&self) -> Self {
        Self { asked: self.asked.clone(), with: self.with.clone() }
    }
}

impl<O> fmt::Debug for Query<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Query").field(&self.asked).finish()
    }
}

impl<O> Default for Query<O> {
    fn default() -> Self {
        Self { asked: Asked::default(), with: Vec::new() }
    }
}

impl<O> Query<O> {
    /// Everything that the context may see, the newest first.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only objects of which this is true, besides everything else that is asked of them.
    pub fn filter(mut self, condition: Condition<O>) -> Self {
        self.asked.conditions.push(condition.tree.root);
        self
    }

    /// Only objects whose field, found by its key or its name, has this value: null is a value, and of a list any element
    /// will do. A second filter by the same field takes the place of the first.
    ///
    /// With `~` behind the name, objects whose field contains this text or number: `%` stands for any text in it and
    /// `_` for any character, and whether case matters is the database's business. Another value is no filter.
    ///
    /// By key the compiler knows field and value; a list there is the list of one row, and one of several values is
    /// [`Key::is_in`](crate::Key::is_in). By name, a name that is no field with a column, or a value that the field cannot
    /// have, is [`Error::InvalidInput`](crate::Error::InvalidInput) when the query is run.
    ///
    /// Two kinds of values are compared as they stand instead, since a row of another program may hold them: for a field of
    /// UUIDs a text that is none, and a number, not its text, that is beyond the bounds of its field or between two whole
    /// ones. Where no row has them, they match nothing.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// use versioned_object_core::store::Sqlite;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "disks")]
    /// struct Disk {
    ///     id: Attr<Uuid>,
    ///     size: Attr<u16>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// # pollster::block_on(async {
    /// let store = Sqlite::in_memory().open()?;
    /// store.create_table::<Disk>().await?;
    /// let ctx = Context::builder().is_admin(true).store(&store).build();
    /// let count = async |name: &str, value: Value| Disk::count(&ctx, &Query::new().filter_by(name, value)).await;
    ///
    /// let error = count("size", "many".into()).await.unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     r#"invalid input received: Disk.size: expected integer from 0 to 65535, got "many""#
    /// );
    /// assert!(count("size", "70000".into()).await.is_err());
    /// assert!(count("id", 7.into()).await.is_err());
    ///
    /// assert_eq!(count("id", "no UUID".into()).await?, 0);
    /// assert_eq!(count("size", 70_000.into()).await?, 0);
    /// assert_eq!(count("size", 2.5.into()).await?, 0);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    pub fn filter_by<K: ColumnKey<O>>(mut self, key: K, value: impl Constant<K::Value>) -> Self
    where
        K::Column: HasColumn,
    {
        let (name, value) = (key.into_name(), value.into_wanted());
        match self.asked.filters.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.asked.filters.push((name, value)),
        }
        self
    }

    /// Several filters as [`Query::filter_by`] has them.
    pub fn filters<K: ColumnKey<O>, V: Constant<K::Value>>(
        self,
        filters: impl IntoIterator<Item = (K, V)>,
    ) -> Self
    where
        K::Column: HasColumn,
    {
        filters.into_iter().fold(self, |query, (name, value)| query.filter_by(name, value))
    }

    /// A filter by a name that is no field with a column is not an error: it matches nothing, as in Cinder.
    pub fn unknown_fields_match_nothing(mut self) -> Self {
        self.asked.unknown_is_nothing = true;
        self
    }

    /// Values that a field cannot have are not errors: rows may have what an enum lacks all the same, since another program
    /// wrote them; what the type does not read matches nothing.
    pub fn values_as_they_stand(mut self) -> Self {
        self.asked.as_they_stand = true;
        self
    }

    /// Only objects that come after the one with this key, which the context has to see but the filters need not.
    ///
    /// The key is given as [`Persistent::get_by_id`](super::Persistent::get_by_id) takes it, or as a text, as APIs have it;
    /// `None` is the first page.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "disks")]
    /// struct Disk {
    ///     id: Attr<Uuid>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// fn behind(disk: &Disk) -> Result<Query<Disk>> {
    ///     Ok(Query::new().limit(20).marker(disk.id()?))
    /// }
    ///
    /// fn page(marker: Option<String>) -> Query<Disk> {
    ///     Query::new().limit(20).marker(marker)
    /// }
    /// # pollster::block_on(async {
    /// # let store = versioned_object_core::store::Sqlite::in_memory().open()?;
    /// # store.create_table::<Disk>().await?;
    /// # let ctx = Context::builder().is_admin(true).store(&store).build();
    /// # for _ in 0..3 {
    /// #     Disk::new(&ctx).create().await?;
    /// # }
    /// # let disks = Disk::list(&ctx, &page(None)).await?;
    /// # assert_eq!((disks.len(), Disk::list(&ctx, &behind(&disks[0])?).await?.len()), (3, 2));
    /// # let (id, text) = (Value::from(disks[1].id()?), disks[1].id()?.to_string());
    /// # assert_eq!(Disk::list(&ctx, &Query::new().marker(id)).await?.len(), 1);
    /// # assert_eq!(Disk::list(&ctx, &page(Some(text))).await?.len(), 1);
    /// # assert!(Disk::list(&ctx, &Query::new().marker(5)).await.is_err());
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    pub fn marker(mut self, key: impl Marker) -> Self {
        self.asked.marker = key.into_marker();
        self
    }

    /// At most so many; a negative number is no limit.
    pub fn limit(mut self, limit: impl IntoField<Option<i64>>) -> Self {
        self.asked.limit = limit.into_field();
        self
    }

    /// Without the first so many, behind the marker if there is one.
    pub fn offset(mut self, offset: impl IntoField<Option<u64>>) -> Self {
        self.asked.offset = offset.into_field();
        self
    }

    /// Ordered by a field, after what was given before. The time of creation and the key follow when they are not
    /// among the fields to order by, in the direction of the first, so that the order is complete.
    pub fn sort(mut self, by: Sort<O>) -> Self {
        let (name, direction) = by.by;
        self.asked.sorts.push((name.to_owned(), direction.into()));
        self
    }

    /// Ordered by a field after what was given before; beside its name, the direction may be a name too: `asc` or `desc`.
    pub fn sort_by<K: ColumnKey<O>>(mut self, key: K, direction: impl IntoDirection<K::Value>) -> Self
    where
        K::Column: HasColumn,
    {
        self.asked.sorts.push((key.into_name(), direction.into_direction()));
        self
    }

    /// The fields to order by, before all others.
    pub fn sort_keys<K: ColumnKey<O>>(mut self, keys: impl IntoIterator<Item = K>) -> Self
    where
        K::Column: HasColumn,
    {
        self.asked.sort_keys = keys.into_iter().map(ColumnKey::into_name).collect();
        self
    }

    /// The direction of each of [`Query::sort_keys`], `asc` or `desc`; the first counts for those that have none, and
    /// `desc` when none is given.
    pub fn sort_dirs<D: IntoDirection<AnyType>>(mut self, dirs: impl IntoIterator<Item = D>) -> Self {
        self.asked.sort_dirs = dirs.into_iter().map(IntoDirection::into_direction).collect();
        self
    }

    /// Which rows to see, whatever the context says.
    pub fn read_deleted(mut self, read_deleted: ReadDeleted) -> Self {
        self.asked.read_deleted = Some(read_deleted);
        self
    }
}

impl Asked {
    /// What meets conditions on the field of a relation, which is told of rows that are refused.
    pub(crate) fn relating(holder: &'static str, conditions: Vec<Node>) -> Self {
        Self { conditions, holder: Some(holder), as_they_stand: true, ..Self::default() }
    }

    /// The fields that its filters name.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut found: Vec<&str> = self.filters.iter().map(|(key, _)| key.trim_end_matches('~')).collect();
        self.conditions.iter().for_each(|node| node.names(&mut found));
        found
    }

    /// Refuses names, values and directions that the type does not have, but for those that are taken as they are.
    pub(crate) fn check(&self, model: &Model) -> Result<()> {
        for (key, value) in &self.filters {
            let name = key.trim_end_matches('~');
            match model.named(name) {
                Ok(column) if !self.as_they_stand && name.len() == key.len() => {
                    check_value(model, &column, value)?;
                }
                Err(error) if !self.unknown_is_nothing => return Err(error),
                _ => {}
            }
        }
        if !self.as_they_stand {
            self.conditions.iter().try_for_each(|node| check_node(model, node))?;
        }
        if self.unknown_is_nothing {
            // Nothing is asked of an order in which nothing is listed.
            return Ok(());
        }
        check_order(model, &order(model, self)?)
    }
}

/// A field to order by, and whether it is descending.
pub(crate) type SortKey = (String, bool);

/// The whole order: what the query says, the time of creation, the key.
pub(crate) fn order(model: &Model, asked: &Asked) -> Result<Vec<SortKey>> {
    let names = asked.sort_keys.iter().map(String::as_str).chain(std::iter::repeat(""));
    let dirs = asked.sort_dirs.iter().zip(names).map(|(dir, name)| dir.is_descending(name));
    let mut dirs = dirs.collect::<Result<Vec<_>>>()?;
    if dirs.len() > asked.sort_keys.len() {
        return Err(Error::invalid_input("sort direction array size exceeds sort key array size"));
    }
    dirs.resize(asked.sort_keys.len(), dirs.first().copied().unwrap_or(true));
    let mut order: Vec<SortKey> = asked.sort_keys.iter().cloned().zip(dirs).collect();
    for (name, direction) in &asked.sorts {
        order.push((name.clone(), direction.is_descending(name)?));
    }
    let last = order.first().is_none_or(|(_, descending)| *descending);
    let behind = model.table.created.into_iter().chain([model.table.key]);
    order.extend(behind.map(|key| (key.to_owned(), last)));
    // Named again, a field orders nothing more.
    let mut known = HashSet::new();
    order.retain(|(name, _)| known.insert(name.clone()));
    Ok(order)
}

/// What of an object can be listed by: fields with a column.
pub(crate) fn check_order(model: &Model, order: &[SortKey]) -> Result<()> {
    let Some((key, _)) = order.iter().find(|(key, _)| model.column(key).is_none()) else { return Ok(()) };
    let reason = if model.descriptor.field(key).is_some() {
        ", it has no column".to_owned()
    } else {
        did_you_mean(key, guess::columns(model.descriptor))
    };
    Err(Error::invalid_input(format!("invalid sort key `{}`{reason}", shown::name(key))))
}

/// One filter, taken apart.
pub(crate) enum Filter {
    /// There is no such field: no row passes, whatever else is wrong with the query.
    Unknown,
    /// No row passes.
    Nothing,
    /// Every row does.
    Everything,
    /// The field is expected to be this.
    Is(String, Value),
    /// The field contains this.
    Contains(String, String),
}

/// Takes a filter apart; its key decides before its value does.
pub(crate) fn filter(model: &Model, key: &str, value: &Value) -> Filter {
    let name = key.trim_end_matches('~');
    let is_extra = model.descriptor.extra_index(name).is_some();
    match (model.column(name), name.len() == key.len()) {
        (Some(_), true) => Filter::Is(name.to_owned(), value.clone()),
        (Some(_), false) => match value {
            Value::String(text) => Filter::Contains(name.to_owned(), text.clone()),
            Value::Int(number) => Filter::Contains(name.to_owned(), number.to_string()),
            // A number too, in Python.
            Value::Bool(truth) => {
                Filter::Contains(name.to_owned(), if *truth { "True" } else { "False" }.to_owned())
            }
            _ => Filter::Everything,
        },
        (None, false) if is_extra => Filter::Everything,
        (None, true) if is_extra => Filter::Nothing,
        (None, _) => Filter::Unknown,
    }
}
