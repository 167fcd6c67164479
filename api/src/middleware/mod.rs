//! What happens around every request: one file each, put together in [`crate::router()`].

pub mod bounds;
pub mod client;
pub mod etag;
pub mod headers;
pub mod limit;
pub mod log;
pub mod problems;
pub mod status;
