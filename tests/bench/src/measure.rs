//! Interleaved timing: the sides take turns, so that what else runs on the machine disturbs all of them alike.

use std::time::{Duration, Instant};

use crate::Done;

/// How often each side has its turn, and how long a turn is.
const ROUNDS: usize = 41;
const SPAN: Duration = Duration::from_millis(8);

/// Something to time, that does a thing once.
pub type Run<'a> = Box<dyn FnMut() + 'a>;

/// A side out of a closure; what the closure gives is dropped within its time.
pub fn run<'a, T>(mut run: impl FnMut() -> T + 'a) -> Run<'a> {
    Box::new(move || drop(std::hint::black_box(run())))
}

/// What two sides took, in seconds or bytes: the medians, and the median of what the rounds had for ours to the peer's.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Ours.
    pub ours: f64,
    /// The peer's.
    pub peer: f64,
    /// Ours to the peer's.
    pub ratio: f64,
}

impl Measured {
    /// Of a single round.
    pub fn once(ours: f64, peer: f64) -> Self {
        Self { ours, peer, ratio: ours / peer }
    }

    /// Of rounds in which both had their turn.
    pub fn of(ours: &[f64], peer: &[f64]) -> Self {
        let ratios: Vec<f64> = ours.iter().zip(peer).map(|(ours, peer)| ours / peer).collect();
        Self { ours: median(ours), peer: median(peer), ratio: median(&ratios) }
    }
}

/// The one in the middle.
pub fn median(of: &[f64]) -> f64 {
    let mut sorted = of.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Times the sides, each in turn; what the first took against each of the others.
pub fn compare(sides: &mut [Run<'_>]) -> Vec<Measured> {
    let runs: Vec<u32> = sides.iter_mut().map(runs_in_a_turn).collect();
    let mut times = vec![Vec::new(); sides.len()];
    for _ in 0..ROUNDS {
        for ((side, times), runs) in sides.iter_mut().zip(&mut times).zip(&runs) {
            times.push(time(side, *runs));
        }
    }
    times.iter().skip(1).map(|peer| Measured::of(&times[0], peer)).collect()
}

/// Times two sides that say themselves what they took, so often.
///
/// # Errors
/// Those of a side.
pub fn by_turns(
    turns: usize,
    mut ours: impl FnMut() -> Done<Duration>,
    mut peer: impl FnMut() -> Done<Duration>,
) -> Done<Measured> {
    let (mut our_times, mut peer_times) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        peer_times.push(peer()?.as_secs_f64());
        our_times.push(ours()?.as_secs_f64());
    }
    Ok(Measured::of(&our_times, &peer_times))
}

/// How long it takes, and what comes of it.
///
/// # Errors
/// Its own.
pub fn timed<T>(run: impl FnOnce() -> Done<T>) -> Done<(Duration, T)> {
    let start = Instant::now();
    let done = run()?;
    Ok((start.elapsed(), done))
}

/// Seconds for one time.
fn time(side: &mut Run<'_>, times: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..times {
        side();
    }
    start.elapsed().as_secs_f64() / f64::from(times)
}

fn runs_in_a_turn(side: &mut Run<'_>) -> u32 {
    let mut runs = 1;
    loop {
        let took = time(side, runs) * f64::from(runs);
        if took >= SPAN.as_secs_f64() / 2.0 || runs >= 1 << 24 {
            return runs;
        }
        runs *= 2;
    }
}

/// Bytes of memory that the process has now; none where there is no `/proc`.
pub fn resident() -> usize {
    const PAGE: usize = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default() * PAGE
}
