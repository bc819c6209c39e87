//! Processes and what descends from them.

use std::process::Command;

/// A process and all that descend from it, the oldest first.
pub(crate) fn of(ancestor: u32) -> Vec<u32> {
    let parents = parents();
    let mut family = vec![ancestor];
    let mut n_asked = 0;
    while let Some(&member) = family.get(n_asked) {
        n_asked += 1;
        let children = parents.iter().filter(|(_, parent)| *parent == member);
        family.extend(children.map(|(process, _)| *process));
    }
    family
}

/// What a process started itself.
pub(crate) fn children(parent: u32) -> Vec<u32> {
    let parents = parents().into_iter();
    parents.filter(|(_, it)| *it == parent).map(|(process, _)| process).collect()
}

/// Ends these processes at once, in this order.
pub(crate) fn kill(family: &[u32]) {
    send("KILL", family);
}

/// Sends a signal to these processes; those that have ended hear nothing.
pub(crate) fn send(signal: &str, family: &[u32]) {
    let family = family.iter().map(u32::to_string);
    let mut kill = Command::new("kill");
    let _ =
        kill.arg(format!("-{signal}")).args(family).stderr(std::process::Stdio::null()).status();
}

/// Whether a process is over, even if its parent has not taken notice yet.
pub(crate) fn has_ended(process: u32) -> bool {
    let state = Command::new("ps").args(["-o", "stat=", "-p", &process.to_string()]).output();
    state.is_ok_and(|state| {
        let state = String::from_utf8_lossy(&state.stdout).trim().to_owned();
        state.is_empty() || state.starts_with('Z')
    })
}

/// All processes with their parents.
fn parents() -> Vec<(u32, u32)> {
    let Ok(listed) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() else {
        return Vec::new();
    };
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let pair = |line: &str| {
        let mut numbers = line.split_whitespace().map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    listed.lines().filter_map(pair).collect()
}
