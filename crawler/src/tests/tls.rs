//! Certificates are checked, and https never leads to http. The key of these certificates is the number one.

use super::site::{Site, ok};
use super::*;
use reqwest::Certificate;
use rustls::crypto::ring::{default_provider, sign::any_ecdsa_type};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpListener;

/// For `feeds.example`, signed by itself.
const VALID: &[u8] = include_bytes!("certificates/valid_until_2120.der");
const EXPIRED: &[u8] = include_bytes!("certificates/expired_in_2021.der");

/// PKCS#8 around the P-256 key 1: what stands before the 32 octets of the number, and the point that
/// belongs to it.
const BEFORE: &str = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420";
const AFTER: &str = "a144034200046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
    4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}

fn key_number_one() -> PrivateKeyDer<'static> {
    let hex = format!("{BEFORE}{:064x}{AFTER}", 1);
    let octets = (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect::<Vec<_>>();
    PrivatePkcs8KeyDer::from(octets).into()
}

/// Serves one answer to every request over TLS; gives its port.
fn serve(certificate: &'static [u8], answer: String) -> u16 {
    let key = any_ecdsa_type(&key_number_one()).unwrap();
    let certified = CertifiedKey::new(vec![CertificateDer::from(certificate)], key);
    let config = ServerConfig::builder_with_provider(default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Always(certified.into())));
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut tls = StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream);
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && tls.read_exact(&mut byte).is_ok() {
                head.push(byte[0]);
            }
            let is_robots = head.starts_with(b"GET /robots.txt");
            let answer = if is_robots {
                "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            } else {
                &answer
            };
            let _ = tls.write_all(answer.as_bytes());
            tls.conn.send_close_notify();
            let _ = tls.flush();
        }
    });
    port
}

fn crawler_trusting(port: u16, trusted: &[&[u8]], sites: &[&Site]) -> Crawler {
    let mut config = config(sites);
    let hosts = ["feeds.example", "other.example"];
    config.allow_private.extend(hosts.map(|host| format!("{host}:{port}").parse().unwrap()));
    let trust = Trust::Only(trusted.iter().map(|der| Certificate::from_der(der).unwrap()).collect());
    Crawler::with(config, Names::answering(&[&["127.0.0.1"]]), &trust).unwrap()
}

const PLAIN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n[1]";

#[tokio::test]
async fn a_certificate_has_to_be_valid_trusted_and_of_this_host() {
    let (valid, expired) = (serve(VALID, PLAIN.to_owned()), serve(EXPIRED, PLAIN.to_owned()));
    let url = |host: &str, port: u16| Url::parse(&format!("https://{host}:{port}/feed.json")).unwrap();

    let trusting = crawler_trusting(valid, &[VALID], &[]);
    assert_eq!(get(&trusting, &url("feeds.example", valid)).await.unwrap().part.body, b"[1]");
    for (crawler, url) in [
        (&trusting, url("other.example", valid)),
        (&crawler_trusting(expired, &[VALID, EXPIRED], &[]), url("feeds.example", expired)),
        (&crawler_trusting(valid, &[], &[]), url("feeds.example", valid)),
    ] {
        let fault = fault(crawler, &url).await;
        assert_eq!(
            (fault.outcome, fault.code),
            (AttemptOutcome::Failed, Some(Code::TlsInvalid)),
            "{}",
            fault.detail
        );
        assert!(fault.detail.contains("certificate"), "{}", fault.detail);
    }
}

#[tokio::test]
async fn the_authorities_of_this_machine_do_not_know_a_self_made_certificate() {
    let port = serve(VALID, PLAIN.to_owned());
    let mut config = config(&[]);
    config.allow_private = vec![format!("feeds.example:{port}").parse().unwrap()];
    let crawler = crawler_with_names(config, &Names::answering(&[&["127.0.0.1"]]));
    let fault = fault(&crawler, &Url::parse(&format!("https://feeds.example:{port}/")).unwrap()).await;
    assert_eq!(fault.code, Some(Code::TlsInvalid));
}

#[tokio::test]
async fn https_that_leads_to_http_is_not_followed() {
    let site = Site::start(|_| ok(b"[1]")).await;
    let to = site.url("/feed.json");
    let port = serve(
        VALID,
        format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    );
    let crawler = crawler_trusting(port, &[VALID], &[&site]);
    let fault =
        fault(&crawler, &Url::parse(&format!("https://feeds.example:{port}/feed.json")).unwrap()).await;
    assert_eq!((fault.outcome, fault.code), (AttemptOutcome::Blocked, Some(Code::InsecureRedirect)));
    assert_eq!(site.connections(), 0);
}
