//! The figures of all runs as a table in Markdown.

use std::fmt::Write;

use crate::goals::{ROWS, Row};
use crate::measure::{Figure, Figures};

/// The runs of one size on all pages.
#[derive(Default)]
pub struct Runs {
    /// The position of the size among all.
    pub size: usize,
    /// The size's name.
    pub title: &'static str,
    /// Our page.
    pub ours: Vec<Figures>,
    /// The floor page.
    pub floor: Vec<Figures>,
    /// The page with a library of others, if it is there.
    pub recogito: Vec<Figures>,
    /// Our page's document without the program.
    pub alone: Vec<Figures>,
    /// A page that only makes our page's document by a script.
    pub made: Vec<Figures>,
}

/// The value in the middle; the mean of the two middle ones of an even number; 0 of none.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    match (values.len(), values.len() / 2) {
        (0, _) => 0.0,
        (n, middle) if n % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        (_, middle) => values[middle],
    }
}

/// The median of a figure of some runs; `None` where none of them has it.
pub fn middle(runs: &[Figures], figure: Figure) -> Option<f64> {
    Some(Spread::of(runs, figure)?.median)
}

/// A section with the table of one size.
pub fn section(runs: &Runs) -> String {
    let mut text = format!(
        "## {}\n\n| | ours (range) | floor (range) | ratio | goal | | Recogito |\n|---|---|---|---|---|---|---|\n",
        runs.title
    );
    for row in &ROWS {
        if let Some(ours) = Spread::of(&runs.ours, row.figure) {
            let others = [&runs.floor, &runs.recogito].map(|runs| Spread::of(runs, row.figure));
            push_row(&mut text, row, runs.size, &ours, &others);
        }
    }
    text
}

fn push_row(
    text: &mut String,
    row: &Row,
    size: usize,
    ours: &Spread,
    [floor, recogito]: &[Option<Spread>; 2],
) {
    let floor = floor.as_ref();
    let limit = row.limit(size, floor.map(|floor| floor.median));
    let shown = floor.filter(|floor| floor.median > 0.0);
    let ratio = shown.map(|floor| format!("{:.2}", ours.median / floor.median));
    let goal = limit.map(|limit| format!("≤ {}", number(limit)));
    let verdict = limit.map(|limit| if ours.median <= limit { "met" } else { "**missed**" });
    let _ = writeln!(
        text,
        "| {} | {} | {} | {} | {} | {} | {} |",
        row.title,
        ours.shown(),
        shown.map(Spread::shown).unwrap_or_default(),
        ratio.unwrap_or_default(),
        goal.unwrap_or_default(),
        verdict.unwrap_or_default(),
        recogito.as_ref().map(|it| number(it.median)).unwrap_or_default(),
    );
}

/// The middle and the ends of some values.
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    fn of(runs: &[Figures], figure: Figure) -> Option<Self> {
        let values: Vec<f64> = runs.iter().filter_map(|run| run.get(&figure)).copied().collect();
        let least = values.iter().copied().reduce(f64::min)?;
        let most = values.iter().copied().reduce(f64::max)?;
        Some(Self { median: median(&values), least, most })
    }

    fn shown(&self) -> String {
        let Self { median, least, most } = self;
        format!("{} ({}–{})", number(*median), number(*least), number(*most))
    }
}

/// As many digits as mean something.
pub fn number(value: f64) -> String {
    if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_values() {
        assert_eq!(median(&[]), 0.0);
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
    }

    #[test]
    fn a_goal_is_met_or_missed() {
        let run = |load| vec![Figures::from([(Figure::Load, load)])];
        let section = |ours| {
            section(&Runs {
                size: 2,
                title: "large",
                ours: run(ours),
                floor: run(100.0),
                recogito: run(1e4),
                ..Runs::default()
            })
        };
        assert!(
            section(89.0)
                .contains("| 89.0 (89.0–89.0) | 100 (100–100) | 0.89 | ≤ 90.0 | met | 10000 |")
        );
        assert!(section(91.0).contains("**missed**"));
    }
}
