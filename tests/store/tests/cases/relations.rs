//! Objects that belong together mean the same on every database.

use versioned_object_core::prelude::*;
use versioned_object_core::wire;

use crate::common::{Place, admin, assert_refused, everywhere, sql};

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

fn small(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.to_lowercase()),
        other => other,
    }
}

fn not_below_zero(height: i64) -> Result<(), String> {
    if height < 0 { Err("it is below zero".to_owned()) } else { Ok(()) }
}

/// A rack, by its name.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "racks", key = name)]
struct Rack {
    /// Its key, in small letters in its column.
    #[field(to_column = small)]
    name: Attr<String>,
    /// How high it is.
    #[field(validate = not_below_zero)]
    height: Attr<i64>,
    #[field(has_many(key = Host::RACK_NAME))]
    hosts: Attr<Vec<Host>>,
    meta: ObjectMeta,
}

/// A host in a rack, on a shelf.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "hosts")]
struct Host {
    id: Attr<Uuid>,
    rack_name: Attr<Option<String>>,
    #[field(belongs_to(key = RACK_NAME))]
    rack: Attr<Option<Box<Rack>>>,
    shelf_id: Attr<Option<Uuid>>,
    #[field(belongs_to(key = SHELF_ID))]
    shelf: Attr<Option<Box<Post>>>,
    meta: ObjectMeta,
}

/// A shelf that hosts stand on.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "posts")]
struct Post {
    id: Attr<Uuid>,
    #[field(validate = not_below_zero)]
    height: Attr<i64>,
    #[field(has_many(key = Part::POST_ID))]
    parts: Attr<Vec<Part>>,
    meta: ObjectMeta,
}

/// A part of a shelf.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "posts_parts")]
struct Part {
    id: Attr<Uuid>,
    post_id: Attr<Option<Uuid>>,
    #[field(validate = not_below_zero)]
    height: Attr<i64>,
    meta: ObjectMeta,
}

#[test]
fn relations_meet_however_a_row_spells_a_key() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Rack>().await?;
        store.create_table::<Host>().await?;
        store.create_table::<Post>().await?;
        store.create_table::<Part>().await?;
        let ctx = admin(&store);
        Rack::builder().name("ALPHA").height(1).build(&ctx)?.create_with_key().await?;
        let mut post = Post::builder().height(1).build(&ctx)?;
        post.create().await?;
        let id = post.id()?;
        for height in [1, 2] {
            Part::builder().post_id(id).height(height).build(&ctx)?.create().await?;
        }
        let mut host = Host::builder().rack_name("ALPHA".to_owned()).shelf_id(id).build(&ctx)?;
        host.create().await?;
        sql(&store, &["UPDATE posts SET id = UPPER(id)", "UPDATE posts_parts SET post_id = UPPER(post_id)"]);

        let mut host = Host::get_by_id(&ctx, host.id()?).await?;
        host.load(Host::RACK).await?;
        assert_eq!(host.rack()?.map(Rack::name).transpose()?, Some("alpha"));
        host.load(Host::SHELF).await?;
        assert_eq!(host.shelf()?.map(Post::id).transpose()?, Some(id));
        let mut post = Post::get_by_id(&ctx, id).await?;
        post.load(Post::PARTS).await?;
        assert_eq!(post.parts()?.len(), 2);

        // A row that is refused is not left out, however it spells whose it is.
        sql(&store, &["UPDATE posts_parts SET height = -1 WHERE height = 2"]);
        assert_refused(post.load(Post::PARTS).await, &["Post.parts", "below zero"]);
        let listed = Post::list(&ctx, &Query::new().with(Post::PARTS)).await?;
        assert_eq!((listed.objects.len(), listed.refused.len()), (0, 1));
        sql(&store, &["UPDATE posts SET height = -1", "UPDATE racks SET height = -1"]);
        assert_refused(host.load(Host::SHELF).await, &["Host.shelf", "below zero"]);
        assert_refused(host.load(Host::RACK).await, &["Host.rack", "below zero"]);
        Ok(())
    })
}

#[test]
fn save_leaves_out_nothing_that_a_relation_was_given() -> Result<()> {
    everywhere(async |place| {
        let ctx = stores(place).await?;
        let mut shelf = Shelf::builder().name("a").books(books(1)).build(&ctx)?;
        shelf.create_with(Shelf::BOOKS).await?;
        let mut other = Shelf::builder().name("b").books(books(1)).build(&ctx)?;
        other.create_with(Shelf::BOOKS).await?;
        let (ours, theirs) = (shelf.books()?[0].clone(), other.books()?[0].clone());

        // What is there already, under this key, is as the row says; its own changes are its own.
        shelf.set_books(vec![ours.clone()])?;
        shelf.set_name("c")?;
        shelf.save().await?;
        assert!(shelf.obj_what_changed().is_empty());

        for given in [books(1), vec![ours.clone(), theirs.clone()]] {
            let mut shelf = shelf.clone();
            shelf.set_name("d")?;
            shelf.set_books(given)?;
            assert_refused(shelf.save().await, &["1 object in `books`", "create_related", "shelf_id"]);
            assert_eq!(shelf.obj_what_changed().len(), 2);
        }
        let mut book = ours;
        book.set_shelf(Some(Box::new(other.clone())))?;
        assert_refused(book.save().await, &["`shelf` is Shelf", "set `shelf_id`"]);
        book.set_shelf_id(other.id()?)?;
        book.save().await?;
        // One that does not say which it belongs to, says nothing against it.
        let mut partial = Book::builder().title("of a shelf").build(&ctx)?;
        partial.set_number(book.number()?)?;
        partial.set_shelf(Some(Box::new(other.clone())))?;
        partial.save().await?;

        // Nothing was written but what is told above.
        assert_eq!(Book::count(&ctx, &Query::new()).await?, 2);
        let moved = Query::new().filter(Book::SHELF_ID.eq(other.id()?));
        assert_eq!(Book::count(&ctx, &moved).await?, 2);
        assert_eq!(Shelf::get_by_id(&ctx, shelf.id()?).await?.name()?, "c");
        Ok(())
    })
}

/// A bin, whose parts say since 1.1 where they are.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "bins", note("1.1", "parts"), relationships(screws = [("1.0", "1.0"), ("1.1", "1.1")]))]
struct Bin {
    id: Attr<i64>,
    name: Attr<String>,
    #[field(has_many(key = Screw::BIN))]
    screws: Attr<Vec<Screw>>,
    meta: ObjectMeta,
}

/// A screw, which may be in a bin.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.1", table = "screws")]
struct Screw {
    id: Attr<Uuid>,
    name: Attr<String>,
    #[field(since = "1.1")]
    bin: Attr<Option<i64>>,
    #[field(since("1.1", fill = 7), default = 3)]
    length: Attr<i64>,
    meta: ObjectMeta,
}

/// What an older peer writes.
fn older(name: &str, data: &str) -> String {
    format!(
        r#"{{"versioned_object.name": "{name}", "versioned_object.namespace": "versionedobjects",
            "versioned_object.version": "1.0", "versioned_object.data": {data}}}"#
    )
}

#[test]
fn children_of_an_older_peer_are_raised_before_they_are_written() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Bin>().await?;
        store.create_table::<Screw>().await?;
        let ctx = admin(&store);
        let screw = older("Screw", r#"{"name": "m3"}"#);
        let received = || wire::from_str::<Screw>(&screw);

        let mut bin = Bin::builder().name("a").screws(vec![received()?]).build(&ctx)?;
        bin.create_with(Bin::SCREWS).await?;
        bin.set_screws(vec![received()?, received()?])?;
        bin.create_related(Bin::SCREWS).await?;

        let data = format!(r#"{{"name": "b", "screws": [{screw}]}}"#);
        let mut whole: Bin = wire::from_str(&older("Bin", &data))?;
        whole.obj_set_context(Some(&ctx));
        whole.create_with(Bin::SCREWS).await?;

        for (bin, count) in [(bin, 3), (whole, 1)] {
            let of = Some(bin.id()?);
            let found = Screw::list(&ctx, &Query::new().filter(Screw::BIN.eq(of))).await?;
            assert_eq!(found.len(), count);
            let held = bin.screws()?.iter().chain(found.iter());
            for screw in held {
                assert_eq!((screw.name()?, screw.bin()?, screw.length()?), ("m3", of, 7));
            }
        }
        Ok(())
    })
}
