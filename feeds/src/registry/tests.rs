//! The registry that comes with the program, and what becomes of faulty entries.

mod builtin;
mod faults;
mod filters;
mod torn;

use super::*;

const GOOD: &str =
    "[[source]]\nid = \"good\"\nname = \"Good\"\nurl = \"https://good.example/\"\nfellowship = \"na\"\n";

fn read(text: &str) -> Loaded {
    load(&[TextFile { name: "f.toml", text, whole: Whole::Registry }])
}
