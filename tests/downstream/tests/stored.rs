//! A persistent type with a child table, without SQL: an order and its lines.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeMap;

use pollster::block_on;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, Sqlite};
use versioned_object_core::{NullIntegers, ReadDeleted};

/// How far an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum OrderState {
    /// It can still be changed.
    Open,
    /// It is on its way.
    Sent,
}

/// An order of a shop, known by its number.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "orders",
    key = number,
    project = shop,
    timestamps(created = placed_at, updated = touched_at),
    soft_delete(flag = cancelled)
)]
pub struct Order {
    /// Its number, which the database makes.
    number: Attr<i64>,
    /// Whose it is.
    #[field(sql_type = "VARCHAR(40)")]
    shop: Attr<String>,
    /// How far it is.
    #[field(column = "order_state", default = OrderState::Open)]
    state: Attr<OrderState>,
    /// Notes by topic, as JSON in one column.
    notes: Attr<BTreeMap<String, String>>,
    /// What it costs, in cents.
    total: Attr<Option<i64>>,
    /// When it was placed.
    placed_at: Attr<Option<DateTime<Utc>>>,
    /// When it was last changed.
    touched_at: Attr<Option<DateTime<Utc>>>,
    /// Whether it is cancelled.
    cancelled: Attr<Option<bool>>,
    /// Its lines, in a table of their own.
    #[field(has_many(key = Line::ORDER_NUMBER))]
    lines: Attr<Vec<Line>>,
    meta: ObjectMeta,
}

/// One line of an order.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "order_lines")]
pub struct Line {
    /// Identity of the line.
    id: Attr<Uuid>,
    /// The order it is of.
    order_number: Attr<i64>,
    /// What is wanted.
    article: Attr<String>,
    /// How many.
    pieces: Attr<i64>,
    meta: ObjectMeta,
}

fn order(ctx: &Context, shop: &str, articles: &[&str]) -> Order {
    let line = |article: &&str| Line::builder().article(*article).pieces(1).build(ctx).unwrap();
    Order::builder()
        .shop(shop)
        .notes([("door", "green")])
        .lines(articles.iter().map(line).collect::<Vec<_>>())
        .build(ctx)
        .unwrap()
}

#[test]
fn a_downstream_type_has_a_table_and_a_child_table() {
    let table = Order::TABLE.unwrap();
    assert_eq!((table.name, table.key, table.project), ("orders", "number", Some("shop")));
    assert_eq!(table.null_integers, NullIntegers::Keep);
    assert!(!Order::descriptor().field("lines").unwrap().stored);

    block_on(async {
        let store = Sqlite::in_memory().open()?;
        store.create_table::<Order>().await?;
        store.create_table::<Line>().await?;
        let ctx = Context::builder().user_id("u").project_id("books").store(&store).build();

        let mut placed = order(&ctx, "books", &["ink", "paper"]);
        placed.create_with(Order::LINES).await?;
        assert_eq!((placed.number()?, placed.state()?, placed.total()?), (1, OrderState::Open, None));
        assert!(placed.placed_at()?.is_some() && placed.touched_at()?.is_none());
        placed.set_total(250)?;
        placed.notes_mut()?.insert("bell".to_owned(), "twice".to_owned());
        placed.save().await?;

        let mut found = Order::get_by_id(&ctx, placed.number()?).await?;
        found.load(Order::LINES).await?;
        assert_eq!(found.total()?, Some(250));
        assert_eq!(found.notes()?.len(), 2);
        assert_eq!(found.touched_at()?, placed.touched_at()?);
        let mut articles = found.lines()?.iter().map(|line| line.article().unwrap()).collect::<Vec<_>>();
        articles.sort_unstable();
        assert_eq!(articles, ["ink", "paper"]);

        // Of another shop it is neither seen nor made.
        let mut foreign = order(&ctx, "toys", &["ball"]);
        assert!(matches!(foreign.create_with(Order::LINES).await, Err(Error::NotFound { .. })));
        assert_eq!(
            (Order::count(&ctx, &Query::new()).await?, Line::count(&ctx, &Query::new()).await?),
            (1, 2)
        );

        let update = ConditionalUpdate::new()
            .set(Order::TOTAL, Order::TOTAL.plus(50))
            .set(Order::STATE, OrderState::Sent)
            .expect_unchanged();
        assert!(placed.conditional_update(update).await?);
        assert_eq!((placed.total()?, placed.state()?), (Some(300), OrderState::Sent));
        let stale = ConditionalUpdate::new().set(Order::TOTAL, 0).expect_unchanged();
        assert!(!found.conditional_update(stale).await?);

        placed.destroy().await?;
        assert!(!Order::exists(&ctx, 1).await?);
        let gone = Query::new().read_deleted(ReadDeleted::Only);
        assert_eq!(Order::list(&ctx, &gone).await?.len(), 1);
        let more = ["books", "books"].map(|shop| order(&ctx, shop, &[]));
        let more = Order::create_all(&ctx, more.into()).await?;
        assert_eq!((more[0].number()?, more[1].number()?), (2, 3));
        // Lines have no mark: they go.
        let mut line = Line::list(&ctx, &Query::new()).await?.objects.remove(0);
        line.destroy().await?;
        assert_eq!(Line::count(&ctx, &Query::new()).await?, 1);
        Ok::<(), Error>(())
    })
    .unwrap();
}
