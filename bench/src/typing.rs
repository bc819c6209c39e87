//! Letters that are typed where the page answers each of them: a note, the list of commands, the search.

use std::thread::sleep;
use std::time::Duration;

use crate::measure::{Figure, Figures};
use crate::tab::{Key, Tab};
use crate::table::median;

/// Waits so long after a letter for what it left to do.
const AFTER_LETTER: Duration = Duration::from_millis(50);

const ESCAPE_KEY: Key = Key::named("Escape", 27);

/// Fields that a key opens; what is typed there begins a command, or a word of the texts.
const FIELDS: [(Key, &str, [&str; 5], Figure); 2] = [
    (
        Key::character("k", 75).with_ctrl(),
        ".palette input",
        ["e", "x", "p", "o", "r"],
        Figure::PaletteWall,
    ),
    (
        Key::character("f", 70).with_ctrl(),
        ".find-bar input",
        ["f", "e", "r", "r", "y"],
        Figure::FindWall,
    ),
];

/// Types into the note of the chosen mark, and into each of [`FIELDS`].
///
/// # Errors
/// When a field does not open.
pub fn measure(tab: &mut Tab, figures: &mut Figures) -> anyhow::Result<()> {
    tab.evaluate("document.querySelector('.card[data-selected] textarea').focus()")?;
    tab.settle()?;
    let (cpu, wall) = typed(tab, ["a"; 5])?;
    figures.extend([(Figure::Type, cpu), (Figure::TypeWall, wall)]);
    tab.evaluate("document.activeElement.blur()")?;
    tab.settle()?;
    for (key, field, letters, figure) in FIELDS {
        tab.press(key)?;
        tab.evaluate(&format!("__probe.focused('{field}')"))?;
        tab.settle()?;
        figures.insert(figure, typed(tab, letters)?.1);
        tab.press(ESCAPE_KEY)?;
        tab.settle()?;
    }
    Ok(())
}

/// CPU and wall time of a letter, the medians of five.
fn typed(tab: &mut Tab, letters: [&'static str; 5]) -> anyhow::Result<(f64, f64)> {
    let (mut cpus, mut walls) = (Vec::new(), Vec::new());
    for letter in letters {
        tab.evaluate("__probe.expectKey()")?;
        let before = tab.task_ms()?;
        tab.press(Key::character(letter, letter.as_bytes()[0].to_ascii_uppercase().into()))?;
        walls.push(tab.number("__probe.key")?);
        sleep(AFTER_LETTER);
        cpus.push(tab.task_ms()? - before);
    }
    Ok((median(&cpus), median(&walls)))
}
