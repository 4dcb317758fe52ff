//! The modules of a crate, in their files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use proc_macro2::TokenStream;

use crate::module::{Child, Module};

/// The texts of a crate, by path from its `src`.
pub(crate) type Texts = BTreeMap<String, String>;

/// Reads every Rust file below a folder.
pub(crate) fn texts(src: &Path) -> io::Result<Texts> {
    let mut texts = Texts::new();
    let mut folders = vec![src.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let inside = path.strip_prefix(src).map_err(io::Error::other)?;
                texts.insert(inside.to_string_lossy().replace('\\', "/"), fs::read_to_string(&path)?);
            }
        }
    }
    Ok(texts)
}

/// A crate: its files, and the tree of its modules.
#[derive(Debug, Default)]
pub(crate) struct House {
    /// Its files, without those of tests.
    pub(crate) files: Vec<File>,
    /// Its modules; the first is the root.
    pub(crate) rooms: Vec<Room>,
    /// The files that no `mod` names, and those that are no Rust.
    pub(crate) lost: BTreeSet<String>,
}

/// A file of a crate.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path from `src`.
    pub(crate) path: String,
    /// The module that it is.
    pub(crate) room: usize,
    /// Whether it opens a folder, or the crate.
    pub(crate) is_door: bool,
    lines: Vec<String>,
}

/// A module in the tree.
#[derive(Debug)]
pub(crate) struct Room {
    /// The module around it.
    pub(crate) parent: Option<usize>,
    /// The file it stands in.
    pub(crate) file: usize,
    /// The modules in it, by name.
    pub(crate) children: Vec<(String, usize)>,
    /// What it says.
    pub(crate) module: Module,
}

impl File {
    /// The layer it stands in: the folder at the top, or its own name.
    pub(crate) fn layer(&self) -> &str {
        let top = self.path.split('/').next().unwrap_or_default();
        top.strip_suffix(".rs").unwrap_or(top)
    }

    /// How many lines it has.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The text of a line.
    pub(crate) fn line(&self, line: usize) -> &str {
        self.lines.get(line.wrapping_sub(1)).map_or("", |text| text.trim())
    }
}

impl House {
    /// Follows the modules of a crate, from `lib.rs`.
    pub(crate) fn read(texts: &Texts) -> Self {
        let mut house =
            Self { lost: texts.keys().filter(|path| !is_test(path)).cloned().collect(), ..Self::default() };
        house.file(texts, "lib.rs", None);
        house
    }

    /// The module of that name in a module.
    pub(crate) fn child(&self, room: usize, name: &str) -> Option<usize> {
        self.rooms[room].children.iter().find(|(child, _)| child == name).map(|(_, room)| *room)
    }

    /// Whether a module stands in another one, at any depth.
    pub(crate) fn is_below(&self, room: usize, above: usize) -> bool {
        let mut parent = self.rooms[room].parent;
        while let Some(room) = parent {
            if room == above {
                return true;
            }
            parent = self.rooms[room].parent;
        }
        false
    }

    fn file(&mut self, texts: &Texts, path: &str, parent: Option<usize>) -> Option<usize> {
        let text = texts.get(path)?;
        let tokens = text.parse::<TokenStream>().ok()?;
        self.lost.remove(path);
        let module = Module::read(tokens);
        if module.test || is_test(path) {
            return None;
        }
        let lines = text.lines().map(str::to_owned).collect();
        let is_door = path == "lib.rs" || path.ends_with("/mod.rs");
        self.files.push(File { path: path.to_owned(), room: self.rooms.len(), is_door, lines });
        Some(self.room(texts, parent, module, self.files.len() - 1, &folder_of_children(path)))
    }

    fn room(
        &mut self,
        texts: &Texts,
        parent: Option<usize>,
        mut module: Module,
        file: usize,
        folder: &str,
    ) -> usize {
        let room = self.rooms.len();
        let children = std::mem::take(&mut module.children);
        self.rooms.push(Room { parent, file, children: Vec::new(), module });
        for Child { name, attributes, inline } in children {
            let beside = folder_of(&self.files[file].path);
            let inner = format!("{folder}{name}/");
            let mut paths = vec![format!("{folder}{name}.rs"), format!("{inner}mod.rs")];
            paths.extend(attributes.path.map(|path| format!("{beside}{path}")));
            let child = if attributes.test {
                self.lost.retain(|path| !path.starts_with(&inner) && !paths.contains(path));
                None
            } else if let Some(module) = inline {
                Some(self.room(texts, Some(room), module, file, &inner))
            } else {
                let child = paths.iter().rev().find_map(|path| self.file(texts, path, Some(room)));
                self.files[file].is_door |= child.is_some();
                child
            };
            self.rooms[room].children.extend(child.map(|room| (name, room)));
        }
        room
    }
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs")
}

fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |end| &path[..=end])
}

fn folder_of_children(path: &str) -> String {
    match path {
        "lib.rs" => String::new(),
        _ => path.strip_suffix("mod.rs").map_or_else(|| path.replace(".rs", "/"), str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(texts: &[(&str, &str)]) -> House {
        House::read(&texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn modules_are_found_in_their_files() {
        let house = house(&[
            ("lib.rs", "#[path = \"private.rs\"] mod __private; mod a; mod b; mod inner { mod x {} }"),
            ("private.rs", ""),
            ("a.rs", "mod c;"),
            ("a/c.rs", ""),
            ("b/mod.rs", "mod d;\n"),
            ("b/d.rs", ""),
        ]);
        let paths: Vec<&str> = house.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["lib.rs", "private.rs", "a.rs", "a/c.rs", "b/mod.rs", "b/d.rs"]);
        assert_eq!(house.rooms.len(), 8);
        let layers: Vec<&str> = house.files.iter().map(File::layer).collect();
        assert_eq!(layers, ["lib", "private", "a", "a", "b", "b"]);
        let doors: Vec<bool> = house.files.iter().map(|file| file.is_door).collect();
        assert_eq!(doors, [true, false, true, false, true, false]);
        assert!(house.is_below(house.files[3].room, 0) && !house.is_below(0, 0));
    }

    #[test]
    fn files_of_tests_are_left_out() {
        let house = house(&[
            ("lib.rs", "mod a; #[cfg(test)] mod checks; mod tests; mod gone;"),
            ("a.rs", "#[cfg(all(test, unix))] mod tests;"),
            ("a/tests.rs", "use crate::b;"),
            ("checks.rs", ""),
            ("checks/more.rs", ""),
            ("tests/mod.rs", ""),
        ]);
        assert_eq!(house.files.len(), 2);
        assert!(house.lost.is_empty(), "{:?}", house.lost);
    }

    #[test]
    fn a_file_that_no_module_names_is_lost() {
        let house = house(&[("lib.rs", "mod a;"), ("a.rs", "fn f( {"), ("b.rs", "")]);
        assert_eq!(house.lost.iter().collect::<Vec<_>>(), ["a.rs", "b.rs"]);
    }
}
