//! Tables whose rows triggers change.

use databases::Kind;
use versioned_object_core::prelude::*;
use versioned_object_core::store::ConditionalUpdate;

use crate::common::{Place, admin, everywhere, on, sql};

/// A parcel.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "parcels", comparable)]
struct Parcel {
    id: Attr<Uuid>,
    /// Whose it is.
    owner: Attr<String>,
    /// How much it takes.
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

/// A ticket, numbered by the database.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "tickets", key = number, comparable)]
struct Ticket {
    number: Attr<i64>,
    /// Whose it is.
    owner: Attr<String>,
    /// How much it takes.
    size: Attr<Option<i64>>,
    meta: ObjectMeta,
}

/// Has the database change each row of a table behind an event; in MariaDB, before it.
fn change(place: &Place, store: &Store, table: &str, key: &str, event: &str) {
    let name = format!("{table}_{}", event.to_ascii_lowercase());
    match place.kind() {
        Kind::Sqlite => sql(
            store,
            &[&format!(
                "CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN \
                 UPDATE {table} SET size = 42, owner = 'shop' WHERE {key} = NEW.{key}; END"
            )],
        ),
        Kind::Postgres => sql(
            store,
            &[
                &format!(
                    "CREATE FUNCTION {name}() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN \
                     UPDATE {table} SET size = 42, owner = 'shop' WHERE {key} = NEW.{key} AND size <> 42; \
                     RETURN NULL; END $$"
                ),
                &format!(
                    "CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
                ),
            ],
        ),
        Kind::MariaDb => sql(
            store,
            &[&format!(
                "CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW \
                 SET NEW.size = 42, NEW.owner = 'shop'"
            )],
        ),
    }
}

/// An object is what its row is, and knows it.
async fn is_row<T: Persistent + Clone + PartialEq + std::fmt::Debug>(
    ctx: &Context,
    object: &mut T,
) -> Result<()> {
    let key = T::descriptor().table.unwrap().key;
    let read = T::get_by_id(ctx, object.obj_get(key)?).await?;
    assert_eq!(*object, read);
    assert_eq!((object.obj_get("size")?, object.obj_get("owner")?), (Value::Int(42), "shop".into()));
    assert!(object.conditional_update(ConditionalUpdate::new().set("size", 42).expect_unchanged()).await?);
    Ok(())
}

async fn story<T: Persistent + Clone + PartialEq + std::fmt::Debug>(
    place: &Place,
    table: &str,
    key: &str,
) -> Result<()> {
    let store = place.empty();
    store.create_table::<T>().await?;
    change(place, &store, table, key, "INSERT");
    change(place, &store, table, key, "UPDATE");
    let ctx = admin(&store);
    let new = |size: i64| {
        let mut new = T::orphan();
        new.obj_set_context(Some(&ctx));
        new.obj_set("owner", "lab".into())?;
        new.obj_set("size", Value::Int(size))?;
        Ok::<_, Error>(new)
    };
    let mut one = new(1)?;
    one.create().await?;
    is_row(&ctx, &mut one).await?;
    for mut one in T::create_all(&ctx, (2..20).map(new).collect::<Result<_>>()?).await? {
        is_row(&ctx, &mut one).await?;
    }
    one.obj_set("size", Value::Int(3))?;
    one.obj_set("owner", "lab".into())?;
    one.save().await?;
    is_row(&ctx, &mut one).await?;
    let update = ConditionalUpdate::new().set("size", 4).set("owner", "lab");
    assert!(one.conditional_update(update).await?);
    is_row(&ctx, &mut one).await
}

#[test]
fn an_object_is_what_a_trigger_made_of_its_row() -> Result<()> {
    everywhere(async |place| {
        story::<Parcel>(place, "parcels", "id").await?;
        story::<Ticket>(place, "tickets", "number").await
    })
}

#[test]
fn a_row_that_a_trigger_deletes_at_once_was_not_made() -> Result<()> {
    on(&[Kind::Sqlite, Kind::Postgres], async |place| {
        let store = place.empty();
        store.create_table::<Parcel>().await?;
        if place.kind() == Kind::Sqlite {
            sql(
                &store,
                &[
                    "CREATE TRIGGER no AFTER INSERT ON parcels BEGIN DELETE FROM parcels WHERE id = NEW.id; END",
                ],
            );
        } else {
            sql(
                &store,
                &[
                    "CREATE FUNCTION no() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN \
                     DELETE FROM parcels WHERE id = NEW.id; RETURN NULL; END $$",
                    "CREATE TRIGGER no AFTER INSERT ON parcels FOR EACH ROW EXECUTE FUNCTION no()",
                ],
            );
        }
        let ctx = admin(&store);
        let new = || Parcel::builder().owner("lab").size(1).build(&ctx);
        let told = new()?.create().await.unwrap_err();
        assert!(matches!(told, Error::Database { .. }), "{told}");
        let told = Parcel::create_all(&ctx, vec![new()?, new()?]).await.unwrap_err();
        assert!(matches!(told, Error::Database { .. }), "{told}");
        assert_eq!(Parcel::count(&ctx, &Query::new()).await?, 0);
        Ok(())
    })
}

#[test]
fn a_row_is_read_again_by_its_own_key_whatever_triggers_number() -> Result<()> {
    on(&[Kind::Postgres], async |place| {
        let store = place.empty();
        // The sequence is nobody's, and what a trigger writes has one of its own.
        sql(
            &store,
            &[
                "CREATE SEQUENCE numbers START 500",
                "CREATE TABLE tickets (number BIGINT PRIMARY KEY DEFAULT nextval('numbers'), owner TEXT, size BIGINT)",
                "CREATE TABLE tickets_of_old (number BIGSERIAL, owner TEXT)",
                "INSERT INTO tickets (number, owner, size) VALUES (1, 'somebody else', 1), (2, 'somebody else', 2)",
                "CREATE FUNCTION written() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN \
                 UPDATE tickets SET size = size + 1 WHERE number = NEW.number; \
                 INSERT INTO tickets_of_old (owner) VALUES (NEW.owner); RETURN NULL; END $$",
                "CREATE TRIGGER written AFTER INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION written()",
            ],
        );
        let ctx = admin(&store);
        let new = |size| Ticket::builder().owner("lab").size(size).build(&ctx);
        let mut ticket = new(6)?;
        ticket.create().await?;
        assert_eq!((ticket.number()?, ticket.owner()?, ticket.size()?), (500, "lab", Some(7)));
        let tickets = Ticket::create_all(&ctx, vec![new(7)?, new(8)?]).await?;
        let told: Vec<_> = tickets.iter().map(|made| (made.try_number(), made.try_size())).collect();
        assert_eq!(told, [(Some(501), Some(Some(8))), (Some(502), Some(Some(9)))]);
        // A trigger that numbers rows itself.
        sql(
            &store,
            &[
                "CREATE FUNCTION numbered() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN \
                 NEW.number := 7000; RETURN NEW; END $$",
                "CREATE TRIGGER numbered BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION numbered()",
            ],
        );
        let mut ticket = new(6)?;
        ticket.create().await?;
        assert_eq!((ticket.number()?, ticket.size()?), (7000, Some(7)));
        Ok(())
    })
}
