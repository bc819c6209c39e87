//! Everything that can be done without arguments, in one register: the menus, the shortcuts and
//! the list of keys are drawn from it.

mod annotations;
mod files;
mod history;
mod screen;

use onrecord_core::text::small_letters;

use super::action::Action;
use super::state::AppState;
use super::strings::Strings;

/// Something that can be done.
#[derive(Debug)]
pub struct Command {
    /// Its name for programs.
    pub id: &'static str,
    /// Its name for people.
    pub title: fn(&Strings) -> &'static str,
    /// What presses it; the first is shown.
    pub shortcuts: &'static [Shortcut],
    /// What it does now; `None` when it cannot be done.
    pub action: fn(&AppState) -> Option<Action>,
}

/// All commands, in the order of the list of keys.
pub static ALL: &[&Command] = &[
    &annotations::NEXT,
    &annotations::PREVIOUS,
    &annotations::EDIT,
    &annotations::DELETE,
    &history::UNDO,
    &history::REDO,
    &files::EXPORT,
    &files::ADD_ARTICLES,
    &screen::FIND,
    &screen::KEYS,
    &screen::LEAVE,
];

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// The key as browsers name it; letters in lower case.
    pub key: &'static str,
    /// Whether Ctrl (Cmd on macOS) is held.
    pub is_ctrl: bool,
    /// Whether Shift is held; not looked at for signs, which may need it or not.
    pub is_shift: bool,
}

impl Shortcut {
    const fn plain(key: &'static str) -> Self {
        Self { key, is_ctrl: false, is_shift: false }
    }

    const fn ctrl(key: &'static str) -> Self {
        Self { key, is_ctrl: true, is_shift: false }
    }

    const fn ctrl_shift(key: &'static str) -> Self {
        Self { key, is_ctrl: true, is_shift: true }
    }
}

/// A key that was pressed while no text was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPress {
    /// The key as browsers name it.
    pub key: String,
    /// Whether Ctrl (Cmd on macOS) is held.
    pub is_ctrl: bool,
    /// Whether Shift is held.
    pub is_shift: bool,
    /// Whether Alt is held.
    pub is_alt: bool,
}

impl KeyPress {
    fn is(&self, shortcut: &Shortcut) -> bool {
        let is_sign = {
            let mut characters = self.key.chars();
            let first = characters.next();
            characters.next().is_none() && first.is_some_and(|sign| !sign.is_alphabetic())
        };
        small_letters(&self.key) == shortcut.key
            && self.is_ctrl == shortcut.is_ctrl
            && (is_sign || self.is_shift == shortcut.is_shift)
            && !self.is_alt
    }
}

/// What a key does now. A label's keys win over other single characters.
pub fn action_for(state: &AppState, press: &KeyPress) -> Option<Action> {
    if !press.is_ctrl
        && !press.is_alt
        && !press.is_shift
        && let Some(label) = state.library.label_set().label_for_key(&small_letters(&press.key))
    {
        return Some(Action::UseLabel(label.id.clone()));
    }
    let is_pressed = |command: &&&Command| command.shortcuts.iter().any(|key| press.is(key));
    ALL.iter().find(is_pressed).and_then(|command| (command.action)(state))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use onrecord_core::model::LabelSet;

    use super::*;

    #[test]
    fn no_shortcut_is_given_twice() {
        let mut seen = Vec::new();
        for shortcut in ALL.iter().flat_map(|command| command.shortcuts) {
            assert!(!seen.contains(shortcut), "{shortcut:?}");
            seen.push(*shortcut);
        }
        let label_set = LabelSet::built_in();
        let plain = seen.iter().filter(|shortcut| !shortcut.is_ctrl);
        for shortcut in plain {
            assert!(label_set.label_for_key(shortcut.key).is_none(), "{shortcut:?}");
        }
    }

    #[test]
    fn ids_are_unique() {
        let ids: BTreeSet<_> = ALL.iter().map(|command| command.id).collect();
        assert_eq!(ids.len(), ALL.len());
    }
}
