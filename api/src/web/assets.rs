//! What pages are made of beside themselves, under names that change with the content, and what robots may read.

use crate::problem::{Problem, ProblemCode};
use axum::extract::Path;
use axum::response::IntoResponse;
use http::header;
use std::sync::LazyLock;

/// So many hex digits of what is in a file stand in its name.
const HASH: usize = 10;

/// A file of ours.
pub struct Asset {
    content: &'static str,
    kind: &'static str,
    name: LazyLock<String>,
}

/// The style sheet.
pub static STYLE: Asset = Asset {
    content: include_str!("../../assets/everyroom.css"),
    kind: "text/css; charset=utf-8",
    name: LazyLock::new(|| named("everyroom", include_str!("../../assets/everyroom.css"), "css")),
};

/// The script in its parts, each closed in itself.
const SCRIPT_PARTS: &str = concat!(
    include_str!("../../assets/everyroom.js"),
    include_str!("../../assets/suggest.js"),
    include_str!("../../assets/favourites.js"),
    include_str!("../../assets/map.js"),
);

/// The script, which no page needs.
pub static SCRIPT: Asset = Asset {
    content: SCRIPT_PARTS,
    kind: "text/javascript; charset=utf-8",
    name: LazyLock::new(|| named("everyroom", SCRIPT_PARTS, "js")),
};

/// The icon.
pub static ICON: Asset = Asset {
    content: include_str!("../../assets/icon.svg"),
    kind: "image/svg+xml",
    name: LazyLock::new(|| named("icon", include_str!("../../assets/icon.svg"), "svg")),
};

fn named(stem: &str, content: &str, ending: &str) -> String {
    let hash = blake3::hash(content.as_bytes()).to_hex();
    format!("{stem}.{}.{ending}", &hash[..HASH])
}

impl Asset {
    /// Its address.
    pub fn address(&self) -> String {
        format!("/assets/{}", *self.name)
    }

    /// Whether it, or what another version had in its place, is called so.
    fn is_called(&self, name: &str) -> bool {
        let parts = |name: &str| {
            let (stem, rest) = name.split_once('.')?;
            let (hash, ending) = rest.split_once('.')?;
            let is_hash = hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hash.then(|| (stem.to_owned(), ending.to_owned()))
        };
        parts(name).is_some_and(|asked| parts(&self.name).as_ref() == Some(&asked))
    }
}

/// A file that pages are made of. A page that somebody kept from before this version names an older one, and gets ours:
/// without any it would be hard to read.
pub async fn asset(Path(name): Path<String>) -> Result<impl IntoResponse, Problem> {
    let known = [&STYLE, &SCRIPT, &ICON].into_iter().find(|asset| asset.is_called(&name));
    let Some(asset) = known else { return Err(Problem::plain(ProblemCode::NotFound)) };
    let kept = if *asset.name == name { "public, max-age=31536000, immutable" } else { "public, max-age=60" };
    Ok(([(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, kept)], asset.content))
}

/// What robots may read: pages about meetings, not searches.
pub async fn robots() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, "User-agent: *\nDisallow: /search\nDisallow: /exit\nDisallow: /v1/\nDisallow: /*?\n")
}
