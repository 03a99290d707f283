/** Progress for people, on stderr: stdout belongs to results. */
import type { LoadReport } from "../load/load_exports.js";
import type { BuildReport } from "../run.js";

export const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** One line per file that brought something or was refused. */
export const toldLoad: LoadReport = (event) => {
  if (!("load" in event)) return tell(`quarantine: ${event.system}: ${event.file}: ${event.found}`);
  if (!event.added) return;
  const { system, file, table, loaded, rejected, deduplicated, rejects, unknown_headers } = event.load;
  const rest = [rejected && `${rejected} rejected`, deduplicated && `${deduplicated} deduplicated`].filter(Boolean);
  tell([`${system}: ${file} -> ${table}: ${loaded} loaded`, ...rest].join(", "));
  for (const { column, code, records, first_line } of rejects) {
    tell(`  rejected: ${file}, line ${first_line}, ${column}: ${code} (${records} record(s))`);
  }
  if (unknown_headers.length > 0)
    tell(`  ${unknown_headers.length} columns beyond the contract are kept in the history`);
};

/** Only what is slow or should be looked at; with `timings` the seconds of every table. */
export const toldBuild =
  (timings = false): BuildReport =>
  ({ table, seconds, warnings }) => {
    if (timings || seconds >= 1) tell(`built ${table} (${seconds.toFixed(timings ? 3 : 1)} s)`);
    for (const { rule, rows } of warnings) tell(`warn: ${table}: ${rows} row(s), "${rule}"`);
  };
