//! What it takes to refuse hostile files: each in a process of its own, under limits that the system keeps.

use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use bouton::preset::load;

use super::large::large_documents;
use super::{AMPA, LESSON};

/// Files near the limit of size, each of a shape that work or memory beyond the size could hide in.
fn hostile() -> Vec<(String, String)> {
    let most = usize::try_from(load::MAX_BYTES).unwrap();
    let fill = |start: &str, middle: &str, end: &str| {
        let count = (most - start.len() - end.len()) / middle.len();
        format!("{start}{}{end}", middle.repeat(count))
    };
    let x = "x".repeat(most - 4000);
    let numbered = |start: &str, end: &str, one: &dyn Fn(usize) -> String| {
        let mut text = start.to_owned();
        for index in 0.. {
            let next = one(index);
            if most < text.len() + next.len() + end.len() {
                break;
            }
            text.push_str(&next);
        }
        text + end
    };
    let step =
        |text: &str, more: &str| format!("(title: \"a\", text: \"{text}\", start: Preset(\"ampa\"), {more})");
    let lesson =
        |steps: &str| format!("(format: 1, title: \"a\", minutes: 1, notes: (aim: \"\"), steps: [{steps}])");
    let in_step = |more: &str| {
        let shell = lesson(&step("b", "@"));
        let (start, end) = shell.split_once('@').unwrap();
        (format!("{start}{more}: ["), format!("]{end}"))
    };
    let list = |more: &str, one: &str| {
        let (start, end) = in_step(more);
        fill(&start, one, &end)
    };
    let mut all: Vec<(String, String)> =
        large_documents().into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    let mut add = |name: &str, text: String| all.push((name.to_owned(), text));
    add("nested round brackets", "(".repeat(most));
    add("nested square brackets", "[".repeat(most));
    add("nested JSON", "{\"a\":".repeat(most / 5));
    add("one identifier", x.clone());
    add("a huge unknown field", format!("(format: 1, {x}: 1)"));
    add("a huge variant", AMPA.replacen("Lif(", &format!("{x}("), 1));
    add("a huge key in nested maps", format!("(format: 1, model: {{\"{x}\": {}}})", "{\"a\": ".repeat(100)));
    add("a huge title", AMPA.replacen("title: \"", &format!("title: \"{x}"), 1));
    add("a huge name", AMPA.replacen("name: \"0\"", &format!("name: \"{x}\""), 1));
    add("a huge word in a lesson", lesson(&step(&x, "")));
    add("a huge preset of a lesson", lesson(&step("b", "").replace("ampa", &x)));
    add("a huge path set", lesson(&step("b", &format!("set: [(\"{x}\", 1)]"))));
    add("a huge value set", lesson(&step("b", &format!("set: [(\"run.seed\", \"{x}\")]"))));
    add("5000 steps", lesson(&format!("{},", step("b", "act: [Fire(\"1\", [1.0])]")).repeat(5000)));
    add(
        "100 000 empty steps",
        fill("(format:1,title:\"a\",minutes:1,notes:(aim:\"\"),steps:[", "(title:\"a\",text:\"\"),", "])"),
    );
    add("a million links", lesson(&step(&"[a](b) ".repeat(most / 8), "")));
    add("a million brackets", lesson(&step(&"[".repeat(most - 4000), "")));
    add("a million autolinks", lesson(&step(&"<http://a.b> ".repeat(most / 16), "")));
    add("a text of stars", lesson(&step(&"*a_".repeat(21_000), "")));
    add("a text of formulas", lesson(&step(&"$a$ ".repeat(16_000), "")));
    add("a million acts", list("act", "Fire(\"1\",[1.0]),"));
    let (start, end) = in_step("act");
    add("a million times to fire at", fill(&format!("{start}Fire(\"1\",["), "1.0,", &format!("]){end}")));
    add("a million effects", list("see", "Spikes(\"0\",1.0,0,0),"));
    add("a million values set", list("set", "(\"run.seed\",1),"));
    add("a million highlights", list("highlight", "Parameter(\"a\"),"));
    add("a million panes", list("show", "Plot(9),"));
    add(
        "a year to play",
        lesson(
            &format!(
                "{},",
                step("b", "see: [Spikes(\"E\", 1000000.0, 0, 0)]").replace("ampa", "vogels-abbott")
            )
            .repeat(100),
        ),
    );
    add(
        "a million tries",
        fill(
            "(format:1,title:\"a\",minutes:1,notes:(aim:\"\",tries:[",
            "(ask:\"\",answer:\"\"),",
            "]),steps:[])",
        ),
    );
    add(
        "a million projections",
        numbered("(format:1,model:Network((populations:[],projections:[", "])))", &|i| {
            format!("(id:{i},name:\"{i}\",from:0,to:0,receptors:[]),")
        }),
    );
    add("many plots of wrong names", {
        let mut plots = String::new();
        for index in 0..32 {
            let names: String = (0..16).map(|name| format!("\"projectio_{index}_{name}\",")).collect();
            let _ = write!(
                plots,
                "(id:{},kind:Releases((projections:[{names}],window_ms:300))),",
                90_000 + index
            );
        }
        let many: String = (0..5000)
            .map(|id| format!("(id:{},name:\"projection_number_{id}\",from:0,to:0,connect:AllToAll,delay_ms:0,weights:Constant(1),receptors:[Ampa(())],release:Constant(()),plasticity:Fixed),", id + 10))
            .collect();
        format!(
            "(format:1,model:Network((populations:[(id:0,name:\"a\",n:1,kind:Lif(()))],projections:[{many}])),view:(plots:[{plots}]))"
        )
    });
    add("a table", fill("t,V\n", "1.0,2.0\n", ""));
    add("a line of a table", fill("", "1.0,", ""));
    add("XML", fill("<a>", "<b>", ""));
    add("a script", fill("", "x = 1\n", ""));
    add("quotation marks", "\"".repeat(most));
    add("raw text", format!("r{}", "#".repeat(most - 1)));
    add("remarks in one another", "/*".repeat(most / 2));
    add("the nmda lesson, filled up", format!("{LESSON}{}", " ".repeat(most - LESSON.len())));
    all
}

/// No file takes more than its budget: 512 MB and 2 s of CPU. The system keeps the limit of memory; what the program itself
/// and its stacks take comes on top. Test builds are slow, so the time here is a guard against hanging only; the figures of a
/// release build come from BOUTON_PROGRAM=target/release/bouton.
#[cfg(unix)]
#[test]
fn no_hostile_file_takes_more_than_its_budget() {
    let own = env!("CARGO_BIN_EXE_bouton").to_owned();
    let program = std::env::var("BOUTON_PROGRAM").unwrap_or(own);
    let folder = tempfile::tempdir().unwrap();
    let (path, smallest) = (folder.path().join("hostile.ron"), folder.path().join("small.ron"));
    std::fs::write(&smallest, AMPA).unwrap();
    let limit_kib = 512 * 1024 + 256 * 1024;
    let mut table = String::new();
    for (name, text) in hostile() {
        assert!(text.len() as u64 <= load::MAX_BYTES, "{name}: {} bytes", text.len());
        std::fs::write(&path, &text).unwrap();
        let started = Instant::now();
        // A shell sets the limits: 40 s of CPU, and address space for the budget besides the program.
        let script = format!("ulimit -v {limit_kib}; ulimit -t 40; exec \"$0\" check \"$1\"");
        let output = Command::new("sh").args(["-c", &script, &program]).arg(&path).output().unwrap();
        let took = started.elapsed();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 2)),
            "{name}: {code:?} after {took:.1?}: {}",
            &said[..said.len().min(500)]
        );
        let longest = said.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest < 2000, "{name}: a line of {longest} characters");
        assert!(said.lines().count() <= 52, "{name}: {} lines", said.lines().count());
        assert!(took < Duration::from_secs(60), "{name}: {took:.1?}");
        let first: String = said.lines().next().unwrap_or("accepted").chars().rev().take(90).collect();
        let _ = writeln!(
            table,
            "{:7.0} ms  {name}: …{}",
            took.as_secs_f64() * 1e3,
            first.chars().rev().collect::<String>()
        );
    }
    println!("{table}");
}
