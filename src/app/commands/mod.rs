//! Everything that can be done without arguments, in one register: the menus, the shortcuts and
//! the list of keys are drawn from it.

mod annotations;
mod caret;
mod files;
mod history;
mod press;
mod screen;

use onrecord_core::text::{has_words, small_letters};

use super::action::Action;
use super::settings;
use super::state::AppState;
use super::strings::Name;

pub use press::{KeyPress, key_cap};

/// Something that can be done.
#[derive(Debug)]
pub struct Command {
    /// Its name for programs.
    pub id: &'static str,
    /// Its name for people.
    pub title: Name,
    /// What presses it, such as `n` or `ctrl+shift+z`: keys as browsers name them, in small
    /// letters. Shift is not named for signs, which may need it or not.
    pub keys: &'static [&'static str],
    /// Which keys may be held as well.
    pub variants: Variants,
    /// Whether it makes sense in a list of what can be done: steps of a caret do not.
    pub is_offered: bool,
    /// What it does now; `None` when it cannot be done.
    pub action: fn(&AppState, Pressed) -> Option<Action>,
}

/// Keys that change what a command does instead of belonging to its shortcut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variants {
    /// None.
    Plain,
    /// Shift selects what is passed.
    Shift,
    /// Shift selects what is passed; with Alt, exactly the characters that are passed.
    ShiftAndAlt,
    /// Alt means a character instead of a word.
    Alt,
}

/// How a command was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pressed {
    /// Which of its keys; the first when it was called by its name.
    pub key: usize,
    /// Whether Shift was held as a variant.
    pub is_shift: bool,
    /// Whether Alt was held as a variant.
    pub is_alt: bool,
}

/// All commands, in the order of the list of keys.
pub static ALL: &[&Command] = &[
    &caret::MARK_BY_KEYBOARD,
    &caret::CHARACTER,
    &caret::LINE,
    &caret::WORD,
    &caret::BLOCK,
    &caret::BLOCK_EDGE,
    &caret::TEXT,
    &caret::SENTENCE,
    &caret::QUOTATION,
    &caret::STRUCTURE,
    &annotations::END,
    &annotations::START,
    &annotations::ADD_PART,
    &annotations::LINKS,
    &annotations::NEXT,
    &annotations::PREVIOUS,
    &annotations::EDIT,
    &annotations::DELETE,
    &history::UNDO,
    &history::REDO,
    &files::EXPORT,
    &files::ADD_ARTICLES,
    &files::FIND,
    &files::SEARCH_LIBRARY,
    &files::DETAILS,
    &files::BLOCKS,
    &files::NEWER_VERSION,
    &screen::SETTINGS,
    &screen::PALETTE,
    &screen::KEYS,
    &screen::LEAVE,
];

/// A key that somebody gave to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// The command's name for programs.
    pub command: String,
    /// Which of its keys this one stands for.
    pub key: usize,
    /// The key, named as in [`Command::keys`].
    pub to: String,
}

impl NewKey {
    /// The title of the command that has the key.
    pub(super) fn command_title(&self, state: &AppState) -> String {
        let command = ALL.iter().find(|command| command.id == self.command);
        command.map_or(String::new(), |it| state.strings.text(it.title).to_owned())
    }
}

impl Command {
    /// What presses it now, in the order of [`Command::keys`].
    pub fn keys_now<'k>(&'k self, new: &'k [NewKey]) -> impl Iterator<Item = &'k str> {
        self.keys.iter().enumerate().map(|(key, own)| {
            let given = new.iter().find(|it| it.command == self.id && it.key == key);
            given.map_or(*own, |given| &given.to)
        })
    }

    /// How `press` calls it, if it does.
    fn pressed_by(&self, press: &KeyPress, new: &[NewKey]) -> Option<Pressed> {
        let (takes_shift, takes_alt) = match self.variants {
            Variants::Plain => (false, false),
            Variants::Shift => (true, false),
            Variants::ShiftAndAlt => (true, true),
            Variants::Alt => (false, true),
        };
        let is_shift = takes_shift && press.is_shift && !press.is_sign();
        let is_alt = takes_alt && press.is_alt;
        let name = press.name(is_shift, is_alt);
        let key = self.keys_now(new).position(|key| *key == name)?;
        Some(Pressed { key, is_shift, is_alt })
    }
}

/// What a key does now. A label's keys win over other single characters.
pub fn action_for(state: &AppState, press: &KeyPress) -> Option<Action> {
    let view = &state.view;
    let is_single = !press.is_ctrl && !press.is_alt && press.key.chars().count() == 1;
    if is_single && !view.is_caret_used && settings::are_single_keys_confined(&view.settings) {
        return None;
    }
    if is_single
        && !press.is_shift
        && let Some(label) = state.library.label_set().label_for_key(&small_letters(&press.key))
    {
        return Some(Action::UseLabel(label.id.clone()));
    }
    let called =
        |command: &&Command| (command.action)(state, command.pressed_by(press, &view.keys)?);
    ALL.iter().find_map(called)
}

/// The title of what has a key.
pub(super) fn owner_of(state: &AppState, key: &str) -> Option<String> {
    if let Some(label) = state.library.label_set().label_for_key(key) {
        return Some(state.strings.key_mark(&label.name));
    }
    let has_key = |command: &&&Command| command.keys_now(&state.view.keys).any(|it| it == key);
    ALL.iter().find(has_key).map(|command| state.strings.text(command.title).to_owned())
}

/// Something that can be done now by choosing it from a list.
#[derive(Debug)]
pub struct Offer {
    /// Its title.
    pub title: String,
    /// The key that does it, too; empty for none.
    pub key: String,
    /// What it does.
    pub action: Action,
}

/// What can be done now and is called as somebody typed.
pub fn offers(state: &AppState) -> Vec<Offer> {
    let mut offers = Vec::new();
    for label in &state.library.label_set().labels {
        let key = label.keys.first().cloned().unwrap_or_default();
        let title = state.strings.key_mark(&label.name);
        offers.push(Offer { title, key, action: Action::UseLabel(label.id.clone()) });
    }
    for command in ALL.iter().filter(|command| command.is_offered) {
        if let Some(action) = (command.action)(state, Pressed::default()) {
            let key = command.keys_now(&state.view.keys).next().unwrap_or_default().to_owned();
            let title = state.strings.text(command.title).to_owned();
            offers.push(Offer { title, key, action });
        }
    }
    offers.retain(|offer| has_words(&offer.title, &state.view.typed));
    offers
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use onrecord_core::model::LabelSet;

    use super::*;

    #[test]
    fn no_key_is_given_twice() {
        let mut seen = Vec::new();
        let label_set = LabelSet::built_in();
        for key in ALL.iter().flat_map(|command| command.keys) {
            assert!(!seen.contains(key), "{key:?}");
            seen.push(*key);
            assert!(label_set.label_for_key(key).is_none(), "{key:?}");
        }
    }

    #[test]
    fn ids_are_unique() {
        let ids: BTreeSet<_> = ALL.iter().map(|command| command.id).collect();
        assert_eq!(ids.len(), ALL.len());
    }
}
