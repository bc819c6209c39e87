//! In which language a text is.

use whatlang::{Lang, Script};

/// How much of a text is looked at, in bytes: more does not make the answer better.
const N_BYTES: usize = 20_000;

/// The language of `text` as a BCP 47 tag; `None` when the text is too short to tell.
///
/// ```
/// # use onrecord_core::ingest::language::detect;
/// assert_eq!(detect("The ministers agreed that the talks should go on until the spring."), Some("en"));
/// assert_eq!(detect("OK"), None);
/// ```
pub fn detect(text: &str) -> Option<&'static str> {
    let start = &text[..text.floor_char_boundary(N_BYTES)];
    let found = whatlang::detect(start)?;
    // Japanese with few kana is taken for Chinese otherwise; a script of its own needs no words.
    let is_sure = found.is_reliable()
        || matches!(found.script(), Script::Hangul | Script::Thai | Script::Hebrew | Script::Greek);
    is_sure.then(|| tag(found.lang())).flatten()
}

/// The shortest tag, as BCP 47 asks for; `None` for what only the crate tells apart.
fn tag(lang: Lang) -> Option<&'static str> {
    /// ISO 639-3 and ISO 639-1.
    const TAGS: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    let code = lang.code();
    TAGS.iter().find(|(known, _)| *known == code).map(|(_, tag)| *tag)
}

/// `tag` as BCP 47 writes it, where it is a language tag at all: `en_gb` becomes `en-gb`.
pub fn language_tag(tag: &str) -> Option<String> {
    let tag = tag.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let is_primary =
        |it: &str| (2..=3).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_alphabetic());
    let is_sub =
        |it: &str| (1..=8).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_alphanumeric());
    (parts.next().is_some_and(is_primary) && parts.all(is_sub)).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (language, text) in [
            (
                "es",
                "El puente sobre el río fue cerrado el miércoles después de que una grúa cayera en la dársena y \
              dañara dos de sus pilares. La ministra dijo que las obras costarán cuatro millones de euros.",
            ),
            ("de", "Die Ministerin sagte am Mittwoch, dass die Gespräche fortgesetzt werden."),
            ("fr", "La ministre a déclaré mercredi que les négociations se poursuivraient."),
            ("ar", "قالت الوزيرة يوم الأربعاء إن المحادثات ستستمر حتى الربيع المقبل."),
            ("he", "השרה אמרה ביום רביעי כי השיחות יימשכו עד האביב הקרוב."),
            ("ja", "大臣は水曜日に、交渉は春まで続くと述べた。"),
            ("zh", "部长星期三表示，谈判将持续到春天。"),
            ("ko", "장관은 수요일에 협상이 봄까지 계속될 것이라고 말했다."),
            ("ru", "Министр заявила в среду, что переговоры продолжатся до весны."),
            ("th", "รัฐมนตรีกล่าวเมื่อวันพุธว่าการเจรจาจะดำเนินต่อไป"),
        ] {
            assert_eq!(detect(text), Some(language), "{text}");
        }
        assert_eq!(detect(""), None);
        assert_eq!(detect("123 — 456"), None);
    }

    #[test]
    fn every_language_that_can_be_found_has_a_tag() {
        for lang in Lang::all() {
            assert!(tag(*lang).is_some(), "{}", lang.code());
        }
    }

    #[test]
    fn tags_are_checked() {
        assert_eq!(language_tag("en_GB").as_deref(), Some("en-GB"));
        assert_eq!(language_tag(" zh-Hant "), Some("zh-Hant".to_owned()));
        for tag in ["", "english", "e", "en-", "en gb", "en-<b>"] {
            assert_eq!(language_tag(tag), None, "{tag}");
        }
    }
}
