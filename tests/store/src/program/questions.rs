//! Conditions, expressions, updates and queries that programs make.

use versioned_object_core::ReadDeleted;
use versioned_object_core::prelude::*;

use crate::dice::Dice;
use crate::model::condition::{Comparison, Formula, Test};
use crate::model::order::Ask;
use crate::model::shape::{Field, Kind, PROJECTS, Shape};
use crate::model::writes::Update;
use crate::program::features::Features;
use crate::program::values;

const COMPARISONS: [Comparison; 4] =
    [Comparison::Less, Comparison::LessOrEqual, Comparison::Greater, Comparison::GreaterOrEqual];

/// What makes questions about one table.
pub struct Questions<'f> {
    /// What is known of it.
    pub shape: &'static Shape,
    /// Which features they have.
    pub features: &'f Features,
}

impl Questions<'_> {
    fn of_kind(&self, kind: fn(&Field) -> bool, dice: &mut Dice) -> Option<&'static Field> {
        let is = |field: &&Field| field.name != self.shape.key && kind(field);
        let fields: Vec<&'static Field> = self.shape.fields.iter().filter(is).collect();
        if fields.is_empty() { None } else { Some(fields[dice.below(fields.len())]) }
    }

    /// A value that is not null.
    fn some(&self, field: &Field, dice: &mut Dice) -> Value {
        let plain = Field { nullable: false, ..*field };
        let value = values::good(&plain, self.features, dice);
        if value.is_null() { "0 B".into() } else { value }
    }

    fn plain(&self, field: &'static Field, dice: &mut Dice) -> Test {
        let several = |dice: &mut Dice| {
            let mut several = vec![self.some(field, dice)];
            if dice.one_in(3) {
                several.push(self.some(field, dice));
            }
            if dice.one_in(4) {
                several.push(Value::Null);
            }
            several
        };
        let compares = matches!(field.kind, Kind::Int | Kind::Real | Kind::Moment)
            || (field.to_column.is_some() && field.kind == Kind::Size);
        match dice.below(6) {
            0 | 1 => Test::Is(field.name, several(dice)),
            2 => Test::Is(field.name, vec![Value::Null]),
            3 => Test::Differs(field.name, several(dice), !dice.one_in(3)),
            _ if compares => Test::Compare(field.name, *dice.pick(&COMPARISONS), self.some(field, dice)),
            _ if matches!(field.kind, Kind::Text(_) | Kind::Choice(_)) => {
                Test::Contains(field.name, (*dice.pick(&["n", "night", "e", "5"])).to_owned())
            }
            _ => Test::Is(field.name, several(dice)),
        }
    }

    fn single(&self, dice: &mut Dice) -> Option<Test> {
        let columns = self.features.has("columns");
        if dice.one_in(8) {
            let field = self.of_kind(|field| field.kind == Kind::Int, dice)?;
            let sum = Formula::Plus(Box::new(Formula::Field(field.name)), Box::new(Formula::Value(1.into())));
            return Some(Test::AtLeast(sum, 2));
        }
        let askable = |field: &Field| !matches!(field.kind, Kind::Uuid | Kind::List | Kind::Map);
        let field = self.of_kind(askable, dice)?;
        (columns || field.to_column.is_none()).then(|| self.plain(field, dice))
    }

    /// A condition.
    pub fn test(&self, dice: &mut Dice) -> Option<Test> {
        Some(match dice.below(8) {
            0 => Test::Not(Box::new(self.single(dice)?)),
            1 => Test::Any(vec![self.single(dice)?, self.single(dice)?]),
            2 => Test::Not(Box::new(Test::All(vec![self.single(dice)?, self.single(dice)?]))),
            _ => self.single(dice)?,
        })
    }

    /// A value to be computed for a field.
    fn formula(&self, field: &'static Field, dice: &mut Dice) -> Option<Formula> {
        let computed = self.features.has("computed");
        let field_of = |kind: fn(&Field) -> bool, dice: &mut Dice| {
            self.of_kind(kind, dice).map(|field| Box::new(Formula::Field(field.name)))
        };
        let is_text = |field: &Field| matches!(field.kind, Kind::Text(_));
        let is_int = |field: &Field| field.kind == Kind::Int;
        let constant = |dice: &mut Dice| Formula::Value(self.some(field, dice));
        if dice.one_in(3) && field.to_column.is_none() {
            let otherwise = if dice.one_in(2) { Some(Box::new(constant(dice))) } else { None };
            let nothing_else = otherwise.is_none() && !field.nullable;
            let case = Formula::Case(vec![(self.single(dice)?, constant(dice))], otherwise);
            return (computed || !nothing_else).then_some(case);
        }
        let wild = computed && dice.one_in(3);
        Some(match field.kind {
            kind if wild && !matches!(kind, Kind::Truth | Kind::Real | Kind::Uuid) => {
                *field_of(is_text, dice)?
            }
            Kind::Int => {
                let one = field_of(is_int, dice)?;
                let number = Box::new(Formula::Value((*dice.pick(&[1, 2, 3])).into()));
                let sum = match dice.below(4) {
                    0 => Formula::Plus(one, number),
                    1 => Formula::Minus(one, number),
                    2 => Formula::Times(one, number),
                    _ => Formula::Or(one, number),
                };
                // A null in what is added gives null, which the field may refuse.
                let may_be_null = !matches!(sum, Formula::Or(..)) && !field.nullable && !computed;
                if may_be_null { Formula::Or(Box::new(sum), Box::new(Formula::Value(0.into()))) } else { sum }
            }
            Kind::Real => *field_of(|field| field.kind == Kind::Real, dice)?,
            Kind::Moment => {
                let one = field_of(|field| field.kind == Kind::Moment, dice)?;
                Formula::Or(one, Box::new(constant(dice)))
            }
            _ => return None,
        })
    }

    /// Whether programs leave a field to the store: it decides who sees the row.
    fn is_reserved(&self, field: &Field) -> bool {
        field.name == self.shape.key || (!self.features.has("moves") && self.decides(field))
    }

    /// Whether a field decides who sees the row.
    pub fn decides(&self, field: &Field) -> bool {
        Some(field.name) == self.shape.project || self.shape.soft.is_some_and(|soft| soft.flag == field.name)
    }

    /// A field to be set; those that decide who sees a row more rarely.
    pub fn settable(&self, dice: &mut Dice) -> &'static Field {
        loop {
            let field = dice.pick(self.shape.fields);
            if !self.is_reserved(field) && (!self.decides(field) || dice.one_in(3)) {
                return field;
            }
        }
    }

    /// An update; with an object, perhaps one that expects it to be as it was read.
    pub fn update(&self, object: bool, dice: &mut Dice) -> Update {
        let mut update = Update::default();
        for _ in 0..dice.below(3) {
            let field = self.settable(dice);
            if update.sets.iter().any(|(known, _)| *known == field.name) {
                continue;
            }
            let formula = match dice.below(8) {
                0 => Some(Formula::Value(values::bad(field, dice))),
                1..=3 if self.decides(field) && !dice.one_in(3) => None,
                1..=3 => self.formula(field, dice),
                _ => Some(Formula::Value(values::good(field, self.features, dice))),
            };
            if let Some(formula) = formula {
                update.sets.push((field.name, formula));
            }
        }
        if self.features.has("rekeyed") && dice.one_in(20) {
            let field = self.of_kind(|field| !matches!(field.kind, Kind::List | Kind::Map), dice);
            update.sets.extend(field.map(|field| (self.shape.key, Formula::Field(field.name))));
        }
        if dice.one_in(2) {
            update.tests.extend(self.test(dice));
        }
        update.unchanged = object && dice.one_in(2);
        if update.unchanged {
            // What is expected by name would take its place.
            update.tests.clear();
        }
        update.save_all = object && dice.one_in(3);
        update.leave = dice.one_in(4);
        update
    }

    /// A question.
    pub fn ask(&self, dice: &mut Dice) -> Ask {
        let mut ask = Ask::default();
        if dice.one_in(3)
            && let Some(test) = self.test(dice)
        {
            ask.tests.push(test);
        }
        if dice.one_in(3) {
            match self.single(dice) {
                Some(Test::Is(name, mut values)) => {
                    let value = if values.len() == 1 { values.remove(0) } else { Value::List(values) };
                    ask.filters.push((name.to_owned(), value));
                }
                Some(Test::Contains(name, text)) => ask.filters.push((format!("{name}~"), text.into())),
                Some(other) => ask.tests.push(other),
                None => {}
            }
        }
        for _ in 0..dice.below(3) {
            let field = dice.pick(self.shape.fields);
            if !ask.sort.iter().any(|(known, _)| *known == field.name) {
                ask.sort.push((field.name, dice.one_in(2)));
            }
        }
        if dice.one_in(3) {
            ask.limit = Some(*dice.pick(&[0, 1, 2, 3, -1]));
        }
        if dice.one_in(4) {
            ask.offset = Some(*dice.pick(&[0, 1, 2, 50]));
        }
        if self.features.has("deleted") && dice.one_in(3) {
            let all = [ReadDeleted::No, ReadDeleted::Yes, ReadDeleted::Only];
            ask.read_deleted = Some(*dice.pick(&all));
        }
        ask
    }

    /// A project, of which the first is more likely.
    pub fn project(&self, dice: &mut Dice) -> &'static str {
        PROJECTS[usize::from(dice.one_in(4))]
    }
}
