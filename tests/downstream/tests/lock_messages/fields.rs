//! Changes of fields: at the version that was published, and at one of their own.

use downstream::Percent;
use versioned_object_core::chrono::NaiveDateTime;
use versioned_object_core::fields::{FieldType, Input, ReadContext};
use versioned_object_core::prelude::*;
use versioned_object_core::{PrimitiveWriter, TypeDescriptor};

use crate::case;

/// What a lamp is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(name = "Colour")]
enum Two {
    Red,
    Green,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(name = "Colour")]
enum Three {
    Red,
    Green,
    Blue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(name = "Colour")]
enum Turned {
    Green,
    Red,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
#[enum_field(name = "Colour", brackets = list)]
enum Listed {
    Red,
    Green,
}

/// The same as `Percent`, under the name that its author likes better today.
#[derive(Clone, Copy)]
struct Share(Percent);

impl FieldType for Share {
    type Ref<'a> = Percent;
    const TYPE: &'static TypeDescriptor = &TypeDescriptor::scalar("Share");

    fn borrow_field(&self) -> Percent {
        self.0
    }

    fn coerce(input: Input<'_>, cx: &mut ReadContext<'_>) -> Result<Self> {
        Percent::coerce(input, cx).map(Self)
    }

    fn write_primitive(&self, out: &mut PrimitiveWriter<'_>) -> Result<()> {
        self.0.write_primitive(out)
    }

    fn to_value(&self) -> Value {
        self.0.to_value()
    }
}

case!(refused field_added {
    #[versioned_object(version = "1.1", note("1.1", "what it means"))]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", note("1.1", "what it means"))]
    struct Lamp { on: Attr<bool>, watts: Attr<Option<i64>>, meta: ObjectMeta }
});

case!(refused field_added_without_history {
    #[versioned_object(version = "1.1", note("1.1", "what it means"))]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.2", note("1.1", "what it means"), note("1.2", "watts"))]
    struct Lamp { on: Attr<bool>, watts: Attr<Option<i64>>, meta: ObjectMeta }
});

case!(acceptable field_added_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { on: Attr<bool>, #[field(since = "1.1")] watts: Attr<Option<i64>>, meta: ObjectMeta }
});

case!(refused field_removed {
    #[versioned_object(version = "1.0")]
    struct Lamp { on: Attr<bool>, watts: Attr<Option<i64>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { on: Attr<bool>, meta: ObjectMeta }
});

case!(acceptable field_removed_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { on: Attr<bool>, watts: Attr<Option<i64>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { on: Attr<bool>, #[field(until = "1.1")] watts: Attr<Option<i64>>, meta: ObjectMeta }
});

case!(refused field_renamed {
    #[versioned_object(version = "1.0")]
    struct Lamp { color: Attr<String>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<String>, meta: ObjectMeta }
});

case!(acceptable field_renamed_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { color: Attr<String>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { #[field(renamed("1.1", "color"))] colour: Attr<String>, meta: ObjectMeta }
});

case!(refused type_changed {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Option<i64>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Option<f64>>, meta: ObjectMeta }
});

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "watts are few")]
mod convert {
    pub(super) fn up(watts: i64) -> f64 {
        watts as f64
    }

    pub(super) fn down(watts: f64) -> i64 {
        watts as i64
    }
}

case!(acceptable type_changed_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Option<i64>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp {
        #[field(changed("1.1", from = Option<i64>, down = convert::down, up = convert::up))]
        watts: Attr<Option<f64>>,
        meta: ObjectMeta,
    }
});

case!(refused type_of_dates_changed {
    #[versioned_object(version = "1.0")]
    struct Lamp { made_at: Attr<DateTime<Utc>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { made_at: Attr<NaiveDateTime>, meta: ObjectMeta }
});

case!(refused own_type_renamed {
    #[versioned_object(version = "1.0")]
    struct Lamp { brightness: Attr<Percent>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { brightness: Attr<Share>, meta: ObjectMeta }
});

case!(refused element_type_changed {
    #[versioned_object(version = "1.0")]
    struct Lamp { parts: Attr<Option<Vec<i64>>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { parts: Attr<Option<Vec<Option<Uuid>>>>, meta: ObjectMeta }
});

case!(refused takes_null {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Option<i64>>, meta: ObjectMeta }
});

case!(acceptable takes_null_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { #[field(changed("1.1", from = i64, as_is))] watts: Attr<Option<i64>>, meta: ObjectMeta }
});

case!(refused takes_no_null {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Option<i64>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
});

case!(acceptable takes_no_null_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<Option<i64>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { #[field(changed("1.1", from = Option<i64>, as_is))] watts: Attr<i64>, meta: ObjectMeta }
});

case!(refused default_changed {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(default = 40)] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(default = 60)] watts: Attr<i64>, meta: ObjectMeta }
});

case!(acceptable default_changed_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(default = 40)] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", note("1.1", "60 watts unless said otherwise"))]
    struct Lamp { #[field(default = 60)] watts: Attr<i64>, meta: ObjectMeta }
});

case!(refused default_added {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(default = 60)] watts: Attr<i64>, meta: ObjectMeta }
});

case!(refused default_removed {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(default = 40)] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { watts: Attr<i64>, meta: ObjectMeta }
});

case!(refused default_printed_otherwise {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(default = 40)] watts: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(default = 40, fingerprint_default = "40.0")] watts: Attr<i64>, meta: ObjectMeta }
});

case!(refused read_only_now {
    #[versioned_object(version = "1.0")]
    struct Lamp { id: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(read_only)] id: Attr<i64>, meta: ObjectMeta }
});

case!(refused read_only_no_more {
    #[versioned_object(version = "1.0")]
    struct Lamp { #[field(read_only)] id: Attr<i64>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { id: Attr<i64>, meta: ObjectMeta }
});

case!(refused value_added {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Two>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Three>, meta: ObjectMeta }
});

case!(acceptable value_added_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Two>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { #[field(value("1.1", Blue, instead = Green))] colour: Attr<Three>, meta: ObjectMeta }
});

case!(refused value_removed {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Three>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Two>, meta: ObjectMeta }
});

case!(refused value_of_elements_added {
    #[versioned_object(version = "1.0")]
    struct Lamp { colours: Attr<Vec<Two>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { colours: Attr<Vec<Three>>, meta: ObjectMeta }
});

case!(acceptable value_of_elements_added_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { colours: Attr<Vec<Two>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1")]
    struct Lamp { #[field(value("1.1", Blue, instead = Green))] colours: Attr<Vec<Three>>, meta: ObjectMeta }
});

case!(refused values_reordered {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Two>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Turned>, meta: ObjectMeta }
});

case!(acceptable values_reordered_with_version {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Two>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.1", note("1.1", "green first"))]
    struct Lamp { colour: Attr<Turned>, meta: ObjectMeta }
});

case!(refused values_printed_otherwise {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Two>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.0")]
    struct Lamp { colour: Attr<Listed>, meta: ObjectMeta }
});

case!(refused several_changes {
    #[versioned_object(version = "1.2", note("1.2", "what it means"))]
    struct Lamp { on: Attr<bool>, #[field(since = "1.1")] watts: Attr<Option<i64>>, meta: ObjectMeta }
} => {
    #[versioned_object(version = "1.2", note("1.2", "what it means"))]
    struct Lamp { on: Attr<Option<bool>>, #[field(since = "1.1")] watts: Attr<Option<String>>, meta: ObjectMeta }
});
