//! Circles among files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What each file names.
pub(crate) type Graph = BTreeMap<usize, BTreeSet<usize>>;

/// The files that reach each other, in groups of two and more.
pub(crate) fn knots(graph: &Graph) -> Vec<BTreeSet<usize>> {
    let all: BTreeSet<usize> = graph.iter().flat_map(|(from, to)| to.iter().chain([from])).copied().collect();
    let reach: BTreeMap<usize, BTreeSet<usize>> =
        all.iter().map(|&file| (file, reached(graph, file))).collect();
    let mut knots: Vec<BTreeSet<usize>> = Vec::new();
    for (file, there) in &reach {
        if there.contains(file) && !knots.iter().any(|knot| knot.contains(file)) {
            let back = there.iter().filter(|other| reach[other].contains(file));
            knots.push(back.copied().collect());
        }
    }
    knots
}

/// What can be reached from a file: itself too, if it stands in a circle.
fn reached(graph: &Graph, from: usize) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        next.extend(graph.get(&file).into_iter().flatten().filter(|&&to| seen.insert(to)));
    }
    seen
}

/// A circle in a knot that is as short as any there: each file names the one after it, and the last the first.
pub(crate) fn shortest(graph: &Graph, knot: &BTreeSet<usize>) -> Vec<usize> {
    let circles = knot.iter().filter_map(|&file| circle(graph, file));
    circles.min_by_key(Vec::len).unwrap_or_default()
}

/// The shortest circle from a file back to it.
fn circle(graph: &Graph, start: usize) -> Option<Vec<usize>> {
    let mut before = BTreeMap::new();
    let mut next = VecDeque::from([start]);
    while let Some(file) = next.pop_front() {
        for &to in graph.get(&file).into_iter().flatten() {
            if to == start {
                let mut circle = vec![file];
                while let Some(&file) =
                    circle.last().filter(|&&file| file != start).and_then(|file| before.get(file))
                {
                    circle.push(file);
                }
                circle.reverse();
                return Some(circle);
            }
            before.entry(to).or_insert_with(|| {
                next.push_back(to);
                file
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(arrows: &[(usize, usize)]) -> Graph {
        let mut graph = Graph::new();
        for &(from, to) in arrows {
            graph.entry(from).or_default().insert(to);
        }
        graph
    }

    #[test]
    fn files_that_reach_each_other_are_a_knot() {
        let graph = graph(&[(0, 1), (1, 2), (2, 0), (2, 3), (4, 0), (5, 6), (6, 5)]);
        assert_eq!(knots(&graph), [BTreeSet::from([0, 1, 2]), BTreeSet::from([5, 6])]);
        assert!(knots(&Graph::from([(0, BTreeSet::from([1]))])).is_empty());
    }

    #[test]
    fn a_shortest_circle_is_shown() {
        let graph = graph(&[(0, 1), (1, 2), (2, 3), (3, 0), (2, 4), (4, 2)]);
        let knot = &knots(&graph)[0];
        assert_eq!(knot.len(), 5);
        assert_eq!(shortest(&graph, knot), [2, 4]);
        assert_eq!(circle(&graph, 0), Some(vec![0, 1, 2, 3]));
    }
}
