//! Points to the text of a path: whole units, relative steps, nothing that can't be seen.

use super::view::At;
use std::fmt::Write;

/// Leaves out points that are nearer than `least` to the one before, and rounds. The last stays.
pub fn thinned(points: &[At], least: f64) -> Vec<(i32, i32)> {
    let mut kept: Vec<At> = Vec::new();
    for &(x, y) in points {
        if kept.last().is_none_or(|last| (x - last.0).abs() + (y - last.1).abs() >= least) {
            kept.push((x, y));
        }
    }
    if let (Some(&end), Some(&last)) = (points.last(), kept.last())
        && whole(end) != whole(last)
    {
        kept.push(end);
    }
    kept.into_iter().map(whole).collect()
}

/// Rounded to whole units.
pub fn whole((x, y): At) -> (i32, i32) {
    (x.round_ties_even() as i32, y.round_ties_even() as i32)
}

/// The text of a path; empty when there is too little of it.
pub fn text(points: &[(i32, i32)], is_closed: bool) -> String {
    let mut text = String::new();
    let Some(&(mut x, mut y)) = points.first() else { return text };
    if points.len() < if is_closed { 3 } else { 2 } {
        return text;
    }
    push(&mut text, 'M', &[x, y]);
    for &(next_x, next_y) in &points[1..] {
        match (next_x - x, next_y - y) {
            (0, 0) => continue,
            (dx, 0) => push(&mut text, 'h', &[dx]),
            (0, dy) => push(&mut text, 'v', &[dy]),
            (dx, dy) => push(&mut text, 'l', &[dx, dy]),
        }
        (x, y) = (next_x, next_y);
    }
    if is_closed {
        text.push('z');
    }
    text
}

fn push(text: &mut String, command: char, numbers: &[i32]) {
    text.push(command);
    for (at, number) in numbers.iter().enumerate() {
        // a minus parts numbers as well as a space does
        let gap = if at > 0 && *number >= 0 { " " } else { "" };
        write!(text, "{gap}{number}").expect("a string takes all text");
    }
}
