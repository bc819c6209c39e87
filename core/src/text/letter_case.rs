//! Capital letters made small, by a rule instead of a table.

/// `text` with small letters for the capitals of the Latin, Greek, Cyrillic and Armenian alphabets,
/// as far as languages of today are written with them.
///
/// For searching and naming, where a rare capital that stays one does little harm. The complete
/// tables weigh 10 KB in the page.
///
/// ```
/// # use onrecord_core::text::small_letters;
/// assert_eq!(small_letters("Élysée ŁÓDŹ Київ ΑΘΗΝΑ"), "élysée łódź київ αθηνα");
/// ```
pub fn small_letters(text: &str) -> String {
    text.chars().map(small_letter).collect()
}

/// Whether every word of `words` stands somewhere in `title`, both as [`small_letters`] has them.
///
/// Tries every place, which titles are short enough for.
///
/// ```
/// # use onrecord_core::text::has_words;
/// assert!(has_words("The Port of Łódź", "łód port"));
/// assert!(!has_words("The Port of Łódź", "ports"));
/// ```
pub fn has_words(title: &str, words: &str) -> bool {
    let (title, words) = (small_letters(title), small_letters(words));
    let stands = |word| title.char_indices().any(|(place, _)| title[place..].starts_with(word));
    words.split_whitespace().all(stands)
}

/// The small letter of `letter`, as [`small_letters`] has it.
pub(crate) fn small_letter(letter: char) -> char {
    let code = u32::from(letter);
    let distance = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde => 32,
        0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => 32,
        0x386 => 38,
        0x388..=0x38a => 37,
        0x38c => 64,
        0x38e..=0x38f => 63,
        0x400..=0x40f => 80,
        0x531..=0x556 => 48,
        // Here capitals and small letters take turns, the capital first.
        0x100..=0x12e | 0x132..=0x136 | 0x14a..=0x176 if code % 2 == 0 => 1,
        0x139..=0x147 | 0x179..=0x17d if code % 2 == 1 => 1,
        0x218..=0x21e | 0x1e00..=0x1e94 | 0x1ea0..=0x1efe if code % 2 == 0 => 1,
        0x460..=0x480 | 0x48a..=0x4be | 0x4d0..=0x52e if code % 2 == 0 => 1,
        0x4c1..=0x4cd if code % 2 == 1 => 1,
        0x178 => return 'ÿ',
        0x4c0 => return 'ӏ',
        _ => 0,
    };
    char::from_u32(code + distance).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_that_is_made_small_is_made_as_unicode_has_it() {
        for letter in ('\0'..=char::MAX).filter(|letter| small_letter(*letter) != *letter) {
            assert!(letter.to_lowercase().eq([small_letter(letter)]), "{letter}");
        }
    }

    #[test]
    fn the_alphabets_of_today_are_complete() {
        let alphabets =
            ['A'..='Z', 'À'..='Þ', 'Ā'..='Ž', 'Ά'..='Ϋ', 'Ѐ'..='Я', 'Ҋ'..='Ԯ', 'Ա'..='Ֆ'];
        for letter in alphabets.into_iter().flatten().filter(|letter| *letter != 'İ') {
            assert!(letter.to_lowercase().eq([small_letter(letter)]), "{letter}");
        }
    }
}
