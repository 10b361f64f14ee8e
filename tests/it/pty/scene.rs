//! Where the real binary plays: a home, an embedded Personio of the test's own where one is needed, and a terminal.

use crate::harness::env::{Home, giftlist};
use crate::harness::fixtures::fake_options;
use crate::harness::pty::Pty;
use giftlist::fake::FakePersonio;
use std::process::Command;
use tokio::runtime::{Builder, Runtime};

/// A Personio that the binary talks to by its environment.
pub struct Account {
    pub fake: FakePersonio,
    _runtime: Runtime,
}

impl Account {
    /// The sample company.
    pub fn new() -> Account {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let fake = runtime.block_on(FakePersonio::start(fake_options())).unwrap();
        Account { fake, _runtime: runtime }
    }

    /// The binary, told of this Personio.
    pub fn giftlist(&self, home: &Home) -> Command {
        let mut command = giftlist(home);
        command
            .env("PERSONIO_BASE_URL", self.fake.base_url())
            .env("PERSONIO_CLIENT_ID", self.fake.client_id())
            .env("PERSONIO_CLIENT_SECRET", self.fake.client_secret());
        command
    }
}

/// The demo, after its first frame.
pub fn demo(home: &Home) -> Pty {
    let mut command = giftlist(home);
    command.arg("--demo");
    let pty = Pty::open(&command, 80, 24);
    pty.wait_for("Personio accepted");
    pty
}

/// Syncs and shows Recipients.
pub fn to_recipients(pty: &Pty) {
    pty.send("3");
    pty.wait_for("Enter reads everybody");
    pty.send("r");
    pty.wait_for("312 people in");
    pty.send("4");
    pty.wait_for("shown of 312");
}
