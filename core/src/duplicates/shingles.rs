//! The phrases of a text: runs of neighbouring words, as numbers.

use crate::text::small_letter;

/// A phrase goes on until its words count so much: three words, or five characters of a script
/// that has no blanks.
const PHRASE: usize = 5;
/// How much a word between blanks counts; a character of the other scripts counts 1.
const WORD: usize = 2;

/// The phrases of `text`, each as a number that hardly any other phrase has, in order; the last
/// ones are shorter than the others only where the whole text is.
///
/// Case, punctuation and blanks do not count.
pub(super) fn shingles(text: &str) -> Vec<u64> {
    let words = words(text);
    let mut phrases = Vec::with_capacity(words.len());
    for start in 0..words.len() {
        let (mut hash, mut weight) = (0, 0);
        for word in &words[start..] {
            hash = mixed(hash ^ word.hash);
            weight += word.weight;
            if weight >= PHRASE {
                break;
            }
        }
        if weight >= PHRASE || start == 0 {
            phrases.push(hash);
        }
    }
    phrases
}

struct Word {
    hash: u64,
    weight: usize,
}

/// The words of `text`, or its characters where they stand without blanks.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut hash = None;
    for letter in text.chars() {
        let is_alone = has_no_blanks(letter);
        if (is_alone || !letter.is_alphanumeric())
            && let Some(hash) = hash.take()
        {
            words.push(Word { hash, weight: WORD });
        }
        if is_alone {
            words.push(Word { hash: continued(START, letter), weight: 1 });
        } else if letter.is_alphanumeric() {
            hash = Some(continued(hash.unwrap_or(START), small_letter(letter)));
        }
    }
    words.extend(hash.map(|hash| Word { hash, weight: WORD }));
    words
}

/// Whether `letter` is of a script that writes words without blanks between them: Thai, Lao,
/// Burmese, Khmer, ideographs and kana.
fn has_no_blanks(letter: char) -> bool {
    matches!(letter,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
        && letter.is_alphanumeric()
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// A hash with one more letter (FNV-1a: G. Fowler, L. C. Noll, K.-P. Vo).
fn continued(hash: u64, letter: char) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
}

/// Every bit of a number spread over all of them (the finaliser of SplitMix64: G. L. Steele et al.
/// (2014), OOPSLA, 453-472).
pub(super) fn mixed(hash: u64) -> u64 {
    let hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_blanks_and_punctuation_do_not_count() {
        let one = shingles("“The talks go on,” she said. Élan!");
        assert_eq!(one.len(), 5);
        assert_eq!(shingles("the TALKS go on — she said:\n\n élan"), one);
        assert_ne!(shingles("the go talks on — she said:\n\n élan"), one);
    }

    #[test]
    fn scripts_without_blanks_have_phrases_too() {
        assert_eq!(shingles("大桥星期三关闭。").len(), 3);
        assert_eq!(shingles("大桥 星期三，关闭").len(), 3);
        assert_eq!(shingles("สะพานถูกปิด").len() + 4, words("สะพานถูกปิด").len());
    }

    #[test]
    fn short_texts_have_one_phrase_and_empty_ones_none() {
        assert_eq!(shingles("Bridge closed").len(), 1);
        assert_ne!(shingles("Bridge closed"), shingles("Bridge opened"));
        assert!(shingles(" … ").is_empty());
    }
}
