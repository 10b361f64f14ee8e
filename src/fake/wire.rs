//! The connections below HTTP: a listener whose streams can be cut after so many bytes, reset, or made to say other
//! bytes, and which all end when the server stops. Knows no HTTP.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// What becomes of the bytes of an answer.
#[derive(Debug, Default)]
enum Plan {
    /// They are sent.
    #[default]
    Straight,
    /// So many are sent, then the connection ends.
    CutAfter(usize),
    /// These are sent instead from a position on, then the connection ends.
    Instead(Vec<u8>, usize),
    /// The connection ends at once, as a reset.
    Reset,
    /// It has ended.
    Ended,
}

/// The hand on a connection that a request came by.
#[derive(Clone, Debug, Default)]
pub(super) struct WireHandle(Arc<Mutex<Plan>>);

impl WireHandle {
    /// Nothing happens to the next answer.
    pub(super) fn leave(&self) {
        self.set(Plan::Straight);
    }

    /// The next answer ends after so many bytes, its head included.
    pub(super) fn cut_after(&self, bytes: usize) {
        self.set(Plan::CutAfter(bytes));
    }

    /// The next answer is these bytes.
    pub(super) fn say_instead(&self, bytes: Vec<u8>) {
        self.set(Plan::Instead(bytes, 0));
    }

    /// The next answer is a reset.
    pub(super) fn reset(&self) {
        self.set(Plan::Reset);
    }

    fn set(&self, plan: Plan) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = plan;
    }
}

impl Connected<IncomingStream<'_, Door>> for WireHandle {
    fn connect_info(stream: IncomingStream<'_, Door>) -> WireHandle {
        stream.io().handle.clone()
    }
}

/// Where connections come in.
pub(super) struct Door {
    listener: TcpListener,
    stop: CancellationToken,
}

impl Door {
    /// A door at this listener whose connections end when `stop` is cancelled.
    pub(super) fn new(listener: TcpListener, stop: CancellationToken) -> Door {
        Door { listener, stop }
    }
}

impl Listener for Door {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, from)) => {
                    // Answers are one small write each; without this they may wait for the client's next packet.
                    let _ = stream.set_nodelay(true);
                    let stop = Box::pin(self.stop.clone().cancelled_owned());
                    return (Wire { stream, handle: WireHandle::default(), stop }, from);
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// One connection.
pub(super) struct Wire {
    stream: TcpStream,
    handle: WireHandle,
    stop: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.stop.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(ended()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        let mut plan = wire.handle.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = Pin::new(&mut wire.stream);
        match &mut *plan {
            Plan::Straight => stream.poll_write(cx, buf),
            Plan::CutAfter(0) | Plan::Ended => {
                *plan = Plan::Ended;
                Poll::Ready(Err(ended()))
            }
            Plan::CutAfter(left) => {
                let written = std::task::ready!(stream.poll_write(cx, &buf[..buf.len().min(*left)]))?;
                *left -= written;
                Poll::Ready(Ok(written))
            }
            Plan::Instead(bytes, at) => {
                let mut stream = stream;
                while *at < bytes.len() {
                    *at += std::task::ready!(stream.as_mut().poll_write(cx, &bytes[*at..]))?;
                }
                *plan = Plan::Ended;
                Poll::Ready(Err(ended()))
            }
            Plan::Reset => {
                *plan = Plan::Ended;
                stream.set_zero_linger()?;
                Poll::Ready(Err(ended()))
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

fn ended() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionReset, "ended on purpose")
}
