//! Reading the configuration: file, environment, source files; with the place of every mistake.

use super::Config;
use everyroom_feeds::source::Source;
use serde::Deserialize;
use std::collections::HashMap;
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

/// Loads the configuration from `path`, or from `everyroom.toml` when it is there, or takes the defaults.
pub fn load(
    path: Option<&Path>,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let path = match path {
        Some(path) => Some(path.to_owned()),
        None => Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.exists()),
    };
    let text = match &path {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|source| ConfigError::File { path: path.clone(), source })?,
        None => String::new(),
    };
    let mut config: Config = from_toml(&text, path.as_deref())?;
    overlay(&mut config, &text, variables)?;
    let folder = path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let mut more = Vec::new();
    for pattern in &config.registry.files {
        for file in matching(folder, pattern)? {
            more.extend(source_file(&file)?);
        }
    }
    config.sources.extend(more);
    check(&config)?;
    Ok(config)
}

fn from_toml<T: serde::de::DeserializeOwned>(text: &str, path: Option<&Path>) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let (line, column) = error.span().map_or((1, 1), |span| place(text, span.start));
        let file = path.map_or_else(|| "configuration".into(), |path| path.display().to_string());
        ConfigError::Text { place: format!("{file}:{line}:{column}"), message: with_nearest(error.message()) }
    })
}

/// Line and column, from 1, of a byte.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at.min(text.len())];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// Adds the nearest of the expected keys to a complaint about an unknown one.
fn with_nearest(message: &str) -> String {
    let message = message.replace('\n', " ");
    let mut quoted = message.split('`').skip(1).step_by(2);
    if !message.contains("unknown field") && !message.contains("unknown variant") {
        return message;
    }
    let Some(unknown) = quoted.next() else { return message };
    let nearest =
        quoted.max_by(|a, b| strsim::jaro_winkler(a, unknown).total_cmp(&strsim::jaro_winkler(b, unknown)));
    match nearest {
        Some(nearest) => format!("{message}; did you mean `{nearest}`?"),
        None => message,
    }
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

/// Files in the folder of `pattern` whose names match its one `*`, in order.
fn matching(base: &Path, pattern: &str) -> Result<Vec<PathBuf>, ConfigError> {
    let path = base.join(pattern);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some((before, after)) = name.split_once('*') else { return Ok(vec![path]) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries =
        std::fs::read_dir(folder).map_err(|source| ConfigError::File { path: folder.to_owned(), source })?;
    let fits = |name: &str| {
        name.starts_with(before) && name.ends_with(after) && name.len() >= before.len() + after.len()
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut files: Vec<PathBuf> = names.filter(|name| fits(name)).map(|name| folder.join(name)).collect();
    files.sort();
    Ok(files)
}

fn source_file(path: &Path) -> Result<Vec<Source>, ConfigError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct SourceFile {
        #[serde(default, rename = "source")]
        sources: Vec<Source>,
    }
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
    Ok(from_toml::<SourceFile>(&text, Some(path))?.sources)
}

fn check(config: &Config) -> Result<(), ConfigError> {
    let mut ids = HashMap::new();
    let mut addresses = HashMap::new();
    for source in &config.sources {
        let key = format!("source `{}`", source.id);
        if ids.insert(source.id.as_str(), ()).is_some() {
            return Err(ConfigError::value(&key, "this id stands twice"));
        }
        if let Some(other) = addresses.insert(source.url.as_str(), source.id.as_str()) {
            return Err(ConfigError::value(&key, &format!("its address is also that of `{other}`")));
        }
        if !matches!(source.url.scheme(), "http" | "https") {
            return Err(ConfigError::value(&key, "only http and https addresses can be crawled"));
        }
        if let Some(mistake) = source.recipe.as_ref().and_then(|recipe| recipe.check().into_iter().next()) {
            return Err(ConfigError::value(&format!("{key}, recipe"), &mistake.to_string()));
        }
        if !source.schedule.is_empty() {
            crate::schedule::Schedule::parse(&source.schedule, &config.crawl.timezone)
                .map_err(|error| ConfigError::value(&key, &error.to_string()))?;
        }
    }
    crate::schedule::Schedule::parse(&config.crawl.schedule, &config.crawl.timezone)
        .map_err(|error| ConfigError::value("crawl.schedule", &error.to_string()))?;
    for (key, number) in [("concurrency", config.crawl.concurrency), ("per_host", config.crawl.per_host)] {
        if number == 0 {
            return Err(ConfigError::value(&format!("crawl.{key}"), "must be at least 1"));
        }
    }
    let public_url = &config.server.public_url;
    if !public_url.is_empty() && !url::Url::parse(public_url).is_ok_and(|url| url.has_host()) {
        return Err(ConfigError::value(
            "server.public_url",
            "is not an address, as https://meetings.example.org",
        ));
    }
    config.crawler()?;
    Ok(())
}
