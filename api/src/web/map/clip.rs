//! Cutting rings and lines to the picture, a little wider so that its edges are not drawn as coast.

use super::view::At;

/// A ring cut to a picture of this size (Sutherland-Hodgman). Empty when all of it lies outside.
pub fn ring(mut points: Vec<At>, width: f64, height: f64, pad: f64) -> Vec<At> {
    type Axis = fn(&At) -> f64;
    let (across, along): (Axis, Axis) = (|p| p.0, |p| p.1);
    let edges =
        [(across, -pad, 1.0), (across, width + pad, -1.0), (along, -pad, 1.0), (along, height + pad, -1.0)];
    for (axis, limit, keep) in edges {
        let is_in = |p: &At| (axis(p) - limit) * keep >= 0.0;
        let Some(mut a) = points.last().copied() else { return points };
        let mut cut = Vec::with_capacity(points.len() + 4);
        for b in points {
            if is_in(&a) != is_in(&b) {
                let share = (limit - axis(&a)) / (axis(&b) - axis(&a));
                cut.push((a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1)));
            }
            if is_in(&b) {
                cut.push(b);
            }
            a = b;
        }
        points = cut;
    }
    points
}

/// The part of a segment that lies in the picture, as shares of it (Liang-Barsky).
fn share(a: At, b: At, width: f64, height: f64, pad: f64) -> Option<(f64, f64)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut from, mut to) = (0.0f64, 1.0f64);
    let edges = [(-dx, a.0 + pad), (dx, width + pad - a.0), (-dy, a.1 + pad), (dy, height + pad - a.1)];
    for (toward, room) in edges {
        if toward == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if toward < 0.0 {
            from = from.max(room / toward);
        } else {
            to = to.min(room / toward);
        }
        if from > to {
            return None;
        }
    }
    Some((from, to))
}

/// A line cut to a picture of this size: what is seen of it, piece by piece.
pub fn line(points: &[At], width: f64, height: f64, pad: f64) -> Vec<Vec<At>> {
    let mut pieces: Vec<Vec<At>> = Vec::new();
    let mut piece: Vec<At> = Vec::new();
    for (&a, &b) in points.iter().zip(points.iter().skip(1)) {
        let Some((from, to)) = share(a, b, width, height, pad) else {
            pieces.extend((!piece.is_empty()).then(|| std::mem::take(&mut piece)));
            continue;
        };
        let along = |share: f64| (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1));
        if piece.is_empty() || from > 0.0 {
            pieces.extend((!piece.is_empty()).then(|| std::mem::take(&mut piece)));
            piece.push(along(from));
        }
        piece.push(along(to));
        if to < 1.0 {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.extend((!piece.is_empty()).then_some(piece));
    pieces
}
