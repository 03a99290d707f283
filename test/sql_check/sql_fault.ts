/** What is wrong with some SQL, and where a person mends it. */
import { readFileSync } from "node:fs";

/** One fault of a model, a query or a command. */
export interface SqlFault {
  /** Path from the root of the repository, e.g. `models/marts/funnel.ts`. */
  readonly file: string;
  /** Line of the file, from 1, if the text or the name in question was found in it. */
  readonly line?: number | undefined;
  /** What the SQL makes or answers, e.g. `marts.funnel`. */
  readonly name: string;
  readonly message: string;
}

/** DuckDB lists every overload of a function: more lines than this help nobody. */
const maxMessageLines = 6;

/**
 * A fault from DuckDB's refusal of `query`. The line of SQL that it shows is looked for in `files`, the likeliest first.
 * SQL that kysely writes stands in no file: there the name that DuckDB does not know is looked for.
 */
export function sqlFault(name: string, query: string, files: readonly string[], error: unknown): SqlFault {
  const message = shortMessage(error);
  const [, number, shown = ""] = /^LINE (\d+): (.*)$/m.exec(message) ?? [];
  // DuckDB shortens a long line; the query has all of it.
  const line = query.split("\n")[Number(number) - 1] ?? shown.replace(/^\.\.\.|\.\.\.$/g, "");
  return { name, message, ...(findText(line.trim(), files) ?? findWord(unknownName(message), files)) };
}

/** A fault of one column of a contract, at the line that declares it. */
export const columnFault = (name: string, file: string, message: string): SqlFault => ({
  name,
  message,
  ...findWord(/column (\w+)/.exec(message)?.[1], [file]),
});

/** The first lines of DuckDB's message, and the line of SQL that it shows. */
export function shortMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const at = text.search(/^LINE \d+: /m);
  const [words, place] = at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
  const lines = words.split("\n").filter((line) => line.trim() !== "");
  const shown = lines.length > maxMessageLines ? [...lines.slice(0, maxMessageLines), "\t..."] : lines;
  return [...shown, ...place.split("\n").slice(0, 2)].filter((line) => line !== "").join("\n");
}

const unknownName = (message: string): string | undefined =>
  /(?:column(?: named)?|with name) "?(\w+)"?/.exec(message)?.[1];

const linesOf = (file: string) => readFileSync(file, "utf8").split("\n");

/** The place of a line of SQL: in the first file that has it exactly once, because two places say nothing. */
function findText(text: string, files: readonly string[]): Pick<SqlFault, "file" | "line"> | undefined {
  if (!/\w/.test(text)) return undefined;
  for (const file of files) {
    const places = linesOf(file).flatMap((line, at) => (line.includes(text) ? [at + 1] : []));
    if (places.length === 1) return { file, line: places[0] };
  }
  return undefined;
}

/** The first place of a name; without one, the first file. */
function findWord(word: string | undefined, files: readonly string[]): Pick<SqlFault, "file" | "line"> {
  for (const file of word === undefined ? [] : files) {
    const at = linesOf(file).findIndex((line) => new RegExp(`\\b${word}\\b`).test(line));
    if (at >= 0) return { file, line: at + 1 };
  }
  return { file: files[0]! };
}

/** The same fault of several forms of a model is one. */
export function withoutRepeats(faults: readonly SqlFault[]): SqlFault[] {
  const byText = new Map(faults.map((fault) => [formatFault(fault), fault]));
  return [...byText.values()];
}

/** `models/marts/funnel.ts:63: marts.funnel`, then the message, indented. */
export const formatFault = ({ file, line, name, message }: SqlFault): string =>
  `${file}${line === undefined ? "" : `:${line}`}: ${name}\n${message.replace(/^/gm, "  ")}`;
