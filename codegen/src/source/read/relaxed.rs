//! What people write into JSON that JSON does not have: comments, commas after the last item, numbers beyond all
//! bounds. It is blanked, so that everything else stays at its place.

/// A text that is JSON but for what was blanked.
#[derive(Debug)]
pub(super) struct Relaxed {
    /// The text, as long as it was.
    pub(super) text: String,
    /// Where the first comment or surplus comma was, in bytes.
    pub(super) extra: Option<usize>,
    /// Where `null` stands for numbers that are too large, and what was written there.
    pub(super) numbers: Vec<(usize, String)>,
}

/// Blanks what JSON does not have; none when there is nothing of the kind.
pub(super) fn relaxed(text: &str) -> Option<Relaxed> {
    let mut bytes = text.as_bytes().to_vec();
    let mut relaxed = Relaxed {
        text: String::new(),
        extra: None,
        numbers: Vec::new(),
    };
    // A comma that nothing but a closing bracket may follow.
    let mut comma = None;
    let mut before = b' ';
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let rest = text.get(at..).unwrap_or_default();
        let length = match byte {
            b'"' => quoted(rest),
            b'/' if rest.starts_with("//") || rest.starts_with("/*") => {
                let length = comment(rest);
                blank(&mut bytes, at, length);
                relaxed.extra.get_or_insert(at);
                at += length;
                continue;
            }
            b'-' | b'0'..=b'9' => {
                let length = number(rest);
                let written = rest.get(..length).unwrap_or_default();
                if written.parse::<f64>().is_ok_and(f64::is_infinite) {
                    blank(&mut bytes, at, length);
                    // The shortest of them, `1e309`, is longer.
                    if let Some(place) = bytes.get_mut(at..at + 4) {
                        place.copy_from_slice(b"null");
                    }
                    relaxed.numbers.push((at, written.to_owned()));
                }
                length
            }
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'}' | b']' => {
                if let Some(comma) = comma {
                    blank(&mut bytes, comma, 1);
                    relaxed.extra = Some(relaxed.extra.map_or(comma, |extra| extra.min(comma)));
                }
                1
            }
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        comma = (*byte == b',' && !b"{[,:".contains(&before)).then_some(at);
        before = *byte;
        at += length;
    }
    relaxed.text = String::from_utf8(bytes).ok()?;
    (relaxed.extra.is_some() || !relaxed.numbers.is_empty()).then_some(relaxed)
}

/// Whether a text is JSON rather than YAML, by its first character behind comments. A YAML flow mapping begins with a
/// brace too; that is found out when reading it as JSON fails.
pub(in crate::source) fn is_json(text: &str) -> bool {
    let mut rest = text.trim_start();
    while rest.starts_with("//") || rest.starts_with("/*") {
        rest = rest.get(comment(rest)..).unwrap_or_default().trim_start();
    }
    rest.starts_with(['{', '['])
}

/// Spaces in the place of some bytes; lines stay lines.
fn blank(bytes: &mut [u8], at: usize, length: usize) {
    for byte in bytes.iter_mut().skip(at).take(length) {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// The length of the quoted text that a text begins with.
fn quoted(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let closes = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        closes
    });
    end.map_or(text.len(), |end| end + 2)
}

/// The length of the comment that a text begins with.
fn comment(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    let inside = text.get(2..).unwrap_or_default();
    inside.find("*/").map_or(text.len(), |end| end + 4)
}

/// The length of the number that a text begins with.
fn number(text: &str) -> usize {
    let signs = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
    text.bytes().take_while(signs).count()
}
