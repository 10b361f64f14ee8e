//! Certificates that are not what they should be, from a server that speaks TLS before the embedded Personio.

use super::company::{Company, one_error, three};
use crate::harness::env::{run, write_file};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

/// A certificate authority that no system knows.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Authority {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Authority { issuer: Issuer::new(params, key), pem }
    }
}

/// What is wrong with the server's certificate, if anything is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Certificate {
    Good,
    Expired,
    NotYet,
    OtherHost,
    SelfSigned,
}

/// Speaks TLS and passes everything on to a company's Personio.
struct Front {
    port: u16,
    connections: Arc<AtomicUsize>,
    _runtime: Runtime,
}

impl Front {
    fn open(company: &Company, authority: &Authority, certificate: Certificate) -> Front {
        let key = KeyPair::generate().unwrap();
        let host = if certificate == Certificate::OtherHost { "elsewhere.example" } else { "localhost" };
        let mut params = CertificateParams::new(vec![host.to_string()]).unwrap();
        match certificate {
            Certificate::Expired => params.not_after = date_time_ymd(2020, 1, 1),
            Certificate::NotYet => params.not_before = date_time_ymd(2090, 1, 1),
            _ => {}
        }
        let signed = match certificate {
            Certificate::SelfSigned => params.self_signed(&key),
            _ => params.signed_by(&key, &authority.issuer),
        };
        let chain = vec![signed.unwrap().der().clone()];
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, PrivatePkcs8KeyDer::from(key.serialize_der()).into())
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let personio = company.fake.base_url().trim_start_matches("http://").to_string();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = connections.clone();
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let (acceptor, personio) = (acceptor.clone(), personio.clone());
                tokio::spawn(async move {
                    let mut client = acceptor.accept(stream).await?;
                    let mut server = TcpStream::connect(personio).await?;
                    copy_bidirectional(&mut client, &mut server).await
                });
            }
        });
        Front { port, connections, _runtime: runtime }
    }

    /// A command against this server.
    fn command(&self, company: &Company, arguments: &[&str]) -> Command {
        let mut command = company.command(arguments);
        command.env("PERSONIO_BASE_URL", format!("https://localhost:{}", self.port));
        command
    }
}

/// The authority as a file, named in the settings.
fn trust(company: &Company, authority: &Authority) -> PathBuf {
    let file = company.home.put("config/ca.pem", &authority.pem);
    company.home.put("config/config.toml", &format!("ca_file = {:?}\n", file.display().to_string()));
    file
}

/// Catalogue: A29, B23, E32.
#[test]
fn a_certificate_that_is_not_right_says_why_and_is_not_tried_again() {
    let (company, authority) = (Company::of(three()), Authority::new());
    for (certificate, is_trusted, words) in [
        (Certificate::Good, false, &["localhost", "ca_file"][..]),
        (Certificate::SelfSigned, true, &["localhost", "ca_file"]),
        (Certificate::Expired, true, &["expired", "check this machine's date"]),
        (Certificate::NotYet, true, &["check this machine's date"]),
        (Certificate::OtherHost, true, &["another host"]),
    ] {
        if is_trusted {
            trust(&company, &authority);
        }
        let front = Front::open(&company, &authority, certificate);
        let line = one_error(&run(&mut front.command(&company, &["sync"])).exits(4));
        assert!(words.iter().all(|word| line.contains(word)), "{certificate:?}: {line}");
        assert!(!line.contains("elsewhere") && !line.contains("rcgen"), "a name in the certificate: {line}");
        assert_eq!(front.connections.load(Ordering::SeqCst), 1, "{certificate:?}");
    }
    assert_eq!(company.requests(), [0, 0, 0]);
}

/// Catalogue: A26, E32.
#[test]
fn a_certificate_of_an_authority_that_is_named_is_good_and_no_key_is_logged() {
    let (company, authority) = (Company::of(three()), Authority::new());
    let front = Front::open(&company, &authority, Certificate::Good);
    let key_log = company.home.work().join("keys");
    let loud = |command: &mut Command| {
        let variables = [("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full"), ("REQWEST_LOG", "trace")];
        run(command.envs(variables).env("SSLKEYLOGFILE", &key_log))
    };
    let bundle = company.home.put("other.pem", &authority.pem);
    let by_variable = loud(front.command(&company, &["sync", "-v"]).env("SSL_CERT_FILE", bundle)).exits(0);
    trust(&company, &authority);
    let by_setting = loud(&mut front.command(&company, &["sync", "-v"])).exits(0);
    for output in [by_variable, by_setting] {
        let said = format!("{}{}", output.stdout, output.stderr);
        assert!(!said.contains(company.fake.client_secret()) && !said.contains("Aoife"), "{said}");
    }
    assert!(!key_log.exists());
}

/// Catalogue: E32.
#[test]
fn a_file_of_authorities_that_holds_none_or_does_not_help_is_named() {
    let (company, authority) = (Company::of(three()), Authority::new());
    let front = Front::open(&company, &Authority::new(), Certificate::Good);
    let file = trust(&company, &authority);
    let line = one_error(&run(&mut front.command(&company, &["check"])).exits(4));
    assert!(line.contains("ca_file"), "{line}");
    write_file(&file, "no certificate");
    let line = one_error(&run(&mut front.command(&company, &["check"])).exits(4));
    assert!(line.contains("holds no certificate"), "{line}");
}

/// Catalogue: E32.
#[test]
fn a_system_without_authorities_is_named() {
    let (company, authority) = (Company::of(three()), Authority::new());
    let front = Front::open(&company, &authority, Certificate::Good);
    let none = company.home.put("none.pem", "");
    let mut command = front.command(&company, &["check"]);
    let line = one_error(&run(command.env("SSL_CERT_FILE", none).env("SSL_CERT_DIR", company.home.work())).exits(4));
    assert!(line.contains("this system has no CA certificates"), "{line}");
}
