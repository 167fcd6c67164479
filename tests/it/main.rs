//! The integration tests: the program as people run it, against real HTTP on loopback.

mod acceptance;
mod cli;
mod demo;
mod faults;
mod http;
mod imports;
mod kill;
mod night;
mod privacy;
mod world;
