//! What can be asked of `cargo xtask`.

use std::ffi::OsString;

use anyhow::bail;
use lexopt::prelude::*;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
Usage: cargo xtask COMMAND

  build               Build the page into dist/ and weigh it
  serve               Build the page, serve it on this computer and open it
      --port PORT     Start looking for a free port here (8080)
      --no-open       Open no browser
  bench               Build the page and measure it in Chromium; writes docs/performance.md
      --no-build      Measure dist/ as it is
      --runs N        Measure everything so often (5)
      --workload SIZE small, medium or large; may be repeated
      --only PART     load, edits, scroll or export; may be repeated
      --profile DIR   Write CPU profiles instead; build with ONRECORD_NAMES=1 to see names
  help                Print this
";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Build,
    Serve(ServeOptions),
    Bench(BenchOptions),
}

/// Options of `serve`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    pub(crate) port: u16,
    pub(crate) is_opening: bool,
}

/// Options of `bench`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BenchOptions {
    pub(crate) is_building: bool,
    /// What the bench itself is asked.
    pub(crate) rest: Vec<OsString>,
}

/// Reads the whole command line; its first argument is the program.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<Command> {
    let mut parser = lexopt::Parser::from_iter(arguments);
    let command = match parser.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Command::Help),
        Some(Value(name)) => name.string()?,
        Some(argument) => return Err(argument.unexpected().into()),
    };
    match command.as_str() {
        "help" => Ok(Command::Help),
        "build" => read_nothing(&mut parser).map(|()| Command::Build),
        "serve" => read_serve(&mut parser),
        "bench" => read_bench(&mut parser).map(Command::Bench),
        _ => bail!("there is no command `{command}`; `cargo xtask help` lists them"),
    }
}

fn read_nothing(parser: &mut lexopt::Parser) -> anyhow::Result<()> {
    match parser.next()? {
        None => Ok(()),
        Some(argument) => Err(argument.unexpected().into()),
    }
}

fn read_serve(parser: &mut lexopt::Parser) -> anyhow::Result<Command> {
    let mut options = ServeOptions { port: 8080, is_opening: true };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("no-open") => options.is_opening = false,
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(Command::Serve(options))
}

fn read_bench(parser: &mut lexopt::Parser) -> anyhow::Result<BenchOptions> {
    let mut rest: Vec<OsString> = parser.raw_args()?.collect();
    let n_given = rest.len();
    rest.retain(|argument| argument != "--no-build");
    Ok(BenchOptions { is_building: rest.len() == n_given, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<Command>) {
        let arguments = std::iter::once("xtask").chain(line.split_whitespace());
        assert_eq!(read(arguments.map(OsString::from)).ok(), expected, "{line}");
    }

    #[test]
    fn commands_and_options() {
        check("", Some(Command::Help));
        check("build", Some(Command::Build));
        check("build --port 1", None);
        check("serve", Some(Command::Serve(ServeOptions { port: 8080, is_opening: true })));
        check(
            "serve --port=9000 --no-open",
            Some(Command::Serve(ServeOptions { port: 9000, is_opening: false })),
        );
        check("serve --port many", None);
        let rest = vec![OsString::from("--runs"), OsString::from("2")];
        check(
            "bench --no-build --runs 2",
            Some(Command::Bench(BenchOptions { is_building: false, rest })),
        );
        check("dance", None);
    }
}
