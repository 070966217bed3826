//! What a text or a file is that is no document of the kind that was asked for: recognised by what it holds.
//!
//! Nothing here decides whether a document is read: only what could not be read is looked at, and of that at most the
//! first [`LOOKED_AT`] bytes. What is not recognised is an error of the parser, which names the place.

use crate::message::Message;

/// How much of a file is looked at [bytes].
pub const LOOKED_AT: usize = 64 * 1024;

/// Declares the formats that are known by name.
macro_rules! formats {
    ($( $(#[doc = $doc:literal])+ $name:ident: $key:literal; )+) => {
        /// A format that is known by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Foreign { $( $(#[doc = $doc])+ $name, )+ }

        impl Foreign {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The key of what is said about it.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $( Self::$name => $key, )+ }
            }
        }
    };
}

formats! {
    /// A project of NEST Desktop.
    NestDesktop: "foreign-nest-desktop";
    /// A circuit of Neuronify.
    Neuronify: "foreign-neuronify";
    /// A model in NeuroML.
    NeuroMl: "foreign-neuroml";
    /// A simulation in LEMS.
    Lems: "foreign-lems";
    /// A model in SBML.
    Sbml: "foreign-sbml";
    /// A page of the web.
    Html: "foreign-html";
    /// A drawing in SVG.
    Svg: "foreign-svg";
    /// Any other XML.
    Xml: "foreign-xml";
    /// A Jupyter notebook.
    Notebook: "foreign-notebook";
    /// Any other JSON.
    Json: "foreign-json";
    /// A table with columns.
    Table: "foreign-table";
    /// A list of spikes: an id and a time in each line.
    SpikeList: "foreign-spike-list";
    /// A list of numbers, one in each line.
    Numbers: "foreign-numbers";
    /// A Python script that uses PyNN.
    PyNn: "foreign-pynn";
    /// A Python script that uses Brian.
    Brian: "foreign-brian";
    /// A Python script that uses NEST.
    NestScript: "foreign-nest-script";
    /// A Python script that uses NEURON.
    NeuronScript: "foreign-neuron-script";
    /// Any other Python script.
    Python: "foreign-python";
    /// A script of NEURON.
    Hoc: "foreign-hoc";
    /// A mechanism of NEURON.
    Nmodl: "foreign-nmodl";
    /// Text in UTF-16.
    Utf16: "foreign-utf16";
    /// Text in UTF-32.
    Utf32: "foreign-utf32";
    /// Something packed: gzip, zip and their like.
    Archive: "foreign-archive";
    /// A picture.
    Picture: "foreign-picture";
    /// A PDF.
    Pdf: "foreign-pdf";
    /// Data in HDF5, of MATLAB or of NumPy.
    Data: "foreign-data";
    /// Any other file that is no text.
    Binary: "foreign-binary";
    /// A lesson where a preset is meant.
    Lesson: "foreign-lesson";
    /// A preset where a lesson is meant.
    Preset: "foreign-preset";
    /// A saved run where something else is meant.
    RunLog: "foreign-run-log";
    /// Bouton's settings.
    Settings: "foreign-settings";
    /// What Bouton keeps beside a copy of unsaved work.
    Origin: "foreign-origin";
}

impl Foreign {
    /// What to say: what it is, and what can be done.
    #[must_use]
    pub fn message(self) -> Message {
        Message::new(self.key())
    }
}

/// What a file is that could not be read as `wanted`, one of Bouton's own kinds.
#[must_use]
pub fn recognise(bytes: &[u8], wanted: Foreign) -> Option<Foreign> {
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    if let Some(found) = by_signature(start) {
        return Some(found);
    }
    let text = match std::str::from_utf8(start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start)) {
        Ok(text) => text,
        // The end may have cut a character in two.
        Err(error) if error.error_len().is_none() => {
            let whole = &start[..error.valid_up_to()];
            std::str::from_utf8(whole).unwrap_or_default()
        }
        // The parser says where such a text stops being UTF-8.
        Err(_) => return (!is_mostly_text(start)).then_some(Foreign::Binary),
    };
    if text.contains('\0') && !after_comments(text).starts_with('(') {
        return Some(Foreign::Binary);
    }
    by_words(text).or_else(|| own_kind(text)).filter(|found| *found != wanted)
}

/// What a file of more bytes than are read is, of which this is the beginning.
#[must_use]
pub fn recognise_start(start: &[u8]) -> Option<Foreign> {
    // That it is too long says more than that it is no text.
    recognise(start, Foreign::Preset).filter(|found| !matches!(found, Foreign::Lesson | Foreign::Binary))
}

/// Formats with a mark at their beginning.
fn by_signature(start: &[u8]) -> Option<Foreign> {
    const MARKS: &[(&[u8], Foreign)] = &[
        (b"\xFF\xFE\0\0", Foreign::Utf32),
        (b"\0\0\xFE\xFF", Foreign::Utf32),
        (b"\xFF\xFE", Foreign::Utf16),
        (b"\xFE\xFF", Foreign::Utf16),
        (b"\x1F\x8B", Foreign::Archive),
        (b"PK\x03\x04", Foreign::Archive),
        (b"PK\x05\x06", Foreign::Archive),
        (b"BZh", Foreign::Archive),
        (b"\xFD7zXZ\0", Foreign::Archive),
        (b"7z\xBC\xAF\x27\x1C", Foreign::Archive),
        (b"\x28\xB5\x2F\xFD", Foreign::Archive),
        (b"Rar!\x1A\x07", Foreign::Archive),
        (b"\x89PNG\r\n\x1A\n", Foreign::Picture),
        (b"\xFF\xD8\xFF", Foreign::Picture),
        (b"GIF87a", Foreign::Picture),
        (b"GIF89a", Foreign::Picture),
        (b"II*\0", Foreign::Picture),
        (b"MM\0*", Foreign::Picture),
        (b"%PDF-", Foreign::Pdf),
        (b"%!PS", Foreign::Pdf),
        (b"\x89HDF\r\n\x1A\n", Foreign::Data),
        (b"\x93NUMPY", Foreign::Data),
        (b"MATLAB 5.0 MAT-file", Foreign::Data),
        (b"SQLite format 3\0", Foreign::Data),
    ];
    if let Some((_, found)) = MARKS.iter().find(|(mark, _)| start.starts_with(mark)) {
        return Some(*found);
    }
    if start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP") {
        return Some(Foreign::Picture);
    }
    is_utf16_without_mark(start).then_some(Foreign::Utf16)
}

/// Whether nearly every second byte is zero, and hardly any of the others.
fn is_utf16_without_mark(start: &[u8]) -> bool {
    let start = &start[..start.len().min(512) & !1];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    let (more, fewer) = (even.max(odd), even.min(odd));
    4 <= half && half * 3 / 4 <= more && fewer <= half / 8
}

/// Whether bytes that are no UTF-8 look like text of an older encoding.
fn is_mostly_text(start: &[u8]) -> bool {
    let odd = start.iter().filter(|byte| **byte < 0x20 && !b"\t\n\r\x0C".contains(byte)).count();
    let high = start.iter().filter(|byte| 0x80 <= **byte).count();
    odd * 100 <= start.len() && high * 3 <= start.len()
}

/// Formats of text.
fn by_words(text: &str) -> Option<Foreign> {
    let bare = text.trim_start();
    match bare.chars().next()? {
        '<' => Some(markup(bare)),
        '{' | '[' => json(bare),
        _ if after_comments(bare).starts_with('(') => None, // A document, right or wrong.
        _ => script(text).or_else(|| table(text)),
    }
}

/// What follows the comments at the beginning of a RON text.
fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let end = match rest.get(..2) {
            Some("//") => rest.find('\n'),
            Some("/*") => rest.find("*/").map(|end| end + 2),
            Some("#!") => rest.find(']').map(|end| end + 1), // An extension of RON.
            _ => return rest,
        };
        rest = end.map_or("", |end| &rest[end..]).trim_start();
    }
}

/// XML by its first element.
fn markup(text: &str) -> Foreign {
    let small = text.to_lowercase();
    let starts = small.match_indices('<').map(|(at, _)| &small[at + 1..]);
    let mut elements = starts.filter(|rest| !rest.starts_with(['?', '!']));
    let first = elements.next().unwrap_or_default();
    let name = first.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    match name.rsplit(':').next().unwrap_or_default() {
        "neuroml" => Foreign::NeuroMl,
        "lems" => Foreign::Lems,
        "sbml" => Foreign::Sbml,
        "svg" => Foreign::Svg,
        "html" => Foreign::Html,
        _ if small.starts_with("<!doctype html") => Foreign::Html,
        _ => Foreign::Xml,
    }
}

/// JSON by its keys. Text of which the end is missing is JSON, too, if it begins like it.
fn json(text: &str) -> Option<Foreign> {
    let second = text[1..].trim_start().chars().next();
    let begins = match (text.chars().next(), second) {
        (Some('{'), Some('"' | '}')) => true,
        (Some('['), Some(c)) => "{\"-]".contains(c) || c.is_ascii_digit(),
        _ => false,
    };
    if !begins {
        return None;
    }
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    Some(if has("nbformat") && has("cells") {
        Foreign::Notebook
    } else if has("fileFormatVersion") && has("nodes") || text.contains(".qml\"") {
        Foreign::Neuronify
    } else if has("nodes") && has("connections") && (has("simulation") || has("models") || has("network")) {
        Foreign::NestDesktop
    } else {
        Foreign::Json
    })
}

/// Scripts by what they begin with, comments aside.
fn script(text: &str) -> Option<Foreign> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(400);
    let imports = |package: &str| {
        lines().any(|line| {
            let mut words = line.split(|c: char| c.is_whitespace() || c == '.' || c == ',');
            matches!(words.next(), Some("import" | "from")) && words.next() == Some(package)
        })
    };
    for (packages, found) in [
        (&["pyNN"][..], Foreign::PyNn),
        (&["brian2", "brian", "brian2tools"], Foreign::Brian),
        (&["nest"], Foreign::NestScript),
        (&["neuron", "netpyne"], Foreign::NeuronScript),
    ] {
        if packages.iter().any(|package| imports(package)) {
            return Some(found);
        }
    }
    let is_python = |line: &str| {
        line.starts_with("import ") && !line.ends_with(';')
            || line.starts_with("from ") && line.contains(" import ")
            || line.starts_with("def ") && line.ends_with(':')
            || line.starts_with("#!") && line.contains("python")
    };
    if lines().any(is_python) {
        return Some(Foreign::Python);
    }
    let block = |line: &str, name: &str| {
        line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('{'))
    };
    let nmodl =
        ["NEURON", "PARAMETER", "BREAKPOINT", "STATE", "ASSIGNED", "UNITS", "INITIAL", "DERIVATIVE states"];
    if 2 <= nmodl.iter().filter(|name| lines().any(|line| block(line, name))).count() {
        return Some(Foreign::Nmodl);
    }
    let hoc =
        ["load_file(", "create ", "objref ", "objectvar ", "begintemplate ", "xopen(", "proc ", "access "];
    if 2 <= hoc.iter().filter(|start| lines().any(|line| line.starts_with(*start))).count()
        || lines().any(|line| line.starts_with("load_file("))
    {
        return Some(Foreign::Hoc);
    }
    None
}

/// Most lines that are looked at to tell a table.
const TABLE_LINES: usize = 50;

/// Tables: the same number of cells in each line, and numbers in most.
fn table(text: &str) -> Option<Foreign> {
    let is_remark = |line: &&str| !line.is_empty() && !line.starts_with(['#', '%']);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(is_remark).take(TABLE_LINES).collect();
    let number = |cell: &str| cell.trim().trim_matches('"').replace(',', ".").parse::<f64>().is_ok();
    let body = if lines.len() < 2 { &lines[..] } else { &lines[1..] }; // The first may hold the names of columns.
    for separator in [';', '\t', ','] {
        let cells = |line: &str| line.trim_end_matches(separator).split(separator).count();
        let columns = cells(body.first()?);
        let are_alike = body.iter().all(|line| cells(line) == columns);
        let all = body.iter().flat_map(|line| line.trim_end_matches(separator).split(separator));
        let numbers = all.clone().filter(|cell| number(cell)).count();
        if 2 <= columns && are_alike && all.count() <= 2 * numbers && 2 <= lines.len() {
            let is_list = separator == '\t' && lines.iter().all(|line| is_spike(line));
            return Some(if is_list { Foreign::SpikeList } else { Foreign::Table });
        }
    }
    if lines.iter().all(|line| is_spike(line)) {
        return Some(Foreign::SpikeList);
    }
    // A heading over numbers in columns.
    let words = |line: &str| line.split_whitespace().count();
    let columns = words(body.first()?);
    let all_numbers = |line: &&str| line.split_whitespace().all(number);
    match columns {
        1 if body.iter().all(all_numbers) && 2 <= lines.len() => Some(Foreign::Numbers),
        _ if 2 <= columns
            && body.iter().all(|line| words(line) == columns)
            && body.iter().all(all_numbers) =>
        {
            Some(Foreign::Table)
        }
        _ => None,
    }
}

/// Whether a line is an id and a time.
fn is_spike(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let id = words.next().is_some_and(|word| word.parse::<u64>().is_ok());
    let is_time = |word: &str| word.contains('.') && word.parse::<f64>().is_ok();
    id && words.next().is_some_and(is_time) && words.next().is_none()
}

/// Bouton's own kinds of files, by the keys that only they have at their outermost level.
#[must_use]
pub fn own_kind(text: &str) -> Option<Foreign> {
    if !after_comments(text.trim_start_matches('\u{feff}')).starts_with('(') {
        return None;
    }
    let keys = outer_keys(text);
    let has = |key: &str| keys.contains(&key);
    if has("steps") {
        Some(Foreign::Lesson)
    } else if has("runs") || has("bits") && has("preset") {
        Some(Foreign::RunLog)
    } else if has("model") || has("view") && has("run") {
        Some(Foreign::Preset)
    } else if ["recent", "zoom", "reduced_motion", "autosave", "reopen_last"]
        .iter()
        .filter(|key| has(key))
        .count()
        > 1
    {
        Some(Foreign::Settings)
    } else if has("path") && has("fingerprint") {
        Some(Foreign::Origin)
    } else {
        None
    }
}

/// How long the raw text in quotation marks is that begins here, if one does [bytes].
fn raw_text(rest: &str) -> Option<usize> {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    let body = rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(body.find(&close).map_or(rest.len(), |end| 2 + hashes + end + close.len()))
}

/// The keys at the outermost level of a RON text.
fn outer_keys(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let (mut keys, mut depth, mut at) = (Vec::new(), 0_u32, 0);
    let mut word = 0..0;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = text[at..].find('\n').map_or(bytes.len(), |end| at + end);
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = text[at..].find("*/").map_or(bytes.len(), |end| at + end + 2);
                continue;
            }
            b'r' if word.end != at && raw_text(&text[at..]).is_some() => {
                at += raw_text(&text[at..]).unwrap_or(1);
                continue;
            }
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b':' if depth == 1 => keys.extend(text.get(word.clone())),
            c if c.is_ascii_alphanumeric() || c == b'_' => {
                word = if word.end == at { word.start..at + 1 } else { at..at + 1 };
            }
            _ => {}
        }
        at += 1;
    }
    keys
}
