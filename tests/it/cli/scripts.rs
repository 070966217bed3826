//! Scripts for other simulators: for every preset one or a refusal that names the mechanism, as the README says.

use std::collections::BTreeMap;

use bouton::export::script::{LONGEST_BY_STATISTICS_MS, MOST_BESIDE, MOST_SPIKES, MOST_SYNAPSES, Simulator};
use bouton::preset::{library, load};

use super::{EVERYTHING, run};

/// What the README says of each preset: for each simulator `script`, or why there is none.
fn table() -> BTreeMap<String, Vec<String>> {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let rows = readme.split("| preset | Brian2 | NEST |").nth(1).expect("a table").lines().skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    let mut table = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        for name in cells[0].split(", ") {
            let said = cells[1..].iter().map(|cell| (*cell).to_owned()).collect();
            table.insert(name.trim_matches('`').to_owned(), said);
        }
    }
    table
}

/// The first line of what is written, or the words of the refusal.
fn outcome(name: &str, to: Simulator) -> Result<String, String> {
    let output = run(&["export", name, "--to", to.key(), "--duration", "60"]);
    match output.code() {
        0 => Ok(output.out),
        2 => Err(output.err),
        other => panic!("{name}: exit code {other}: {}", output.err),
    }
}

#[test]
fn the_table_of_scripts_in_readme_is_what_the_program_does() {
    let table = table();
    assert_eq!(table.len(), library::PRESETS.len(), "{:?}", table.keys());
    let mut n_scripts = [0, 0];
    for preset in library::PRESETS {
        for (place, to) in Simulator::ALL.into_iter().enumerate() {
            let said = &table[preset.name][place];
            match outcome(preset.name, to) {
                Ok(script) => {
                    assert_eq!(said, "script", "{}", preset.name);
                    n_scripts[place] += 1;
                    check_script(preset.name, &script);
                }
                Err(reason) => {
                    assert!(
                        reason.starts_with(&format!("{}: no script for {}: ", preset.name, to.name()))
                            && reason.contains(said.as_str())
                            && said.contains(' '),
                        "{}: {said}: {reason}",
                        preset.name
                    );
                }
            }
        }
    }
    println!("scripts: {n_scripts:?}");
    assert!(30 < n_scripts[0] && 8 < n_scripts[1], "{n_scripts:?}");
}

/// At most 150 lines besides values, no unit left out, nothing of this machine.
fn check_script(name: &str, script: &str) {
    assert!(script.starts_with("# Bouton "), "{name}");
    let is_value = |line: &&str| {
        let first = line.trim_start().trim_start_matches('-').chars().next();
        first.is_some_and(|c| c.is_ascii_digit() || c == ']')
    };
    let lines = script.lines().filter(|line| !line.is_empty() && !is_value(line)).count();
    assert!(lines <= 150, "{name}: {lines} lines");
    let criterion =
        if name == "vogels-abbott" { "statistics of a random network: " } else { "courses: |dV| " };
    assert!(
        script.contains(&format!("criterion = \"{criterion}"))
            && script.contains("print(f\"criterion: {criterion}\")")
            && script.ends_with("sys.exit(0 if ok else 1)\n"),
        "{name}"
    );
    assert_eq!(script.matches("'''").count() % 2, 0, "{name}");
}

#[test]
fn a_script_holds_what_bouton_computes() {
    let args = ["export", "ampa", "--to", "brian2", "--fire", super::FIRE, "--duration", "120"];
    let script = run(&args).out;
    let times = script.split("t_0 = np.array([").nth(1).unwrap().split(']').next().unwrap();
    let times: Vec<f64> = times.split(',').filter_map(|time| time.trim().parse().ok()).collect();
    assert_eq!(times.len(), super::SPIKES_MS.len());
    for (time, expected) in times.iter().zip(super::SPIKES_MS) {
        assert!((time - expected).abs() < 0.01, "{time} {expected}");
    }
    let other = run(&[&args[..], &["--set", "projections.1-0.receptors.ampa.g_max_nS=3"]].concat()).out;
    assert!(other.contains("3*nS") && other.contains("t_0 = i_0 = np.array([])"), "{other}");
}

#[test]
fn what_a_script_cannot_hold_is_refused_with_what_can() {
    for (args, part) in [
        (&["ampa", "--fire", "0@10"][..], "only sources of spikes"),
        (&["ampa", "--fire", "1@0"][..], "fires before 0.1 ms"),
        (&["ampa", "--duration", "1000001"][..], "at most 1000000 ms"),
        (&["ampa", "--duration", "10.03"][..], "--duration"),
        (&["ampa", "--set", "projections.1-0.delay_ms=0.05"][..], "no multiple of the step"),
        (&["stdp-song-2000", "--duration", "2000"][..], "--duration 4"),
        (&["exponential-decay"][..], "bouton run"),
        (&["kinetics", "--set", "projections.1-pulse.release.P0=0.5"][..], "release sites"),
    ] {
        let output = run(&[&["export"][..], args, &["--to", "brian2"]].concat());
        assert_eq!(output.code(), 2, "{args:?}: {}", output.err);
        assert!(output.err.contains(part) && output.out.is_empty(), "{args:?}: {}", output.err);
    }
    assert_eq!((MOST_SPIKES, MOST_SYNAPSES, MOST_BESIDE), (5000, 5000, 1_000_000));
    assert_eq!(LONGEST_BY_STATISTICS_MS, 1e6);
    let output = run(&["export", EVERYTHING, "--to", "nest"]);
    assert_eq!(output.code(), 2, "{}", output.err);
    assert!(output.err.contains("Square-wave current"), "{}", output.err);
}

/// Spikes between steps are moved to steps, in what Bouton computes, too; and the script says so.
#[test]
fn spikes_between_steps_are_moved_and_said_to_be() {
    let moved = |fire: &str| run(&["export", "ampa", "--to", "brian2", "--fire", fire]).out;
    assert!(moved("1@10.03,20.07").contains("were moved"), "off the grid");
    assert!(!moved("1@10,20.1").contains("were moved"), "on the grid");
    let values = |text: &str| {
        text.split("# V [mV]").nth(1).unwrap().split("# Spikes inside").next().unwrap().to_owned()
    };
    assert_eq!(values(&moved("1@10.03,20.07")), values(&moved("1@10,20.1")));
}

/// A name is no code.
#[test]
fn names_cannot_end_a_line_or_a_text() {
    let text =
        library::find("ampa").unwrap().text.replace("\"1\"", "\"Δ ''' x\"").replace("\"0\"", "\"pre\"");
    let preset = load::parse(text.replace("V_0", "V_pre").as_bytes());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    std::fs::write(&path, text.replace("V_0", "V_pre")).unwrap();
    let output = run(&["export", path.to_str().unwrap(), "--to", "brian2"]);
    assert!(preset.is_ok() && output.code() == 0, "{}", output.err);
    check_script("names", &output.out);
}

/// Runs that are never alike are compared with ten seeds.
#[test]
fn noise_large_networks_and_long_runs_are_compared_by_statistics() {
    let figures = |script: &str, name: &str| {
        let line =
            script.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {script}"));
        let numbers = line.split('=').nth(1).unwrap().replace(['(', ')'], "");
        numbers.split(',').filter_map(|number| number.trim().parse::<f64>().ok()).collect::<Vec<f64>>()
    };
    // Some 20 Hz, and seeds differ by more in so short a run.
    let network = run(&["export", "vogels-abbott", "--to", "brian2", "--duration", "300"]);
    assert_eq!(network.code(), 0, "{}", network.err);
    let found = figures(&network.out, "rate_E, cv_E");
    assert!((5.0..40.0).contains(&found[0]) && 0.0 < found[1] && found[1] < 12.0, "{found:?}");
    assert!((0.05..0.6).contains(&found[3]), "{found:?}");
    assert!(network.out.contains("connect(condition=\"i != j\", p=0.02)"));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("noisy.ron");
    let text = library::find("numerics").unwrap().text;
    // The first population is the source.
    let noise = |place: usize| match place {
        0 => String::new(),
        1 => "stimuli: []".to_owned(),
        _ => format!("stimuli: [(id: {}, kind: Noise((sigma_V_mV: 6.0, tau_ms: 5.0)))]", 90 + place),
    };
    let parts = text.split("stimuli: []").enumerate();
    let noisy: String = parts.map(|(place, part)| noise(place) + part).collect();
    assert_ne!(noisy, text);
    std::fs::write(&path, noisy).unwrap();
    let noisy = run(&["export", path.to_str().unwrap(), "--to", "brian2"]);
    assert_eq!(noisy.code(), 0, "{}", noisy.err);
    assert!(noisy.out.contains("criterion = \"statistics under noise: ") && noisy.out.contains("randn()"));

    let long = run(&["export", "ampa", "--to", "brian2", "--duration", "20000.1"]);
    assert!(long.out.contains("criterion = \"statistics of a long run: "), "{}", long.err);
}

/// Scripts of rules compare weights: for NEST those that spikes moved to steps give, which are not quite those of the run.
#[test]
fn scripts_compare_weights() {
    let ends = |script: &str, name: &str| -> Vec<f64> {
        let list = script.split(&format!("{name} = np.array([")).nth(1).unwrap_or_else(|| panic!("{script}"));
        let list = list.split(']').next().unwrap();
        list.split(',').filter_map(|number| number.trim().parse().ok()).collect()
    };
    for (preset, own, pairs) in [("stdp-window", "pre_post", 5.0), ("triplet-frequency", "plastic", 49.0)] {
        let [brian2, nest] = ["brian2", "nest"].map(|to| run(&["export", preset, "--to", to]).out);
        let (run, moved) = (ends(&brian2, &format!("w_{own}")), ends(&nest, &format!("end_{own}")));
        assert_eq!((run.len(), moved.len()), (1, 1), "{preset}");
        let off = (run[0] - moved[0]).abs();
        // A step of 0.01 ms of some 20 ms, of changes of half a per cent.
        assert!(0.0 < off && off < pairs * 0.01 * 0.01 / 16.0, "{preset}: {run:?} {moved:?}");
        assert!(nest.contains(&format!("{own}: largest |Δw| on given trains")) && nest.contains("1e-9)"));
    }
    let static_one = run(&["export", "spatial-summation", "--to", "nest"]).out;
    assert!(!static_one.contains("found(") && !static_one.contains("rule_"), "{static_one}");
    // Statistics of weights: the mean, and how many are weak and strong.
    let long = run(&["export", "stdp-window", "--to", "nest", "--duration", "21000", "--dt", "0.5"]);
    assert!(long.out.contains("weights(\"pre_post\", found(pop_pre, pop_post, "), "{}", long.err);
    assert!(long.out.contains("bands_pre_post = ("), "{}", long.out);
}

/// More spikes of sources than a script lists stand in a file beside it.
#[test]
fn many_spikes_stand_in_a_file_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("song.py");
    let args = ["export", "stdp-song-2000", "--to", "brian2", "--duration", "1000"];
    let output = run(&[&args[..], &["-o", path.to_str().unwrap()]].concat());
    assert_eq!(output.code(), 0, "{}", output.err);
    let script = std::fs::read_to_string(&path).unwrap();
    assert!(script.contains("with_name(\"song.spikes.txt\")"));
    let beside = std::fs::read_to_string(folder.path().join("song.spikes.txt")).unwrap();
    let lines = beside.lines().filter(|line| !line.starts_with('#')).count();
    // 1000 inputs and 200 inhibitory ones at 10 Hz for a second.
    assert!((11_000..13_000).contains(&lines), "{lines}");
    // It is Bouton's own, and is written again without a question.
    let again = run(&[&args[..], &["-o", path.to_str().unwrap()]].concat());
    assert_eq!(again.code(), 0, "{}", again.err);
    std::fs::write(folder.path().join("song.spikes.txt"), "mine").unwrap();
    let refused = run(&[&args[..], &["-o", path.to_str().unwrap()]].concat());
    assert_eq!(refused.code(), 2, "{}", refused.err);
    assert_eq!(std::fs::read_to_string(folder.path().join("song.spikes.txt")).unwrap(), "mine");
}
