/** What a run does, told on stderr: lines of text, or events with their facts. */

import { escapeControls } from "../../base/escape_controls.js";
import { type LogFacts, printMessage } from "../../base/print_message.js";
import type { BuildListener } from "../../build/build.js";
import type { LoadRecord } from "../../load/load_record.js";
import type { LoadListener } from "../../load/night/load_events.js";

/** Prints one line per file that added rows, was left for later, or was rejected. */
export const reportLoadProgress: LoadListener = (event) => {
  const file = escapeControls(event.file);
  if (event.kind === "waiting") return printWait(file, event.seconds);
  if (event.kind === "loaded") {
    if (event.repaired !== undefined) printRepair(file, event.load, event.repaired);
    return event.added ? printLoadedFile(file, event.load) : undefined;
  }
  const before = event.kind !== "left" && event.isNew === false ? ", reported before" : "";
  printMessage(`${eventLabels[event.kind]}${before}: ${event.system}: ${file}: ${event.found}`, {
    level: event.kind === "left" ? "info" : "warn",
    event: `file_${event.kind}`,
    facts: { source: event.system, table: ("table" in event && event.table) || null, file, found: event.found },
  });
};

const listHeaders = (headers: readonly string[]) =>
  [...headers.slice(0, 20).map(escapeControls), headers.length > 20 ? `and ${headers.length - 20} more` : []]
    .flat()
    .join(", ");

/** Waits under half a second are not worth a line. */
function printWait(file: string, seconds: number): void {
  if (seconds >= 0.5)
    printMessage(`waiting ${seconds.toFixed(1)} s: ${file} was written a moment ago and may still grow`, {
      event: "waiting",
      facts: { file, seconds },
    });
}

/** A load whose files in the history were damaged was made again from its export. */
function printRepair(file: string, { system: source, table, load_id }: LoadRecord, repaired: string): void {
  printMessage(`made again: ${source}: ${file} -> ${table}: damaged in the history: ${repaired}`, {
    level: "warn",
    event: "load_repaired",
    facts: { source, table, file, load_id, found: repaired },
  });
}

const eventLabels = { left: "left for the next run", quarantined: "quarantine", missing: "missing" };

function printLoadedFile(file: string, load: LoadRecord): void {
  const { system: source, table, loaded, rejected, deduplicated, forgotten = 0 } = load;
  const others = { rejected, deduplicated, forgotten };
  const rest = Object.entries(others).flatMap(([what, records]) => (records ? [`${records} ${what}`] : []));
  const place = { source, table, file };
  printMessage([`${source}: ${file} -> ${table}: ${loaded} loaded`, ...rest].join(", "), {
    event: "file_loaded",
    facts: { ...place, load_id: load.load_id, bytes: load.bytes ?? null, loaded, ...others },
  });
  printRecordNotes(place, load);
  printColumnNotes(place, load);
}

/** Records that were rejected, or read otherwise than they are written. */
function printRecordNotes(place: LogFacts & { readonly file: string }, load: LoadRecord): void {
  const { file } = place;
  const { rejects, notes = [], null_words = [], file_notes = [] } = load;
  for (const { column, code, records, first_line, lines } of rejects) {
    const extent = lines === undefined ? "" : ` on ${lines} lines`;
    const where = column === "" ? "" : `, ${column}`;
    printMessage(`  rejected: ${file}, line ${first_line}${where}: ${code} (${records} record(s)${extent})`, {
      level: "warn",
      event: "records_rejected",
      facts: { ...place, column, code, records, first_line },
    });
  }
  for (const { code, column, records, remedy } of file_notes) {
    const what = [code, column].filter((part) => part !== undefined).join(", column ");
    printMessage(`  noted: ${escapeControls(what)}: ${records}${remedy === undefined ? "" : ` (${remedy})`}`, {
      event: "file_noted",
      facts: { ...place, column: column ?? null, code, records },
    });
  }
  for (const { column, code, records, first_line } of notes) {
    printMessage(`  noted: ${file}, line ${first_line}, ${column}: ${code} (${records} record(s))`, {
      event: "values_noted",
      facts: { ...place, column, code, records, first_line },
    });
  }
  for (const { word, values } of null_words)
    printMessage(`  the word ${escapeControls(word)} stands for nothing in ${file} (${values} value(s))`, {
      event: "null_word",
      facts: { ...place, values },
    });
}

/** Columns that no contract knows, and columns that are new or gone. */
function printColumnNotes(place: LogFacts, { unknown_headers, drift }: LoadRecord): void {
  const unknown = unknown_headers.length;
  if (unknown > 0)
    printMessage(`  ${unknown} unknown columns; they are kept in the history`, {
      event: "columns_unknown",
      facts: { ...place, columns: unknown },
    });
  if (drift?.gone.length)
    printMessage(`  columns missing since the last load: ${listHeaders(drift.gone)}`, {
      event: "columns_gone",
      facts: { ...place, columns: drift.gone.length },
    });
  if (drift?.added.length)
    printMessage(`  columns added since the last load: ${listHeaders(drift.added)}`, {
      event: "columns_added",
      facts: { ...place, columns: drift.added.length },
    });
}

/** Prints tables that took a second or more, and warnings; with `timings` every table. */
export const createBuildProgress =
  (timings = false): BuildListener =>
  ({ table, seconds, rows, checks }) => {
    if (timings || seconds >= 1)
      printMessage(`built ${table} (${seconds.toFixed(timings ? 3 : 1)} s)`, {
        event: "table_built",
        facts: { table, rows, seconds: Math.round(seconds * 1000) / 1000 },
      });
    for (const { rule, status, rows: broken } of checks) {
      if (status === "warned")
        printMessage(`warn: ${table}: ${broken} row(s), "${rule}"`, {
          level: "warn",
          event: "check_warned",
          facts: { table, rule, rows: broken },
        });
    }
  };
