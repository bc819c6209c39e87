//! How the page looks and behaves as somebody chose, in one register: what is stored, what the
//! sheets of style see and what the dialog offers are drawn from it.

use super::strings::Name;

/// Something to choose.
#[derive(Debug)]
pub struct Setting {
    /// Its name where it is stored; sheets of style see it as an attribute of the root.
    pub id: &'static str,
    /// Its name for people.
    pub name: Name,
    /// What can be chosen; the first unless somebody chose.
    pub choices: &'static [Choice],
}

/// A choice's name for programs, and its name for people.
pub type Choice = (&'static str, Name);

/// All settings, in the order of the dialog.
pub static ALL: [&Setting; 5] = [&THEME, &TEXT_SIZE, &LINE_WIDTH, &SINGLE_KEYS, &LANGUAGE];

/// The position of the choice for each setting of [`ALL`].
pub type Chosen = [usize; ALL.len()];

/// Light or dark.
static THEME: Setting = Setting {
    id: "theme",
    name: Name::theme,
    choices: &[
        ("system", Name::theme_system),
        ("light", Name::theme_light),
        ("dark", Name::theme_dark),
    ],
};

/// The size of the article's letters.
static TEXT_SIZE: Setting = Setting {
    id: "text-size",
    name: Name::text_size,
    choices: &[
        ("normal", Name::normal),
        ("small", Name::small),
        ("large", Name::large),
        ("larger", Name::larger),
    ],
};

/// How long the article's lines are at most.
static LINE_WIDTH: Setting = Setting {
    id: "line-width",
    name: Name::line_width,
    choices: &[("normal", Name::normal), ("narrow", Name::narrow), ("wide", Name::wide)],
};

/// Whether single characters are commands everywhere, or only where somebody asked for the caret:
/// those who dictate type them without meaning to.
static SINGLE_KEYS: Setting = Setting {
    id: "single-keys",
    name: Name::single_keys,
    choices: &[("everywhere", Name::single_keys_everywhere), ("caret", Name::single_keys_in_caret)],
};

/// The language of the page; each is called in itself. English is compiled in, and each other one
/// has a file in `src/app/strings` and a link in `index.html`.
static LANGUAGE: Setting = Setting {
    id: "language",
    name: Name::language,
    choices: &[
        ("system", Name::language_system),
        ("en", Name::language_english),
        ("fr", Name::language_french),
    ],
};

/// The tag of the language that was chosen, else of the browser's language where the page speaks it,
/// else of English.
pub fn language(chosen: &Chosen, preferred: &str) -> &'static str {
    // It is the last of all.
    let mut choice = chosen[ALL.len() - 1];
    if choice == 0 {
        let preferred = preferred.split('-').next();
        let found = LANGUAGE.choices.iter().position(|(id, _)| preferred == Some(id));
        choice = found.unwrap_or(1);
    }
    LANGUAGE.choices[choice].0
}

/// Whether single characters are commands only while the caret has the keys.
pub fn are_single_keys_confined(chosen: &Chosen) -> bool {
    let position = ALL.iter().position(|setting| setting.id == SINGLE_KEYS.id);
    position.is_some_and(|position| chosen[position] == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_chosen_one_else_the_browsers_where_it_is_there() {
        let check = |choice, preferred, expected| {
            let mut chosen = Chosen::default();
            chosen[ALL.len() - 1] = choice;
            assert_eq!(language(&chosen, preferred), expected, "{choice} {preferred}");
        };
        check(0, "fr-CA", "fr");
        check(0, "fr", "fr");
        check(0, "en-US", "en");
        check(0, "de", "en");
        check(0, "frr", "en");
        check(0, "", "en");
        check(1, "fr", "en");
        check(2, "en", "fr");
    }
}
