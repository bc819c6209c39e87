//! A key that was pressed, and its name.

use onrecord_core::text::small_letters;

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
    /// Whether it is one character that is no letter: typing it may take Shift or not.
    pub(super) fn is_sign(&self) -> bool {
        let mut characters = self.key.chars();
        let first = characters.next();
        characters.next().is_none() && first.is_some_and(|sign| !sign.is_alphabetic())
    }

    /// Whether it is more than a key that is only held.
    pub fn is_complete(&self) -> bool {
        !matches!(self.key.as_str(), "Control" | "Shift" | "Alt" | "AltGraph" | "Meta" | "Tab")
    }

    /// The name that shortcuts go by, such as `ctrl+shift+z`.
    pub fn full_name(&self) -> String {
        self.name(false, false)
    }

    /// The name that shortcuts go by, such as `ctrl+shift+z`, without Shift or Alt where those
    /// are variants.
    pub(super) fn name(&self, without_shift: bool, without_alt: bool) -> String {
        let mut name = String::new();
        for (is_held, prefix) in [
            (self.is_ctrl, "ctrl+"),
            (self.is_alt && !without_alt, "alt+"),
            (self.is_shift && !without_shift && !self.is_sign(), "shift+"),
        ] {
            if is_held {
                name.push_str(prefix);
            }
        }
        name + &small_letters(&self.key)
    }
}

/// A key as keyboards print it.
pub fn key_cap(key: &str, is_apple: bool) -> String {
    // The sign itself may be a `+`.
    let (held, key) = match key.rsplit_once('+') {
        Some((held, name)) if !name.is_empty() => (Some(held), name),
        _ => (None, key),
    };
    let held = held.into_iter().flat_map(|held| held.split('+'));
    let mut parts: Vec<String> = held
        .map(|name| match name {
            "ctrl" if is_apple => "⌘".to_owned(),
            name => capitalised(name),
        })
        .collect();
    parts.push(match key {
        "arrowleft" => "←".to_owned(),
        "arrowright" => "→".to_owned(),
        "arrowup" => "↑".to_owned(),
        "arrowdown" => "↓".to_owned(),
        key if key.len() > 1 || !parts.is_empty() => capitalised(key),
        key => key.to_owned(),
    });
    parts.join("+")
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().map(|it| it.to_ascii_uppercase()).chain(letters).collect()
}
