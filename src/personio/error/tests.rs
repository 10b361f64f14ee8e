//! Tests of the words for what went wrong.

use super::*;

fn samples() -> Vec<Cause> {
    let host = || "api.personio.de".to_string();
    let message = || "Wrong credentials".to_string();
    let status = |code| Cause::Status { code, message: message(), retry_after: Some(Duration::from_secs(300)) };
    let certificate = |reason, with_ca_file| Cause::Certificate { host: host(), reason, with_ca_file };
    let proxy = |answer| Cause::Proxy { proxy: Some("proxy.example:3128".into()), host: host(), answer };
    let foreign = |kind| Cause::NotPersonio { host: host(), code: 200, kind };
    vec![
        Cause::Dns { host: host() },
        Cause::Connect { host: host() },
        Cause::Reset { host: host() },
        Cause::TimedOut { host: host(), after: Duration::from_secs(60) },
        certificate(BadCertificate::Expired, false),
        certificate(BadCertificate::OtherHost, false),
        certificate(BadCertificate::Unknown, false),
        certificate(BadCertificate::Unknown, true),
        Cause::Tls { host: host() },
        Cause::NoCertificates,
        Cause::BadCaFile,
        Cause::JobContext,
        proxy(ProxyAnswer::Unreachable),
        proxy(ProxyAnswer::Password),
        proxy(ProxyAnswer::NotHttp),
        proxy(ProxyAnswer::Status { code: 403, is_page: false }),
        proxy(ProxyAnswer::Status { code: 502, is_page: true }),
        Cause::BadProxy { name: "HTTPS_PROXY" },
        Cause::NotHttp { host: host() },
        Cause::Truncated,
        Cause::Denied { code: 401, message: message() },
        Cause::Denied { code: 403, message: message() },
        status(429),
        status(503),
        status(404),
        Cause::Unsuccessful { message: message() },
        foreign(NotPersonioKind::Html),
        foreign(NotPersonioKind::Redirect(Some("evil.example".into()))),
        foreign(NotPersonioKind::Redirect(None)),
        foreign(NotPersonioKind::Encoding),
        foreign(NotPersonioKind::OtherType),
        Cause::Envelope { part: "data" },
        Cause::TooLarge { limit_bytes: 16 << 20 },
        Cause::TooMany { limit: 10 },
        Cause::BadToken,
        Cause::Repeats { offset: 100 },
        Cause::Incomplete { got: 1, expected: 2, repeated: 0 },
        Cause::Shrinking { field: Field::Birthday },
        Cause::Empty,
        Cause::Silent { time: Duration::from_secs(120) },
    ]
}

/// Catalogue: E32.
#[test]
fn every_cause_has_its_own_words_and_a_remedy() {
    let mut seen = std::collections::HashSet::new();
    for cause in samples() {
        let problem = Problem::from(cause.clone().at(Stage::Employees));
        assert!(!problem.remedy().is_empty(), "{cause:?}");
        assert!(!problem.to_string().contains('\n'), "{cause:?}");
        assert!(problem.to_string().chars().count() <= 200, "{problem}");
        assert!(seen.insert(problem.what().to_string()), "{problem}");
    }
}

#[test]
fn only_a_denial_is_a_refusal() {
    for stage in [Stage::SigningIn, Stage::Attributes, Stage::Employees] {
        for cause in samples() {
            let expected = if matches!(cause, Cause::Denied { .. }) { Kind::Refused } else { Kind::Remote };
            assert_eq!(Problem::from(cause.at(stage)).kind(), expected);
        }
    }
}

#[test]
fn a_wrong_pair_and_a_missing_right_read_differently() {
    let denied = |stage| Problem::from(Cause::Denied { code: 403, message: "no".into() }.at(stage)).to_string();
    assert!(denied(Stage::SigningIn).contains("client ID and secret"));
    assert!(denied(Stage::Attributes).contains("Employees: Read"));
}

/// Catalogue: E29.
#[test]
fn records_with_the_same_id_are_named_where_they_are_what_is_missing() {
    let what = |repeated| {
        let cause = Cause::Incomplete { got: 130, expected: 135, repeated };
        Problem::from(cause.at(Stage::Employees)).what().to_string()
    };
    assert_eq!(what(0), "incomplete: 130 people came, Personio counts 135");
    assert_eq!(what(5), "incomplete: 130 people came, Personio counts 135; 5 records came with the id of another one");
    assert_eq!(what(3), what(0));
}

#[test]
fn a_long_wait_is_reported() {
    let cause = Cause::Status { code: 429, message: String::new(), retry_after: Some(Duration::from_secs(7200)) };
    let problem = Problem::from(cause.at(Stage::Employees));
    assert!(problem.what().contains("120 min"));
    assert_eq!(problem.wait(), Some(Duration::from_secs(7200)));
}
