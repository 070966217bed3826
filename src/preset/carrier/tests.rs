//! A run goes into each kind of carrier and comes out of it; what is too long is refused before it is there.

use flate2::Crc;

use super::*;
use crate::preset::library;

fn carried(name: &str) -> Carried {
    let preset = load::argument(name).unwrap();
    let text = preset.to_ron().unwrap();
    let run = "(inputs: [(0, Fire(\"1\")), (5, Schedule([(\"1:0\", 2.25)]))], end: (step: 100))";
    let text = format!(
        "(format: 1, span_ms: (0.0, 10.0), run: (format: 1, bits: 1, preset: {text}, runs: [{run}]))"
    );
    load::parse_as::<CarriedFile>(text.as_bytes()).unwrap()
}

fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(data);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], kind, data, &sum.sum().to_be_bytes()].concat()
}

fn png(packed: &str, before: bool) -> Vec<u8> {
    let text = chunk(b"iTXt", &[KEYWORD.as_bytes(), b"\0\0\0\0\0", packed.as_bytes()].concat());
    let (header, pixels) = (chunk(b"IHDR", &[0; 13]), chunk(b"IDAT", b"pixels"));
    let mut whole = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in if before { [header, text, pixels] } else { [header, pixels, text] } {
        whole.extend(chunk);
    }
    whole
}

fn csv(packed: &Packed) -> String {
    let lines = packed.lines().join("\n# ");
    format!("# Bouton 0.2.0\n# title: x\n# {lines}\nt_ms,V\n0,-70\n")
}

#[test]
fn a_run_comes_out_of_what_it_was_put_into() {
    let carried = carried("ampa");
    let packed = carried.pack().unwrap();
    let svg = format!("<?xml version=\"1.0\"?>\n<svg><metadata>\n{}\n</metadata></svg>", packed.lines()[0]);
    for bytes in [
        csv(&packed).into_bytes(),
        csv(&packed).replace('\n', "\r\n").into_bytes(),
        // A spreadsheet fills rows and puts cells into quotation marks.
        csv(&packed).replace('\n', ",,\n").into_bytes(),
        csv(&packed).replace("# reopen", "\"# reopen").into_bytes(),
        format!("\u{feff}{}", csv(&packed)).into_bytes(),
        svg.into_bytes(),
        png(packed.as_str(), true),
    ] {
        let kind = Kind::of(&bytes).unwrap();
        assert_eq!(read(kind, bytes).unwrap(), carried, "{kind:?}");
    }
    let after = read(Kind::Png, png(packed.as_str(), false)).unwrap_err();
    assert!(matches!(after, LoadError::Carrier(Fault::Missing(Kind::Png))), "after the pixels");
    let other = [&packed.as_str()[..100], "A", &packed.as_str()[101..]].concat();
    let changed = csv(&packed).replace(packed.as_str(), &other);
    assert!(matches!(read(Kind::Csv, changed.into_bytes()), Err(LoadError::Carrier(Fault::Damaged))));
}

#[test]
fn other_files_are_no_carriers() {
    for (bytes, kind) in [
        (&b"# Bouton 0.1.0\nt_ms\n"[..], Some(Kind::Csv)),
        (b"t_ms,V\n0,1\n", None),
        (b"# other\n", None),
        (b"<svg/>", Some(Kind::Svg)),
        (b"<html><svg/></html>", None),
        (b"PK\x03\x04", None),
        (b"", None),
        (b"\x89PNG\r\n\x1a\n", Some(Kind::Png)),
    ] {
        assert_eq!(Kind::of(bytes), kind, "{}", String::from_utf8_lossy(bytes));
        if let Some(kind) = kind {
            let refused = read(kind, bytes.to_vec()).unwrap_err();
            assert!(matches!(refused, LoadError::Carrier(Fault::Missing(found)) if found == kind));
        }
    }
    for preset in library::PRESETS {
        assert_eq!(Kind::of(preset.text.as_bytes()), None);
    }
}

#[test]
fn limits_are_those_that_are_said() {
    // Text that cannot be deflated, and text that can be, too well.
    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    })
    .take(MOST_PACKED + 1)
    .collect();
    assert_eq!(packed::pack(&noise), Err(Fault::PackedTooLong));
    let most = vec![b' '; MOST_TEXT];
    let packed = packed::pack(&most).unwrap();
    assert_eq!(packed::unpack(packed.as_bytes()).unwrap().len(), MOST_TEXT);
    assert_eq!(packed::pack(&[&most[..], b" "].concat()), Err(Fault::TextTooLong));
    let spans = ["(1.0, 0.0)", "(-1.0, 0.0)", "(0.0, inf)", "(NaN, 1.0)"];
    let text = carried("ampa").to_ron().unwrap();
    for span in spans {
        let wrong = text.replacen("(0.0, 10.0)", span, 1);
        assert!(load::parse_as::<CarriedFile>(wrong.as_bytes()).is_err(), "{span}");
    }
}
