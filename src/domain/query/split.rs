//! Values of several words that were written without quotes. `-office:New York` excludes the offices with `New` and wants
//! `York`: exactly those who were meant to be excluded. Where the words together are a value that somebody has, that one was
//! meant, and the query is refused with the value as it should be written.

use super::error::{QueryError, QueryErrorKind};
use super::fields::{QueryField, QueryKind};
use super::function_words::{is_bullet, is_conjunction};
use super::leaf::{Columns, Leaf};
use super::lex::is_dash;
use super::plan::Plan;
use super::scratch::Scratch;
use super::span::Spanned;
use super::tree::{Expr, Node, Value, ends_with_exclusion};
use super::value::{Context, leaf, name_spellings, query_of};

/// So many of a query's words are looked at, since each is a search of its own, with every key.
const MAX_CHECKS: usize = 8;

/// What a word may go on: a value of a field, or a word that is looked for anywhere.
enum Begun<'a> {
    Value { field: &'static QueryField, value: &'a Spanned<Value>, is_one_of_several: bool },
    Word(&'a str),
}

struct Part<'a> {
    begun: Begun<'a>,
    is_excluded: bool,
}

impl Part<'_> {
    fn of(node: &Node) -> Option<Part<'_>> {
        // The values to exclude stand behind the wanted ones.
        let node = if let Expr::And(parts) = &node.inner { parts.last()? } else { node };
        let (node, is_excluded) = if let Expr::Not(inner) = &node.inner { (&**inner, true) } else { (node, false) };
        let begun = match &node.inner {
            Expr::Word { text, quoted: false } => Begun::Word(text),
            Expr::Field { name, values } => {
                let value = values.last().filter(|value| !value.inner.quoted)?;
                Begun::Value { field: QueryField::find(&name.inner)?, value, is_one_of_several: values.len() > 1 }
            }
            _ => return None,
        };
        Some(Part { begun, is_excluded })
    }

    fn text(&self) -> &str {
        match &self.begun {
            Begun::Value { value, .. } => &value.inner.text,
            Begun::Word(text) => text,
        }
    }

    /// Whether the words behind it change who is found. Two wanted words that are looked for in the same columns find those
    /// with both.
    fn matters(&self, words: usize) -> bool {
        match &self.begun {
            _ if self.is_excluded => true,
            Begun::Value { field, value, is_one_of_several } => {
                let is_also_found_as_word =
                    matches!(field.kind, QueryKind::Text(column) if Columns::DEFAULT.fields().contains(column.field()));
                value.inner.whole || *is_one_of_several || !is_also_found_as_word || words > 1
            }
            Begun::Word(_) => false,
        }
    }

    fn whole(&self, text: &str, whole: bool) -> Value {
        let whole = whole && matches!(&self.begun, Begun::Value { value, .. } if value.inner.whole);
        Value { text: text.to_string(), quoted: true, whole }
    }

    /// Whether anybody has the text.
    fn is_had(&self, text: &str, context: &Context) -> bool {
        let plan = match &self.begun {
            // A date is one, whether or not it is anybody's.
            Begun::Value { field, value, .. } if field.kind.has_dates() => {
                return leaf(field, &Spanned { inner: self.whole(text, false), span: value.span }, context).is_ok();
            }
            Begun::Value { field, value, .. } => {
                leaf(field, &Spanned { inner: self.whole(text, false), span: value.span }, context).ok()
            }
            Begun::Word(_) => Some(anywhere(text)),
        };
        plan.is_some_and(|plan| plan.rows(context.roster, &mut Scratch::default()).any())
    }

    /// The query with the text in quotes.
    fn query(&self, text: &str) -> String {
        let query = match &self.begun {
            Begun::Value { field, value, .. } => {
                query_of(field, &Spanned { inner: self.whole(text, true), span: value.span })
            }
            Begun::Word(_) => format!("\"{text}\""),
        };
        format!("{}{query}", if self.is_excluded { "-" } else { "" })
    }
}

fn anywhere(text: &str) -> Plan {
    Plan::Leaf(Leaf::Contains { columns: Columns::DEFAULT, needles: name_spellings(text) })
}

fn word(node: &Node) -> Option<&str> {
    match &node.inner {
        Expr::Word { text, quoted: false } => Some(text),
        _ => None,
    }
}

/// # Errors
/// Words side by side that are one value which somebody has.
pub fn refuse_split_values(parts: &[Node], context: &Context) -> Result<(), QueryError> {
    let mut checks = 0;
    for (index, node) in parts.iter().enumerate() {
        let Some(part) = Part::of(node) else { continue };
        let behind: Vec<&str> = parts[index + 1..].iter().map_while(word).collect();
        if behind.is_empty() || !part.matters(behind.len()) || checks == MAX_CHECKS {
            continue;
        }
        checks += 1;
        // As many words as belong to it.
        let mut had = None;
        let mut text = part.text().to_string();
        for next in behind {
            text = format!("{text} {next}");
            if part.is_had(&text, context) {
                had = Some(text.clone());
            } else {
                break;
            }
        }
        if had.is_none() && part.is_excluded {
            // `-Byrne Anna` is no less one name.
            let turned = format!("{} {}", word(&parts[index + 1]).unwrap_or_default(), part.text());
            had = part.is_had(&turned, context).then_some(turned);
        }
        if let Some(text) = had {
            return Err(QueryError::at(parts[index + 1].span, QueryErrorKind::SplitValue { query: part.query(&text) }));
        }
    }
    Ok(())
}

/// # Errors
/// `and` behind what is excluded: it would be looked for, as what follows it.
pub fn refuse_conjunctions(node: &Node, is_excluded: bool, context: &Context) -> Result<(), QueryError> {
    match &node.inner {
        // Whether it is part of a value is not known yet.
        _ if context.roster.is_empty() => Ok(()),
        Expr::Or(parts) if is_excluded => parts.iter().try_for_each(|part| refuse_conjunctions(part, true, context)),
        Expr::And(parts) => {
            let behind = parts.windows(2).find(|pair| {
                let is_joined = word(&pair[1]).is_some_and(|text| is_conjunction(text) || is_bullet(text));
                is_joined && (is_excluded || ends_with_exclusion(&pair[0]))
            });
            match behind {
                Some(pair) => {
                    let text = word(&pair[1]).unwrap_or_default().to_string();
                    Err(QueryError::at(pair[1].span, QueryErrorKind::ConjunctionBehindMinus(text)))
                }
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// # Errors
/// Two values of a list that are one value with a comma: `office:Berlin, Mitte`. Of names either is meant.
pub fn refuse_split_list(
    field: &'static QueryField,
    values: &[Spanned<Value>],
    context: &Context,
) -> Result<(), QueryError> {
    if !matches!(field.kind, QueryKind::Text(_)) {
        return Ok(());
    }
    for pair in values.windows(2).filter(|pair| pair.iter().all(|value| !value.inner.quoted)).take(MAX_CHECKS) {
        let begun = Begun::Value { field, value: &pair[0], is_one_of_several: true };
        let part = Part { begun, is_excluded: false };
        let text = format!("{}, {}", pair[0].inner.text, pair[1].inner.text);
        if part.is_had(&text, context) {
            return Err(QueryError::at(pair[1].span, QueryErrorKind::SplitValue { query: part.query(&text) }));
        }
    }
    Ok(())
}

/// The parts without the dashes that stand between two words of a value that somebody has: `Sales - EMEA`.
///
/// # Errors
/// A dash that stands alone elsewhere: before a word it may exclude it or be a bullet.
pub fn without_dashes(parts: &[Node], context: &Context) -> Result<Vec<Node>, QueryError> {
    let mut kept = Vec::with_capacity(parts.len());
    for (index, node) in parts.iter().enumerate() {
        let Some(dash) = word(node).filter(|text| text.chars().all(is_dash)) else {
            kept.push(node.clone());
            continue;
        };
        let before = index.checked_sub(1).and_then(|before| Part::of(&parts[before]));
        let is_value = before
            .zip(parts.get(index + 1).and_then(word))
            .is_some_and(|(before, next)| before.is_had(&format!("{} {dash} {next}", before.text()), context));
        if !is_value && !context.roster.is_empty() {
            return Err(QueryError::at(node.span, QueryErrorKind::NothingAfter("-")));
        }
    }
    Ok(kept)
}
