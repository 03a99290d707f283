/** What is told of an error that is a bug. DuckDB quotes rows in its messages, so a log has only the kind of the error and the places in the code. */
import { join } from "node:path";
import { duckdbErrorKind, withoutQuotedValues } from "./duckdb_message.js";
import { writePrivateText } from "./private_file.js";

/** Set this to see the whole message on stderr. */
export const showBugsVariable = "CLOSEDLOOP_SHOW_BUGS";

/** The file with the whole message of the last run that met a bug; only its owner may read it. */
export const bugPath = (folder: string): string => join(folder, "bug.txt");

const keptIn = new WeakMap<object, string>();

/** Keeps the whole message in a private file, which `describeBug` then names. */
export async function keepBug(error: unknown, folder: string): Promise<void> {
  if (!(error instanceof Error)) return;
  const path = bugPath(folder);
  await writePrivateText(path, `${error.stack ?? error}\n`);
  keptIn.set(error, path);
}

/** The kind of an error, e.g. `Conversion Error` of DuckDB or `TypeError`; never its message. */
export function bugKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const kind = duckdbErrorKind(error.message);
  return kind === undefined ? error.name : `${kind} Error`;
}

/** DuckDB's message without the values of rows; of any other error only the kind, because e.g. `JSON.parse` quotes what it reads. */
const shownMessage = (error: unknown): string =>
  error instanceof Error && duckdbErrorKind(error.message) !== undefined
    ? withoutQuotedValues(error.message)
    : bugKind(error);

/** The lines to print: the kind, where in the code it happened, and where the whole message is. */
export function describeBug(error: unknown): string {
  const kept = error instanceof Error ? keptIn.get(error) : undefined;
  if (process.env[showBugsVariable]) return `this is a bug, please report it\n${(error as Error)?.stack ?? error}`;
  const frames = error instanceof Error ? framesOf(error) : [];
  const where = kept
    ? `The whole message is in ${kept}.`
    : `With the environment variable ${showBugsVariable}=1 the whole message is printed.`;
  return [
    `this is a bug, please report it: ${shownMessage(error)}`,
    ...frames,
    `${where} It may quote your data.`,
  ].join("\n");
}

/** The lines of the stack after the message, which may have lines that look like these. */
function framesOf({ stack = "", message }: Error): string[] {
  const at = stack.indexOf(message);
  const rest = at < 0 ? "" : stack.slice(at + message.length);
  return rest.split("\n").filter((line) => /^\s+at /.test(line));
}
