//! The page of a type in rustdoc: what stands above its methods.
//!
//! A derive cannot add to the documentation of the struct, so this is the one of the first impl block. It is written under
//! `cfg(doc)` alone. What the declarations of mixins and of a parent say comes from their macros, see `rows`.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::Path;

use super::rows::{Page, asked, cell, code, left_out, link, linked, members, rows, table_head};
use super::shared::{groups, macro_path};
use super::used::used;
use crate::model::{Core, Enum, Mixin, Object, SoftDelete, VersionPairs};
use crate::syntax::{plain, spaced};

/// Where what a type cannot know of itself comes from.
enum Part {
    /// It is known here.
    Text(String),
    /// What the macro of this path, that of another type, gives to these tokens.
    Asked(TokenStream, TokenStream),
    /// What core makes of these tokens.
    Of(TokenStream),
}

/// The documentation of an impl block.
#[derive(Default)]
struct Text {
    parts: Vec<Part>,
}

impl Text {
    fn push(&mut self, text: impl AsRef<str>) {
        if let Some(Part::Text(last)) = self.parts.last_mut() {
            last.push_str(text.as_ref());
        } else {
            self.parts.push(Part::Text(text.as_ref().to_owned()));
        }
    }

    fn ask(&mut self, path: &Path, what: TokenStream) {
        self.parts.push(Part::Asked(path.to_token_stream(), what));
    }

    /// How the page looks, which is the same for all types.
    fn style(&mut self) {
        self.parts.push(Part::Of(quote!(style)));
    }

    /// The attributes of the block. A link to what others do not see, or to a crate without pages, is left as text. What
    /// stands beside it is for the pages of other types.
    fn attributes(&self, core: &Core, beside: TokenStream) -> TokenStream {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => quote!(#text),
            Part::Asked(path, what) => quote!(#path!({#core::__page} #what)),
            Part::Of(what) => quote!(#core::__page!({#what})),
        });
        let written = as_written(core, beside);
        quote! {
            #written
            #[cfg_attr(doc, doc = ::core::concat!(#(#parts),*))]
            #[cfg_attr(doc, allow(
                rustdoc::broken_intra_doc_links,
                rustdoc::private_intra_doc_links,
                rustdoc::redundant_explicit_links
            ))]
        }
    }
}

/// The attributes of the first impl block of an object.
pub(super) fn of_object(object: &Object) -> TokenStream {
    // A stub says nothing.
    if object.name.is_empty() {
        return TokenStream::new();
    }
    let mut text = Text::default();
    let me = Path::from(object.ident.clone());
    text.push(format!("`{}` ", object.name));
    text.ask(&me, quote!(version));
    text.push(" in the namespace `");
    text.ask(&me, quote!(namespace));
    text.push("`");
    if let Some(table) = &object.table {
        text.push(format!(", in the table `{}`", table.name.value));
    }
    if let Some(parent) = object.parent() {
        text.push(format!(", a kind of {}", linked(parent)));
    }
    if let Some(list_of) = &object.list_of {
        text.push(format!(", a list of {}", linked(list_of)));
    }
    text.push(format!(".{PAGE}\n\n# Fields\n\n"));
    text.push(table_head());
    text.push(rows(&object.fields, Page::Own { stored: object.table.is_some() }));
    for (ty, header) in groups(object, linked) {
        text.push(header);
        if let Some(path) = macro_path(ty) {
            text.ask(&path, quote!(rows));
        }
    }
    extra_fields(&mut text, object);
    text.ask(&me, quote!(versions "\n# Versions\n\n| version | what it changed |\n|---|---|\n"));
    relationships(&mut text, object);
    stored(&mut text, object);
    text.push("\n# Example\n\nAn envelope, with values that the fields take:\n\n```json\n{\n");
    let parts = [("name", None), ("namespace", Some(quote!(namespace))), ("version", Some(quote!(version)))];
    for (key, value) in parts {
        text.push("  \"");
        text.ask(&me, quote!(prefix));
        text.push(format!(".{key}\": \""));
        match value {
            Some(value) => text.ask(&me, value),
            None => text.push(&object.name),
        }
        text.push("\",\n");
    }
    text.push("  \"");
    text.ask(&me, quote!(prefix));
    text.push(".data\": {\n");
    // The compiler waits for the macros that a documentation names itself, and for none that these name.
    for (ty, _) in asked(&object.fields) {
        let core = &object.core;
        text.parts.push(Part::Asked(quote!(#core::__private::TypeOf<#ty>), quote!(nothing)));
    }
    text.parts.push(Part::Of(example(object)));
    text.push("\n# Fingerprint\n\n");
    if let Some(fingerprint) = object.fingerprint.as_ref().filter(|given| !given.value.digits.is_empty()) {
        text.push("`");
        text.ask(&me, quote!(version));
        text.push(format!("-{}`\n", fingerprint.value.digits));
    } else {
        text.push("None is declared: that of each published version is in `versions.lock`, and `");
        text.push(format!(
            "{}::descriptor().compute_fingerprint()` computes that of this one.\n",
            plain(&object.ident)
        ));
    }
    text.style();
    text.attributes(&object.core, used(&object.ident, &object.core, &object.fields, false))
}

/// The end of an example, with what it leaves out.
fn example(object: &Object) -> TokenStream {
    let core = &object.core;
    let members = Some(members(&object.fields)).filter(|members| !members.is_empty());
    let members = members.into_iter();
    let left = left_out(&object.fields, None);
    let of_types = asked(&object.fields).into_iter().map(|(ty, fields)| {
        let fields = fields.into_iter().map(|[key, of_any, of_object]| quote!([#key #of_any #of_object]));
        quote!({#core::__private::TypeOf<#ty>} {#(#fields)*})
    });
    let of_groups = groups(object, linked).into_iter().filter_map(|(ty, _)| {
        let path = macro_path(ty)?;
        Some(quote!({#path} {}))
    });
    quote!(fold [#("" #members)*] [#(#left)*] #(#of_types)* #(#of_groups)*)
}

fn extra_fields(text: &mut Text, object: &Object) {
    let head = "\n# Extra fields\n\nComputed, read-only, in dict access: ";
    let of_parent = object.extends.as_ref().and_then(|extends| macro_path(&extends.ty));
    let own = object.extra_fields.iter().map(plain);
    let own = own.map(|name| format!("<code>{}</code>", link(&name, &format!("Self::{name}"))));
    let own = own.collect::<Vec<_>>().join(", ");
    if own.is_empty() {
        if let Some(parent) = of_parent {
            text.ask(&parent, quote!(extra #head ".\n"));
        }
        return;
    }
    text.push(head);
    text.push(own);
    if let Some(parent) = of_parent {
        text.ask(&parent, quote!(extra "; of the parent, but for those of the same name: " ""));
    }
    text.push(".\n");
}

fn relationships(text: &mut Text, object: &Object) {
    let pairs = |versions: &VersionPairs| {
        let pairs = versions.pairs.iter().map(|pair| format!("{} with {}", pair.ours, pair.child));
        let open = versions.is_open.then(|| "any later one".to_owned());
        pairs.chain(open).collect::<Vec<_>>().join(", ")
    };
    let mut lines = Vec::new();
    for relationship in &object.relationships {
        lines.push(format!("`{}`: {}", plain(&relationship.field), pairs(&relationship.versions)));
    }
    if let Some(given) = &object.child_versions {
        lines.push(format!("the elements: {}", pairs(&given.value)));
    }
    if object.other_relationships.is_some() {
        lines.push("other children: as a version manifest says".to_owned());
    }
    for field in object.fields.iter().filter(|field| field.relation().is_some()) {
        let (what, path) = match (&field.has_many, &field.belongs_to) {
            (Some(path), _) => ("objects in a table of their own, which have our key in", &path.value),
            (_, Some(path)) => ("an object in a table of its own, whose key we have in", &path.value),
            _ => continue,
        };
        let path = spaced(quote!(#path));
        lines.push(format!("`{}`: {what} `{path}`", plain(&field.ident)));
    }
    if lines.is_empty() {
        return;
    }
    text.push("\n# Relationships\n\nThe objects in it, and which version of theirs goes with which version of it:\n\n");
    for line in lines {
        text.push(format!("- {line}.\n"));
    }
}

fn stored(text: &mut Text, object: &Object) {
    let Some(table) = &object.table else { return };
    let mut lines = vec![format!("`{}`", table.name.value)];
    let named = |what: &str, field: &Option<syn::Ident>| {
        field.as_ref().map(|field| format!("{what} `{}`", plain(field)))
    };
    lines.extend(named("the key is", &table.key));
    lines.extend(named("each project sees its own, by", &table.project));
    if let Some(SoftDelete { flag, at, set }) = &table.soft_delete {
        let mut fields = vec![format!("`{}`", plain(flag))];
        fields.extend(at.as_ref().map(|at| format!("`{}`", plain(at))));
        fields.extend(set.iter().map(|(field, to)| format!("`{}` to `{:?}`", plain(field), to.value)));
        lines.push(format!("deleting keeps the row and sets {}", fields.join(", ")));
    }
    lines.extend(named("inserting sets", &table.timestamps.created));
    lines.extend(named("updating sets", &table.timestamps.updated));
    if table.zero_nulls.as_ref().is_some_and(|zero| zero.value) {
        lines.push("a null integer is read as zero".to_owned());
    }
    text.push(format!("\n# Table\n\n{}.\n", cell(&lines.join("; "))));
}

/// What a mixin has above its methods: its own table, where its links lead somewhere.
pub(super) fn of_mixin(mixin: &Mixin) -> TokenStream {
    let mut text = Text::default();
    text.push(format!("Fields that objects share.{PAGE}\n\n# Fields\n\n"));
    text.push(table_head());
    text.push(rows(&mixin.fields, Page::OfMixin { access: &mixin.access }));
    text.style();
    let ident = &mixin.ident;
    let attributes = text.attributes(&mixin.core, used(ident, &mixin.core, &mixin.fields, true));
    quote! {
        #[cfg(doc)]
        #attributes
        impl #ident {}
    }
}

/// The attributes of the impl block of an enum.
pub(super) fn of_enum(model: &Enum) -> TokenStream {
    let mut text = Text::default();
    text.push(format!("The values as they stand on the wire.{PAGE}\n\n# Values\n\n"));
    let (head, line) = if model.state_machine { (" may become |", "---|") } else { ("", "") };
    text.push(format!("| variant | value | meaning |{head}\n|---|---|---|{line}\n"));
    let variant_link = |ident: &syn::Ident| format!("[`{0}`][Self::{0}]", plain(ident));
    for variant in &model.variants {
        let summary = cell(&variant.docs.summary());
        text.push(format!("| {} | {} | {summary} |", variant_link(&variant.ident), code(&variant.value)));
        if model.state_machine {
            let next: Vec<_> = variant.to.iter().flatten().map(variant_link).collect();
            let next = if next.is_empty() { "nothing: it is final".to_owned() } else { next.join(", ") };
            text.push(format!(" {next} |"));
        }
        text.push("\n");
    }
    text.push("\nWhich objects of this crate have fields of it, and which of their versions added a value, stands below at ");
    text.push("[`UsedBy`](#trait-implementations).\n");
    text.style();
    text.attributes(&model.core, TokenStream::new())
}

/// What stands on a block whose signatures are made such as people write, in documentation, with items beside it.
pub(super) fn as_written(core: &Core, beside: TokenStream) -> TokenStream {
    quote!(#[cfg_attr(doc, #core::__private::as_written(#core, #beside))])
}

/// The mark of the block with the accessors, and of the one with the keys.
pub(super) fn later_block(summary: &str, class: &str) -> TokenStream {
    let text = format!("{summary}<span class=\"{class}\"></span>");
    quote!(#[cfg_attr(doc, doc = #text)])
}

/// What the style knows the first block by, in its first paragraph.
const PAGE: &str = "<span class=\"vo-page\"></span>";
