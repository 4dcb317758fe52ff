//! A lending library, declared with `versioned-object-core` as a crate of its own would.

mod book;
mod fields;
mod member;

pub use book::{Audiobook, AudiobookBuilder, Book, BookBuilder, Shelf};
pub use fields::{Audit, AuditAccess, AuditBuild, Condition, DataSize, Percent};
pub use member::{Address, AddressBuilder, Member, MemberBuilder};
