//! Documentation between `/**` and `*/` has neither its column of stars nor its indentation in descriptors, as on pages.

#![deny(warnings)]
#![deny(missing_docs)]

use versioned_object_core::prelude::*;

/**
 * A disk.
 *
 * It has
 *   a size.
 */
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0")]
pub struct Disk {
    /** How large. */
    size: Attr<i64>,
    /**
     * Where
     * it is.
     */
    host: Attr<String>,
    /** Who made it,
        and
          when.
    */
    maker: Attr<String>,
    /**
    In an example:

        labels
    */
    labels: Attr<Vec<String>>,
    #[doc = "* one\n* two"]
    marks: Attr<i64>,
    meta: ObjectMeta,
}

fn main() {
    let disk = Disk::descriptor();
    let doc = |name| disk.field(name).expect("a field").doc;
    assert_eq!(disk.doc, "A disk.\n\nIt has\n  a size.");
    assert_eq!(doc("size"), "How large.");
    assert_eq!(doc("host"), "Where\nit is.");
    assert_eq!(doc("maker"), "Who made it,\nand\n  when.");
    assert_eq!(doc("labels"), "In an example:\n\n    labels");
    assert_eq!(doc("marks"), "* one\n* two");
}
