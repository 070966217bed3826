//! Every number in README and in the help of the command line is held: it is what the program says, or the test fails. What is
//! shown there as a command is read by the command line, and the sample of a lesson is read and played.

use std::path::Path;

use bouton::cli::Cli;
use bouton::engine::{MANY_NEURONS, PAIRS};
use bouton::export::{animation, script};
use bouton::fit::USUAL_STARTS;
use bouton::lesson::{self, library as lessons};
use bouton::measure::{LEAST_R_SQUARED, MOST_SWEEPS, RISE};
use bouton::message::MAX_TEXT_BYTES;
use bouton::number::parse;
use bouton::preset::carrier::MOST_FILE;
use bouton::preset::{MOST_NOTE_BYTES, MOST_NOTES};
use bouton::range::{MOST_POINTS, MOST_STEPS, MOST_VALUES};
use bouton::sim::{MOST_WATCHED, SENSE_MV};
use bouton::units::Unit;
use clap::{CommandFactory as _, Parser as _};

use super::reckon;

/// Words with a number, and whether they are true.
type Fact = (String, bool);

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// Lines of code, without their indentation; or all others but the rows of the table of keys.
fn lines(text: &str, are_code: bool) -> Vec<&str> {
    let mut is_key = false;
    let mut found = Vec::new();
    for line in text.lines() {
        is_key = line.starts_with("| key |") || (is_key && line.starts_with('|'));
        match line.strip_prefix("    ") {
            Some(code) if are_code => found.push(code),
            None if !are_code && !is_key => found.push(line),
            _ => {}
        }
    }
    found
}

fn joined(lines: &[&str]) -> String {
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where numbers begin that are no part of a name [bytes].
fn numbers(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut before, mut last) = (' ', ' ');
    for (at, letter) in text.char_indices() {
        let goes_on = before.is_alphanumeric() || matches!(before, '_' | '-' | '⁰'..='⁹');
        let is_decimal = matches!(before, '.' | ',') && last.is_ascii_digit();
        if letter.is_ascii_digit() && !goes_on && !is_decimal {
            found.push(at);
        }
        (last, before) = (before, letter);
    }
    found
}

/// What is wrong: facts that do not hold or are not stated, and numbers that no fact states.
fn faults(text: &str, facts: &[Fact]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut held = vec![false; text.len()];
    for (words, holds) in facts {
        if !holds {
            faults.push(format!("“{words}” does not hold"));
        }
        if !text.contains(words) {
            faults.push(format!("“{words}” is not stated"));
        }
        for (at, _) in text.match_indices(words.as_str()) {
            held[at..at + words.len()].fill(true);
        }
    }
    for at in numbers(text).into_iter().filter(|at| !held[*at]) {
        let start = text[..at].char_indices().rev().nth(30).map_or(0, |(start, _)| start);
        let end = text[at..].char_indices().nth(20).map_or(text.len(), |(end, _)| at + end);
        faults.push(format!("nothing holds the number in “…{}…”", &text[start..end]));
    }
    faults
}

/// Neurons of a population of a preset.
fn neurons(preset: &str, population: &str) -> usize {
    let preset = reckon::preset(preset).unwrap();
    let all = preset.network().populations().iter();
    all.filter(|own| own.name == population).map(|own| own.n as usize).sum()
}

/// A number up to ninety-nine in words, as far as they are needed.
fn in_words(n: usize) -> String {
    const WORDS: [(usize, &str); 6] = [
        (18, "eighteen"),
        (19, "nineteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (22, "twenty-two"),
        (23, "twenty-three"),
    ];
    WORDS.iter().find(|(own, _)| *own == n).map_or_else(|| n.to_string(), |(_, word)| (*word).to_owned())
}

/// A number with its digits in groups.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let (head, tail) = digits.split_at(digits.len().saturating_sub(3));
    if head.len() < 2 { digits } else { format!("{head} {tail}") }
}

fn rust_version() -> String {
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
    line.trim_matches('"').to_owned()
}

fn facts_of_readme() -> Vec<Fact> {
    let is_ms = |typed: &str, value: f64| parse(typed, Unit::Ms).is_ok_and(|own| (own - value).abs() < 1e-12);
    let reads = is_ms("5,0", 5.0) && is_ms("5e-3", 0.005) && is_ms("5 ms", 5.0) && is_ms("0.005 s", 5.0);
    vec![
        (format!("the Rust toolchain ({} or later)", rust_version()), true),
        ("Type `5,0`, `5e-3`, `5 ms` or `0.005 s`.".to_owned(), reads),
        ("What cannot be taken, such as `1,000`".to_owned(), parse("1,000", Unit::Ms).is_err()),
        ("Δt, 1/Δt, difference".to_owned(), true),
        (format!("rise from {:.0} to {:.0} %", 100.0 * RISE.0, 100.0 * RISE.1), true),
        (format!("below R² {LEAST_R_SQUARED} it says"), true),
        (format!("The last sweeps, {MOST_SWEEPS} at most"), true),
        (format!("in {} lessons", in_words(lessons::LESSONS.len())), true),
        ("--set \"populations.Purkinje cell.I_app_pA=180\"".to_owned(), true),
        (format!("has led beyond {SENSE_MV} mV"), true),
        // The codes of processes are held in `cli` and `cli::ending`.
        ("| 0 | done |".to_owned(), true),
        ("| 1 | a run failed".to_owned(), true),
        ("| 2 | nothing was run".to_owned(), true),
        (format!("| {}, {} | ended by Ctrl+C, by SIGTERM |", 128 + 2, 128 + 15), true),
        (
            format!(
                "and {} of them",
                ["E", "I"].map(|name| neurons("vogels-abbott", name)).iter().sum::<usize>()
            ),
            true,
        ),
        (format!("{} synapses compete", neurons("stdp-song-2000", "exc")), true),
        ("(Song, Miller & Abbott 2000)".to_owned(), true),
        ("`stdp-song-2000`".to_owned(), true),
        ("`BOUTON_LONG=1".to_owned(), true),
        (format!("A text has at most {} KiB", MAX_TEXT_BYTES >> 10), true),
        (format!("a list at most {} entries", lesson::MAX_ENTRIES), true),
        (format!("fires at most {} times", grouped(lesson::MAX_TIMES)), true),
        (format!("Over {PAIRS} pairs of seeds"), true),
        ("B − A has its 95 % interval".to_owned(), true),
        (format!("Each of at most {MOST_VALUES} values has a run of its own"), true),
        ("of at most 2 000 000 steps".to_owned(), MOST_STEPS == 2_000_000),
        (format!("last range {MOST_POINTS} points of each trace are kept"), true),
        (format!("at most {MOST_NOTES} notes of {} KiB", MOST_NOTE_BYTES >> 10), true),
        ("A fit begins from eight starting points".to_owned(), USUAL_STARTS == 8),
        (format!("for a network of {MANY_NEURONS} neurons or more"), true),
        (format!("Files up to {} MiB open again", MOST_FILE >> 20), true),
        (
            "85, 114, 174 or any number of millimetres".to_owned(),
            [85, 114, 174].iter().all(|mm| is_width(*mm)) && !is_width(5),
        ),
        (format!("It has at most {} frames", animation::MOST_FRAMES), true),
        // What a script holds is held in `cli::scripts`, and by the scripts themselves.
        ("|ΔV| at most 1e-3 mV".to_owned(), true),
        ("on given trains within 1e-9".to_owned(), true),
        (format!("more than {} spikes of sources", script::MOST_SPIKES), true),
        ("more than 20 neurons".to_owned(), true),
        (format!("there are {} synapses or more", script::MOST_SYNAPSES), true),
        (format!("run*, over {} s: ", script::LONGEST_MS / 1e3), true),
        ("CV within 0.05,".to_owned(), true),
        ("- `scale = 1000`".to_owned(), true),
        ("- `nest.total_num_virtual_procs = 128`".to_owned(), true),
        ("(`nest-simulator=3.10=mpi_openmpi*`)".to_owned(), true),
        (
            "takes NEST about 57 bytes, and a thousand times this network has 320 million of them".to_owned(),
            {
                // A neuron has 2 % of 4000 others in front of it, and there are 4000 thousand of them.
                let n = ["E", "I"].map(|name| neurons("vogels-abbott", name)).iter().sum::<usize>();
                n * 1000 * n / 50 == 320_000_000
            },
        ),
        ("(`.nfy`, file formats 3 and 4)".to_owned(), true),
        ("at ±500 mV, whose current".to_owned(), true),
        // Held in `cli::replay`.
        ("ends otherwise, the exit code is 1.".to_owned(), true),
        ("at most 10⁹ steps".to_owned(), lesson::MAX_WORK == 10_u64.pow(9)),
    ]
}

/// Whether a drawing may be so many millimetres wide.
fn is_width(mm: u32) -> bool {
    Cli::try_parse_from(words_of(&format!("bouton export ampa --svg a.svg --width {mm}"))).is_ok()
}

#[test]
fn every_number_in_readme_is_held() {
    let found = faults(&joined(&lines(&readme(), false)), &facts_of_readme());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn numbers_that_nothing_holds_are_found() {
    let held = [("at most 60 words".to_owned(), true)];
    assert!(faults("at most 60 words in `libgl1`", &held).is_empty());
    assert_eq!(faults("at most 61 words", &held).len(), 2);
    assert_eq!(faults("at most 60 words, 10⁹ steps, 0.5 mV", &held).len(), 2);
    assert_eq!(faults("at most 60 words", &[("at most 60 words".to_owned(), false)]).len(), 1);
    let text = readme().replace("10⁹ steps", "10⁸ steps").replace("4000 of them", "400 of them");
    assert_eq!(faults(&joined(&lines(&text, false)), &facts_of_readme()).len(), 4);
}

/// The words of a shell command without its comment.
fn words_of(line: &str) -> Vec<String> {
    let line = line.split(" #").next().unwrap();
    line.split_whitespace().map(ToOwned::to_owned).collect()
}

#[test]
fn commands_in_readme_and_help_are_read() {
    let (readme, mut command) = (readme(), Cli::command());
    let help = command.render_long_help().to_string();
    let mut n = 0;
    for line in lines(&readme, true).into_iter().chain(help.lines().map(str::trim)) {
        if line.starts_with("bouton ") {
            let read = Cli::try_parse_from(words_of(line));
            assert!(read.is_ok(), "{line}: {}", read.unwrap_err());
            n += 1;
        }
    }
    assert!(12 <= n, "{n} commands");
    assert!(Cli::try_parse_from(words_of("bouton run ampa --duratoin 200")).is_err());
}

#[test]
fn the_lesson_in_readme_is_read_and_shows_what_it_says() {
    let readme = readme();
    let code = lines(&readme, true);
    let is_start = |place: &usize| {
        code[*place].trim() == "(" && code[*place..].iter().take(4).any(|line| line.contains("minutes:"))
    };
    let start = (0..code.len()).find(is_start).expect("a lesson");
    let end = start + code[start..].iter().position(|line| *line == ")").unwrap();
    let text = code[start..=end].join("\n");
    let lesson = lesson::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error:?}"));
    assert!(text.contains(&format!("At most {} words.", lesson::MAX_WORDS)));
    for step in &lesson.steps {
        assert!(!step.page.see.is_empty());
        for seen in lesson::play(step) {
            assert!(seen.holds, "{:?}: found {}", seen.effect, seen.found);
        }
    }
}

/// What the help of the program and of its commands says, without defaults, which come from what they are the defaults of.
fn help() -> String {
    let mut root = Cli::command();
    let mut all = root.render_long_help().to_string();
    for command in root.get_subcommands_mut() {
        all += &command.render_long_help().to_string();
    }
    let mut plain = String::new();
    for (index, part) in all.split("[default: ").enumerate() {
        plain += if index == 0 { part } else { part.split_once(']').unwrap().1 };
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_number_in_the_help_is_held() {
    let is_read = |line: &str| Cli::try_parse_from(words_of(line)).is_ok();
    let facts = [
        // Held in `cli` and `cli::replay`.
        ("(exit code 0 or 2)".to_owned(), true),
        ("brian2: Brian 2".to_owned(), true),
        (format!("at most {MOST_WATCHED} in all"), true),
        // Held in `cli::ledger`.
        ("Which run of a saved run, from 0 (default: the one".to_owned(), true),
        (
            "`projections.0.plasticity.A_plus=0.01`".to_owned(),
            is_read("bouton ledger stdp-window --set projections.0.plasticity.A_plus=0.01 --neuron 0"),
        ),
        ("(exit code 1 if it ends otherwise than it did)".to_owned(), true),
        ("Which of its runs, from 0 (default:".to_owned(), true),
        (format!("Threads for a network of {MANY_NEURONS} neurons or more (default: 1)"), true),
        (
            "--duration 200 --fire 1@10,20,30".to_owned(),
            is_read("bouton run ampa --duration 200 --fire 1@10,20,30"),
        ),
        (
            "`populations.0.I_app_pA=180`".to_owned(),
            is_read("bouton run ampa --set populations.0.I_app_pA=180"),
        ),
        (
            "`populations.0.I_app_pA=180@250`".to_owned(),
            is_read("bouton run ampa --set populations.0.I_app_pA=180@250"),
        ),
        (
            "`populations.exc.rate_Hz=10,20,40`".to_owned(),
            is_read("bouton sweep ampa --duration 100 --set populations.exc.rate_Hz=10,20,40"),
        ),
        ("from 1 (default: all of probes".to_owned(), is_read("bouton export ampa --svg a.svg --plot 1")),
        (
            "85, 114 or 174 fit the columns".to_owned(),
            [85, 114, 174].iter().all(|mm| is_width(*mm)) && !is_width(5),
        ),
        // Held in `gui::carried`.
        ("(default: 0, or that of the run that a file carries)".to_owned(), true),
        ("`V_0,g_1-0`".to_owned(), is_read("bouton run ampa --record V_0,g_1-0")),
        (
            "1..6 or 1,2,5".to_owned(),
            is_read("bouton sweep ampa --duration 100 --seeds 1..6")
                && is_read("bouton sweep ampa --duration 100 --seeds 1,2,5"),
        ),
    ];
    let found = faults(&help(), &facts);
    assert!(found.is_empty(), "{}", found.join("\n"));
}
