//! The current token. Only one request at a time asks for a new one: all who need one wait for that
//! request and share its outcome. Knows no HTTP: how one signs in is passed in.
//!
//! Personio's tokens live for 24 hours and are not rotated
//! (<https://developer.personio.de/changelog/authentication-api-improved-bearer-token>).

use super::decode::TokenResponse;
use super::error::Error;
use crate::domain::credentials::Secret;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// A token counts as expired this long before it is.
const EXPIRY_MARGIN: Duration = Duration::from_secs(300);
/// A token is used for at least this long, so that a wrong lifetime does not make every request sign in.
const MIN_LIFETIME: Duration = Duration::from_secs(60);

/// A token in use.
#[derive(Debug)]
pub struct Token {
    pub secret: Secret,
    expires_at: Instant,
    /// The generation that it came with.
    generation: u64,
}

/// When to sign in although there is a token.
pub enum Refresh<'a> {
    /// The token has expired.
    IfExpired,
    /// The token is still this one, which was refused.
    IfStill(&'a Token),
    /// In any case, but once for all who ask at the same time.
    Always,
}

#[derive(Debug, Default)]
struct State {
    token: Option<Arc<Token>>,
    failed: Option<Error>,
}

#[derive(Debug, Default)]
pub struct Tokens {
    state: Mutex<State>,
    /// How often signing in has ended, well or badly.
    generation: AtomicU64,
}

impl Tokens {
    /// A token that needs no refresh; `sign_in` is run where there is none, and by one caller at a time.
    pub async fn obtain(
        &self,
        refresh: Refresh<'_>,
        sign_in: impl Future<Output = Result<TokenResponse, Error>>,
    ) -> Result<Arc<Token>, Error> {
        let asked_in = self.generation.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        let generation = self.generation.load(Ordering::Acquire);
        if generation > asked_in
            && let Some(error) = &state.failed
        {
            return Err(error.clone());
        }
        let will_do = |token: &Token| match refresh {
            Refresh::IfExpired => token.expires_at > Instant::now(),
            Refresh::IfStill(refused) => token.generation != refused.generation,
            Refresh::Always => token.generation > asked_in,
        };
        if let Some(token) = state.token.as_ref().filter(|token| will_do(token)) {
            return Ok(Arc::clone(token));
        }
        let outcome = sign_in.await;
        let generation = generation + 1;
        self.generation.store(generation, Ordering::Release);
        state.token = None;
        state.failed = outcome.as_ref().err().cloned();
        let TokenResponse { token: secret, lifetime } = outcome?;
        let expires_at = Instant::now() + lifetime.saturating_sub(EXPIRY_MARGIN).max(MIN_LIFETIME);
        let token = Arc::new(Token { secret, expires_at, generation });
        state.token = Some(Arc::clone(&token));
        Ok(token)
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::{Cause, Stage};
    use super::*;
    use std::sync::atomic::AtomicU32;

    async fn granted(count: &AtomicU32, lifetime_s: u64) -> Result<TokenResponse, Error> {
        let nth = count.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(50)).await;
        Ok(TokenResponse { token: Secret::new(format!("papi-{nth}")), lifetime: Duration::from_secs(lifetime_s) })
    }

    async fn refused(count: &AtomicU32) -> Result<TokenResponse, Error> {
        count.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(Cause::Denied { code: 403, message: String::new() }.at(Stage::SigningIn))
    }

    #[tokio::test(start_paused = true)]
    async fn many_ask_and_one_signs_in() {
        let (tokens, count) = (Tokens::default(), AtomicU32::new(0));
        let ask = || tokens.obtain(Refresh::IfExpired, granted(&count, 86_400));
        let (a, b, c) = tokio::join!(ask(), ask(), ask());
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert!([a, b, c].iter().all(|token| token.as_ref().unwrap().secret.expose() == "papi-0"));
    }

    /// Catalogue: D19.
    #[tokio::test(start_paused = true)]
    async fn a_refused_token_is_replaced_once_for_all_who_had_it() {
        let (tokens, count) = (Tokens::default(), AtomicU32::new(0));
        let first = tokens.obtain(Refresh::IfExpired, granted(&count, 86_400)).await.unwrap();
        let again = || tokens.obtain(Refresh::IfStill(&first), granted(&count, 86_400));
        let (a, b) = tokio::join!(again(), again());
        assert_eq!(count.load(Ordering::SeqCst), 2);
        assert_eq!(a.unwrap().secret, b.unwrap().secret);
        assert_eq!(again().await.unwrap().secret.expose(), "papi-1");
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_wait_share_the_failure_and_a_later_one_tries_again() {
        let (tokens, count) = (Tokens::default(), AtomicU32::new(0));
        let ask = || tokens.obtain(Refresh::IfExpired, refused(&count));
        let (a, b, c) = tokio::join!(ask(), ask(), ask());
        assert!(a.is_err() && b.is_err() && c.is_err());
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert!(tokens.obtain(Refresh::IfExpired, granted(&count, 60)).await.is_ok());
        assert_eq!(count.load(Ordering::SeqCst), 2);
    }

    /// Catalogue: E36.
    #[tokio::test(start_paused = true)]
    async fn a_token_is_over_five_minutes_early_but_lasts_a_minute() {
        for (lifetime_s, still_s, over_s) in [(3600, 3299, 3301), (10, 59, 61)] {
            let (tokens, count) = (Tokens::default(), AtomicU32::new(0));
            let ask = || tokens.obtain(Refresh::IfExpired, granted(&count, lifetime_s));
            ask().await.unwrap();
            let begin = Instant::now();
            tokio::time::sleep_until(begin + Duration::from_secs(still_s)).await;
            ask().await.unwrap();
            assert_eq!(count.load(Ordering::SeqCst), 1, "{lifetime_s}");
            tokio::time::sleep_until(begin + Duration::from_secs(over_s)).await;
            ask().await.unwrap();
            assert_eq!(count.load(Ordering::SeqCst), 2, "{lifetime_s}");
        }
    }
}
