//! Many lines as one mesh: with soft edges, of as few points as show.

use eframe::egui::{Color32, Mesh, Pos2, Vec2, epaint::Vertex, epaint::WHITE_UV, pos2, vec2};

/// How far a line may be from what it shows [points].
const TOLERANCE: f32 = 0.2;
/// How far a corner may reach, in half widths.
const MITER: f32 = 2.0;

/// A line of as few points as show what these points do, from left to right.
pub(super) fn simplified(points: impl IntoIterator<Item = Pos2>) -> Vec<Pos2> {
    let mut kept: Vec<Pos2> = Vec::new();
    // The point before, and the slopes at which a straight line from the last that is kept meets all between.
    let mut before: Option<Pos2> = None;
    let (mut low, mut high) = (f32::NEG_INFINITY, f32::INFINITY);
    for point in points {
        let Some(anchor) = kept.last().copied() else {
            kept.push(point);
            continue;
        };
        if let Some(last) = before {
            let run = point.x - anchor.x;
            let slope = (point.y - anchor.y) / run;
            let is_on_line = run.is_normal() && 0.0 < run && low <= slope && slope <= high;
            if !is_on_line {
                kept.push(last);
                (low, high) = (f32::NEG_INFINITY, f32::INFINITY);
            }
        }
        let anchor = kept.last().copied().unwrap_or(point);
        let run = point.x - anchor.x;
        if run.is_normal() && 0.0 < run {
            low = low.max((point.y - TOLERANCE - anchor.y) / run);
            high = high.min((point.y + TOLERANCE - anchor.y) / run);
        } else {
            (low, high) = (f32::INFINITY, f32::NEG_INFINITY);
        }
        before = Some(point);
    }
    kept.extend(before);
    kept
}

/// Adds a line to a mesh: `half` is half its width, and over `soft` its edges fade [points].
pub(super) fn add_line(mesh: &mut Mesh, points: &[Pos2], (half, soft): (f32, f32), colour: Color32) {
    let normals: Vec<Vec2> = points.windows(2).map(|two| (two[1] - two[0]).normalized().rot90()).collect();
    if normals.is_empty() {
        return;
    }
    let first = index(mesh);
    let offsets = [
        (-half - soft, Color32::TRANSPARENT),
        (-half, colour),
        (half, colour),
        (half + soft, Color32::TRANSPARENT),
    ];
    for (place, point) in points.iter().enumerate() {
        let after = normals[place.min(normals.len() - 1)];
        let before = normals[place.saturating_sub(1)];
        let sum = before + after;
        let square = sum.length_sq();
        // The corner of both edges; where the line turns back, the edge of one.
        let normal = if 4.0 / (MITER * MITER) < square { 2.0 * sum / square } else { after };
        for (offset, colour) in offsets {
            mesh.vertices.push(Vertex { pos: *point + normal * offset, uv: WHITE_UV, color: colour });
        }
    }
    for place in 0..normals.len() {
        let start = first + 4 * u32::try_from(place).unwrap_or(0);
        for edge in 0..3 {
            let corner = start + edge;
            mesh.add_triangle(corner, corner + 1, corner + 4);
            mesh.add_triangle(corner + 1, corner + 4, corner + 5);
        }
    }
}

/// Adds what lies between two lines: at each place the upper end and the lower one.
pub(super) fn add_band(mesh: &mut Mesh, ends: &[(Pos2, Pos2)], colour: Color32) {
    let first = index(mesh);
    for (upper, lower) in ends {
        for pos in [*upper, *lower] {
            mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color: colour });
        }
    }
    for place in 1..ends.len() {
        let corner = first + 2 * u32::try_from(place - 1).unwrap_or(0);
        mesh.add_triangle(corner, corner + 1, corner + 2);
        mesh.add_triangle(corner + 1, corner + 2, corner + 3);
    }
}

fn index(mesh: &Mesh) -> u32 {
    u32::try_from(mesh.vertices.len()).unwrap_or(0)
}

/// A place that is not so far out that a line to it loses its way.
pub(super) fn near(at: Pos2) -> Pos2 {
    const FAR: f32 = 1e5;
    pos2(at.x.clamp(-FAR, FAR), at.y.clamp(-FAR, FAR))
}

/// An upright line from one height to another.
pub(super) fn add_upright(
    mesh: &mut Mesh,
    x: f32,
    (from, to): (f32, f32),
    widths: (f32, f32),
    colour: Color32,
) {
    let foot = near(pos2(x, from));
    add_line(mesh, &[foot, foot + vec2(0.0, near(pos2(x, to)).y - foot.y)], widths, colour);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::cast_precision_loss, reason = "a few points")]
    #[test]
    fn a_simplified_line_is_near_all_that_it_shows() {
        let decay: Vec<Pos2> = (0..2000)
            .map(|k| pos2(k as f32 * 0.3, 200.0 - 150.0 * libm::expf(-(k as f32) / 300.0)))
            .collect();
        let few = simplified(decay.iter().copied());
        assert!(few.len() < 60, "{}", few.len());
        assert_eq!((few[0], few[few.len() - 1]), (decay[0], decay[1999]));
        for point in &decay {
            let right = few.partition_point(|own| own.x < point.x).clamp(1, few.len() - 1);
            let (one, other) = (few[right - 1], few[right]);
            let y = one.y + (other.y - one.y) * (point.x - one.x) / (other.x - one.x);
            assert!((y - point.y).abs() <= 2.0 * TOLERANCE, "{point:?}: {y}");
        }
        // A jump and a peak of one sample are kept.
        let jump = [
            pos2(0.0, 0.0),
            pos2(1.0, 0.0),
            pos2(1.0, 50.0),
            pos2(2.0, 50.0),
            pos2(3.0, 9.0),
            pos2(4.0, 50.0),
        ];
        assert_eq!(simplified(jump), jump);
        assert_eq!(simplified([pos2(1.0, 2.0)]), [pos2(1.0, 2.0)]);
    }

    #[test]
    fn lines_are_as_wide_as_asked_and_of_one_mesh() {
        let mut mesh = Mesh::default();
        for y in [10.0, 20.0] {
            add_line(&mut mesh, &[pos2(0.0, y), pos2(5.0, y), pos2(9.0, y)], (1.0, 0.5), Color32::RED);
        }
        assert!(mesh.is_valid());
        assert_eq!((mesh.vertices.len(), mesh.indices.len()), (24, 72));
        let solid = mesh.vertices.iter().filter(|own| own.color == Color32::RED);
        assert!(solid.clone().all(|own| (own.pos.y - 10.0).abs() == 1.0 || (own.pos.y - 20.0).abs() == 1.0));
        add_band(
            &mut mesh,
            &[(pos2(0.0, 0.0), pos2(0.0, 4.0)), (pos2(3.0, 0.0), pos2(3.0, 4.0))],
            Color32::BLUE,
        );
        assert!(mesh.is_valid());
        assert_eq!(mesh.vertices.len(), 28);
    }
}
