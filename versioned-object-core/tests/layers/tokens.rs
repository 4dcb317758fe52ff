//! A walk over tokens: attributes, `use` trees and paths. Comments and strings are gone when a text is tokens, and doc
//! comments are attributes.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A path as it is written, without its generic arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// Its names. The first is `crate`, `super` or `self`, or something that is in scope.
    pub(crate) names: Vec<String>,
    /// Whether it begins with `$crate`.
    pub(crate) dollar: bool,
    /// The line of its last name.
    pub(crate) line: usize,
}

/// One name that a `use` brings into scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// The path to it, or to what a glob opens.
    pub(crate) path: Written,
    /// The name it has here: none for a glob.
    pub(crate) name: Option<String>,
}

/// What a text says of other modules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The names of every `use`.
    pub(crate) imports: Vec<Import>,
    /// The paths of two names or more that stand in code.
    pub(crate) paths: Vec<Written>,
}

/// What the attributes of something say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    /// It is there for tests alone.
    pub(crate) test: bool,
    /// The file of a module.
    pub(crate) path: Option<String>,
    /// It is a macro that stands at the root of the crate.
    pub(crate) exported: bool,
    /// It is a macro of a crate of macros.
    pub(crate) proc_macro: bool,
}

/// A place in a list of tokens.
pub(crate) struct Cursor {
    tokens: Vec<TokenTree>,
    at: usize,
}

impl Cursor {
    pub(crate) fn new(tokens: TokenStream) -> Self {
        Self { tokens: tokens.into_iter().collect(), at: 0 }
    }

    pub(crate) fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.tokens.get(self.at + ahead)
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The name that comes, without `r#`.
    pub(crate) fn name(&self, ahead: usize) -> Option<String> {
        match self.peek(ahead)? {
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                Some(name.strip_prefix("r#").unwrap_or(&name).to_owned())
            }
            _ => None,
        }
    }

    pub(crate) fn is_name(&self, ahead: usize, name: &str) -> bool {
        self.name(ahead).as_deref() == Some(name)
    }

    pub(crate) fn is_mark(&self, ahead: usize, mark: char) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
    }

    fn is_colons(&self, ahead: usize) -> bool {
        self.is_mark(ahead, ':') && self.is_mark(ahead + 1, ':')
    }

    pub(crate) fn group(&self, ahead: usize, delimiter: Delimiter) -> Option<&Group> {
        match self.peek(ahead)? {
            TokenTree::Group(group) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    /// The line of the token that comes, or of the last one.
    pub(crate) fn line(&self) -> usize {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(0, |token| token.span().start().line)
    }

    pub(crate) fn skip(&mut self, tokens: usize) {
        self.at += tokens;
    }

    /// Reads the attributes that come, those of the surrounding module if `inner`.
    pub(crate) fn attributes(&mut self, inner: bool) -> Attributes {
        let mut all = Attributes::default();
        while self.is_mark(0, '#') && self.is_mark(1, '!') == inner {
            let Some(group) = self.group(1 + usize::from(inner), Delimiter::Bracket) else { break };
            all.add(group.stream());
            self.skip(2 + usize::from(inner));
        }
        all
    }

    /// Goes past `pub`, `pub(crate)` and `pub(in …)`.
    pub(crate) fn visibility(&mut self) {
        if self.is_name(0, "pub") {
            self.skip(1);
            let scope = self.group(0, Delimiter::Parenthesis).map(|group| Self::new(group.stream()));
            if scope.is_some_and(|scope| {
                ["crate", "super", "self", "in"].map(|it| scope.is_name(0, it)).contains(&true)
            }) {
                self.skip(1);
            }
        }
    }

    /// The tokens of the item, field, arm or statement that comes.
    pub(crate) fn one(&mut self) -> TokenStream {
        let kind = self.kind();
        let in_list = kind.is_none();
        let to_semicolon = matches!(kind.as_deref(), Some("const" | "static" | "type" | "use" | "let"));
        let mut tokens = Vec::new();
        while let Some(token) = self.next() {
            let end = match &token {
                TokenTree::Punct(punct) => punct.as_char() == ';' || in_list && punct.as_char() == ',',
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !to_semicolon,
                _ => false,
            };
            tokens.push(token);
            if end {
                break;
            }
        }
        tokens.into_iter().collect()
    }

    /// The keyword of the item that comes: `const fn` is a `fn`, and a call of a macro is a `!`.
    pub(crate) fn kind(&self) -> Option<String> {
        let mut ahead = 0;
        while let Some(name) = self.name(ahead) {
            let more = self.name(ahead + 1);
            match name.as_str() {
                "pub" => ahead += usize::from(self.group(ahead + 1, Delimiter::Parenthesis).is_some()),
                "const" if !matches!(more.as_deref(), Some("fn" | "async" | "unsafe" | "extern")) => {
                    return Some(name);
                }
                "extern" if self.group(ahead + 1, Delimiter::Brace).is_some() => return Some(name),
                "extern" => ahead += usize::from(more.is_none()),
                "const" | "async" | "unsafe" | "default" | "auto" | "safe" => {}
                "fn" | "mod" | "use" | "impl" | "struct" | "enum" | "union" | "trait" | "type" | "static"
                | "macro_rules" | "crate" | "let" => return Some(name),
                _ => break,
            }
            ahead += 1;
        }
        while self.is_colons(ahead + 1) {
            ahead += 3;
        }
        self.is_mark(ahead + 1, '!').then(|| "!".to_owned())
    }

    /// Reads the path that comes. What stands between `<` and `>` is left for the walk.
    fn path(&mut self) -> Written {
        let mut path = Written { names: Vec::new(), dollar: false, line: self.line() };
        while let Some(name) = self.name(0) {
            path.line = self.line();
            path.names.push(name);
            self.skip(1);
            if !self.is_colons(0) || self.name(2).is_none() {
                break;
            }
            self.skip(2);
        }
        path
    }
}

impl Attributes {
    fn add(&mut self, attribute: TokenStream) {
        let cursor = Cursor::new(attribute);
        match cursor.name(0).as_deref() {
            Some("cfg") => {
                let condition = cursor.group(1, Delimiter::Parenthesis);
                self.test |= condition.is_some_and(|group| needs_test(group.stream()));
            }
            Some("path") => {
                let text = cursor.peek(2).map(ToString::to_string);
                self.path = text.map(|text| text.trim_matches('"').to_owned());
            }
            Some("macro_export") => self.exported = true,
            Some("proc_macro" | "proc_macro_derive" | "proc_macro_attribute") => self.proc_macro = true,
            _ => {}
        }
    }
}

/// Whether a condition of `cfg` holds in tests alone. Tests of the documentation are tests.
fn needs_test(condition: TokenStream) -> bool {
    let cursor = Cursor::new(condition);
    let parts =
        || cursor.group(1, Delimiter::Parenthesis).map(|group| split(group.stream())).unwrap_or_default();
    match cursor.name(0).as_deref() {
        Some("test" | "doctest") => true,
        Some("all") => parts().into_iter().any(needs_test),
        Some("any") => {
            let parts = parts();
            !parts.is_empty() && parts.into_iter().all(needs_test)
        }
        _ => false,
    }
}

/// The parts between commas.
fn split(tokens: TokenStream) -> Vec<TokenStream> {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let parts = all.split(is_comma).filter(|part| !part.is_empty());
    parts.map(|part| part.iter().cloned().collect()).collect()
}

impl Said {
    /// Finds every `use` and every path, in groups too, and so in the bodies and the arguments of macros.
    pub(crate) fn walk(&mut self, tokens: TokenStream) {
        let mut cursor = Cursor::new(tokens);
        while !cursor.is_empty() {
            cursor.attributes(true);
            while cursor.attributes(false).test {
                cursor.one();
            }
            cursor.visibility();
            if cursor.is_name(0, "use") && !cursor.is_mark(1, '<') {
                cursor.skip(1);
                self.imports(&mut cursor);
            } else if cursor.name(0).is_some() {
                let path = cursor.path();
                self.path(path);
            } else if cursor.is_colons(0) && cursor.name(2).is_some() {
                cursor.skip(2);
                cursor.path();
            } else if cursor.is_mark(0, '$') && cursor.name(1).is_some() {
                cursor.skip(1);
                let path = cursor.path();
                if path.names.first().is_some_and(|name| name == "crate") {
                    self.path(Written { dollar: true, ..path });
                }
            } else if let Some(TokenTree::Group(group)) = cursor.next() {
                self.walk(group.stream());
            }
        }
    }

    fn path(&mut self, path: Written) {
        if path.names.len() > 1 {
            self.paths.push(path);
        }
    }

    /// Reads the tree after `use`, up to its semicolon.
    pub(crate) fn imports(&mut self, cursor: &mut Cursor) {
        let mut tree = Vec::new();
        while let Some(token) = cursor.next() {
            if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';') {
                break;
            }
            tree.push(token);
        }
        self.tree(&Written { names: Vec::new(), dollar: false, line: 0 }, tree.into_iter().collect());
    }

    fn tree(&mut self, before: &Written, tree: TokenStream) {
        let mut cursor = Cursor::new(tree);
        let mut path = before.clone();
        if cursor.is_mark(0, '$') && cursor.is_name(1, "crate") {
            path.dollar = true;
            cursor.skip(1);
        }
        loop {
            path.line = cursor.line();
            if let Some(group) = cursor.group(0, Delimiter::Brace) {
                for part in split(group.stream()) {
                    self.tree(&path, part);
                }
                return;
            }
            if cursor.is_mark(0, '*') {
                self.imports.push(Import { path, name: None });
                return;
            }
            let Some(name) = cursor.name(0) else { return };
            if name != "self" || path.names.is_empty() {
                path.names.push(name);
            }
            cursor.skip(1);
            if !cursor.is_colons(0) {
                break;
            }
            cursor.skip(2);
        }
        let name = if cursor.is_name(0, "as") { cursor.name(1) } else { path.names.last().cloned() };
        self.imports.push(Import { path, name });
    }
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;

    fn said(text: &str) -> Said {
        let mut said = Said::default();
        said.walk(text.parse().unwrap());
        said
    }

    fn imports(text: &str) -> Vec<String> {
        let show = |import: Import| {
            let path = import.path.names.join("::");
            format!("{}: {path} as {}", import.path.line, import.name.as_deref().unwrap_or("*"))
        };
        said(text).imports.into_iter().map(show).collect()
    }

    fn paths(text: &str) -> Vec<String> {
        said(text).paths.into_iter().map(|path| format!("{}: {}", path.line, path.names.join("::"))).collect()
    }

    #[test]
    fn a_use_gives_its_names_each_with_its_line() {
        let text = "use crate::a::{\n  self, b::{C as D, *},\n  e,\n};\npub(crate) use super::f as _;";
        let found = imports(text);
        assert_eq!(
            found,
            [
                "2: crate::a as a",
                "2: crate::a::b::C as D",
                "2: crate::a::b as *",
                "3: crate::a::e as e",
                "5: super::f as _",
            ]
        );
        assert_eq!(imports("use ::crate_of_others::{a, b}; use $core as __core;"), [""; 0]);
    }

    #[test]
    fn paths_are_found_in_code_and_in_macros() {
        let text = "fn f(x: &crate::a::B<super::C>) {\n  vec![crate::d::e::<self::G>()]\n}\nmacro_rules! m {\n  () => { crate::h::i!() };\n}";
        let found = paths(text);
        assert_eq!(
            found,
            ["1: crate::a::B", "1: super::C", "2: crate::d::e", "2: self::G", "5: crate::h::i"]
        );
        assert!(said("macro_rules! m { () => { $crate::a::b } }").paths[0].dollar);
        assert_eq!(paths("::std::mem::take(x); $core::fmt::Display"), [""; 0]);
    }

    #[test]
    fn comments_strings_attributes_and_scopes_are_no_paths() {
        let text = r##"
            /// crate::a::B
            #[doc(alias = "x", inline(crate::a::B))]
            pub(in crate::a::b) fn f() {
                // crate::a::B
                let _ = "crate::a::B"; /* crate::a::B */
                r#"crate::a::B"#
            }
        "##;
        assert_eq!(said(text), Said::default());
    }

    #[test]
    fn what_is_for_tests_alone_is_left_out() {
        let text = "
            #[cfg(test)] fn f() { crate::a::b() }
            #[cfg(all(test, feature = \"x\"))] mod tests { use super::*; }
            #[cfg(test)] const A: B = { crate::a::b() };
            struct S { #[cfg(test)] x: crate::a::B, y: crate::c::D }
            #[cfg(any(test, feature = \"x\"))] use crate::e;
        ";
        assert_eq!(paths(text), ["5: crate::c::D"]);
        assert_eq!(imports(text), ["6: crate::e as e"]);
    }

    #[test]
    fn items_end_where_they_end() {
        let kind = |text: &str| Cursor::new(text.parse().unwrap()).kind();
        assert_eq!(kind("pub(crate) const unsafe fn f() {}").as_deref(), Some("fn"));
        assert_eq!(kind("const F: u8 = 1;").as_deref(), Some("const"));
        assert_eq!(kind("pub unsafe extern \"C\" fn f() {}").as_deref(), Some("fn"));
        assert_eq!(kind("extern crate x;").as_deref(), Some("crate"));
        assert_eq!(kind("inventory::collect!(X);").as_deref(), Some("!"));
        assert_eq!(kind("x: u8,"), None);

        let mut cursor =
            Cursor::new("const F: u8 = { 1 }; fn f() -> [u8; 2] { x } struct S;".parse().unwrap());
        let all: Vec<String> =
            iter::from_fn(|| (!cursor.is_empty()).then(|| cursor.one().to_string())).collect();
        assert_eq!(all, ["const F : u8 = { 1 } ;", "fn f () -> [u8 ; 2] { x }", "struct S ;"]);
    }
}
