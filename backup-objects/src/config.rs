//! Settings that the objects read from their context.

use versioned_object_core::VersionedObject;

/// The templates of the names that backends and logs show, each with a `%s` for the UUID.
///
/// Put one into the context of an object as an extension; without it Cinder's defaults are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameTemplates {
    /// The name of a backup, Cinder's `backup_name_template`.
    pub backup: String,
    /// The name of a volume, Cinder's `volume_name_template`.
    pub volume: String,
    /// The name of a snapshot, Cinder's `snapshot_name_template`.
    pub snapshot: String,
}

impl Default for NameTemplates {
    fn default() -> Self {
        Self {
            backup: "backup-%s".to_owned(),
            volume: "volume-%s".to_owned(),
            snapshot: "snapshot-%s".to_owned(),
        }
    }
}

impl NameTemplates {
    /// A template with `id` in place of each `%s`, and a single per cent sign in place of each `%%`.
    ///
    /// Any other text stays as it is.
    pub fn apply(template: &str, id: &str) -> String {
        let mut name = String::with_capacity(template.len() + id.len());
        let mut rest = template;
        while let Some((text, after)) = rest.split_once('%') {
            name.push_str(text);
            rest = if let Some(after) = after.strip_prefix('s') {
                name.push_str(id);
                after
            } else {
                name.push('%');
                after.strip_prefix('%').unwrap_or(after)
            };
        }
        name.push_str(rest);
        name
    }
}

/// The templates in the context of an object, or Cinder's defaults.
pub fn templates(object: &impl VersionedObject) -> NameTemplates {
    object.obj_context().and_then(|context| context.extension::<NameTemplates>()).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::NameTemplates;

    #[test]
    fn a_template_takes_the_id() {
        assert_eq!(NameTemplates::apply("backup-%s", "1"), "backup-1");
        assert_eq!(NameTemplates::apply("%s", "1"), "1");
    }

    #[test]
    fn per_cent_signs_are_unescaped() {
        assert_eq!(NameTemplates::apply("100%%-%s", "1"), "100%-1");
        assert_eq!(NameTemplates::apply("%%s", "1"), "%s");
    }

    #[test]
    fn other_text_stays() {
        assert_eq!(NameTemplates::apply("plain", "1"), "plain");
        assert_eq!(NameTemplates::apply("50% of %s%", "1"), "50% of 1%");
    }
}
