//! Least squares: parameters are adjusted until the sum of the squares of residuals is smallest (Levenberg 1944,
//! Marquardt 1963), within bounds.
//!
//! Besides the values it says how sure they are, and which of them cannot be told apart.

/// Most parameters of a fit.
pub const MOST_PARAMETERS: usize = 8;
/// Steps after which a fit that does not settle is given up.
const MOST_STEPS: usize = 100;
/// Estimates that are correlated by more than this cannot be told apart.
const INDISTINCT: f64 = 0.9995;
/// A direction along which the residuals change by less than this fraction of the rest, squared, is not determined.
const SINGULAR: f64 = 1e-9;

type Matrix = Vec<Vec<f64>>;

/// A parameter of a fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Where it starts.
    pub start: f64,
    /// The least value.
    pub low: f64,
    /// The largest value.
    pub high: f64,
    /// By how much it is changed to see its effect.
    pub probe: f64,
    /// By how much a step may change it: far from the data a straight line says little about what comes after.
    pub reach: f64,
}

impl Parameter {
    /// A parameter without bounds, of about this size.
    #[must_use]
    pub fn free(start: f64, size: f64) -> Self {
        let probe = 1e-6 * size.abs().max(f64::MIN_POSITIVE);
        Self { start, low: f64::NEG_INFINITY, high: f64::INFINITY, probe, reach: f64::INFINITY }
    }
}

/// What a fit came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The parameters.
    pub values: Vec<f64>,
    /// Their standard errors; `None` where the data do not determine one, or it stands at a bound.
    pub standard_errors: Vec<Option<f64>>,
    /// Pairs of parameters that cannot be told apart.
    pub indistinct: Vec<(usize, usize)>,
    /// Parameters that change nothing.
    pub without_effect: Vec<usize>,
    /// Sum of the squares of the residuals.
    pub sum_of_squares: f64,
    /// Whether it settled within 100 steps.
    pub has_settled: bool,
}

/// Why there is no fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsolved {
    /// There are no more residuals than parameters, no parameter, or more than [`MOST_PARAMETERS`].
    TooFew,
    /// Residuals are not numbers at the start.
    NotFinite,
}

/// Residuals, one after the other, of a model with these parameters.
pub type Residuals<'a> = dyn FnMut(&[f64], &mut Vec<f64>) + 'a;
/// Residuals of a model with each of several sets of parameters, which may be computed side by side; what is not a number stands for
/// parameters that the model cannot have.
pub type Evaluations<'a> = dyn FnMut(&[Vec<f64>]) -> Vec<Vec<f64>> + 'a;

/// Adjusts parameters until the sum of the squares of what `residuals` writes is smallest.
///
/// # Errors
/// If there are too few residuals, or they are not finite at the start.
pub fn minimise(residuals: &mut Residuals<'_>, parameters: &[Parameter]) -> Result<Solution, Unsolved> {
    let mut each = |points: &[Vec<f64>]| {
        let own = |point: &Vec<f64>| {
            let mut own = Vec::new();
            residuals(point, &mut own);
            own
        };
        points.iter().map(own).collect()
    };
    minimise_together(&mut each, parameters, 0.0, &mut |_, _| true)
}

/// The same where residuals of several sets of parameters are asked for together. Steps end where one of them gains less than
/// `enough` of the variance of the residuals, far less than estimates scatter by, or where `goes_on`, which is told the sum of the
/// squares and the parameters after each step, says so.
///
/// # Errors
/// As for [`minimise`].
// Longer than 60 lines: a step, and what becomes of it.
pub fn minimise_together(
    evaluate: &mut Evaluations<'_>,
    parameters: &[Parameter],
    enough: f64,
    goes_on: &mut dyn FnMut(f64, &[f64]) -> bool,
) -> Result<Solution, Unsolved> {
    let p = parameters.len();
    let mut values: Vec<f64> = parameters.iter().map(|own| own.start.clamp(own.low, own.high)).collect();
    if p == 0 || MOST_PARAMETERS < p {
        return Err(Unsolved::TooFew);
    }
    let mut here = evaluate(std::slice::from_ref(&values)).pop().unwrap_or_default();
    if here.len() <= p {
        return Err(Unsolved::TooFew);
    }
    let n = here.len();
    let mut sum = squares(&here);
    if !sum.is_finite() {
        return Err(Unsolved::NotFinite);
    }
    let (mut damping, mut has_settled) = (1e-3, false);
    let mut slopes = jacobian(evaluate, parameters, &values, &here);
    for _ in 0..MOST_STEPS {
        let Some(step) = step(&slopes, &here, parameters, &values, damping) else {
            has_settled = true; // Nothing that is free has an effect.
            break;
        };
        let next: Vec<f64> = values
            .iter()
            .zip(&step)
            .zip(parameters)
            .map(|((value, by), own)| (value + by).clamp(own.low, own.high))
            .collect();
        let moved = next.iter().zip(&values).zip(parameters).map(|((new, old), own)| {
            (new - old).abs() / (1e-6 * old.abs() + own.probe).max(f64::MIN_POSITIVE)
        });
        let moved = moved.fold(0.0, f64::max);
        let trial = evaluate(std::slice::from_ref(&next)).pop().unwrap_or_default();
        let after = squares(&trial);
        if after.is_finite() && after <= sum && trial.len() == n {
            let gain = sum - after;
            (values, sum, here) = (next, after, trial);
            #[expect(clippy::cast_precision_loss, reason = "a number of samples")]
            let is_enough = damping <= 1e-3 && gain < enough * sum / (n - p) as f64;
            damping = (damping * 0.2).max(1e-12);
            slopes = jacobian(evaluate, parameters, &values, &here);
            if moved < 1e-3 || gain <= 1e-15 * sum && moved < 1.0 || is_enough {
                has_settled = true;
                break;
            }
        } else if moved < 1e-3 || 1e12 < damping {
            has_settled = true;
            break;
        } else {
            damping *= 5.0;
        }
        if !goes_on(sum, &values) {
            break;
        }
    }
    Ok(judged(&slopes, parameters, values, sum, n, has_settled))
}

fn squares(residuals: &[f64]) -> f64 {
    residuals.iter().map(|own| own * own).sum()
}

/// How residuals change with each parameter, a column for each; by a difference to both sides, or to the side that a bound, or
/// what the model cannot have, leaves.
fn jacobian(
    evaluate: &mut Evaluations<'_>,
    parameters: &[Parameter],
    values: &[f64],
    here: &[f64],
) -> Vec<Vec<f64>> {
    let ends = |(own, value): (&Parameter, &f64)| {
        let by = own.probe.max(1e-7 * value.abs());
        [(value + by).min(own.high), (value - by).max(own.low)]
    };
    let ends: Vec<[f64; 2]> = parameters.iter().zip(values).map(ends).collect();
    let shifted = |(index, end): (usize, &f64)| {
        let mut shifted = values.to_vec();
        shifted[index] = *end;
        shifted
    };
    let points: Vec<Vec<f64>> = ends
        .iter()
        .enumerate()
        .flat_map(|(index, own)| own.iter().map(move |end| (index, end)))
        .map(shifted)
        .collect();
    let found = evaluate(&points);
    let is_right = |own: &&Vec<f64>| own.len() == here.len() && own.iter().all(|one| one.is_finite());
    let columns = ends.iter().zip(values).enumerate().map(|(index, ([high, low], value))| {
        let side = |number: usize| found.get(number).filter(is_right);
        let (above, below) = (side(2 * index), side(2 * index + 1));
        let high = if above.is_some() { *high } else { *value };
        let low = if below.is_some() { *low } else { *value };
        let (above, below) = (above.map_or(here, Vec::as_slice), below.map_or(here, Vec::as_slice));
        let width = high - low;
        let slope = |(high, low): (&f64, &f64)| if 0.0 < width { (high - low) / width } else { 0.0 };
        above.iter().zip(below).map(slope).collect()
    });
    columns.collect()
}

/// The step from here for a damping, or `None` if no parameter can move.
fn step(
    slopes: &[Vec<f64>],
    here: &[f64],
    parameters: &[Parameter],
    values: &[f64],
    damping: f64,
) -> Option<Vec<f64>> {
    let gradient: Vec<f64> = slopes.iter().map(|column| dot(column, here)).collect();
    // What stands at a bound and would go beyond it stays there.
    let free: Vec<usize> = (0..slopes.len())
        .filter(|index| {
            let (own, value) = (&parameters[*index], values[*index]);
            let is_held =
                value <= own.low && 0.0 < gradient[*index] || own.high <= value && gradient[*index] < 0.0;
            !is_held && 0.0 < dot(&slopes[*index], &slopes[*index])
        })
        .collect();
    let sizes: Vec<f64> = free.iter().map(|index| norm(&slopes[*index])).collect();
    let mut normal = normal(slopes, &free, &sizes);
    for (index, row) in normal.iter_mut().enumerate() {
        row[index] += damping;
    }
    let right: Vec<f64> = free.iter().zip(&sizes).map(|(index, size)| -gradient[*index] / size).collect();
    if free.is_empty() {
        return None;
    }
    let inverse = inverse(&normal)?;
    let mut step = vec![0.0; slopes.len()];
    let mut beyond = 1.0_f64;
    for ((row, index), size) in inverse.iter().zip(&free).zip(&sizes) {
        step[*index] = dot(row, &right) / size;
        beyond = beyond.max(step[*index].abs() / parameters[*index].reach);
    }
    if 1.0 < beyond {
        for own in &mut step {
            *own /= beyond;
        }
    }
    Some(step)
}

/// Products of columns of length 1.
fn normal(slopes: &[Vec<f64>], free: &[usize], sizes: &[f64]) -> Matrix {
    let product = |(i, a): (&usize, &f64), (j, b): (&usize, &f64)| dot(&slopes[*i], &slopes[*j]) / (a * b);
    free.iter()
        .zip(sizes)
        .map(|one| free.iter().zip(sizes).map(|other| product(one, other)).collect())
        .collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

/// How sure each parameter is, and which cannot be told apart.
fn judged(
    slopes: &[Vec<f64>],
    parameters: &[Parameter],
    values: Vec<f64>,
    sum_of_squares: f64,
    n: usize,
    has_settled: bool,
) -> Solution {
    let p = values.len();
    let size: f64 = slopes.iter().zip(parameters).map(|(own, of)| norm(own) * of.probe).fold(0.0, f64::max);
    let has_effect =
        |index: usize| 1e-9 * size < norm(&slopes[index]) * parameters[index].probe.max(f64::MIN_POSITIVE);
    let (with, without_effect): (Vec<usize>, Vec<usize>) = (0..p).partition(|index| has_effect(*index));
    let is_at_bound =
        |index: usize| values[index] <= parameters[index].low || parameters[index].high <= values[index];
    let free: Vec<usize> = with.into_iter().filter(|index| !is_at_bound(*index)).collect();
    let sizes: Vec<f64> = free.iter().map(|index| norm(&slopes[*index])).collect();
    let normal = normal(slopes, &free, &sizes);
    let mut indistinct = Vec::new();
    let mut standard_errors = vec![None; p];
    // Directions along which nothing changes name the parameters that make them up.
    let (lengths, directions) = eigen(&normal);
    let mut lost = vec![false; free.len()];
    for (length, direction) in lengths.iter().zip(&directions) {
        if *length < SINGULAR {
            let largest = direction.iter().fold(0.0_f64, |most, own| most.max(own.abs()));
            let members: Vec<usize> =
                (0..free.len()).filter(|index| 0.3 * largest < direction[*index].abs()).collect();
            for (at, one) in members.iter().enumerate() {
                lost[*one] = true;
                for other in &members[at + 1..] {
                    indistinct.push((free[*one], free[*other]));
                }
            }
        }
    }
    if let Some(inverse) = inverse(&normal).filter(|_| !lost.contains(&true)) {
        #[expect(clippy::cast_precision_loss, reason = "a number of samples")]
        let variance = sum_of_squares / (n - p) as f64;
        for (i, one) in free.iter().enumerate() {
            standard_errors[*one] = Some((variance * inverse[i][i].max(0.0)).sqrt() / sizes[i]);
            for (j, other) in free.iter().enumerate().skip(i + 1) {
                let correlation = inverse[i][j] / (inverse[i][i] * inverse[j][j]).sqrt();
                if INDISTINCT < correlation.abs() {
                    indistinct.push((*one, *other));
                }
            }
        }
    }
    indistinct.sort_unstable();
    indistinct.dedup();
    Solution { values, standard_errors, indistinct, without_effect, sum_of_squares, has_settled }
}

/// The inverse of a symmetric positive matrix, or `None` if it has none.
pub(super) fn inverse(matrix: &Matrix) -> Option<Matrix> {
    let n = matrix.len();
    let mut left = matrix.clone();
    let mut right: Matrix =
        (0..n).map(|i| (0..n).map(|j| if i == j { 1.0 } else { 0.0 }).collect()).collect();
    for column in 0..n {
        let pivot = (column..n).max_by(|a, b| left[*a][column].abs().total_cmp(&left[*b][column].abs()))?;
        let size = left[pivot][column].abs();
        if size.is_nan() || size <= 1e-300 {
            return None;
        }
        left.swap(column, pivot);
        right.swap(column, pivot);
        let by = left[column][column];
        for own in left[column].iter_mut().chain(&mut right[column]) {
            *own /= by;
        }
        let (own_left, own_right) = (left[column].clone(), right[column].clone());
        for row in (0..n).filter(|row| *row != column) {
            let by = left[row][column];
            for (value, own) in left[row].iter_mut().zip(&own_left) {
                *value -= by * own;
            }
            for (value, own) in right[row].iter_mut().zip(&own_right) {
                *value -= by * own;
            }
        }
    }
    Some(right)
}

/// Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.
fn eigen(matrix: &Matrix) -> (Vec<f64>, Matrix) {
    let n = matrix.len();
    let mut own = matrix.clone();
    let mut vectors: Matrix =
        (0..n).map(|i| (0..n).map(|j| if i == j { 1.0 } else { 0.0 }).collect()).collect();
    for _ in 0..60 {
        let rest: f64 = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| own[i][j].abs()).sum();
        if rest < 1e-15 {
            break;
        }
        for (p, q) in (0..n).flat_map(|q| (0..q).map(move |p| (p, q))) {
            if own[p][q].abs() < 1e-300 {
                continue;
            }
            let theta = (own[q][q] - own[p][p]) / (2.0 * own[p][q]);
            let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
            let c = 1.0 / (t * t + 1.0).sqrt();
            let s = t * c;
            for row in &mut own {
                (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
            }
            // p is before q.
            let (above, below) = own.split_at_mut(q);
            for (one, other) in above[p].iter_mut().zip(&mut below[0]) {
                (*one, *other) = (c * *one - s * *other, s * *one + c * *other);
            }
            for row in &mut vectors {
                (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
            }
        }
    }
    let values = (0..n).map(|i| own[i][i]).collect();
    let columns = (0..n).map(|j| vectors.iter().map(|row| row[j]).collect()).collect();
    (values, columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::{Stream, StreamKind};

    /// A straight line: slope, value at 0, and their standard errors as in textbooks.
    #[test]
    fn a_line_has_the_errors_of_the_textbook() {
        let data = [(0.0, 1.1), (1.0, 2.9), (2.0, 5.2), (3.0, 6.8), (4.0, 9.1)];
        let mut line = |p: &[f64], out: &mut Vec<f64>| {
            out.clear();
            out.extend(data.iter().map(|(x, y)| p[0] + p[1] * x - y));
        };
        let fit = minimise(&mut line, &[Parameter::free(0.0, 1.0), Parameter::free(0.0, 1.0)]).unwrap();
        // Σx 10, Σx² 30, Σy 25.1, Σxy 70.1: slope (5·70.1 − 10·25.1)/50.
        let slope = (5.0 * 70.1 - 10.0 * 25.1) / 50.0;
        let start = (25.1 - slope * 10.0) / 5.0;
        assert!((fit.values[1] - slope).abs() < 1e-9 && (fit.values[0] - start).abs() < 1e-9, "{fit:?}");
        let off = data.map(|(x, y)| start + slope * x - y);
        let sum: f64 = off.iter().map(|own| own * own).sum();
        let error = (sum / 3.0 / 10.0).sqrt();
        assert!((fit.standard_errors[1].unwrap() / error - 1.0).abs() < 1e-6, "{fit:?}");
        assert!(fit.has_settled && fit.indistinct.is_empty() && fit.without_effect.is_empty());
    }

    /// The valley of Rosenbrock, a known hard case, from its usual start.
    #[test]
    fn a_bent_valley_is_followed_to_its_end() {
        let mut valley = |p: &[f64], out: &mut Vec<f64>| {
            out.clear();
            out.extend([10.0 * (p[1] - p[0] * p[0]), 1.0 - p[0], 0.0]);
        };
        let fit = minimise(&mut valley, &[Parameter::free(-1.2, 1.0), Parameter::free(1.0, 1.0)]).unwrap();
        assert!((fit.values[0] - 1.0).abs() < 1e-6 && (fit.values[1] - 1.0).abs() < 1e-6, "{fit:?}");
    }

    #[test]
    fn what_cannot_be_told_apart_is_named() {
        // Two factors of one product, and a third parameter that is all right.
        let mut product = |p: &[f64], out: &mut Vec<f64>| {
            out.clear();
            out.extend((0..20).map(f64::from).map(|x| p[0] * p[1] * x + p[2] - (6.0 * x + 1.0)));
        };
        let free = |start| Parameter::free(start, 1.0);
        let fit = minimise(&mut product, &[free(1.0), free(4.0), free(0.0)]).unwrap();
        assert!((fit.values[0] * fit.values[1] - 6.0).abs() < 1e-6, "{fit:?}");
        assert_eq!((fit.indistinct, fit.standard_errors[0]), (vec![(0, 1)], None));
        let mut idle = |p: &[f64], out: &mut Vec<f64>| {
            out.clear();
            out.extend((0..20).map(f64::from).map(|x| p[0] * x - 2.0 * x));
        };
        let fit = minimise(&mut idle, &[free(1.0), free(4.0)]).unwrap();
        assert_eq!((fit.without_effect, fit.values[1]), (vec![1], 4.0));
        assert!((fit.values[0] - 2.0).abs() < 1e-9);
    }

    #[test]
    fn bounds_are_kept() {
        let mut line = |p: &[f64], out: &mut Vec<f64>| {
            out.clear();
            out.extend((0..10).map(f64::from).map(|x| p[0] * x + p[1] - 3.0 * x));
        };
        let bound = Parameter { low: 0.0, high: 2.0, ..Parameter::free(1.0, 1.0) };
        let fit = minimise(&mut line, &[bound, Parameter::free(0.0, 1.0)]).unwrap();
        assert_eq!((fit.values[0], fit.standard_errors[0]), (2.0, None));
        // The best line of slope 2 through the same middle.
        assert!((fit.values[1] - 4.5).abs() < 1e-6, "{fit:?}");
        assert_eq!(minimise(&mut line, &[]), Err(Unsolved::TooFew));
        let mut broken = |_: &[f64], out: &mut Vec<f64>| {
            out.clear();
            out.extend([f64::NAN; 5]);
        };
        assert_eq!(minimise(&mut broken, &[bound]), Err(Unsolved::NotFinite));
    }

    /// Standard errors are what estimates scatter by: 300 noisy decays.
    #[test]
    fn standard_errors_are_what_estimates_scatter_by() {
        let mut stream = Stream::new(5, StreamKind::Population, 0);
        let (mut hits, mut sum, mut squares, mut errors) = (0, 0.0, 0.0, 0.0);
        for _ in 0..300 {
            let data: Vec<(f64, f64)> = (0..100)
                .map(|k| (f64::from(k), 10.0 * libm::exp(-f64::from(k) / 20.0) + stream.normal()))
                .collect();
            let mut decay = |p: &[f64], out: &mut Vec<f64>| {
                out.clear();
                out.extend(data.iter().map(|(t, y)| p[0] * libm::exp(-t / p[1]) - y));
            };
            let start = [Parameter::free(3.0, 1.0), Parameter { low: 0.1, ..Parameter::free(60.0, 1.0) }];
            let fit = minimise(&mut decay, &start).unwrap();
            let (tau, error) = (fit.values[1], fit.standard_errors[1].unwrap());
            hits += i32::from((tau - 20.0).abs() <= error);
            (sum, squares, errors) = (sum + tau, squares + tau * tau, errors + error);
        }
        let mean = sum / 300.0;
        let scatter = (squares / 300.0 - mean * mean).sqrt();
        println!("{hits} of 300 within one error; scatter {scatter:.3}, mean error {:.3}", errors / 300.0);
        assert!((180..=230).contains(&hits), "{hits}");
        assert!((scatter / (errors / 300.0) - 1.0).abs() < 0.15);
    }
}
