//! What a file holds, by its beginning: a document, or something that Bouton has written.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::preset::carrier::{ENTRY, Kind};

/// Bytes of a file that are looked at to see what it holds. What a PNG says of itself stands before its pixels.
const LOOKED_AT: u64 = 256 * 1024;

/// The beginning of a file.
///
/// # Errors
/// If it cannot be read.
pub(super) fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LOOKED_AT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a text is a preset or a lesson, or was meant to be one: RON that names its format.
pub(super) fn is_document_text(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let after = if rest.starts_with("//") || rest.starts_with("#![") {
            rest.split_once('\n').map(|(_, after)| after)
        } else if rest.starts_with("/*") {
            rest.split_once("*/").map(|(_, after)| after)
        } else {
            break;
        };
        let Some(after) = after else { return false };
        rest = after.trim_start();
    }
    rest.starts_with('(') && ["format", "model", "steps", "title"].iter().any(|key| rest.contains(key))
}

/// Whether a file says that Bouton wrote it: in the first line, in a JSON key, in a text of a PNG, in the metadata of a drawing,
/// or in the first entry of an archive.
pub(super) fn is_by_bouton(bytes: &[u8]) -> bool {
    let text = || String::from_utf8_lossy(bytes);
    bytes.starts_with(b"# Bouton ")
        || bytes.trim_ascii_start().starts_with(b"{") && text().contains("\"bouton\":")
        || Kind::of(bytes).is_some_and(|kind| match kind {
            Kind::Svg => text().contains("<metadata>\nBouton "),
            Kind::Npz => bytes[30..].starts_with(ENTRY.as_bytes()) && text().contains("\"bouton\":"),
            Kind::Csv | Kind::Png => false,
        })
        || png_software(bytes).is_some_and(|software| software.starts_with("Bouton "))
}

const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The program that a PNG says it was made by.
fn png_software(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes.strip_prefix(PNG_SIGNATURE)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk::<4>()?)).ok()?;
        let (kind, data) = (rest.get(4..8)?, rest.get(8..)?);
        if kind == b"IDAT" {
            return None;
        }
        // Keyword, no compression, no language, no translated keyword, text.
        let said = data.get(..length).filter(|_| kind == b"iTXt");
        if let Some(text) = said.and_then(|text| text.strip_prefix(b"Software\0\0\0\0\0")) {
            return Some(String::from_utf8_lossy(text).into_owned());
        }
        rest = data.get(length.checked_add(4)?..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_whatever_their_name() {
        for bundled in crate::preset::library::PRESETS {
            assert!(is_document_text(bundled.text.as_bytes()), "{}", bundled.name);
        }
        for bundled in crate::lesson::library::LESSONS {
            assert!(is_document_text(bundled.text.as_bytes()), "{}", bundled.name);
        }
        for text in ["\u{feff}/* a */ // b\n#![enable(x)]\n (format: 1, broken", "(title: \"x\", steps: ["] {
            assert!(is_document_text(text.as_bytes()), "{text}");
        }
        for text in ["", "# Bouton 0.2.0\n", "t_ms,V\n", "(1, 2, 3)", "// only a comment"] {
            assert!(!is_document_text(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn what_bouton_wrote_says_so() {
        for text in ["# Bouton 0.1.0\n# preset: a", "{\n  \"bouton\": \"0.2.0\"\n}"] {
            assert!(is_by_bouton(text.as_bytes()), "{text}");
        }
        for text in ["", "#Bouton", "t_ms", "{\"butter\": 1}", "\u{89}PNG"] {
            assert!(!is_by_bouton(text.as_bytes()), "{text}");
        }
        let chunk = |kind: &[u8], data: &[u8]| {
            let length = u32::try_from(data.len()).unwrap().to_be_bytes();
            [&length[..], kind, data, &[0; 4]].concat()
        };
        let said = chunk(b"iTXt", b"Software\0\0\0\0\0Bouton 0.2.0");
        let png = |chunks: &[Vec<u8>]| [PNG_SIGNATURE.to_vec(), chunks.concat()].concat();
        let header = chunk(b"IHDR", &[0; 13]);
        assert!(is_by_bouton(&png(&[header.clone(), said.clone()])));
        assert!(!is_by_bouton(&png(&[header.clone(), chunk(b"IDAT", b"x"), said])), "after the pixels");
        assert!(!is_by_bouton(&png(&[header, chunk(b"iTXt", b"Software\0\0\0\0\0Gimp")])));
        assert!(!is_by_bouton(&[PNG_SIGNATURE, &[0xff; 8]].concat()));
    }
}
