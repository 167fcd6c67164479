//! The program: command line, configuration, and which command runs. Everything else has a room of its own.

mod app;
mod cli;
mod clock;
mod commands;
mod config;
mod crawl;
mod demo;
mod exit;
mod listen;
mod panics;
mod progress;
mod refresh;
mod registration;
mod schedule;
mod tally;

use clap::Parser;
use cli::Cli;
use exit::Exit;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_logs();
    panics::tell_where_only();
    let exit = clock::set_from_environment()
        .map_err(|message| anyhow::anyhow!(config::ConfigError::value("environment", &message)))
        .and_then(|()| commands::run(cli));
    match exit {
        Ok(exit) => exit.into(),
        Err(error) if is_closed_pipe(&error) => Exit::Ok.into(),
        Err(error) => {
            complain(&error);
            exit::of_error(&error).into()
        }
    }
}

/// Logs to stderr: `EVERYROOM_LOG` filters, `EVERYROOM_LOG_FORMAT=json` structures them.
fn start_logs() {
    let filter = EnvFilter::try_from_env("EVERYROOM_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,everyroom=info,html5ever=error"));
    let logs =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_env_filter(filter).with_target(false);
    if std::env::var("EVERYROOM_LOG_FORMAT").is_ok_and(|format| format == "json") {
        logs.json().init();
    } else {
        logs.with_ansi(false).init();
    }
}

#[expect(clippy::print_stderr, reason = "talk goes to stderr")]
fn complain(error: &anyhow::Error) {
    let mut said = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // wrapped errors often repeat what they wrap
        if !said.contains(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    eprintln!("everyroom: {said}");
}

/// `everyroom export | head` is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let is_closed = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(is_closed))
}
