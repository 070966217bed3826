//! No circle of imports is larger than two files. A file that imports what its own folder's `mod.rs` declares is no part
//! of a circle by that: the two count as one.

use std::collections::{BTreeMap, BTreeSet};

use super::{Source, paths_from, sources};

/// A module's path from the crate's root: `["app", "plot", "trace"]`.
type Module = Vec<String>;

/// Files in circles that are known; whoever takes one apart takes it out here.
const KNOWN: &[&[&str]] = &[];

fn module_of(path: &str) -> Module {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut parts: Module = path.split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// Every path that a tree of imports names: `a::{b, c::{d, e}}` names three.
fn expanded(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let inner = &rest[..rest.rfind('}').unwrap_or(rest.len())];
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for c in inner.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if c == ',' && depth == 0 {
            items.push(std::mem::take(&mut item));
        } else {
            item.push(c);
        }
    }
    items.push(item);
    let named = items.iter().filter(|item| !item.trim().is_empty());
    named.flat_map(|item| expanded(&format!("{before}{}", item.trim()))).collect()
}

/// The other modules that a source names, by imports and by paths in its code.
fn imports(source: &Source, modules: &BTreeMap<Module, String>) -> BTreeSet<Module> {
    let own = module_of(&source.path);
    let mut found = BTreeSet::new();
    let mut note = |base: &[String], path: &str| {
        let mut base = base.to_vec();
        let mut rest: Vec<&str> = path.split("::").map(str::trim).collect();
        while rest.first() == Some(&"super") {
            base.pop();
            rest.remove(0);
        }
        let mut full: Module = base.into_iter().chain(rest.into_iter().map(str::to_owned)).collect();
        while !full.is_empty() && !modules.contains_key(&full) {
            full.pop();
        }
        let is_own_folder = full.len() + 1 == own.len() && own.starts_with(&full);
        if !full.is_empty() && full != own && !is_own_folder {
            found.insert(full);
        }
    };
    // `pub(in crate::app)` says who may see something, and imports nothing.
    let code = source.bare.replace("(in crate::", "(in ");
    for (start, base) in
        [("crate::", &[][..]), ("super::", own.split_last().map_or(&[][..], |(_, rest)| rest))]
    {
        for (_, tree) in paths_from(&code, start) {
            for path in expanded(&tree) {
                note(base, &path);
            }
        }
    }
    // A module names the files of its folder without more ado.
    for (module, _) in
        modules.iter().filter(|(module, _)| module.len() == own.len() + 1 && module.starts_with(&own))
    {
        let name = format!("{}::", module[own.len()]);
        if !paths_from(&code, &name).is_empty() {
            found.insert(module.clone());
        }
    }
    found
}

/// The strongly connected parts of a graph that have more than one member.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<Vec<Module>> {
    // What each reaches; the graph has a few hundred nodes.
    let mut reached: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for start in edges.keys() {
        let (mut seen, mut next) = (BTreeSet::new(), vec![start]);
        while let Some(at) = next.pop() {
            for to in edges.get(at).into_iter().flatten() {
                if seen.insert(to) {
                    next.push(to);
                }
            }
        }
        reached.insert(start, seen);
    }
    let mut circles: BTreeSet<Vec<Module>> = BTreeSet::new();
    for (start, to) in &reached {
        let back = |other: &&&Module| reached.get(**other).is_some_and(|own| own.contains(start));
        let circle: Vec<Module> = to.iter().filter(back).map(|module| (*module).clone()).collect();
        if 1 < circle.len() {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

#[test]
fn no_circle_of_imports_is_larger_than_two_files() {
    let sources = sources();
    let modules: BTreeMap<Module, String> =
        sources.iter().map(|source| (module_of(&source.path), source.path.clone())).collect();
    let edges: BTreeMap<Module, BTreeSet<Module>> =
        sources.iter().map(|source| (module_of(&source.path), imports(source, &modules))).collect();
    let n_edges: usize = edges.values().map(BTreeSet::len).sum();
    assert!(500 < n_edges, "the imports were found: {n_edges}");
    let mut failures = Vec::new();
    let mut known: Vec<&&[&str]> = KNOWN.iter().collect();
    for circle in circles(&edges).iter().filter(|circle| 2 < circle.len()) {
        let files: Vec<&str> = circle.iter().map(|module| modules[module].as_str()).collect();
        // A known circle may become smaller, and must go from the list once it is gone.
        if let Some(at) = known.iter().position(|known| files.iter().all(|file| known.contains(file))) {
            known.remove(at);
        } else {
            failures.push(format!("{} files: {}", files.len(), files.join(", ")));
        }
    }
    failures
        .extend(known.iter().map(|known| format!("no circle any more, take it from the list: {known:?}")));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn circles_are_found() {
    assert_eq!(expanded("a::{b, c::{d, e as f}}"), ["a::b", "a::c::d", "a::c::e"]);
    let module = |name: &str| vec![name.to_owned()];
    let edge = |from: &str, to: &[&str]| (module(from), to.iter().map(|to| module(to)).collect());
    let edges = BTreeMap::from([
        edge("a", &["b"]),
        edge("b", &["c"]),
        edge("c", &["a", "d"]),
        edge("d", &["e"]),
        edge("e", &["d"]),
    ]);
    assert_eq!(
        circles(&edges),
        [vec![module("a"), module("b"), module("c")], vec![module("d"), module("e")]]
    );
}
