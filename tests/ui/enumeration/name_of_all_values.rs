//! No variant is called `VALUES`, which has every value.

use versioned_object_core::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Column {
    Names,
    VALUES,
  //^^^^^^ the enum has a generated constant `VALUES`: give the variant another name and `#[enum_field(rename = "values")]`
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
enum Row {
    Values,
    #[allow(non_camel_case_types)]
    values_of_old,
}

fn main() {}
