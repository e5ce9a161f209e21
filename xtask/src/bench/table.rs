//! How do people read the figures? One table, for the terminal and for Markdown alike.
use super::record::{Compiled, Crate, Document, Generation, Output};

/// Rows of texts under headings. The first column is of words, the others of figures.
pub(super) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(head: &[&str]) -> Self {
        Self {
            head: head.iter().map(|&text| text.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// For a terminal: columns by spaces.
    pub(super) fn plain(&self) -> String {
        let all: Vec<&Vec<String>> = std::iter::once(&self.head).chain(&self.rows).collect();
        let width = |column: usize| {
            let cells = all.iter().filter_map(|row| row.get(column));
            cells
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
        };
        let mut text = String::new();
        for row in &all {
            let cells = row.iter().enumerate().map(|(column, cell)| {
                let width = width(column);
                if column == 0 {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// For a page.
    pub(super) fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = self
            .head
            .iter()
            .enumerate()
            .map(|(column, _)| if column == 0 { "---" } else { "--:" });
        let rule: Vec<String> = rule.map(str::to_owned).collect();
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        format!("{}{}{rows}", line(&self.head), line(&rule))
    }
}

/// Seconds with as many digits as mean something.
pub(super) fn seconds(value: f64) -> String {
    if value >= 10.0 {
        format!("{value:.1}")
    } else if value >= 1.0 {
        format!("{value:.2}")
    } else {
        format!("{value:.3}")
    }
}

/// Bytes in MiB.
pub(super) fn mib(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "–".to_owned(), |bytes| (bytes >> 20).to_string())
}

/// What generating took, for a terminal.
pub(super) fn generation(measured: &Generation) -> String {
    let mut text = String::new();
    for documents in [&measured.family, &measured.documents] {
        if !documents.is_empty() {
            text.push_str(&format!("\n{}", documents_table(documents).plain()));
        }
    }
    if let Some(growth) = measured.growth {
        text.push_str(&format!(
            "growth over the family: time as operations to the power of {:.2}, that of processors {:.2}, memory {:.2}\n",
            growth.seconds, growth.cpu, growth.memory
        ));
    }
    text
}

pub(super) fn documents_table(documents: &[Document]) -> Table {
    let mut table = Table::new(&[
        "document",
        "KiB",
        "operations",
        "models",
        "lines",
        "runs",
        "seconds",
        "processors",
        "source",
        "lower",
        "analyze",
        "names",
        "emit",
        "output",
        "process",
        "MiB",
    ]);
    for document in documents {
        let size = (document.bytes >> 10).to_string();
        let Some(run) = &document.median else {
            let why = document.failure.clone().unwrap_or_default();
            let why = why.lines().last().unwrap_or_default().to_owned();
            let mut cells = vec![document.name.clone(), size];
            cells.resize(15, "–".to_owned());
            cells.push(why);
            table.row(cells);
            continue;
        };
        let phases = &run.phases;
        let of_phases = [
            phases.source,
            phases.lower,
            phases.analyze,
            phases.names,
            phases.emit,
            phases.output,
        ];
        let mut cells = vec![
            document.name.clone(),
            size,
            run.operations.to_string(),
            run.models.to_string(),
            run.lines.to_string(),
            document.runs.to_string(),
            seconds(run.seconds),
            seconds(run.cpu),
        ];
        cells.extend(of_phases.map(seconds));
        cells.push(seconds(run.process));
        cells.push(mib(run.memory));
        table.row(cells);
    }
    table
}

pub(super) fn output_table(output: &Output) -> Table {
    let mut table = Table::new(&[
        "document",
        "operations",
        "models",
        "lines per operation",
        "lines per model",
        "check, s",
        "MiB",
        "build, s",
        "MiB",
        "release, s",
        "MiB",
    ]);
    for one in &output.crates {
        let each = |lines: usize, of: usize| {
            lines
                .checked_div(of)
                .map_or_else(|| "–".to_owned(), |each| each.to_string())
        };
        let Crate {
            operations,
            models,
            operation_lines,
            model_lines,
            ..
        } = *one;
        let mut cells = vec![
            one.name.clone(),
            operations.to_string(),
            models.to_string(),
            each(operation_lines, operations),
            each(model_lines, models),
        ];
        for compiled in [&one.check, &one.build, &one.release] {
            match compiled {
                Compiled::Took { cpu, memory, .. } => {
                    cells.push(seconds(*cpu));
                    cells.push(mib(Some(*memory)));
                }
                Compiled::Failed(why) => {
                    cells.push(why.lines().last().unwrap_or_default().to_owned());
                    cells.push("–".to_owned());
                }
            }
        }
        table.row(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_for_terminals_and_pages() {
        let mut table = Table::new(&["name", "s"]);
        table.row(vec!["pets".to_owned(), seconds(12.345)]);
        table.row(vec!["a longer one".to_owned(), seconds(0.5)]);
        assert_eq!(
            table.plain(),
            "name              s\npets           12.3\na longer one  0.500\n"
        );
        assert_eq!(
            table.markdown(),
            "| name | s |\n| --- | --: |\n| pets | 12.3 |\n| a longer one | 0.500 |\n"
        );
    }
}
