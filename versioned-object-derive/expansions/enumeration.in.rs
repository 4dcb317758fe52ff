/// What a disk is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumField)]
pub enum Status {
    #[enum_field(to(InUse, Deleting))]
    Available,
    #[enum_field(rename = "in-use", to(Available))]
    InUse,
    #[enum_field(to())]
    Deleting,
}
