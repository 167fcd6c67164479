//! The integration tests: the program as people run it, against real HTTP on loopback.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that can't go on has failed")]
#![allow(clippy::zombie_processes, reason = "a server is waited for when it is dropped")]
#![allow(clippy::print_stdout, reason = "figures for whoever reads a run with --nocapture")]

mod acceptance;
mod accessibility;
mod anonymity;
mod cli;
mod demo;
mod discover;
mod ending;
mod examples;
mod faults;
mod fellowships;
#[path = "../gen/tests.rs"]
mod generator;
mod house;
mod http;
mod kill;
mod looking;
mod night;
mod places;
mod privacy;
mod registry;
mod requests;
#[allow(dead_code, reason = "the tests of the readers use the rest")]
#[path = "../../feeds/src/format/corpus_anonymity/scan/mod.rs"]
mod scan;
#[path = "../gen/mod.rs"]
mod synthetic;
mod tasks;
mod withdrawal;
mod world;
