//! `onrecord convert`.

use std::path::Path;

use onrecord_core::formats::{Edition, Loss, Stamp, export_edition, loss};

use super::check::report_problems;
use super::{Outcome, Reading, clock, files, progress};

/// Reads `input` and writes what could be read to `output`, showing what could not, and what the
/// format cannot hold.
pub fn convert(
    input: &str,
    output: &str,
    reading: &Reading,
    to: &str,
    report: Option<&str>,
) -> Outcome {
    match try_convert(input, output, reading, to, report) {
        Ok(outcome) => outcome,
        Err(error) => {
            files::report(&error);
            Outcome::Unusable
        }
    }
}

fn try_convert(
    input: &str,
    output: &str,
    reading: &Reading,
    to: &str,
    report: Option<&str>,
) -> Result<Outcome, String> {
    let mut imported = files::read(input, reading)?;
    let outcome = report_problems(&imported);
    let unknown = std::mem::take(&mut imported.unknown);
    let stamp = Stamp { unknown, ..Stamp::new(clock::now()) };
    let stem = Path::new(output).file_stem().and_then(|stem| stem.to_str());
    let stem = stem.filter(|stem| *stem != "-").unwrap_or("annotations");
    let n_bytes = imported.articles.iter().map(|article| article.text.as_str().len()).sum();
    progress::on_file("writing and checking", stem, n_bytes);
    let written = export_edition(to, Edition::of_imported(imported), stem, &stamp)
        .map_err(|error| format!("{input}: {error}"))?;
    files::write_all(output, &written.files, stamp.exported)?;
    report_losses(output, to, &written.losses);
    if let Some(report) = report {
        files::write(report, loss::report(to, &written.losses).as_bytes())?;
    }
    Ok(outcome)
}

/// Shows a line for each kind of loss.
fn report_losses(output: &str, to: &str, losses: &[Loss]) {
    for line in loss::summary(losses) {
        files::report(&format!("{output}: {to}: {line}"));
    }
}
