//! The commands that build, serve and test On the Record.
//! This is the only place that knows tools; the page and core know none.

mod bench;
mod command_line;
mod interop;
mod page;
mod readers;
mod serve;
mod soak;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use command_line::Command;
use workspace::Workspace;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let command = command_line::read(std::env::args_os())?;
    let workspace = Workspace::find()?;
    match command {
        Command::Help => print!("{}", command_line::HELP),
        Command::Build => page::build(&workspace)?.check()?,
        Command::Serve(options) => serve::serve(&workspace, &options)?,
        Command::Bench(options) => bench::bench(&workspace, &options)?,
        Command::Soak(options) => soak::soak(&workspace, &options)?,
        Command::Interop => interop::interop(&workspace)?,
        Command::Modules(directory) => page::build_later_modules(&workspace, &directory)?,
        Command::Test(options) => test::test(&workspace, &options)?,
    }
    Ok(())
}
