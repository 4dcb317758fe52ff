//! Objects that belong together mean the same on every database.

use versioned_object_core::prelude::*;

use crate::common::{Place, admin, everywhere};

/// A shelf, whose key is made by us.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "shelves")]
struct Shelf {
    id: Attr<Uuid>,
    name: Attr<String>,
    #[field(has_many(key = Book::SHELF_ID))]
    books: Attr<Vec<Book>>,
    meta: ObjectMeta,
}

/// A book, whose key is made by the database.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "books", key = number)]
struct Book {
    number: Attr<i64>,
    shelf_id: Attr<Option<Uuid>>,
    title: Attr<String>,
    #[field(belongs_to(key = SHELF_ID))]
    shelf: Attr<Option<Box<Shelf>>>,
    meta: ObjectMeta,
}

async fn stores(place: &Place) -> Result<Context> {
    let store = place.empty();
    store.create_table::<Shelf>().await?;
    store.create_table::<Book>().await?;
    Ok(admin(&store))
}

fn books(count: usize) -> Vec<Book> {
    (0..count)
        .map(|number| Book::builder().title(format!("book {number:04}")).build_orphan().unwrap())
        .collect()
}

fn titles(shelf: &Shelf) -> Result<Vec<&str>> {
    let mut titles = shelf.books()?.iter().map(Book::title).collect::<Result<Vec<_>>>()?;
    titles.sort_unstable();
    Ok(titles)
}

#[test]
fn h3_children_are_written_with_their_parent_or_not_at_all() -> Result<()> {
    everywhere(async |place| {
        let ctx = stores(place).await?;
        let mut shelf = Shelf::builder().name("a").books(books(3)).build(&ctx)?;
        let refused = shelf.create().await.unwrap_err().to_string();
        assert!(refused.contains("create_with"), "{refused}");
        assert_eq!(Shelf::count(&ctx, &Query::new()).await?, 0);

        shelf.create_with(Shelf::BOOKS).await?;
        assert!(shelf.obj_what_changed().is_empty());
        let id = shelf.id()?;
        for book in shelf.books()? {
            assert_eq!(book.shelf_id()?, Some(id));
            assert!(book.number()? > 0);
        }
        let mut read = Shelf::get_by_id(&ctx, id).await?;
        assert!(read.books().is_err());
        read.load(Shelf::BOOKS).await?;
        assert_eq!(titles(&read)?, ["book 0000", "book 0001", "book 0002"]);
        assert!(read.obj_what_changed().is_empty());

        // One of them cannot be written: none is, and no shelf.
        let mut others = books(2);
        others[1].set_number(read.books()?[0].number()?)?;
        let mut other = Shelf::builder().name("b").books(others).build(&ctx)?;
        assert!(matches!(other.create_with(Shelf::BOOKS).await, Err(Error::DuplicateEntry { .. })));
        assert_eq!(Shelf::count(&ctx, &Query::new()).await?, 1);
        assert_eq!(Book::count(&ctx, &Query::new()).await?, 3);
        Ok(())
    })
}

#[test]
fn h3_relations_of_a_list_are_loaded_for_all_of_it() -> Result<()> {
    everywhere(async |place| {
        let ctx = stores(place).await?;
        let mut shelves = Vec::new();
        for count in [0, 1, 300] {
            let mut shelf = Shelf::builder().name(format!("{count:03}")).books(books(count)).build(&ctx)?;
            shelf.create_with(Shelf::BOOKS).await?;
            shelves.push(shelf);
        }
        let mut alone = Book::builder().title("alone").build(&ctx)?;
        alone.create().await?;

        let query = Query::new().sort_by("name", "asc").with(Shelf::BOOKS);
        let found = Shelf::list(&ctx, &query).await?;
        let counts =
            found.iter().map(|shelf| shelf.books().map(<[Book]>::len)).collect::<Result<Vec<_>>>()?;
        assert_eq!(counts, [0, 1, 300]);
        assert_eq!(titles(&found[2])?, titles(&shelves[2])?);

        let books = Book::list(&ctx, &Query::new().with(Book::SHELF)).await?;
        assert_eq!(books.len(), 302);
        for book in &*books {
            let of = book.shelf()?.map(Shelf::id).transpose()?;
            assert_eq!(of, book.shelf_id()?);
            assert_eq!(of.is_none(), book.title()? == "alone");
        }
        Ok(())
    })
}
