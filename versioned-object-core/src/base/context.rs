//! Who asks: the context an object carries.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::str::FromStr;
use std::sync::Arc;
#[cfg(feature = "sql")]
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, SubsecRound as _, Utc};
use uuid::Uuid;

use crate::base::error::Error;

/// Which rows a query sees: live ones, all, or only the deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReadDeleted {
    /// Live rows only.
    #[default]
    No,
    /// Live and deleted rows.
    Yes,
    /// Deleted rows only.
    Only,
}

impl FromStr for ReadDeleted {
    type Err = Error;

    /// Reads `no`, `yes` or `only`.
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "no" => Ok(Self::No),
            "yes" => Ok(Self::Yes),
            "only" => Ok(Self::Only),
            _ => Err(Error::invalid_input(format!("read_deleted is `no`, `yes` or `only`, not {text:?}"))),
        }
    }
}

/// Tells the time: what stores write into timestamps.
type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Makes the keys of new objects.
type Ids = Arc<dyn Fn() -> Uuid + Send + Sync>;

/// Who asks, and with what rights: user, project, admin, and whatever else a service hangs on it.
///
/// Cheap to clone: an object keeps one, and children read with it share it.
///
/// ```
/// use versioned_object_core::Context;
///
/// let ctx = Context::builder().user_id("alice").project_id("proj-a").build();
/// assert_eq!(ctx.user_id(), Some("alice"));
/// assert!(!ctx.is_admin());
/// ```
#[derive(Clone)]
pub struct Context(Arc<Inner>);

// Nothing in it changes after it was built, but for the end of a scope, which is one write: a panic leaves it whole.
// What a service hangs on it answers for itself.
impl UnwindSafe for Context {}
impl RefUnwindSafe for Context {}

#[derive(Clone, Default)]
struct Inner {
    user_id: Option<String>,
    project_id: Option<String>,
    request_id: Option<String>,
    is_admin: bool,
    read_deleted: ReadDeleted,
    clock: Option<Clock>,
    ids: Option<Ids>,
    /// What a layer above keeps here: the store.
    #[cfg(feature = "sql")]
    slot: Option<Arc<dyn Any + Send + Sync>>,
    /// The rights that it has for a time, the latest last: each ends with its own scope, wherever a copy went.
    #[cfg(feature = "sql")]
    lent: Vec<(Scope, Right)>,
    extensions: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

/// A time in which a context has other rights.
#[cfg(feature = "sql")]
#[derive(Clone, Default)]
pub(crate) struct Scope(Arc<AtomicBool>);

#[cfg(feature = "sql")]
impl Scope {
    /// Ends it, for every copy of its context.
    pub(crate) fn end(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn is_over(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// What a context may be given for a time.
#[cfg(feature = "sql")]
#[derive(Clone, Copy)]
pub(crate) enum Right {
    /// Those of an administrator.
    Admin,
    /// To see deleted rows, or not.
    ReadDeleted(ReadDeleted),
}

impl Context {
    /// This context with a right for a time.
    #[cfg(feature = "sql")]
    pub(crate) fn within(&self, right: Right) -> (Self, Scope) {
        let scope = Scope::default();
        let mut builder = self.to_builder();
        builder.0.lent.push((scope.clone(), right));
        (builder.build(), scope)
    }

    /// The rights whose time is not over, the latest first.
    #[cfg(feature = "sql")]
    fn lent(&self) -> impl Iterator<Item = Right> {
        self.0.lent.iter().rev().filter(|(scope, _)| !scope.is_over()).map(|(_, right)| *right)
    }

    /// A builder with nothing set: no user, no project, no admin rights.
    pub fn builder() -> ContextBuilder {
        ContextBuilder(Inner::default())
    }

    /// The context of an administrator, with neither user nor project.
    pub fn admin() -> Self {
        Self::builder().is_admin(true).build()
    }

    /// A builder that starts from this context.
    pub fn to_builder(&self) -> ContextBuilder {
        ContextBuilder(Inner::clone(&self.0))
    }

    /// The user who asks.
    pub fn user_id(&self) -> Option<&str> {
        self.0.user_id.as_deref()
    }

    /// The project the user asks for.
    pub fn project_id(&self) -> Option<&str> {
        self.0.project_id.as_deref()
    }

    /// The identity of the request, for logs.
    ///
    /// ```
    /// use versioned_object_core::Context;
    ///
    /// let ctx = Context::builder().user_id("alice").request_id("req-17").build();
    /// assert_eq!(ctx.request_id(), Some("req-17"));
    /// ```
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Whether the user has admin rights.
    pub fn is_admin(&self) -> bool {
        #[cfg(feature = "sql")]
        if self.lent().any(|right| matches!(right, Right::Admin)) {
            return true;
        }
        self.0.is_admin
    }

    /// Which rows queries see.
    pub fn read_deleted(&self) -> ReadDeleted {
        #[cfg(feature = "sql")]
        for right in self.lent() {
            if let Right::ReadDeleted(read_deleted) = right {
                return read_deleted;
            }
        }
        self.0.read_deleted
    }

    /// The time, to the microsecond that databases keep: that of [`ContextBuilder::clock`], else of the system.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.as_ref().map_or_else(Utc::now, |clock| clock()).trunc_subsecs(6)
    }

    /// A key for a new object: from [`ContextBuilder::ids`], else random.
    ///
    /// ```
    /// use versioned_object_core::Context;
    /// use versioned_object_core::uuid::Uuid;
    ///
    /// let ctx = Context::admin();
    /// assert_ne!(ctx.new_id(), ctx.new_id());
    /// // A test knows which keys there will be.
    /// let fixed = Context::builder().ids(|| Uuid::from_u128(7)).build();
    /// assert_eq!(fixed.new_id(), Uuid::from_u128(7));
    /// ```
    pub fn new_id(&self) -> Uuid {
        self.0.ids.as_ref().map_or_else(Uuid::new_v4, |ids| ids())
    }

    /// What stands in the slot of the layer above, if it is one of these.
    #[cfg(feature = "sql")]
    pub(crate) fn slot<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.slot.as_deref()?.downcast_ref()
    }

    /// What [`ContextBuilder::extension`] put in for this type.
    pub fn extension<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.extensions.get(&TypeId::of::<T>())?.downcast_ref()
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("user_id", &self.0.user_id)
            .field("project_id", &self.0.project_id)
            .field("request_id", &self.0.request_id)
            .field("is_admin", &self.is_admin())
            .field("read_deleted", &self.read_deleted())
            .finish_non_exhaustive()
    }
}

/// Builds a [`Context`].
#[must_use]
pub struct ContextBuilder(Inner);

impl ContextBuilder {
    /// The user who asks.
    pub fn user_id(mut self, id: impl Into<String>) -> Self {
        self.0.user_id = Some(id.into());
        self
    }

    /// The project the user asks for.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.0.project_id = Some(id.into());
        self
    }

    /// The identity of the request.
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.0.request_id = Some(id.into());
        self
    }

    /// Admin rights.
    pub fn is_admin(mut self, is_admin: bool) -> Self {
        self.0.is_admin = is_admin;
        #[cfg(feature = "sql")]
        self.0.lent.retain(|(_, right)| !matches!(right, Right::Admin));
        self
    }

    /// Which rows queries see.
    pub fn read_deleted(mut self, read_deleted: ReadDeleted) -> Self {
        self.0.read_deleted = read_deleted;
        #[cfg(feature = "sql")]
        self.0.lent.retain(|(_, right)| !matches!(right, Right::ReadDeleted(_)));
        self
    }

    /// Where the time comes from, for replays and tests.
    pub fn clock(mut self, clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        self.0.clock = Some(Arc::new(clock));
        self
    }

    /// Where the keys of new objects come from, for replays and tests.
    pub fn ids(mut self, ids: impl Fn() -> Uuid + Send + Sync + 'static) -> Self {
        self.0.ids = Some(Arc::new(ids));
        self
    }

    /// Puts something into the slot of the layer above.
    #[cfg(feature = "sql")]
    pub(crate) fn with_slot<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.0.slot = Some(Arc::new(value));
        self
    }

    /// Anything else a service wants to reach from its objects, one value per type: configuration, a client.
    pub fn extension<T: Send + Sync + 'static>(mut self, value: T) -> Self {
        self.0.extensions.insert(TypeId::of::<T>(), Arc::new(value));
        self
    }

    /// The context.
    pub fn build(self) -> Context {
        Context(Arc::new(self.0))
    }
}
