//! What the compiler said of a case.

/// An error.
#[derive(Debug)]
pub struct Reported {
    /// Its first line, without `error` and a code in front.
    pub message: String,
    /// The line it points at, from 1.
    pub line: usize,
    /// The column it points at, from 1.
    pub column: usize,
    /// How many characters of one line it points at; none where it points at several lines.
    pub width: Option<usize>,
    /// All of it, as printed.
    pub text: String,
}

/// Reads what the compiler printed.
pub fn parse(text: &str) -> Vec<Reported> {
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        let begins = ["error", "warning"].iter().any(|word| {
            line.strip_prefix(word).is_some_and(|rest| rest.starts_with(':') || rest.starts_with('['))
        });
        match blocks.last_mut() {
            Some(block) if !begins => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    blocks.iter().map(|block| reported(block)).collect()
}

fn reported(block: &[&str]) -> Reported {
    let message = block[0].split_once(": ").map_or(block[0], |(_, message)| message).to_owned();
    let (line, column) = block.iter().find_map(|line| place(line)).unwrap_or_default();
    let mut text = block.join("\n");
    text.truncate(text.trim_end().len());
    Reported { message, line, column, width: width(block, line, column), text }
}

/// `--> topic/rule.rs:7:12`
fn place(line: &str) -> Option<(usize, usize)> {
    let mut parts = line.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line) = (parts.next()?, parts.next()?);
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// How many carets stand under the place.
fn width(block: &[&str], line: usize, column: usize) -> Option<usize> {
    let number = format!("{line} | ");
    let code = block.iter().position(|text| text.trim_start().starts_with(&number))?;
    let gutter = block[code].find('|')? + 2;
    block[code + 1..].iter().take_while(|text| text.trim_start().starts_with('|')).find_map(|text| {
        let under: String = text.chars().skip(gutter + column - 1).take_while(|c| *c == '^').collect();
        (!under.is_empty()).then_some(under.len())
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn errors_are_told_apart() {
        let text = "error[E0080]: evaluation panicked: no\n --> a/b.rs:7:12\n  |\n7 | pub struct Disk {\n  |            ^^^^ here\n\n\
                    error: too\n  --> a/b.rs:11:2\n   |\n11 | ab\n   |  -^^\n";
        let errors = parse(text);
        assert_eq!(errors.len(), 2);
        assert_eq!(errors[0].message, "evaluation panicked: no");
        assert_eq!((errors[0].line, errors[0].column, errors[0].width), (7, 12, Some(4)));
        assert_eq!((errors[1].line, errors[1].column, errors[1].width), (11, 2, None));
        assert_eq!(errors[1].text.lines().count(), 5);
    }
}
