/** Progress for people, on stderr: stdout belongs to results. */

import { visible } from "../base/visible.js";
import type { BuildReport } from "../build/build.js";
import type { Loaded } from "../load/loaded.js";
import type { LoadReport } from "../load/night/load_events.js";

export const tell = (text: string): void => void process.stderr.write(`${text.split("\n").map(visible).join("\n")}\n`);

/** One line per file that brought something, was left or was refused. */
export const toldLoad: LoadReport = (event) => {
  const file = visible(event.file);
  if (event.kind === "waiting") return toldWait(file, event.seconds);
  if (event.kind === "loaded") return event.added ? toldNew(file, event.load) : undefined;
  const before = event.kind === "quarantined" && !event.isNew ? ", told before" : "";
  tell(`${saidOf[event.kind]}${before}: ${event.system}: ${file}: ${event.found}`);
};

const named = (headers: readonly string[]) =>
  [...headers.slice(0, 20).map(visible), headers.length > 20 ? `and ${headers.length - 20} more` : []]
    .flat()
    .join(", ");

/** A pause that nobody notices needs no explanation. */
function toldWait(file: string, seconds: number): void {
  if (seconds >= 0.5) tell(`waiting ${seconds.toFixed(1)} s: ${file} was written just now`);
}

const saidOf = { left: "left for the next run", quarantined: "quarantine", missing: "missing" };

function toldNew(file: string, load: Loaded): void {
  const { system, table, loaded, rejected, deduplicated, rejects, unknown_headers, drift } = load;
  const rest = [rejected && `${rejected} rejected`, deduplicated && `${deduplicated} deduplicated`].filter(Boolean);
  tell([`${system}: ${file} -> ${table}: ${loaded} loaded`, ...rest].join(", "));
  for (const { column, code, records, first_line } of rejects) {
    tell(`  rejected: ${file}, line ${first_line}, ${column}: ${code} (${records} record(s))`);
  }
  if (unknown_headers.length > 0)
    tell(`  ${unknown_headers.length} columns beyond the contract are kept in the history`);
  if (drift?.gone.length) tell(`  columns gone since the load before: ${named(drift.gone)}`);
  if (drift?.added.length) tell(`  columns new since the load before: ${named(drift.added)}`);
}

/** Only what is slow or should be looked at; with `timings` the seconds of every table. */
export const toldBuild =
  (timings = false): BuildReport =>
  ({ table, seconds, checks }) => {
    if (timings || seconds >= 1) tell(`built ${table} (${seconds.toFixed(timings ? 3 : 1)} s)`);
    for (const { rule, status, rows } of checks) {
      if (status === "warned") tell(`warn: ${table}: ${rows} row(s), "${rule}"`);
    }
  };
