//! Tables of texts: from a list of names to a function for each, from a file to their texts.

/// Makes `Strings` of the names of texts and of what fills them: a function for each, so that a text
/// that nobody wrote cannot be asked for. `locale` and `plurals` must be among them; a file has the
/// texts in the order of this list.
#[macro_export(local_inner_macros)]
macro_rules! table_of_strings {
    ($($name:ident($($argument:ident: $kind:ident),*))*) => {
        /// The name of each text, for tables that say what is called how.
        #[allow(non_camel_case_types, reason = "they are called as the functions are")]
        #[allow(missing_docs, reason = "the English text of each name says what it is")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Name {
            $($name,)*
        }

        const N_TEXTS: usize = [$(Name::$name as usize),*].len();

        /// Every text that people read here, except for their own, in one language.
        pub struct Strings {
            texts: [&'static str; N_TEXTS],
            customs: &'static dyn $crate::app::customs::Customs,
        }

        impl std::fmt::Debug for Strings {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.locale())
            }
        }

        /// There is one table of each language.
        impl PartialEq for Strings {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self, other)
            }
        }

        impl Strings {
            /// The name of each text, and the kinds of what fills it.
            pub const SIGNATURES: [(&'static str, &'static [&'static str]); N_TEXTS] =
                [$((std::stringify!($name), &[$(std::stringify!($kind)),*])),*];

            /// Reads the file of a language; `None` where it is not as long as the table.
            pub const fn read(
                source: &'static str,
                customs: &'static dyn $crate::app::customs::Customs,
            ) -> Option<Self> {
                match $crate::app::strings::texts(source) {
                    Some(texts) => Some(Self { texts, customs }),
                    None => None,
                }
            }

            /// Reads the file of a language while the program is compiled, which fails where the
            /// file is not as long as the table.
            pub const fn read_compiled(
                source: &'static str,
                customs: &'static dyn $crate::app::customs::Customs,
            ) -> Self {
                match Self::read(source, customs) {
                    Some(strings) => strings,
                    None => std::panic!("the file of a language has one text for each name"),
                }
            }

            /// The text at a place of [`Self::SIGNATURES`], filled.
            pub fn filled(
                &self,
                place: usize,
                arguments: &[$crate::app::strings::Argument<'_>],
            ) -> String {
                $crate::app::strings::fill(
                    self.texts[place], arguments, self.plurals(), self.customs,
                )
            }

            /// The text called `name`, as it stands in the table.
            pub fn text(&self, name: Name) -> &'static str {
                self.texts[name as usize]
            }

            // Most texts are filled by one thing or two; the page is smaller when what they do is shared.
            #[inline(never)]
            fn with_text(&self, name: Name, text: &str) -> String {
                self.filled(name as usize, &[$crate::app::strings::Argument::Text(text)])
            }

            #[inline(never)]
            fn with_own(&self, name: Name, text: &str) -> String {
                self.filled(name as usize, &[$crate::app::strings::Argument::Own(text)])
            }

            #[inline(never)]
            fn with_number(&self, name: Name, n: usize) -> String {
                self.filled(name as usize, &[$crate::app::strings::Argument::Number(n)])
            }

            #[inline(never)]
            fn with_texts(&self, name: Name, first: &str, second: &str) -> String {
                use $crate::app::strings::Argument::Text;
                self.filled(name as usize, &[Text(first), Text(second)])
            }

            #[inline(never)]
            fn with_counted(&self, name: Name, n: usize, text: &str) -> String {
                use $crate::app::strings::Argument::{Number, Text};
                self.filled(name as usize, &[Number(n), Text(text)])
            }

            /// How the language writes numbers and days.
            pub fn customs(&self) -> &'static dyn $crate::app::customs::Customs {
                self.customs
            }
        }

        #[allow(missing_docs, reason = "the English text of each name says what it is")]
        #[allow(clippy::new_ret_no_self, reason = "a text may be called so")]
        impl Strings {
            $(table_of_strings!(@text $name($($argument: $kind),*));)*
        }
    };
    (@text $name:ident()) => {
        pub fn $name(&self) -> &'static str {
            self.texts[Name::$name as usize]
        }
    };
    (@text $name:ident($argument:ident: Text)) => {
        pub fn $name(&self, $argument: &str) -> String {
            self.with_text(Name::$name, $argument)
        }
    };
    (@text $name:ident($argument:ident: Own)) => {
        pub fn $name(&self, $argument: &str) -> String {
            self.with_own(Name::$name, $argument)
        }
    };
    (@text $name:ident($argument:ident: Number)) => {
        pub fn $name(&self, $argument: usize) -> String {
            self.with_number(Name::$name, $argument)
        }
    };
    (@text $name:ident($first:ident: Text, $second:ident: Text)) => {
        pub fn $name(&self, $first: &str, $second: &str) -> String {
            self.with_texts(Name::$name, $first, $second)
        }
    };
    (@text $name:ident($n:ident: Number, $text:ident: Text)) => {
        pub fn $name(&self, $n: usize, $text: &str) -> String {
            self.with_counted(Name::$name, $n, $text)
        }
    };
    (@text $name:ident($($argument:ident: $kind:ident),+)) => {
        pub fn $name(&self, $($argument: $crate::app::strings::$kind),+) -> String {
            self.filled(
                Name::$name as usize,
                &[$($crate::app::strings::Argument::$kind($argument)),+],
            )
        }
    };
}

/// The texts of a file, in its order. Each stands on a line of its own behind `name = `; without a
/// name the whole line is the text. Empty lines and those that begin with `#` are for readers.
/// `None` where there are not exactly as many as asked for.
pub const fn texts<const N: usize>(source: &'static str) -> Option<[&'static str; N]> {
    let bytes = source.as_bytes();
    let (mut texts, mut n) = ([""; N], 0);
    // Where the line and its text begin.
    let (mut line, mut start, mut position) = (0, 0, 0);
    while position <= bytes.len() {
        if position == bytes.len() || bytes[position] == b'\n' {
            if line < position && bytes[line] != b'#' {
                if n == N {
                    return None;
                }
                texts[n] = source.split_at(position).0.split_at(start).1;
                n += 1;
            }
            (line, start) = (position + 1, position + 1);
        } else if line == start && ends_with(bytes, position + 1, NAMED) {
            start = position + 1;
        }
        position += 1;
    }
    if n == N { Some(texts) } else { None }
}

/// Stands between a name and its text.
const NAMED: &[u8] = b" = ";

/// Whether the first `length` of `bytes` end with `mark`.
const fn ends_with(bytes: &[u8], length: usize, mark: &[u8]) -> bool {
    let mut n = 0;
    while n < mark.len() {
        if length < mark.len() || bytes[length - mark.len() + n] != mark[n] {
            return false;
        }
        n += 1;
    }
    true
}

/// The texts of a file as a file without names, in the first bytes; and how many these are.
pub const fn without_names<const N: usize>(source: &str) -> ([u8; N], usize) {
    let source = source.as_bytes();
    let (mut texts, mut length) = ([0; N], 0);
    let (mut position, mut is_text) = (0, false);
    while position < source.len() {
        if is_text {
            texts[length] = source[position];
            length += 1;
            is_text = source[position] != b'\n';
        } else {
            is_text = ends_with(source, position + 1, NAMED);
        }
        position += 1;
    }
    (texts, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Some.\n\na = One = 1\nbc = Zwölf\n\n# More.\nd = {0} |\n";

    #[test]
    fn texts_stand_behind_their_names() {
        assert_eq!(texts(FILE), Some(["One = 1", "Zwölf", "{0} |"]));
        assert_eq!(texts::<2>(FILE), None);
        assert_eq!(texts::<4>(FILE), None);
        assert_eq!(texts("One\nZwölf"), Some(["One", "Zwölf"]));
        assert_eq!(texts(""), Some([]));
    }

    #[test]
    fn names_can_be_left_out() {
        let (texts, length) = without_names::<100>(FILE);
        assert_eq!(std::str::from_utf8(&texts[..length]), Ok("One = 1\nZwölf\n{0} |\n"));
    }
}
