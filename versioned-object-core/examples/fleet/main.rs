//! A fleet of machines, in less than eighty lines: two objects with a relation between them, kept in SQLite, a list of
//! one of them, three versions of it, and two services of different releases that send it to each other.
//!
//! Run it with `cargo run -p versioned-object-core --example fleet --features sqlite`. It prints what each side sees:
//!
//! ```text
//! controller sends Job(command='rotate keys',done=False,id=1,node='north-7',priority=5,timeout=60)
//! agent reads      Job(command='rotate keys',done=False,id=1,node='north-7',urgent=True)
//! controller reads Job(command='rotate keys',done=True,id=1,node='north-7',priority=1,timeout=<?>), changed: ["done"]
//! controller sends Job(command='compress logs',done=False,id=2,node='north-7',priority=0,timeout=60)
//! agent reads      Job(command='compress logs',done=False,id=2,node='north-7',urgent=False)
//! controller reads Job(command='compress logs',done=True,id=2,node='north-7',priority=0,timeout=<?>), changed: ["done"]
//! controller keeps Job(command='compress logs',done=True,id=2,node='north-7',priority=0,timeout=60)
//! controller keeps Job(command='rotate keys',done=True,id=1,node='north-7',priority=5,timeout=60)
//! ```
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it prints what it shows")]

use std::sync::mpsc::{Receiver, Sender, channel};

use versioned_object_core::{Registry, Releases, prelude::*, serializer::Serializer, store::Sqlite};

/// A machine of the fleet. It has a table, and its name is the key of its row.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "fleet", table = "nodes", key = name)]
struct Node {
    name: Attr<String>,
    /// Its jobs: a relation. It has no column, and is loaded when somebody asks.
    #[field(has_many(key = Job::NODE))]
    jobs: Attr<Box<JobList>>,
    meta: ObjectMeta,
}

/// What a machine has to do. Version 1.1 gave it a time, 1.2 made a number of what was urgent or not.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.2", namespace = "fleet", table = "jobs")]
struct Job {
    id: Attr<i64>,
    /// The machine it belongs to.
    node: Attr<String>,
    command: Attr<String>,
    done: Attr<bool>,
    /// How many seconds it may take.
    #[field(since = "1.1", default = 60)]
    timeout: Attr<i64>,
    /// The higher, the sooner.
    #[field(renamed("1.2", "urgent"), changed("1.2", from = bool, down = i64::is_positive, up = i64::from))]
    priority: Attr<i64>,
    meta: ObjectMeta,
}

/// The jobs of a machine, which are at 1.2 since there are lists of them.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "fleet", list_of = Job, child_versions(("1.0", "1.2")))]
struct JobList {
    objects: Attr<Vec<Job>>,
    meta: ObjectMeta,
}

/// The same job, as it is declared in the old service, which knows version 1.0 alone.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", namespace = "fleet", name = "Job")]
struct OldJob {
    id: Attr<i64>,
    node: Attr<String>,
    command: Attr<String>,
    done: Attr<bool>,
    urgent: Attr<bool>,
    meta: ObjectMeta,
}

/// The old service: it does every job that it is sent, and answers with it.
async fn agent(inbox: Receiver<String>, outbox: Sender<String>) -> Result<()> {
    // What is read by its type need not be in a registry.
    let serializer = Serializer::new(Registry::new());
    for message in inbox {
        let mut job: OldJob = serializer.from_str(None, &message).await?;
        println!("agent reads      {job}");
        job.set_done(true)?;
        outbox.send(serializer.object_to_string(&job)?).unwrap();
    }
    Ok(())
}

/// The new service: it keeps the jobs, and sends them as the release that still runs knows them.
async fn controller(inbox: Receiver<String>, outbox: Sender<String>) -> Result<()> {
    let store = Sqlite::in_memory().open()?;
    store.create_table::<Node>().await?;
    store.create_table::<Job>().await?;
    let ctx = Context::builder().is_admin(true).store(&store).build();
    let job = |command, priority| Job::builder().command(command).priority(priority).done(false).build(&ctx);
    let jobs = JobList::from(vec![job("rotate keys", 5)?, job("compress logs", 0)?]);
    let mut node = Node::builder().name("north-7").jobs(jobs).build(&ctx)?;
    node.create_with(Node::JOBS).await?;

    // The cap: every message is written for the release of spring.
    let mut releases = Releases::new();
    releases.add("spring", [("Job", Version::new(1, 0))])?;
    let serializer = Serializer::new(Registry::new()).version_cap(&releases, "spring")?;
    for job in node.jobs()? {
        println!("controller sends {job}");
        outbox.send(serializer.object_to_string(job)?).unwrap();
        let mut answer: Job = serializer.from_str(Some(&ctx), &inbox.recv().unwrap()).await?;
        println!("controller reads {answer}, changed: {:?}", answer.obj_what_changed());
        // Only what changed is written: the row keeps the priority and the time that the agent does not know.
        answer.save().await?;
    }
    node.load(Node::JOBS).await?;
    node.jobs()?.iter().for_each(|job| println!("controller keeps {job}"));
    Ok(())
}

/// The test of this example runs it too.
pub(crate) fn main() -> Result<()> {
    let (to_agent, agent_inbox) = channel();
    let (to_controller, controller_inbox) = channel();
    std::thread::spawn(|| pollster::block_on(agent(agent_inbox, to_controller)));
    pollster::block_on(controller(controller_inbox, to_agent))
}
