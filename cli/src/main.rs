//! The command line of On the Record.
//!
//! What is found goes to standard error, one line each: file, place, reason. The exit code is 0
//! when all is well, 1 when something was found, 2 when an input could not be used at all.

mod check;
mod convert;
mod files;
mod list_formats;

use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use onrecord_core::formats::{ALL, Format};

/// Check and convert annotation files of On the Record.
#[derive(Parser)]
#[command(name = "onrecord", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say whether annotation files are sound: every span in its text and on its quote.
    Check {
        /// The files; - is standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<String>,
        /// Their format.
        #[arg(long, default_value = "native", value_name = "FORMAT",
              value_parser = ids(|format| format.is_read))]
        from: String,
    },
    /// Write an annotation file anew, in the same or another format.
    Convert {
        /// The file to read; - is standard input.
        #[arg(value_name = "IN")]
        input: String,
        /// The file to write; - is standard output.
        #[arg(short, long, value_name = "OUT")]
        output: String,
        /// The format of the file to read.
        #[arg(long, value_name = "FORMAT", value_parser = ids(|format| format.is_read))]
        from: String,
        /// The format of the file to write.
        #[arg(long, value_name = "FORMAT", value_parser = ids(|format| format.is_written))]
        to: String,
    },
    /// List the formats.
    Formats,
}

/// How a command went; the worst of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Fine,
    Findings,
    Unusable,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Check { files, from } => check::check(&files, &from),
        Command::Convert { input, output, from, to } => {
            convert::convert(&input, &output, &from, &to)
        }
        Command::Formats => list_formats::list_formats(),
    };
    ExitCode::from(match outcome {
        Outcome::Fine => 0,
        Outcome::Findings => 1,
        Outcome::Unusable => 2,
    })
}

fn ids(is_offered: impl Fn(&Format) -> bool) -> PossibleValuesParser {
    PossibleValuesParser::new(ALL.iter().filter(|of| is_offered(of)).map(|format| format.id))
}
