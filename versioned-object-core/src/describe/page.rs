//! What the pages of types in rustdoc ask the macros of other types.

/// Takes what is asked and what the macro of a type tells: rows of fields, rows of versions, members of an example,
/// extra fields, and the version, namespace and prefix, if it knows them. With `join` it defines the macro of a type whose
/// page has the fields of others too.
///
/// `fold` is the end of an example, with what it leaves out below: it asks the types of fields for a value, and mixins and
/// the parent for theirs. `choice` is in signatures, see `as_written` in the derives, and so is `given`, for what a getter
/// gives: a value, as of an enum, a reference, as of an object, or what nobody knows. `used` is what stands for enums alone.
///
/// `style` is how pages look. Rustdoc has the blocks of a type in the order of the source, where the derive's stand
/// before the user's: what people look for last is shown last, and of an enum who uses it before the rest. A link that
/// leads nowhere is shown as its text. On a phone the rows of a table are paragraphs.
#[doc(hidden)]
#[macro_export]
macro_rules! __page {
    ({rows} {[$($rows:tt)*] $($rest:tt)*}) => { ::core::concat!($($rows),*) };
    ({style}) => {
        "\n<style>\
        #implementations-list{display:flex;flex-direction:column}\
        #implementations-list>*{flex:none;margin-bottom:1.25em}\
        #implementations-list>details:has(>summary .vo-accessors){order:1}\
        #implementations-list>details:has(>summary .vo-keys){order:2}\
        #trait-implementations-list:has(>[id^=impl-UsedBy]){display:flex;flex-direction:column}\
        #trait-implementations-list:has(>[id^=impl-UsedBy])>*{flex:none;margin-bottom:1.25em}\
        #trait-implementations-list>[id^=impl-UsedBy]{order:-1}\
        .vo-link:not(:has(a)){font-size:0}\
        .vo-link:not(:has(a))::after{content:attr(data-name);font-size:1rem}\
        @media(max-width:700px){\
        details:has(>summary .vo-page) thead{display:none}\
        details:has(>summary .vo-page) tr{display:block;padding:.5em 0}\
        details:has(>summary .vo-page) td{display:block;border:0;padding:0 .5em}\
        details:has(>summary .vo-page) td:empty{display:none}\
        details:has(>summary .vo-page) table{display:block;width:100%}}</style>\n"
    };
    ({nothing} $told:tt) => { "" };
    ({choice {$($of_enum:tt)*} $of_object:tt $of_any:tt} {enum $first:tt}) => { $($of_enum)* };
    ({choice $of_enum:tt $of_object:tt {$($of_any:tt)*}} {any $($how:tt)*}) => { $($of_any)* };
    ({choice $of_enum:tt {$($of_object:tt)*} $of_any:tt} $told:tt) => { $($of_object)* };
    ({given {$($value:tt)*} $reference:tt $of_any:tt} {any value}) => { $($value)* };
    ({given $value:tt {$($reference:tt)*} $of_any:tt} {any reference}) => { $($reference)* };
    ({given $value:tt $reference:tt $of_any:tt} $told:tt) => {
        $crate::__page!({choice $value $reference $of_any} $told)
    };
    ({used {$($item:tt)*}} {enum $first:tt}) => { $($item)* };
    ({used $item:tt} $told:tt) => {};
    ({versions $head:tt} {$rows:tt [] $($rest:tt)*}) => { "" };
    ({versions $head:tt} {$rows:tt [$($versions:tt)*] $($rest:tt)*}) => { ::core::concat!($head, $($versions),*) };
    ({fold $members:tt $left:tt {$($next:tt)+} $($queue:tt)*}) => {
        $($next)*! { {$crate::__page} fold $members $left $($queue)* }
    };
    (
        {fold [$($members:tt)*] $left:tt {$([$key:tt $of_any:tt $of_object:tt])+} $($queue:tt)*}
        {enum $first:tt}
    ) => {
        $crate::__page!({fold [$($members)* $($key $first)+] $left $($queue)*})
    };
    (
        {fold $members:tt [$($left:tt)*] {$([$key:tt $of_any:tt $of_object:tt])+} $($queue:tt)*}
        {any $($how:tt)*}
    ) => {
        $crate::__page!({fold $members [$($left)* $($of_any)+] $($queue)*})
    };
    (
        {fold $members:tt [$($left:tt)*] {$([$key:tt $of_any:tt $of_object:tt])+} $($queue:tt)*}
        $told:tt
    ) => {
        $crate::__page!({fold $members [$($left)* $($of_object)+] $($queue)*})
    };
    ({fold $members:tt $left:tt {} $($queue:tt)*} {$rows:tt $versions:tt [$($more:tt)*] $($rest:tt)*}) => {
        $crate::__page!({sort $members $left [$($more)*] $($queue)*})
    };
    ({sort $members:tt [$($left:tt)*] [[$more:tt] $($unsorted:tt)*] $($queue:tt)*}) => {
        $crate::__page!({sort $members [$($left)* $more] [$($unsorted)*] $($queue)*})
    };
    ({sort [$($members:tt)*] $left:tt [$more:tt $($unsorted:tt)*] $($queue:tt)*}) => {
        $crate::__page!({sort [$($members)* "" $more] $left [$($unsorted)*] $($queue)*})
    };
    ({sort $members:tt $left:tt [] $($queue:tt)*}) => { $crate::__page!({fold $members $left $($queue)*}) };
    ({fold [] $left:tt}) => { ::core::concat!("\n  }\n}\n```\n", $crate::__page!({left $left})) };
    ({fold [$key:tt $value:tt $($more_key:tt $more:tt)*] $left:tt}) => {
        ::core::concat!(
            $key, $value $(, ",\n", $more_key, $more)*, "\n  }\n}\n```\n", $crate::__page!({left $left})
        )
    };
    ({left []}) => { "" };
    ({left [$($left:tt)*]}) => { ::core::concat!("\nIt leaves out:\n\n" $(, $left)*) };
    ({extra $before:tt $after:tt} {$rows:tt $versions:tt $example:tt [] $($rest:tt)*}) => { "" };
    ({extra $before:tt $after:tt} {$rows:tt $versions:tt $example:tt [$first:tt $($more:tt)*] $($rest:tt)*}) => {
        ::core::concat!($before, $first $(, ", ", $more)*, $after)
    };
    ({version} {$rows:tt $versions:tt $example:tt $extra:tt [$first:tt $($more:tt)*] $($rest:tt)*}) => {
        $first
    };
    (
        {namespace}
        {$rows:tt $versions:tt $example:tt $extra:tt $version:tt [$first:tt $($more:tt)*] $($rest:tt)*}
    ) => {
        $first
    };
    (
        {prefix}
        {$rows:tt $versions:tt $example:tt $extra:tt $version:tt $namespace:tt [$first:tt $($more:tt)*]}
    ) => {
        $first
    };
    (
        {join $d:tt $name:ident [$($export:tt)*] {
            [$($rows:tt)*] [$($versions:tt)*] [$($example:tt)*] [$($extra:tt)*]
            [$($version:tt)*] [$($namespace:tt)*] [$($prefix:tt)*]
        } {$($next:tt)*} $header:tt $($rest:tt)*}
        {
            [$($more_rows:tt)*] [$($more_versions:tt)*] [$($more_example:tt)*] [$($more_extra:tt)*]
            [$($more_version:tt)*] [$($more_namespace:tt)*] [$($more_prefix:tt)*]
        }
    ) => {
        $($next)*! { {$crate::__page} join $d $name [$($export)*] {
            [$($rows)* $($more_rows)* $header] [$($versions)* $($more_versions)*]
            [$($example)* $($more_example)*] [$($extra)* $($more_extra)*]
            [$($version)* $($more_version)*] [$($namespace)* $($more_namespace)*] [$($prefix)* $($more_prefix)*]
        } $($rest)* }
    };
    (
        {join $d:tt $name:ident [$($export:tt)*] {
            [$($rows:tt)*] [$($versions:tt)*] [$($example:tt)*] [$($extra:tt)*]
            [$($version:tt)*] [$($namespace:tt)*] [$($prefix:tt)*]
        }}
        {
            [$($more_rows:tt)*] [$($more_versions:tt)*] [$($more_example:tt)*] [$($more_extra:tt)*]
            [$($more_version:tt)*] [$($more_namespace:tt)*] [$($more_prefix:tt)*]
        }
    ) => {
        #[doc(hidden)]
        $($export)*
        macro_rules! $name {
            ({$d($d then:tt)*} $d($d asked:tt)*) => {
                $d($d then)*! { {$d($d asked)*} {
                    [$($rows)* $($more_rows)*] [$($versions)* $($more_versions)*]
                    [$($example)* $($more_example)*] [$($extra)* $($more_extra)*]
                    [$($version)* $($more_version)*] [$($namespace)* $($more_namespace)*]
                    [$($prefix)* $($more_prefix)*]
                } }
            };
        }
    };
}

/// What is told of a type with no macro of its name beside it, see [`__page`].
#[doc(hidden)]
#[macro_export]
macro_rules! __page_of_any {
    ({$($then:tt)*} $($asked:tt)*) => { $($then)*! { {$($asked)*} {any} } };
}
