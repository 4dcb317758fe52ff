//! Interleaved timing: the cases take turns, so that what else runs on the machine disturbs all of them alike.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Something to time, under a name.
pub struct Case<'a> {
    name: &'a str,
    run: Box<dyn FnMut() + 'a>,
}

impl<'a> Case<'a> {
    /// `run` does the thing once.
    pub fn new<T>(name: &'a str, mut run: impl FnMut() -> T + 'a) -> Self {
        Self { name, run: Box::new(move || drop(std::hint::black_box(run()))) }
    }

    fn time(&mut self, times: u32) -> f64 {
        let start = Instant::now();
        for _ in 0..times {
            (self.run)();
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(times)
    }
}

/// Times the cases, each in turn for `rounds` rounds of about `span`, and prints what the first takes against each of the
/// others: by the fastest round, and by the median one.
pub fn compare(title: &str, rounds: usize, span: Duration, cases: &mut [Case<'_>]) -> String {
    let mut times = vec![Vec::new(); cases.len()];
    let runs: Vec<u32> = cases.iter_mut().map(|case| runs_in(case, span)).collect();
    for _ in 0..rounds {
        for ((case, times), runs) in cases.iter_mut().zip(&mut times).zip(&runs) {
            times.push(case.time(*runs));
        }
    }
    let mut report = format!("{title}\n");
    let results: Vec<_> = times.iter_mut().map(|times| summary(times)).collect();
    for (case, (least, median)) in cases.iter().zip(&results) {
        let (first_least, first_median) = results[0];
        let _ = writeln!(
            report,
            "  {:<28} least {:>10.0} ns   median {:>10.0} ns   first/this {:>5.2} {:>5.2}",
            case.name,
            least,
            median,
            first_least / least,
            first_median / median
        );
    }
    report
}

fn runs_in(case: &mut Case<'_>, span: Duration) -> u32 {
    let mut runs = 1;
    loop {
        let took = case.time(runs) * f64::from(runs) / 1e9;
        if took >= span.as_secs_f64() / 2.0 || runs >= 1 << 24 {
            return runs;
        }
        runs *= 2;
    }
}

fn summary(times: &mut [f64]) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 2])
}
