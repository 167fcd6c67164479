//! Looks names up for the connector and hands out only addresses that may be dialled.
//!
//! The connector dials exactly what this returns: there is no look-up before the look-up that a name could
//! fool.

use crate::address;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Where addresses of names come from.
pub(crate) trait Lookup: Send + Sync {
    /// The addresses of a name; their ports are 0.
    fn lookup(&self, name: String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>>;
}

/// The resolver of the system.
pub(crate) struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, name: String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
        async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) }.boxed()
    }
}

/// Why a name gives no address to dial.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ResolveFault {
    /// It has no address.
    #[error("the name does not resolve")]
    Unknown(#[source] Option<io::Error>),
    /// All its addresses are reserved; the first one and what it is reserved for.
    #[error("{address} is reserved: {what}")]
    Forbidden { address: IpAddr, what: &'static str },
}

/// The resolver of one of the two ways out.
pub(crate) struct GuardedResolver {
    lookup: Arc<dyn Lookup>,
    public_only: bool,
}

impl GuardedResolver {
    pub(crate) fn new(lookup: Arc<dyn Lookup>, public_only: bool) -> Self {
        Self { lookup, public_only }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let found = self.lookup.lookup(name.as_str().to_owned());
        let public_only = self.public_only;
        Box::pin(async move {
            let found = found.await.map_err(|error| ResolveFault::Unknown(Some(error)))?;
            let dialled = if public_only { keep_public(found)? } else { found };
            if dialled.is_empty() {
                return Err(ResolveFault::Unknown(None).into());
            }
            Ok(Box::new(dialled.into_iter()) as Addrs)
        })
    }
}

/// Drops reserved addresses; a name that has no others is forbidden.
fn keep_public(found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, ResolveFault> {
    let mut refused = None;
    let mut public = Vec::with_capacity(found.len());
    for address in found {
        match address::special(address.ip()) {
            None => public.push(address),
            Some(what) => refused = refused.or(Some(ResolveFault::Forbidden { address: address.ip(), what })),
        }
    }
    match refused {
        Some(fault) if public.is_empty() => Err(fault),
        _ => Ok(public),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(texts: &[&str]) -> Vec<SocketAddr> {
        texts.iter().map(|text| SocketAddr::new(text.parse().unwrap(), 0)).collect()
    }

    #[test]
    fn reserved_addresses_are_dropped_and_alone_they_forbid() {
        assert_eq!(keep_public(addresses(&["10.0.0.1", "8.8.8.8", "::1"])).unwrap(), addresses(&["8.8.8.8"]));
        let fault = keep_public(addresses(&["10.0.0.1", "::1"])).unwrap_err();
        assert!(
            matches!(fault, ResolveFault::Forbidden { address, .. } if address.to_string() == "10.0.0.1")
        );
        assert!(keep_public(Vec::new()).unwrap().is_empty());
    }
}
