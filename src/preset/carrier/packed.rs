//! Packing a text into letters: deflated with a checksum (zlib), in Base64 (RFC 4648).
//!
//! What comes in may have been made to do harm. Its length is counted in a first pass that keeps and checks nothing, so that a
//! text which would become too long costs neither memory nor the time to fill it or to sum it up.

use flate2::write::ZlibEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use std::io::Write as _;

use super::fault::{Fault, MOST_PACKED, MOST_TEXT};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Packs a text.
pub(super) fn pack(text: &[u8]) -> Result<String, Fault> {
    if MOST_TEXT < text.len() {
        return Err(Fault::TextTooLong);
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let deflated = encoder.write_all(text).and_then(|()| encoder.finish());
    let deflated = deflated.map_err(|_| Fault::Differs)?; // Memory does not fail to be written.
    if MOST_PACKED < deflated.len() { Err(Fault::PackedTooLong) } else { Ok(encode(&deflated)) }
}

/// Unpacks a text.
pub(super) fn unpack(packed: &[u8]) -> Result<Vec<u8>, Fault> {
    if MOST_PACKED.div_ceil(3) * 4 < packed.len() {
        return Err(Fault::PackedTooLong);
    }
    let length = inflated_length(packed)?;
    let mut text = Vec::with_capacity(length);
    inflate(packed, |some| text.extend_from_slice(some))?;
    Ok(text)
}

/// Whether the beginning of a packed text already becomes longer than a text may be: the rest need not be read.
pub(super) fn is_too_long(beginning: &[u8]) -> bool {
    let whole = beginning.len() / 4 * 4;
    inflated_length(&beginning[..whole]) == Err(Fault::TextTooLong)
}

/// Length of the header of a zlib stream, before what is deflated [bytes].
const HEADER: usize = 2;

/// How long the text of a packed one is, or would be if it is damaged; only that it is not too long is certain.
fn inflated_length(packed: &[u8]) -> Result<usize, Fault> {
    let mut stream = Decompress::new(false);
    let mut room = vec![0; 64 << 10];
    let mut left_out = HEADER;
    for piece in packed.chunks(PIECE) {
        let bytes = decode(piece).ok_or(Fault::Damaged)?;
        let mut rest = bytes.get(left_out..).unwrap_or_default();
        left_out = left_out.saturating_sub(bytes.len());
        loop {
            let (read, written) = (stream.total_in(), stream.total_out());
            let status =
                stream.decompress(rest, &mut room, FlushDecompress::None).map_err(|_| Fault::Damaged)?;
            if (MOST_TEXT as u64) < stream.total_out() {
                return Err(Fault::TextTooLong);
            }
            let taken = usize::try_from(stream.total_in() - read).unwrap_or(usize::MAX);
            rest = rest.get(taken..).unwrap_or_default();
            if status == Status::StreamEnd {
                return usize::try_from(stream.total_out()).map_err(|_| Fault::TextTooLong);
            }
            if taken == 0 && stream.total_out() == written {
                break; // Nothing more comes of this piece.
            }
        }
    }
    Err(Fault::Damaged)
}

/// Letters of Base64 that are decoded at a time: a multiple of 4.
const PIECE: usize = 32 << 10;

/// Inflates a whole packed text piece by piece, up to the length that a text may have.
fn inflate(packed: &[u8], mut take: impl FnMut(&[u8])) -> Result<(), Fault> {
    let mut stream = Decompress::new(true);
    let mut room = vec![0; 64 << 10];
    let mut has_ended = false;
    let mut pieces = packed.chunks(PIECE).peekable();
    while let Some(piece) = pieces.next() {
        let is_padded = piece.contains(&b'=') && pieces.peek().is_some();
        let bytes = decode(piece).filter(|_| !is_padded && !has_ended).ok_or(Fault::Damaged)?;
        let begun = stream.total_in();
        loop {
            let (read, written) = (stream.total_in(), stream.total_out());
            let rest = bytes.get(usize::try_from(read - begun).unwrap_or(usize::MAX)..).unwrap_or_default();
            let status =
                stream.decompress(rest, &mut room, FlushDecompress::None).map_err(|_| Fault::Damaged)?;
            if (MOST_TEXT as u64) < stream.total_out() {
                return Err(Fault::TextTooLong);
            }
            let new = usize::try_from(stream.total_out() - written).unwrap_or(usize::MAX);
            take(room.get(..new).unwrap_or_default());
            has_ended = status == Status::StreamEnd;
            if has_ended || (new == 0 && stream.total_in() == read) {
                break; // Nothing more comes of this piece.
            }
        }
        if stream.total_in() - begun != bytes.len() as u64 {
            return Err(Fault::Damaged); // Something else follows.
        }
    }
    if has_ended { Ok(()) } else { Err(Fault::Damaged) }
}

/// Bytes as Base64, with padding.
fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let word = three.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let word = word << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = word >> (18 - 6 * place) & 63;
            text.push(if place <= three.len() { char::from(DIGITS[digit as usize]) } else { '=' });
        }
    }
    text
}

/// The bytes of a text in Base64; none if it is not as [`encode`] writes it.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.iter().rev().take(2).take_while(|byte| **byte == b'=').count();
    let digits = &text[..text.len() - padding];
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for four in digits.chunks(4) {
        let mut word = 0_u32;
        for digit in four {
            word = word << 6 | u32::from(value(*digit)?);
        }
        word <<= 6 * (4 - four.len());
        let [_, all @ ..] = word.to_be_bytes();
        let (kept, left) = all.split_at(four.len() - 1);
        if left.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(kept);
    }
    Some(bytes)
}

/// What a digit of Base64 means.
fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard() {
        // The examples of RFC 4648.
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text.as_bytes()).as_deref(), Some(bytes.as_bytes()));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(encode(&all).as_bytes()), Some(all));
        for text in ["Z", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Zm9-", "=Zg=", "====", "Zm 9"] {
            assert_eq!(decode(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_is_packed_comes_out_and_nothing_else_does() {
        let text = "(format: 1, V: -70.0)\n".repeat(500);
        let packed = pack(text.as_bytes()).unwrap();
        assert!(packed.len() * 10 < text.len());
        assert_eq!(unpack(packed.as_bytes()).unwrap(), text.as_bytes());
        assert_eq!(unpack(pack(b"").unwrap().as_bytes()).unwrap(), b"");
        let deflated = decode(packed.as_bytes()).unwrap();
        for at in 0..deflated.len() {
            let cut = encode(&deflated[..at]);
            assert_eq!(unpack(cut.as_bytes()), Err(Fault::Damaged), "cut at {at}");
            for bit in 0..8 {
                let mut flipped = deflated.clone();
                flipped[at] ^= 1 << bit;
                // Bits of the header may change without a change of what it means.
                let out = unpack(encode(&flipped).as_bytes());
                assert!(out.is_err() || out.as_deref() == Ok(text.as_bytes()), "bit {bit} of {at}");
            }
        }
        let more = [&deflated[..], b"x"].concat();
        assert_eq!(unpack(encode(&more).as_bytes()), Err(Fault::Damaged));
        // Of several pieces, and of one that ends where a piece does.
        let mut state = 1_u64;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state.to_be_bytes()[0]
        })
        .take(100_000)
        .collect();
        for length in (24_500..24_600).chain([70_000, 100_000]) {
            let packed = pack(&noise[..length]).unwrap();
            assert_eq!(unpack(packed.as_bytes()).as_deref(), Ok(&noise[..length]), "{length}");
            let twice = [packed.as_bytes(), packed.as_bytes()].concat();
            assert_eq!(unpack(&twice), Err(Fault::Damaged));
            assert_eq!(unpack(&packed.as_bytes()[..packed.len() - 4]), Err(Fault::Damaged));
        }
        let packed = pack(&noise).unwrap();
        let padded = [&packed.as_bytes()[..PIECE - 4], b"AA==", &packed.as_bytes()[PIECE..]].concat();
        assert_eq!(unpack(&padded), Err(Fault::Damaged));
    }
}
