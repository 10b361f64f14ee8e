//! The connections below HTTP: a listener whose streams can be cut after some bytes, reset, or made to send other
//! bytes, and which all end when the server stops. Knows no HTTP.

use parking_lot::Mutex;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// How the next bytes of an answer are sent.
#[derive(Debug, Default)]
enum Sending {
    #[default]
    Normally,
    /// This many bytes are sent, then the connection ends.
    CutAfter(usize),
    /// These bytes are sent instead, from a position on, then the connection ends.
    Instead(Vec<u8>, usize),
    /// The connection ends at once, as a reset.
    Reset,
    Closed,
}

/// Says how the connection that a request came by sends its answer.
#[derive(Clone, Debug, Default)]
pub(super) struct StreamHandle(Arc<Mutex<Sending>>);

impl StreamHandle {
    pub(super) fn send_normally(&self) {
        self.set(Sending::Normally);
    }

    /// The next answer ends after this many bytes, its head included.
    pub(super) fn cut_after(&self, bytes: usize) {
        self.set(Sending::CutAfter(bytes));
    }

    /// The next answer is these bytes.
    pub(super) fn replace_answer(&self, bytes: Vec<u8>) {
        self.set(Sending::Instead(bytes, 0));
    }

    /// The next answer is a reset.
    pub(super) fn reset(&self) {
        self.set(Sending::Reset);
    }

    fn set(&self, sending: Sending) {
        *self.0.lock() = sending;
    }
}

impl Connected<IncomingStream<'_, FaultyListener>> for StreamHandle {
    fn connect_info(stream: IncomingStream<'_, FaultyListener>) -> StreamHandle {
        stream.io().handle.clone()
    }
}

/// A listener whose streams can be made to fail.
pub(super) struct FaultyListener {
    listener: TcpListener,
    stop: CancellationToken,
}

impl FaultyListener {
    /// Connections end when `stop` is cancelled.
    pub(super) fn new(listener: TcpListener, stop: CancellationToken) -> FaultyListener {
        FaultyListener { listener, stop }
    }
}

impl Listener for FaultyListener {
    type Io = FaultyStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (FaultyStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, from)) => {
                    // Answers are one small write each; without this they may wait for the client's next packet.
                    let _ = stream.set_nodelay(true);
                    let stop = Box::pin(self.stop.clone().cancelled_owned());
                    return (FaultyStream { stream, handle: StreamHandle::default(), stop }, from);
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

pub(super) struct FaultyStream {
    stream: TcpStream,
    handle: StreamHandle,
    stop: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl AsyncRead for FaultyStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.stop.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(ended()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for FaultyStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let mut sending = this.handle.0.lock();
        let stream = Pin::new(&mut this.stream);
        match &mut *sending {
            Sending::Normally => stream.poll_write(cx, buf),
            Sending::CutAfter(0) | Sending::Closed => {
                *sending = Sending::Closed;
                Poll::Ready(Err(ended()))
            }
            Sending::CutAfter(left) => {
                let written = std::task::ready!(stream.poll_write(cx, &buf[..buf.len().min(*left)]))?;
                *left -= written;
                Poll::Ready(Ok(written))
            }
            Sending::Instead(bytes, at) => {
                let mut stream = stream;
                while *at < bytes.len() {
                    *at += std::task::ready!(stream.as_mut().poll_write(cx, &bytes[*at..]))?;
                }
                *sending = Sending::Closed;
                Poll::Ready(Err(ended()))
            }
            Sending::Reset => {
                *sending = Sending::Closed;
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
