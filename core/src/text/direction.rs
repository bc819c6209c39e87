//! The direction in which a text runs.

/// Blocks of Unicode whose letters run from right to left (Unicode Standard, roadmap of the BMP and
/// the SMP): Hebrew to Arabic Extended, their presentation forms, and the two right-to-left areas
/// of the SMP.
const RIGHT_TO_LEFT: [(char, char); 5] = [
    ('\u{590}', '\u{8ff}'),
    ('\u{fb1d}', '\u{fdff}'),
    ('\u{fe70}', '\u{feff}'),
    ('\u{10800}', '\u{10fff}'),
    ('\u{1e800}', '\u{1efff}'),
];

/// Whether the first letter of `text` runs from right to left; `false` without any.
///
/// This is the first strong character of the Unicode Bidirectional Algorithm (UAX #9, rule P2) for
/// texts that do not begin with isolated stretches.
pub fn runs_right_to_left(text: &str) -> bool {
    let is_strong = |character: &char| character.is_alphabetic();
    text.chars().find(is_strong).is_some_and(|letter| {
        RIGHT_TO_LEFT.iter().any(|(first, last)| (*first..=*last).contains(&letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_decides() {
        for text in ["مرحبا world", "« 12: שלום", "\u{1e900}"] {
            assert!(runs_right_to_left(text), "{text}");
        }
        for text in ["", "12 %", "Hello مرحبا", "漢字", "ไทย"] {
            assert!(!runs_right_to_left(text), "{text}");
        }
    }
}
