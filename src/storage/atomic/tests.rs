//! Tests of the steps of a save.

use super::*;
use crate::text::Text;

/// The error in words.
fn said(error: &SaveError) -> String {
    Text::english().say(&error.message())
}

/// A new folder and the path of a file in it that does not exist yet.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    (folder, path)
}

/// The names of everything in the folder, in order, with blanks between them.
fn names(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names.join(" ")
}

#[test]
fn new_old_empty_and_large_files_are_written_whole() {
    let (folder, path) = folder();
    assert_eq!(Fingerprint::of(&path).unwrap(), None);
    for text in ["new", "foobar", &"µ".repeat(512 * 1024), ""] {
        let written = write(&path, text, Fingerprint::of(&path).unwrap().as_ref()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(names(folder.path()), "a.ron");
        // The published hash of this word.
        assert!(text != "foobar" || written.hash == 0x8594_4171_f739_67e8);
        assert_eq!(Fingerprint::of(&path).unwrap(), Some(written));
    }
}

#[test]
fn a_failure_at_any_step_leaves_the_old_file_and_nothing_else() {
    use SaveStep::{Compare, Create, Permissions, Rename, Resolve, Sync, Write};
    // The hook is asked before each step and after each of the two pieces of this text.
    let asked = [Resolve, Create, Write, Write, Write, Permissions, Sync, Compare, Rename];
    let text = "x".repeat(2 * PIECE_BYTES);
    let (folder, path) = folder();
    for old in [None, Some("old")] {
        let _ = old.map(|old| fs::write(&path, old).unwrap());
        for (failing, step) in asked.into_iter().enumerate() {
            let mut calls = 0..;
            let full = || Err(ErrorKind::StorageFull.into());
            let mut fail = |_| {
                if calls.next() == Some(failing) { full() } else { Ok(()) }
            };
            let error = write_with(&path, &text, None, &mut fail).unwrap_err();
            assert!(matches!(error, SaveError::Io { step: at, .. } if at == step), "{error}");
            let doing = Text::english().say(&step.message());
            let sentence = format!("{doing} failed. The disk is full. Free some space");
            assert!(said(&error).contains(&sentence), "{error}");
            assert_eq!(fs::read_to_string(&path).ok().as_deref(), old);
            assert_eq!(names(folder.path()), old.map_or("", |_| "a.ron"), "{error}");
        }
    }
}

#[test]
fn a_file_changed_by_another_program_is_left_alone() {
    let (folder, path) = folder();
    let expected = write(&path, "mine", None).unwrap();
    for change in ["another length", "mime"] {
        fs::write(&path, change).unwrap();
        let error = write(&path, "new", Some(&expected)).unwrap_err();
        assert!(matches!(error, SaveError::ChangedOnDisk { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap() + &names(folder.path()), format!("{change}a.ron"));
    }
    // The same text at another time is no change.
    let expected = write(&path, "mine", None).unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    let expected = write(&path, "overwritten", Some(&expected)).unwrap();
    fs::remove_file(&path).unwrap();
    write(&path, "back", Some(&expected)).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "back");
}

/// Of temporary files, those of saves that were killed go, and nothing else does.
#[test]
fn what_killed_saves_left_is_cleaned_away() {
    let (folder, _) = folder();
    let old = SystemTime::now() - 2 * STARTING;
    let make = |name: &str| {
        let file = File::create(folder.path().join(name)).unwrap();
        file.set_modified(old).unwrap();
        file
    };
    for name in [".bouton-left.tmp", "bouton-mine.tmp", ".bouton-mine.txt", ".other.tmp"] {
        drop(make(name));
    }
    let held = make(".bouton-held.tmp");
    held.try_lock().unwrap();
    fs::write(folder.path().join(".bouton-new.tmp"), "").unwrap();
    fs::create_dir(folder.path().join(".bouton-folder.tmp")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join(".other.tmp"), folder.path().join(".bouton-link.tmp"))
        .unwrap();
    clean(folder.path());
    let left = names(folder.path());
    assert!(!left.contains(".bouton-left.tmp"), "{left}");
    let kept =
        [".bouton-folder.tmp", ".bouton-held.tmp", ".bouton-mine.txt", ".bouton-new.tmp", ".other.tmp"];
    assert!(kept.iter().all(|name| left.split(' ').any(|own| own == *name)), "{left}");
    drop(held);
    clean(folder.path());
    assert!(!names(folder.path()).contains("held"));
}

#[test]
fn a_fingerprint_of_a_huge_file_takes_no_time() {
    let (_folder, path) = folder();
    fs::write(&path, "").unwrap();
    File::options().write(true).open(&path).unwrap().set_len(10_000_000_000).unwrap();
    assert_eq!(Fingerprint::of(&path).unwrap().unwrap().length_bytes, 10_000_000_000);
    let long = "l".repeat(5 << 20);
    let written = write(&path, &long, None).unwrap();
    assert_eq!(Fingerprint::of(&path).unwrap(), Some(written));
}

#[test]
fn a_missing_folder_and_a_target_that_is_no_file_are_errors() {
    let (folder, path) = folder();
    let error = write(&path.join("b.ron"), "text", None).unwrap_err();
    assert!(said(&error).contains("in its folder failed. The folder does not exist. Create it"), "{error}");
    let error = write(folder.path(), "text", None).unwrap_err();
    assert!(said(&error).contains("finding the file failed. It is a folder"), "{error}");
    assert!(Fingerprint::of(folder.path()).is_err());
    assert_eq!(names(folder.path()), "");
}

#[cfg(unix)]
#[test]
fn links_are_written_through() {
    let (folder, real) = folder();
    let links = folder.path().join("links");
    fs::create_dir(&links).unwrap();
    for (name, to) in [("one", "../a.ron"), ("two", "one"), ("loop", "pool"), ("pool", "loop")] {
        std::os::unix::fs::symlink(to, links.join(name)).unwrap();
    }
    // The first is dangling when it is written.
    for name in ["one", "two"] {
        let written = write(&links.join(name), name, None).unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), name);
        assert_eq!(Fingerprint::of(&links.join(name)).unwrap(), Some(written));
    }
    let error = write(&links.join("loop"), "text", None).unwrap_err();
    assert!(said(&error).contains("finding the file failed. It is a link that leads in a circle"), "{error}");
    assert!(
        !real.is_symlink() && fs::read_dir(&links).unwrap().all(|link| link.unwrap().path().is_symlink())
    );
    assert_eq!(names(folder.path()) + " " + &names(&links), "a.ron links loop one pool two");
}

#[cfg(unix)]
#[test]
fn mode_and_owner_are_kept_and_protection_is_heeded() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let (folder, path) = folder();
    fs::write(&path, "").unwrap();
    write(&folder.path().join("new"), "", None).unwrap();
    let (old, new) = (fs::metadata(&path).unwrap(), fs::metadata(folder.path().join("new")).unwrap());
    assert_eq!(new.mode(), old.mode(), "a new file has the mode that any new file gets");
    // Only root may give the file to someone else; otherwise the owner stays the same anyway.
    let _ = chown(&path, Some(65534), Some(65534));
    let old = fs::metadata(&path).unwrap();
    for mode in [0o600, 0o755, 0o444] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(write(&path, &mode.to_string(), None).is_err(), mode == 0o444);
        let new = fs::metadata(&path).unwrap();
        assert_eq!((new.mode() & 0o777, new.uid(), new.gid()), (mode, old.uid(), old.gid()));
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), 0o755.to_string());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let (disk, path) = folder();
    let run = |command: &str| {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", command, "sh"]).arg(disk.path()).output().is_ok_and(|ran| ran.status.success())
    };
    if !run("mount -t tmpfs -o size=64k tmpfs \"$1\"") {
        println!("skipped: mounting a small disk is not permitted here");
        return;
    }
    let outcome = std::panic::catch_unwind(|| {
        let expected = write(&path, &"o".repeat(10_000), None).unwrap();
        let error = write(&path, &"n".repeat(200_000), Some(&expected)).unwrap_err();
        assert!(said(&error).contains("writing the text failed. The disk is full"), "{error}");
        assert_eq!(Fingerprint::of(&path).unwrap().as_ref(), Some(&expected));
        assert_eq!(names(path.parent().unwrap()), "a.ron");
        write(&path, "small again", Some(&expected)).unwrap();
    });
    assert!(run("umount \"$1\"") && outcome.is_ok());
}
