//! The commands that build, serve, test and measure On the Record.
fn main() {}
