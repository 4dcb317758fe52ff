//! Lists as streams: page after page, so that no more than a page is in memory.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Task, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use crate::base::context::Context;
use crate::base::error::{Error, Result};
use crate::base::future::BoxFuture;
use crate::dynamic::versioned::VersionedObject;
use crate::store::lookup::Refused;
use crate::store::query::Asked;
use crate::store::read::{Last, PageOf, Place, Prepared, Reads};
use crate::store::shape::Stood;
use crate::store::with::{With, load_all};
use crate::store::{read, sight};

/// How many rows are read at once.
const PAGE: u64 = 1000;

/// What a page has, and, of a full one, the place to go on behind.
struct Page<T> {
    rows: Vec<Result<T, Refused>>,
    last: Last,
}

/// The query, the place behind which a page begins, and the page.
type Fetched<T> = Result<Option<(Prepared, Option<Place>, Page<T>)>>;

/// The objects of a query, one after the other; see [`Persistent::stream`](super::Persistent::stream).
///
/// A row that its object refuses is an error, after which the stream goes on. Any other error ends it.
#[must_use]
pub struct ObjectStream<T> {
    context: Context,
    /// The relations that are loaded for each page.
    with: Arc<[With<T>]>,
    ready: VecDeque<Result<T>>,
    pending: Option<BoxFuture<'static, Fetched<T>>>,
    /// Where to go on: the query, and the row behind which.
    next: Option<(Prepared, Place)>,
    /// How many rows are still wanted; none for all.
    left: Option<u64>,
    /// How many pages have come.
    pages: u64,
    /// The place behind one of them. The later it was, the longer it stays.
    earlier: Option<Place>,
}

impl<T: VersionedObject> ObjectStream<T> {
    pub(crate) fn new(context: &Context, query: Asked, with: Vec<With<T>>) -> Self {
        let with: Arc<[With<T>]> = with.into();
        let start = {
            let (context, with) = (context.clone(), Arc::clone(&with));
            async move {
                let Some(prepared) = read::prepare(&context, T::descriptor(), &query, Reads::Pages).await?
                else {
                    return Ok(None);
                };
                fetch(context, with, prepared, None, None).await
            }
        };
        Self {
            context: context.clone(),
            with,
            ready: VecDeque::new(),
            pending: Some(Box::pin(start)),
            next: None,
            left: None,
            pages: 0,
            earlier: None,
        }
    }

    /// A stream that gives one error: of a call that was refused.
    pub fn failed(context: &Context, error: Error) -> Self {
        Self {
            context: context.clone(),
            with: Arc::default(),
            ready: VecDeque::from([Err(error)]),
            pending: None,
            next: None,
            left: None,
            pages: 0,
            earlier: None,
        }
    }

    /// The next object, or why its row is none; none behind the last one. No trait has to be imported for it.
    ///
    /// A future that is dropped before it is ready loses no object.
    ///
    /// ```
    /// use versioned_object_core::prelude::*;
    /// # use versioned_object_core::store::Sqlite;
    ///
    /// #[derive(Clone, VersionedObject)]
    /// #[versioned_object(version = "1.0", table = "lamps")]
    /// struct Lamp {
    ///     id: Attr<Uuid>,
    ///     watts: Attr<i64>,
    ///     meta: ObjectMeta,
    /// }
    ///
    /// # pollster::block_on(async {
    /// # let store = Sqlite::in_memory().open()?;
    /// # store.create_table::<Lamp>().await?;
    /// # let ctx = Context::builder().is_admin(true).store(&store).build();
    /// for watts in [40, 60] {
    ///     Lamp::builder().watts(watts).build(&ctx)?.create().await?;
    /// }
    /// let (mut lamps, mut watts) = (Lamp::stream(&ctx, Query::new()), 0);
    /// while let Some(lamp) = lamps.next().await {
    ///     watts += lamp?.watts()?;
    /// }
    /// assert_eq!(watts, 100);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|task| Pin::new(&mut *self).poll_next(task)).await
    }

    /// Takes a page in, and says where to go on.
    fn accept(&mut self, fetched: Fetched<T>) {
        let (prepared, behind, page) = match fetched {
            Ok(Some(found)) => found,
            Ok(None) => return,
            Err(error) => return self.ready.push_back(Err(error)),
        };
        if self.pages == 0 {
            self.left = prepared.limit;
        }
        self.pages += 1;
        let count = page.rows.len() as u64;
        let full = count == PAGE.min(self.left.unwrap_or(PAGE));
        self.left = self.left.map(|left| left.saturating_sub(count));
        let named = |refused: Refused| refused.error.at(&refused.id);
        self.ready.extend(page.rows.into_iter().map(|row| row.map_err(named)));
        if !full || self.left == Some(0) {
            return;
        }
        match page.last {
            // Rows that come again and again would come for ever.
            Some(Ok(last)) if prepared.has_no_key(&last) => {
                self.ready
                    .push_back(Err(read::stuck(&prepared.model, Some(&Error::invalid("it has no key")))));
            }
            Some(Ok(last)) if [&behind, &self.earlier].into_iter().flatten().any(|place| *place == last) => {
                self.ready.push_back(Err(read::stuck(&prepared.model, None)));
            }
            Some(Ok(last)) => {
                // However long a circle of places is, one of it stays for as long in the end.
                if self.pages.is_power_of_two() {
                    self.earlier = Some(last.clone());
                }
                self.next = Some((prepared, last));
            }
            Some(Err(error)) => self.ready.push_back(Err(read::stuck(&prepared.model, Some(&error)))),
            None => {}
        }
    }
}

async fn fetch<T: VersionedObject>(
    context: Context,
    with: Arc<[With<T>]>,
    mut prepared: Prepared,
    behind: Option<Place>,
    left: Option<u64>,
) -> Fetched<T> {
    let left = if behind.is_some() { left } else { prepared.limit };
    let wanted = PAGE.min(left.unwrap_or(PAGE));
    if wanted == 0 {
        return Ok(None);
    }
    let store = sight::store(&context, prepared.model.name())?;
    let descriptor = T::descriptor();
    let (mut stood, mut rows) = (Stood::as_in(&prepared.model), Vec::new());
    let of_page = PageOf { behind: behind.as_ref(), wanted: Some(wanted), keep_last: true };
    let last = loop {
        let page = async {
            if behind.is_some() {
                prepared.look_again(store).await?;
            }
            read::page(store, &context, &prepared, of_page, &mut rows).await
        };
        match page.await {
            Err(error) if stood.has_moved(descriptor, Some(&context), &error).await => {
                let mut asked = prepared.asked.clone();
                if behind.is_some() {
                    // The place is known, and the row that the list began behind may be gone by now.
                    (asked.marker, asked.offset) = (None, None);
                }
                let Some(anew) = read::prepare(&context, descriptor, &asked, Reads::Pages).await? else {
                    return Ok(None);
                };
                prepared = anew;
            }
            last => break last?,
        }
    };
    load_all(&context, &with, &mut rows).await?;
    Ok(Some((prepared, behind, Page { rows, last })))
}

impl<T> Unpin for ObjectStream<T> {}

impl<T: VersionedObject> Stream for ObjectStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(row) = self.ready.pop_front() {
                return Poll::Ready(Some(row));
            }
            if self.pending.is_none() {
                let Some((prepared, last)) = self.next.take() else { return Poll::Ready(None) };
                let (context, with, left) = (self.context.clone(), Arc::clone(&self.with), self.left);
                self.pending = Some(Box::pin(fetch(context, with, prepared, Some(last), left)));
            }
            if let Some(pending) = &mut self.pending {
                let fetched = ready!(pending.as_mut().poll(task));
                self.pending = None;
                self.accept(fetched);
            }
        }
    }
}

impl<T: VersionedObject> FusedStream for ObjectStream<T> {
    fn is_terminated(&self) -> bool {
        self.ready.is_empty() && self.pending.is_none() && self.next.is_none()
    }
}
