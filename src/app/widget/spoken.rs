//! Equations in words, for those who hear them.

use crate::text::Text;

/// An equation in LaTeX as it is read out.
pub(crate) fn spoken(source: &str, text: &Text) -> String {
    let mut words = Words { rest: source, out: String::new(), text };
    words.read_all();
    words.out.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Words<'a> {
    rest: &'a str,
    out: String,
    text: &'a Text,
}

impl<'a> Words<'a> {
    fn read_all(&mut self) {
        while let Some(letter) = self.rest.chars().next() {
            self.rest = &self.rest[letter.len_utf8()..];
            match letter {
                '\\' => self.read_command(),
                '^' => {
                    let power = self.group();
                    match power.as_str() {
                        "2" => self.say("spoken-squared"),
                        "+" | "-" | "*" => self.push(&power),
                        _ => self.say_of("spoken-power", &power),
                    }
                }
                '_' => {
                    let below = self.group();
                    self.push(&below);
                }
                '=' => self.say("spoken-equals"),
                '+' => self.say("spoken-plus"),
                '-' => self.say("spoken-minus"),
                '<' => self.say("spoken-less"),
                '>' => self.say("spoken-greater"),
                '&' => self.push(", "),
                '{' | '}' => {}
                other => self.out.push(other),
            }
        }
    }

    fn read_command(&mut self) {
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end.max(usize::from(end == 0 && !self.rest.is_empty())));
        self.rest = rest;
        match name {
            "frac" => {
                let (above, below) = (self.group(), self.group());
                let words = self.text.with("spoken-over", &[("above", above), ("below", below)]);
                self.push(&words);
            }
            "sqrt" => {
                let inner = self.group();
                self.say_of("spoken-root", &inner);
            }
            "bar" => {
                let inner = self.group();
                self.say_of("spoken-bar", &inner);
            }
            "dot" => {
                let inner = self.group();
                self.say_of("spoken-dot", &inner);
            }
            "leftarrow" => self.say("spoken-becomes"),
            "ge" => self.say("spoken-at-least"),
            "sum" => self.say("spoken-sum"),
            "infty" => self.say("spoken-infinity"),
            "sim" => self.say("spoken-distributed"),
            "begin" | "end" => drop(self.group()),
            "mathrm" | "text" | "mathbf" => {
                let inner = self.group();
                self.push(&inner);
            }
            "left" | "right" | "textstyle" | "langle" | "rangle" | "," | ";" | "quad" | "!" | " " => {
                self.out.push(' ');
            }
            "\\" => self.push("; "),
            // Greek letters and functions are called as they are written.
            other => self.push(other),
        }
    }

    /// The next letter, command or group in words.
    fn group(&mut self) -> String {
        let (inner, rest): (&'a str, &'a str) = if self.rest.starts_with('{') {
            let mut depth = 0;
            let end = self.rest.char_indices().find_map(|(at, letter)| {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                (depth == 0).then_some(at)
            });
            let end = end.unwrap_or(self.rest.len() - 1);
            (&self.rest[1..end], &self.rest[end + 1..])
        } else if let Some(command) = self.rest.strip_prefix('\\') {
            let end = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
            self.rest.split_at(end + 1)
        } else {
            let end = self.rest.trim_start().chars().next().map_or(0, char::len_utf8);
            self.rest.trim_start().split_at(end)
        };
        self.rest = rest;
        spoken(inner, self.text)
    }

    fn push(&mut self, words: &str) {
        self.out.push(' ');
        self.out.push_str(words);
        self.out.push(' ');
    }

    fn say(&mut self, key: &str) {
        let words = self.text.get(key);
        self.push(&words);
    }

    fn say_of(&mut self, key: &str, inner: &str) {
        let words = self.text.with(key, &[("inner", inner)]);
        self.push(&words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_are_read_out() {
        let text = Text::english();
        let say = |source| spoken(source, &text);
        assert_eq!(say(r"\frac{dP_s}{dt}=-\frac{P_s}{\tau}"), "dP s over dt equals minus P s over tau");
        assert_eq!(say(r"\bar g\,w\,(V-E_s)"), "g max w (V minus E s )");
        assert_eq!(say(r"0.04\,V^2+5\,V"), "0.04 V squared plus 5 V");
        assert_eq!(say(r"e^{-t/\tau}"), "e to the power of minus t/ tau");
        assert_eq!(say(r"P\leftarrow P+A\,(1-P)"), "P becomes P plus A (1 minus P)");
    }
}
