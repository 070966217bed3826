//! Figures as pictures, and parameters that are set while a run goes on.

use super::{bare, ok, refused, run, spike_times};

/// A PNG has the size, the dots per inch and the run that were asked for, and shows the lines that the SVG has.
#[test]
fn a_picture_of_a_figure_is_as_large_as_asked_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let asked = ["export", "ampa", "--duration", "60", "--fire", "1@10,20,30", "--quiet"];
    for (dpi, width, pixels) in [("300", "85", 1004_u32), ("600", "174", 4110), ("72", "25.4", 72)] {
        let (png, svg) = (at("a.png"), at("a.svg"));
        let files = ["--png", &png, "--svg", &svg, "--dpi", dpi, "--width", width];
        ok(&[&asked[..], &files, &["--force"]].concat());
        let bytes = std::fs::read(&png).unwrap();
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        let height_mm = std::fs::read_to_string(&svg).unwrap();
        let height_mm = height_mm.split("height=\"").nth(1).unwrap().split("mm").next().unwrap();
        let dpi: f64 = dpi.parse().unwrap();
        let height = (height_mm.parse::<f64>().unwrap() * dpi / 25.4).round();
        assert_eq!((side(16), f64::from(side(20))), (pixels, height));
        let phys = bytes.windows(4).position(|four| four == b"pHYs").unwrap();
        assert_eq!(f64::from(side(phys + 4)), (dpi / 0.0254).round(), "dots per metre");
        let hash = |path: &str| ok(&["replay", path, "--hash", "--quiet"]);
        assert_eq!(hash(&png), hash(&svg));
    }
    // The same command gives the same bytes.
    let (one, other) = (at("one.png"), at("other.png"));
    let pixels = |path: &str| {
        ok(&[&asked[..], &["--png", path]].concat());
        let reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap()));
        let mut reader = reader.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        pixels
    };
    let drawn = pixels(&one);
    assert!(drawn == pixels(&other));
    // Lines in the colours of the figure, and shades of them where an edge crosses a pixel.
    let count = |colour: [u8; 3]| drawn.chunks(3).filter(|pixel| *pixel == colour).count();
    assert!(200 < count([0, 0x72, 0xb2]) && 1000 < count([0; 3]));
    let shades = drawn.chunks(3).filter(|pixel| pixel[0] == pixel[1] && !matches!(pixel[0], 0 | 255)).count();
    assert!(500 < shades, "{shades} pixels of letters and axes are grey");
}

#[test]
fn pictures_that_are_too_large_are_refused_with_the_limit() {
    let asked = ["export", "ampa", "--duration", "10", "--png", "/dev/null"];
    let said = refused(&[&asked[..], &["--width", "2000", "--dpi", "1200"]].concat(), &["64 million"]);
    assert!(said.contains("million pixels"), "{said}");
    for dpi in ["35", "1201", "-3", "x", "nan"] {
        let output = run(&[&asked[..], &["--dpi", dpi]].concat());
        assert!(output.code() == 2 && output.err.contains("from 36 to 1200"), "{dpi}: {}", output.err);
    }
    let output = run(&["export", "ampa", "--duration", "10", "--csv", "-", "--dpi", "300"]);
    assert_eq!(output.code(), 0, "{}", output.err);
}

/// What is set from a time on acts from there on and not before, and several changes add up.
#[test]
fn a_parameter_is_set_while_a_run_goes_on() {
    let path = "populations.0.I_app_pA";
    let run_of = |sets: &[&str]| {
        let sets: Vec<&str> = sets.iter().flat_map(|set| ["--set", set]).collect();
        ok(&[&["run", "ampa", "--duration", "400", "--spikes", "-", "--quiet"][..], &sets].concat())
    };
    let quiet = run_of(&[]);
    assert_eq!(spike_times(&quiet, "0").len(), 0);
    let from_start = spike_times(&run_of(&[&format!("{path}=500")]), "0");
    let later = spike_times(&run_of(&[&format!("{path}=500@100")]), "0");
    assert!(2 < later.len() && later.iter().all(|time| 100.0 < *time));
    // A neuron at rest knows no time.
    let moved: Vec<f64> = from_start.iter().map(|time| time + 100.0).filter(|time| *time <= 400.0).collect();
    assert_eq!(moved.len(), later.len());
    assert!(moved.iter().zip(&later).all(|(one, other)| (one - other).abs() < 1e-6));
    let between = [&format!("{path}=500@100")[..], &format!("{path}=0@200")];
    let between = spike_times(&run_of(&between), "0");
    let expected: Vec<f64> = later.iter().copied().filter(|time| *time <= 200.0).collect();
    assert_eq!(between, expected);
    // The order on the command line does not matter, and a file carries the changes.
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("a.csv").to_str().unwrap().to_owned();
    let sets = [format!("{path}=0@200"), format!("{path}=500@100")];
    ok(&[
        "run",
        "ampa",
        "--duration",
        "400",
        "--spikes",
        &csv,
        "--set",
        &sets[0],
        "--set",
        &sets[1],
        "--quiet",
    ]);
    assert_eq!(bare(&std::fs::read_to_string(&csv).unwrap()).lines().count(), between.len() + 1);
    let again = ok(&["run", &csv, "--spikes", "-", "--quiet"]);
    assert_eq!(bare(&again), bare(&std::fs::read_to_string(&csv).unwrap()));
}

#[test]
fn a_wrong_time_of_a_change_is_said() {
    let set = |sets: &[&str], parts: &[&str]| {
        let sets: Vec<&str> = sets.iter().flat_map(|set| ["--set", set]).collect();
        refused(&[&["run", "ampa", "--duration", "100"][..], &sets].concat(), parts);
    };
    set(&["populations.0.I_app_pA=500@200"], &["200 ms comes after the end of the run at 100 ms"]);
    set(&["populations.0.I_app_pA=500@10.05"], &["ends inside a step of 0.1 ms"]);
    set(&["run.seed=5@10"], &["holds for the whole run"]);
    set(&["populations.0.I_app_pA=1@10", "populations.0.I_app_pA=2@10"], &["is set twice"]);
    set(&["populations.0.V_th_mV=-90@10"], &["at 10 ms", "populations.0"]);
    set(&["populations.0.nothing=1@10"], &["nothing"]);
    set(&["populations.0.I_app_pA=x@10"], &["I_app_pA"]);
    set(&["populations.0.I_app_pA=5@-3"], &["I_app_pA"]);
}

/// On a logarithmic axis with locked limits, a conductance that decays with 5 ms is a straight line of the right slope.
#[test]
fn an_exponential_is_a_straight_line_in_a_figure_with_a_logarithmic_axis() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let text = bouton::preset::library::find("ampa").unwrap().text;
    assert!(text.contains("(id: 5, "));
    let (file, svg) = (at("log.ron"), at("log.svg"));
    // How far the line falls within 35 ms of a decay with τ [ms], on an axis from 10^low to 10^high.
    let fall = |(low, high): (i32, i32), tau_ms: f64| {
        let limits = (10.0_f64.powi(low), 10.0_f64.powi(high));
        let axis = format!("(id: 5, axis: (log: true, locked: Some({limits:?})), ");
        std::fs::write(&file, text.replace("(id: 5, ", &axis)).unwrap();
        let tau = format!("projections.1-0.receptors.ampa.kinetics.tau_ms={tau_ms}");
        let asked = ["export", &file, "--duration", "45", "--fire", "1@10", "--set", &tau, "--plot", "2"];
        ok(&[&asked[..], &["--svg", &svg, "--quiet", "--force"]].concat());
        let drawn = std::fs::read_to_string(&svg).unwrap();
        let lines = drawn.split("<polyline points=\"").skip(1).map(|rest| {
            let points = rest.split('"').next().unwrap().split(' ');
            let point = |own: &str| {
                let (x, y) = own.split_once(',').unwrap();
                (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap())
            };
            points.map(point).collect::<Vec<(f64, f64)>>()
        });
        let line = lines.max_by_key(Vec::len).unwrap();
        // Behind the jump.
        let top = line.iter().map(|own| own.1).fold(f64::MAX, f64::min);
        let first = line.iter().position(|own| own.1 == top).unwrap();
        let decay = &line[first..];
        let (start, end) = (decay[0], decay[decay.len() - 1]);
        assert!(50 < decay.len() && 2.0 < end.1 - start.1, "{decay:?}");
        for (x, y) in decay {
            let expected = start.1 + (end.1 - start.1) * (x - start.0) / (end.0 - start.0);
            assert!((y - expected).abs() < 0.02, "{x} {y} {expected}");
        }
        end.1 - start.1
    };
    // Twice the time constant falls half as far, and on seven decades in the same room every decade has five sevenths of it.
    let usual = fall((-3, 2), 5.0);
    for (other, part) in [(fall((-3, 2), 10.0), 0.5), (fall((-4, 3), 5.0), 5.0 / 7.0)] {
        assert!((other / usual - part).abs() < 0.005, "{other} of {usual}, expected {part}");
    }
    // A potential has no logarithm, and the file is refused with the reason.
    std::fs::write(at("bad.ron"), text.replace("(id: 4, ", "(id: 4, axis: (log: true), ")).unwrap();
    let output = run(&["export", &at("bad.ron"), "--duration", "10", "--svg", &svg, "--force"]);
    assert!(output.code() == 2 && output.err.contains("V_0 may be negative"), "{}", output.err);
}

/// An animated picture has as many frames as time and speed ask for, ends with what a plot shows at the end, and opens again.
#[test]
fn an_animated_picture_moves_ends_where_the_run_does_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (film, last, table) = (at("a.apng"), at("last.png"), at("a.csv"));
    let asked = ["export", "ampa", "--duration", "600", "--fire", "1@10,20,450", "--quiet", "--no-caption"];
    let look = ["--plot", "1", "--dpi", "72", "--width", "60"];
    // 600 ms at 200 ms/s are 3 s; at 10 frames a second, and one at the end.
    ok(&[&asked[..], &look, &["--apng", &film, "--fps", "10", "--speed", "200"]].concat());
    let reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&film).unwrap()));
    let mut reader = reader.read_info().unwrap();
    let info = reader.info();
    let control = info.animation_control.unwrap();
    assert_eq!((control.num_frames, control.num_plays), (31, 0));
    let frame = info.frame_control.unwrap();
    assert_eq!((frame.delay_num, frame.delay_den), (1, 10));
    let mut frames: Vec<Vec<u8>> = Vec::new();
    for _ in 0..31 {
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        frames.push(pixels);
    }
    assert!(frames.windows(2).all(|two| two[0] != two[1]), "every frame shows something else");
    // The first plot shows 300 ms: the last frame is the figure of the last 300 ms.
    let end = ["--from", "300", "--png", &last];
    ok(&[&asked[..], &look, &end].concat());
    let reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&last).unwrap()));
    let mut reader = reader.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    assert!(frames[30] == pixels, "the last frame is the end of the run");
    ok(&["export", "ampa", "--duration", "600", "--fire", "1@10,20,450", "--quiet", "--csv", &table]);
    let hash = |path: &str| ok(&["replay", path, "--hash", "--quiet"]);
    assert_eq!(hash(&film), hash(&table));
    let spikes = |path: &str| spike_times(&ok(&["run", path, "--spikes", "-"]), "0");
    assert_eq!(spikes(&film), spikes(&table));
}

#[test]
fn animated_pictures_that_are_too_much_are_refused_with_the_limit() {
    let asked = ["export", "ampa", "--duration", "60000", "--apng", "/dev/null"];
    let refused = |more: &[&str], part: &str| {
        let output = run(&[&asked[..], more].concat());
        assert!(output.code() == 2 && output.err.contains(part), "{more:?}: {}", output.err);
    };
    refused(&["--speed", "100"], "12001 frames are too many");
    refused(&["--speed", "2000", "--width", "500"], "million pixels are too many");
    refused(&["--speed", "0"], "greater than 0");
    refused(&["--fps", "51"], "from 1 to 50");
    refused(&["--fps", "0"], "from 1 to 50");
    let output = run(&["export", "ampa", "--duration", "10", "--csv", "-", "--fps", "30"]);
    assert_eq!(output.code(), 2, "--fps without --apng: {}", output.err);
}
