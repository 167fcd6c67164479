//! The picture, part by part: land and borders, names, pins, the asker, a scale. Every word is escaped here.

use super::labels::{self, Taken, Town};
use super::outlines::{Kind, Outlines, Shape};
use super::view::{At, Cells, HEIGHT, View, WIDTH};
use super::{MapWords, Pin, clip, path};
use everyroom_feeds::place::GeoPoint;
use std::fmt::Write;

/// Both paths together have at most so many bytes, if need be by being coarser.
const BUDGET: usize = 4500;
/// Points nearer than so many units are left out; the next is tried while the budget is passed.
const LEAST: [f64; 7] = [1.5, 2.5, 4.0, 6.0, 9.0, 14.0, 20.0];
/// Degrees from west to east beyond which the far outlines do.
const FAR: f64 = 70.0;
const PAD: f64 = 2.0;
const LENGTHS: [f64; 14] =
    [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0];
const KM_IN_A_MILE: f64 = 1.609344;

/// The whole map.
pub fn svg(
    outlines: &Outlines,
    view: &View,
    pins: &[Pin],
    towns: &[Town<'_>],
    you: Option<GeoPoint>,
    words: MapWords<'_>,
) -> String {
    let spots = labels::spots(pins, view);
    let mut out = format!(
        r#"<svg class="map" viewBox="0 0 {WIDTH} {HEIGHT}" direction="ltr" role="img" aria-label="{}"{}>"#,
        escaped(words.label),
        if spots.iter().any(|spot| spot.count > 1) { parts(pins, view, words) } else { String::new() }
    );
    out.push_str(&ground(outlines, view));
    let mut taken: Vec<Taken> = spots.iter().map(|spot| Taken::by_pin(spot.at)).collect();
    taken.push(Taken::by_scale());
    let asker = you.map_or_else(String::new, |you| asker(labels::asker(you, view), words.you, &mut taken));
    for label in labels::labels(towns, view, &mut taken) {
        let (x, y) = path::whole(label.at);
        let side = if label.is_left {
            format!(r#"x="{}" text-anchor="end""#, x - 7)
        } else {
            format!(r#"x="{}""#, x + 7)
        };
        let (name, below) = (escaped(label.name), y + 6);
        write!(out, r#"<circle class="k" cx="{x}" cy="{y}" r="3"/><text {side} y="{below}">{name}</text>"#)
            .expect("a string takes all text");
    }
    for spot in &spots {
        let (x, y) = path::whole(spot.at);
        write!(out, r#"<circle class="p" cx="{x}" cy="{y}" r="15"/>"#).expect("a string takes all text");
        if let Some(number) = spot.number {
            let (said, more) = ((words.digits)(&number.to_string()), if spot.count > 1 { "+" } else { "" });
            let (said, below) = (escaped(&said), y + 6);
            write!(out, r#"<text class="n" x="{x}" y="{below}">{said}{more}</text>"#)
                .expect("a string takes all text");
        }
    }
    out + &asker + &scale(view.per_km(), words) + "</svg>"
}

/// Every numbered pin with its place, for whoever looks closer at those that share a spot.
fn parts(pins: &[Pin], view: &View, words: MapWords<'_>) -> String {
    let numbered = pins.iter().filter_map(|pin| Some((pin.number?, pin.point)));
    let part = |(number, point): (usize, GeoPoint)| {
        let (x, y) = view.nearest(point.lat(), point.lon());
        format!("{} {x:.1} {y:.1}", (words.digits)(&number.to_string()))
    };
    format!(r#" data-pins="{}""#, escaped(&numbered.map(part).collect::<Vec<_>>().join(",")))
}

/// Land and borders, coarser until they fit the budget.
fn ground(outlines: &Outlines, view: &View) -> String {
    let per_degree = f64::from(outlines.per_degree);
    let cells = view.cells(per_degree);
    let seen = view.seen();
    let across = seen.east - seen.west;
    let is_far = across > FAR;
    let turn = outlines.turn();
    let rings = if is_far { &outlines.far } else { &outlines.near };
    let lands: Vec<Vec<At>> = turned(rings, cells, turn, |points| {
        vec![clip::ring(placed(points, view, per_degree), WIDTH, HEIGHT, PAD)]
    });
    let borders = outlines.lines.iter().filter(|line| match line.kind {
        Kind::Coast => false,
        Kind::Country => across <= 3.0 * FAR,
        Kind::State => !is_far,
    });
    let edges: Vec<Vec<At>> = turned(borders, cells, turn, |points| {
        clip::line(&placed(points, view, per_degree), WIDTH, HEIGHT, PAD)
    });
    let mut drawn = (String::new(), String::new());
    for least in LEAST {
        let paths = |shapes: &[Vec<At>], smallest: f64, is_closed: bool| -> String {
            let seen = shapes.iter().filter(|points| extent(points) >= smallest);
            seen.map(|points| path::text(&path::thinned(points, least), is_closed)).collect()
        };
        drawn = (paths(&lands, least * 2.0, true), paths(&edges, least, false));
        if drawn.0.len() + drawn.1.len() <= BUDGET {
            break;
        }
    }
    let border =
        if drawn.1.is_empty() { String::new() } else { format!(r#"<path class="b" d="{}"/>"#, drawn.1) };
    format!(r#"<path class="l" d="{}"/>{border}"#, drawn.0)
}

/// What of these shapes meets the cells, at each whole turn at which it does.
fn turned<'o, K: Copy + 'o>(
    shapes: impl IntoIterator<Item = &'o Shape<K>>,
    cells: Cells,
    turn: i32,
    cut: impl Fn(&mut dyn Iterator<Item = (i32, i32)>) -> Vec<Vec<At>>,
) -> Vec<Vec<At>> {
    let mut all = Vec::new();
    for shape in shapes {
        for by in shape.turns(cells, turn) {
            all.extend(cut(&mut shape.points.iter().map(|&(x, y)| (x + by, y))));
        }
    }
    all
}

fn placed(points: &mut dyn Iterator<Item = (i32, i32)>, view: &View, per_degree: f64) -> Vec<At> {
    points.map(|(x, y)| view.place(f64::from(y) / per_degree, f64::from(x) / per_degree)).collect()
}

/// The longer side of the box around some points.
fn extent(points: &[At]) -> f64 {
    let side = |axis: fn(&At) -> f64| {
        let (low, high) = points
            .iter()
            .map(axis)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        high - low
    };
    if points.is_empty() { 0.0 } else { side(|p| p.0).max(side(|p| p.1)) }
}

fn asker((x, y): At, word: &str, taken: &mut Vec<Taken>) -> String {
    let mut drawn = format!(r#"<circle class="y" cx="{x}" cy="{y}" r="8"/>"#);
    let place = Taken::by_asker((x, y), word);
    if !place.covers(taken) {
        write!(drawn, r#"<text x="{}" y="{}">{}</text>"#, x + 13.0, y + 6.0, escaped(word))
            .expect("a string takes all text");
    }
    taken.push(place);
    drawn
}

/// A round length of at most a quarter of the width.
fn scale(per_km: f64, words: MapWords<'_>) -> String {
    let per = per_km * if words.is_miles { KM_IN_A_MILE } else { 1.0 };
    let fits = |length: &&f64| **length * per <= WIDTH / 4.0;
    let length = LENGTHS.iter().rev().find(fits).copied().unwrap_or(LENGTHS[0]);
    let wide = (length * per).round_ties_even();
    let y = HEIGHT - 14.0;
    let said = escaped(&words.unit.replace("{n}", &(words.digits)(&length.to_string())));
    let unit = escaped(words.unit);
    format!(
        r#"<path class="s" d="M14 {}v6h{wide}v-6" data-per="{per:.4}" data-unit="{unit}"/><text x="20" y="{}">{said}</text>"#,
        y - 6.0,
        y - 8.0
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#x27;"),
            c => out.push(c),
        }
    }
    out
}
