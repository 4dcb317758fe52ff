//! What other programs are needed for: Python's library, Cinder, the compiler. Each is a script that says what it took.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use backup_objects::{Backup, BackupList};
use bench::{Done, Measured, timed};
use versioned_object_core::wire::{from_str, to_string};

use crate::{Bench, wire};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Python with the library, which answers how long it took to do something.
struct Python {
    child: Child,
    asked: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Python {
    fn start() -> Done<Self> {
        let environment = Command::new("tests/interop/environment")
            .arg("tests/interop/requirements.txt")
            .current_dir(ROOT)
            .stderr(Stdio::inherit())
            .output()?;
        let python = String::from_utf8(environment.stdout)?;
        let mut child = Command::new(python.trim())
            .arg("tests/bench/oslo.py")
            .env("PYTHONPATH", "tests/interop")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .current_dir(ROOT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (asked, answers) = (child.stdin.take(), child.stdout.take());
        let (asked, answers) = asked.zip(answers).ok_or("no pipes")?;
        Ok(Self { child, asked, answers: BufReader::new(answers) })
    }

    fn ask(&mut self, line: &str) -> Done<String> {
        writeln!(self.asked, "{line}")?;
        self.asked.flush()?;
        let mut answer = String::new();
        if self.answers.read_line(&mut answer)? == 0 {
            return Err("Python has ended".into());
        }
        Ok(answer.trim_end().to_owned())
    }

    fn end(mut self) -> Done {
        drop(self.asked);
        self.child.wait()?;
        Ok(())
    }
}

/// An object to text and back: in Python by way of a primitive, as its services do.
pub(crate) fn python(bench: &mut Bench) -> Done {
    /// How often ours does in a turn what Python does once.
    const OFTEN: usize = 50;
    let mut python = Python::start()?;
    let (backup, list) = (wire::clean()?, wire::list()?);
    for (what, many, text) in [("", 200, to_string(&backup)?), (" a list of 1,000", 1, to_string(&list)?)] {
        let is_list = many == 1;
        // It writes what it has read as we do, but for spaces and the order of keys.
        let written: serde_json::Value = serde_json::from_str(&python.ask(&format!("read {text}"))?)?;
        assert_eq!(written, serde_json::from_str::<serde_json::Value>(&text)?);
        let encode = || if is_list { to_string(&list) } else { to_string(&backup) };
        let decode = || {
            if is_list {
                from_str::<BackupList>(&text).map(drop)
            } else {
                from_str::<Backup>(&text).map(drop)
            }
        };
        for (verb, ours) in
            [("encode", &encode as &dyn Fn() -> _), ("decode", &|| decode().map(|()| String::new()))]
        {
            let name = format!("{verb}{what}");
            let times = if is_list { OFTEN } else { OFTEN * many };
            #[allow(clippy::cast_possible_truncation, reason = "small numbers")]
            let shared = (times / many) as u32;
            let our_turn = || {
                let all = || (0..times).try_for_each(|_| std::hint::black_box(ours()).map(drop));
                // As long as it takes to do it as often as Python does.
                Ok(timed(|| Ok(all()?))?.0 / shared)
            };
            let turn = || Ok(Duration::from_secs_f64(python.ask(&format!("{verb} {many}"))?.parse()?));
            bench.turns(["python", &name, "oslo.versionedobjects"], many as u128, our_turn, turn)?;
        }
    }
    python.end()
}

/// The cells of the rows that a script prints as a table, without its head.
fn table(script: &str, arguments: &[&str]) -> Done<Vec<Vec<String>>> {
    let run = Command::new(script).args(arguments).current_dir(ROOT).stderr(Stdio::inherit()).output()?;
    if !run.status.success() {
        return Err(format!("{script} failed").into());
    }
    let text = String::from_utf8(run.stdout)?;
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows = text.lines().filter(|line| line.starts_with('|'));
    Ok(rows.skip(2).map(cells).collect())
}

/// Cinder 29 and ours at one file.
pub(crate) fn cinder(bench: &mut Bench) -> Done {
    for row in table("tests/bench/cinder", &[])? {
        let [name, theirs, ours, ratio] = row.as_slice() else { return Err("not four columns".into()) };
        let name =
            if name == "get_all" { "`get_all`, a row of 10,000".to_owned() } else { format!("`{name}`") };
        let micro = |text: &str| text.parse::<f64>().map(|micro| micro / 1e6);
        let measured =
            Measured { ours: micro(ours)?, peer: micro(theirs)?, ratio: 1.0 / ratio.parse::<f64>()? };
        bench.put("cinder", &name, "Cinder 29", measured)?;
    }
    Ok(())
}

/// What the compiler takes for fifty objects.
pub(crate) fn build(bench: &mut Bench) -> Done {
    let builds: Vec<_> = ["check", "debug", "release"]
        .into_iter()
        .filter(|build| {
            bench.wants("build", build) || bench.wants("build", &format!("{build}, with `fingerprint`"))
        })
        .collect();
    let only = if let [one] = builds.as_slice() { vec!["--only", one] } else { Vec::new() };
    let rows = table("tests/bench/build/run", &only)?;
    for row in &rows {
        let [build, of, seconds, ratio, ..] = row.as_slice() else { return Err("not six columns".into()) };
        let plain = rows.iter().find(|other| other[0] == *build && other[1].starts_with("serde"));
        let peer: f64 = plain.ok_or("no peer")?[2].parse()?;
        let name = match of.as_str() {
            "derive(VersionedObject)" => build.clone(),
            of if of.contains("fingerprint") => format!("{build}, with `fingerprint`"),
            _ => continue,
        };
        let measured = Measured { ours: seconds.parse()?, peer, ratio: ratio.parse()? };
        bench.put("build", &name, "serde's two derives", measured)?;
    }
    Ok(())
}
