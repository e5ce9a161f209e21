"use strict";
// Everything that comes from documents is put in as text, never as markup.
(() => {
  const report = JSON.parse(document.getElementById("data").textContent);
  const { run, summary, documents } = report;
  const byId = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat("en");
  const mebibytes = (bytes) => (bytes == null ? "–" : number.format(Math.round(bytes / 1048576)) + " MiB");
  const seconds = (value) => value.toFixed(value < 10 ? 2 : 1) + " s";

  // An element with attributes and children; a text becomes a text node.
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  };

  const OUTCOMES = {
    refused: "refused", defect: "no Rust", panicked: "panicked", overtime: "took too long",
    overmemory: "took too much memory", died: "ended the worker", failed: "not read or written",
  };
  const SETS = { own: "own examples", made: "made samples", unseen: "unseen values", undeclared: "undeclared", broken: "broken samples" };
  const FAILED = ["lost", "refused", "accepted", "unplaced", "crashed"];
  const failed = (tally) => FAILED.reduce((sum, kind) => sum + tally[kind], 0);
  const UNTYPED = { meant: "meant so", document: "for gaps", generator: "not typed yet" };
  const outcomeWords = (outcome) => {
    switch (outcome.kind) {
      case "panicked": return `panicked at ${outcome.place}: ${outcome.message}`;
      case "overtime": return `took more than ${outcome.limit} s`;
      case "overmemory": return `took more than ${mebibytes(outcome.limit)}`;
      default: return outcome.message ?? OUTCOMES[outcome.kind];
    }
  };

  // What the page asks of a document, computed once.
  const rows = documents.map((document_) => {
    const { check, findings, outcome, stability, round_trip: trip } = document_;
    const tallies = Object.values(trip?.sets ?? {});
    const lost = tallies.reduce((sum, tally) => sum + failed(tally), 0);
    const samples = tallies.reduce((sum, tally) => sum + tally.valid, 0);
    let result = "generated", rank = 1, tone = "good";
    if (outcome.kind !== "generated") [result, rank, tone] = [OUTCOMES[outcome.kind], 5, "bad"];
    else if (check && !check.compiled) [result, rank, tone] = ["does not compile", 4, "bad"];
    else if (stability?.unrelated.length) [result, rank, tone] = ["unstable", 4, "bad"];
    else if (lost) [result, rank, tone] = ["round trip fails", 4, "bad"];
    else if (check?.warnings) [result, rank, tone] = ["compiler warns", 3, "warn"];
    else if (check) [result, rank] = ["compiled", 2];
    return {
      document: document_, result, rank, tone, samples, lost,
      total: findings.errors + findings.warnings + findings.notes,
      codes: new Set([...Object.keys(findings.codes), ...Object.keys(check?.codes ?? {})]),
      text: null,
    };
  });
  const searchText = (row) => {
    if (row.text == null) {
      const { document: d } = row;
      const parts = [d.name, d.version, row.result, outcomeWords(d.outcome), ...row.codes];
      for (const group of d.findings.groups) for (const sample of group.samples) parts.push(sample.message, sample.place);
      for (const message of d.check?.messages ?? []) parts.push(message);
      for (const failure of d.round_trip?.failures ?? []) parts.push(failure.kind, failure.ty, failure.detail);
      row.text = parts.join("\n").toLowerCase();
    }
    return row.text;
  };

  // The columns; those of texts stand left.
  const checked = run.checked !== "none";
  const columns = [
    { key: "name", label: "Document", value: (row) => row.document.name, left: true },
    { key: "version", label: "Version", value: (row) => row.document.version, left: true },
    { key: "result", label: "Result", value: (row) => row.rank, show: (row) => row.result, left: true },
    { key: "operations", label: "Operations", value: (row) => row.document.operations },
    { key: "models", label: "Models", value: (row) => row.document.models },
    { key: "lines", label: "Lines", value: (row) => row.document.lines },
    { key: "total", label: "Diagnostics", value: (row) => row.total },
    { key: "errors", label: "Errors", value: (row) => row.document.findings.errors },
    { key: "warned", label: "Warnings", value: (row) => row.document.findings.warnings },
    { key: "untyped", label: "Untyped", value: (row) => row.document.untyped.total },
    ...(checked ? [
      { key: "failed", label: "Compile errors", value: (row) => row.document.check?.errors ?? 0 },
      { key: "warnings", label: "Compile warnings", value: (row) => row.document.check?.warnings ?? 0 },
    ] : []),
    ...(summary.round_trip ? [
      { key: "samples", label: "Samples", value: (row) => row.samples },
      { key: "lost", label: "Samples failed", value: (row) => row.lost },
    ] : []),
    { key: "seconds", label: "Seconds", value: (row) => row.document.seconds, show: (row) => row.document.seconds.toFixed(2) },
    { key: "memory", label: "Memory", value: (row) => row.document.memory ?? -1, show: (row) => mebibytes(row.document.memory) },
  ];
  const state = { sort: "result", descending: true };

  const figure = (label, value, more, tone) => make("div", {},
    make("dt", {}, label), make("dd", { class: tone }, value, more ? make("small", {}, more) : null));
  const showFigures = () => {
    const all = (part, whole) => (whole > 0 && part === whole ? "good" : "bad");
    byId("run").textContent = `${run.jobs} workers, ${run.build} build; generated in ${seconds(run.generate_seconds)}`
      + (checked ? `, compiled by cargo ${run.checked} in ${seconds(run.check_seconds)}` : "; not compiled");
    byId("figures").append(
      figure("Documents", number.format(summary.documents), `${number.format(run.passed_over)} other files passed over`),
      figure("Operations", number.format(summary.operations)),
      figure("Models", number.format(summary.models)),
      figure("Generated", number.format(summary.generated),
        `${summary.refused} refused, ${summary.broken} broken`, all(summary.generated, summary.documents)),
      ...(checked ? [
        figure("Compiled", number.format(summary.compiled),
          `of ${number.format(summary.documents)}; ${number.format(summary.compile_errors)} errors`, all(summary.compiled, summary.documents)),
        figure("Compiler warnings", number.format(summary.compile_warnings),
          `in ${summary.warned} crates`, summary.compile_warnings ? "warn" : "good"),
      ] : []),
      ...Object.entries(summary.round_trip?.sets ?? {}).map(([set, tally]) =>
        figure(SETS[set], number.format(tally.passed), `of ${number.format(tally.valid)}; `
          + FAILED.filter((kind) => tally[kind]).map((kind) => `${number.format(tally[kind])} ${kind}`).join(", "), all(tally.passed, tally.valid))),
      figure("Untyped fields", number.format(summary.untyped), ["meant", "document", "generator"]
        .map((cause) => `${number.format(summary.untyped_causes[cause] ?? 0)} ${UNTYPED[cause]}`).join(", ")),
      figure("Diagnostics", number.format(summary.findings)),
      figure("Output", number.format(summary.lines), `lines in ${number.format(summary.files)} files`),
      figure("Seconds", run.generate_seconds.toFixed(1), `${summary.seconds.toFixed(1)} of all documents together`),
      figure("Largest memory", mebibytes(summary.largest_memory),
        summary.largest ? `${summary.largest}; all workers ${mebibytes(run.memory)}` : null),
    );
  };

  const list = (title, items) => {
    if (!items.length) return;
    const entries = items.map(([value, text]) => make("li", {}, make("span", {}, value), make("span", {}, text)));
    byId("lists").append(make("details", {}, make("summary", {}, title), make("ol", {}, ...entries)));
  };
  const counted = (items) => items.map(({ text, count, documents: inside }) => [number.format(count), `${text} (in ${inside})`]);
  const showLists = () => {
    list("Ten slowest", summary.slowest.map(({ name, value }) => [seconds(value), name]));
    list("Ten with most diagnostics", summary.most_findings.map(({ name, value }) => [number.format(value), name]));
    list("Commonest diagnostics", counted(summary.codes));
    list("Commonest messages of the compiler", counted(summary.compiler_codes));
    if (summary.round_trip) list("Commonest failures of samples", counted(summary.round_trip.causes));
    list("Commonest reasons of untyped values", counted(summary.untyped_reasons));
  };

  const severityTone = { error: "bad", warning: "warn", note: "dim" };
  const group = ({ code, severity, count, samples }) => {
    const first = samples[0]?.message ?? "";
    const element = make("details", { class: "group" }, make("summary", {},
      make("span", { class: severityTone[severity] }, severity), " ", make("code", {}, code), " ",
      make("span", { class: "times" }, `×${number.format(count)} `), first));
    // The samples are built when somebody looks at them.
    element.addEventListener("toggle", () => {
      if (!element.open || element.childElementCount > 1) return;
      element.append(...samples.map((sample) => make("pre", { tabindex: "0" }, sample.text || `${sample.message}\n  at ${sample.place}`)));
      if (count > samples.length) element.append(make("p", { class: "dim" }, `… and ${number.format(count - samples.length)} more like these`));
    });
    return element;
  };
  const section = (title, ...children) => make("section", {}, make("h3", {}, title), ...children);
  const detail = ({ document: d, total }) => {
    const inside = make("div", { class: "inside" });
    if (d.outcome.kind !== "generated") inside.append(make("p", { class: "failure bad" }, outcomeWords(d.outcome)));
    if (d.stability) {
      inside.append(section("Stability",
        make("p", { class: "dim" }, `Removed: ${d.stability.removed.join(", ") || "nothing"}`),
        ...d.stability.unrelated.map((text) => make("pre", { tabindex: "0" }, text))));
    }
    if (d.round_trip) {
      const { sets, failures, skipped, unjudged, unsampled, discarded } = d.round_trip;
      const places = (title, list) => (list.length ? make("details", {}, make("summary", {}, `${title} (${number.format(list.length)})`),
        make("ul", { class: "plain" }, ...list.map((place) => make("li", {}, place)))) : null);
      inside.append(section("Round trip",
        skipped ? make("p", { class: "dim" }, `Skipped: ${skipped}`) : null,
        ...Object.entries(sets).map(([set, tally]) => make("p", { class: "dim" },
          `${SETS[set]}: ${number.format(tally.passed)} of ${number.format(tally.valid)} passed, ${number.format(failed(tally))} failed`)),
        places("No verdict", unjudged), places("No sample", unsampled), places("Not valid", discarded),
        ...failures.map((failure) => make("pre", { tabindex: "0" },
          `${SETS[failure.set]} ${failure.kind} (${number.format(failure.count)}): ${failure.ty}, ${failure.place}\n${failure.sample}\n${failure.detail}`))));
    }
    if (d.check?.messages.length) {
      const all = d.check.errors + d.check.warnings;
      inside.append(section(`The compiler says (${number.format(all)})`,
        ...d.check.messages.map((text) => make("pre", { tabindex: "0" }, text)),
        all > d.check.messages.length ? make("p", { class: "dim" }, `… and ${number.format(all - d.check.messages.length)} more`) : null));
    }
    const { groups, groups_omitted: omitted } = d.findings;
    inside.append(section(`Diagnostics (${number.format(total)})`,
      ...(groups.length ? groups.map(group) : [make("p", { class: "dim" }, "None.")]),
      omitted ? make("p", { class: "dim" }, `… and ${number.format(omitted)} more kinds`) : null));
    if (d.untyped.total) {
      inside.append(section(`Untyped (${number.format(d.untyped.total)})`,
        make("ul", { class: "plain" }, ...d.untyped.places.map((place) => make("li", {}, place))),
        d.untyped.total > d.untyped.places.length ? make("p", { class: "dim" }, `… and ${number.format(d.untyped.total - d.untyped.places.length)} more`) : null));
    }
    return make("tr", { class: "detail" }, make("td", { colspan: columns.length }, inside));
  };

  const tones = { result: (row) => row.tone, failed: (row) => (row.document.check?.errors ? "bad" : "zero"),
    lost: (row) => (row.lost ? "bad" : "zero"),
    warnings: (row) => (row.document.check?.warnings ? "warn" : "zero"), errors: (row) => (row.document.findings.errors ? "bad" : "zero") };
  const element = (row) => {
    if (row.element) return row.element;
    const button = make("button", { type: "button", class: "name", "aria-expanded": "false" }, row.document.name);
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      if (open) row.detail.remove();
      else row.element.after(row.detail ??= detail(row));
    });
    row.button = button;
    row.element = make("tr", { class: "row" }, ...columns.map((column) => {
      if (column.key === "name") return make("td", { class: "left" }, button);
      const value = column.value(row);
      const text = column.show ? column.show(row) : typeof value === "number" ? number.format(value) : value;
      const tone = tones[column.key]?.(row) ?? (value === 0 ? "zero" : "");
      return make("td", { class: `${column.left ? "left result" : ""} ${tone}`.trim() }, text);
    }));
    return row.element;
  };

  const compare = (one, other) => (typeof one === "string" ? one.localeCompare(other, "en") : one - other);
  const show = () => {
    const words = byId("text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const [status, code] = [byId("status").value, byId("code").value];
    const shown = rows.filter((row) => (!status || row.result === status) && (!code || row.codes.has(code))
      && words.every((word) => searchText(row).includes(word)));
    const column = columns.find((candidate) => candidate.key === state.sort);
    const sign = state.descending ? -1 : 1;
    shown.sort((one, other) => sign * compare(column.value(one), column.value(other)) || compare(one.document.name, other.document.name));
    byId("rows").replaceChildren(...shown.flatMap((row) => {
      const own = element(row);
      return row.button.getAttribute("aria-expanded") === "true" ? [own, row.detail] : [own];
    }));
    byId("count").textContent = `${number.format(shown.length)} of ${number.format(rows.length)}`;
    for (const head of byId("head").children) {
      const own = head.dataset.key === state.sort;
      head.setAttribute("aria-sort", own ? (state.descending ? "descending" : "ascending") : "none");
    }
  };

  const showHead = () => {
    for (const column of columns) {
      const button = make("button", { type: "button" }, column.label);
      button.addEventListener("click", () => {
        state.descending = state.sort === column.key ? !state.descending : !column.left || column.key === "result";
        state.sort = column.key;
        show();
      });
      const head = make("th", { scope: "col", class: column.left ? "left" : "" }, button);
      head.dataset.key = column.key;
      byId("head").append(head);
    }
  };
  const options = (select, all, values) => {
    select.append(make("option", { value: "" }, all), ...values.map(([value, label]) => make("option", { value }, label)));
  };
  const tally = (texts) => {
    const counts = new Map();
    for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
    return [...counts].sort((one, other) => compare(one[0], other[0])).map(([text, count]) => [text, `${text} (${count})`]);
  };

  showFigures();
  showLists();
  showHead();
  options(byId("status"), "all", tally(rows.map((row) => row.result)));
  options(byId("code"), "any", tally(rows.flatMap((row) => [...row.codes])));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(show));
  byId("filters").addEventListener("input", show);
  show();
})();
