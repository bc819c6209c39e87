//! Keys by the names that the page's own help prints.

use anyhow::bail;
use thirtyfour::Key;

/// A key with the keys held down meanwhile.
pub(crate) struct Stroke {
    pub(crate) held: Vec<char>,
    pub(crate) key: char,
}

/// Reads `Control+Shift+z`, `Enter` or `+`.
pub(crate) fn read(text: &str) -> anyhow::Result<Stroke> {
    let mut held = Vec::new();
    let mut rest = text;
    // A `+` that ends the text is the key itself.
    while let Some((name, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
        held.push(match name {
            "Control" => Key::Control.value(),
            "Shift" => Key::Shift.value(),
            "Alt" => Key::Alt.value(),
            "Meta" => Key::Meta.value(),
            _ => bail!("{text}: {name} cannot be held"),
        });
        rest = after;
    }
    Ok(Stroke { held, key: key(rest)? })
}

fn key(name: &str) -> anyhow::Result<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Ok(letter);
    }
    let key = match name {
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Delete" => Key::Delete,
        "Backspace" => Key::Backspace,
        "Tab" => Key::Tab,
        "Space" => Key::Space,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "F1" => Key::F1,
        "F2" => Key::F2,
        _ => bail!("there is no key {name}"),
    };
    Ok(key.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, n_held: usize, key: char) {
        let stroke = read(text).expect("it is a stroke");
        assert_eq!((stroke.held.len(), stroke.key), (n_held, key), "{text}");
    }

    #[test]
    fn strokes_are_read() {
        check("a", 0, 'a');
        check("+", 0, '+');
        check("Alt++", 1, '+');
        check("Control+Shift+z", 2, 'z');
        check("Shift+ArrowLeft", 1, Key::Left.value());
        assert!(read("Hyper+a").is_err());
        assert!(read("Return").is_err());
    }
}
