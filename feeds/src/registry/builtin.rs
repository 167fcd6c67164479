//! The entries that come with the program.

use super::load::{Loaded, TextFile, Whole, load};
use std::sync::LazyLock;

const FILES: [(&str, &str); 7] = [
    ("aa-ca.toml", include_str!("../../registry/sources/aa-ca.toml")),
    ("aa-us-midwest.toml", include_str!("../../registry/sources/aa-us-midwest.toml")),
    ("aa-us-northeast.toml", include_str!("../../registry/sources/aa-us-northeast.toml")),
    ("aa-us-south.toml", include_str!("../../registry/sources/aa-us-south.toml")),
    ("aa-us-west.toml", include_str!("../../registry/sources/aa-us-west.toml")),
    ("na.toml", include_str!("../../registry/sources/na.toml")),
    ("others.toml", include_str!("../../registry/sources/others.toml")),
];

/// Names and texts of the files, as in `feeds/registry/sources`.
pub fn builtin_files() -> impl Iterator<Item = TextFile<'static>> {
    FILES.iter().map(|(name, text)| TextFile { name, text, whole: Whole::Registry })
}

/// What came of them; a test keeps them without faults.
pub fn builtin() -> &'static Loaded {
    static LOADED: LazyLock<Loaded> = LazyLock::new(|| load(&builtin_files().collect::<Vec<_>>()));
    &LOADED
}
