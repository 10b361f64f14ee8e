//! Numbers of requests, by which an answer that came too late is told from the one that is awaited.

/// Which request an answer belongs to; the answer to an older one is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd)]
pub struct RequestId(pub u64);

impl RequestId {
    /// Makes every earlier answer stale and returns the id of the request that follows.
    pub fn issue(&mut self) -> RequestId {
        self.0 += 1;
        *self
    }
}
