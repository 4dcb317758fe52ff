//! Futures whose type is not named.

use std::pin::Pin;

/// A future in a box; it needs no particular runtime.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
