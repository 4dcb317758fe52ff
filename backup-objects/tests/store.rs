//! The family's methods that reach a database.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "a test ends there")]

use std::future::poll_fn;
use std::io::Read;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backup_objects::prelude::*;
use backup_objects::{
    Backup, BackupDeviceInfo, BackupImport, BackupList, BackupStatus, Snapshot, SnapshotList, SnapshotStatus,
    Volume, VolumeAttachStatus, VolumeAttachment, VolumeType,
};
use futures_core::Stream;
use pollster::block_on;
use versioned_object_core::store::{Access, ColumnValue, ConditionalUpdate, Sqlite, Step, field, not};

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("backup-objects-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A copy of a database of Cinder 29.
fn cinder_29(folder: &Folder) -> PathBuf {
    let path = folder.0.join("cinder-29.sqlite");
    let packed = include_bytes!("data/cinder-29.sqlite.gz");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

fn memory() -> Store {
    let store = Sqlite::in_memory().open().unwrap();
    block_on(store.create_table::<Backup>()).unwrap();
    store
}

fn alice(store: &Store) -> Context {
    Context::builder().user_id("alice").project_id("lab").store(store).build()
}

fn admin(store: &Store) -> Context {
    Context::builder().is_admin(true).store(store).build()
}

fn backup(ctx: &Context, name: &str) -> Backup {
    Backup::builder()
        .user_id("alice")
        .project_id("lab")
        .volume_id(Uuid::nil())
        .status(BackupStatus::Available)
        .display_name(name)
        .build(ctx)
        .unwrap()
}

fn import(ctx: &Context, number: u128) -> BackupImport {
    let mut import = BackupImport::new(ctx);
    import.set_id(Uuid::from_u128(number)).unwrap();
    import.set_user_id("alice").unwrap();
    import.set_project_id("lab").unwrap();
    import.set_volume_id(Uuid::nil()).unwrap();
    import.set_size(i64::try_from(number % 7).unwrap()).unwrap();
    import
}

fn sql(store: &Store, text: &str) {
    block_on(store.run(Access::Write, vec![Step::new(text, Vec::new())])).unwrap();
}

fn one_text(store: &Store, text: &str) -> Option<String> {
    let found = Arc::new(Mutex::new(None));
    let sink = Arc::clone(&found);
    let step = Step::new(text, Vec::new()).rows(move |row| {
        if let ColumnValue::Text(text) = row.get(0)? {
            *sink.lock().unwrap() = Some(text.to_owned());
        }
        Ok(())
    });
    block_on(store.run(Access::Read, vec![step])).unwrap();
    found.lock().unwrap().take()
}

fn collect<T: Unpin + Stream>(mut stream: T) -> Vec<T::Item> {
    let mut items = Vec::new();
    while let Some(item) = block_on(poll_fn(|task| Pin::new(&mut stream).poll_next(task))) {
        items.push(item);
    }
    items
}

#[test]
fn a_database_of_cinder_works_as_it_is() {
    let folder = Folder::new();
    let path = cinder_29(&folder);
    let store = Sqlite::file(&path).create(false).open().unwrap();
    block_on(async {
        let ctx = admin(&store);
        store.check_table::<Backup>().await?;
        store.check_table::<Volume>().await?;
        store.check_table::<Snapshot>().await?;
        let list = BackupList::get_all(&ctx, &Query::new()).await?;
        assert_eq!(list.len(), 2);
        assert!(list.obj_what_changed().is_empty());

        let id = list[0].id()?;
        let key = "c0e46bc5-2a1f-5c9d-99e3-9a6e81015ca3";
        sql(&store, &format!("UPDATE backups SET encryption_key_id = '{key}' WHERE id = '{id}'"));
        let mut backup = Backup::get_by_id(&ctx, id).await?;
        backup.set_display_name("renamed here")?;
        backup.save().await?;
        assert!(backup.update_single_status_where("deleting", not("creating")).await?);
        backup.destroy().await?;
        let kept = one_text(&store, &format!("SELECT encryption_key_id FROM backups WHERE id = '{id}'"));
        assert_eq!(kept.as_deref(), Some(key));
        let name =
            one_text(&store, &format!("SELECT display_name FROM backups WHERE id = '{id}' AND deleted = 1"));
        assert_eq!(name.as_deref(), Some("renamed here"));
        assert_eq!(one_text(&store, "PRAGMA journal_mode").as_deref(), Some("delete"));
        Ok::<(), Error>(())
    })
    .unwrap();
}

/// Cinder's own `destroy` marks them, too: docs/divergences.md.
#[test]
fn metadata_that_cinder_keeps_of_a_backup_stays_live() {
    let folder = Folder::new();
    let store = Sqlite::file(cinder_29(&folder)).create(false).open().unwrap();
    block_on(async {
        let ctx = admin(&store);
        let mut backup = BackupList::get_all(&ctx, &Query::new()).await?[0].clone();
        let id = backup.id()?;
        let insert = |key: &str| {
            format!("INSERT INTO backup_metadata (\"key\", value, backup_id, deleted) VALUES ('{key}', 'v', '{id}', 0)")
        };
        sql(&store, &insert("a"));
        let live = || one_text(&store, "SELECT group_concat(\"key\") FROM backup_metadata WHERE deleted = 0");
        // What is to go with the backup can be marked with it.
        let marked = store.transaction(&ctx, async |tx: Context| {
            let mut again = Backup::get_by_id(&tx, id).await?;
            again.destroy().await?;
            let mark = format!("UPDATE backup_metadata SET deleted = 1 WHERE backup_id = '{id}'");
            tx.store().unwrap().run(Access::Write, vec![Step::new(mark, Vec::new())]).await?;
            Err::<(), _>(Error::invalid("and is undone with it"))
        });
        marked.await.unwrap_err();
        assert_eq!(live().as_deref(), Some("a"));
        backup.destroy().await?;
        assert_eq!(live().as_deref(), Some("a"));
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn a_volume_of_cinder_has_its_type_attachments_and_snapshots() {
    let folder = Folder::new();
    let path = cinder_29(&folder);
    let store = Sqlite::file(&path).create(false).open().unwrap();
    block_on(async {
        let ctx = admin(&store);
        store.check_table::<VolumeType>().await?;
        store.check_table::<VolumeAttachment>().await?;
        // The type is one that Cinder made.
        let types = VolumeType::list(&ctx, &Query::new()).await?;
        assert_eq!((types.len(), types[0].name()?), (1, Some("__DEFAULT__")));
        for name in ["one", "two"] {
            let mut volume = Volume::new(&ctx);
            volume.set_display_name(name)?;
            volume.set_project_id("lab")?;
            volume.set_volume_type_id(types[0].id()?)?;
            let snapshots = ["monday", "tuesday"].map(|day| {
                Snapshot::builder()
                    .display_name(day)
                    .project_id("lab")
                    .status(SnapshotStatus::Available)
                    .volume_type_id(types[0].id().unwrap())
                    .build(&ctx)
                    .unwrap()
            });
            volume.set_snapshots(Box::new(snapshots.into_iter().collect::<SnapshotList>()))?;
            let refused = volume.create().await.unwrap_err().to_string();
            assert!(refused.contains("the 2 objects in `snapshots` would not be stored"), "{refused}");
            volume.create_with(Volume::SNAPSHOTS).await?;
            assert!(volume.obj_what_changed().is_empty(), "{:?}", volume.obj_what_changed());
        }
        // An attachment as Cinder writes it.
        let one = one_text(&store, "SELECT id FROM volumes WHERE display_name = 'one'").unwrap();
        sql(
            &store,
            &format!(
                "INSERT INTO volume_attachment (created_at, deleted, id, volume_id, attached_host, attach_status, \
                 connection_info, connector) VALUES ('2026-11-23 07:49:17.215323', 0, \
                 '7e827b84-794b-4721-bfc6-6e037fce1350', '{one}', 'compute', 'attached', '{{\"access\": null}}', \
                 '{{}}')"
            ),
        );

        let alice = alice(&store);
        let query = Query::new()
            .sort(Volume::DISPLAY_NAME.asc())
            .with(Volume::VOLUME_TYPE)
            .with(Volume::VOLUME_ATTACHMENT)
            .with(Volume::SNAPSHOTS);
        let volumes = Volume::list(&alice, &query).await?;
        assert_eq!((volumes.len(), volumes.refused.len()), (2, 0));
        for volume in volumes.iter() {
            assert_eq!(volume.volume_type()?.unwrap().name()?, Some("__DEFAULT__"));
            let mut days = volume.snapshots()?.unwrap().iter().map(|one| one.display_name().unwrap().unwrap());
            assert_eq!(days.clone().count(), 2);
            assert!(days.all(|day| ["monday", "tuesday"].contains(&day)));
            assert!(volume.obj_what_changed().is_empty());
        }
        let attachments = |volume: &Volume| volume.volume_attachment().unwrap().unwrap().to_vec();
        assert_eq!(attachments(&volumes[1]).len(), 0);
        let mut attachment = attachments(&volumes[0]).pop().unwrap();
        assert_eq!(attachment.attach_status()?, Some(VolumeAttachStatus::Attached));
        attachment.load(VolumeAttachment::VOLUME).await?;
        assert_eq!(attachment.project_id()?.as_deref(), Some("lab"));

        let mut snapshot = volumes[1].snapshots()?.unwrap()[0].clone();
        snapshot.load(Snapshot::VOLUME).await?;
        assert_eq!(snapshot.volume()?.unwrap().display_name()?, Some("two"));
        // A user of another project sees neither.
        let bob = Context::builder().user_id("bob").project_id("shop").store(&store).build();
        snapshot.obj_set_context(Some(&bob));
        snapshot.load(Snapshot::VOLUME).await?;
        assert!(snapshot.volume()?.is_none());
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn a_row_that_is_refused_breaks_no_list() {
    let store = memory();
    let ctx = alice(&store);
    block_on(async {
        for name in ["a", "b", "c"] {
            backup(&ctx, name).create().await?;
        }
        sql(&store, "UPDATE backups SET status = 'bogus' WHERE display_name = 'b'");
        let listed = Backup::list(&ctx, &Query::new().sort(Backup::DISPLAY_NAME.asc())).await?;
        let names = listed.iter().map(|b| b.display_name().unwrap().unwrap()).collect::<Vec<_>>();
        assert_eq!(names, ["a", "c"]);
        assert_eq!(listed.refused.len(), 1);
        let error = listed.refused[0].error.to_string();
        assert!(error.starts_with("Backup.status: expected one of `error`"), "{error}");
        assert_eq!(Backup::count(&ctx, &Query::new()).await?, 3);

        let by_stream = collect(Backup::stream(&ctx, Query::new().sort(Backup::DISPLAY_NAME.asc())));
        assert_eq!(by_stream.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
        let by_id = Backup::get_by_id(&ctx, listed.refused[0].id.as_str()).await.unwrap_err();
        assert_eq!(by_id.to_string(), error);
        // It can still be found and set right.
        let poisoned =
            Backup::count(&ctx, &Query::new().filter_by("status", "bogus").values_as_they_stand()).await?;
        assert_eq!(poisoned, 1);
        let update = ConditionalUpdate::new()
            .set(Backup::STATUS, BackupStatus::Error)
            .expect_by("status", "bogus")
            .values_as_they_stand();
        assert!(Backup::update_by_id(&ctx, listed.refused[0].id.as_str(), update).await?);
        assert_eq!(Backup::list(&ctx, &Query::new()).await?.len(), 3);
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn a_row_has_the_version_of_its_type() {
    let store = memory();
    let ctx = alice(&store);
    block_on(async {
        let mut made = backup(&ctx, "one");
        made.set_restore_volume_id("v")?;
        made.create().await?;
        let old = wire::WriteOptions::default().target_version(Version::new(1, 0)).to_value(&made)?;
        let mut received = Backup::obj_from_primitive(old, Some(&ctx))?;
        assert_eq!(received.obj_version(), Version::new(1, 0));
        assert!(received.set_restore_volume_id("w").is_err());
        // What it has is written into its row all the same.
        received.set_display_name("two")?;
        received.save().await?;
        received.refresh().await?;
        assert_eq!(received.obj_version(), Backup::VERSION);
        assert_eq!((received.restore_volume_id()?, received.display_name()?), (Some("v"), Some("two")));
        // So has a row that is made of it.
        let old = wire::WriteOptions::default().target_version(Version::new(1, 0));
        for all in [false, true] {
            let mut fresh = backup(&ctx, "three");
            fresh.obj_unset("id").unwrap_or_default();
            let mut fresh = Backup::obj_from_primitive(old.to_value(&fresh)?, Some(&ctx))?;
            if all {
                fresh = Backup::create_all(&ctx, vec![fresh]).await?.remove(0);
            } else {
                fresh.create().await?;
            }
            assert_eq!((fresh.obj_version(), fresh.restore_volume_id()?), (Backup::VERSION, None));
        }
        received.set_restore_volume_id("w")?;
        assert!(wire::to_string(&received)?.contains("\"restore_volume_id\":\"w\""));
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn a_transaction_is_all_or_nothing() {
    let store = memory();
    let ctx = alice(&store);
    block_on(async {
        let mut first = backup(&ctx, "first");
        let made = store.transaction(&ctx, async |tx: Context| {
            first.obj_set_context(Some(&tx));
            first.create().await?;
            backup(&tx, "second").create().await?;
            // It sees its own rows.
            assert_eq!(Backup::count(&tx, &Query::new()).await?, 2);
            first.id()
        });
        let id = made.await?;
        assert_eq!(Backup::count(&ctx, &Query::new()).await?, 2);
        // What took part works on.
        first.set_size(7)?;
        first.save().await?;
        assert_eq!(Backup::get_by_id(&ctx, id).await?.size()?, Some(7));

        let failed = store.transaction(&ctx, async |tx: Context| {
            let mut backup = Backup::get_by_id(&tx, id).await?;
            backup.destroy().await?;
            backup.destroy().await
        });
        assert!(matches!(failed.await, Err(Error::NotFound { .. })));
        assert!(Backup::exists(&ctx, id).await?);

        // A step that fails is undone alone; the transaction may go on.
        let kept = store.transaction(&ctx, async |tx: Context| {
            let mut twice = import(&tx, id.as_u128());
            assert!(matches!(
                twice.create().await,
                Err(Error::DuplicateEntry { object: "BackupImport", .. })
            ));
            backup(&tx, "third").create().await
        });
        kept.await?;
        assert_eq!(Backup::count(&ctx, &Query::new()).await?, 3);

        let nested = store.transaction(&ctx, async |tx: Context| {
            let inner = tx.store().unwrap().clone();
            inner.transaction(&tx, async |_| Ok(())).await
        });
        assert_eq!(
            nested.await.unwrap_err().to_string(),
            "object action transaction failed because: transactions do not nest"
        );
        Ok::<(), Error>(())
    })
    .unwrap();

    // One that is dropped half-way leaves nothing, and does not hold the database.
    let mut begun = Box::pin(store.transaction(&ctx, async |tx: Context| {
        backup(&tx, "dropped").create().await?;
        std::future::pending::<Result<()>>().await
    }));
    let mut task = std::task::Context::from_waker(std::task::Waker::noop());
    for _ in 0..50 {
        assert!(begun.as_mut().poll(&mut task).is_pending());
        std::thread::sleep(Duration::from_millis(1));
    }
    drop(begun);
    let names =
        block_on(Backup::count(&ctx, &Query::new().filter(Backup::DISPLAY_NAME.eq("dropped")))).unwrap();
    assert_eq!(names, 0);
}

#[test]
fn of_many_that_want_a_status_one_gets_it() {
    let folder = Folder::new();
    let store = Sqlite::file(folder.0.join("db.sqlite")).open().unwrap();
    block_on(store.create_table::<Backup>()).unwrap();
    let ctx = alice(&store);
    let mut made = backup(&ctx, "wanted");
    block_on(made.create()).unwrap();
    let won: usize = std::thread::scope(|scope| {
        let swap = || {
            let mut mine = made.clone();
            block_on(mine.update_single_status_where("restoring", "available")).unwrap()
        };
        let racing: Vec<_> = (0..8).map(|_| scope.spawn(swap)).collect();
        racing.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
    });
    assert_eq!(won, 1);
    block_on(made.refresh()).unwrap();
    assert_eq!(made.status(), Ok(Some(BackupStatus::Restoring)));
}

#[test]
fn a_stream_is_the_list_page_by_page() {
    let store = memory();
    let ctx = alice(&store);
    let imports = (1..=2500).map(|number| import(&ctx, number)).collect();
    block_on(BackupImport::create_all(&ctx, imports)).unwrap();
    for query in [
        Query::new(),
        Query::new().sort(Backup::SIZE.asc()),
        Query::new().sort_by("size", "desc").limit(1500).offset(700),
        Query::new().limit(0),
        Query::new().limit(1000),
        Query::new().limit(-1).filter_by("size", [1, 2]).sort_by("host", "asc"),
        Query::new().filter_by("bogus", 1).unknown_fields_match_nothing(),
    ] {
        let listed = block_on(Backup::list(&ctx, &query)).unwrap();
        let ids = listed.iter().map(|backup| backup.id().unwrap());
        let streamed =
            collect(Backup::stream(&ctx, query)).into_iter().map(|backup| backup.unwrap().id().unwrap());
        assert!(ids.eq(streamed));
    }
    // Cinder's lists take a filter by what is no field, and have nothing.
    let bogus = || Query::new().filter_by("bogus", 1);
    assert!(collect(BackupList::stream_all(&admin(&store), bogus())).is_empty());
    assert!(block_on(BackupList::get_all_by_project(&ctx, "lab", &bogus())).unwrap().is_empty());
    let refused = collect(Backup::stream(&ctx, bogus()));
    let reason = "Backup has no field `bogus`".to_owned();
    assert_eq!(
        refused.into_iter().map(Result::unwrap_err).collect::<Vec<_>>(),
        [Error::InvalidInput { reason }]
    );
    let refused = collect(BackupList::stream_all(&ctx, Query::new()));
    assert_eq!(refused.into_iter().map(Result::unwrap_err).collect::<Vec<_>>(), [Error::AdminRequired]);
    assert_eq!(collect(BackupList::stream_all_by_project(&ctx, "lab", Query::new())).len(), 2500);
    assert_eq!(
        collect(BackupList::stream_all_by_volume(&admin(&store), Uuid::nil(), Query::new())).len(),
        2500
    );
    assert_eq!(collect(BackupList::stream_all_by_host(&admin(&store), None)).len(), 2500);
    assert_eq!(collect(BackupList::stream_all_active_by_window(&ctx, Utc::now(), None)).len(), 2500);

    // All or nothing: the last is there already.
    let again = (2499..=2501).rev().map(|number| import(&ctx, number)).collect();
    let error = block_on(BackupImport::create_all(&ctx, again)).unwrap_err();
    assert_eq!(error.to_string(), format!("there is a BackupImport {} already", Uuid::from_u128(2500)));
    assert_eq!(block_on(Backup::count(&ctx, &Query::new())), Ok(2500));
}

#[test]
fn pages_have_every_row_once_with_nulls_among_the_keys() {
    let store = memory();
    let ctx = alice(&store);
    block_on(async {
        for (host, size) in
            [(None, None), (Some(""), Some(0)), (Some("b"), None), (None, Some(-1)), (Some(""), None)]
        {
            let mut backup = backup(&ctx, "x");
            backup.set_host(host.map(str::to_owned))?;
            backup.set_size(size)?;
            backup.create().await?;
        }
        for direction in ["asc", "desc"] {
            let query = Query::new().sort_by("host", direction).sort_by("size", direction);
            let whole = Backup::list(&ctx, &query).await?.objects;
            let (mut marker, mut seen) = (None, Vec::new());
            loop {
                let page = Backup::list(&ctx, &query.clone().marker(marker).limit(1)).await?;
                let Some(last) = page.last() else { break };
                marker = Some(last.id()?.to_string());
                seen.push(last.id()?);
            }
            assert_eq!(seen, whole.iter().map(|backup| backup.id().unwrap()).collect::<Vec<_>>());
        }
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn the_device_is_loaded_from_its_row() {
    let store = memory();
    let ctx = alice(&store);
    block_on(async {
        store.create_table::<Volume>().await?;
        store.create_table::<Snapshot>().await?;
        let mut volume = Volume::new(&ctx);
        volume.set_project_id("lab")?;
        volume.set_size(3)?;
        volume.set_metadata([("a", "b")])?;
        volume.create().await?;
        let mut info = BackupDeviceInfo::new(&ctx);
        info.set_secure_enabled(true)?;
        info.set_volume(volume.clone())?;
        volume.set_size(4)?;
        volume.save().await?;
        let primitive = info.to_primitive(&ctx).await?;
        assert_eq!(*primitive.get("backup_device").unwrap().get("size").unwrap(), 4);
        assert_eq!(*primitive.get("is_snapshot").unwrap(), false);
        // What has no column was never there.
        assert!(primitive.get("backup_device").unwrap().get("metadata").is_none());
        volume.destroy().await?;
        assert!(matches!(info.to_primitive(&ctx).await, Err(Error::NotFound { object: "Volume", .. })));
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn rights_are_borrowed_and_given_back() {
    let store = memory();
    let ctx = alice(&store);
    block_on(async {
        let mut backup = backup(&ctx, "x");
        backup.create().await?;
        let bob = Context::builder().user_id("bob").project_id("shop").store(&store).build();
        backup.obj_set_context(Some(&bob));
        assert!(matches!(backup.refresh().await, Err(Error::NotFound { .. })));
        backup.obj_as_admin()?.refresh().await?;
        assert!(!backup.obj_context().unwrap().is_admin());
        backup.set_size(3)?;
        assert!(matches!(backup.save().await, Err(Error::NotFound { .. })));
        assert_eq!(backup.obj_what_changed(), ["size"]);
        assert!(!backup.conditional_update(ConditionalUpdate::new().set(Backup::SIZE, 4)).await?);
        assert!(matches!(backup.destroy().await, Err(Error::NotFound { .. })));
        backup.obj_as_admin()?.destroy().await?;
        assert!(backup.obj_as_admin()?.refresh().await.is_err());
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn nobody_and_no_store() {
    let store = memory();
    let mut orphan = backup(&Context::admin(), "x");
    let error = block_on(orphan.create()).unwrap_err();
    assert_eq!(error.to_string(), "object action store failed because: the context of Backup has no store");
    orphan.obj_set_context(None);
    let error = block_on(orphan.save()).unwrap_err();
    assert_eq!(error.to_string(), "cannot call save on orphaned Backup object");
    let nobody = Context::builder().store(&store).build();
    assert_eq!(block_on(Backup::list(&nobody, &Query::new())).unwrap_err(), Error::NotAuthorized);
    assert_eq!(block_on(Backup::exists(&nobody, Uuid::nil())), Err(Error::NotAuthorized));
}

#[test]
fn an_update_that_a_field_refuses_writes_nothing() {
    let store = memory();
    let ctx = alice(&store);
    block_on(async {
        let mut backup = backup(&ctx, "x");
        backup.create().await?;
        for update in [
            ConditionalUpdate::new().set("status", "bogus"),
            ConditionalUpdate::new().set("size", 1).set("bogus", 1),
            ConditionalUpdate::new().set("status", field("display_name")),
        ] {
            assert!(backup.conditional_update(update).await.is_err());
            assert_eq!(one_text(&store, "SELECT status FROM backups").as_deref(), Some("available"));
        }
        assert_eq!(backup.status()?, Some(BackupStatus::Available));
        Ok::<(), Error>(())
    })
    .unwrap();
}

#[test]
fn what_is_no_database_is_said_to_be_none() {
    let folder = Folder::new();
    let path = folder.0.join("text");
    std::fs::write(&path, "x".repeat(5000)).unwrap();
    let error = Sqlite::file(&path).open().unwrap_err().to_string();
    assert!(error.contains("not a database"), "{error}");
    assert!(Sqlite::file(folder.0.join("missing")).create(false).open().is_err());
}
