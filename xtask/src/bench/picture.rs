//! Time and memory against the number of operations, both axes by powers of ten: an SVG.
use super::{
    generation::{bytes, count},
    record::{Document, Generation, Run},
};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 440.0;
/// A panel's frame: how far from the picture's left edge, and how large.
const LEFT: [f64; 2] = [64.0, 548.0];
const TOP: f64 = 48.0;
const PANEL: (f64, f64) = (390.0, 330.0);

const STYLE: &str = "text{font:12px sans-serif;fill:#333}.title{font-weight:bold;font-size:14px}\
    .grid{stroke:#ddd}.frame{fill:none;stroke:#888}.family{fill:none;stroke:#c2410c;stroke-width:2}\
    .made{fill:#c2410c}.given{fill:#1d4ed8}.name{font-size:10px;fill:#1d4ed8}.linear{stroke:#999;stroke-dasharray:5 4}";

/// What a panel shows of a document.
type Figure = fn(&Run) -> f64;

/// A document in a panel.
struct Point {
    name: String,
    x: f64,
    y: f64,
}

/// Powers of ten from one to another.
#[derive(Clone, Copy)]
struct Decades {
    first: i32,
    last: i32,
}

impl Decades {
    fn around(values: impl Iterator<Item = f64>) -> Self {
        let mut decades: Option<Self> = None;
        for value in values {
            let (first, last) = (power(value.log10().floor()), power(value.log10().ceil()));
            decades = Some(decades.map_or(Self { first, last }, |known| Self {
                first: known.first.min(first),
                last: known.last.max(last),
            }));
        }
        let found = decades.unwrap_or(Self { first: 0, last: 1 });
        Self {
            last: found.last.max(found.first + 1),
            ..found
        }
    }

    /// Where a value is, from 0 to 1.
    fn at(self, value: f64) -> f64 {
        (value.log10() - f64::from(self.first)) / f64::from(self.last - self.first)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number of few digits"
)]
fn power(of: f64) -> i32 {
    of as i32
}

/// The picture; none where nothing was measured.
pub(super) fn picture(measured: &Generation) -> Option<String> {
    let figures: [(&str, Figure); 2] = [
        ("seconds", |run| run.seconds),
        ("MiB at most", |run| {
            bytes(run.memory.unwrap_or_default()) / f64::from(1 << 20)
        }),
    ];
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">\n\
         <style>{STYLE}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    for (left, (title, figure)) in LEFT.into_iter().zip(figures) {
        let family = points(&measured.family, figure);
        let given = points(&measured.documents, figure);
        if family.is_empty() && given.is_empty() {
            return None;
        }
        text.push_str(&panel(left, title, &family, &given));
    }
    text.push_str(&format!(
        "<text x=\"{}\" y=\"{}\">red: made-up documents; dashed: linear growth; blue: documents of vendors</text>\n",
        LEFT[0],
        HEIGHT - 14.0
    ));
    text.push_str("</svg>\n");
    Some(text)
}

fn points(documents: &[Document], figure: Figure) -> Vec<Point> {
    let measured = documents.iter().filter_map(|document| {
        let run = document.median.as_ref()?;
        let file = document.name.rsplit('/').next().unwrap_or_default();
        let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        Some(Point {
            name: name.to_owned(),
            x: count(run.operations),
            y: figure(run),
        })
    });
    measured
        .filter(|point| point.x > 0.0 && point.y > 0.0)
        .collect()
}

fn panel(left: f64, title: &str, family: &[Point], given: &[Point]) -> String {
    let all = || family.iter().chain(given);
    let (across, up) = (
        Decades::around(all().map(|point| point.x)),
        Decades::around(all().map(|point| point.y)),
    );
    let (width, height) = PANEL;
    let x = |value: f64| left + across.at(value) * width;
    let y = |value: f64| TOP + (1.0 - up.at(value)) * height;
    let mut text = format!(
        "<text class=\"title\" x=\"{left}\" y=\"{}\">{title}, by operations</text>\n",
        TOP - 18.0
    );
    for power in across.first..=across.last {
        let (at, foot) = (x(10_f64.powi(power)), TOP + height);
        text.push_str(&format!(
            "<line class=\"grid\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{foot}\"/>\
             <text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            foot + 18.0,
            label(power)
        ));
    }
    for power in up.first..=up.last {
        let at = y(10_f64.powi(power));
        text.push_str(&format!(
            "<line class=\"grid\" x1=\"{left}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n",
            left + width,
            left - 8.0,
            at + 4.0,
            label(power)
        ));
    }
    text.push_str(&format!(
        "<rect class=\"frame\" x=\"{left}\" y=\"{TOP}\" width=\"{width}\" height=\"{height}\"/>\n"
    ));
    // From the first of the family, what linear growth would be.
    if let (Some(first), Some(last)) = (family.first(), family.last()) {
        let end = (first.y * last.x / first.x).min(10_f64.powi(up.last));
        text.push_str(&format!(
            "<line class=\"linear\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>\n",
            x(first.x),
            y(first.y),
            x(first.x * end / first.y),
            y(end)
        ));
    }
    let line = family
        .iter()
        .map(|point| format!("{:.1},{:.1}", x(point.x), y(point.y)));
    let line: Vec<String> = line.collect();
    text.push_str(&format!(
        "<polyline class=\"family\" points=\"{}\"/>\n",
        line.join(" ")
    ));
    for point in family {
        text.push_str(&format!(
            "<circle class=\"made\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"3.5\"/>\n",
            x(point.x),
            y(point.y)
        ));
    }
    text.push_str(&names(given, &x, &y, left + width * 0.7));
    text
}

/// The documents that were given. Names of those to the right of `turn` stand to the left of their point.
fn names(given: &[Point], x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64, turn: f64) -> String {
    let mut sorted: Vec<&Point> = given.iter().collect();
    sorted.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut text = String::new();
    // Names that would cover each other move down, whatever is between them from left to right.
    let mut free = 0.0_f64;
    for point in sorted {
        let (at, height) = (x(point.x), y(point.y));
        let line = height.max(free);
        free = line + 10.0;
        let (to, anchor) = if at > turn {
            (at - 6.0, "end")
        } else {
            (at + 6.0, "start")
        };
        text.push_str(&format!(
            "<circle class=\"given\" cx=\"{at:.1}\" cy=\"{height:.1}\" r=\"3.5\"/>\
             <text class=\"name\" x=\"{to:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>\n",
            line + 3.5,
            escaped(&point.name)
        ));
    }
    text
}

/// A power of ten as people write it.
fn label(power: i32) -> String {
    let digits = usize::try_from(-power).unwrap_or_default();
    format!("{:.digits$}", 10_f64.powi(power))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_between_powers_of_ten() {
        let decades = Decades::around([0.02, 3.0].into_iter());
        assert_eq!((decades.first, decades.last), (-2, 1));
        assert!((decades.at(1.0) - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(
            (label(-2), label(0), label(3)),
            ("0.01".to_owned(), "1".to_owned(), "1000".to_owned())
        );
    }

    #[test]
    fn one_value_has_a_decade_around_it() {
        let decades = Decades::around([100.0].into_iter());
        assert_eq!((decades.first, decades.last), (2, 3));
    }
}
