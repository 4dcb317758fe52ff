//! What becomes of the indexes of a table when a column of theirs goes.

use crate::store::catalog::Actual;
use crate::store::ddl::{self, quoted};
use crate::store::driver::Backend;
use crate::store::indexed::{Indexed, Part};
use crate::store::key_parts;
use crate::store::migrate::{alter, past};
use crate::store::model::Model;

/// The indexes of a table, as they are after each step of a plan.
pub(crate) struct Indexes {
    model: Model,
    all: Vec<Indexed>,
    /// The types of columns.
    types: Vec<(String, String)>,
}

/// An index that is made anew.
struct Anew {
    name: String,
    is_unique: bool,
    /// Whether it is that of a constraint.
    is_declared: bool,
    columns: String,
}

/// What goes with a column, and what comes with the one in its place.
#[derive(Default)]
pub(crate) struct Going {
    /// What has to be dropped before the column.
    pub(crate) names: Vec<String>,
    anew: Vec<Anew>,
    /// What a plan says of it.
    pub(crate) says: String,
}

impl Going {
    /// The statements that make the indexes, once the columns have their names.
    pub(crate) fn made(&self, model: &Model) -> Vec<String> {
        let quote = |name: &str| quoted(model.backend, name);
        let table = quote(model.table.name);
        let one = |one: &Anew| {
            let (name, columns) = (quote(&one.name), &one.columns);
            match (one.is_declared, one.is_unique) {
                (true, _) => format!("ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({columns})"),
                (false, true) => format!("CREATE UNIQUE INDEX {name} ON {table} ({columns})"),
                (false, false) => format!("CREATE INDEX {name} ON {table} ({columns})"),
            }
        };
        self.anew.iter().map(one).collect()
    }

    /// All of it in one statement of MySQL's, with what becomes of the columns.
    pub(crate) fn at_once(&self, model: &Model, columns: Vec<String>) -> String {
        let quote = |name: &str| quoted(model.backend, name);
        let gone = self.names.iter().map(|name| format!("DROP INDEX {}", quote(name)));
        let anew = self.anew.iter().map(|one| {
            let unique = if one.is_unique { "UNIQUE " } else { "" };
            format!("ADD {unique}INDEX {} ({})", quote(&one.name), one.columns)
        });
        alter::at_once(model, &gone.chain(columns).chain(anew).collect::<Vec<_>>())
    }
}

impl Indexes {
    pub(crate) fn new(model: Model, all: Vec<Indexed>, actual: &[Actual]) -> Self {
        let types = actual.iter().map(|column| (column.name.clone(), column.ty.clone())).collect();
        Self { model, all, types }
    }

    pub(crate) fn all(&self) -> &[Indexed] {
        &self.all
    }

    /// The type of a column.
    pub(crate) fn ty(&self, column: &str) -> Option<&str> {
        let found = self.types.iter().find(|(name, _)| name.eq_ignore_ascii_case(column));
        found.map(|(_, ty)| ty.as_str())
    }

    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        self.all.iter_mut().for_each(|index| index.rename(from, to));
        for (name, _) in self.types.iter_mut().filter(|(name, _)| name.eq_ignore_ascii_case(from)) {
            to.clone_into(name);
        }
    }

    /// Those that need a column, which are no more.
    fn take(&mut self, column: &str) -> Vec<Indexed> {
        self.types.retain(|(name, _)| !name.eq_ignore_ascii_case(column));
        let (gone, left) = self.all.drain(..).partition(|index| index.needs(column));
        self.all = left;
        gone
    }

    /// A column goes.
    ///
    /// # Errors
    /// Why it cannot.
    pub(crate) fn drop(&mut self, column: &str) -> Result<Going, String> {
        let gone = self.take(column);
        self.can_go(column, &gone)?;
        let theirs = gone.iter().filter(|index| !is_ours(&self.model, &index.name));
        let theirs: Vec<String> = theirs.map(|index| format!("`{}`", index.name)).collect();
        let says = match &theirs[..] {
            [] => String::new(),
            [one] => format!(", and with it the index {one}"),
            all => format!(", and with it the indexes {}", all.join(", ")),
        };
        Ok(Going { names: self.named(&gone), anew: Vec::new(), says })
    }

    /// A column takes the place of another one: what is of that, and plain, is made of it anew.
    ///
    /// # Errors
    /// Why it cannot.
    pub(crate) fn swap(&mut self, base: &str, from: &str, to: &str, ty: &str) -> Result<Going, String> {
        let gone = self.take(base);
        self.can_go(base, &gone)?;
        self.rename(from, to);
        for (_, known) in self.types.iter_mut().filter(|(name, _)| name.eq_ignore_ascii_case(to)) {
            ty.clone_into(known);
        }
        let mut going = Going { names: self.named(&gone), ..Going::default() };
        let mut says = Vec::new();
        for mut index in gone {
            let is_listed = is_listed(&self.model, &index.name);
            // Those that lists are read by are made beside writers, when all columns have their names.
            if is_serving(&self.model, &index.name) || is_listed && !self.model.backend.is_mysql() {
                continue;
            }
            index.rename(base, to);
            let columns = self.columns(&index).ok_or_else(|| {
                format!(
                    "the index `{}` cannot be made of the column in the place of `{base}`: it has a condition, an \
                     expression or something else of its own, or that is too long for it; drop it, and make another one when this half is done",
                    index.name
                )
            })?;
            let unique = if index.is_unique { "unique " } else { "" };
            says.push(format!("; the {unique}index `{}` is made of it anew", index.name));
            going.anew.push(Anew {
                name: index.name.clone(),
                is_unique: index.is_unique,
                is_declared: index.is_declared,
                columns,
            });
            self.all.push(index);
        }
        going.says = says.concat();
        Ok(going)
    }

    /// What an index is of, as a statement has it; none where no other can be made of it.
    fn columns(&self, index: &Indexed) -> Option<String> {
        let backend = self.model.backend;
        let types = index.parts.iter().map(|part| self.ty(&part.column).map(str::to_owned));
        let types = types.collect::<Option<Vec<_>>>().filter(|_| index.is_plain)?;
        let parts = match backend {
            // No two rows have one text, and not only its first letters: MariaDB can tell.
            Backend::MariaDb if index.is_unique => vec![None; types.len()],
            Backend::MySql | Backend::MariaDb => key_parts::parts(backend, &types)?,
            Backend::Sqlite | Backend::Postgres => vec![None; types.len()],
        };
        if index.is_unique && parts.iter().any(Option::is_some) {
            return None;
        }
        let one = |(part, length): (&Part, Option<u32>)| {
            key_parts::spelt(&quoted(backend, &part.column), length) + part.behind
        };
        Some(index.parts.iter().zip(parts).map(one).collect::<Vec<_>>().join(", "))
    }

    /// The names of those that do not go by themselves as they should: MySQL leaves an index of the other columns.
    fn named(&self, gone: &[Indexed]) -> Vec<String> {
        let is_asked = self.model.backend != Backend::Postgres;
        gone.iter().filter(|_| is_asked).map(|index| index.name.clone()).collect()
    }

    fn can_go(&self, column: &str, gone: &[Indexed]) -> Result<(), String> {
        let is_declared = gone.iter().any(|index| index.is_declared);
        if self.model.backend == Backend::Sqlite && is_declared {
            return Err(format!(
                "the table `{}` declares that `{column}` is unique, which SQLite takes from no table: make it anew without \
                 the word, and with a unique index",
                self.model.table.name
            ));
        }
        Ok(())
    }
}

/// Whether an index serves a migration, whichever version made it.
pub(crate) fn is_serving(model: &Model, name: &str) -> bool {
    let fields = model.descriptor.slots.iter().filter(|field| field.stored);
    let mut names = fields.flat_map(|field| past::all_names(model.descriptor, field));
    names.any(|column| alter::news_name(model, &column) == name)
}

/// Whether lists are read by an index.
fn is_listed(model: &Model, name: &str) -> bool {
    ddl::listed(model).iter().any(|listed| listed.name == name)
}

fn is_ours(model: &Model, name: &str) -> bool {
    is_serving(model, name) || is_listed(model, name)
}
