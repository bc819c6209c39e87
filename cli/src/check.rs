//! `onrecord check`.

use onrecord_core::formats::Imported;

use super::{Outcome, Reading, files, progress};

/// Reads each file and shows what is wrong with it, and what is in it.
pub fn check(paths: &[String], reading: &Reading) -> Outcome {
    let checked = paths.iter().enumerate().map(|(place, path)| {
        progress::on_one_of(place, paths.len(), path);
        check_file(path, reading)
    });
    checked.max().unwrap_or(Outcome::Fine)
}

fn check_file(path: &str, reading: &Reading) -> Outcome {
    match files::read(path, reading) {
        Err(error) => {
            files::report(&error);
            Outcome::Unusable
        }
        Ok(imported) => {
            if let Some(unit) = imported.unit {
                files::answer(&format!("{path}: offsets in {unit}"));
            }
            files::answer(&format!("{path}: {}", summary(&imported)));
            report_problems(&imported)
        }
    }
}

/// Shows a line for each problem.
pub fn report_problems(imported: &Imported) -> Outcome {
    imported.problems.iter().for_each(|problem| files::report(&problem.to_string()));
    if imported.problems.is_empty() { Outcome::Fine } else { Outcome::Findings }
}

fn summary(imported: &Imported) -> String {
    let articles = &imported.articles;
    let n_annotations = articles.iter().map(|article| article.annotations.len()).sum();
    let n_links = articles.iter().map(|article| article.links.len()).sum();
    let counts = [
        counted(articles.len(), "article"),
        counted(n_annotations, "annotation"),
        counted(n_links, "link"),
        counted(imported.problems.len(), "problem"),
    ];
    counts.join(", ")
}

fn counted(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{plural}")
}
