//! Calm: no pop-ups, nothing that moves or plays by itself, no red but for faults, nothing from elsewhere, no script and
//! no style inside a page.

use std::path::Path;

const STYLE: &str = include_str!("../../../assets/everyroom.css");
const SCRIPT: [(&str, &str); 4] = [
    ("everyroom", include_str!("../../../assets/everyroom.js")),
    ("suggest", include_str!("../../../assets/suggest.js")),
    ("favourites", include_str!("../../../assets/favourites.js")),
    ("map", include_str!("../../../assets/map.js")),
];

fn templates() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let files = std::fs::read_dir(folder).unwrap().flatten();
    files
        .map(|file| (file.file_name().into_string().unwrap(), std::fs::read_to_string(file.path()).unwrap()))
        .collect()
}

#[test]
fn pages_hold_nothing_that_disturbs_or_reaches_out() {
    let templates = templates();
    assert!(templates.len() > 20);
    let banned = [
        "marquee",
        "<dialog",
        "autoplay",
        "<blink",
        "<video",
        "<audio",
        "<iframe",
        "<img",
        " style=",
        "<style",
        " onclick",
        " onload",
        " ping=",
        "javascript:",
        "http-equiv",
        "src=\"http",
        "href=\"http",
        "data:",
        "|safe",
    ];
    for (name, text) in &templates {
        for bad in banned {
            assert!(!text.contains(bad), "{name} holds {bad}");
        }
        for tag in text.split("<script").skip(1) {
            assert!(tag.starts_with(" src=\"{{ frame.script }}\" defer></script>"), "{name} holds a script");
        }
    }
}

#[test]
fn nothing_moves_and_red_is_for_faults() {
    for bad in ["animation", "transition", "@keyframes", "@import", "url(", "blink"] {
        assert!(!STYLE.contains(bad), "{bad}");
    }
    let red: Vec<&str> = STYLE.lines().filter(|line| line.contains("var(--fault)")).collect();
    assert!(!red.is_empty() && red.iter().all(|line| line.contains(".fault")), "{red:?}");
}

#[test]
fn the_script_stores_what_is_kept_and_asks_nobody() {
    for bad in [
        "setInterval",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "sendBeacon",
        "eval(",
        "innerHTML",
        "http://",
        "https://",
        "watchPosition",
        ".ping",
    ] {
        for (name, text) in SCRIPT {
            let is_kept = bad == "localStorage" && name == "favourites";
            assert_eq!(text.contains(bad), is_kept, "{name}: {bad}");
        }
    }
}
