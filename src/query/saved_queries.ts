import { existsSync, readFileSync } from "node:fs";
import { UserError } from "../base/errors.js";
import { findNamedFile, listFileNames } from "../base/named_files.js";
import {
  bindParams,
  describeParamType,
  type ParamType,
  paramTypes,
  parseParamValue,
  type QueryParam,
} from "./query_params.js";

export { bindParams } from "./query_params.js";

/** A saved query, `queries/<name>.sql`, with its header of comments parsed. */
export interface SavedQuery {
  readonly name: string;
  readonly file: string;
  readonly question: string;
  readonly grain: string;
  readonly params: readonly QueryParam[];
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
      `${dir}: there is no saved query ${name}. There are: ${listQueryNames(dir).join(", ") || "none"}`,
      2,
    );
  }
  return parseSavedQuery(name, file, readFileSync(file, "utf8"));
}

function listQueryNames(dir: string): string[] {
  if (!existsSync(dir)) throw new UserError(`${dir}: there is no such folder of saved queries`, 2);
  return listFileNames(dir, ".sql");
}

interface HeaderLine {
  readonly key: string;
  readonly text: string;
  readonly number: number;
}

function parseSavedQuery(name: string, file: string, sql: string): SavedQuery {
  const wrong = (line: number, what: string) => new UserError(`${file}, line ${line}: ${what}`, 2);
  const lines = parseHeader(sql, wrong);
  const only = (key: string, shape: RegExp, expected: string): string => {
    const [found, second] = lines.filter((line) => line.key === key);
    if (!found) throw wrong(1, `the header has no \`-- ${key}: ...\`; expected ${expected}`);
    if (second) throw wrong(second.number, `a second \`${key}\`; expected one`);
    if (!shape.test(found.text)) throw wrong(found.number, `\`${key}\` is "${found.text}"; expected ${expected}`);
    return found.text;
  };
  const question = only("question", /\S/, "the question that the query answers");
  const grain = only("grain", /^One row\b/, "One row per ...");
  const params = lines.filter(({ key }) => key.startsWith("param ")).map((line) => parseParam(line, wrong));
  const example = only("example", new RegExp(`^closedloop query ${name}( |$)`), `closedloop query ${name} --param k=v`);
  const query = { name, file, question, grain, params, example, exampleParams: parseExampleParams(example), sql };
  mustUseEveryParam(query, lines.length + 1, wrong);
  try {
    bindParams(query, query.exampleParams);
  } catch (error) {
    throw wrong(lines.find(({ key }) => key === "example")!.number, (error as Error).message);
  }
  return query;
}

type LineErrorFactory = (line: number, what: string) => UserError;

/** The comment lines above the SQL. */
function parseHeader(sql: string, wrong: LineErrorFactory): HeaderLine[] {
  const all = sql.split(/\r?\n/);
  const end = all.findIndex((line) => !line.startsWith("--"));
  return all.slice(0, end < 0 ? all.length : end).map((line, n) => {
    const [, key, text] = /^--\s*(question|grain|example|param [^:]*):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && text !== undefined) return { key, text, number: n + 1 };
    throw wrong(
      n + 1,
      `found "${line}"; a header has question, grain, param NAME (TYPE) and example, each \`-- key: text\``,
    );
  });
}

function parseParam({ key, text, number }: HeaderLine, wrong: LineErrorFactory): QueryParam {
  const [, name, type] = /^param\s+([a-z][a-z0-9_]*)\s+\((\w+)\)$/.exec(key) ?? [];
  if (name === undefined || !paramTypes.includes(type as ParamType)) {
    throw wrong(number, `found \`${key}\`; expected param NAME (${paramTypes.join("|")}), the name in snake_case`);
  }
  const [about, ...rest] = text.split(/;\s*default\s+/);
  if (!about || rest.length > 1) throw wrong(number, `found "${text}"; expected MEANING, or MEANING; default VALUE`);
  const known = { name, type: type as ParamType, about };
  const [fallback] = rest;
  if (fallback === undefined) return known;
  if (fallback === "null") return { ...known, fallback: null };
  if (parseParamValue(known.type, fallback) !== undefined) return { ...known, fallback };
  throw wrong(number, `the default of ${name} is "${fallback}"; expected ${describeParamType(known.type)}, or null`);
}

/** Every parameter must be declared once and used, and every `$name` declared. */
function mustUseEveryParam({ params, sql }: SavedQuery, line: number, wrong: LineErrorFactory): void {
  const bare = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, "");
  if (bare.trim() === "") throw wrong(line, "no SQL follows the header; expected one SELECT");
  const used = new Set([...bare.matchAll(/\$([a-z_]\w*)/gi)].map(([, name]) => name!));
  const declared = params.map(({ name }) => name);
  const twice = declared.find((name, n) => declared.indexOf(name) < n);
  const undeclared = [...used].find((name) => !declared.includes(name));
  const unused = declared.find((name) => !used.has(name));
  if (twice) throw wrong(1, `the parameter ${twice} is declared twice`);
  if (undeclared) throw wrong(line, `$${undeclared} is used; declare it: \`-- param ${undeclared} (text): meaning\``);
  if (unused) throw wrong(1, `the parameter ${unused} is declared but never used as $${unused}`);
}

/** The parameters on a command line, without quotes, as a shell reads them. */
function parseExampleParams(line: string): Record<string, string> {
  const words = (line.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? []).map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"),
  );
  const pairs = words.filter((_, n) => words[n - 1] === "--param");
  return Object.fromEntries(pairs.map((pair) => [pair.split("=", 1)[0]!, pair.slice(pair.indexOf("=") + 1)]));
}
