//! What outputs must not destroy, and how they are put in their place.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FIRE, bare, bouton, finish, ok, refused, run};
use bouton::preset::library;

/// A folder with a document in it, which nothing may change.
struct Place {
    folder: tempfile::TempDir,
    document: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join("mine.ron");
        fs::write(&document, library::find("stdp-lecture").unwrap().text).unwrap();
        Self { document: document.to_str().unwrap().to_owned(), folder }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.at(name), text).unwrap();
        self.at(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    /// Names and contents of everything there.
    fn all(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut all: Vec<_> =
            entries.map(|path| (path.clone(), fs::read(&path).unwrap_or_default())).collect();
        all.sort();
        all
    }
}

/// Every command that writes, with everything but the path of its output.
fn commands(document: &str) -> Vec<Vec<String>> {
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let mut all = vec![
        words(&format!("run {document} --duration 10 --record V_0 --csv")),
        words(&format!("run {document} --duration 10 --spikes")),
        words(&format!("run {document} --duration 10 --weights")),
        words(&format!("sweep {document} --duration 10 --quiet --csv")),
    ];
    if cfg!(feature = "gui") {
        all.push(words(&format!("screenshot {document}")));
    }
    all
}

fn with<'a>(command: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
    command.iter().map(String::as_str).chain(more.iter().copied()).collect()
}

#[test]
#[cfg(unix)]
fn no_command_destroys_a_preset_or_a_lesson_under_any_name() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let text = library::find("ampa").unwrap().text;
    let lesson = bouton::lesson::library::LESSONS[0].text;
    let mut targets = vec![
        (place.document.clone(), "is the document"),
        (format!("{}/./mine.ron", place.folder.path().display()), "is the document"),
        (place.write("other.ron", text), "is a preset's name"),
        (place.at("new.RON"), "is a preset's name"),
        (place.write("notes", text), "holds a preset or a lesson"),
        (place.write("lesson", &format!("// mine\n/* too */ {lesson}")), "holds a preset or a lesson"),
        (place.write("broken", "(format: 1, title: \"a"), "holds a preset or a lesson"),
    ];
    for (link, to, said) in
        [("hard", "mine.ron", "is the document"), ("hard-other", "other.ron", "holds a preset or a lesson")]
    {
        fs::hard_link(place.at(to), place.at(link)).unwrap();
        targets.push((place.at(link), said));
    }
    symlink("mine.ron", place.at("soft")).unwrap();
    symlink("soft", place.at("soft-soft")).unwrap();
    symlink("other.ron", place.at("soft-other")).unwrap();
    symlink("later.ron", place.at("dangling")).unwrap();
    for (name, said) in [
        ("soft", "is the document"),
        ("soft-soft", "is the document"),
        ("soft-other", "is a preset's name"),
        ("dangling", "is a preset's name"),
    ] {
        targets.push((place.at(name), said));
    }
    // What is written first goes beside the target, and must not destroy anything either.
    fs::hard_link(place.at("mine.ron"), place.at("a.part")).unwrap();
    symlink("mine.ron", place.at("b.part")).unwrap();
    fs::write(place.at("c.part"), text).unwrap();
    targets.push((place.at("a"), "is the document"));
    targets.push((place.at("b"), "is in the way"));
    targets.push((place.at("c"), "holds a preset or a lesson"));
    let before = place.all();
    let mut tried = 0;
    for command in commands(&place.document) {
        for (target, said) in &targets {
            for force in [&[][..], &["--force"]] {
                refused(&[with(&command, &[target.as_str()]), force.to_vec()].concat(), &[said]);
                tried += 1;
            }
        }
    }
    println!("{tried} outputs refused");
    assert!(place.all() == before, "nothing has changed");
}

#[test]
fn what_something_else_has_written_needs_force() {
    let place = Place::new();
    for command in commands(&place.document) {
        let foreign = place.write("data", "a,b\n1,2\n");
        refused(&with(&command, &[&foreign]), &["data exists and was not written by Bouton", "--force"]);
        assert_eq!(place.read("data"), "a,b\n1,2\n");
        ok(&with(&command, &[&foreign, "--force"]));
        let mine = fs::read(&foreign).unwrap();
        // By now Bouton has written it, and may write it again; so it may what is empty.
        ok(&with(&command, &[&foreign]));
        assert!(mine.len() / 2 < fs::read(&foreign).unwrap().len());
        fs::write(&foreign, "").unwrap();
        ok(&with(&command, &[&foreign]));
        let unfinished = place.write("data.part", "mine, too");
        refused(&with(&command, &[&foreign]), &["data.part exists and was not written by Bouton"]);
        assert_eq!(fs::read_to_string(&unfinished).unwrap(), "mine, too");
        fs::remove_file(unfinished).unwrap();
    }
    assert!(!Path::new(&place.at("data.part")).exists());
}

#[test]
fn a_target_is_what_its_name_says() {
    let place = Place::new();
    let folder = place.at("folder");
    fs::create_dir(&folder).unwrap();
    for command in commands(&place.document) {
        let refuse = |target: &str, said: &str| {
            refused(&with(&command, &[target]), &[said]);
        };
        refuse(&folder, "folder is a folder");
        refuse(&format!("{folder}/"), "is a folder");
        refuse(&place.at("new/"), "is a folder");
        refuse(&place.at("no/such/file"), "there is no folder");
        refuse(&format!("{}/x", place.document), "a part of the path is not a folder");
        refuse(
            &place.at("x.jpg"),
            if command[0] == "screenshot" { "is PNG; name it" } else { "is CSV; name it" },
        );
        refuse(&place.at(&"n".repeat(300)), "the name is too long");
    }
    let csv = ["run", "ampa", "--duration", "1"];
    let (x, y) = (place.at("x.json"), place.at("y.png"));
    let said = refused(
        &[&csv[..], &["--csv", &x, "--spikes", &y, "--weights", &folder, "--fire", "1@2"]].concat(),
        &[
            "x.json: what is written is CSV; name it",
            "x.csv",
            "y.png",
            "is a folder",
            "--weights",
            "--fire 1@2",
        ],
    );
    assert_eq!(said.lines().count(), 5, "all at once: {said}");
    let a = place.at("a.csv");
    let roundabout = format!("{}/./a.csv", place.folder.path().display());
    let part = place.at("a.csv.part");
    for other in [&a, &roundabout, &part] {
        refused(&[&csv[..], &["--csv", &a, "--spikes", other]].concat(), &["two outputs are the same file"]);
    }
    assert_eq!(place.all().len(), 2, "nothing was written");
}

#[test]
#[cfg(unix)]
fn pipes_and_devices_are_written_as_they_are() {
    use std::process::Command;
    let place = Place::new();
    let args = ["run", "ampa", "--duration", "200", "--fire", FIRE];
    ok(&[&args[..], &["--csv", "/dev/null", "--spikes", "/dev/null"]].concat());
    let expected = bare(&ok(&[&args[..], &["--spikes", "-"]].concat()));
    if Path::new("/dev/stdout").exists() {
        assert_eq!(bare(&ok(&[&args[..], &["--spikes", "/dev/stdout"]].concat())), expected);
    }
    let pipe = place.at("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    ok(&[&args[..], &["--spikes", &pipe]].concat());
    assert_eq!(bare(&reader.join().unwrap()), expected);
    assert!(!Path::new(&place.at("pipe.part")).exists());
}

#[test]
#[cfg(unix)]
fn a_link_is_written_through_and_modes_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let place = Place::new();
    let results = place.at("results");
    fs::create_dir(&results).unwrap();
    symlink("results/real.csv", place.at("link.csv")).unwrap();
    let link = place.at("link.csv");
    for mode in [0o644, 0o600] {
        ok(&["run", "ampa", "--duration", "1", "--csv", &link]);
        let real = place.at("results/real.csv");
        assert!(Path::new(&link).is_symlink() && fs::read_to_string(&real).unwrap().starts_with("# Bouton"));
        let now = fs::metadata(&real).unwrap().permissions().mode() & 0o777;
        assert!(mode == 0o644 || now == mode, "{now:o}");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).unwrap();
    }
    fs::set_permissions(place.at("results/real.csv"), fs::Permissions::from_mode(0o400)).unwrap();
    refused(&["run", "ampa", "--duration", "1", "--csv", &link], &["write-protected"]);
}

#[test]
#[cfg(target_os = "linux")]
fn names_need_not_be_utf_8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let place = Place::new();
    let name = |bytes: &[u8]| place.folder.path().join(OsStr::from_bytes(bytes));
    let document = name(b"v\xe4lt.ron");
    fs::write(&document, library::find("stdp-lecture").unwrap().text).unwrap();
    let with = |args: &[&OsStr]| {
        let mut command = bouton();
        command.args(args);
        finish(command, None)
    };
    let word = OsStr::new;
    let (csv, spikes) = (name(b"\xff.csv"), name(b"\xfe.csv"));
    let run = ["--duration", "10", "--record", "V_0", "--csv"].map(word);
    let run = [&[word("run"), document.as_os_str()], &run[..], &[csv.as_os_str()]].concat();
    let output = with(&[&run[..], &[word("--spikes"), spikes.as_os_str()]].concat());
    assert_eq!((output.code(), output.err.as_str()), (0, ""));
    for file in [&csv, &spikes] {
        assert!(fs::read_to_string(file).unwrap().starts_with("# Bouton"));
    }
    assert_eq!(with(&[word("check"), document.as_os_str()]).code(), 0);
    assert_eq!(with(&[word("params"), document.as_os_str()]).code(), 0);
    let sweep = [word("sweep"), document.as_os_str(), word("--duration"), word("10"), word("--csv")];
    assert_eq!(with(&[&sweep[..], &[name(b"\xfd").as_os_str()]].concat()).code(), 0);
    let output = with(&[&sweep[..], &[document.as_os_str()]].concat());
    assert!(output.code() == 2 && output.err.contains("is the document"), "{}", output.err);
    // The same without a folder or an ending.
    let mut bare_name = bouton();
    bare_name.current_dir(place.folder.path()).args([word("check"), word("mine.ron")]);
    assert_eq!(finish(bare_name, None).code(), 0);
    fs::copy(&document, name(b"\xfc")).unwrap();
    let mut bare_name = bouton();
    bare_name.current_dir(place.folder.path()).args([word("check"), OsStr::from_bytes(b"\xfc")]);
    let output = finish(bare_name, None);
    assert_eq!(output.code(), 0, "{}", output.err);
    if cfg!(feature = "gui") {
        let picture = name(b"\xfb.png");
        let output = with(&[word("screenshot"), document.as_os_str(), picture.as_os_str()]);
        assert!(output.code() == 0 && picture.exists(), "{}", output.err);
    }
}

#[test]
#[cfg(feature = "gui")]
fn a_picture_says_what_made_it_before_its_pixels() {
    let place = Place::new();
    let picture = place.at("picture.png");
    ok(&["screenshot", "ampa", &picture, "--size", "320x240", "--after", "60", "--fire", "1@10,20"]);
    let bytes = fs::read(&picture).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let said: Vec<(String, String)> = reader
        .info()
        .utf8_text
        .iter()
        .map(|chunk| (chunk.keyword.clone(), chunk.get_text().unwrap()))
        .collect();
    assert_eq!(said[0], ("Software".to_owned(), concat!("Bouton ", env!("CARGO_PKG_VERSION")).to_owned()));
    assert_eq!(said[1].0, "Comment");
    for line in
        ["command: bouton screenshot ampa ", "fire: 1@10,20", "after_ms: 60", "seed: 1", "document: fnv1a64:"]
    {
        assert!(said[1].1.contains(line), "{line} is not in {}", said[1].1);
    }
    assert_eq!((reader.info().width, reader.info().height), (320, 240));
    // It may be drawn again; the picture of another program stays.
    ok(&["screenshot", "ampa", &picture, "--size", "320x240"]);
    fs::copy("assets/icon/bouton-256.png", &picture).unwrap();
    refused(&["screenshot", "ampa", &picture], &["picture.png exists and was not written by Bouton"]);
}

#[test]
#[cfg(unix)]
fn a_target_that_changes_meanwhile_is_left_alone() {
    use std::time::Duration;
    let place = Place::new();
    let csv = place.at("out.csv");
    let mut command = bouton();
    command.args(["run", "ampa", "--duration", "600000", "--every", "1000", "--csv", &csv]);
    let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    let started = std::time::Instant::now();
    while !Path::new(&place.at("out.csv.part")).exists() {
        assert!(started.elapsed() < super::HANG_GUARD && child.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(1));
    }
    // Another run has to keep off, and somebody else's file in its place has to stay.
    if child.try_wait().unwrap().is_none() {
        let other = run(&["run", "ampa", "--duration", "1", "--csv", &csv]);
        if child.try_wait().unwrap().is_none() {
            assert!(
                other.code() == 2 && other.err.contains("is being written by another run"),
                "{}",
                other.err
            );
            fs::write(&csv, "somebody else's").unwrap();
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(said.contains("was not written by Bouton") && said.contains("out.csv.part"), "{said}");
            assert_eq!(place.read("out.csv"), "somebody else's");
            assert_eq!(bare(&place.read("out.csv.part")).lines().count(), 602);
            return;
        }
    }
    println!("skipped: the run was too quick");
}
