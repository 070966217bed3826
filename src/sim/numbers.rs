//! Lists of numbers of neurons, in half the memory where there are few neurons: lists of targets are most of what a large network
//! reads.

use std::ops::Range;

/// What memory hands over at a time [bytes].
const LINE: usize = 64;

/// Numbers of neurons.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Numbers {
    /// At most 65 536 neurons have numbers as short as this.
    Short(Vec<u16>),
    /// Any.
    Long(Vec<u32>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Short(Vec::new())
    }
}

#[expect(clippy::cast_possible_truncation, reason = "numbers are short only where all fit")]
impl Numbers {
    /// Room for `len` numbers below `n`.
    pub fn with_capacity(n: usize, len: usize) -> Self {
        if n <= 1 << 16 { Self::Short(Vec::with_capacity(len)) } else { Self::Long(Vec::with_capacity(len)) }
    }

    /// `len` numbers below `n`, all 0.
    pub fn zeros(n: usize, len: usize) -> Self {
        if n <= 1 << 16 { Self::Short(vec![0; len]) } else { Self::Long(vec![0; len]) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Short(numbers) => numbers.len(),
            Self::Long(numbers) => numbers.len(),
        }
    }

    /// Appends a number.
    pub fn push(&mut self, number: u32) {
        match self {
            Self::Short(numbers) => numbers.push(number as u16),
            Self::Long(numbers) => numbers.push(number),
        }
    }

    /// Sets the number at a place.
    pub fn set(&mut self, place: usize, number: u32) {
        match self {
            Self::Short(numbers) => numbers[place] = number as u16,
            Self::Long(numbers) => numbers[place] = number,
        }
    }

    /// The number at a place.
    #[inline]
    pub fn at(&self, place: usize) -> u32 {
        match self {
            Self::Short(numbers) => u32::from(numbers[place]),
            Self::Long(numbers) => numbers[place],
        }
    }

    /// How many of those at some `places`, which are in order, are below a number.
    pub fn n_below(&self, number: usize, places: Range<usize>) -> usize {
        match self {
            Self::Short(numbers) => numbers[places].partition_point(|one| usize::from(*one) < number),
            Self::Long(numbers) => numbers[places].partition_point(|one| (*one as usize) < number),
        }
    }

    /// Gives back what is not needed.
    pub fn shrink_to_fit(&mut self) {
        match self {
            Self::Short(numbers) => numbers.shrink_to_fit(),
            Self::Long(numbers) => numbers.shrink_to_fit(),
        }
    }

    /// The numbers at some `places`; `room` is for those that have to be written out.
    #[inline]
    pub fn some<'a>(&'a self, places: Range<usize>, room: &'a mut Vec<u32>) -> &'a [u32] {
        match self {
            Self::Short(numbers) => {
                room.clear();
                room.extend(numbers[places].iter().map(|number| u32::from(*number)));
                room
            }
            Self::Long(numbers) => &numbers[places],
        }
    }

    /// Reads the numbers at some places from memory. What is returned means nothing.
    #[inline]
    pub fn read_ahead(&self, places: Range<usize>) -> u64 {
        match self {
            Self::Short(numbers) => {
                numbers[places].iter().step_by(LINE / 2).fold(0, |all, number| all ^ u64::from(*number))
            }
            Self::Long(numbers) => {
                numbers[places].iter().step_by(LINE / 4).fold(0, |all, number| all ^ u64::from(*number))
            }
        }
    }
}
