//! What is said of a difference: what it is, what it means to older peers, and what to do.

use crate::base::version::Version;
use crate::testing::lock::difference::{Cause, Change, Fact, Item, What};
use crate::testing::lock::model::Paired;
use crate::testing::lock::types::Type;

const ADDITIVE: &str = "additive";

const BREAKING: &str = "breaking";

const UNSEEN: &str = "not on the wire";

/// What is said of a difference, the title first.
pub(crate) fn lines(object: &str, item: &Item) -> Vec<String> {
    match item {
        Item::AsParent { parent, .. } => {
            vec![format!("~ the changes of {parent}, which it extends: see there")]
        }
        Item::NewObject(fields) => vec![
            format!("+ a new object with {fields} {}", if *fields == 1 { "field" } else { "fields" }),
            said(ADDITIVE, "peers that do not know it refuse it: send it when all of them do"),
        ],
        Item::Gone => vec![
            format!("- {object} is in the lock, and the crate declares it no longer"),
            said(BREAKING, "what peers still send of it is refused"),
            format!(
                "refused: declare it again, build with the feature that declares it, or name it in `assert_locked!`; \
                 when no peer sends it any more, delete the lines of `object {object}` from the lock by hand"
            ),
        ],
        Item::WentBack { locked, now } => vec![
            format!("~ the version went back from {locked} to {now}"),
            said(BREAKING, &format!("peers at {locked} are refused")),
            format!("refused: write `version = \"{locked}\"` or a higher one, with the history up to it"),
        ],
        Item::NewMajor { locked, now, beside } if locked.major < now.major => {
            let what = if *beside { "has a type of its own" } else { "is refused" };
            vec![
                format!("~ a new major version, {now}"),
                said(
                    BREAKING,
                    &format!("peers at {}.x cannot read it, and what they send {what}", locked.major),
                ),
                has_version(*now),
            ]
        }
        Item::NewMajor { now, .. } => vec![
            format!("+ a type that reads {}.x, up to {now}", now.major),
            said(ADDITIVE, "older peers are understood"),
        ],
        Item::Fact { fact, needs } => {
            let (title, kind, why, put_back) = fact_lines(fact);
            let mut lines = vec![format!("~ {title}"), said(kind, &why)];
            match (needs, fact) {
                (Some(needs), _) => {
                    lines.push(format!("needs {needs}: write `version = \"{needs}\"`, or {put_back}"));
                }
                (None, Fact::Child { name, .. }) => {
                    lines.push(format!("needs no version of {object}: that of {name} tells them apart"));
                }
                (None, _) => {}
            }
            lines
        }
        Item::Change { change, versions, cause } => change_lines(change, versions, *cause),
        Item::Fingerprint { version, from, to } => {
            let text =
                |fingerprint: &Option<String>| fingerprint.clone().unwrap_or_else(|| "unknown".to_owned());
            vec![
                format!("~ {version}: the fingerprint is {}, locked is {}", text(to), text(from)),
                said(
                    UNSEEN,
                    "the fields are the same: `child_versions` or `list_of` is another, or the lock was edited",
                ),
                "refused: put it back, with a version of their own for new pairs, or restore the lock"
                    .to_owned(),
            ]
        }
        Item::Note { version, text } => {
            vec![format!("~ {version}: note \"{text}\""), said(UNSEEN, "no field shows it")]
        }
    }
}

fn said(kind: &str, why: &str) -> String {
    format!("{kind}: {why}")
}

fn has_version(version: Version) -> String {
    format!("has its version, {version}")
}

fn fact_lines(fact: &Fact) -> (String, &'static str, String, String) {
    let named = |name: &Option<String>| name.clone().unwrap_or_else(|| "nothing".to_owned());
    match fact {
        Fact::Namespace { word, from, to } => (
            format!("{word} {from} -> {to}"),
            BREAKING,
            "peers refuse envelopes of another one, and we theirs".to_owned(),
            format!("put `{}` back", word.replace(' ', "_")),
        ),
        Fact::Extends { from, to: Some(to) } if from.is_none() => (
            format!("extends {to} now"),
            ADDITIVE,
            format!("fields that take any {to} take it too"),
            "put `extends` or `subclass_of` back".to_owned(),
        ),
        Fact::Extends { from, to } => (
            format!("extends {} -> {}", named(from), named(to)),
            BREAKING,
            format!("fields that take any {} refuse it", named(from)),
            "put `extends` or `subclass_of` back".to_owned(),
        ),
        Fact::ListOf { from, to } => (
            format!("list of {} -> {}", named(from), named(to)),
            BREAKING,
            "older peers cannot read its elements".to_owned(),
            "put `list_of` back".to_owned(),
        ),
        Fact::Child { name, from, to } if from.major == to.major && from < to => (
            format!("child {name} {from} -> {to}"),
            ADDITIVE,
            format!("peers with {name} {from} get theirs by a manifest or by `relationships`"),
            String::new(),
        ),
        Fact::Child { name, from, to } => (
            format!("child {name} {from} -> {to}"),
            BREAKING,
            format!("peers with {name} {from} cannot read {to}"),
            format!("go back to {name} {from}"),
        ),
    }
}

fn change_lines(change: &Change, versions: &[Version], cause: Cause) -> Vec<String> {
    let Change { field, what } = change;
    let covered = cause == Cause::New;
    let (sign, title) = title(field, what);
    let at = if cause == Cause::New || cause == Cause::Past || versions.len() > 1 {
        format!("{}: ", ranges(versions))
    } else {
        String::new()
    };
    let mut lines = vec![format!("{sign} {at}{title}")];
    let (kind, why) = effect(what, covered);
    match cause {
        Cause::NewMajor => return lines,
        Cause::Past => lines.push(said(BREAKING, "peers at that version read and write what was published")),
        _ => lines.push(said(kind, &why)),
    }
    lines.push(match (cause, what) {
        (_, What::NoChildVersion { .. }) => {
            format!("refused, for the past cannot change: put the pairs of `{field}` back")
        }
        (_, What::ChildVersion { from: Paired::At(from), to }) if cause != Cause::New && is_before(*to, *from) => {
            format!("refused, for children do not go back: put the pair with {from} at `{field}` back")
        }
        (Cause::New, What::ChildSaid { .. }) => "needs no version: nothing said so before".to_owned(),
        (Cause::New | Cause::NewMajor, _) => {
            has_version(versions.last().copied().unwrap_or(Version::new(1, 0)))
        }
        (Cause::NoVersion(next), _) => {
            format!("needs {next}: write `version = \"{next}\"`, and {}", history(field, what, next))
        }
        (Cause::NoHistory(now), _) => {
            format!("needs its history, for older versions were published without it: {}", history(field, what, now))
        }
        (Cause::Past, _) => format!(
            "refused, for the past cannot change: {} was published {}; let the history of `{field}` say so again",
            ranges(versions),
            published(field, what)
        ),
    });
    lines
}

/// `1.0, 1.2 to 1.4`.
fn ranges(versions: &[Version]) -> String {
    let mut runs: Vec<(Version, Version)> = Vec::new();
    for version in versions {
        match runs.last_mut() {
            Some((_, last)) if last.major == version.major && last.minor + 1 == version.minor => {
                *last = *version;
            }
            _ => runs.push((*version, *version)),
        }
    }
    let texts = runs.iter().map(
        |(first, last)| {
            if first == last { first.to_string() } else { format!("{first} to {last}") }
        },
    );
    texts.collect::<Vec<_>>().join(", ")
}

/// Whether children that were at a version are at an older one, or not there any more.
fn is_before(child: Paired, version: Version) -> bool {
    match child {
        Paired::At(child) => child.older_than(version),
        Paired::LeftOut => true,
    }
}

fn paired(child: Paired) -> String {
    match child {
        Paired::At(version) => version.to_string(),
        Paired::LeftOut => "left out".to_owned(),
    }
}

fn title(field: &str, what: &What) -> (char, String) {
    let none_or = |default: &Option<String>| default.clone().unwrap_or_else(|| "none".to_owned());
    match what {
        What::Added { ty } => ('+', format!("field `{field}` added: {ty}")),
        What::Removed { ty, into: None } => ('-', format!("field `{field}` removed: {ty}")),
        What::Removed { ty, into: Some(holder) } => {
            ('-', format!("field `{field}` moved into the new object in `{holder}`: {ty}"))
        }
        What::Renamed { from } => ('~', format!("field `{from}` renamed to `{field}`")),
        What::Type { from, to } => ('~', format!("field `{field}`: type {from} -> {to}")),
        What::Element { from, to, .. } => ('~', format!("field `{field}`: element type {from} -> {to}")),
        What::Child { from, to, .. } => ('~', format!("field `{field}`: child type {from} -> {to}")),
        What::NowNull { .. } => ('~', format!("field `{field}`: takes null now")),
        What::NoNull { .. } => ('~', format!("field `{field}`: takes no null any more")),
        What::ValueAdded(value) => ('~', format!("field `{field}`: value `{value}` added")),
        What::ValueRemoved(value) => ('~', format!("field `{field}`: value `{value}` removed")),
        What::Reordered { from, to } => (
            '~',
            format!("field `{field}`: values in another order, {} -> {}", from.join(", "), to.join(", ")),
        ),
        What::Printed { from, to } => {
            ('~', format!("field `{field}`: values are printed as {to}, not as {from}"))
        }
        What::Default { from, to } => {
            ('~', format!("field `{field}`: default {} -> {}", none_or(from), none_or(to)))
        }
        What::Fill { from, to } => {
            let text = |fill: &Option<String>| fill.clone().unwrap_or_else(|| "its default".to_owned());
            (
                '~',
                format!(
                    "field `{field}`: older objects that are raised get {}, not {}",
                    text(to),
                    text(from)
                ),
            )
        }
        What::ReadOnly(true) => ('~', format!("field `{field}`: read-only now")),
        What::ReadOnly(false) => ('~', format!("field `{field}`: read-only no more")),
        What::ChildVersion { from, to } => {
            ('~', format!("field `{field}`: child version {} -> {}", paired(*from), paired(*to)))
        }
        What::NoChildVersion { from } => {
            ('~', format!("field `{field}`: child version {} is declared no more", paired(*from)))
        }
        What::MethodAdded { spec } => ('+', format!("remotable method `{field}` added: {spec}")),
        What::MethodRemoved { spec } => ('-', format!("remotable method `{field}` removed: {spec}")),
        What::MethodChanged { from, to } => ('~', format!("remotable method `{field}`: {from} -> {to}")),
        What::ChildSaid { to } => {
            ('~', format!("field `{field}`: child version {} is declared now", paired(*to)))
        }
    }
}

/// What a change means to older peers; `covered` when older versions are written with the history it has.
fn effect(what: &What, covered: bool) -> (&'static str, String) {
    let (kind, why) = match what {
        What::Added { .. } if covered => {
            (ADDITIVE, "older peers are written without it; what they send leaves it unset")
        }
        What::Added { .. } => (ADDITIVE, "older peers ignore it; what they send leaves it unset"),
        What::Removed { .. } => (BREAKING, "older peers that read it find it unset"),
        What::Renamed { from } => {
            return if covered {
                (ADDITIVE, format!("older peers are written `{from}`, and read from it"))
            } else {
                (BREAKING, format!("older peers look for `{from}`, and what they send as `{from}` is lost"))
            };
        }
        What::Type { from, to } | What::Element { from, to, .. }
            if from.nullable != to.nullable
                && (covered || from.name == to.name || other_bounds(from, to, covered).is_some()) =>
        {
            let why = null_inside(matches!(what, What::Element { .. }), to.nullable, covered);
            let rest = other_bounds(from, to, covered).filter(|_| from.name != to.name);
            return (BREAKING, rest.map_or(why.clone(), |(_, rest)| format!("{why}; {rest}")));
        }
        What::Type { from, to } | What::Element { from, to, .. }
            if other_bounds(from, to, covered).is_some() =>
        {
            return other_bounds(from, to, covered).unwrap_or_default();
        }
        What::Type { .. } | What::Element { .. } | What::Child { .. } if covered => {
            (ADDITIVE, "older peers are written the type before, and read from it")
        }
        What::Type { .. } | What::Element { .. } => {
            (BREAKING, "older peers cannot be counted on to read it, nor we what they send")
        }
        What::Child { .. } => (BREAKING, "older peers refuse the objects, and we those they send"),
        What::NowNull { .. } if covered => {
            (BREAKING, "null cannot be written for older peers, unless the field has a default")
        }
        What::NowNull { .. } => (BREAKING, "older peers refuse null: set none while they are there"),
        What::NoNull { .. } => {
            (BREAKING, "older peers still send null: it becomes the default, or is refused")
        }
        What::ValueAdded(_) if covered => (ADDITIVE, "older peers are written what stands in for it"),
        What::ValueAdded(_) => (BREAKING, "older peers refuse it"),
        What::ValueRemoved(_) if covered => (ADDITIVE, "what older peers send of it is converted"),
        What::ValueRemoved(_) => (BREAKING, "what older peers send of it is refused"),
        What::Reordered { .. } | What::Printed { .. } => (UNSEEN, "only the fingerprint changes"),
        What::Default { from, to } if value_of(from.as_deref()) == value_of(to.as_deref()) => {
            (UNSEEN, "only the fingerprint changes")
        }
        What::Default { to: None, .. } => {
            (BREAKING, "null that older peers send is refused, where the field takes none")
        }
        What::Default { .. } => (ADDITIVE, "only what is left out here gets another value"),
        What::Fill { .. } => (UNSEEN, "only what is raised here gets another value"),
        What::ReadOnly(true) => (UNSEEN, "code that sets it twice fails"),
        What::ReadOnly(false) => (UNSEEN, "it can be set again"),
        What::ChildVersion { .. } if covered => (ADDITIVE, "older peers are written the version of theirs"),
        What::ChildVersion { .. } => (BREAKING, "peers at that version know the child at the version before"),
        What::NoChildVersion { .. } => (BREAKING, "older peers get no child, or one they do not know"),
        What::MethodAdded { .. } => (ADDITIVE, "older peers do not call it"),
        What::MethodRemoved { .. } => (BREAKING, "older peers still call it"),
        What::MethodChanged { .. } => (BREAKING, "older peers call it as it was"),
        What::ChildSaid { .. } => (ADDITIVE, "older peers get a child they know"),
    };
    (kind, why.to_owned())
}

/// A default without how it is printed.
fn value_of(default: Option<&str>) -> Option<&str> {
    default.map(|default| default.split_once(", printed `").map_or(default, |(value, _)| value))
}

/// How a field was before the change.
fn published(field: &str, what: &What) -> String {
    match what {
        What::Added { .. } => format!("without `{field}`"),
        What::Removed { ty, .. } => format!("with `{field}: {ty}`"),
        What::Renamed { from } => format!("with the name `{from}`"),
        What::Type { from, .. }
        | What::Element { whole: from, .. }
        | What::Child { whole: from, .. }
        | What::NowNull { from }
        | What::NoNull { from } => format!("with the type `{from}`"),
        What::ValueAdded(value) => format!("without the value `{value}`"),
        What::ValueRemoved(value) => format!("with the value `{value}`"),
        What::ChildVersion { from: Paired::At(from), .. } => format!("with the child at {from}"),
        What::ChildVersion { from: Paired::LeftOut, .. } => "without the child".to_owned(),
        _ => "in another way".to_owned(),
    }
}

/// What gives a change its history.
fn history(field: &str, what: &What, version: Version) -> String {
    let changed = |from: &str, how: &str| {
        format!("`#[field(changed(\"{version}\", from = {from}, {how}))]` at `{field}`")
    };
    let before = |from: &Type| rust(from).unwrap_or_else(|| "<the type before>".to_owned());
    let converters = "down = …, up = …";
    let converted = |from: &Type| {
        format!("{}; `as_is` where both look the same on the wire", changed(&before(from), converters))
    };
    match what {
        What::Added { .. } => format!("`#[field(since = \"{version}\")]` at `{field}`"),
        What::Removed { into: Some(holder), .. } => format!(
            "keep the field with `#[field(until = \"{version}\")]`, and set it as it is in `{holder}` while older peers \
             read it",
        ),
        What::Removed { .. } => format!(
            "keep the field with `#[field(until = \"{version}\")]`; to forget it altogether, `version = \"{}.0\"`",
            version.major + 1
        ),
        What::Renamed { from } => format!(
            "`#[field(renamed(\"{version}\", \"{from}\"))]` at `{field}`; if they are two fields, `until` at the one \
             and `since` at the other"
        ),
        What::Type { from, to } if is_any_object(from) || is_any_object(to) => format!(
            "keep the field with `#[field(until = \"{version}\")]`, and give a new one the other type, with \
             `#[field(since = \"{version}\")]`"
        ),
        What::Type { from, to } if is_own(to) => format!(
            "{}; if only the Rust type has another name, let it print `{}` as before",
            converted(from),
            from.name
        ),
        What::Type { from: bounded, to } if other_bounds(bounded, to, true).is_some() => {
            changed(&before(bounded), "as_is")
        }
        What::Element { from: bounded, to, whole } if other_bounds(bounded, to, true).is_some() => {
            changed(&before(whole), "as_is")
        }
        What::Type { from, .. } | What::Element { whole: from, .. } | What::Child { whole: from, .. } => {
            converted(from)
        }
        What::NowNull { from } | What::NoNull { from } => changed(&before(from), "as_is"),
        What::ValueAdded(_) => format!(
            "`#[field(value(\"{version}\", <its variant>, instead = <the variant for older peers>))]` at `{field}`"
        ),
        What::ValueRemoved(_) => {
            format!("{}; or keep the value", changed("<the same with the enum before>", converters))
        }
        What::ChildVersion { to, .. } => {
            format!("the pair (\"{version}\", \"{}\") at `{field}` instead of a changed one", paired(*to))
        }
        What::NoChildVersion { .. } | What::ChildSaid { .. } => format!("the pairs of `{field}`"),
        What::Reordered { .. }
        | What::Printed { .. }
        | What::Default { .. }
        | What::Fill { .. }
        | What::ReadOnly(_)
        | What::MethodAdded { .. }
        | What::MethodRemoved { .. }
        | What::MethodChanged { .. } => {
            format!("`note(\"{version}\", \"…\")` that says so; or put it back")
        }
    }
}

/// Whether a field takes objects of any type, `Box<dyn DynObject>` without `object`: no history can say so of another.
fn is_any_object(ty: &Type) -> bool {
    ty.name == "Object" && ty.item.is_none()
}

/// Whether a type is none of the framework's: an enum or a type of somebody's own.
fn is_own(ty: &Type) -> bool {
    ty.item.is_none() && framework(ty).is_none()
}

/// A type as a declaration has it; none when that is not known.
pub(crate) fn rust(ty: &Type) -> Option<String> {
    let own = || ty.name.chars().all(char::is_alphanumeric).then(|| ty.name.clone());
    let plain = framework(ty).or_else(|| own().filter(|_| ty.item.is_none()))?;
    Some(if ty.nullable { format!("Option<{plain}>") } else { plain })
}

/// The Rust type of a number whose detail says what it is: `i32` of `Integer.i32`, `Bounded<1, 9>` of `Integer.1..9`.
fn sized(name: &str) -> Option<String> {
    let (_, detail) = name.split_once('.').filter(|(class, _)| is_number(class))?;
    if let Some((minimum, maximum)) = detail.split_once("..") {
        return Some(format!("Bounded<{minimum}, {maximum}>"));
    }
    ["i8", "i16", "i32", "u8", "u16", "u32", "f32"].contains(&detail).then(|| detail.to_owned())
}

fn is_number(class: &str) -> bool {
    matches!(class, "Integer" | "NonNegativeInteger" | "Float")
}

/// The smallest and the largest whole number of a type; none of what is none.
fn bounds(ty: &Type) -> Option<(i128, i128)> {
    let (class, detail) = ty.name.split_once('.').unwrap_or((&ty.name, ""));
    let of = |minimum: i128, maximum: i128| Some((minimum, maximum));
    match (class, detail) {
        ("Integer", "") => of(i64::MIN.into(), i64::MAX.into()),
        ("NonNegativeInteger", "") => of(0, u64::MAX.into()),
        ("Integer", "i8") => of(i8::MIN.into(), i8::MAX.into()),
        ("Integer", "i16") => of(i16::MIN.into(), i16::MAX.into()),
        ("Integer", "i32") => of(i32::MIN.into(), i32::MAX.into()),
        ("NonNegativeInteger", "u8") => of(0, u8::MAX.into()),
        ("NonNegativeInteger", "u16") => of(0, u16::MAX.into()),
        ("NonNegativeInteger", "u32") => of(0, u32::MAX.into()),
        ("Integer" | "NonNegativeInteger", bounds) => {
            let (minimum, maximum) = bounds.split_once("..")?;
            of(minimum.parse().ok()?, maximum.parse().ok()?)
        }
        _ => None,
    }
}

/// What it means to older peers that a field of another type, or what is in a list, takes null, or takes none any more.
fn null_inside(is_item: bool, takes: bool, covered: bool) -> String {
    let (item, default) = if is_item { (" in it", "") } else { ("", ", unless the field has a default") };
    match (takes, covered) {
        (true, true) => format!("null{item} cannot be written for older peers{default}"),
        (true, false) => format!("older peers refuse null{item}: set none while they are there"),
        (false, _) => format!("older peers still send null{item}, which is refused{default}"),
    }
}

/// What it means to older peers that a number has other bounds; none where that is not what changed.
fn other_bounds(from: &Type, to: &Type, covered: bool) -> Option<(&'static str, String)> {
    let (before, after) = (bounds(from)?, bounds(to)?);
    let is_wider = after.0 <= before.0 && after.1 >= before.1;
    let is_narrower = after.0 >= before.0 && after.1 <= before.1;
    let less =
        format!("what they send below {} or above {} is refused, unless it is converted", after.0, after.1);
    let more = format!("they refuse what is below {} or above {}", before.0, before.1);
    Some(match (is_wider, is_narrower, covered) {
        (true, true, _) => (ADDITIVE, "the same numbers as before".to_owned()),
        (true, false, true) => (
            ADDITIVE,
            format!(
                "wider: older peers are written the type before, and nothing below {} or above {} unless it is converted",
                before.0, before.1
            ),
        ),
        (true, false, false) => (BREAKING, format!("wider: older peers read what we send, but {more}")),
        (false, true, _) => (BREAKING, format!("narrower: older peers read all of it, but {less}")),
        (false, false, _) => {
            (BREAKING, format!("other bounds: older peers are understood in part, and {less}; {more}"))
        }
    })
}

/// The Rust type of a type of the framework, apart from null.
fn framework(ty: &Type) -> Option<String> {
    let item = |ty: &Type| match ty.item.as_deref() {
        Some(Type { name, nullable: false, item: Some(child), .. }) if name == "Object" => {
            Some(child.name.clone())
        }
        item => item.and_then(rust),
    };
    Some(match ty.name.as_str() {
        "String" | "SensitiveString" | "VersionPredicate" | "FlexibleBoolean" | "NonNegativeFloat" => {
            ty.name.clone()
        }
        "UUID" => "Uuid".to_owned(),
        "Integer" => "i64".to_owned(),
        "NonNegativeInteger" => "u64".to_owned(),
        "NonNegativeFloat.duration" => "Duration".to_owned(),
        name if sized(name).is_some() => sized(name)?,
        "Float" => "f64".to_owned(),
        "Boolean" => "bool".to_owned(),
        "DateTime" => "DateTime<Utc>".to_owned(),
        "DateTime.offset" => "DateTime<FixedOffset>".to_owned(),
        "DateTime.naive" => "NaiveDateTime".to_owned(),
        "MACAddress" => "MacAddress".to_owned(),
        "PCIAddress" => "PciAddress".to_owned(),
        "IPAddress" => "IpAddr".to_owned(),
        "IPV4Address" => "Ipv4Addr".to_owned(),
        "IPV6Address" => "Ipv6Addr".to_owned(),
        "IPV4AndV6Address" => "Ipv4AndV6Addr".to_owned(),
        "IPNetwork" => "IpNet".to_owned(),
        "IPV4Network" => "Ipv4Net".to_owned(),
        "IPV6Network" => "Ipv6Net".to_owned(),
        "List" => format!("Vec<{}>", item(ty)?),
        "Set" => format!("BTreeSet<{}>", item(ty)?),
        "Dict" => format!("BTreeMap<String, {}>", item(ty)?),
        "Object" => format!("Box<{}>", ty.item.as_ref()?.name),
        "Object.subclasses" => format!("AnyOf<{}>", ty.item.as_ref()?.name),
        _ => return None,
    })
}
