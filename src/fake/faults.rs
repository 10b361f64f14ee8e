//! What can be made to go wrong, as data, and the script that says when. `What` is the table of all faults;
//! `faulty_answer` spoils answers and `stream` connections.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::company::Company;
use crate::domain::fields::Field;

/// The requests that a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `POST /v1/auth`.
    Auth,
    /// `GET /v1/company/employees/attributes` and its old name.
    Attributes,
    /// `GET /v1/company/employees` and `/{id}`.
    Employees,
    /// All of these, pictures, and unknown paths.
    Any,
}

impl Endpoint {
    /// The endpoint of a path; `Any` if it is none of the three.
    pub(super) fn of(path: &str) -> Endpoint {
        let path = path.trim_end_matches('/');
        match path.strip_prefix("/v1/company/employees") {
            _ if path == "/v1/auth" => Endpoint::Auth,
            Some("/attributes" | "/custom-attributes") => Endpoint::Attributes,
            Some(rest) if !rest.contains("profile-picture") => Endpoint::Employees,
            _ => Endpoint::Any,
        }
    }
}

/// Something that goes wrong, on which requests, and how often.
#[derive(Clone, Debug)]
pub struct Fault {
    pub on: Endpoint,
    /// How many requests it spoils; `u32::MAX` is all of them.
    pub times: u32,
    /// How many such requests are answered normally before.
    pub after: u32,
    pub what: What,
}

impl Fault {
    pub fn once(on: Endpoint, what: What) -> Fault {
        Fault { on, times: 1, after: 0, what }
    }

    pub fn always(on: Endpoint, what: What) -> Fault {
        Fault { times: u32::MAX, ..Fault::once(on, what) }
    }

    #[must_use]
    pub fn after(self, after: u32) -> Fault {
        Fault { after, ..self }
    }

    #[must_use]
    pub fn times(self, times: u32) -> Fault {
        Fault { times, ..self }
    }
}

/// What goes wrong. The first group replaces an answer or spoils its bytes: if several are due, the one injected first
/// acts and the others wait for the next request. The second group changes what a good answer says: all that are due
/// act together.
#[derive(Clone, Debug)]
pub enum What {
    /// Labelled as JSON if the body begins with `{`, otherwise as HTML.
    Status {
        /// 100 to 999.
        code: u16,
        retry_after: Option<String>,
        body: String,
    },
    /// 200 and somebody else's login page.
    Html,
    Redirect {
        /// 301, 302, 303, 307 or 308.
        code: u16,
        /// `Location`.
        to: String,
    },
    /// Half of the bytes that `Content-Length` promises, then the connection closes.
    CutBody,
    /// Half of the body in chunks, without the last chunk.
    CutChunked,
    /// Exactly this many bytes of the answer, its head included, then the connection closes; 0 is before any answer.
    CutAt(usize),
    /// The connection is reset before any answer.
    Reset,
    /// These bytes instead of an answer, then the connection closes.
    Raw(Vec<u8>),
    /// No answer until the client goes away or the server stops.
    Hang,
    /// The good answer, its body a few bytes every half second.
    Drip {
        /// At least 1.
        bytes_per_tick: usize,
    },
    /// 200, labelled as JSON, without a body.
    EmptyBody,
    /// 200 with this text, labelled as JSON.
    Json(String),
    /// 200 with a gzip body that unpacks to blanks.
    GzipBomb {
        /// Unpacked size; about a thousandth of it is sent.
        megabytes: u32,
    },

    /// The company changes just before this answer: somebody is hired between two pages.
    EditCompany(Edit),
    /// The token stops being valid before this request is looked at.
    ExpireToken,
    /// The first page, whatever the offset; the echoed `offset` is the one asked for.
    RepeatPage,
    /// `total_elements` is off by this much.
    WrongTotal(i64),
    /// The attribute is missing from the answer.
    DropAttribute(Field),
    /// Each employee (or the list of attributes) has one more attribute, granted or not.
    ExtraAttribute {
        /// Its key, which is its label too.
        key: String,
        value: Value,
    },
    /// One more header, ignored if its name or value is not allowed in HTTP.
    Header(String, String),
    /// Any change to the answer's JSON.
    Rewrite(Rewrite),
}

/// A change that a test makes while the server answers. It must not call the server.
pub struct Change<T>(Arc<dyn Fn(&mut T) + Send + Sync>);

/// A change to an answer's JSON.
pub type Rewrite = Change<Value>;

/// A change to the company.
pub type Edit = Change<Company>;

impl<T> Change<T> {
    pub fn new(change: impl Fn(&mut T) + Send + Sync + 'static) -> Change<T> {
        Change(Arc::new(change))
    }

    pub(super) fn make(&self, to: &mut T) {
        (self.0)(to);
    }
}

impl<T> Clone for Change<T> {
    fn clone(&self) -> Change<T> {
        Change(self.0.clone())
    }
}

impl<T> fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Change(..)")
    }
}

/// The faults that are due for one request.
#[derive(Clone, Debug, Default)]
pub(super) struct Due {
    /// One of the first group.
    pub(super) spoiled: Option<What>,
    pub(super) is_token_expired: bool,
    pub(super) edits: Vec<Edit>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) tampering: Tampering,
}

/// How the content of an answer differs from the company.
#[derive(Clone, Debug, Default)]
pub(super) struct Tampering {
    pub(super) is_page_repeated: bool,
    pub(super) total_delta: i64,
    pub(super) dropped: Vec<Field>,
    pub(super) extra: Vec<(String, Value)>,
    rewrites: Vec<Rewrite>,
}

impl Tampering {
    /// The answer's JSON after all rewrites.
    pub(super) fn rewritten(&self, body: Vec<u8>) -> Vec<u8> {
        if self.rewrites.is_empty() {
            return body;
        }
        let Ok(mut value) = serde_json::from_slice(&body) else { return body };
        self.rewrites.iter().for_each(|rewrite| rewrite.make(&mut value));
        serde_json::to_vec(&value).unwrap_or(body)
    }
}

/// The injected faults that are not used up.
#[derive(Debug, Default)]
pub(super) struct Script(Vec<Fault>);

impl Script {
    pub(super) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The faults that are due for a request to the endpoint; asking uses them up.
    pub(super) fn due(&mut self, endpoint: Endpoint) -> Due {
        let mut due = Due::default();
        for fault in &mut self.0 {
            if fault.on != Endpoint::Any && fault.on != endpoint {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
            } else if fault.times > 0 && due.takes(&fault.what) && fault.times != u32::MAX {
                fault.times -= 1;
            }
        }
        self.0.retain(|fault| fault.times > 0);
        due
    }
}

impl Due {
    /// Adds a fault to this answer; `false` if another one already spoils it.
    fn takes(&mut self, what: &What) -> bool {
        match what {
            What::EditCompany(edit) => self.edits.push(edit.clone()),
            What::ExpireToken => self.is_token_expired = true,
            What::RepeatPage => self.tampering.is_page_repeated = true,
            What::WrongTotal(delta) => self.tampering.total_delta += delta,
            What::DropAttribute(field) => self.tampering.dropped.push(*field),
            What::ExtraAttribute { key, value } => self.tampering.extra.push((key.clone(), value.clone())),
            What::Header(name, value) => self.headers.push((name.clone(), value.clone())),
            What::Rewrite(rewrite) => self.tampering.rewrites.push(rewrite.clone()),
            What::Status { .. }
            | What::Html
            | What::Redirect { .. }
            | What::CutBody
            | What::CutChunked
            | What::CutAt(_)
            | What::Reset
            | What::Raw(_)
            | What::Hang
            | What::Drip { .. }
            | What::EmptyBody
            | What::Json(_)
            | What::GzipBomb { .. } => {
                if self.spoiled.is_some() {
                    return false;
                }
                self.spoiled = Some(what.clone());
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(code: u16) -> What {
        What::Status { code, retry_after: None, body: String::new() }
    }

    fn codes(script: &mut Script, requests: usize) -> Vec<u16> {
        let code = |due: Due| match due.spoiled {
            Some(What::Status { code, .. }) => code,
            _ => 200,
        };
        (0..requests).map(|_| code(script.due(Endpoint::Employees))).collect()
    }

    #[test]
    fn spoiled_answers_come_one_after_the_other() {
        let mut script = Script::default();
        script.add(Fault::once(Endpoint::Employees, status(500)).times(2));
        script.add(Fault::once(Endpoint::Any, status(429)));
        assert_eq!(codes(&mut script, 4), [500, 500, 429, 200]);
        assert!(script.0.is_empty());
    }

    #[test]
    fn a_fault_waits_for_its_turn_and_its_endpoint() {
        let mut script = Script::default();
        script.add(Fault::once(Endpoint::Employees, status(503)).after(2));
        assert!(script.due(Endpoint::Auth).spoiled.is_none());
        assert_eq!(codes(&mut script, 4), [200, 200, 503, 200]);
    }

    #[test]
    fn changes_of_content_act_together() {
        let mut script = Script::default();
        script.add(Fault::always(Endpoint::Employees, What::WrongTotal(2)));
        script.add(Fault::once(Endpoint::Employees, What::WrongTotal(-1)));
        script.add(Fault::once(Endpoint::Employees, What::RepeatPage));
        let due = script.due(Endpoint::Employees);
        assert_eq!((due.tampering.total_delta, due.tampering.is_page_repeated), (1, true));
        assert_eq!(script.due(Endpoint::Employees).tampering.total_delta, 2);
    }

    #[test]
    fn paths_have_their_endpoint() {
        let table = [
            ("/v1/auth", Endpoint::Auth),
            ("/v1/company/employees", Endpoint::Employees),
            ("/v1/company/employees/17", Endpoint::Employees),
            ("/v1/company/employees/attributes", Endpoint::Attributes),
            ("/v1/company/employees/custom-attributes", Endpoint::Attributes),
            ("/v1/company/employees/17/profile-picture/80", Endpoint::Any),
            ("/v2/persons", Endpoint::Any),
        ];
        for (path, endpoint) in table {
            assert_eq!(Endpoint::of(path), endpoint, "{path}");
        }
    }
}
