//! The rules of the types of fields that can be seen by how they are written. Of a name alone nothing is said here: it may
//! be somebody's own type, and the compiler asks it.

use syn::{GenericArgument, Ident, PathArguments, Type};

use crate::ctxt::Ctxt;
use crate::model::Field;
use crate::pyrepr;
use crate::syntax::{
    Shape, bound_name, last_segment, names_any_object, only_type_argument, option_argument, primitive, shape,
    type_text,
};

/// Rule: a field has a value of its own, of a type that is read and written.
pub(super) fn types_of_fields(cx: &Ctxt, owner: &Ident, fields: &[Field]) {
    for field in fields {
        let before = field.changed.iter().filter_map(|changed| changed.from.as_ref());
        for (ty, message) in before.chain([&field.ty]).filter_map(mistake) {
            let shared =
                last_segment(ty).filter(|last| ["Arc", "Rc", "Weak"].iter().any(|name| last.ident == name));
            match shared.and_then(only_type_argument) {
                Some(Type::Path(path)) if path.path.is_ident(owner) => {
                    cx.error_at(
                        ty,
                        format!("an object is in another of its type in a box: write `Box<{owner}>`"),
                    );
                }
                _ => cx.error_at(ty, message),
            }
        }
    }
}

/// Whether values of the type stay in one thread, as far as it can be seen: the object could not be one, whatever stands
/// in for its code.
pub(crate) fn stays_in_its_thread(ty: &Type) -> bool {
    const NAMES: [&str; 9] =
        ["Rc", "Weak", "RefCell", "Cell", "OnceCell", "LazyCell", "UnsafeCell", "NonNull", "MutexGuard"];
    match ty {
        Type::Ptr(_) => true,
        Type::TraitObject(object) => {
            let names: Vec<_> = object.bounds.iter().filter_map(bound_name).collect();
            !names.iter().any(|name| name == "DynObject")
                && !["Send", "Sync"].iter().all(|auto| names.iter().any(|name| name == auto))
        }
        _ => {
            last_segment(ty)
                .is_some_and(|last| !last.arguments.is_none() && NAMES.iter().any(|name| last.ident == name))
                || arguments(ty).any(stays_in_its_thread)
        }
    }
}

/// The part of a type whose values stay in one thread, and what to write, where it is nobody else's type: the standard
/// library's have these names alone, or behind a path of its own.
pub(super) fn thread_bound(ty: &Type) -> Option<(&Type, String)> {
    let shared = |inner: &Type| match (inner, thread_bound(inner)) {
        (Type::TraitObject(_), Some(_)) => format!("Arc<{} + Send + Sync>", type_text(inner)),
        (_, Some((_, wanted))) => wanted,
        _ => format!("Arc<{}>", type_text(inner)),
    };
    let wanted = match ty {
        Type::Ptr(_) => return Some((ty, String::new())),
        Type::TraitObject(_) if stays_in_its_thread(ty) => {
            format!("Option<Arc<{} + Send + Sync>>", type_text(ty))
        }
        _ => {
            let last = last_segment(ty)?;
            let inner = only_type_argument(last).filter(|_| is_of_std(ty));
            match (last.ident.to_string().as_str(), inner) {
                ("Rc", Some(inner)) => shared(inner),
                ("Box", Some(inner @ Type::TraitObject(_))) => thread_bound(inner)?.1,
                ("RefCell" | "Cell", Some(inner)) => format!("Arc<Mutex<{}>>", type_text(inner)),
                _ => return arguments(ty).find_map(thread_bound),
            }
        }
    };
    Some((ty, wanted))
}

/// Whether a type has a name alone, or the path of one of the standard library.
fn is_of_std(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let first = path.path.segments.first().map(|first| first.ident.to_string());
    path.path.segments.len() == 1
        || ["std", "core", "alloc", "rc", "cell"].iter().any(|known| first.as_deref() == Some(*known))
}

/// The type that is meant by one that is none of a field's; none where nobody knows, the type itself where it is one.
pub(crate) fn meant(ty: &Type) -> Option<Type> {
    if wrong(ty).is_none() {
        return if mistake(ty).is_none() { Some(ty.clone()) } else { meant_within(ty) };
    }
    let name = match (ty, primitive(ty).as_deref()) {
        (Type::Reference(reference), _) => owned(&reference.elem),
        (_, Some("usize" | "u128")) => "u64".to_owned(),
        (_, Some("isize" | "i128")) => "i64".to_owned(),
        (_, Some("char")) => "String".to_owned(),
        _ => owned(ty),
    };
    let meant: Type = syn::parse_str(&name).ok()?;
    mistake(&meant).is_none().then_some(meant)
}

/// The same of one that is right but for what stands in it.
fn meant_within(ty: &Type) -> Option<Type> {
    let mut ty = ty.clone();
    if let Type::Path(path) = &mut ty
        && let PathArguments::AngleBracketed(given) = &mut path.path.segments.last_mut()?.arguments
    {
        for argument in &mut given.args {
            if let GenericArgument::Type(inner) = argument {
                *inner = meant(inner)?;
            }
        }
    }
    mistake(&ty).is_none().then_some(ty)
}

/// The first mistake in a type, from the outside: where it is, and what to write.
fn mistake(ty: &Type) -> Option<(&Type, String)> {
    if let Some(message) = wrong(ty).or_else(|| turned(ty)) {
        return Some((ty, message));
    }
    if !goes_on(ty) {
        return None;
    }
    let keyed = matches!(shape(ty), Shape::Dict | Shape::Set);
    arguments(ty).enumerate().find_map(|(index, argument)| match primitive(argument).as_deref() {
        Some("f32" | "f64") if keyed && index == 0 => Some((argument, floats(ty).to_owned())),
        _ => mistake(argument),
    })
}

/// What is said of a `Bounded` whose numbers are the wrong way round.
fn turned(ty: &Type) -> Option<String> {
    let bounded = last_segment(ty).filter(|last| last.ident == "Bounded")?;
    let PathArguments::AngleBracketed(given) = &bounded.arguments else { return None };
    let numbers: Vec<i128> = given
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Const(number) => pyrepr::whole_number(number),
            _ => None,
        })
        .collect();
    match numbers[..] {
        [smallest, largest] if smallest > largest => {
            Some(format!("{smallest} is above {largest}: write `Bounded<{largest}, {smallest}>`"))
        }
        _ => None,
    }
}

/// Whether what stands in a type is the type of a field, too.
fn goes_on(ty: &Type) -> bool {
    match shape(ty) {
        Shape::List(_) | Shape::Dict | Shape::Set => true,
        Shape::Boxed(boxed) => !matches!(boxed, Type::TraitObject(_)),
        _ => option_argument(ty).is_some(),
    }
}

fn floats(ty: &Type) -> &'static str {
    match shape(ty) {
        Shape::Dict => "numbers with a fraction are no keys: texts, whole numbers, `bool` and `Uuid` are",
        _ => "numbers with a fraction have no order: write `Vec`, or whole numbers",
    }
}

/// What is wrong with a type whatever its names mean, and what to write.
fn wrong(ty: &Type) -> Option<String> {
    let text = type_text(ty);
    let not = |advice: &str| Some(format!("`{text}` is not the type of a field: {advice}"));
    match ty {
        Type::Reference(reference) => {
            let owned = owned(&reference.elem);
            Some(format!("a field owns its value: write `Attr<{owned}>`"))
        }
        Type::Tuple(tuple) if tuple.elems.is_empty() => not("mark it `#[field(skip)]`, or remove it"),
        Type::Tuple(_) => {
            not("an object has names for its parts: derive `VersionedObject` for a struct of them")
        }
        Type::Array(array) => not(&format!("write `Vec<{}>`", type_text(&array.elem))),
        Type::Slice(slice) => not(&format!("write `Vec<{}>`", type_text(&slice.elem))),
        Type::FnPtr(_) | Type::Ptr(_) => not("no peer could read it, mark it `#[field(skip)]`"),
        Type::Never(_) | Type::Infer(_) | Type::ImplTrait(_) => not("name the type"),
        Type::TraitObject(object) if names_any_object(object) => not("write `Box<dyn DynObject>`"),
        Type::TraitObject(_) => not("objects known by name are `Box<dyn DynObject>`"),
        _ => wrong_name(ty).and_then(|advice| not(&advice)),
    }
}

/// The same of a type that has a name, where that can be no other's.
fn wrong_name(ty: &Type) -> Option<String> {
    if let Some(name) = primitive(ty) {
        return match name.as_str() {
            "usize" | "u128" => Some("write `u64`".to_owned()),
            "isize" | "i128" => Some("write `i64`".to_owned()),
            "char" | "str" => Some("write `String`".to_owned()),
            _ => None,
        };
    }
    let last = last_segment(ty)?;
    let inner = arguments(ty).next().map(type_text);
    let of_one = only_type_argument(last);
    let name = last.ident.to_string();
    match (name.as_str(), of_one) {
        ("Attr", Some(inner)) => {
            Some(format!("one `Attr` says everything, write `Attr<{}>`", type_text(inner)))
        }
        ("Arc", Some(inner)) if matches!(shape(ty), Shape::Other) => Some(match shape(inner) {
            Shape::Text => "write `Arc<str>` or `String`".to_owned(),
            _ => format!("a field owns its value, write `{}`", owned(inner)),
        }),
        ("Rc" | "Weak", Some(inner)) => Some(match owned(inner).as_str() {
            "String" => "write `String`, or `Arc<str>` for one that is shared".to_owned(),
            owned => format!("a field owns its value, write `{owned}`"),
        }),
        ("Cell" | "RefCell" | "Mutex" | "RwLock" | "OnceCell" | "OnceLock" | "UnsafeCell", Some(inner)) => {
            Some(format!("its setter changes it, write `{}`", owned(inner)))
        }
        ("VecDeque" | "LinkedList" | "BinaryHeap", Some(inner)) => {
            Some(format!("lists are `Vec<{}>`", type_text(inner)))
        }
        ("Cow", _) => Some(format!(
            "a field owns its value, write `{}`",
            arguments(ty).next().map_or_else(|| "String".to_owned(), owned)
        )),
        ("PhantomData", Some(_)) => Some("mark it `#[field(skip)]`".to_owned()),
        ("Box", Some(Type::TraitObject(object))) => foreign_trait(object),
        ("Box", Some(boxed)) => in_a_box(boxed),
        ("Option", Some(inner)) => of_null(inner),
        _ => std_only(ty, &name, inner.as_deref()),
    }
}

/// Types of the standard library that are named with their path.
fn std_only(ty: &Type, name: &str, inner: Option<&str>) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let first = path.path.segments.first()?;
    if !["std", "core", "alloc"].iter().any(|known| first.ident == known) {
        return None;
    }
    Some(match name {
        "Instant" => "moments are `DateTime<Utc>`".to_owned(),
        "OsString" | "CString" => "texts are `String`, paths `PathBuf`".to_owned(),
        "Path" => "write `PathBuf`".to_owned(),
        "OsStr" | "CStr" => "write `String`".to_owned(),
        "Result" => format!("an object has values, no errors: write `{}`", inner.unwrap_or("String")),
        name if name.starts_with("Atomic") => {
            "its setter changes it, write `i64`, `u64` or `bool`".to_owned()
        }
        _ => return None,
    })
}

/// A trait of the standard library, which is of no use to a peer.
fn foreign_trait(object: &syn::TypeTraitObject) -> Option<String> {
    const NAMES: [&str; 14] = [
        "Any", "Error", "Fn", "FnMut", "FnOnce", "Display", "Debug", "Iterator", "Future", "Read", "Write",
        "ToString", "Stream", "AsRef",
    ];
    if names_any_object(object) {
        return (object.bounds.len() > 1).then(|| "write `Box<dyn DynObject>`".to_owned());
    }
    let is_foreign = object.bounds.iter().filter_map(bound_name).any(|name| NAMES.contains(&name.as_str()));
    is_foreign.then(|| "objects known by name are `Box<dyn DynObject>`, any JSON is `Json`".to_owned())
}

/// What needs no box: all but objects.
fn in_a_box(boxed: &Type) -> Option<String> {
    let text = type_text(boxed);
    let write = |text: &str| Some(format!("a box is for an object, write `{text}`"));
    match shape(boxed) {
        Shape::Other | Shape::Boxed(_) if primitive(boxed).is_none() => match option_argument(boxed) {
            Some(inner) => Some(format!("null stands outside, write `Option<Box<{}>>`", type_text(inner))),
            None if matches!(shape(boxed), Shape::Boxed(_)) => {
                Some(format!("one box is enough, write `{text}`"))
            }
            None if matches!(boxed, Type::Slice(_)) => wrong_slice(boxed),
            None => None,
        },
        _ if matches!(primitive(boxed).as_deref(), Some("str")) => write("String"),
        _ => write(&text),
    }
}

fn wrong_slice(boxed: &Type) -> Option<String> {
    match boxed {
        Type::Slice(slice) => Some(format!("write `Vec<{}>`", type_text(&slice.elem))),
        _ => None,
    }
}

/// Null has one kind: `Option<Box<Option<T>>>` has two.
fn of_null(inner: &Type) -> Option<String> {
    let Shape::Boxed(boxed) = shape(inner) else { return None };
    let inner = option_argument(&boxed)?;
    Some(format!("null has one kind, write `Option<Box<{}>>`", type_text(inner)))
}

/// The type that owns what a reference refers to.
fn owned(ty: &Type) -> String {
    if let Type::Slice(slice) = ty {
        return format!("Vec<{}>", type_text(&slice.elem));
    }
    match last_segment(ty).map(|last| last.ident.to_string()).as_deref() {
        Some("str" | "OsStr" | "CStr") => "String".to_owned(),
        Some("Path") => "PathBuf".to_owned(),
        _ => match arguments(ty).next() {
            Some(inner) if wrong_name(ty).is_some() => owned(inner),
            _ => type_text(ty),
        },
    }
}

fn arguments(ty: &Type) -> impl Iterator<Item = &Type> {
    let given = last_segment(ty).and_then(|last| match &last.arguments {
        PathArguments::AngleBracketed(given) => Some(&given.args),
        _ => None,
    });
    given.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
