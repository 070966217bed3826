//! Where results are opened and put in their place, and what they must not destroy.
//!
//! A result goes into `NAME.part` beside its target and is renamed when it is whole; so a target is the whole old file or
//! the whole new one. A run that ends early leaves its whole rows in `NAME.part`, with a last line that says so. Standard
//! output (`-`), pipes and devices are written as they are.

mod opened;

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::Failure;
use super::origin::{beginning, is_by_bouton, is_document_text};
use super::terminal::Visible;
pub use opened::Output;
use opened::Sink;

use crate::preset::carrier::MOST_FILE;
use crate::preset::load;
use crate::storage::atomic;
use crate::text::Text;

/// What an output holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Rows of CSV.
    Table,
    /// A PNG.
    Picture,
    /// An animated PNG.
    Animation,
    /// A script in Python.
    Script,
    /// An SVG.
    Drawing,
    /// Arrays in an NPZ.
    Arrays,
}

/// Endings of names of pictures, tables and archives.
const ENDINGS: &[&str] = &[
    "apng", "bmp", "csv", "eps", "gdf", "gif", "gz", "h5", "hdf5", "ico", "jpeg", "jpg", "json", "mat",
    "npy", "npz", "ods", "parquet", "pdf", "png", "svg", "tif", "tiff", "tsv", "txt", "webp", "xls", "xlsx",
    "xml", "zip",
];

impl Content {
    /// Endings of names that promise something else.
    fn wrong_endings(self) -> &'static [&'static str] {
        match self {
            Self::Table => &[
                "apng", "bmp", "eps", "gdf", "gif", "gz", "h5", "hdf5", "jpeg", "jpg", "json", "mat", "npy",
                "npz", "ods", "parquet", "pdf", "png", "svg", "tif", "tiff", "tsv", "webp", "xls", "xlsx",
                "xml", "zip",
            ],
            Self::Picture => &[
                "apng", "bmp", "csv", "eps", "gif", "ico", "jpeg", "jpg", "json", "npz", "pdf", "svg", "tif",
                "tiff", "txt", "webp",
            ],
            // Programs that do not know it show the first frame; for them it is a PNG like any other.
            Self::Animation => &[
                "bmp", "csv", "eps", "gif", "ico", "jpeg", "jpg", "json", "npz", "pdf", "svg", "tif", "tiff",
                "txt", "webp",
            ],
            Self::Script => &[
                "csv", "gz", "ipynb", "jpeg", "jpg", "json", "m", "npy", "npz", "pdf", "png", "pyc", "sli",
                "svg", "tsv", "xml", "zip",
            ],
            Self::Drawing | Self::Arrays => ENDINGS,
        }
    }

    /// The ending of names of files that hold it.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Table => "csv",
            Self::Picture => "png",
            Self::Animation => "apng",
            Self::Script => "py",
            Self::Drawing => "svg",
            Self::Arrays => "npz",
        }
    }

    /// Whether the name promises something else than the output will hold.
    fn check_name(self, path: &Path, text: &Text) -> Result<(), String> {
        let Some(ending) = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()) else {
            return Ok(());
        };
        if ending == "ron" {
            return Err(text.with("cli-output-is-preset", &[("path", &shown(path))]));
        }
        if ending != self.ending() && self.wrong_endings().contains(&ending.as_str()) {
            let right = shown(&path.with_extension(self.ending()));
            let args = [("path", shown(path)), ("ending", self.ending().to_uppercase()), ("right", right)];
            return Err(text.with("cli-output-wrong-ending", &args));
        }
        Ok(())
    }
}

/// An output that a user asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Where it goes; `-` is standard output.
    pub path: &'a Path,
    /// What it holds.
    pub content: Content,
}

/// Whether a path stands for standard output.
#[must_use]
pub fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// What must not be overwritten, and what may be.
#[derive(Debug, Clone)]
struct Rules {
    /// The document that is run, if it is a file.
    document: Option<PathBuf>,
    /// Whether files may be overwritten that something else has written.
    force: bool,
}

/// Where an output goes.
enum Place {
    Standard,
    /// A pipe or a device.
    Stream,
    /// A file, links followed.
    File {
        target: PathBuf,
    },
}

/// Opens the outputs of a command, in their order, or none of them. `document` is the argument that names the document.
///
/// # Errors
/// Everything that any of them would destroy or cannot be: the document, another preset or lesson under whatever name or
/// link, each other, a file that something else has written unless `force` is given, a folder.
pub fn open(
    document: &OsStr,
    wanted: &[Wanted<'_>],
    force: bool,
    text: &Text,
) -> Result<Vec<Output>, Failure> {
    let outputs = check(document, wanted, force, text)?;
    outputs.into_iter().map(|planned| planned.open(text)).collect()
}

/// An output that may be opened.
pub(crate) struct Planned {
    shown: PathBuf,
    place: Place,
    content: Content,
    rules: Rules,
}

/// Looks whether outputs may be opened; see [`open`].
pub(crate) fn check(
    document: &OsStr,
    wanted: &[Wanted<'_>],
    force: bool,
    text: &Text,
) -> Result<Vec<Planned>, Failure> {
    let document = super::is_file_argument(document).then(|| PathBuf::from(document));
    let rules = Rules { document, force };
    let (mut lines, mut planned) = (Vec::new(), Vec::<Planned>::new());
    for Wanted { path, content } in wanted {
        match rules.place(path, *content, text) {
            Ok(place) => {
                let one =
                    Planned { shown: path.to_path_buf(), place, content: *content, rules: rules.clone() };
                if planned.iter().any(|other| other.meets(&one)) {
                    lines.push(text.with("cli-outputs-are-the-same", &[("path", &shown(path))]));
                }
                planned.push(one);
            }
            Err(line) => lines.push(line),
        }
    }
    if 1 < wanted.iter().filter(|one| is_standard(one.path)).count() {
        lines.push(text.get("cli-one-standard-output"));
    }
    if lines.is_empty() { Ok(planned) } else { Err(Failure::BadInput(lines)) }
}

/// A path for a message.
#[must_use]
pub fn shown(path: &Path) -> String {
    if is_standard(path) { "standard output".to_owned() } else { path.display().to_string() }
}

/// The file that an output is written into before it is whole.
pub(crate) fn part_of(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    target.with_file_name(name)
}

impl Rules {
    /// Where an output goes, or why it may not.
    fn place(&self, path: &Path, content: Content, text: &Text) -> Result<Place, String> {
        let say = |key: &str| text.with(key, &[("path", &shown(path))]);
        if is_standard(path) {
            return Ok(Place::Standard);
        }
        let old = fs::metadata(path).ok();
        if path.as_os_str().is_empty()
            || path.as_os_str().as_encoded_bytes().ends_with(b"/")
            || old.as_ref().is_some_and(Metadata::is_dir)
        {
            return Err(say("cli-output-is-folder"));
        }
        if let Some(old) = &old
            && self.is_document(path, old)
        {
            return Err(say("cli-output-is-document"));
        }
        if let Some(old) = &old
            && (!old.is_file() || is_descriptor(path))
        {
            return if is_disk(old) { Err(say("cli-output-is-disk")) } else { Ok(Place::Stream) };
        }
        let unwritable = |error: &io::Error| {
            text.with("cli-output-unwritable", &[("path", &shown(path)), ("detail", &why(error, text))])
        };
        let (target, old) = atomic::resolve(path).map_err(|error| unwritable(&error))?;
        for name in [path, &target] {
            content.check_name(name, text)?;
        }
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            let args = [("path", shown(path)), ("folder", shown(folder))];
            return Err(text.with("cli-output-no-folder", &args));
        }
        if old.is_some() {
            self.check_old(&target, text)?;
        }
        let part = part_of(&target);
        match fs::symlink_metadata(&part) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(unwritable(&error)),
            Ok(found) if found.is_file() => {
                if self.is_document(&part, &found) {
                    return Err(text.with("cli-output-is-document", &[("path", &shown(&part))]));
                }
                self.check_old(&part, text)?;
            }
            Ok(_) => return Err(text.with("cli-output-part-in-the-way", &[("path", &shown(&part))])),
        }
        Ok(Place::File { target })
    }

    /// Whether a file is the document, by whatever name or link.
    fn is_document(&self, path: &Path, metadata: &Metadata) -> bool {
        let Some(document) = &self.document else { return false };
        fs::metadata(document).is_ok_and(|other| is_same((path, metadata), (document, &other)))
    }

    /// Whether a file that is there may be overwritten.
    fn check_old(&self, path: &Path, text: &Text) -> Result<(), String> {
        let beginning = beginning(path).map_err(|error| {
            text.with("cli-output-unwritable", &[("path", &shown(path)), ("detail", &why(&error, text))])
        })?;
        if is_document_text(&beginning) {
            return Err(text.with("cli-output-holds-document", &[("path", &shown(path))]));
        }
        if self.force || beginning.is_empty() || is_by_bouton(&beginning) {
            return Ok(());
        }
        Err(text.with("cli-output-exists", &[("path", &shown(path))]))
    }
}

#[cfg(unix)]
fn is_same((_, a): (&Path, &Metadata), (_, b): (&Path, &Metadata)) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn is_same((a, _): (&Path, &Metadata), (b, _): (&Path, &Metadata)) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(unix)]
fn is_disk(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_block_device(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_disk(_metadata: &Metadata) -> bool {
    false
}

/// Whether a path stands for an open stream of this process, such as `/dev/stdout`, which may lead to a file.
fn is_descriptor(path: &Path) -> bool {
    ["/dev/std", "/dev/fd/", "/proc/self/fd/"].iter().any(|start| shown(path).starts_with(start))
}

/// Why the system refuses, in plain words where it is known.
#[must_use]
pub fn why(error: &io::Error, text: &Text) -> String {
    match error.kind() {
        ErrorKind::StorageFull => text.get("cli-disk-full"),
        ErrorKind::FileTooLarge => {
            text.with("cli-file-too-long", &[("limit", (MOST_FILE >> 20).to_string())])
        }
        ErrorKind::QuotaExceeded => text.get("cli-quota-full"),
        ErrorKind::PermissionDenied => text.get("cli-write-protected"),
        ErrorKind::ReadOnlyFilesystem => text.get("cli-disk-read-only"),
        ErrorKind::NotADirectory => text.get("cli-not-a-folder"),
        ErrorKind::TooManyLinks => text.get("cli-link-in-circle"),
        ErrorKind::InvalidFilename => text.get("cli-name-not-allowed"),
        _ => error.to_string(),
    }
}

impl Planned {
    /// Whether two outputs would be written into one file.
    fn meets(&self, other: &Self) -> bool {
        let (Place::File { target }, Place::File { target: of_other }) = (&self.place, &other.place) else {
            return false;
        };
        let files = |target: &Path| [target.to_owned(), part_of(target)].map(|file| absolute(&file));
        let others = files(of_other);
        if files(target).iter().any(|file| others.contains(file)) {
            return true;
        }
        match (fs::metadata(target), fs::metadata(of_other)) {
            (Ok(a), Ok(b)) => is_same((target, &a), (of_other, &b)),
            _ => false,
        }
    }

    /// The file, if it is one, and the file that it is written into.
    pub(crate) fn files(&self) -> Option<(&Path, PathBuf)> {
        if let Place::File { target } = &self.place { Some((target, part_of(target))) } else { None }
    }

    /// Opens it, empty.
    pub(crate) fn open(self, text: &Text) -> Result<Output, Failure> {
        let sink = match &self.place {
            Place::Standard => Sink::Standard(BufWriter::new(standard())),
            Place::Stream => {
                let opened = OpenOptions::new().write(true).open(&self.shown);
                Sink::Stream(BufWriter::new(opened.map_err(|error| failure(&self.shown, &error, text))?))
            }
            Place::File { target } => {
                let part = part_of(target);
                Sink::Part(BufWriter::new(create(&part, text)?))
            }
        };
        Ok(Output { planned: self, sink, failed: None, is_settled: false })
    }

    /// Opens the file of before, whose first `keep` bytes stay.
    pub(crate) fn open_after(self, keep: u64, text: &Text) -> Result<Output, Failure> {
        let part = self.files().map(|(_, part)| part);
        let Some(part) = part else { return self.open(text) };
        let open = || {
            let mut file = OpenOptions::new().read(true).write(true).open(&part)?;
            let is_free = lock(&file)?;
            if is_free {
                file.set_len(keep)?;
                file.seek(SeekFrom::End(0))?;
            }
            Ok((file, is_free))
        };
        let (file, is_free) = open().map_err(|error| failure(&part, &error, text))?;
        if !is_free {
            return Err(in_use(&part, text));
        }
        // What is there stays, whatever happens.
        Ok(Output { planned: self, sink: Sink::Part(BufWriter::new(file)), failed: None, is_settled: true })
    }
}

fn standard() -> Visible<io::Stdout> {
    let out = io::stdout();
    let filters = io::IsTerminal::is_terminal(&out);
    Visible::new(out, filters)
}

fn absolute(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folder.join(path.file_name().unwrap_or_default())
}

/// Creates the file that an output is written into, in the place of one that an earlier run left.
fn create(part: &Path, text: &Text) -> Result<File, Failure> {
    let failed = |error: io::Error| failure(part, &error, text);
    match File::open(part) {
        Ok(old) => {
            if !lock(&old).map_err(failed)? {
                return Err(in_use(part, text));
            }
            fs::remove_file(part).map_err(failed)?;
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(part).map_err(failed)?;
    lock(&file).map_err(failed)?;
    Ok(file)
}

/// Takes a file for oneself; `false` if another process has it. Where the system knows no locks, nobody has it.
fn lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn failure(path: &Path, error: &io::Error, text: &Text) -> Failure {
    Failure::Failed(text.with("cli-write-failed", &[("path", &shown(path)), ("detail", &why(error, text))]))
}

fn in_use(part: &Path, text: &Text) -> Failure {
    Failure::BadInput(vec![text.with("cli-output-in-use", &[("path", &shown(part))])])
}

/// Longest table that is read to go on with it [bytes].
const LONGEST_TABLE: u64 = 64 * load::MAX_BYTES;

/// Reads a table that an earlier run has left.
///
/// # Errors
/// If it cannot be read or is longer than 256 MiB.
pub(crate) fn read_table(path: &Path) -> io::Result<String> {
    let mut table = String::new();
    File::open(path)?.take(LONGEST_TABLE + 1).read_to_string(&mut table)?;
    if LONGEST_TABLE < table.len() as u64 { Err(ErrorKind::FileTooLarge.into()) } else { Ok(table) }
}
