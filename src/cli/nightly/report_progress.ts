/** Progress of a run, printed on stderr. */

import { escapeControls } from "../../base/escape_controls.js";
import { printMessage } from "../../base/print_message.js";
import type { BuildListener } from "../../build/build.js";
import type { LoadRecord } from "../../load/load_record.js";
import type { LoadListener } from "../../load/night/load_events.js";

/** Prints one line per file that added rows, was left for later, or was rejected. */
export const reportLoadProgress: LoadListener = (event) => {
  const file = escapeControls(event.file);
  if (event.kind === "waiting") return printWait(file, event.seconds);
  if (event.kind === "loaded") {
    const { system, table } = event.load;
    if (event.repaired !== undefined)
      printMessage(`made again: ${system}: ${file} -> ${table}: damaged in the history: ${event.repaired}`);
    return event.added ? printLoadedFile(file, event.load) : undefined;
  }
  const before = event.kind !== "left" && event.isNew === false ? ", reported before" : "";
  printMessage(`${eventLabels[event.kind]}${before}: ${event.system}: ${file}: ${event.found}`);
};

const listHeaders = (headers: readonly string[]) =>
  [...headers.slice(0, 20).map(escapeControls), headers.length > 20 ? `and ${headers.length - 20} more` : []]
    .flat()
    .join(", ");

/** Waits under half a second are not worth a line. */
function printWait(file: string, seconds: number): void {
  if (seconds >= 0.5)
    printMessage(`waiting ${seconds.toFixed(1)} s: ${file} was written a moment ago and may still grow`);
}

const eventLabels = { left: "left for the next run", quarantined: "quarantine", missing: "missing" };

function printLoadedFile(file: string, load: LoadRecord): void {
  const { system, table, loaded, rejected, deduplicated, rejects, unknown_headers, drift } = load;
  const { notes = [], null_words = [], file_notes = [] } = load;
  const rest = [rejected && `${rejected} rejected`, deduplicated && `${deduplicated} deduplicated`].filter(Boolean);
  printMessage([`${system}: ${file} -> ${table}: ${loaded} loaded`, ...rest].join(", "));
  for (const { column, code, records, first_line, lines } of rejects) {
    const extent = lines === undefined ? "" : ` on ${lines} lines`;
    const where = column === "" ? "" : `, ${column}`;
    printMessage(`  rejected: ${file}, line ${first_line}${where}: ${code} (${records} record(s)${extent})`);
  }
  for (const { code, column, records, remedy } of file_notes) {
    const what = [code, column].filter((part) => part !== undefined).join(", column ");
    printMessage(`  noted: ${escapeControls(what)}: ${records}${remedy === undefined ? "" : ` (${remedy})`}`);
  }
  for (const { column, code, records, first_line } of notes) {
    printMessage(`  noted: ${file}, line ${first_line}, ${column}: ${code} (${records} record(s))`);
  }
  for (const { word, values } of null_words)
    printMessage(`  the word ${escapeControls(word)} stands for nothing in ${file} (${values} value(s))`);
  if (unknown_headers.length > 0)
    printMessage(`  ${unknown_headers.length} unknown columns; they are kept in the history`);
  if (drift?.gone.length) printMessage(`  columns missing since the last load: ${listHeaders(drift.gone)}`);
  if (drift?.added.length) printMessage(`  columns added since the last load: ${listHeaders(drift.added)}`);
}

/** Prints tables that took a second or more, and warnings; with `timings` every table. */
export const createBuildProgress =
  (timings = false): BuildListener =>
  ({ table, seconds, checks }) => {
    if (timings || seconds >= 1) printMessage(`built ${table} (${seconds.toFixed(timings ? 3 : 1)} s)`);
    for (const { rule, status, rows } of checks) {
      if (status === "warned") printMessage(`warn: ${table}: ${rows} row(s), "${rule}"`);
    }
  };
