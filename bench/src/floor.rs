//! The floor: a page written by hand that shows the same text with the same highlights.
//!
//! Its highlights are in the markup already, it has no cards, no library, no undo history, and its
//! storage is one key. Nothing that does more can be expected to be faster.

use std::fmt::Write;
use std::path::Path;

use onrecord_core::highlight::segments;
use onrecord_core::model::Annotation;
use onrecord_core::text::CharSpan;

use crate::workload::Workload;

/// Writes the page into `directory` and returns how many highlights it has.
///
/// # Errors
/// When the directory cannot be written.
pub fn write(workload: &Workload, directory: &Path) -> anyhow::Result<usize> {
    let (html, n_marks) = page(workload);
    std::fs::create_dir_all(directory)?;
    std::fs::write(directory.join("index.html"), html)?;
    std::fs::write(directory.join("floor.css"), include_str!("page/floor.css"))?;
    std::fs::write(directory.join("floor.js"), include_str!("page/floor.js"))?;
    Ok(n_marks)
}

fn page(workload: &Workload) -> (String, usize) {
    let mut html = String::from(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Floor</title>\
         <link rel=stylesheet href=floor.css><script defer src=floor.js></script>\
         <main data-article-text>",
    );
    let mut annotations: Vec<&Annotation> = workload.annotations.iter().collect();
    annotations.sort_unstable_by_key(|annotation| annotation.order_key());
    let mut n_marks = 0;
    for block in &workload.article.blocks {
        let from = annotations.partition_point(|it| it.hull().start() < block.range.start());
        let to = annotations.partition_point(|it| it.hull().start() < block.range.end());
        html.push_str("<p>");
        n_marks += write_block(&mut html, workload, block.range, &annotations[from..to], from);
        html.push_str("</p>\n\n");
    }
    html.push_str("</main></html>");
    (html, n_marks)
}

fn write_block(
    html: &mut String,
    workload: &Workload,
    block: CharSpan,
    annotations: &[&Annotation],
    first: usize,
) -> usize {
    let ranges = annotations.iter().map(|annotation| annotation.ranges.as_slice());
    let mut n_marks = 0;
    for segment in segments(&workload.text, block, ranges).iter() {
        let text = &workload.text.as_str()[segment.bytes.range()];
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let Some(top) = segment.active.last() else {
            html.push_str(&text);
            continue;
        };
        let ids = segment.active.iter().map(|active| (first + active.annotation).to_string());
        let (ids, label) = (ids.collect::<Vec<_>>().join(" "), &annotations[top.annotation].label);
        let _ = write!(html, "<mark data-annotation=\"{ids}\" class={label}>{text}</mark>");
        n_marks += 1;
    }
    n_marks
}
