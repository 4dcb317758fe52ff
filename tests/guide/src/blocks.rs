//! The blocks of code of a page.

/// A block of code.
pub(crate) struct Block<'p> {
    /// What stands behind the fence.
    pub(crate) language: &'p str,
    /// The paragraph before it, in one line.
    pub(crate) before: String,
    /// Its lines.
    pub(crate) lines: Vec<&'p str>,
}

/// Every block of code of a page.
pub(crate) fn blocks(page: &str) -> Vec<Block<'_>> {
    let (mut blocks, mut before) = (Vec::new(), String::new());
    let mut open: Option<(&str, Block<'_>)> = None;
    for line in page.lines() {
        if let Some((fence, mut block)) = open.take() {
            if line == fence {
                blocks.push(block);
            } else {
                block.lines.push(line);
                open = Some((fence, block));
            }
        } else if line.starts_with("```") {
            let (fence, language) = line.split_at(line.len() - line.trim_start_matches('`').len());
            let before = std::mem::take(&mut before).trim().to_owned();
            open = Some((fence, Block { language, before, lines: Vec::new() }));
        } else if line.is_empty() && !before.ends_with(':') {
            before.clear();
        } else {
            before.push(' ');
            before.push_str(line.trim_end());
        }
    }
    blocks
}

/// What a block of Rust prints, the one of this number, as the page says: commands may stand between.
pub(crate) fn output_of<'b, 'p>(blocks: &'b [Block<'p>], at: usize) -> Option<&'b Block<'p>> {
    let next = blocks[at + 1..].iter().find(|block| block.language != "sh")?;
    (blocks[at].language == "rust" && next.language == "text" && next.before.ends_with("prints:"))
        .then_some(next)
}
