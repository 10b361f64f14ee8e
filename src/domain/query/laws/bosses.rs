//! Who is above whom.

use super::Person;

/// The names of those above a person, from below; round and round where they report to each other.
pub fn bosses<'a>(company: &'a [Person], person: &'a Person) -> impl Iterator<Item = String> + 'a {
    let mut next = person.supervisor.as_ref();
    std::iter::from_fn(move || {
        let (place, outside) = next?;
        let boss = company.get(*place);
        next = boss.and_then(|boss| boss.supervisor.as_ref());
        Some(boss.map_or(outside.clone(), Person::name))
    })
}
