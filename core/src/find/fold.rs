//! Letters that differ by case alone, made alike.

/// The letter that stands for all cases of `letter`: Unicode's simple folding, which never makes
/// two letters of one, so that offsets stay those of the text. Blanks of all kinds are alike.
///
/// Making it large first brings together what has several small forms, such as σ and ς.
///
/// Source: The Unicode Standard, section 3.13, and `CaseFolding.txt` (statuses C and S).
pub(super) fn folded(letter: char) -> char {
    match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        ' ' | '!'..='~' => letter,
        // Turkish dotless i folds to nothing else; only its capital is an I.
        'ı' => letter,
        _ if letter.is_whitespace() => ' ',
        _ => {
            let capital = only(letter, letter.to_uppercase());
            only(capital, capital.to_lowercase())
        }
    }
}

/// The one letter of `letters`, else `letter`.
fn only(letter: char, mut letters: impl Iterator<Item = char>) -> char {
    match (letters.next(), letters.next()) {
        (Some(other), None) => other,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_a_letter_are_alike() {
        for alike in [
            "Kk\u{212a}",
            "Σσς",
            "Ssſ",
            "Ββϐ",
            "Θθϑϴ",
            "µμΜ",
            "Åå\u{212b}",
            "ßẞ",
            "Дд",
            "Աա",
            "Ꭰꭰ",
            "𐐀𐐨",
            "ᾳᾼ",
            "Ⓐⓐ",
            "Ǆǅǆ",
            " \t\u{a0}\u{3000}\n",
        ] {
            let folds: Vec<char> = alike.chars().map(folded).collect();
            assert!(folds.windows(2).all(|pair| pair[0] == pair[1]), "{alike}: {folds:?}");
        }
        for (one, other) in [('i', 'ı'), ('i', 'İ'), ('e', 'é'), ('s', 'ß'), ('あ', 'ア')] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for letter in '\0'..=char::MAX {
            assert_eq!(folded(folded(letter)), folded(letter), "{letter:?}");
        }
    }
}
