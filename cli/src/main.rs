//! The command line of On the Record.
//!
//! What is found goes to standard error, one line each: file, place, reason. The exit code is 0
//! when all is well, 1 when something was found, 2 when an input could not be used at all.

mod check;
mod clock;
mod convert;
mod files;
mod import;
mod list_formats;
mod progress;

use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use onrecord_core::formats::{ALL, Format};

/// Recognised by what is in the file.
const AUTO: &str = "auto";

/// Check and convert annotation files, and make them of articles.
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
        #[command(flatten)]
        reading: Reading,
    },
    /// Write an annotation file anew, in the same or another format.
    Convert {
        /// The file or folder to read; - is standard input.
        #[arg(value_name = "IN")]
        input: String,
        /// The file to write; - is standard output. A folder or .zip for several files.
        #[arg(short, long, value_name = "OUT")]
        output: String,
        #[command(flatten)]
        reading: Reading,
        /// The format of the file to write.
        #[arg(long, value_name = "FORMAT", value_parser = ids(|format| format.is_written))]
        to: String,
        /// Also write what the format cannot hold, annotation by annotation, as JSON.
        #[arg(long, value_name = "FILE")]
        report: Option<String>,
    },
    /// List the formats.
    Formats,
    /// Make an annotation file of articles, with nothing marked in them.
    Import {
        /// The articles; - is standard input.
        #[arg(required = true, value_name = "ARTICLE")]
        articles: Vec<String>,
        /// The file to write; - is standard output.
        #[arg(short, long, value_name = "OUT")]
        output: String,
    },
}

/// How files are read.
#[derive(Args)]
struct Reading {
    /// Their format; auto recognises it by what is in the file.
    #[arg(long, default_value = AUTO, value_name = "FORMAT", value_parser = read_ids())]
    from: String,
    /// The text that is marked, or a folder of texts, for formats that do not hold it.
    #[arg(long, value_name = "FILE")]
    text: Option<String>,
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
        Command::Check { files, reading } => check::check(&files, &reading),
        Command::Convert { input, output, reading, to, report } => {
            convert::convert(&input, &output, &reading, &to, report.as_deref())
        }
        Command::Formats => list_formats::list_formats(),
        Command::Import { articles, output } => import::import(&articles, &output),
    };
    progress::clear();
    ExitCode::from(match outcome {
        Outcome::Fine => 0,
        Outcome::Findings => 1,
        Outcome::Unusable => 2,
    })
}

fn ids(is_offered: impl Fn(&Format) -> bool) -> PossibleValuesParser {
    PossibleValuesParser::new(ALL.iter().filter(|of| is_offered(of)).map(|format| format.id))
}

fn read_ids() -> PossibleValuesParser {
    let read = ALL.iter().filter(|format| format.is_read).map(|format| format.id);
    PossibleValuesParser::new(std::iter::once(AUTO).chain(read))
}
