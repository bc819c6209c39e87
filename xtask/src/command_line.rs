//! What can be asked of `cargo xtask`.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, bail};
use lexopt::prelude::*;

use crate::tools::Engine;

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
      --workload SIZE small, medium, large or library; may be repeated
      --only PART     load, edits, scroll or export; may be repeated
      --profile DIR   Write CPU profiles instead; build with ONRECORD_NAMES=1 to see names
  modules DIR         Build the modules that the page fetches later into DIR; Trunk asks for it
  test                Check and test everything, the page in real browsers too
      --engines LIST  chromium (the default), firefox, webkit, or all;
                      separated by commas
      --only STAGE    lint, unit, readers, e2e or soak
      --filter TEXT   Only the tests whose names contain this
  soak                Build the page and try for long what it keeps; adds the
                      figures to docs/reliability.md
      --no-build      Try dist/ as it is
      --no-report     Write nothing down
      --engine NAME   chromium (the default) or firefox
      --kills N       Kill the browser so often (60, 20 in Firefox)
      --tabs N        Let two windows work at once so often (20)
      --operations N  Commands of each window (1000)
      --actions N     Do so many things at random (1000); where one of these is
                      named, nothing else is tried
      --faults N      Break the browser in each way so often at most (as often as
                      docs/reliability.md says)
      --fault NUMBER  Only in this way, such as F5; may be repeated
      --readers SECS  Try each reader of documents for so long, and no browser
      --small         Only as much as `test` does
      --minutes M     Begin nothing new after so long; the same command goes on
      --seeds N       Profiles in which that is done (10)
      --seed S        Repeat a run
  interop             Have programs of others read what is written in every format
  help                Print this
";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Build,
    Interop,
    Serve(ServeOptions),
    Bench(BenchOptions),
    Modules(PathBuf),
    Test(TestOptions),
    Soak(SoakOptions),
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

/// Options of `test`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TestOptions {
    pub(crate) engines: Vec<Engine>,
    /// One stage instead of all of them.
    pub(crate) only: Option<Stage>,
    pub(crate) filter: Option<String>,
}

/// Options of `soak`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SoakOptions {
    pub(crate) is_building: bool,
    pub(crate) is_reporting: bool,
    pub(crate) engine: Engine,
    /// For how many seconds each reader is tried, instead of the page in a browser.
    pub(crate) reader_seconds: Option<u64>,
    /// What the trials themselves are asked.
    pub(crate) rest: Vec<OsString>,
}

/// A part of `test` that can be run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Lint,
    Unit,
    Readers,
    EndToEnd,
    Soak,
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
        "interop" => read_nothing(&mut parser).map(|()| Command::Interop),
        "serve" => read_serve(&mut parser),
        "bench" => read_bench(&mut parser).map(Command::Bench),
        "modules" => read_modules(&mut parser),
        "test" => read_test(&mut parser),
        "soak" => read_soak(&mut parser),
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

fn read_modules(parser: &mut lexopt::Parser) -> anyhow::Result<Command> {
    // Hooks of Trunk cannot name the directory as an argument.
    let directory = match parser.next()? {
        Some(Value(directory)) => Some(directory),
        Some(argument) => return Err(argument.unexpected().into()),
        None => std::env::var_os("TRUNK_STAGING_DIR"),
    };
    let directory = directory.context("`modules` needs a directory")?;
    read_nothing(parser)?;
    Ok(Command::Modules(directory.into()))
}

fn read_test(parser: &mut lexopt::Parser) -> anyhow::Result<Command> {
    let mut options = TestOptions { engines: vec![Engine::Chromium], only: None, filter: None };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("engines") => options.engines = read_engines(&parser.value()?.string()?)?,
            Long("filter") => options.filter = Some(parser.value()?.string()?),
            Long("only") => {
                options.only = Some(match parser.value()?.string()?.as_str() {
                    "lint" => Stage::Lint,
                    "unit" => Stage::Unit,
                    "readers" => Stage::Readers,
                    "e2e" => Stage::EndToEnd,
                    "soak" => Stage::Soak,
                    stage => bail!("there is no stage `{stage}`: lint, unit, readers, e2e or soak"),
                });
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(Command::Test(options))
}

fn read_soak(parser: &mut lexopt::Parser) -> anyhow::Result<Command> {
    let mut options = SoakOptions {
        is_building: true,
        is_reporting: true,
        engine: Engine::Chromium,
        reader_seconds: None,
        rest: Vec::new(),
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("no-build") => options.is_building = false,
            Long("no-report") => options.is_reporting = false,
            Long("readers") => options.reader_seconds = Some(parser.value()?.parse()?),
            Long("small") => options.rest.push("--small".into()),
            Long("engine") => {
                options.engine = match read_engines(&parser.value()?.string()?)?[..] {
                    // A driven WebKit keeps no profile that could be opened again.
                    [engine @ (Engine::Chromium | Engine::Firefox)] => engine,
                    _ => bail!("the trials run in chromium or in firefox"),
                };
            }
            Long(name) => {
                let name = format!("--{name}").into();
                options.rest.extend([name, parser.value()?]);
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(Command::Soak(options))
}

fn read_engines(list: &str) -> anyhow::Result<Vec<Engine>> {
    if list == "all" {
        return Ok(Engine::ALL.to_vec());
    }
    let named = |name: &str| Engine::ALL.into_iter().find(|engine| engine.name() == name);
    let engines = list.split(',').map(|name| {
        named(name)
            .with_context(|| format!("there is no engine `{name}`: chromium, firefox, webkit"))
    });
    engines.collect()
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
        check("modules some/place", Some(Command::Modules("some/place".into())));
        check("modules one two", None);
        check("dance", None);
        let test = |engines: &[Engine], only, filter: Option<&str>| {
            let filter = filter.map(str::to_owned);
            Some(Command::Test(TestOptions { engines: engines.to_vec(), only, filter }))
        };
        check("test", test(&[Engine::Chromium], None, None));
        check("test --engines all --only lint", test(&Engine::ALL, Some(Stage::Lint), None));
        check(
            "test --engines=firefox,webkit --filter guard --only e2e",
            test(&[Engine::Firefox, Engine::WebKit], Some(Stage::EndToEnd), Some("guard")),
        );
        check("test --engines netscape", None);
        let rest = ["--kills", "3"].map(OsString::from).to_vec();
        let engine = Engine::Firefox;
        check(
            "soak --no-build --no-report --engine=firefox --kills 3",
            Some(Command::Soak(SoakOptions {
                is_building: false,
                is_reporting: false,
                engine,
                reader_seconds: None,
                rest,
            })),
        );
        check("soak --engine webkit", None);
    }
}
