//! Request ids: an answer with an older id than the latest is stale and dropped.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd)]
pub struct RequestId(pub u64);

impl RequestId {
    /// Issues the next id; answers to all earlier ones become stale.
    pub fn issue(&mut self) -> RequestId {
        self.0 += 1;
        *self
    }
}
