//! What one module says: what it defines, its children, and what it names.

use proc_macro2::{Delimiter, TokenStream};

use crate::tokens::{Attributes, Cursor, Import, Said};

/// One module, or one file.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// It is there for tests alone.
    pub(crate) test: bool,
    /// What it defines.
    pub(crate) items: Vec<Item>,
    /// The modules it declares.
    pub(crate) children: Vec<Child>,
    /// What its own `use` items name.
    pub(crate) imports: Vec<Import>,
    /// What its items name.
    pub(crate) said: Said,
}

/// A definition.
#[derive(Debug)]
pub(crate) struct Item {
    /// `fn`, `struct`, …: `!` for the call of a macro.
    pub(crate) kind: String,
    /// Its name; an `impl` has none.
    pub(crate) name: Option<String>,
    /// The line of its keyword.
    pub(crate) line: usize,
    /// What stands above it.
    pub(crate) attributes: Attributes,
}

/// A module that is declared.
#[derive(Debug)]
pub(crate) struct Child {
    /// Its name.
    pub(crate) name: String,
    /// What stands above it.
    pub(crate) attributes: Attributes,
    /// What it says, if it has no file of its own.
    pub(crate) inline: Option<Module>,
}

impl Module {
    /// Reads a module.
    pub(crate) fn read(tokens: TokenStream) -> Self {
        let mut module = Self::default();
        let mut cursor = Cursor::new(tokens);
        while !cursor.is_empty() {
            module.test |= cursor.attributes(true).test;
            let attributes = cursor.attributes(false);
            if attributes.test && cursor.kind().as_deref() != Some("mod") {
                cursor.one();
            } else if !cursor.is_empty() {
                module.item(&mut cursor, attributes);
            }
        }
        module
    }

    fn item(&mut self, cursor: &mut Cursor, attributes: Attributes) {
        cursor.visibility();
        let (kind, line) = (cursor.kind(), cursor.line());
        match kind.as_deref() {
            Some("use") => {
                cursor.skip(1);
                let mut said = Said::default();
                said.imports(cursor);
                self.imports.append(&mut said.imports);
            }
            Some("mod") => {
                let name = cursor.name(1).unwrap_or_default();
                let inline = cursor.group(2, Delimiter::Brace).map(|group| Self::read(group.stream()));
                cursor.skip(3);
                self.children.push(Child { name, attributes, inline });
            }
            _ if cursor.is_mark(0, ';') => cursor.skip(1),
            _ => {
                let item = cursor.one();
                let kind = kind.unwrap_or_default();
                let name = name_of(item.clone(), &kind);
                self.said.walk(item);
                self.items.push(Item { kind, name, line, attributes });
            }
        }
    }
}

fn name_of(item: TokenStream, kind: &str) -> Option<String> {
    let mut cursor = Cursor::new(item);
    if matches!(kind, "impl" | "!" | "") {
        return None;
    }
    while !cursor.is_empty() && !cursor.is_name(0, kind) {
        cursor.skip(1);
    }
    let more = usize::from(cursor.is_name(1, "mut") || cursor.is_mark(1, '!'));
    cursor.name(1 + more)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Module {
        Module::read(text.parse().unwrap())
    }

    #[test]
    fn what_a_module_defines_is_known_by_kind_name_and_line() {
        let module = read(
            "#![allow(x)]\nuse a::b;\n/// Text.\npub(crate) const fn f() {}\nimpl X for Y {}\nstatic mut S: u8 = 1;\n#[macro_export]\nmacro_rules! m { () => {} }\nmade! { x }\n#[cfg(test)]\nfn t() {}\n",
        );
        let items = module.items.iter().map(|item| (item.kind.as_str(), item.name.as_deref(), item.line));
        assert_eq!(
            items.collect::<Vec<_>>(),
            [
                ("fn", Some("f"), 4),
                ("impl", None, 5),
                ("static", Some("S"), 6),
                ("macro_rules", Some("m"), 8),
                ("!", None, 9),
            ]
        );
        assert!(module.items[3].attributes.exported);
        assert_eq!(module.imports.len(), 1);
    }

    #[test]
    fn modules_are_known_with_what_stands_above_them() {
        let module =
            read("#[path = \"private.rs\"] pub mod __private; #[cfg(test)] mod tests; mod m { fn f() {} }");
        let names: Vec<&str> = module.children.iter().map(|child| child.name.as_str()).collect();
        assert_eq!(names, ["__private", "tests", "m"]);
        assert_eq!(module.children[0].attributes.path.as_deref(), Some("private.rs"));
        assert!(module.children[1].attributes.test);
        assert_eq!(module.children[2].inline.as_ref().map(|inline| inline.items.len()), Some(1));
        assert!(read("#![cfg(test)] fn f() {}").test);
    }
}
