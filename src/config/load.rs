//! Reading the configuration: file, environment, source files; with the place of every mistake.

use super::{Config, sources};
use everyroom_feeds::registry::{Fault, Place, with_nearest};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where the program looks when it is not told.
const DEFAULT_FILE: &str = "everyroom.toml";
const PREFIX: &str = "EVERYROOM__";

/// Why the configuration can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file can't be read.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The text does not mean a configuration.
    #[error("{place}: {message}")]
    Text {
        /// File, line and column; or the variable.
        place: String,
        /// What is wrong, with the nearest good key.
        message: String,
    },
    /// Entries of the registry are faulty.
    #[error(
        "{}; with `registry.lenient = true` the other entries are used\n{}",
        counted(faults),
        lines(faults)
    )]
    Registry {
        /// All of them.
        faults: Vec<Fault>,
    },
    /// Entries that were to be added are faulty.
    #[error("{}; nothing was added\n{}", counted(faults), lines(faults))]
    Added {
        /// All of the faults.
        faults: Vec<Fault>,
    },
    /// A value makes no sense.
    #[error("{key}: {message}")]
    Value {
        /// The key.
        key: String,
        /// What is wrong.
        message: String,
    },
}

impl ConfigError {
    /// A value that makes no sense.
    pub fn value(key: &str, message: &str) -> Self {
        Self::Value { key: key.to_owned(), message: message.to_owned() }
    }
}

fn counted(faults: &[Fault]) -> String {
    match faults.len() {
        1 => "one fault among the sources".to_owned(),
        count => format!("{count} faults among the sources"),
    }
}

fn lines(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The variables of the environment that are ours. Others may hold anything, as bytes that are no text.
pub fn variables() -> Result<Vec<(String, String)>, ConfigError> {
    let ours = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    ours.filter(|(name, _)| name.starts_with(PREFIX))
        .map(|(name, value)| match value.into_string() {
            Ok(value) => Ok((name, value)),
            Err(_) => Err(ConfigError::Text { place: name, message: "is not UTF-8".to_owned() }),
        })
        .collect()
}

/// Loads the configuration from `path`, or from `everyroom.toml` when it is there, or takes the defaults. Faulty
/// entries of the registry are an error, unless the configuration says that they are to be left out.
pub fn load(
    path: Option<&Path>,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let config = load_leniently(path, variables)?;
    if !config.faults.is_empty() && !config.registry.lenient {
        return Err(ConfigError::Registry { faults: config.faults });
    }
    Ok(config)
}

/// The same, with the faults of entries in [`Config::faults`].
pub fn load_leniently(
    path: Option<&Path>,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let path = match path {
        Some(path) => Some(path.to_owned()),
        None => Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.exists()),
    };
    let text = match &path {
        Some(path) => read(path)?,
        None => String::new(),
    };
    let mut config: Config = from_toml(&text, path.as_deref())?;
    overlay(&mut config, &text, variables)?;
    config.is_from_file = path.is_some();
    check(&config)?;
    sources::add(&mut config, path.as_deref(), &text)?;
    Ok(config)
}

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::File { path: path.to_owned(), source })
}

fn from_toml<T: serde::de::DeserializeOwned>(text: &str, path: Option<&Path>) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let file = path.map_or_else(|| "configuration".into(), |path| path.display().to_string());
        let place = Place::of(&file, text, error.span().map_or(0, |span| span.start));
        ConfigError::Text { place: place.to_string(), message: with_nearest(error.message()) }
    })
}

/// Variables such as `EVERYROOM__SERVER__LISTEN`, each put over the file's value and checked like it.
fn overlay(
    config: &mut Config,
    text: &str,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<(), ConfigError> {
    let mut variables: Vec<_> = variables.filter(|(name, _)| name.starts_with(PREFIX)).collect();
    variables.sort();
    let mut table: toml::Table = from_toml(text, None)?;
    for (name, value) in variables {
        let wrong = |message: &str| ConfigError::Text { place: name.clone(), message: with_nearest(message) };
        let path: Vec<String> = name[PREFIX.len()..].split("__").map(str::to_lowercase).collect();
        let [sections @ .., key] = path.as_slice() else { continue };
        let mut place = &mut table;
        for section in sections {
            let next = place.entry(section.clone()).or_insert_with(|| toml::Table::new().into());
            place = next.as_table_mut().ok_or_else(|| wrong("names a value, not a section"))?;
        }
        // a number, a truth value or a list is written as in the file; anything else is a text
        let literal =
            toml::from_str::<toml::Table>(&format!("v = {value}")).ok().and_then(|mut t| t.remove("v"));
        place.insert(key.clone(), toml::Value::String(value.clone()));
        let as_text = Config::deserialize(table.clone());
        *config = match (as_text, literal) {
            (Ok(config), _) => config,
            (Err(error), None) => return Err(wrong(error.message())),
            (Err(_), Some(literal)) => {
                put(&mut table, &path, literal);
                Config::deserialize(table.clone()).map_err(|error| wrong(error.message()))?
            }
        };
    }
    Ok(())
}

fn put(table: &mut toml::Table, path: &[String], value: toml::Value) {
    if let [key] = path {
        table.insert(key.clone(), value);
    } else if let Some(inner) = table.get_mut(&path[0]).and_then(toml::Value::as_table_mut) {
        put(inner, &path[1..], value);
    }
}

fn check(config: &Config) -> Result<(), ConfigError> {
    crate::schedule::Schedule::parse(&config.crawl.schedule, &config.crawl.timezone)
        .map_err(|error| ConfigError::value("crawl.schedule", &error.to_string()))?;
    for (key, number) in [("concurrency", config.crawl.concurrency), ("per_host", config.crawl.per_host)] {
        if number == 0 {
            return Err(ConfigError::value(&format!("crawl.{key}"), "must be at least 1"));
        }
    }
    for (key, address, example) in [
        ("public_url", &config.server.public_url, "https://meetings.example.org"),
        ("exit_url", &config.server.exit_url, "https://weather.example.org"),
    ] {
        let is_web = |url: url::Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        if !address.is_empty() && !url::Url::parse(address).is_ok_and(is_web) {
            let message = format!("is not the address of a web site, as {example}");
            return Err(ConfigError::value(&format!("server.{key}"), &message));
        }
    }
    config.server.proxies()?;
    config.crawler()?;
    Ok(())
}
