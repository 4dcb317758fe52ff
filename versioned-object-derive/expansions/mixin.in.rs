/// When a row was written.
#[derive(Clone, FieldMixin)]
pub struct Times {
    created_at: Attr<Option<DateTime<Utc>>>,
    #[field(since = "1.1", default = 0)]
    writes: Attr<i64>,
}
