//! What an object costs when there are 1, 10, … 1,000,000 of them: written, read, read from rows, and held.

use std::process::Command;
use std::time::Duration;

use backup_objects::{Backup, BackupImport, BackupList};
use bench::{Done, Measured, Point, SCALES, import, median, resident, short, timed};
use pollster::block_on;
use versioned_object_core::ObjectExt as _;
use versioned_object_core::prelude::*;
use versioned_object_core::store::{Sqlite, Synchronous};
use versioned_object_core::wire::{Limits, Reader, to_string};

use crate::{Bench, wire};

/// How often each is measured at least, and for how long when it is short.
const ROUNDS: usize = 3;
const SPAN: Duration = Duration::from_millis(300);
/// Fewer objects than these are made several times, so that they can be seen in the memory of the process.
const SEEN: usize = 20_000;
/// Bytes that an object takes in all that is held at once, and some more.
const EACH: usize = 4_000;
/// How many rows are written at once.
const AT_ONCE: usize = 10_000;

#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn count(number: usize) -> f64 {
    number as f64
}

pub(crate) fn all(bench: &mut Bench) -> Done<Vec<Point>> {
    let folder = std::env::temp_dir().join(format!("bench-scale-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let store = Sqlite::file(folder.join("db.sqlite")).synchronous(Synchronous::Off).open()?;
    let ctx = Context::builder().is_admin(true).store(&store).build();
    block_on(store.create_table::<Backup>())?;
    let (mut points, mut rows) = (Vec::new(), 0);
    for objects in (0..=6).map(|power| 10_usize.pow(power)) {
        if available() < objects * EACH {
            eprintln!("scale: no memory for {objects}");
            break;
        }
        while rows < objects {
            let some = rows + 1..=objects.min(rows + AT_ONCE);
            rows = *some.end();
            let imports = some.map(|number| import(&ctx, number as u128)).collect::<Result<Vec<_>>>()?;
            block_on(BackupImport::create_all(&ctx, imports))?;
        }
        for (what, each) in SCALES.iter().zip(measured(&ctx, objects)?) {
            eprintln!("scale: {what}, {objects} objects: {each:.3e} for each");
            points.push(Point { what: (*what).to_owned(), objects, each: short(each) });
        }
    }
    drop(ctx);
    std::fs::remove_dir_all(&folder)?;
    // Whether it is linear.
    let of = |what: &str, objects: usize| {
        points.iter().find(|point| point.what == what && point.objects == objects).map(|point| point.each)
    };
    for what in SCALES {
        if let Some((most, some)) = of(what, 1_000_000).zip(of(what, 1_000)) {
            bench.put(
                "scale",
                &format!("{what}, one of 1,000,000"),
                "one of 1,000",
                Measured::once(most, some),
            )?;
        }
    }
    Ok(points)
}

/// What one of so many takes, in the order of [`SCALES`].
fn measured(ctx: &Context, objects: usize) -> Done<[f64; 4]> {
    let text = text(objects)?;
    let read = || read(&text);
    let list = read()?;
    let encode = each(objects, || Ok(to_string(&list)?))?;
    drop(list);
    let decode = each(objects, read)?;
    let rows = each(objects, || {
        let rows = block_on(Backup::list(ctx, &Query::new()))?;
        assert_eq!(rows.len(), objects);
        Ok(rows)
    })?;
    // A process of its own has nothing left of what was done before.
    let held = Command::new(std::env::current_exe()?).args(["--held", &objects.to_string()]).output()?;
    let bytes = String::from_utf8(held.stdout)?.trim().parse()?;
    Ok([encode, decode, rows, bytes])
}

/// The envelope of a list, made without one: what a list leaves behind in memory would be taken again.
fn text(objects: usize) -> Done<String> {
    let backup = wire::clean()?;
    let one = to_string(&backup)?;
    let mut list: BackupList = vec![backup].into();
    list.obj_reset_changes(&[], true);
    let list = to_string(&list)?;
    let (head, tail) = list.split_once(&one).ok_or("no backup in the list")?;
    let mut text = String::with_capacity(objects * (one.len() + 1) + list.len());
    text.push_str(head);
    for place in 0..objects {
        text.push_str(if place == 0 { "" } else { "," });
        text.push_str(&one);
    }
    text.push_str(tail);
    Ok(text)
}

fn read(text: &str) -> Done<BackupList> {
    let limits = Limits { size: usize::MAX, elements: usize::MAX, ..Limits::DEFAULT };
    Ok(Reader::new().limits(limits).read(text)?)
}

/// Prints by how many bytes this process grows for each of so many objects.
pub(crate) fn held(objects: usize) -> Done {
    let text = text(objects)?;
    let before = resident();
    let held = (0..SEEN.div_ceil(objects)).map(|_| read(&text)).collect::<Done<Vec<_>>>()?;
    println!("{}", count(resident() - before) / count(held.len() * objects));
    Ok(())
}

/// Seconds for one object: the median of several rounds. What comes of it is dropped outside of the time.
fn each<T>(objects: usize, mut run: impl FnMut() -> Done<T>) -> Done<f64> {
    let (mut times, mut whole) = (Vec::new(), Duration::ZERO);
    while times.len() < ROUNDS || whole < SPAN {
        let (time, _) = timed(&mut run)?;
        whole += time;
        times.push(time.as_secs_f64() / count(objects));
    }
    Ok(median(&times))
}

/// Bytes of memory that a process can have.
fn available() -> usize {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<usize>().map_or(usize::MAX, |kilobytes| kilobytes * 1024)
}
