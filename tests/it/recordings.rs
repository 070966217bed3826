//! Recordings of other programs: what is read, what is refused and where, and that no file brings the reader down.

use std::io::Write as _;
use std::time::{Duration, Instant};

use bouton::recording::{Against, Fault, MOST_COLUMNS, Progress, Recording, Table, TimeUnit, read};
use bouton::sim::{Stream, StreamKind};
use bouton::text::Text;

use crate::presets::is_long;

fn of(text: &str) -> Result<Recording, Fault> {
    read(text.as_bytes(), &Progress::default())
}

#[track_caller]
fn table(text: &str) -> Table {
    of(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).table.unwrap()
}

/// What is said of a file that is refused, with the line.
#[track_caller]
fn refused(text: &str) -> (Option<usize>, String) {
    let fault = of(text).unwrap_err();
    (fault.line, Text::english().say(&fault.message()))
}

/// The same samples as spreadsheets, acquisition programs and simulators write them.
#[test]
fn tables_are_read_as_they_are_written() {
    let expected = [(0.0, -70.0), (0.1, -69.5), (0.2, -1.5e-3)];
    for (text, unit, name, column_unit) in [
        ("t_ms,V_0_mV\n0,-70\n0.1,-69.5\n0.2,-1.5e-3\n", Some(TimeUnit::Ms), "V_0", Some("mV")),
        (
            "Time (s);Vm (mV)\r\n0,0;-70,0\r\n0,1;-69,5\r\n0,2;-0,0015\r\n",
            Some(TimeUnit::S),
            "Vm",
            Some("mV"),
        ),
        (
            "\u{feff}\"Zeit [µs]\"\t\"V / mV\"\n0\t−70\n0.1\t−69.5\n0.2\t-0.0015",
            Some(TimeUnit::Us),
            "V",
            Some("mV"),
        ),
        ("# a comment\n% another\n\n0 -70\n0.1 -69.5\n0.2 -0.0015\n", None, "2", None),
        ("0,0 -70,0\n0,1 -69,5\n0,2 -1,5e-3\n", None, "2", None),
        ("time,V,\ns,mV,\n0,-70,\n0.1,-69.5,\n0.2,-0.0015,\n", Some(TimeUnit::S), "V", Some("mV")),
        ("V,t\n-70,0\n-69.5,0.1\n-0.0015,0.2\n", None, "V", None),
    ] {
        let found = table(text);
        let rows: Vec<(f64, f64)> =
            found.times.iter().copied().zip(found.columns[0].values.clone()).collect();
        assert_eq!(rows, expected, "{text}");
        assert_eq!((found.against, found.time_unit, found.columns.len()), (Against::Time, unit, 1), "{text}");
        assert_eq!(
            (found.columns[0].name.as_str(), found.columns[0].unit.as_deref()),
            (name, column_unit),
            "{text}"
        );
    }
    let several = table("t_ms,I_pA,g\n0,1,2\n1,,nan\n2,3,NA\n");
    assert_eq!(several.columns.len(), 2);
    assert!(several.columns[0].values[1].is_nan() && several.columns[1].values[2].is_nan());
    assert_eq!(several.samples(0, TimeUnit::Ms, 10.0, 5.0), [(5.0, 10.0), (7.0, 30.0)]);
    let points = table("dt_ms,dw\n10,0.3\n-10,-0.3\n10,0.4\n");
    assert_eq!((points.against, points.times), (Against::Interval, vec![10.0, -10.0, 10.0]));
}

/// NEST's own files: spikes, a multimeter with two cells, and version 2, which has no header.
#[test]
fn what_nest_writes_is_read() {
    let head = "# NEST version: 3.8.0\n# RecordingBackendASCII version: 2\n";
    let spikes = of(&format!("{head}sender\ttime_ms\n17\t1.5\n3\t2.0\n17\t2.5\n")).unwrap().spikes.unwrap();
    assert_eq!(
        (&spikes.sources[..], spikes.time_unit),
        (&["17".to_owned(), "3".to_owned()][..], Some(TimeUnit::Ms))
    );
    assert_eq!(spikes.trains_ms(TimeUnit::Ms), [vec![1.5, 2.5], vec![2.0]]);
    let meter =
        table(&format!("{head}sender\ttime_ms\tV_m\n1\t1.0\t-70\n2\t1.0\t-65\n1\t2.0\t-69\n2\t2.0\t-64\n"));
    let names: Vec<&str> = meter.columns.iter().map(|own| own.name.as_str()).collect();
    assert_eq!((names, meter.times), (vec!["V_m 1", "V_m 2"], vec![1.0, 2.0]));
    assert_eq!(
        (&meter.columns[1].values[..], meter.columns[1].unit.as_deref()),
        (&[-65.0, -64.0][..], Some("mV"))
    );
    let old = of("5\t1.5\n2\t1.5\n5\t3.0\n").unwrap().spikes.unwrap();
    assert_eq!(
        (old.sources, old.spikes),
        (vec!["2".to_owned(), "5".to_owned()], vec![(1, 1.5), (0, 1.5), (1, 3.0)])
    );
    let (_, words) = refused("sender\ttime_step\ttime_offset\n1\t10\t0\n");
    assert!(words.contains("in ms, not in steps"), "{words}");
}

/// Times of spikes as a list, and with the populations of an export.
#[test]
fn lists_of_spikes_are_read() {
    let plain = of("1.5\n2.5\n10\n").unwrap().spikes.unwrap();
    assert_eq!((plain.sources.len(), plain.time_unit, plain.spikes.len()), (1, None, 3));
    let named = of("times_s\n0.0015\n0.01\n").unwrap().spikes.unwrap();
    assert_eq!(named.trains_ms(named.time_unit.unwrap()), [vec![1.5, 10.0]]);
    let own = of("t_ms,population,neuron\n1.5,exc,3\n2.5,inh,3\n3.5,exc,3\n").unwrap().spikes.unwrap();
    assert_eq!(own.sources, ["exc:3", "inh:3"]);
    assert_eq!(own.trains_ms(TimeUnit::Ms), [vec![1.5, 3.5], vec![2.5]]);
}

/// Each fault with its line and with what would be right.
#[test]
fn faults_name_line_and_remedy() {
    for (text, line, words) in [
        ("", None, "no row of numbers"),
        ("t_ms,V_mV\n", None, "no row of numbers"),
        ("t_ms,V_mV\n0,-70\n1,x7\n", Some(3), "column V: “x7” is not a number"),
        ("t_ms,V_mV\n0,-70\n\n# note\n0,-69\n", Some(5), "the time 0 comes after 0"),
        ("t_ms,V_mV\n0,-70\n1\n", Some(3), "this row has 1 cells, the first row has 2"),
        ("t_ms,V_mV\n0,5,-70,2\n", Some(2), "semicolons or tabs"),
        ("t_ms,V_mV\n,-70\n", Some(2), "each row needs one"),
        ("t_ms,V_mV\n0,inf\n", Some(2), "is not a number"),
        ("t_ms;V_mV\n0;1.000,5\n", Some(2), "is not a number"),
        ("V_mV\n-70\n-69\n", None, "no column of times among V"),
        ("0 1\n1 2\n0.5 3\n", Some(3), "the time 0.5 comes after 1"),
    ] {
        let (found, said) = refused(text);
        assert_eq!(found, line, "{text}: {said}");
        assert!(said.contains(words), "{text}: {said}");
    }
    let (line, said) = refused(&format!("{}\n", vec!["a"; MOST_COLUMNS + 1].join(",")));
    assert!(line == Some(1) && said.contains("at most 1000"), "{said}");
    let latin = read(b"t_ms,V_mV\n0,-70\n1,\xb5\n", &Progress::default()).unwrap_err();
    assert_eq!(latin.line, Some(3));
    let progress = Progress::default();
    progress.cancel();
    assert!(Text::english().say(&read(b"1\n2\n", &progress).unwrap_err().message()).contains("cancelled"));
}

/// The limit on samples is the table's, whatever its length in bytes.
#[test]
fn too_many_samples_are_refused() {
    if !is_long() {
        return;
    }
    let rows = bouton::recording::MOST_SAMPLES / 5 + 1;
    let text: String = (0..rows).map(|row| format!("{row} 1 2 3 4 5\n")).collect();
    let (line, said) = refused(&text);
    assert!(line == Some(rows) && said.contains("10000000"), "{line:?} {said}");
}

/// An array in NumPy's format.
fn npy(kind: &str, shape: &str, data: &[u8]) -> Vec<u8> {
    let header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}");
    let filled = (10 + header.len() + 1).next_multiple_of(64) - 11;
    let header = format!("{header:filled$}\n");
    [b"\x93NUMPY\x01\x00", &(header.len() as u16).to_le_bytes()[..], header.as_bytes(), data].concat()
}

/// An archive of arrays, packed or not, as `np.savez` and `np.savez_compressed` write it: lengths stand in the directory.
fn npz(arrays: &[(&str, Vec<u8>)], is_packed: bool) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, plain) in arrays {
        let name = format!("{name}.npy");
        let data = if is_packed {
            let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(plain).unwrap();
            encoder.finish().unwrap()
        } else {
            plain.clone()
        };
        let place = bytes.len() as u32;
        let method: [u8; 2] = if is_packed { [8, 0] } else { [0, 0] };
        let common = |lengths: [u32; 2]| {
            let lengths = lengths.map(u32::to_le_bytes).concat();
            [&[20, 0, 0, 0], &method[..], &[0; 8], &lengths, &(name.len() as u16).to_le_bytes(), &[0, 0]]
                .concat()
        };
        bytes.extend([b"PK\x03\x04", &common([u32::MAX; 2])[..], name.as_bytes(), &data].concat());
        let lengths = [data.len() as u32, plain.len() as u32];
        let head =
            [b"PK\x01\x02\x14\x00", &common(lengths)[..], &[0; 10], &place.to_le_bytes(), name.as_bytes()];
        directory.extend(head.concat());
    }
    let count = (arrays.len() as u16).to_le_bytes();
    let (length, place) = ((directory.len() as u32).to_le_bytes(), (bytes.len() as u32).to_le_bytes());
    [&bytes[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &length, &place, &[0, 0]].concat()
}

fn doubles(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|own| own.to_le_bytes()).collect()
}

#[test]
fn archives_of_arrays_are_read() {
    let t = npy("<f8", "(3,)", &doubles(&[0.0, 0.1, 0.2]));
    let i: Vec<u8> = [-1.5_f32, 2.0, 4.0].iter().flat_map(|own| own.to_be_bytes()).collect();
    let whole: Vec<u8> = [1_i16, -2, 3, -4, 5, -6].iter().flat_map(|own| own.to_le_bytes()).collect();
    let arrays =
        [("t_ms", t.clone()), ("I_pA", npy(">f4", "(3,)", &i)), ("V_mV", npy("<i2", "(3, 2)", &whole))];
    for is_packed in [false, true] {
        let found = read(&npz(&arrays, is_packed), &Progress::default()).unwrap().table.unwrap();
        let names: Vec<&str> = found.columns.iter().map(|own| own.name.as_str()).collect();
        assert_eq!((names, found.time_unit), (vec!["I", "V 0", "V 1"], Some(TimeUnit::Ms)));
        assert_eq!(found.columns[0].values, [-1.5, 2.0, 4.0]);
        assert_eq!(
            (&found.columns[1].values[..], &found.columns[2].values[..]),
            (&[1.0, 3.0, 5.0][..], &[-2.0, -4.0, -6.0][..])
        );
    }
    let senders: Vec<u8> = [7_i64, 9, 7].iter().flat_map(|own| own.to_le_bytes()).collect();
    let spikes = [
        ("senders", npy("<i8", "(3,)", &senders)),
        ("times", npy("<f8", "(3,)", &doubles(&[1.0, 1.0, 4.0]))),
    ];
    let spikes = read(&npz(&spikes, true), &Progress::default()).unwrap().spikes.unwrap();
    assert_eq!((spikes.sources, spikes.spikes.len()), (vec!["7".to_owned(), "9".to_owned()], 3));
    let said = |arrays: &[(&str, Vec<u8>)]| {
        let fault = read(&npz(arrays, false), &Progress::default()).unwrap_err();
        Text::english().say(&fault.message())
    };
    assert!(said(&[("V_mV", t.clone())]).contains("no column of times among V_mV"));
    assert!(
        said(&[("t_ms", t.clone()), ("V", npy("<f8", "(2,)", &doubles(&[1.0, 2.0])))])
            .contains("V has 2 numbers")
    );
    assert!(said(&[("t_ms", t.clone()), ("V", npy("<c16", "(3,)", &[0; 48]))]).contains("<c16"));
    assert!(said(&[("t_ms", npy("<f8", "(300,)", &[0; 8]))]).contains("damaged"));
}

/// What Bouton exports reads back: samples and spikes.
#[test]
fn own_exports_are_recordings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.npz");
    let asked =
        ["export", "ampa", "--duration", "60", "--fire", "1@5,10,15,20", "--npz", path.to_str().unwrap()];
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_bouton")).args(asked).arg("--quiet").status();
    assert!(status.unwrap().success());
    let recording = read(&std::fs::read(&path).unwrap(), &Progress::default()).unwrap();
    let table = recording.table.unwrap();
    let names: Vec<&str> = table.columns.iter().map(|own| own.name.as_str()).collect();
    assert_eq!((names, table.times.len()), (vec!["V_0", "g_1-0"], 601));
    let spikes = recording.spikes.unwrap();
    assert_eq!(
        (&spikes.sources[0][..], spikes.trains_ms(TimeUnit::Ms)[0].len()),
        ("1:0", 4),
        "{:?}",
        spikes.sources
    );
}

/// A megabyte that unpacks to a gigabyte is refused by what its directory says, and one whose directory lies when it gets longer.
#[test]
fn a_bomb_is_refused_at_once() {
    let zeros = npy("<f8", "(8388608,)", &vec![0; 64 << 20]);
    let arrays: Vec<(&str, Vec<u8>)> =
        ["a", "b", "c", "d", "t_ms"].iter().map(|name| (*name, zeros.clone())).collect();
    let bomb = npz(&arrays, true);
    let started = Instant::now();
    let fault = read(&bomb, &Progress::default()).unwrap_err();
    assert!(Text::english().say(&fault.message()).contains("256 MiB"), "{fault:?}");
    println!("{} bytes refused in {:.1?}", bomb.len(), started.elapsed());
    assert!(started.elapsed() < Duration::from_secs(1));
    // The directory says that the array is 100 bytes long.
    let mut liar = npz(&[("t_ms", zeros)], true);
    let place = liar.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    liar[place + 24..place + 28].copy_from_slice(&100_u32.to_le_bytes());
    let started = Instant::now();
    assert!(
        Text::english().say(&read(&liar, &Progress::default()).unwrap_err().message()).contains("damaged")
    );
    assert!(started.elapsed() < Duration::from_secs(1));
}

/// Changed, cut and doubled bytes: a recording whose times are in order, or a fault with words; never a panic.
#[test]
fn changed_files_are_refused_or_right() {
    let t = doubles(&(0..40).map(f64::from).collect::<Vec<_>>());
    let arrays = [
        ("t_ms", npy("<f8", "(40,)", &t)),
        ("V_mV", npy("<f8", "(20, 2)", &t)),
        ("populations", npy("<U2", "(3,)", &[65; 24])),
    ];
    let rows = (0..30).map(|row| format!("{row}.5;{},25;3\n", row * 3)).collect::<String>();
    let files: Vec<Vec<u8>> = vec![
        format!("Zeit (ms);V (mV);x\n{rows}").into_bytes(),
        b"sender\ttime_ms\tV_m\n1\t1.0\t-70\n2\t1.0\t-65\n1\t2.0\t-69\n".to_vec(),
        b"t_ms,population,neuron\n1.5,exc,3\n2.5,inh,3\n".to_vec(),
        b"1.5\n2.5\n10\n".to_vec(),
        npz(&arrays[..1], false),
        npz(&arrays, true),
        npz(&arrays, false),
    ];
    let count = if is_long() { 200_000 } else { 2000 };
    let (mut right, started) = (0, Instant::now());
    for seed in 0..count {
        let mut random = Stream::new(seed, StreamKind::Stimulus, 12);
        let mut bytes = files[seed as usize % files.len()].clone();
        for _ in 0..=random.below(3) {
            crate::carriers::change(&mut bytes, &mut random);
            if bytes.is_empty() {
                bytes.push(b'1');
            }
        }
        let found = std::panic::catch_unwind(|| read(&bytes, &Progress::default()));
        match found.unwrap_or_else(|_| panic!("a panic at change {seed}")) {
            Ok(recording) => {
                right += 1;
                if let Some(table) = recording.table {
                    let is_ordered = table.times.is_sorted_by(|one, other| one < other);
                    assert!(is_ordered || table.against == Against::Interval, "change {seed}");
                    assert!(table.columns.iter().all(|own| own.values.len() == table.times.len()));
                }
                if let Some(spikes) = recording.spikes {
                    assert!(
                        spikes
                            .spikes
                            .iter()
                            .all(|own| (own.0 as usize) < spikes.sources.len() && own.1.is_finite())
                    );
                }
            }
            Err(fault) => {
                let said = Text::english().say(&fault.message());
                assert!(said.len() < 1500 && !said.contains("{$") && !said.contains("recording-"), "{said}");
            }
        }
    }
    println!("{count} changed files, {right} read, in {:.1?}", started.elapsed());
    assert!(0 < right && right < count);
}
