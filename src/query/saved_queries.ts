import { existsSync, readFileSync } from "node:fs";
import { UserError } from "../base/errors.js";
import { findNamedFile, listFileNames } from "../base/named_files.js";
import { suggestSpelling } from "../config/spelling_suggestion.js";
import { type LineErrorFactory, parseHeader, parseParams, parseShow } from "./query_header.js";
import { bindParams, type QueryParam } from "./query_params.js";
import type { ShownColumn } from "./shown_columns.js";

export { bindParams } from "./query_params.js";

/** A saved query, `queries/<name>.sql`, with its header of comments parsed. */
export interface SavedQuery {
  readonly name: string;
  readonly file: string;
  readonly question: string;
  readonly grain: string;
  readonly params: readonly QueryParam[];
  /** What a table on the terminal shows; undefined: all columns. */
  readonly show?: readonly ShownColumn[];
  /** A command line that can be run as it is. */
  readonly example: string;
  /** The parameters in the example. */
  readonly exampleParams: Readonly<Record<string, string>>;
  /** The whole file, so that the line numbers in DuckDB's errors are those of the file. */
  readonly sql: string;
}

/** All saved queries of a folder, by name; an invalid header is a `UserError` (exit 2). */
export function listSavedQueries(dir: string): SavedQuery[] {
  return listQueryNames(dir).map((name) => readSavedQuery(dir, name));
}

/** One saved query, with its header checked against its SQL; a `UserError` (exit 2) if there is none of this name. */
export function readSavedQuery(dir: string, name: string): SavedQuery {
  const file = findNamedFile(dir, name, ".sql");
  if (file === undefined) {
    throw new UserError(
      `there is no saved query ${name}${suggestSpelling(name, listQueryNames(dir)) || "."} There are: ${listQueryNames(dir).join(", ") || "none"}`,
      2,
    );
  }
  return parseSavedQuery(name, file, readFileSync(file, "utf8"));
}

function listQueryNames(dir: string): string[] {
  if (!existsSync(dir)) throw new UserError(`${dir}: there is no such folder of saved queries`, 2);
  return listFileNames(dir, ".sql");
}

function parseSavedQuery(name: string, file: string, sql: string): SavedQuery {
  const wrong = (line: number, what: string) => new UserError(`${file}, line ${line}: ${what}`, 2);
  const { lines, end } = parseHeader(sql, wrong);
  const only = (key: string, shape: RegExp, expected: string): string => {
    const [found, second] = lines.filter((line) => line.key === key);
    if (!found) throw wrong(1, `the header has no \`-- ${key}: ...\`; expected ${expected}`);
    if (second) throw wrong(second.number, `a second \`${key}\`; expected one`);
    if (!shape.test(found.text)) throw wrong(found.number, `\`${key}\` is "${found.text}"; expected ${expected}`);
    return found.text;
  };
  const question = only("question", /\S/, "the question that the query answers");
  const grain = only("grain", /^One row\b/, "One row per ...");
  const params = parseParams(lines, wrong);
  const show = parseShow(lines, wrong);
  const example = only("example", new RegExp(`^closedloop query ${name}( |$)`), `closedloop query ${name} --param k=v`);
  const exampleParams = parseExampleParams(example);
  const query = { name, file, question, grain, params, ...(show && { show }), example, exampleParams, sql };
  mustUseEveryParam(query, end + 1, wrong);
  try {
    bindParams(query, query.exampleParams);
  } catch (error) {
    throw wrong(lines.find(({ key }) => key === "example")!.number, (error as Error).message);
  }
  return query;
}

/** Every parameter must be declared once and used, and every `$name` declared. */
function mustUseEveryParam({ params, sql }: SavedQuery, line: number, wrong: LineErrorFactory): void {
  const bare = withoutTexts(sql);
  if (bare.trim() === "") throw wrong(line, "no SQL follows the header; expected one SELECT");
  const used = new Set(paramsUsedIn(sql));
  const declared = params.map(({ name }) => name);
  for (const { name, values } of params) {
    const foreign = values?.query && paramsUsedIn(values.query).find((one) => !declared.includes(one));
    if (foreign) throw wrong(1, `\`values ${name}\` uses $${foreign}, which is not declared`);
  }
  const twice = declared.find((name, n) => declared.indexOf(name) < n);
  const undeclared = [...used].find((name) => !declared.includes(name));
  const unused = declared.find((name) => !used.has(name));
  if (twice) throw wrong(1, `the parameter ${twice} is declared twice`);
  if (undeclared) throw wrong(line, `$${undeclared} is used; declare it: \`-- param ${undeclared} (text): meaning\``);
  if (unused) throw wrong(1, `the parameter ${unused} is declared but never used as $${unused}`);
}

/** The parameters that a text of SQL uses, as `$name`, e.g. `["dimension"]`. */
export const paramsUsedIn = (sql: string): string[] => [
  ...new Set([...withoutTexts(sql).matchAll(/\$([a-z_]\w*)/gi)].map(([, name]) => name!)),
];

const withoutTexts = (sql: string): string =>
  sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, "");

/** The parameters on a command line, without quotes, as a shell reads them. */
function parseExampleParams(line: string): Record<string, string> {
  const words = (line.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? []).map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"),
  );
  const pairs = words.filter((_, n) => words[n - 1] === "--param");
  return Object.fromEntries(pairs.map((pair) => [pair.split("=", 1)[0]!, pair.slice(pair.indexOf("=") + 1)]));
}
