//! The table of an object, and what is checked of it while the crate compiles.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

use super::accessors::field_type;
use super::check;
use super::known::no_name;
use super::names::wire_name;
use super::subclass::{base, mixin_slots, parent_type, slots};
use crate::keys::{KeyTable as _, ObjectKey};
use crate::model::{Field, Object, Spanned, Table};
use crate::syntax::plain;

/// The table as a constant; that of a subclass starts from its parent's.
pub(super) fn table(object: &Object, table: &Table) -> TokenStream {
    let name = &table.name.value;
    let start = match object.extends.as_ref().map(parent_type) {
        Some(parent) => quote!(__vo::__private::inherit_table(#parent::TABLE, #name)),
        None => quote!(__vo::TableDescriptor::new(#name)),
    };
    let call = |method: &str, field: Option<&Ident>| {
        field.map(|field| {
            let (method, field) = (format_ident!("{method}"), wire_name(object, field));
            quote!(.#method(#field))
        })
    };
    let key = call("key", table.key.as_ref().or_else(|| usual_key(object)));
    let project = call("project", table.project.as_ref());
    let created = call("created", table.timestamps.created.as_ref());
    let updated = call("updated", table.timestamps.updated.as_ref());
    let soft_delete = table.soft_delete.as_ref().map(|soft| {
        let flag = wire_name(object, &soft.flag);
        let at = match &soft.at {
            Some(at) => {
                let at = wire_name(object, at);
                quote!(::core::option::Option::Some(#at))
            }
            None => quote!(::core::option::Option::None),
        };
        let set = soft.set.iter().map(|(field, text)| {
            let (field, text) = (wire_name(object, field), &text.value);
            quote!((#field, #text))
        });
        quote!(.soft_delete(__vo::SoftDelete { flag: #flag, at: #at, set: &[#(#set),*] }))
    });
    let null_integers = table.zero_nulls.as_ref().map(|zero| {
        let rule = if zero.value { quote!(Zero) } else { quote!(Keep) };
        quote!(.null_integers(__vo::NullIntegers::#rule))
    });
    quote!(#start #key #project #soft_delete #created #updated #null_integers)
}

/// The key where none is named: `id`, which may have another name on the wire.
fn usual_key(object: &Object) -> Option<&Ident> {
    let is_on_wire = object.fields.iter().any(|field| field.wire_name == "id");
    let own = object.fields.iter().find(|field| field.ident == "id");
    own.filter(|_| !is_on_wire && object.extends.is_none()).map(|field| &field.ident)
}

/// The field of the object's own that is the key, as far as one is.
pub(super) fn own_key(object: &Object) -> Option<&Field> {
    let table = object.table.as_ref()?;
    let named = |name: &Ident| object.fields.iter().find(|field| field.ident == *name);
    match &table.key {
        Some(key) => named(key),
        None => usual_key(object)
            .and_then(named)
            .or_else(|| object.fields.iter().find(|field| field.wire_name == "id")),
    }
}

/// What is checked of the table: that what it names are fields, of types that can be what they are named for, and that
/// no two fields are in one column.
pub(super) fn checks(object: &Object) -> Option<TokenStream> {
    let table = object.table.as_ref()?;
    let slots = slots(object);
    let part = |part: &str, field: &Ident| {
        let (part, wire, given) = (format_ident!("{part}"), wire_name(object, field), plain(field));
        let part = quote!(__vo::__private::TablePart::#part);
        check::constant(field.span(), &quote!(check_table_part), quote!(#slots, #part, #wire, #given))
    };
    let key = table.key.as_ref().map_or_else(|| no_key(object), |key| part("Key", key));
    let named = [
        ("Project", table.project.as_ref()),
        ("Flag", table.soft_delete.as_ref().map(|soft| &soft.flag)),
        ("At", table.soft_delete.as_ref().and_then(|soft| soft.at.as_ref())),
        ("Created", table.timestamps.created.as_ref()),
        ("Updated", table.timestamps.updated.as_ref()),
    ];
    let named = named.into_iter().filter_map(|(word, field)| Some(part(word, field?)));
    let set = table.soft_delete.iter().flat_map(|soft| &soft.set).map(|(field, text)| {
        let (wire, given, value) = (wire_name(object, field), plain(field), &text.value);
        let name = check::constant(field.span(), &quote!(check_set), quote!(#slots, #wire, #given));
        let text = check::constant(text.span, &quote!(check_set_text), quote!(#slots, #wire, #value));
        quote!(#name #text)
    });
    let zero = table.zero_nulls.as_ref().filter(|zero| zero.value);
    let zero = zero.map(|zero| check::constant(zero.key, &quote!(check_null_integers), quote!(#slots)));
    let columns = columns(object);
    Some(quote!(#key #(#named)* #(#set)* #zero #columns))
}

/// Where no key is named, it is `id`, or that of the parent's table.
fn no_key(object: &Object) -> TokenStream {
    let own = own_key(object).map(|field| &field.ident);
    let span = own.map(Ident::span).or_else(|| object.keys.place(ObjectKey::Table));
    let wire = own.map_or_else(|| quote!("id"), |own| wire_name(object, own));
    let inherited = object.extends.as_ref().map(|extends| {
        let parent = parent_type(extends);
        quote!(if #parent::TABLE.is_none())
    });
    let (given, slots) = (own.map_or_else(|| "id".to_owned(), plain), slots(object));
    let check = check::call(
        span.unwrap_or_else(Span::call_site),
        &quote!(check_table_part),
        quote!(#slots, __vo::__private::TablePart::UsualKey, #wire, #given),
    );
    quote!(const _: () = #inherited { #check };)
}

/// What is checked of columns.
fn columns(object: &Object) -> TokenStream {
    let (own_start, own_len, slots) = (base(object), object.fields.len(), slots(object));
    let own_end = quote!(#own_start + #own_len);
    let has_others = !object.mixins.is_empty() || object.extends.is_some();
    let (mut named, mut others) = (Vec::new(), Vec::new());
    for (index, field) in object.fields.iter().enumerate() {
        let slot = quote!(#own_start + #index);
        let check =
            |span| check::call(span, &quote!(check_column), quote!(#slots, #slot, #own_start, #own_end));
        match column_named(field) {
            Some(column) => named.push(check(column.span)),
            None if has_others || is_like_one_before(object, index) => others.push(check(field.wire_span)),
            None => {}
        }
    }
    let mixins = mixin_slots(object).map(|(mixin, [start, end])| {
        let arguments = quote!(#slots, (#own_start, #own_end), #start, #end);
        check::constant(mixin.ident.span(), &quote!(check_columns), arguments)
    });
    let keys = column_keys(&object.fields, &object.ident);
    let meet = quote!(__vo::__private::columns_meet(#slots));
    let others = (!others.is_empty()).then(|| quote!(const _: () = if #meet { #(#others;)* };));
    quote!(#(const _: () = #named;)* #others #(#mixins)* #keys)
}

/// Whether a field before this one has its column, both by their names.
fn is_like_one_before(object: &Object, index: usize) -> bool {
    let (before, rest) = object.fields.split_at(index);
    let same = |mine: &Field, other: &Field| mine.wire_name.eq_ignore_ascii_case(&other.wire_name);
    let is_like =
        |mine: &Field| before.iter().any(|other| column_named(other).is_none() && same(mine, other));
    rest.first().is_some_and(is_like)
}

/// The column of a field, where it is another than its name.
fn column_named(field: &Field) -> Option<&Spanned<String>> {
    field.column.as_ref().filter(|column| column.value != field.wire_name)
}

/// What is checked of the columns in a mixin, whatever the table.
pub(super) fn mixin_checks(fields: &[Field], mixin: &Ident) -> TokenStream {
    let len = fields.len();
    let named = fields.iter().enumerate().filter_map(|(slot, field)| {
        let column = column_named(field)?;
        let fields = quote!(<#mixin as __vo::FieldMixin>::FIELDS);
        Some(check::constant(column.span, &quote!(check_column), quote!(#fields, #slot, 0, #len)))
    });
    let keys = column_keys(fields, mixin);
    quote!(#(#named)* #keys)
}

/// What is said of columns is said of fields that have one.
fn column_keys(fields: &[Field], owner: &Ident) -> TokenStream {
    let checks = fields.iter().filter(|field| field.relation().is_none()).filter_map(|field| {
        let (key, span) = field.column_keys().next()?;
        let (name, key) = (plain(&field.ident), key.name());
        let field_type = field_type(field, &quote!(__vo));
        let call = check::call(span, &quote!(check_column_key), quote!(#field_type::TYPE, #name, #key));
        let none = no_name(owner);
        Some(quote!(const #none: () = #call;))
    });
    let texts = fields.iter().filter(|field| field.to_column.is_none()).filter_map(|field| {
        let given = field.sql_type.as_ref()?;
        let (name, declared) = (plain(&field.ident), &given.value);
        let field_type = field_type(field, &quote!(__vo));
        let parts = quote!(#field_type::TYPE, #name, #declared);
        let call = check::call(given.span, &quote!(check_text_column), parts);
        let none = no_name(owner);
        Some(quote!(const #none: () = #call;))
    });
    checks.chain(texts).collect()
}
