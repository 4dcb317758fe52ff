//! Columns of declared types whose values databases read, pad or round in ways of their own.

use std::collections::BTreeSet;

use versioned_object_core::prelude::*;
use versioned_object_core::store::{ConditionalUpdate, field};

use crate::common::{collect, everywhere, user};

/// A code of at most eight letters, which PostgreSQL fills up with blanks.
#[derive(Clone, VersionedObject)]
#[versioned_object(version = "1.0", table = "codes", key = code, project = owner)]
struct Code {
    /// Which one.
    #[field(sql_type = "CHAR(8)")]
    code: Attr<String>,
    /// Whose it is.
    #[field(sql_type = "CHARACTER(8)")]
    owner: Attr<String>,
    /// What it stands for.
    #[field(sql_type = "CHAR(8)")]
    word: Attr<Option<String>>,
    /// How often it was used.
    uses: Attr<Option<i64>>,
    meta: ObjectMeta,
}

#[test]
fn a_text_in_a_column_of_fixed_width_is_what_was_written() -> Result<()> {
    everywhere(async |place| {
        let store = place.empty();
        store.create_table::<Code>().await?;
        let ctx = user(&store);
        let mut made = Code::builder().code("abc").owner("lab").word("x").uses(1).build(&ctx)?;
        made.create_with_key().await?;
        Code::builder().code("abd").owner("lab").build(&ctx)?.create_with_key().await?;
        let mut read = Code::get_by_id(&ctx, "abc").await?;
        assert_eq!((read.code()?, read.owner()?, read.word()?), ("abc", "lab", Some("x")));
        for code in [&mut made, &mut read] {
            code.set_uses(2)?;
            code.save().await?;
            code.refresh().await?;
            let update = ConditionalUpdate::new().set(Code::USES, 3).expect_unchanged();
            assert!(code.conditional_update(update).await?);
            let update =
                ConditionalUpdate::new().set(Code::WORD, "y").expect(Code::WORD.eq(code.word()?.unwrap()));
            assert!(code.conditional_update(update).await?);
            code.set_word("x")?;
            code.save().await?;
        }
        for (condition, count) in [
            (Code::CODE.eq("abc"), 1),
            (Code::CODE.is_in(["abc", "abe"]), 1),
            (Code::CODE.ne("abc"), 1),
            (Code::CODE.le("abc"), 1),
            (Code::CODE.ge("abc"), 2),
            (Code::CODE.gt("abc"), 1),
            (Code::WORD.like("x"), 1),
            (Code::WORD.or("none").eq("x"), 1),
            (field("word").eq(["x", "y"].map(Value::from).to_vec()), 1),
        ] {
            let query = Query::new().filter(condition.clone());
            assert_eq!(Code::count(&ctx, &query).await?, count, "{condition:?}");
        }
        let page = Query::new().sort(Code::CODE.asc()).marker(read.code()?.to_owned());
        assert_eq!(Code::list(&ctx, &page).await?.len(), 1);
        read.destroy().await?;
        assert_eq!(Code::count(&ctx, &Query::new()).await?, 1);

        // Pages of an order by such a column have every row once.
        let words = (0..2100).map(|nth| {
            // What is read is trimmed: behind it stands what has the same letters and more.
            let word =
                format!("{}{}", ["a", "a b", "ab", "a!", "é"][nth % 5], if nth < 1000 { "" } else { "z" });
            Code::builder().code(format!("{nth}")).owner("lab").word(word).build(&ctx)
        });
        Code::create_all(&ctx, words.collect::<Result<_>>()?).await?;
        for direction in ["asc", "desc"] {
            let all = collect(Code::stream(&ctx, Query::new().sort_by("word", direction)));
            let codes: BTreeSet<String> =
                all.iter().map(|code| code.as_ref().unwrap().code().unwrap().to_owned()).collect();
            assert_eq!((all.len(), codes.len()), (2101, 2101), "{direction}");
        }
        Ok(())
    })
}
