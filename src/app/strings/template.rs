//! Texts with something in them: `{0}` is the first argument, `{0:small}` the same in small letters.
//! `{0|one|another}` is one of several texts: for a number by the language's plural forms, for a
//! choice by its position. Such texts may have braces in them, too.

use onrecord_core::text::{isolated, small_letters};

use super::super::customs::Customs;

/// Words of the page, or a name.
pub type Text<'a> = &'a str;
/// What somebody wrote, which may run in another direction than the text around it.
pub type Own<'a> = &'a str;
/// How many.
pub type Number = usize;
/// The position of one of several texts.
pub type Choice = usize;

/// What fills a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the types of the same names say it")]
pub enum Argument<'a> {
    Text(Text<'a>),
    Own(Own<'a>),
    Number(Number),
    Choice(Choice),
}

/// `template` with `arguments` in it. `plurals` are the names of the language's plural forms, parted
/// by blanks, in the order of the texts that a number chooses from. What a template asks for and
/// does not get is left out.
pub fn fill(
    template: &str,
    arguments: &[Argument<'_>],
    plurals: &str,
    customs: &dyn Customs,
) -> String {
    let mut filled = String::new();
    Filling { arguments, plurals, customs }.add(template, &mut filled);
    filled
}

struct Filling<'a> {
    arguments: &'a [Argument<'a>],
    plurals: &'a str,
    customs: &'a dyn Customs,
}

impl Filling<'_> {
    fn add(&self, mut template: &str, filled: &mut String) {
        while !template.is_empty() {
            let (before, after) = cut(template, b'{');
            let (place, rest) = cut(after, b'}');
            filled.push_str(before);
            self.add_place(place, filled);
            template = rest;
        }
    }

    /// Adds what stands between braces.
    fn add_place(&self, place: &str, filled: &mut String) {
        let (which, forms) = cut(place, b'|');
        let digit = which.bytes().next().unwrap_or_default();
        let Some(argument) = self.arguments.get(usize::from(digit.wrapping_sub(b'0'))) else {
            return;
        };
        let written = match *argument {
            Argument::Text(text) if which.len() > 1 => small_letters(text),
            Argument::Text(text) => return filled.push_str(text),
            Argument::Own(text) => isolated(text),
            Argument::Number(n) if place.len() == which.len() => self.customs.number(n),
            Argument::Number(n) => {
                return self.add(nth(forms, self.customs.form(n, self.plurals)), filled);
            }
            Argument::Choice(n) => return self.add(nth(forms, n), filled),
        };
        filled.push_str(&written);
    }
}

/// The text at `position` of those that are parted by bars.
fn nth(mut forms: &str, position: usize) -> &str {
    for _ in 0..position {
        forms = cut(forms, b'|').1;
    }
    cut(forms, b'|').0
}

/// `text` before the first `mark` that stands in no braces, and what follows it.
fn cut(text: &str, mark: u8) -> (&str, &str) {
    let mut depth = 0;
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            _ if depth == 0 && byte == mark => {
                let (before, after) = text.split_at(position);
                return (before, &after[1..]);
            }
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::super::super::customs::English;
    use super::Argument::{Choice, Number, Own, Text};
    use super::*;

    #[track_caller]
    fn check(template: &str, arguments: &[Argument<'_>], expected: &str) {
        assert_eq!(fill(template, arguments, "one other", &English), expected);
    }

    #[test]
    fn arguments_stand_where_the_language_wants_them() {
        check("nothing", &[], "nothing");
        check("{1} before {0}", &[Text("a"), Text("b")], "b before a");
        check("« {0:small} »", &[Text("Pledge")], "« pledge »");
        check("“{0}”", &[Own("قال")], "“\u{2068}قال\u{2069}”");
        check("{0}", &[Text("{0} {1|a|b}")], "{0} {1|a|b}");
    }

    #[test]
    fn numbers_and_choices_choose() {
        for (n, expected) in [(0, "0 words"), (1, "1 word"), (2, "2 words")] {
            check("{0} {0|word|words}", &[Number(n)], expected);
        }
        check("add {0|article|{0} articles}!", &[Number(1)], "add article!");
        check("add {0|article|{0} articles}!", &[Number(12_345)], "add 12345 articles!");
        check("a{0|| (b)|{1|c|d}}e", &[Choice(0), Number(2)], "ae");
        check("a{0|| (b)|{1|c|d}}e", &[Choice(1), Number(2)], "a (b)e");
        check("a{0|| (b)|{1|c|d}}e", &[Choice(2), Number(2)], "ade");
    }

    #[test]
    fn what_is_not_there_is_left_out() {
        check("a {2} b{", &[Text("x")], "a  b");
        check("a {x|y} {0|} {", &[Choice(7)], "a   ");
        check("a } b", &[], "a } b");
        check("{0|ä|ö", &[Choice(1)], "ö");
    }
}
