//! Where the paths of a crate lead to.

use std::collections::BTreeSet;

use crate::house::House;
use crate::tokens::{Import, Written};

/// A place where a file names another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrow {
    /// The file that names.
    pub(crate) from: usize,
    /// The line where it does.
    pub(crate) line: usize,
    /// The file that is named.
    pub(crate) to: usize,
    /// How it is named.
    pub(crate) way: Way,
}

/// How a file is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// As what has the thing.
    Straight,
    /// As the door that the thing comes through.
    Door,
    /// As what has the thing, which comes through a door.
    Behind,
}

/// What a path leads to.
#[derive(Debug, Default)]
struct Found {
    /// The files that have it.
    files: BTreeSet<usize>,
    /// The first door on the way.
    door: Option<usize>,
    /// It is this module.
    room: Option<usize>,
}

/// The questions that were asked, so that none is asked in a circle.
type Asked = BTreeSet<(usize, Vec<String>)>;

impl House {
    /// Every place where a file names another one.
    pub(crate) fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for (at, room) in self.rooms.iter().enumerate() {
            let said = &room.module.said;
            for import in room.module.imports.iter().chain(&said.imports) {
                self.draw(at, &import.path, true, &mut arrows);
            }
            for path in &said.paths {
                self.draw(at, path, false, &mut arrows);
            }
        }
        arrows
    }

    fn draw(&self, room: usize, path: &Written, import: bool, arrows: &mut Vec<Arrow>) {
        // What an exported macro says of `__private` is said in the crates that use it.
        if path.dollar && path.names.get(1).is_some_and(|name| name == "__private") {
            return;
        }
        let from = self.rooms[room].file;
        let found = self.find(room, &path.names, import, &mut Asked::new());
        let door = found.door.filter(|&door| door != from);
        let way = if door.is_some() { Way::Behind } else { Way::Straight };
        let mut draw = |to, way| arrows.push(Arrow { from, line: path.line, to, way });
        if let Some(door) = door {
            draw(door, Way::Door);
        }
        for to in found.files {
            if to != from && Some(to) != door {
                draw(to, way);
            }
        }
    }

    /// Follows a path from the module that says it.
    fn find(&self, room: usize, names: &[String], import: bool, asked: &mut Asked) -> Found {
        let Some((first, more)) = names.split_first() else { return Found::default() };
        if !asked.insert((room, names.to_vec())) {
            return Found::default();
        }
        match first.as_str() {
            "crate" => self.walk(0, more, import, asked),
            "self" | "super" => self.walk(room, names, import, asked),
            name if self.child(room, name).is_some() => self.walk(room, names, import, asked),
            name => match self.bound(room, name, asked) {
                Some(room) => self.walk(room, more, import, asked),
                None => Found::default(),
            },
        }
    }

    /// The module that a name stands for, because a `use` says so.
    fn bound(&self, room: usize, name: &str, asked: &mut Asked) -> Option<usize> {
        let module = &self.rooms[room].module;
        let mut imports = module.imports.iter().chain(&module.said.imports);
        imports.find_map(|import| {
            let is_it = import.name.as_deref() == Some(name);
            is_it.then(|| self.find(room, &import.path.names, true, asked).room)?
        })
    }

    /// Follows names downwards from a module.
    fn walk(&self, mut at: usize, names: &[String], import: bool, asked: &mut Asked) -> Found {
        for (index, name) in names.iter().enumerate() {
            let more = &names[index + 1..];
            match name.as_str() {
                "self" => {}
                "super" => at = self.rooms[at].parent.unwrap_or(at),
                name => match self.child(at, name) {
                    // A function may have the name of the module it stands in.
                    Some(child) if more.is_empty() && self.has(at, name) => {
                        let mut found = self.item(at, name, more, asked);
                        if import {
                            found.files.insert(self.rooms[child].file);
                            found.room = Some(child);
                        }
                        return found;
                    }
                    Some(child) => at = child,
                    None => return self.item(at, name, more, asked),
                },
            }
        }
        let file = self.rooms[at].file;
        let door = self.files[file].is_door.then_some(file);
        Found { files: BTreeSet::from([file]), door, room: Some(at) }
    }

    /// Follows a name that is no module where it is looked for, and what comes after it.
    fn item(&self, at: usize, name: &str, more: &[String], asked: &mut Asked) -> Found {
        let file = self.rooms[at].file;
        let here = Found { files: BTreeSet::from([file]), ..Found::default() };
        if self.defines(at, name) {
            return here;
        }
        if at == 0
            && let Some(file) = self.exporter(name)
        {
            return Found { files: BTreeSet::from([file]), ..here };
        }
        let mut found = Found::default();
        let mut shown = false;
        for import in &self.rooms[at].module.imports {
            if let Some(names) = self.behind(at, import, name) {
                let names = [&names, more].concat();
                let next = self.find(at, &names, true, asked);
                found.files.extend(next.files);
                found.room = found.room.or(next.room);
                shown = true;
            }
        }
        if shown && self.files[file].is_door {
            Found { door: Some(file), ..found }
        } else {
            Found { room: found.room, ..here }
        }
    }

    /// The path that a `use` has for a name.
    fn behind(&self, at: usize, import: &Import, name: &str) -> Option<Vec<String>> {
        let mut names = import.path.names.clone();
        if import.name.as_deref() == Some(name) {
            return Some(names);
        }
        let opened = import.name.is_none().then(|| self.find(at, &names, true, &mut Asked::new()).room)??;
        let known = opened != at && (self.child(opened, name).is_some() || self.has(opened, name));
        names.push(name.to_owned());
        known.then_some(names)
    }

    fn defines(&self, room: usize, name: &str) -> bool {
        self.rooms[room].module.items.iter().any(|item| item.name.as_deref() == Some(name))
    }

    fn has(&self, room: usize, name: &str) -> bool {
        let mut imports = self.rooms[room].module.imports.iter();
        self.defines(room, name) || imports.any(|import| import.name.as_deref() == Some(name))
    }

    /// The file of a macro that stands at the root of the crate.
    fn exporter(&self, name: &str) -> Option<usize> {
        let of_macro = |room: &&crate::house::Room| {
            let mut items = room.module.items.iter();
            items.any(|item| item.attributes.exported && item.name.as_deref() == Some(name))
        };
        self.rooms.iter().find(of_macro).map(|room| room.file)
    }
}
