//! Where real feeds are, for tests that read them: `EVERYROOM_CORPUS` names the folder. They are not part of the project.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Once;

/// The folder. Where there is none, that is said once, past the test harness, which shows nothing of a test that passes.
pub(crate) fn corpus() -> Option<PathBuf> {
    static SAID: Once = Once::new();
    let folder = std::env::var_os("EVERYROOM_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        let line = "feeds: tests over real feeds SKIPPED, EVERYROOM_CORPUS does not say where these are\n";
        SAID.call_once(|| std::io::stderr().write_all(line.as_bytes()).unwrap());
    }
    folder
}
