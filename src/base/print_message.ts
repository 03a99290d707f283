/** Messages on stderr: lines of text for people, or JSON lines for programs. stdout is for results. */
import { escapeControls } from "./escape_controls.js";
import { maskAddresses } from "./mask_addresses.js";
import { statusLine } from "./status_line.js";

/** What the lines of a log look like. */
export const logFormats = ["text", "json"] as const;
export type LogFormat = (typeof logFormats)[number];

/** Raised when a member of a JSON line changes its meaning or is removed, but not when one is added. */
const logSchemaVersion = 1;

/** Numbers and names that belong to a message, e.g. the table and its rows. Never a value of a person's record. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface MessageDetails {
  readonly level?: "info" | "warn" | "error";
  /** What happened, e.g. `file_loaded`; the facts of an event always have the same names. */
  readonly event?: string;
  readonly facts?: LogFacts;
}

const log: { format: LogFormat; facts: LogFacts } = { format: "text", facts: {} };

/** Sets what the lines look like from now on. */
export const setLogFormat = (format: LogFormat): void => {
  log.format = format;
};

/** Adds facts to every JSON line from now on, e.g. the id of the run. */
export const addLogFacts = (facts: LogFacts): void => {
  log.facts = { ...log.facts, ...facts };
};

/** Prints lines on stderr. Control characters are escaped, email addresses left out. As JSON, all lines of a message are one line of the log. */
export function printMessage(text: string, details: MessageDetails = {}): void {
  const message = maskAddresses(text).split("\n").map(escapeControls).join("\n");
  statusLine.clear();
  process.stderr.write(`${log.format === "json" ? formatLogLine(message, details) : message}\n`);
}

/** Writes an event that only programs need: it is left out of a log of text. */
export function logEvent(event: string, message: string, facts: LogFacts): void {
  if (log.format === "json") printMessage(message, { event, facts });
}

/** One JSON line of the log, without its line end. */
function formatLogLine(message: string, { level = "info", event, facts = {} }: MessageDetails): string {
  const line = JSON.stringify({
    schema_version: logSchemaVersion,
    time: new Date().toISOString(),
    level,
    ...(event === undefined ? {} : { event }),
    message,
    ...log.facts,
    ...facts,
  });
  return maskAddresses(line);
}
