//! The client alone against the embedded Personio, with short limits: what would take a command a minute to show.

use giftlist::domain::credentials::{Credentials, Secret};
use giftlist::domain::sync::SyncProgress;
use giftlist::fake::{Endpoint, FakeOptions, FakePersonio, Fault, What};
use giftlist::personio::{BaseUrl, Cause, ClientOptions, PersonioClient, walk};
use std::sync::Arc;
use std::time::Duration;

fn client(fake: &FakePersonio, request_timeout: Duration) -> PersonioClient {
    let secret = Secret::new(fake.client_secret().to_string());
    let credentials = Credentials { client_id: fake.client_id().to_string(), secret };
    let base = BaseUrl::parse(&fake.base_url()).expect("an address");
    PersonioClient::new(ClientOptions { request_timeout, ..ClientOptions::new(base, credentials) }).expect("a client")
}

/// Catalogue: E07, E40.
#[tokio::test]
async fn an_answer_that_drips_is_given_up_when_its_time_is_over() {
    let fake = FakePersonio::start(FakeOptions { employees: Some(3), ..FakeOptions::default() }).await.expect("a port");
    let client = client(&fake, Duration::from_millis(700));
    client.authenticate().await.expect("a token");
    // Each piece comes in time, all of them would take minutes.
    fake.inject(Fault::once(Endpoint::Attributes, What::Drip { bytes_per_tick: 1 }));
    let answer = tokio::time::timeout(Duration::from_secs(20), client.attributes());
    let error = answer.await.expect("an end").expect_err("no time for that");
    assert!(matches!(error.cause, Cause::TimedOut { .. }), "{error:?}");
    fake.inject(Fault::once(Endpoint::Attributes, What::Drip { bytes_per_tick: 1 }));
    assert!(!client.attributes_patiently().await.expect("the second try").is_empty());
}

/// Catalogue: E25.
#[tokio::test]
async fn a_connection_that_was_closed_between_two_requests_is_not_missed() {
    let fake = FakePersonio::start(FakeOptions { employees: Some(3), ..FakeOptions::default() }).await.expect("a port");
    let client = client(&fake, Duration::from_secs(20));
    client.authenticate().await.expect("a token");
    let attributes = r#"{"success":true,"data":[{"key":"email","label":"Email"}]}"#;
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{attributes}",
        attributes.len()
    );
    for _ in 0..5 {
        // The answer promises to keep the connection, and then it is closed.
        fake.inject(Fault::once(Endpoint::Attributes, What::Raw(answer.clone().into_bytes())));
        assert_eq!(client.attributes().await.expect("one attribute").len(), 1);
        assert!(client.attributes().await.expect("all of them").len() > 20);
    }
    assert_eq!(client.traffic().retries, 0, "nobody is told of it");
}

/// Catalogue: E25.
#[tokio::test]
async fn an_idle_connection_that_breaks_is_tried_again_in_silence() {
    let fake = FakePersonio::start(FakeOptions { employees: Some(3), ..FakeOptions::default() }).await.expect("a port");
    let client = client(&fake, Duration::from_secs(20));
    assert!(client.attributes().await.expect("all of them").len() > 20);
    tokio::time::pause();
    tokio::time::advance(Duration::from_millis(1100)).await;
    tokio::time::resume();
    fake.inject(Fault::once(Endpoint::Attributes, What::Reset));
    // One attempt alone, and it is enough.
    assert!(client.attributes().await.expect("all of them again").len() > 20);
    fake.inject(Fault::once(Endpoint::Attributes, What::Reset));
    let error = client.attributes().await.expect_err("just now there was an answer");
    assert!(matches!(error.cause, Cause::Reset { .. }), "{error:?}");
}

/// Catalogue: E40.
#[tokio::test]
async fn a_long_silence_ends_a_walk() {
    let fake =
        FakePersonio::start(FakeOptions { employees: Some(250), ..FakeOptions::default() }).await.expect("a port");
    let client = Arc::new(client(&fake, Duration::from_secs(100_000)));
    client.authenticate().await.expect("a token");
    fake.inject(Fault::always(Endpoint::Employees, What::Hang).after(2));
    let keys = Arc::default();
    let (told, mut pages) = tokio::sync::watch::channel(0);
    let walking = tokio::spawn({
        let client = client.clone();
        async move {
            let tell = |progress: SyncProgress| {
                told.send_replace(progress.pages);
            };
            walk(&client, &keys, tell).await
        }
    });
    pages.wait_for(|&pages| pages == 2).await.expect("two pages");
    // Nobody reads the clock on the wall any more: it goes to the next timer whenever all wait.
    tokio::time::pause();
    let begun = tokio::time::Instant::now();
    let error = walking.await.expect("no panic").expect_err("a silence");
    assert!(matches!(error.cause, Cause::Silent { .. }), "{error:?}");
    assert!((119..=121).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
}

/// Catalogue: E07.
#[test]
fn an_answer_has_a_minute() {
    let secret = Secret::new("x".to_string());
    let options = ClientOptions::new(BaseUrl::default(), Credentials { client_id: "x".into(), secret });
    assert_eq!(options.request_timeout, Duration::from_secs(60));
}
