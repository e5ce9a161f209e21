//! Everything is measured, within a time, and `docs/performance.md` written.
use super::{
    arguments,
    compile::{self, Patience},
    folder, generation, instructions,
    picture::picture,
    record::{Generation, Output},
    save, table, write,
};
use crate::{config, corpus::find, terminal::say};
use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

/// How much of the time generating may take; the rest is for compiling.
const GENERATING: f64 = 0.45;

const HOW: &str = include_str!("page/how.md");

pub(super) fn run(arguments: &arguments::Page) -> Result<ExitCode, String> {
    let start = Instant::now();
    let recorded = instructions::recorded()?;
    let after =
        |share: f64| start + Duration::from_secs_f64((arguments.minutes * 60.0 * share).max(1.0));
    let found = arguments.documents.found()?;
    let compiled = find::find(&arguments.compile)?.found;
    let family = Some(arguments.family);
    let measured =
        generation::measure(&found, family, &arguments.patience, Some(after(GENERATING)))?;
    save(&folder().join("generation.json"), &measured)?;
    let patience = Patience {
        seconds: arguments.minutes * 60.0,
        until: Some(after(1.0)),
    };
    let output = compile::measure(&compiled, true, patience)?;
    save(&folder().join("output.json"), &output)?;
    let docs = config::root().join("docs");
    if let Some(picture) = picture(&measured) {
        write(&docs.join("performance.svg"), &picture)?;
    }
    write(
        &docs.join("performance.md"),
        &page(arguments, &measured, &output, &recorded),
    )?;
    say("docs/performance.md and its picture are written");
    Ok(ExitCode::SUCCESS)
}

fn page(
    arguments: &arguments::Page,
    measured: &Generation,
    output: &Output,
    recorded: &instructions::Record,
) -> String {
    let machine = &measured.machine;
    let note = arguments
        .note
        .as_ref()
        .map(|note| format!(" {note}"))
        .unwrap_or_default();
    let mut text = format!(
        "# Performance\n\nWritten by `cargo xtask bench page`; the figures are of {}, commit {}, on {} ({} cores, {} GiB), where {} \
         processes waited for a core when it began. Compiler: rustc {}.{note}\n",
        machine.date,
        machine.commit,
        machine.processor,
        machine.cores,
        machine.memory,
        machine.load,
        machine.rustc,
    );
    text.push_str(
        "\n## Generating\n\n![Seconds and memory by the number of operations](performance.svg)\n\n",
    );
    text.push_str(&table::documents_table(&measured.documents).markdown());
    text.push_str("\nMade-up documents, each with twice the operations of the one before:\n\n");
    text.push_str(&table::documents_table(&measured.family).markdown());
    if let Some(growth) = measured.growth {
        text.push_str(&format!(
            "\nTime grows as the operations to the power of {:.2}, that of processors to {:.2}, memory to {:.2}: by least squares \
             on the logarithms.\n",
            growth.seconds, growth.cpu, growth.memory
        ));
    }
    if !output.crates.is_empty() {
        text.push_str("\n## Compiling the output\n\n");
        text.push_str(&table::output_table(output).markdown());
    }
    text.push_str("\n## Instructions\n\n");
    for (key, count) in &recorded.instructions {
        text.push_str(&format!(
            "- {count} for `{}`, by rustc {key}\n",
            recorded.document
        ));
    }
    format!("{text}\n{HOW}")
}
