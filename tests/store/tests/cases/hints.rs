//! Tables and calls that do not fit the declaration, and what is said of them.

use databases::Kind;
use store_tests::objects::{DataSize, Job};
use versioned_object_core::prelude::*;

use crate::common::{admin, assert_refused, everywhere, sql, unsaved};

/// A machine.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "machines", key = number)]
struct Machine {
    /// Which one.
    number: Attr<i64>,
    /// How much it can keep in mind.
    memory: Attr<DataSize>,
    meta: ObjectMeta,
}

#[test]
fn h1_a_column_of_another_type_is_named() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        sql(
            &store,
            &[
                "CREATE TABLE machines (number INTEGER PRIMARY KEY, memory INTEGER NOT NULL)",
                "INSERT INTO machines VALUES (1, 1024)",
            ],
        );
        let words = match place.kind() {
            Kind::Sqlite => ["Machine", "memory", "INTEGER"],
            Kind::Postgres => ["Machine", "memory", "integer"],
            Kind::MariaDb => ["Machine", "memory", "int"],
        };
        assert_refused(store.check_table::<Machine>().await, &words);
        assert_refused(store.create_table::<Machine>().await, &words);
        let ctx = admin(&store);
        assert_refused(Machine::get_by_id(&ctx, 1).await.map(drop), &words);
        assert_refused(Machine::list(&ctx, &Query::new()).await.map(drop), &words);
        Ok(())
    })
}

/// A book that was once called by its name.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "books", key = number)]
struct Book {
    /// Which one.
    number: Attr<i64>,
    /// What stands on its back.
    #[field(renamed("1.1", "name"))]
    title: Attr<String>,
    meta: ObjectMeta,
}

#[test]
fn h2_a_column_that_a_renamed_field_left_behind_is_named() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        sql(&store, &["CREATE TABLE books (number INTEGER PRIMARY KEY, name VARCHAR(255) NOT NULL)"]);
        let ctx = admin(&store);
        // The field, its table, and both ways out: the declaration's and the table's.
        let words = ["Book", "title", "books", "name", "column"];
        assert_refused(store.check_table::<Book>().await, &words);
        assert_refused(store.create_table::<Book>().await, &words);
        assert_refused(Book::list(&ctx, &Query::new()).await.map(drop), &words);
        assert_refused(Book::builder().title("a").build(&ctx)?.create().await, &words);
        Ok(())
    })
}

#[test]
fn h4_who_gives_the_key_is_told_how() -> Result<()> {
    everywhere(async |place| {
        let store = place.store();
        let ctx = admin(&store);
        let mut own = unsaved(&ctx, "a")?;
        own.set_id(Uuid::from_u128(7))?;
        let words = ["create_with_key"];
        assert_refused(own.create().await, &words);
        own.create_with_key().await?;
        assert_refused(own.create().await, &words);
        assert_eq!(Job::count(&ctx, &Query::new()).await?, 1);
        Ok(())
    })
}
