//! Which neurons a projection joins: for each axon, the neurons it ends on, in order.

use std::ops::Range;

use super::numbers::Numbers;
use super::rng::Stream;
use crate::model::network::Connect;

/// The synapses of a projection, by axon. Synapse k is the k-th of this list.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Synapses {
    /// Where the synapses of each axon begin, and where the last one's end.
    first: Vec<usize>,
    /// The neuron that each synapse ends on.
    target: Numbers,
}

/// The synapses of an axon that are in a part of a network.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Which they are in the whole.
    pub there: Range<usize>,
    /// Which they are in the part.
    pub here: Range<usize>,
}

impl Synapses {
    /// The synapses of a rule between `n_pre` and `n_post` neurons; `without_self`, no neuron is joined to the one of its
    /// own number. What chance decides is drawn from `stream`. Nothing much larger than the result is needed on the way.
    pub fn new(
        connect: &Connect,
        (n_pre, n_post): (usize, usize),
        without_self: bool,
        stream: &mut Stream,
    ) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        let (pre, post) = (n_pre as u32, n_post as u32);
        let mut first = Vec::with_capacity(n_pre + 1);
        let room = match connect {
            Connect::AllToAll => n_pre * n_post,
            Connect::Probability(p) => enough(u64::from(pre) * u64::from(post), *p),
            Connect::OneToOne | Connect::InDegree(_) | Connect::List(_) => 0,
        };
        let mut target = Numbers::with_capacity(n_post, room);
        first.push(0);
        match connect {
            Connect::AllToAll => {
                for axon in 0..pre {
                    let others = (0..post).filter(|neuron| !(without_self && *neuron == axon));
                    others.for_each(|neuron| target.push(neuron));
                    first.push(target.len());
                }
            }
            Connect::OneToOne => {
                for axon in 0..pre {
                    if axon < post && !without_self {
                        target.push(axon);
                    }
                    first.push(target.len());
                }
            }
            Connect::InDegree(k) => return Self::of_in_degree(*k, (pre, post), without_self, stream),
            Connect::List(pairs) => by_axon(pairs.clone(), pre, &mut first, &mut target),
            Connect::Probability(p) => {
                let pairs = u64::from(pre) * u64::from(post);
                let mut next = skip(*p, stream);
                for axon in 0..pre {
                    let end = (u64::from(axon) + 1) * u64::from(post);
                    while next < end.min(pairs) {
                        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                        let neuron = (next % u64::from(post)) as u32;
                        if !(without_self && neuron == axon) {
                            target.push(neuron);
                        }
                        next = next.saturating_add(1).saturating_add(skip(*p, stream));
                    }
                    first.push(target.len());
                }
                target.shrink_to_fit();
            }
        }
        Self { first, target }
    }

    /// Every one of `post` neurons from `k` of `pre`. They are drawn twice from the same numbers: first to count what
    /// each axon gets, then to put them there, so that no list of pairs is needed in between.
    fn of_in_degree(k: u64, (pre, post): (u32, u32), without_self: bool, stream: &mut Stream) -> Self {
        let mut some = SomeOf { stamp: vec![0; pre as usize], count: 0 };
        let mut again = stream.clone();
        let mut first = vec![0; pre as usize + 1];
        for neuron in 0..post {
            some.draw(k, without_self.then_some(neuron), stream, |axon| first[axon as usize + 1] += 1);
        }
        for axon in 0..pre as usize {
            first[axon + 1] += first[axon];
        }
        let mut next: Vec<usize> = first[..pre as usize].to_vec();
        let mut target = Numbers::zeros(post as usize, first[pre as usize]);
        for neuron in 0..post {
            some.draw(k, without_self.then_some(neuron), &mut again, |axon| {
                let place = &mut next[axon as usize];
                target.set(*place, neuron);
                *place += 1;
            });
        }
        Self { first, target }
    }

    /// Number of synapses.
    pub fn len(&self) -> usize {
        self.target.len()
    }

    /// The synapses of an axon.
    pub fn of_axon(&self, axon: usize) -> Range<usize> {
        self.first[axon]..self.first[axon + 1]
    }

    /// Those onto the neurons of a `range`, which count from 0; and of each axon the synapses, and where they are among those.
    pub fn onto(&self, range: &Range<usize>) -> (Self, Vec<Row>) {
        let mut own = Self { first: vec![0], target: Numbers::with_capacity(range.len(), 0) };
        let mut rows = Vec::new();
        for ends in self.first.windows(2) {
            let from = ends[0] + self.target.n_below(range.start, ends[0]..ends[1]);
            let to = ends[0] + self.target.n_below(range.end, ends[0]..ends[1]);
            let start = own.target.len();
            for synapse in from..to {
                #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
                own.target.push(self.target(synapse) - range.start as u32);
            }
            own.first.push(own.target.len());
            rows.push(Row { there: from..to, here: start..own.target.len() });
        }
        own.target.shrink_to_fit();
        (own, rows)
    }

    /// The most synapses that an axon has.
    pub fn longest(&self) -> usize {
        self.first.windows(2).map(|ends| ends[1] - ends[0]).max().unwrap_or(0)
    }

    /// The axon of a synapse.
    pub fn axon(&self, synapse: usize) -> usize {
        self.first.partition_point(|first| *first <= synapse) - 1
    }

    /// The number of the axon of a synapse.
    pub fn axon_number(&self, synapse: usize) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        let axon = self.axon(synapse) as u32;
        axon
    }

    /// Axon and target of every synapse, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        let axons = (0_u32..).zip(self.first.windows(2));
        axons
            .flat_map(move |(axon, ends)| (ends[0]..ends[1]).map(move |synapse| (axon, self.target(synapse))))
    }

    /// The neuron that a synapse ends on.
    #[inline]
    pub fn target(&self, synapse: usize) -> u32 {
        self.target.at(synapse)
    }

    /// The neurons that synapses end on; `room` is for those that have to be written out.
    #[inline]
    pub fn targets<'a>(&'a self, synapses: Range<usize>, room: &'a mut Vec<u32>) -> &'a [u32] {
        self.target.some(synapses, room)
    }

    /// Reads the targets of some synapses from memory. What is returned means nothing.
    #[inline]
    pub fn read_ahead(&self, synapses: Range<usize>) -> u64 {
        self.target.read_ahead(synapses)
    }
}

/// Appends pairs of an axon and a target, in whatever order they come, to lists that begin with axon 0.
fn by_axon(mut pairs: Vec<(u32, u32)>, n_axons: u32, first: &mut Vec<usize>, target: &mut Numbers) {
    pairs.sort_unstable();
    pairs.dedup();
    let mut next = pairs.iter().peekable();
    for axon in 0..n_axons {
        while let Some((_, neuron)) = next.next_if(|(of, _)| *of == axon) {
            target.push(*neuron);
        }
        first.push(target.len());
    }
}

/// Draws different numbers, again and again.
struct SomeOf {
    /// In which draw each number was last chosen.
    stamp: Vec<u32>,
    /// How many draws there have been.
    count: u32,
}

impl SomeOf {
    /// Draws `k` different numbers below the number of stamps, but not `without`, by Floyd's algorithm; `take` gets them
    /// in no particular order.
    fn draw(&mut self, k: u64, without: Option<u32>, stream: &mut Stream, mut take: impl FnMut(u32)) {
        #[expect(clippy::cast_possible_truncation, reason = "at most 100 000 neurons")]
        let n = self.stamp.len() as u32;
        let n_others = n - u32::from(without.is_some_and(|without| without < n));
        let k = u32::try_from(k).unwrap_or(u32::MAX).min(n_others);
        self.count += 1;
        for last in n_others - k..n_others {
            let other = stream.below(last + 1);
            let chosen = if self.stamp[other as usize] == self.count { last } else { other };
            self.stamp[chosen as usize] = self.count;
            // The numbers from the one that is left out on stand one further up.
            take(chosen + u32::from(without.is_some_and(|without| without <= chosen)));
        }
    }
}

/// Room for the pairs that chance connects with probability `p`: six standard deviations above the mean.
fn enough(pairs: u64, p: f64) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of synapses"
    )]
    let (all, room) = {
        let (all, p) = (pairs as f64, p.clamp(0.0, 1.0));
        (pairs as usize, (all * p + 6.0 * (all * p * (1.0 - p)).sqrt()) as usize + 16)
    };
    room.min(all)
}

/// The synapses of a projection by target neuron, in order.
#[derive(Debug, Clone)]
pub(super) struct Incoming {
    first: Vec<usize>,
    synapse: Vec<u32>,
    axon: Vec<u32>,
}

impl Incoming {
    /// The same synapses, by target.
    #[expect(clippy::cast_possible_truncation, reason = "at most 20 000 000 synapses")]
    pub fn new(synapses: &Synapses, n_post: usize) -> Self {
        let mut first = vec![0; n_post + 1];
        for synapse in 0..synapses.len() {
            first[synapses.target(synapse) as usize + 1] += 1;
        }
        for i in 0..n_post {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let (mut synapse, mut axons) = (vec![0; synapses.len()], vec![0; synapses.len()]);
        for axon in 0..synapses.first.len() - 1 {
            for k in synapses.of_axon(axon) {
                let place = &mut next[synapses.target(k) as usize];
                (synapse[*place], axons[*place]) = (k as u32, axon as u32);
                *place += 1;
            }
        }
        Self { first, synapse, axon: axons }
    }

    /// The synapses of a target neuron if they are in a row, one for each axon from the first on.
    pub fn in_a_row(&self, target: usize) -> Option<Range<usize>> {
        let range = self.first[target]..self.first[target + 1];
        let (first, last) =
            (*self.synapse.get(range.start)? as usize, *self.synapse.get(range.end - 1)? as usize);
        let is_row = last - first + 1 == range.len() && self.axon[range.start] == 0;
        (is_row && self.axon[range.end - 1] as usize + 1 == range.len()).then_some(first..last + 1)
    }

    /// The synapses of a target neuron, and the axon of each.
    pub fn lists(&self, target: usize) -> (&[u32], &[u32]) {
        let range = self.first[target]..self.first[target + 1];
        (&self.synapse[range.clone()], &self.axon[range])
    }

    /// The synapses of a target neuron: each with its axon.
    pub fn of(&self, target: usize) -> impl Iterator<Item = (u32, u32)> {
        let range = self.first[target]..self.first[target + 1];
        self.synapse[range.clone()].iter().copied().zip(self.axon[range].iter().copied())
    }
}

/// How many pairs in a row chance leaves unconnected before it connects one: geometric, so that the work follows the
/// synapses and not the pairs.
fn skip(p: f64, stream: &mut Stream) -> u64 {
    if p <= 0.0 {
        return u64::MAX;
    }
    if 1.0 <= p {
        return 0;
    }
    let pairs = (stream.exponential() / -libm::log1p(-p)).floor();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is too large ends the list"
    )]
    let pairs = pairs as u64;
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::rng::StreamKind;

    fn stream() -> Stream {
        Stream::new(1, StreamKind::Projection, 7)
    }

    #[test]
    fn all_to_all_joins_every_pair_in_order() {
        let synapses = Synapses::new(&Connect::AllToAll, (2, 3), false, &mut stream());
        assert_eq!((synapses.len(), synapses.of_axon(1)), (6, 3..6));
        assert_eq!(synapses.targets(0..6, &mut Vec::new()), [0, 1, 2, 0, 1, 2]);
        assert_eq!((synapses.axon(0), synapses.axon(2), synapses.axon(3)), (0, 0, 1));
    }

    /// Numbers that fit into half the memory, and numbers that do not, in whole lists and in parts by target.
    #[test]
    fn large_numbers_of_targets_are_kept() {
        for n in [65_536_u32, 65_537, 100_000] {
            let size = (n as usize, n as usize);
            let synapses = Synapses::new(&Connect::OneToOne, size, false, &mut stream());
            assert_eq!(matches!(synapses.target, Numbers::Short(_)), n == 65_536);
            assert!(synapses.pairs().eq((0..n).map(|neuron| (neuron, neuron))), "{n}");
            let last = Synapses::new(&Connect::List(vec![(0, n - 1), (1, 0)]), size, false, &mut stream());
            assert_eq!(last.targets(0..2, &mut Vec::new()), [n - 1, 0]);
            let in_degree = Synapses::new(&Connect::InDegree(1), (1, size.1), false, &mut stream());
            assert!(in_degree.pairs().map(|(_, target)| target).eq(0..n));
            let (part, rows) = synapses.onto(&(n as usize - 3..n as usize));
            assert!(part.pairs().eq((0..3).map(|own| (n - 3 + own, own))));
            assert_eq!((&rows[size.0 - 1].there, &rows[size.0 - 1].here), (&(size.0 - 1..size.0), &(2..3)));
        }
    }

    /// Every target its number of different axons; with and without itself; the axons' lists are in order. The set that
    /// Floyd's algorithm draws is the one that a plain set would hold.
    #[test]
    fn an_in_degree_is_what_was_asked_for() {
        let n = 40_u32;
        for without_self in [true, false] {
            for k in [0, 1, 7, 39] {
                let synapses = Synapses::new(&Connect::InDegree(k), (40, 40), without_self, &mut stream());
                let mut pairs: Vec<(u32, u32)> = synapses.pairs().collect();
                let mut again = stream();
                let mut expected = Vec::new();
                for neuron in 0..n {
                    let others = n - u32::from(without_self);
                    let mut chosen = std::collections::BTreeSet::new();
                    for last in others - u32::try_from(k).unwrap()..others {
                        let other = again.below(last + 1);
                        if !chosen.insert(other) {
                            chosen.insert(last);
                        }
                    }
                    let up = |axon: u32| axon + u32::from(without_self && neuron <= axon);
                    expected.extend(chosen.into_iter().map(|axon| (up(axon), neuron)));
                }
                assert!(pairs.is_sorted(), "by axon, and for each by target");
                pairs.sort_unstable();
                expected.sort_unstable();
                assert_eq!(pairs, expected, "k = {k}");
                let has_own = pairs.iter().any(|(pre, post)| pre == post);
                assert!(!(without_self && has_own) && (k < 39 || has_own != without_self), "k = {k}");
            }
        }
    }

    #[test]
    fn autapses_are_left_out_of_every_rule() {
        let n = (5, 5);
        for (rule, with, without) in [
            (Connect::AllToAll, 25, 20),
            (Connect::OneToOne, 5, 0),
            (Connect::Probability(1.0), 25, 20),
            (Connect::InDegree(4), 20, 20),
        ] {
            let own = |synapses: &Synapses| synapses.pairs().filter(|(pre, post)| pre == post).count();
            let all = Synapses::new(&rule, n, false, &mut stream());
            let others = Synapses::new(&rule, n, true, &mut stream());
            assert_eq!((all.len(), others.len(), own(&others)), (with, without, 0), "{rule:?}");
            assert!(own(&all) > 0, "{rule:?}");
        }
    }

    /// Four standard deviations of a binomial count, in all and per axon; no neuron to itself.
    #[test]
    fn chance_joins_the_fraction_asked_for() {
        let (n, p) = (1000_u32, 0.02);
        let synapses = Synapses::new(&Connect::Probability(p), (1000, 1000), true, &mut stream());
        let pairs = f64::from(n) * f64::from(n - 1);
        let count = f64::from(u32::try_from(synapses.len()).unwrap());
        assert!((count - pairs * p).abs() < 4.0 * (pairs * p * (1.0 - p)).sqrt(), "{count}");
        let mut squares = 0.0;
        for axon in 0..1000 {
            let of_axon = synapses.of_axon(axon);
            let mut room = Vec::new();
            let mine = synapses.targets(of_axon, &mut room);
            assert!(mine.windows(2).all(|pair| pair[0] < pair[1]), "in order, none twice");
            assert!(!mine.contains(&u32::try_from(axon).unwrap()));
            let off = f64::from(u32::try_from(mine.len()).unwrap()) - 999.0 * p;
            squares += off * off / (999.0 * p * (1.0 - p));
        }
        assert!((squares - 1000.0).abs() < 4.0 * 2000.0_f64.sqrt(), "χ² = {squares}");
        for (p, count) in [(0.0, 0), (1.0, 12)] {
            assert_eq!(Synapses::new(&Connect::Probability(p), (4, 3), false, &mut stream()).len(), count);
        }
    }
}
