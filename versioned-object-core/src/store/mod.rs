//! Persistence: objects in the tables they declare.
//!
//! A type that says which table it is in has every method of [`Persistent`], without SQL of its own. The store comes
//! from the context; so do the rules about who sees what. The chapter of the guide about it is `docs/guide/storing.md`.
//!
//! ```
//! use versioned_object_core::prelude::*;
//! use versioned_object_core::store::Sqlite;
//!
//! /// A disk.
//! #[derive(Clone, VersionedObject)]
//! #[versioned_object(version = "1.0", namespace = "shop", table = "disks", project = owner)]
//! pub struct Disk {
//!     /// UUID of the disk.
//!     id: Attr<Uuid>,
//!     /// The project that has it.
//!     owner: Attr<String>,
//!     /// Size in GiB.
//!     size: Attr<Option<i64>>,
//!     /// Free-form labels.
//!     labels: Attr<Vec<String>>,
//!     meta: ObjectMeta,
//! }
//!
//! # pollster::block_on(async {
//! let store = Sqlite::in_memory().open()?;
//! store.create_table::<Disk>().await?;
//!
//! let alice = Context::builder().user_id("alice").project_id("lab").store(&store).build();
//! let mut disk = Disk::builder().owner("lab").size(10).labels(["fast"]).build(&alice)?;
//! disk.create().await?;
//! disk.set_size(20)?;
//! disk.save().await?;
//!
//! let found = Disk::get_by_id(&alice, disk.id()?).await?;
//! assert_eq!((found.size()?, found.labels()?), (Some(20), &["fast".to_owned()][..]));
//! let large = Disk::list(&alice, &Query::new().filter(Disk::SIZE.gt(10))).await?;
//! assert_eq!(large.len(), 1);
//!
//! let bob = Context::builder().user_id("bob").project_id("shop").store(&store).build();
//! assert!(!Disk::exists(&bob, disk.id()?).await?);
//! disk.destroy().await?;
//! assert_eq!(Disk::count(&alice, &Query::new()).await?, 0);
//! # Ok::<(), Error>(())
//! # }).unwrap();
//! ```
//!
//! What the rules are, and where they differ from Cinder's, is in `docs/rights.md` and
//! `docs/decisions/0007-store.md` of the repository.

pub(crate) mod assign;
pub(crate) mod carrier;
pub(crate) mod catalog;
pub(crate) mod caught;
pub(crate) mod column_key;
pub(crate) mod column_type;
pub(crate) mod compare;
pub(crate) mod condition;
pub(crate) mod create_all;
pub(crate) mod ddl;
pub(crate) mod deletion;
pub(crate) mod direction;
pub(crate) mod driver;
pub(crate) mod expr;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub(crate) mod fate;
pub(crate) mod guess;
pub(crate) mod handle;
pub(crate) mod indexed;
pub(crate) mod key_parts;
pub(crate) mod keys;
pub(crate) mod lookup;
pub(crate) mod migrate;
pub(crate) mod model;
pub(crate) mod moments;
pub(crate) mod new_row;
pub(crate) mod open;
pub(crate) mod order;
pub(crate) mod outcome;
pub(crate) mod parts;
pub(crate) mod persistent;
mod pg_json;
pub(crate) mod query;
pub(crate) mod rank;
pub(crate) mod read;
pub(crate) mod relation;
pub(crate) mod row_key;
pub(crate) mod rows;
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(crate) mod server;
pub(crate) mod shadow;
pub(crate) mod shape;
pub(crate) mod sight;
pub(crate) mod spelling;
pub(crate) mod sql;
#[cfg(feature = "sqlite")]
pub(crate) mod sqlite;
pub(crate) mod stored_list;
pub(crate) mod stream;
pub(crate) mod tables;
pub(crate) mod typed;
pub(crate) mod unfit;
pub(crate) mod unstored;
pub(crate) mod update;
pub(crate) mod with;
pub(crate) mod write;

pub use crate::base::future::BoxFuture;
pub use crate::dynamic::versioned::AnyType;
pub use column_key::{ColumnKey, FieldName};
pub use condition::{Expected, Not, not};
pub use direction::{Direction, IntoDirection};
pub use driver::{Access, Backend, Check, ColumnValue, Driver, Row, RowSink, Session, Step};
pub use expr::{Case, Constant, Constants, Expectation, Expr, Operand};
pub use handle::Store;
pub use keys::{Field, field};
pub use lookup::{Listed, Lookup, Refused, Scoped};
pub use migrate::{Plan, PlanStep};
pub use persistent::Persistent;
pub use query::Query;
pub use row_key::{Marker, RowKey};
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub use server::{Server, ServerDriver, Tls};
#[cfg(feature = "sqlite")]
pub use sqlite::{JournalMode, Sqlite, SqliteDriver, Synchronous};
pub use stored_list::StoredList;
pub use stream::ObjectStream;
pub use typed::{Condition, Sort};
pub use update::ConditionalUpdate;
