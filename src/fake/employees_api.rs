//! The employees endpoints: attributes, pages of employees, one employee, a picture. Owns parameters and bodies; who
//! may ask, limits and faults are the server's. Source of the shapes:
//! <https://developer.personio.de/reference/get_company-employees>.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

use super::answer::{json_answer, problem};
use super::company::{Attribute, Company, Person, Record};
use super::faults::Tampering;
use crate::domain::fields::Field;

/// Employees per page without a `limit`.
const USUAL_LIMIT: usize = 50;

/// The largest `limit`.
const LARGEST_LIMIT: usize = 100;

const PICTURE: &[u8] = include_bytes!("../../assets/company/face.png");

pub(super) struct EmployeesApi<'a> {
    pub(super) company: &'a Company,
    pub(super) tampering: &'a Tampering,
    pub(super) base_url: &'a str,
}

#[derive(Serialize)]
struct Success<T> {
    success: bool,
    data: T,
}

#[derive(Serialize)]
struct Page<'a> {
    success: bool,
    metadata: Metadata,
    offset: usize,
    limit: usize,
    data: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Metadata {
    total_elements: i64,
    current_page: usize,
    total_pages: usize,
}

/// The parameters of `GET /v1/company/employees`.
#[derive(Debug, PartialEq)]
struct PageQuery {
    limit: usize,
    offset: usize,
    keys: Vec<String>,
    email: Option<String>,
    updated_since: Option<String>,
}

impl PageQuery {
    fn parse(query: &str) -> Result<PageQuery, &'static str> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let value = |name| pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
        let number = |name| value(name).map(str::parse::<usize>).transpose();
        let limit = number("limit").ok().map(|limit| limit.unwrap_or(USUAL_LIMIT));
        let limit = limit.filter(|limit| (1..=LARGEST_LIMIT).contains(limit));
        let is_key = |name: &str| name == "attributes" || (name.starts_with("attributes[") && name.ends_with(']'));
        let text = |name| value(name).filter(|text| !text.is_empty()).map(str::to_owned);
        Ok(PageQuery {
            limit: limit.ok_or("The limit must be between 1 and 100.")?,
            offset: number("offset").map_err(|_| "The offset must be at least 0.")?.unwrap_or(0),
            keys: pairs.iter().filter(|(name, _)| is_key(name)).map(|(_, key)| key.clone()).collect(),
            email: text("email"),
            updated_since: text("updated_since"),
        })
    }

    /// The people that match the filters; `None` without filters.
    fn matches(&self, company: &Company) -> Option<Vec<Person>> {
        if let Some(since) = &self.updated_since {
            let since = since.get(..10).unwrap_or(since);
            let is_newer = |person: &Person| person.modified_on.is_some_and(|day| day.to_string().as_str() >= since);
            return Some(company.people().filter(is_newer).collect());
        }
        let email = self.email.as_ref()?;
        Some(company.people().filter(|person| person.email == *email).collect())
    }
}

impl<'a> EmployeesApi<'a> {
    /// `GET /v1/company/employees/attributes`: those that the credential may read.
    pub(super) fn attributes(&self) -> Response {
        let extra: Vec<Attribute> = self.tampering.extra.iter().map(|(key, _)| Attribute::new(key, key)).collect();
        let data: Vec<&Attribute> = self.readable(&[]).into_iter().chain(&extra).collect();
        self.answer(&Success { success: true, data })
    }

    /// `GET /v1/company/employees`.
    pub(super) fn employees(&self, query: &str) -> Response {
        let query = match PageQuery::parse(query) {
            Ok(query) => query,
            Err(message) => return problem(StatusCode::BAD_REQUEST, 400, message),
        };
        let offset = if self.tampering.is_page_repeated { 0 } else { query.offset };
        let (people, total): (Vec<Person>, usize) = match query.matches(self.company) {
            Some(matches) => {
                let total = matches.len();
                (matches.into_iter().skip(offset).take(query.limit).collect(), total)
            }
            None => (self.company.page(offset, query.limit), self.company.len()),
        };
        let attributes = self.readable(&query.keys);
        self.answer(&Page {
            success: true,
            metadata: Metadata {
                total_elements: total as i64 + self.tampering.total_delta,
                current_page: query.offset / query.limit,
                total_pages: total.div_ceil(query.limit),
            },
            offset: query.offset,
            limit: query.limit,
            data: people.iter().map(|person| self.record(person, &attributes)).collect(),
        })
    }

    /// `GET /v1/company/employees/{id}`.
    pub(super) fn employee(&self, id: &str) -> Response {
        let Some(person) = id.parse().ok().and_then(|id| self.company.person(id)) else {
            return problem(StatusCode::NOT_FOUND, 404, "Es ist ein Problem aufgetreten ");
        };
        let attributes = self.readable(&[]);
        self.answer(&Success { success: true, data: self.record(&person, &attributes) })
    }

    /// `GET /v1/company/employees/{id}/profile-picture[/{width}]`; the width changes nothing.
    pub(super) fn picture(&self, id: &str) -> Response {
        let is_readable =
            self.company.attributes().iter().any(|a| a.field == Some(Field::ProfilePicture) && a.is_granted);
        let person = id.parse().ok().and_then(|id| self.company.person(id));
        if !is_readable || !person.is_some_and(|person| person.profile_picture) {
            return problem(StatusCode::NOT_FOUND, 404, "Etwas ist schiefgelaufen ...");
        }
        let mut answer = Response::new(Body::from(PICTURE));
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
        answer
    }

    /// The granted attributes with these keys (without keys, all of them), except those that a fault drops.
    fn readable(&self, keys: &[String]) -> Vec<&'a Attribute> {
        let dropped: Vec<&str> =
            self.tampering.dropped.iter().filter_map(|&field| self.company.key_of(field)).collect();
        let is_wanted = |attribute: &&Attribute| {
            attribute.is_granted
                && !dropped.contains(&attribute.key.as_str())
                && (keys.is_empty() || keys.contains(&attribute.key))
        };
        self.company.attributes().iter().filter(is_wanted).collect()
    }

    fn record<'s>(&'s self, person: &'s Person, attributes: &'s [&'s Attribute]) -> Record<'s> {
        let wants_supervisor = attributes.iter().any(|attribute| attribute.field == Some(Field::Supervisor));
        let supervisor = person.supervisor.filter(|_| wants_supervisor).and_then(|id| self.company.person(id));
        Record { person, supervisor, attributes, extra: &self.tampering.extra, base_url: self.base_url }
    }

    fn answer(&self, body: &impl Serialize) -> Response {
        match serde_json::to_vec(body) {
            Ok(bytes) => json_answer(StatusCode::OK, self.tampering.rewritten(bytes)),
            Err(_) => problem(StatusCode::INTERNAL_SERVER_ERROR, 500, "Es ist ein Problem aufgetreten "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_fifty_people_from_the_first_unless_asked() {
        let query = PageQuery::parse("").expect("no parameters are fine");
        assert_eq!((query.limit, query.offset, query.keys.len()), (50, 0, 0));
        let query = PageQuery::parse("limit=100&offset=200").expect("in range");
        assert_eq!((query.limit, query.offset), (100, 200));
    }

    #[test]
    fn limits_and_offsets_out_of_range_are_refused() {
        for query in ["limit=0", "limit=101", "limit=x", "limit=", "limit=-1", "offset=-1", "offset=x"] {
            assert!(PageQuery::parse(query).is_err(), "{query}");
        }
    }

    #[test]
    fn attributes_are_named_in_every_spelling_of_a_list() {
        for query in [
            "attributes[]=a&attributes[]=b",
            "attributes%5B%5D=a&attributes%5B%5D=b",
            "attributes[0]=a&attributes[1]=b",
            "attributes=a&attributes=b",
        ] {
            assert_eq!(PageQuery::parse(query).expect("in range").keys, ["a", "b"], "{query}");
        }
    }
}
