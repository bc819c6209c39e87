//! The command line of On the Record.
fn main() {}
