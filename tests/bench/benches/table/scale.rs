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

/// How often each size has its turn, and how many objects a turn has at least.
const ROUNDS: usize = 5;
const TURN: usize = 20_000;
/// Bytes that an object takes in all that is held at once, and some more.
const EACH: usize = 6_000;
/// How many rows are written at once.
const AT_ONCE: usize = 10_000;

#[allow(clippy::cast_precision_loss, reason = "small numbers")]
fn count(number: usize) -> f64 {
    number as f64
}

pub(crate) fn all(bench: &mut Bench) -> Done<Vec<Point>> {
    let sizes: Vec<usize> = (0..=6).map(|power| 10_usize.pow(power)).collect();
    let sizes: Vec<usize> = sizes.into_iter().filter(|objects| objects * EACH < available()).collect();
    let folder = std::env::temp_dir().join(format!("bench-scale-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let store = Sqlite::file(folder.join("db.sqlite")).synchronous(Synchronous::Off).open()?;
    let ctx = Context::builder().is_admin(true).store(&store).build();
    block_on(store.create_table::<Backup>())?;
    let most = sizes.iter().copied().max().unwrap_or_default();
    for first in (1..=most).step_by(AT_ONCE) {
        let numbers = first..=most.min(first + AT_ONCE - 1);
        let imports = numbers.map(|number| import(&ctx, number as u128)).collect::<Result<Vec<_>>>()?;
        block_on(BackupImport::create_all(&ctx, imports))?;
    }
    // All sizes take turns, so that what else runs on the machine disturbs all of them.
    let mut rounds: Vec<Vec<[f64; 4]>> = vec![Vec::new(); sizes.len()];
    for round in 0..ROUNDS {
        for (rounds, objects) in rounds.iter_mut().zip(&sizes) {
            let costs = costs(&ctx, *objects)?;
            eprintln!(
                "scale: round {round}, {objects} objects: {}",
                costs.map(|cost| format!("{cost:.2e}")).join(", ")
            );
            rounds.push(costs);
        }
    }
    drop(ctx);
    std::fs::remove_dir_all(&folder)?;
    let mut points = Vec::new();
    for (place, what) in SCALES.iter().enumerate() {
        let of = |rounds: &[[f64; 4]]| -> Vec<f64> { rounds.iter().map(|costs| costs[place]).collect() };
        for (rounds, objects) in rounds.iter().zip(&sizes) {
            let each = short(median(&of(rounds)));
            points.push(Point { what: (*what).to_owned(), objects: *objects, each });
        }
        // Whether it is linear: what is done to a thousand is done in the processor's caches.
        if let [_, _, _, _, some, .., most] = rounds.as_slice()
            && sizes.last() == Some(&1_000_000)
        {
            let name = format!("{what}, one of 1,000,000");
            bench.put("scale", &name, "one of 10,000", Measured::of(&of(most), &of(some)))?;
        }
    }
    Ok(points)
}

/// What one of so many takes, in the order of [`SCALES`].
fn costs(ctx: &Context, objects: usize) -> Done<[f64; 4]> {
    let text = text(objects)?;
    let decode = each(objects, || read(&text))?;
    let list = read(&text)?;
    let encode = each(objects, || Ok(to_string(&list)?))?;
    drop(list);
    let query = Query::new().limit(i64::try_from(objects)?);
    let rows = each(objects, || {
        let rows = block_on(Backup::list(ctx, &query))?;
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
    let held = (0..TURN.div_ceil(objects)).map(|_| read(&text)).collect::<Done<Vec<_>>>()?;
    println!("{}", count(resident() - before) / count(held.len() * objects));
    Ok(())
}

/// Seconds for one object. What comes of it is dropped outside of the time.
fn each<T>(objects: usize, mut run: impl FnMut() -> Done<T>) -> Done<f64> {
    let (times, mut whole) = (TURN.div_ceil(objects), Duration::ZERO);
    for _ in 0..times {
        whole += timed(&mut run)?.0;
    }
    Ok(whole.as_secs_f64() / count(times * objects))
}

/// Bytes of memory that a process can have.
fn available() -> usize {
    let text = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<usize>().map_or(usize::MAX, |kilobytes| kilobytes * 1024)
}
