//! Personio over HTTP, and nothing else: signing in, what the credential may read, everybody's records.
//! Knows `domain`, but no file, screen or setting. Version 1 of the API is used; its reference is
//! <https://developer.personio.de/reference>.

mod answer;
pub mod base_url;
pub mod client;
mod completeness;
pub mod decode;
pub mod demo;
pub mod error;
mod foreign;
mod http_error;
mod options;
mod pacer;
mod proxy;
pub mod proxy_answer;
mod redact;
mod retry;
mod token;
pub mod walk;

pub use base_url::BaseUrl;
pub use client::{PageRequest, PersonioClient, Traffic};
pub use error::{Cause, Error, Stage};
pub use options::ClientOptions;
pub use pacer::Pacer;
pub use walk::{Walked, walk};
