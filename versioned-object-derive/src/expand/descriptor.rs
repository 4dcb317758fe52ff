//! The tables of fields.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Expr, Ident, Type};

use super::accessors::field_type;
use super::known::{all_at, held, is_plain, known, no_name};
use super::subclass::{base, slots};
use super::{calls, check};
use crate::model::{DefaultValue, Field, Fill, Object, Table};
use crate::pyrepr::{self, DefaultRepr};
use crate::syntax::{
    Shape, is_of_any_type, last_segment, only_type_argument, option_argument, plain, shape, spaced, type_text,
};
use crate::version::Version;

/// A version as a constant.
pub(super) fn version(version: Version) -> TokenStream {
    let Version { major, minor } = version;
    quote!(__vo::Version::new(#major, #minor))
}

/// The descriptor of a field. A default is turned into what Python prints only where a fingerprint needs it.
pub(super) fn field(field: &Field, owner: &Ident, printed: bool) -> TokenStream {
    let (name, docs, ty) = (&field.wire_name, &field.docs, &field.ty);
    let field_type =
        if is_plain(ty) { quote!(<#ty as __vo::FieldType>) } else { field_type(field, &quote!(__vo)) };
    let default = default(field, printed).map(|default| quote!(.with_default(#default)));
    let read_only = field.read_only.then(|| quote!(.read_only()));
    let sensitive = field.sensitive.then(|| quote!(.sensitive()));
    let object = field.object.as_ref().map(|object| {
        let name = &object.value;
        quote!(.object(#name))
    });
    let since = field.since.as_ref().map(|since| {
        let version = version(since.value);
        quote!(.since(#version))
    });
    let fill = field.fill.as_ref().map(|fill| {
        let ty = &field.ty;
        let fill = match &fill.value {
            Fill::Default => quote!(DefaultValue),
            Fill::Unset => quote!(Unset),
            Fill::Value(value) => {
                let put = put(ty, value);
                quote!(Value(#put))
            }
        };
        quote!(.fill(__vo::__private::Fill::#fill))
    });
    let until = field.until.as_ref().map(|until| {
        let version = version(until.value);
        quote!(.until(#version))
    });
    let history = history(field);
    let column = field.column.as_ref().map(|column| {
        let column = &column.value;
        quote!(.column(#column))
    });
    let no_column = field.no_column.then(|| quote!(.no_column()));
    let sql_type = field.sql_type.as_ref().map(|sql_type| {
        let sql_type = &sql_type.value;
        quote!(.sql_type(#sql_type))
    });
    let to_column = field.to_column.as_ref().map(|given| {
        let function = calls::to_column(&given.value.path);
        let updates = given.value.updates_as_is.then(|| quote!(.updates_as_is()));
        quote!(.to_column(|__value| __vo::__private::to_column(__value, #function)) #updates)
    });
    let validate = field.validate.as_ref().map(|given| {
        let (inner, validator) =
            (known(&field.inner, &quote!(__vo)), calls::validator(&given.path, &field.inner));
        let validate = all_at(&field.inner, quote!(__vo::__private::validate));
        let name = spaced(given.path.to_token_stream());
        quote!(.validate(#name, |__cell| #validate::<#inner>(__cell, #validator)))
    });
    let relation = relation(field, owner).map(|relation| quote!(.relation(#relation)));
    let written = type_text(last_segment(&field.attr_ty).and_then(only_type_argument).unwrap_or(&field.ty));
    let key = format!(",\"{name}\":");
    let rust_name = plain(&field.ident);
    let rust_name = (rust_name != *name).then(|| quote!(.rust_name(#rust_name)));
    quote! {
        __vo::FieldDescriptor::declared(#name, #key, #docs, #written, #field_type::TYPE) #rust_name
            #default #read_only #sensitive #object #since #fill #until #history #column #no_column #sql_type #to_column
            #relation #validate
    }
}

/// How what is in a field belongs to the object.
fn relation(field: &Field, owner: &Ident) -> Option<TokenStream> {
    let (ty, key, word) = (&field.ty, &field.relation()?.value, field.relation()?.key);
    // A stub says nothing.
    if field.wire_name.is_empty() {
        return None;
    }
    Some(if field.has_many.is_some() {
        let related = related(ty);
        quote_spanned!(word=> __vo::__private::has_many::<#related::Target, _, _, _>(#key))
    } else {
        // A key by its name alone is one of the object's own.
        let own = match key.get_ident() {
            Some(ident) => quote_spanned!(ident.span()=> <#owner>::#ident),
            None => quote!(#key),
        };
        quote_spanned!(word=> __vo::__private::belongs_to::<#owner, _, _, _>(#own))
    })
}

/// The type of a field as a relation: that it is none is reported at the type, once, for all mentions are alike.
fn related(ty: &Type) -> TokenStream {
    let held = held(ty, &quote!(__vo));
    quote_spanned!(ty.span()=> <#held as __vo::RelationField<_>>)
}

/// What is checked of relations, but for one that a version removed: its key may be gone too.
pub(super) fn relation_checks(fields: &[Field], owner: &Ident) -> TokenStream {
    let checks = fields.iter().filter(|field| field.until.is_none()).filter_map(|field| {
        let (relation, ty, none) = (relation(field, owner)?, &field.ty, no_name(owner));
        let check = if field.has_many.is_some() { "check_has_many" } else { "check_belongs_to" };
        let span = field.relation()?.value.span();
        let check = format_ident!("{check}", span = span);
        let related = related(ty);
        let side = |object: &TokenStream| {
            let object = quote_spanned!(span=> <#object as __vo::VersionedObject>);
            quote_spanned!(span=> (#object::NAME, #object::SLOTS))
        };
        let (ours, theirs) = (side(&quote!(#owner)), side(&quote!(#related::Target)));
        Some(quote_spanned! {span=>
            const #none: () = __vo::__private::#check(#relation, #related::MANY, #ours, #theirs);
        })
    });
    checks.collect()
}

/// What versions did to a field since it was added.
fn history(field: &Field) -> Option<TokenStream> {
    let renamed = field.renamed.iter().map(|renamed| {
        let (at, old) = (version(renamed.version.value), &renamed.old);
        quote!(__vo::FieldChange { version: #at, kind: __vo::ChangeKind::Renamed { from: #old } })
    });
    let changed = field.changes().enumerate().filter_map(|(index, (changed, after))| {
        let (at, from) = (version(changed.version.value), changed.from.as_ref()?);
        let before_type = described(from);
        let convert = match (&changed.down, &changed.up) {
            (Some(down), Some(up)) => {
                let (old, new) = (without_option(from), without_option(after));
                let is_last = index + 1 == field.changed.len();
                let converter = if is_last { calls::converter } else { calls::converter_of_next };
                let (down, up) = (converter(down, new, old), calls::converter(up, old, new));
                let down = quote!(|__from, __to| __vo::__private::convert::<#new, #old>(__from, __to, #down));
                let up = quote!(|__from, __to| __vo::__private::convert::<#old, #new>(__from, __to, #up));
                quote! {
                    ::core::option::Option::Some(__vo::__private::Conversion::new(
                        __vo::__private::unset::<#from>,
                        __vo::__private::unset::<#after>,
                        #down,
                        #up,
                    ))
                }
            }
            _ => quote!(::core::option::Option::None),
        };
        Some(quote! {
            __vo::FieldChange {
                version: #at,
                kind: __vo::ChangeKind::Changed { from: #before_type, convert: #convert },
            }
        })
    });
    let values = field.values.iter().map(|value| {
        let (at, ty) = (version(value.version.value), &field.ty);
        let (new, old) = (variant_of(ty, &value.variant), variant_of(ty, &value.instead));
        let (new_text, old_text) = (text_of(ty, &value.variant), text_of(ty, &value.instead));
        let replace = quote!(|__cell, __to| __vo::__private::replaced::<#ty>(__cell, __to, #new, #old));
        quote! {
            __vo::FieldChange {
                version: #at,
                kind: __vo::ChangeKind::Value {
                    value: #new_text,
                    instead: __vo::__private::Instead::new(#old_text, #replace),
                },
            }
        }
    });
    // A value is replaced before the type of the version that added it is.
    let entries: Vec<_> = renamed.chain(values).chain(changed).collect();
    (!entries.is_empty()).then(|| quote!(.history(&[#(#entries),*])))
}

/// A variant of the enum of a field.
fn variant_of(ty: &Type, variant: &Ident) -> TokenStream {
    let held = held(ty, &quote!(__vo));
    let of = quote_spanned!(ty.span()=> <#held as __vo::__private::EnumValues>::Enum);
    quote_spanned!(variant.span()=> <#of>::#variant)
}

/// The text of such a variant.
fn text_of(ty: &Type, variant: &Ident) -> TokenStream {
    let (field, variant) = (field_of(ty), variant_of(ty, variant));
    quote!(#field.variant(#variant).as_str())
}

/// What is known of a type before or after a change.
fn described(ty: &Type) -> TokenStream {
    let held = held(ty, &quote!(__vo));
    quote_spanned!(ty.span()=> <#held as __vo::IsFieldType>::TYPE)
}

/// What is checked of the types on both sides of a change.
pub(super) fn change_checks(fields: &[Field], owner: &Ident) -> TokenStream {
    let none = no_name(owner);
    let changes = fields.iter().flat_map(|field| field.changes().map(move |change| (field, change)));
    let checks = changes.filter_map(|(field, (changed, after))| {
        let from = changed.from.as_ref()?;
        let different = quote_spanned! {from.span()=>
            const #none: () = {
                #[allow(unused_imports)]
                use __vo::__private::Differ as _;
                __vo::__private::check_changed(__vo::__private::Both::<#from, #after>::ARE_SAME)
            };
        };
        let Some(span) = changed.as_is else { return Some(different) };
        let (before, after, at) = (described(from), described(after), changed.version.value);
        let replaced = field.values.iter().filter(|value| value.version.value >= at);
        let replaced = replaced.map(|value| text_of(&field.ty, &value.variant));
        let at = version(at);
        let as_is = quote_spanned! {span=>
            const #none: () = __vo::__private::check_as_is(#before, #after, #at, &[#(#replaced),*]);
        };
        Some(quote!(#different #as_is))
    });
    checks.collect()
}

/// What is checked of the defaults of an object with a fingerprint: that Python's form of each is known. Of those that the
/// macro reads it is.
pub(super) fn printed_checks(object: &Object) -> TokenStream {
    let (ident, base, slots) = (&object.ident, base(object), slots(object));
    let with_fingerprint = object.fields.iter().enumerate().filter(|_| object.fingerprint.is_some());
    let checks = with_fingerprint.filter(|(_, field)| field.fingerprint_default.is_none()).filter_map(
        |(index, field)| {
            let default = field.default.as_ref()?;
            let is_read = matches!(default.repr, DefaultRepr::Text(_));
            (!is_read)
                .then(|| check_at(ident, &default.expr, "check_printed", quote!(#slots, #base + #index)))
        },
    );
    checks.collect()
}

/// What is checked of values whose types only the compiler knows: numbers, that null is taken, and texts in fingerprints.
pub(super) fn value_checks(fields: &[Field], owner: &Ident) -> TokenStream {
    let checks = fields.iter().flat_map(|field| {
        let (name, field_type) = (plain(&field.ident), field_type(field, &quote!(__vo)));
        let (is_other, is_list) =
            (matches!(field.shape, Shape::Other), matches!(field.shape, Shape::List(_) | Shape::Set));
        let has_numbers = is_other || is_list || matches!(field.shape, Shape::Float);
        field.values().into_iter().filter(move |_| has_numbers).flat_map(move |(key, value)| {
            let leaves = pyrepr::leaves(pyrepr::without_some(value)).into_iter();
            let numbers = leaves.filter_map(|leaf| {
                let (check, number) = match pyrepr::whole_number(&leaf) {
                    Some(number) if is_other || is_list => ("check_bounds", quote!(#number)),
                    None if pyrepr::is_fraction(&leaf) => ("check_number", quote!(#leaf)),
                    _ => return None,
                };
                Some(check_at(owner, &leaf, check, quote!(#key, #name, #field_type::TYPE, #number)))
            });
            let some = pyrepr::some_argument(value)
                .filter(|_| is_other && !field.nullable)
                .map(|_| check_at(owner, value, "check_some", quote!(#key, #name, #field_type::TYPE)));
            numbers.chain(some).collect::<Vec<_>>()
        })
    });
    checks.chain([given_repr_checks(fields)]).collect()
}

/// The values of a field whose validator is called while the crate compiles, with that.
pub(super) fn validator_checks(fields: &[Field], table: Option<&Table>) -> TokenStream {
    let checks = fields.iter().flat_map(|field| {
        let validator = field.validate.as_ref().filter(|validator| validator.word.is_some());
        let given = field.values().into_iter().filter(|(_, value)| !pyrepr::is_none(value));
        let given = given.map(|(key, value)| (key, pyrepr::without_some(value).clone()));
        let marks = table.map(|table| table.marks(field)).unwrap_or_default();
        given.chain(marks).filter_map(move |(key, value)| {
            let (path, name) = (&validator?.path, plain(&field.ident));
            let function = spaced(path.to_token_stream());
            let says = quote_spanned!(path.span()=> #path(#value));
            let check = call_at(&value, "check_validated", quote!(__is_valid, #key, #name, #function));
            Some(quote! {
                const _: () = {
                    let __said = #says;
                    let __is_valid = __said.is_ok();
                    ::core::mem::forget(__said);
                    #check
                };
            })
        })
    });
    checks.collect()
}

/// A check of core's that is reported at all of an expression.
fn check_at(owner: &Ident, expr: &Expr, check: &str, arguments: TokenStream) -> TokenStream {
    let (none, call) = (no_name(owner), call_at(expr, check, arguments));
    quote_spanned!(expr.span()=> const #none: () = #call;)
}

/// A call that stands at all of an expression: from its first token to its last.
fn call_at(expr: &Expr, check: &str, arguments: TokenStream) -> TokenStream {
    let last = expr.to_token_stream().into_iter().last().map_or_else(|| expr.span(), |last| last.span());
    let check = Ident::new(check, expr.span());
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    quote_spanned!(expr.span()=> __vo::__private::#check #arguments)
}

fn without_option(ty: &Type) -> &Type {
    option_argument(ty).unwrap_or(ty)
}

/// The field itself, to which values are given: one whose type is none takes whatever it is given.
fn field_of(ty: &Type) -> TokenStream {
    quote!(__vo::__private::FieldOf::<#ty>::FIELD)
}

/// Puts a value that the declaration has into a cell.
fn put(ty: &Type, given: &Expr) -> TokenStream {
    let value = pyrepr::without_some(given);
    // Of the types that a field takes, one that is left open gets the field's own, without its `Option`: but for
    // `Default::default()`, which would be null in it.
    let own = without_option(ty);
    let is_told = option_argument(ty).is_none()
        || matches!(value, Expr::MethodCall(_))
        || pyrepr::some_argument(given).is_some();
    let typed = (is_told && is_of_any_type(value)).then(|| {
        let field = field_of(own);
        quote!(#field.own(#value))
    });
    let value = typed.unwrap_or_else(|| quote!(#value));
    if shape(own).is_scalar() {
        let value = quote_spanned!(value.span()=> __vo::IntoField::<#ty>::into_field(#value));
        return quote!(|__cell| __vo::__private::put_default::<#ty>(__cell, #value));
    }
    let field = field_of(ty);
    let value = quote_spanned!(value.span()=> __vo::IntoField::<_>::into_field(#value));
    quote!(|__cell| #field.put(__cell, #value))
}

fn default(field: &Field, printed: bool) -> Option<TokenStream> {
    let given = field.fingerprint_default.as_ref().map(|text| {
        let text = &text.value;
        quote!(__vo::DefaultRepr::Text(#text))
    });
    let Some(default) = &field.default else {
        return given.map(|repr| quote!(__vo::DefaultDescriptor::fingerprint_only(#repr)));
    };
    let put = put(&field.ty, &default.expr);
    let repr = given.unwrap_or_else(|| repr(field, default, printed));
    Some(quote!(__vo::DefaultDescriptor::new(#put, #repr)))
}

/// How Python prints a default, as far as the compiler knows.
fn repr(field: &Field, default: &DefaultValue, printed: bool) -> TokenStream {
    let (inner, value) = (&field.inner, &default.inner);
    let unknown = quote!(__vo::DefaultRepr::Unknown);
    let of_enum = || {
        let of = quote!(__vo::__private::EnumOf::<#inner>::TYPE);
        quote_spanned!(value.span()=> #of.printed(#of.variant(#value).as_str()))
    };
    let of_constant =
        || quote!(__vo::__private::printed(&|| __vo::__private::ConstDefault(#value).printed()).repr(#value));
    match &default.repr {
        DefaultRepr::Text(text) => quote!(__vo::DefaultRepr::Text(#text)),
        // No enum is a value of these.
        DefaultRepr::EnumPath if field.shape.is_scalar() => unknown,
        DefaultRepr::EnumPath => of_enum(),
        // A variant may be in capitals.
        DefaultRepr::ConstPath
            if printed && matches!((&field.shape, value), (Shape::Other, Expr::Path(_))) =>
        {
            let (of_enum, of_constant) = (of_enum(), of_constant());
            quote! {
                match #of_enum {
                    #unknown => #of_constant,
                    __known => __known,
                }
            }
        }
        DefaultRepr::ConstPath if printed => of_constant(),
        DefaultRepr::ConstPath | DefaultRepr::Unprintable => unknown,
    }
}

/// What is checked of the texts that a declaration gives for defaults in fingerprints: that the default is no other one. Of
/// those that the macro reads it is known before.
fn given_repr_checks(fields: &[Field]) -> TokenStream {
    let checks = fields.iter().filter_map(|field| {
        let (default, given) = (field.default.as_ref()?, field.fingerprint_default.as_ref()?);
        let is_read = matches!(default.repr, DefaultRepr::Text(_) | DefaultRepr::Unprintable);
        let (repr, text) = (repr(field, default, true), &given.value);
        (!is_read)
            .then(|| check::constant(given.span, &quote!(check_fingerprint_default), quote!(#repr, #text)))
    });
    checks.collect()
}
