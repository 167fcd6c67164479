//! The command line, as types. Data goes to stdout, talk to stderr.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use everyroom_feeds::format::recipe::shipped_names;
use everyroom_feeds::reading::Format;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Every room, one search: crawls the meeting lists that recovery fellowships publish and answers across all of them.
#[derive(Debug, Parser)]
#[command(name = "everyroom", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 ok, 1 unexpected or problem found, 2 usage, 3 configuration, \
                        4 some sources failed, 5 store or generation unusable")]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Configuration file; without it, everyroom.toml where there is one
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Data directory, over the configuration's
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Machine-readable answers
    #[arg(long, global = true)]
    pub json: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start sample sites of several fellowships, crawl them and serve the result
    Demo(DemoArgs),
    /// Crawl the sources, merge, and publish a new generation
    Crawl(CrawlArgs),
    /// Serve the API and the web pages; crawls on schedule unless told not to
    Serve(ServeArgs),
    /// Search without HTTP
    Search(SearchArgs),
    /// Read a feed without storing it, and say what is wrong with it
    Check(CheckArgs),
    /// Find the feeds behind a home page, and print them as sources
    Discover(DiscoverArgs),
    /// The sources and their state
    Sources {
        #[command(subcommand)]
        verb: SourcesVerb,
    },
    /// Withdraw single listings, for a group or a person
    Listings {
        #[command(subcommand)]
        verb: ListingsVerb,
    },
    /// What people asked to have taken out
    Requests {
        #[command(subcommand)]
        verb: RequestsVerb,
    },
    /// Print all listings
    Export(ExportArgs),
    /// The configuration
    Config {
        #[command(subcommand)]
        verb: ConfigVerb,
    },
    /// Print the OpenAPI document
    Openapi,
}

/// `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Address and port to serve on
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Crawl and print the summary, but don't serve
    #[arg(long)]
    pub once: bool,
}

/// `crawl`.
#[derive(Debug, Args)]
pub struct CrawlArgs {
    /// Only this source; may be given several times
    #[arg(long, value_name = "ID")]
    pub source: Vec<String>,
    /// Also sources that rest after failures, and without asking whether anything changed
    #[arg(long)]
    pub force: bool,
    /// No requests: read the archived lists again and build a new generation
    #[arg(long, conflicts_with_all = ["source", "force"])]
    pub rebuild: bool,
}

/// `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Address and port, over the configuration's
    #[arg(long)]
    pub listen: Option<SocketAddr>,
    /// Don't crawl on schedule
    #[arg(long)]
    pub no_crawl: bool,
}

/// `search`.
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Words; none: everything
    pub words: Vec<String>,
    /// Say what was understood, and why each listing stands where it stands
    #[arg(long)]
    pub explain: bool,
    /// A parameter of the API, as `--where weekday=tue`; may be given several times
    #[arg(long = "where", value_name = "NAME=VALUE")]
    pub parameters: Vec<String>,
}

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// A file, an address, or - for standard input
    pub target: String,
    /// How to read it
    #[arg(long, value_parser = formats(), default_value = "auto")]
    pub format: String,
    /// A shipped recipe to read it by, where no format fits
    #[arg(long, value_parser = recipes())]
    pub recipe: Option<String>,
    /// Whose meetings they are; codes mean different things in different fellowships
    #[arg(long, default_value = "other")]
    pub fellowship: String,
    /// Zone of records that have none
    #[arg(long)]
    pub timezone: Option<String>,
    /// Country of records that have none, as US
    #[arg(long)]
    pub country: Option<String>,
    /// Print every normalised meeting instead, one a line
    #[arg(long)]
    pub meetings: bool,
}

/// `discover`.
#[derive(Debug, Args)]
pub struct DiscoverArgs {
    /// The address of a home page, or of a page that shows meetings
    pub url: String,
}

/// Recipes that can be asked for.
fn recipes() -> PossibleValuesParser {
    shipped_names().collect::<Vec<_>>().into()
}

/// Formats that can be asked for.
fn formats() -> PossibleValuesParser {
    std::iter::once("auto").chain(Format::ALL.into_iter().map(Format::id)).collect::<Vec<_>>().into()
}

/// `sources ...`.
#[derive(Debug, Subcommand)]
pub enum SourcesVerb {
    /// All sources with their state
    List,
    /// One source with its notices
    Show {
        /// Its id
        id: String,
    },
    /// The latest attempts at a source
    History {
        /// Its id
        id: String,
        /// How many
        #[arg(long, default_value_t = 20)]
        most: u32,
    },
    /// Let the next list of a held source through
    Release {
        /// Its id
        id: String,
    },
    /// Stop fetching a source; what we have stays shown for its grace of 60 days
    Disable {
        /// Its id
        id: String,
    },
    /// Stop fetching a source and stop showing its meetings
    OptOut {
        /// Its id
        id: String,
    },
    /// Take back a disable or an opt-out
    Enable {
        /// Its id
        id: String,
    },
    /// Add sources beside those of the configuration; they stay until they are removed
    Add {
        /// A file with `[[source]]` tables, or - for standard input
        file: PathBuf,
    },
    /// Take away a source that was added
    Remove {
        /// Its id
        id: String,
    },
    /// Look for faults in the built-in registry and in the configured sources
    Lint {
        /// Look in these files instead
        files: Vec<PathBuf>,
    },
}

/// `listings ...`.
#[derive(Debug, Subcommand)]
pub enum ListingsVerb {
    /// What was withdrawn, the latest first
    List,
    /// Take a listing out for good, whatever the feeds say; at once, and from what is archived for paging too
    Withdraw {
        /// Its public id, the last part of its address
        id: String,
        /// Why; told to whoever asks for the listing, so name nobody
        #[arg(long)]
        reason: String,
        /// All listings of the same group at the same place, on whatever day
        #[arg(long)]
        group: bool,
    },
    /// Take a withdrawal back, with all that fell with it
    Restore {
        /// Its public id
        id: String,
        /// Why; for the log
        #[arg(long, default_value = "")]
        reason: String,
    },
}

/// `requests ...`.
#[derive(Debug, Subcommand)]
pub enum RequestsVerb {
    /// The open requests, the oldest first
    List {
        /// Closed ones too
        #[arg(long)]
        all: bool,
    },
    /// One request, with the command that would do what it asks
    Show {
        /// Its number
        number: i64,
    },
    /// Close a request and delete its reason and its address for an answer
    Close {
        /// Its number
        number: i64,
    },
}

/// `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The shape
    #[arg(long, value_enum, default_value = "ndjson")]
    pub format: ExportFormat,
    /// Paused meetings too
    #[arg(long)]
    pub inactive: bool,
}

/// Shapes of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs, reason = "the names of formats")]
pub enum ExportFormat {
    Ndjson,
    Geojson,
    Csv,
}

/// `config ...`.
#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    /// The configuration as it is in force
    Show,
}
