//! The module graph of a crate, read from its sources: `use` lines and paths inside the code, re-exports followed to
//! where the name is defined. Tests inside the sources do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module's path from the crate's root; the root is empty.
pub type Module = Vec<String>;

/// One module names a path, at a line of its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    pub from: Module,
    pub line: usize,
    /// As far as it is known: through `crate`, `super`, `self` and re-exports, else as written (`ratatui::layout`).
    pub path: Vec<String>,
}

pub struct Crate {
    modules: BTreeSet<Module>,
    pub mentions: Vec<Mention>,
}

impl Crate {
    /// Reads all sources below a folder but the roots of the library and the program.
    pub fn read(root: &Path) -> Crate {
        let mut sources = Vec::new();
        collect(root, root, &mut sources);
        Crate::of(&sources)
    }

    /// The same of texts by module.
    pub fn of(sources: &[(Module, String)]) -> Crate {
        let modules: BTreeSet<Module> = sources.iter().map(|(module, _)| module.clone()).collect();
        let mut mentions = Vec::new();
        let mut imports: BTreeMap<Module, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for (module, text) in sources {
            let tokens = tokens(&code(text));
            for (line, path, alias) in paths(&tokens) {
                let path = absolute(&path, module, &modules);
                if let Some(alias) = alias {
                    imports.entry(module.clone()).or_default().insert(alias, path.clone());
                }
                mentions.push(Mention { from: module.clone(), line, path });
            }
        }
        for mention in &mut mentions {
            mention.path = followed(&mention.path, &modules, &imports);
        }
        Crate { modules, mentions }
    }

    /// The module in which a path ends; `None` if it is another crate's.
    pub fn module_of(&self, path: &[String]) -> Option<Module> {
        (1..=path.len()).rev().map(|length| path[..length].to_vec()).find(|module| self.modules.contains(module))
    }

    /// The circles among the children of each module; a child and everything below it count as one.
    pub fn circles(&self) -> Vec<String> {
        let mut edges: BTreeMap<Module, BTreeMap<(String, String), String>> = BTreeMap::new();
        for mention in &self.mentions {
            let Some(to) = self.module_of(&mention.path) else { continue };
            let shared = mention.from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if let (Some(a), Some(b)) = (mention.from.get(shared), to.get(shared)) {
                let place = format!("{}:{} names {}", mention.from.join("::"), mention.line, mention.path.join("::"));
                let edges = edges.entry(to[..shared].to_vec()).or_default();
                edges.entry((a.clone(), b.clone())).or_insert(place);
            }
        }
        let mut found = Vec::new();
        for (parent, edges) in edges {
            let reached = reachable(edges.keys());
            for ((a, b), place) in &edges {
                if reached.contains(&(b.clone(), a.clone())) {
                    let room = if parent.is_empty() { "the crate".into() } else { parent.join("::") };
                    found.push(format!("in {room}: {a} and {b} are in a circle ({place})"));
                }
            }
        }
        found
    }
}

/// Which nodes are reached from which, over any number of edges.
fn reachable<'a>(edges: impl Iterator<Item = &'a (String, String)>) -> BTreeSet<(String, String)> {
    let mut reached: BTreeSet<(String, String)> = edges.cloned().collect();
    loop {
        let longer: Vec<(String, String)> = reached
            .iter()
            .flat_map(|(a, b)| reached.iter().filter(move |(c, _)| b == c).map(move |(_, d)| (a.clone(), d.clone())))
            .filter(|edge| !reached.contains(edge))
            .collect();
        if longer.is_empty() {
            return reached;
        }
        reached.extend(longer);
    }
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<(Module, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, sources);
            continue;
        }
        let inside = path.strip_prefix(root).unwrap().with_extension("");
        let module: Module = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let is_part = !matches!(module.last().map(String::as_str), Some("lib" | "main" | "tests"));
        if is_part && path.extension().is_some_and(|extension| extension == "rs") {
            sources.push((module, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The text without comments and literals, up to its tests; lines stay lines.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut code = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => 1 + end_of_string(&rest[1..]),
            'r' if rest.starts_with("r#\"") => rest[3..].find("\"#").map_or(rest.len(), |end| end + 5),
            '\'' if rest.starts_with("'\\") => 2 + rest[3..].find('\'').map_or(0, |end| end + 2),
            '\'' if rest.chars().nth(2) == Some('\'') => rest.char_indices().nth(3).map_or(rest.len(), |(end, _)| end),
            _ => 0,
        };
        if skipped == 0 {
            code.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            code.extend(rest[..skipped].chars().filter(|&c| c == '\n'));
            rest = &rest[skipped..];
        }
    }
    code
}

fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    for (place, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return place + 1,
            _ => {}
        }
    }
    text.len()
}

/// Words and signs with their lines; `::` is one sign.
fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let length = match c {
                _ if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
                ':' if rest.starts_with("::") => 2,
                _ => c.len_utf8(),
            };
            if !c.is_whitespace() {
                tokens.push((index + 1, rest[..length].to_string()));
            }
            rest = &rest[length..];
        }
    }
    tokens
}

/// The paths of `use` lines with the name that each brings in, and those in the code that say where they begin.
fn paths(tokens: &[(usize, String)]) -> Vec<(usize, Vec<String>, Option<String>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((line, token)) = tokens.get(at) {
        let follows = |sign: &str| tokens.get(at + 1).is_some_and(|(_, next)| next == sign);
        match token.as_str() {
            "use" if !follows("<") => {
                at = tree(tokens, at + 1, &[], &mut found);
            }
            "crate" | "super" | "self" if follows("::") => {
                let mut path = vec![token.clone()];
                let mut next = at + 1;
                while tokens.get(next).is_some_and(|(_, sign)| sign == "::") {
                    let Some((_, part)) = tokens.get(next + 1).filter(|(_, part)| is_name(part)) else { break };
                    path.push(part.clone());
                    next += 2;
                }
                found.push((*line, path, None));
                at = next;
            }
            _ => at += 1,
        }
    }
    found
}

fn is_name(token: &str) -> bool {
    token.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

/// A `use` tree from a place on; the place behind it.
fn tree(
    tokens: &[(usize, String)],
    mut at: usize,
    before: &[String],
    found: &mut Vec<(usize, Vec<String>, Option<String>)>,
) -> usize {
    let mut path = before.to_vec();
    let mut alias = None;
    while let Some((line, token)) = tokens.get(at) {
        match token.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|(_, token)| token != "}") {
                    at = tree(tokens, at, &path, found);
                    at += usize::from(tokens.get(at).is_some_and(|(_, token)| token == ","));
                }
                return at + 1;
            }
            "," | "}" | ";" => {
                if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
                    path.pop();
                }
                let name = alias.or_else(|| path.last().cloned());
                found.push((*line, path, name));
                return at + usize::from(token == ";");
            }
            "as" => {
                alias = tokens.get(at + 1).map(|(_, name)| name.clone());
                at += 2;
            }
            "::" | "*" => at += 1,
            name => {
                path.push(name.to_string());
                at += 1;
            }
        }
    }
    at
}

/// A path from the crate's root, or as written if it is another crate's.
fn absolute(path: &[String], module: &Module, modules: &BTreeSet<Module>) -> Vec<String> {
    let mut base = match path.first().map(String::as_str) {
        Some("crate") => Vec::new(),
        Some("self") => module.clone(),
        Some("super") => module[..module.len() - 1].to_vec(),
        Some(first) => {
            let child = [module.as_slice(), &[first.to_string()]].concat();
            return if modules.contains(&child) { [module.as_slice(), path].concat() } else { path.to_vec() };
        }
        None => return Vec::new(),
    };
    for part in &path[1..] {
        if part == "super" {
            base.pop();
        } else {
            base.push(part.clone());
        }
    }
    base
}

/// A path with what modules bring in from elsewhere followed to where it is defined.
fn followed(
    path: &[String],
    modules: &BTreeSet<Module>,
    imports: &BTreeMap<Module, BTreeMap<String, Vec<String>>>,
) -> Vec<String> {
    let mut path = path.to_vec();
    for _ in 0..8 {
        let Some(length) = (1..path.len()).rev().find(|&length| modules.contains(&path[..length])) else { break };
        let Some(target) = imports.get(&path[..length]).and_then(|names| names.get(&path[length])) else { break };
        path = target.iter().chain(&path[length + 1..]).cloned().collect();
    }
    path
}
