//! The history of an object: fields that came, were renamed and changed their type; how an older peer sees it, and how
//! what an older peer wrote is read.
//!
//! Run it with `cargo run -p versioned-object-core --example evolve`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it prints what it shows, and fails where it is wrong"
)]

use versioned_object_core::FieldStatus;
use versioned_object_core::prelude::*;
use versioned_object_core::wire::WriteOptions;

/// A timer as release 1.0 declared it.
mod first {
    use versioned_object_core::prelude::*;

    #[derive(Clone, VersionedObject)]
    #[versioned_object(version = "1.0", namespace = "home", fingerprint = "05808ff0005f990071cbd11e372c5955")]
    pub(super) struct Timer {
        /// What it is for.
        title: Attr<String>,
        /// How long it runs, as people write it: `3 min`.
        length: Attr<String>,
        meta: ObjectMeta,
    }
}

/// The same timer three versions later. What each version changed stands at the field.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.3", namespace = "home", fingerprint = "0c883b9683d956a67d61ff606b5ae331")]
struct Timer {
    /// What it is for.
    #[field(renamed("1.1", "title"))]
    name: Attr<String>,
    /// How long it runs, in minutes.
    #[field(changed("1.2", from = String, down = to_text, up = to_minutes))]
    length: Attr<i64>,
    /// Whether it rings at the end.
    #[field(since = "1.3", default = true)]
    rings: Attr<bool>,
    meta: ObjectMeta,
}

/// A value of now, for a peer older than 1.2.
fn to_text(minutes: i64) -> String {
    format!("{minutes} min")
}

/// A value of such a peer, for now.
fn to_minutes(text: &str) -> Result<i64, String> {
    let number = text.strip_suffix(" min").and_then(|number| number.parse().ok());
    number.ok_or_else(|| format!("expected minutes, got {text:?}"))
}

fn main() -> Result<()> {
    // Every older peer gets its own names, types and fields.
    let tea = Timer::builder().name("tea").length(3).rings(false).build_orphan()?;
    let at = |minor| WriteOptions::default().target_version(Version::new(1, minor));
    for minor in 0..=3 {
        println!("1.{minor}: {}", at(minor).to_value(&tea)?["versioned_object.data"]);
    }
    let old = at(0).to_string(&tea)?;
    assert!(old.contains(r#"{"title":"tea","length":"3 min"}"#));

    // The old release reads that, as it reads its own, and answers.
    let mut theirs: first::Timer = wire::from_str(&old)?;
    assert_eq!((theirs.title()?, theirs.length()?), ("tea", "3 min"));
    theirs.set_length("5 min")?;
    let answer = wire::to_string(&theirs)?;

    // What comes from there is read into the names and types of now. The object remembers its version, and is written
    // back with it; what that version did not have is unset.
    let mut back: Timer = wire::from_str(&answer)?;
    assert_eq!(back.obj_version(), Version::new(1, 0));
    assert_eq!((back.name()?, back.length()?, back.try_rings()), ("tea", 5, None));
    assert_eq!(wire::to_string(&back)?, answer);

    // Raised to the version of now, it has the new field, and says what moved.
    back.obj_upgrade()?;
    assert_eq!((back.obj_version(), back.rings()?), (Version::new(1, 3), true));
    println!("raised: {:?} changed", back.obj_what_changed());

    // What has no present form is refused at its path.
    let error = wire::from_str::<Timer>(&answer.replace("5 min", "a while")).unwrap_err();
    assert_eq!(error.to_string(), "Timer.length: expected minutes, got \"a while\"");
    println!("refused: {error}");

    // The declaration knows the fingerprint of every version. That of 1.0 is the one that the first release published;
    // one that the fields no longer give stops the build, so that no version is forgotten.
    let (first, now) = (first::Timer::descriptor(), Timer::descriptor());
    assert_eq!(now.fingerprint_at(Version::new(1, 0)).as_deref(), first.fingerprint);
    assert_eq!(now.field("name").unwrap().status_in(Version::new(1, 1)), FieldStatus::Renamed);
    for minor in 0..=3 {
        let version = Version::new(1, minor);
        let status = now.fields().map(|field| (field.name, field.status_in(version)));
        println!("1.{minor}: {:?}, {:?}", now.fingerprint_at(version), status.collect::<Vec<_>>());
    }
    Ok(())
}
