//! Exit codes and which error means which.

use crate::config::ConfigError;
use everyroom_crawler::CrawlerError;
use everyroom_indexer::IndexerError;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// As it should.
    Ok = 0,
    /// Something unexpected, or a problem was found.
    Problem = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// The configuration makes no sense.
    Configuration = 3,
    /// Some sources failed, were held or blocked.
    SomeSources = 4,
    /// The store or the generations can't be used.
    Store = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// The code for an error that ended a command.
pub fn of_error(error: &anyhow::Error) -> Exit {
    for cause in error.chain() {
        if cause.is::<ConfigError>() || cause.is::<CrawlerError>() {
            return Exit::Configuration;
        }
        if cause.is::<IndexerError>() {
            return Exit::Store;
        }
        if cause.is::<UsageError>() {
            return Exit::Usage;
        }
    }
    Exit::Problem
}

/// A command line that parses but makes no sense.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);
