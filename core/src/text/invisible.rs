//! Characters that nobody sees, some of which turn the direction of what stands around them.

/// How a character hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// It changes the direction of text (Unicode's `Bidi_Control`).
    Turning,
    /// It has no width and no other effect that a reader of news needs: soft hyphens, zero-width
    /// spaces, word joiners, invisible operators, tags, controls.
    Invisible,
}

/// Whether and how `character` hides. The joiners U+200C and U+200D are not counted: Persian,
/// Hindi and emoji are written with them.
pub fn hidden(character: char) -> Option<Hidden> {
    match character {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Hidden::Turning)
        }
        '\n' | '\r' | '\t' | '\u{85}' => None,
        '\u{ad}'
        | '\u{34f}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2064}'
        | '\u{206a}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0001}' => Some(Hidden::Invisible),
        _ => character.is_control().then_some(Hidden::Invisible),
    }
}

/// `text` with its hidden characters named instead, such as `[U+202E]`, for places where a stranger's
/// words stand among those of the page.
pub fn with_hidden_shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match hidden(character) {
            Some(_) => shown.push_str(&format!("[U+{:04X}]", character as u32)),
            None => shown.push(character),
        }
    }
    shown
}

/// `text` kept from turning what stands around it, where letters in it run from right to left.
///
/// It is put between U+2068 and U+2069 (Unicode Standard Annex #9, first strong isolate).
pub fn isolated(text: &str) -> String {
    let turns = |character: char| super::runs_right_to_left(character.encode_utf8(&mut [0; 4]));
    match text.chars().any(turns) {
        true => format!("\u{2068}{text}\u{2069}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown_by_name() {
        assert_eq!(with_hidden_shown("invoice\u{202e}fdp.exe"), "invoice[U+202E]fdp.exe");
        assert_eq!(with_hidden_shown("“Київ”"), "“Київ”");
    }

    #[test]
    fn only_what_could_turn_its_surroundings_is_isolated() {
        assert_eq!(isolated("report"), "report");
        assert_eq!(isolated("תקציב 2026"), "\u{2068}תקציב 2026\u{2069}");
    }
}
