//! Walks the table of `docs/rights.md` on every database that is there: every cell is carried out on rows of its own.
#![allow(clippy::unwrap_used, reason = "a test that panics fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use databases::bench::on_all;
use databases::{Database, Kind};
use pollster::block_on;
use store_tests::raw;
use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{
    Access, Case as Choice, ColumnValue, ConditionalUpdate, Lookup, Step, field,
};

const OWN: &str = "lab";
const OTHER: &str = "shop";

/// A note.
#[derive(Clone, VersionedObject)]
#[versioned_object(
    version = "1.0",
    table = "notes",
    project = project_id,
    soft_delete(flag = deleted, at = deleted_at)
)]
pub struct Note {
    /// Its key.
    id: Attr<Uuid>,
    /// The project that has it.
    project_id: Attr<Option<String>>,
    /// What it says.
    text: Attr<String>,
    /// Another project, for updates that compute one.
    elsewhere: Attr<String>,
    /// The shelf that it is on.
    shelf_id: Attr<Option<Uuid>>,
    /// Whether it is deleted.
    deleted: Attr<bool>,
    /// When it was.
    deleted_at: Attr<Option<DateTime<Utc>>>,
    meta: ObjectMeta,
}

/// What notes are on. It is everybody's.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "shelves")]
pub struct Shelf {
    /// Its key.
    id: Attr<Uuid>,
    /// Its notes.
    #[field(has_many(key = Note::SHELF_ID))]
    notes: Attr<Vec<Note>>,
    meta: ObjectMeta,
}

/// What somebody says of a note. It is everybody's.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "remarks")]
pub struct Remark {
    /// Its key.
    id: Attr<Uuid>,
    /// The key of its note.
    note_id: Attr<Uuid>,
    /// Its note.
    #[field(belongs_to(key = NOTE_ID))]
    note: Attr<Box<Note>>,
    meta: ObjectMeta,
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Own,
    Other,
    Admin,
    Deleted,
    ReadDeleted,
    Leaves,
}

impl Who {
    fn of(heading: &str) -> Self {
        match heading {
            "own row" => Self::Own,
            "other project's row" => Self::Other,
            "admin" => Self::Admin,
            "own deleted row" => Self::Deleted,
            "deleted row with `read_deleted`" => Self::ReadDeleted,
            "result leaves own project" => Self::Leaves,
            other => panic!("the test has no case for the column {other:?}"),
        }
    }
}

/// The paths that write nothing.
const READS: [&str; 8] = ["refresh", "get_by_id", "look_up", "exists", "list", "stream", "count", "load"];

/// What a path does with the row that it meets.
fn base(path: &str) -> &str {
    path.split(',').next().unwrap().trim_matches('`')
}

/// One case: who asks, for which row.
struct Case {
    who: Who,
    project: &'static str,
    is_deleted: bool,
    read_deleted: ReadDeleted,
}

impl Case {
    /// The cases of a cell; all of them have to end in the same way.
    fn all(path: &str, who: Who) -> Vec<Self> {
        // What these two show of other projects is one question, and what they show of marked rows another.
        let is_wide = path == "`look_up`, in any project" || path == "`obj_as_admin`, and `save`";
        let case = |project, is_deleted, read_deleted| Self { who, project, is_deleted, read_deleted };
        let of_marked = matches!(base(path), "revive" | "purge");
        match who {
            Who::Own => vec![case(OWN, false, ReadDeleted::No)],
            Who::Other if is_wide => vec![case(OTHER, false, ReadDeleted::No)],
            Who::Other => [false, true]
                .into_iter()
                .flat_map(|is_deleted| {
                    [ReadDeleted::No, ReadDeleted::Yes, ReadDeleted::Only]
                        .map(|read_deleted| case(OTHER, is_deleted, read_deleted))
                })
                .collect(),
            Who::Admin => vec![case(OTHER, of_marked, ReadDeleted::No)],
            Who::Deleted => vec![case(OWN, true, ReadDeleted::No)],
            // The object that holds the relation has no mark: with `Only` it is out of sight itself.
            Who::ReadDeleted if matches!(base(path), "load" | "create_with" | "create_related") => {
                vec![case(OWN, true, ReadDeleted::Yes)]
            }
            Who::ReadDeleted => {
                [ReadDeleted::Yes, ReadDeleted::Only].map(|read_deleted| case(OWN, true, read_deleted)).into()
            }
            Who::Leaves => vec![case(OWN, of_marked, ReadDeleted::No)],
        }
    }
}

/// A store with a live and a marked row in each of two projects.
struct World {
    store: Store,
    /// Whoever sees everything, for the test itself.
    all: Context,
    notes: Vec<Note>,
}

/// The rows of a store, as the database has them.
type Rows = Vec<Vec<String>>;

/// A store with the tables.
fn tables(database: &Database) -> Store {
    let store = database.store();
    block_on(store.create_table::<Note>()).unwrap();
    block_on(store.create_table::<Shelf>()).unwrap();
    block_on(store.create_table::<Remark>()).unwrap();
    store
}

impl World {
    /// A new one, in the place of what was there.
    async fn new(store: &Store) -> Self {
        raw::execute(store, &["DELETE FROM notes", "DELETE FROM shelves", "DELETE FROM remarks"]).unwrap();
        let store = store.clone();
        let all = Context::builder().is_admin(true).read_deleted(ReadDeleted::Yes).store(&store).build();
        let mut notes = Vec::new();
        for project in [OWN, OTHER] {
            for is_deleted in [false, true] {
                let mut note = note(&all, project, "first");
                note.create().await.unwrap();
                if is_deleted {
                    note.destroy().await.unwrap();
                }
                notes.push(note);
            }
        }
        Self { store, all, notes }
    }

    /// What is in the table, read without a context.
    async fn rows(&self) -> Rows {
        let found: Arc<Mutex<Rows>> = Arc::default();
        let sink = Arc::clone(&found);
        let select = "SELECT id, project_id, text, elsewhere, deleted, deleted_at FROM notes ORDER BY id";
        let step = Step::new(select, Vec::new()).rows(move |row| {
            let value = |index| {
                row.get(index).map(|value| match value {
                    ColumnValue::Text(text) => text.to_owned(),
                    value => format!("{value:?}"),
                })
            };
            sink.lock().unwrap().push((0..6).map(value).collect::<Result<_>>()?);
            Ok(())
        });
        self.store.run(Access::Read, vec![step]).await.unwrap();
        found.lock().unwrap().clone()
    }

    /// Who asks, and the object, which was read by somebody who sees everything.
    fn asks(&self, case: &Case) -> (Context, Note) {
        let ctx = match case.who {
            Who::Admin => Context::builder().is_admin(true),
            _ => Context::builder().user_id("alice").project_id(OWN),
        };
        let ctx = ctx.read_deleted(case.read_deleted).store(&self.store).build();
        let is_it = |note: &&Note| {
            note.project_id().unwrap() == Some(case.project) && note.deleted().unwrap() == case.is_deleted
        };
        let mut note = self.notes.iter().find(is_it).unwrap().clone();
        note.obj_set_context(Some(&ctx));
        (ctx, note)
    }
}

fn note(context: &Context, project: &str, text: &str) -> Note {
    let note = Note::builder().project_id(project.to_owned()).text(text).elsewhere(OTHER);
    note.build(context).unwrap()
}

/// Changes an object: what it says, or whose it is.
fn change(note: &mut Note, case: &Case) -> Result<()> {
    match case.who {
        Who::Leaves => note.set_project_id(OTHER.to_owned()),
        _ => note.set_text("second"),
    }
}

/// The new row of a case.
fn new_row(context: &Context, case: &Case) -> Result<Note> {
    let project = if case.who == Who::Leaves { OTHER } else { case.project };
    let mut note = note(context, project, "new");
    note.set_deleted(case.is_deleted)?;
    Ok(note)
}

/// What an update sets in a case.
fn update(case: &Case, is_computed: bool) -> ConditionalUpdate<Note> {
    let update = ConditionalUpdate::new();
    match (case.who, is_computed) {
        (Who::Leaves, true) => update.set("project_id", field("elsewhere")),
        (Who::Leaves, false) => update.set("project_id", OTHER),
        (_, true) => update.set("text", Choice::new().when(field("text").eq("first"), "second")),
        (_, false) => update.set("text", "second"),
    }
}

/// Carries a case out: whether it read or wrote. None where there is no such case.
async fn act(path: &str, case: &Case, world: &World) -> Option<Result<bool>> {
    let (ctx, note) = world.asks(case);
    let makes = path.starts_with("`create") && !path.ends_with("a key that is taken");
    let moves_in = path.ends_with("into the own project");
    let ends_project = moves_in || matches!(base(path), "destroy" | "conditional_destroy" | "purge");
    let is_missing = match case.who {
        Who::Other => makes,
        Who::Leaves => ends_project || READS.contains(&base(path)),
        _ => false,
    };
    if is_missing { None } else { Some(carried_out(path, case, world, &ctx, note).await) }
}

async fn carried_out(path: &str, case: &Case, world: &World, ctx: &Context, mut note: Note) -> Result<bool> {
    let id = note.id()?;
    let query = || Query::new().filter(Note::ID.eq(id));
    let is_it = |found: &Note| Ok(found.id()? == id);
    match path {
        "`create`" => new_row(ctx, case)?.create().await.map(|()| true),
        "`create_with_key`" => {
            let mut new = new_row(ctx, case)?;
            new.set_id(Uuid::from_u128(7))?;
            new.create_with_key().await.map(|()| true)
        }
        "`create_with_key`, a key that is taken" => {
            // One that this user may make, but for its key.
            let project = if matches!(case.who, Who::Leaves | Who::Admin) { OTHER } else { OWN };
            let mut new = self::note(ctx, project, "new");
            new.set_deleted(case.read_deleted == ReadDeleted::Only)?;
            new.set_id(id)?;
            new.create_with_key().await.map(|()| true)
        }
        "`create_all`" => {
            let project = if case.who == Who::Admin { OTHER } else { OWN };
            // The one of the case is behind more than one chunk of good ones.
            let mut good = self::note(ctx, project, "good");
            good.set_deleted(case.read_deleted == ReadDeleted::Only)?;
            let mut all = vec![good; 250];
            all.push(new_row(ctx, case)?);
            let count = all.len();
            Note::create_all(ctx, all).await.map(|made| made.len() == count)
        }
        "`save`" => {
            change(&mut note, case)?;
            note.save().await.map(|()| true)
        }
        "`save`, into the own project" => {
            note.set_project_id(OWN.to_owned())?;
            note.set_text("second")?;
            note.save().await.map(|()| true)
        }
        "`destroy`" => note.destroy().await.map(|()| true),
        "`conditional_destroy`" => note.conditional_destroy(ConditionalUpdate::new()).await,
        "`revive`" => {
            change(&mut note, case)?;
            note.revive().await.map(|()| true)
        }
        "`purge`" => Note::purge(ctx, None).await.map(|count| count > 0),
        "`refresh`" => {
            note.set_text("lost")?;
            note.refresh().await?;
            Ok(note.text()? == "first")
        }
        "`get_by_id`" => is_it(&Note::get_by_id(ctx, id).await?),
        "`look_up`" => is_it(&Note::look_up(ctx, id, Lookup::new()).await?),
        "`look_up`, in any project" => is_it(&Note::look_up(ctx, id, Lookup::new().any_project()).await?),
        "`exists`" => Note::exists(ctx, id).await,
        "`list`" => {
            // With a filter and without.
            let listed = Note::list(ctx, &query()).await?;
            let all = Note::list(ctx, &Query::new()).await?;
            let has = |notes: &[Note]| notes.iter().any(|note| note.id().is_ok_and(|found| found == id));
            assert_eq!(has(&listed), has(&all));
            Ok(has(&listed))
        }
        "`list`, behind the row as marker" => {
            Note::list(ctx, &Query::new().marker(id.to_string())).await.map(|_| true)
        }
        "`stream`" => {
            let mut stream = Note::stream(ctx, query());
            match stream.next().await {
                Some(found) => is_it(&found?),
                None => Ok(false),
            }
        }
        "`count`" => Note::count(ctx, &query()).await.map(|count| count == 1),
        "`conditional_update`" => note.conditional_update(update(case, false)).await,
        "`conditional_update`, of what was changed" => {
            change(&mut note, case)?;
            note.conditional_update(ConditionalUpdate::new().save_all()).await
        }
        "`conditional_update`, to a computed value" => note.conditional_update(update(case, true)).await,
        "`update_by_id`" => Note::update_by_id(ctx, id, update(case, false)).await,
        "`update_by_id`, to a computed value" => Note::update_by_id(ctx, id, update(case, true)).await,
        "`update_by_id`, into the own project" => {
            Note::update_by_id(ctx, id, update(case, false).set("project_id", OWN)).await
        }
        _ => carried_out_for_a_time(path, case, world, ctx, note).await,
    }
}

/// Carries a case out with other rights, or in a transaction.
async fn carried_out_for_a_time(
    path: &str,
    case: &Case,
    world: &World,
    ctx: &Context,
    mut note: Note,
) -> Result<bool> {
    match path {
        "`obj_as_admin`, and `save`" => {
            let mut scoped = note.obj_as_admin()?;
            change(&mut scoped, case)?;
            scoped.save().await.map(|()| true)
        }
        "`obj_as_admin`, and `save` after its end" => {
            let mut copy = {
                let mut scoped = note.obj_as_admin()?;
                change(&mut scoped, case)?;
                Note::clone(&scoped)
            };
            both(&mut copy, &mut note).await
        }
        "`as_read_deleted`, and `save`" => {
            let mut scoped = note.as_read_deleted(ReadDeleted::Yes)?;
            change(&mut scoped, case)?;
            scoped.save().await.map(|()| true)
        }
        "`as_read_deleted`, and `save` after its end" => {
            let mut copy = {
                let mut scoped = note.as_read_deleted(ReadDeleted::Yes)?;
                change(&mut scoped, case)?;
                Note::clone(&scoped)
            };
            both(&mut copy, &mut note).await
        }
        "`load`" => {
            let mut remark = Remark::builder().note_id(note.id()?).build(ctx)?;
            remark.create().await?;
            remark.load(Remark::NOTE).await?;
            Ok(remark.note()?.id()? == note.id()?)
        }
        "`create_with`" => {
            let mut shelf = Shelf::builder().notes(vec![new_row(ctx, case)?]).build(ctx)?;
            shelf.create_with(Shelf::NOTES).await.map(|()| true)
        }
        "`create_related`" => {
            let mut shelf = Shelf::builder().build(ctx)?;
            shelf.create().await?;
            shelf.set_notes(vec![new_row(ctx, case)?])?;
            shelf.create_related(Shelf::NOTES).await.map(|()| true)
        }
        "`Store::transaction`, and `save`" => {
            let work = async |tx: Context| {
                note.obj_set_context(Some(&tx));
                change(&mut note, case)?;
                note.save().await.map(|()| true)
            };
            world.store.transaction(ctx, work).await
        }
        other => panic!("the test has no action for {other}"),
    }
}

/// Saves an object and the copy of it that was made in a scope; both end in the same way.
async fn both(copy: &mut Note, note: &mut Note) -> Result<bool> {
    let ends = (copy.save().await, note.save().await);
    assert_eq!(ends.0, ends.1);
    ends.0.map(|()| true)
}

/// The word of an outcome.
fn word(outcome: Option<&Result<bool>>) -> String {
    match outcome {
        None => "—".to_owned(),
        Some(Ok(true)) => "yes".to_owned(),
        Some(Ok(false)) => "nothing".to_owned(),
        Some(Err(Error::NotFound { .. })) => "not found".to_owned(),
        Some(Err(Error::AdminRequired | Error::NotAuthorized)) => "refused".to_owned(),
        Some(Err(Error::DuplicateEntry { .. })) => "duplicate".to_owned(),
        Some(Err(error)) => format!("error: {error}"),
    }
}

/// Carries a case out, and sees to what became of the rows; the word of its outcome.
async fn walked(store: &Store, path: &str, case: &Case) -> Result<String, String> {
    let world = World::new(store).await;
    let before = world.rows().await;
    let outcome = act(path, case, &world).await;
    let (found, after) = (word(outcome.as_ref()), world.rows().await);
    let should_write = found == "yes" && !READS.contains(&base(path));
    if should_write != (before != after) {
        return Err(format!("{found}, and rows were written: {}", before != after));
    }
    // A user's writes leave the other project as it was, whatever they end with.
    let others = |rows: &Rows| rows.iter().filter(|row| row[1] == OTHER).cloned().collect::<Vec<_>>();
    let is_user = case.who != Who::Admin && path != "`obj_as_admin`, and `save`";
    if is_user && others(&before) != others(&after) {
        return Err(format!("{found}, and the other project has other rows"));
    }
    // What stands there is what somebody who sees everything reads.
    let seen = Note::count(&world.all, &Query::new()).await.unwrap();
    if seen != after.len() as u64 {
        return Err(format!("{} rows stand there, and {seen} are seen", after.len()));
    }
    Ok(found)
}

/// The table: its headings, and its rows by path.
fn table() -> (Vec<String>, Vec<Vec<String>>) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rights.md");
    let text = fs::read_to_string(page).unwrap();
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = text.lines().filter(|line| line.starts_with('|') && !line.starts_with("|-")).map(cells);
    (lines.next().unwrap(), lines.collect())
}

#[test]
fn every_cell_is_as_the_page_says() {
    on_all(|kind| {
        let database = Database::new(kind);
        block_on(every_cell(kind, &tables(&database)));
    });
}

async fn every_cell(kind: Kind, store: &Store) {
    let (headings, rows) = table();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for row in &rows {
        assert_eq!(row.len(), headings.len(), "{row:?}");
        for (heading, cell) in headings.iter().zip(row).skip(1) {
            for case in Case::all(&row[0], Who::of(heading)) {
                count += 1;
                let found = walked(store, &row[0], &case).await;
                if found.as_ref() != Ok(cell) {
                    let Case { project, is_deleted, read_deleted, .. } = case;
                    let found = found.unwrap_or_else(|error| error);
                    wrong.push(format!(
                        "{}, {heading} ({project}, deleted: {is_deleted}, {read_deleted:?}): {cell} on the page, but {found}",
                        row[0]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{kind:?}: {}", wrong.join("\n"));
    assert!(count > rows.len() * 6, "{count} cases were carried out");
}

#[test]
fn every_method_is_on_the_page_and_every_cell_is_explained() {
    let source =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../versioned-object-core/src/store/persistent.rs");
    let source = fs::read_to_string(source).unwrap();
    let methods: BTreeSet<_> = source
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("fn "))
        .map(|rest| rest.split(|c: char| c != '_' && !c.is_alphanumeric()).next().unwrap())
        .collect();
    assert!(methods.contains("conditional_update"), "{methods:?}");
    let (_, rows) = table();
    let paths: BTreeSet<_> =
        rows.iter().map(|row| base(&row[0])).filter(|path| !path.contains("::")).collect();
    assert_eq!(paths, methods);

    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rights.md")).unwrap();
    for cell in rows.iter().flat_map(|row| &row[1..]) {
        assert!(page.contains(&format!("\n- `{cell}`:")), "{cell} is not explained");
    }
}

#[test]
fn who_is_nobody_is_refused() {
    on_all(|kind| {
        let database = Database::new(kind);
        block_on(nobody(kind, &tables(&database)));
    });
}

async fn nobody(kind: Kind, store: &Store) {
    let (_, rows) = table();
    let world = World::new(store).await;
    for (user, project) in [("", OWN), ("alice", "")] {
        for row in &rows {
            let case = Case { who: Who::Own, project: OWN, is_deleted: false, read_deleted: ReadDeleted::No };
            let (_, mut note) = world.asks(&case);
            let nobody = Context::builder().user_id(user).project_id(project).store(&world.store).build();
            note.obj_set_context(Some(&nobody));
            let before = world.rows().await;
            let outcome = carried_out(&row[0], &case, &world, &nobody, note).await;
            // Who is made an administrator is one.
            if row[0] != "`obj_as_admin`, and `save`" {
                assert_eq!(word(Some(&outcome)), "refused", "{kind:?}: {}", row[0]);
                assert_eq!(world.rows().await, before, "{kind:?}: {}", row[0]);
            }
        }
    }
}

#[test]
fn a_stream_goes_on_with_the_rights_that_are_left() {
    on_all(|kind| {
        let database = Database::new(kind);
        block_on(streams(kind, &tables(&database)));
    });
}

async fn streams(kind: Kind, store: &Store) {
    let world = World::new(store).await;
    for project in [OWN, OTHER] {
        let notes = (0..2500).map(|_| note(&world.all, project, "many")).collect();
        Note::create_all(&world.all, notes).await.unwrap();
    }
    let case = Case { who: Who::Own, project: OWN, is_deleted: false, read_deleted: ReadDeleted::No };
    let (ctx, mut own) = world.asks(&case);
    // Marked rows and those of the other project are last.
    let query = || Query::new().sort(Note::DELETED.asc()).sort(Note::PROJECT_ID.asc());
    let in_sight = Note::count(&ctx, &query()).await.unwrap();
    let mut streams = {
        let mut scoped = own.obj_as_admin().unwrap();
        let mut inner = scoped.as_read_deleted(ReadDeleted::Yes).unwrap();
        let wide = inner.obj_context().cloned().unwrap();
        assert!(Note::count(&wide, &query()).await.unwrap() > in_sight);
        inner.set_text("unsaved").unwrap();
        // One that was begun, and one that was only made.
        let mut begun = Note::stream(&wide, query());
        begun.next().await.unwrap().unwrap();
        [(begun, 1), (Note::stream(&wide, query()), 0)]
    };
    for (stream, count) in &mut streams {
        while let Some(found) = stream.next().await {
            let found = found.unwrap();
            assert_eq!(found.project_id().unwrap(), Some(OWN), "{kind:?}, behind {count} rows");
            assert!(!found.deleted().unwrap(), "{kind:?}, behind {count} rows");
            *count += 1;
        }
        assert_eq!(*count, in_sight, "{kind:?}");
    }
}
