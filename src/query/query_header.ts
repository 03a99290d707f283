/** The header of a saved query: comment lines of the form `-- key: text`. */
import type { UserError } from "../base/errors.js";
import {
  describeParamType,
  type ParamType,
  type ParamValues,
  paramTypes,
  parseParamValue,
  type QueryParam,
} from "./query_params.js";
import { parseShownColumns, type ShownColumn } from "./shown_columns.js";

export interface HeaderLine {
  readonly key: string;
  readonly text: string;
  readonly number: number;
}

/** Makes the error about a line of the file. */
export type LineErrorFactory = (line: number, what: string) => UserError;

/** The comment lines above the SQL. A line that is indented after `--` goes on with the line above. */
export function parseHeader(sql: string, wrong: LineErrorFactory): { lines: HeaderLine[]; end: number } {
  const all = sql.split(/\r?\n/);
  const found = all.findIndex((line) => !line.startsWith("--"));
  const end = found < 0 ? all.length : found;
  const lines: HeaderLine[] = [];
  for (const [n, line] of all.slice(0, end).entries()) {
    const last = lines.at(-1);
    const more = /^-- {2,}(\S.*?)\s*$/.exec(line)?.[1];
    if (more !== undefined && last !== undefined) {
      lines[lines.length - 1] = { ...last, text: `${last.text} ${more}` };
      continue;
    }
    const [, key, text] = /^--\s*(question|grain|show|example|param [^:]*|values [^:]*):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined || text === undefined) {
      throw wrong(
        n + 1,
        `found "${line}"; a header has question, grain, param NAME (TYPE), values NAME, show and example, each \`-- key: text\``,
      );
    }
    lines.push({ key, text, number: n + 1 });
  }
  return { lines, end };
}

/** The parameters of a header, each with its allowed values. */
export function parseParams(lines: readonly HeaderLine[], wrong: LineErrorFactory): QueryParam[] {
  const params = lines.filter(({ key }) => key.startsWith("param ")).map((line) => parseParam(line, wrong));
  const values = new Map<string, ParamValues>();
  for (const { key, text, number } of lines.filter(({ key }) => key.startsWith("values "))) {
    const name = key.slice("values ".length).trim();
    const param = params.find((one) => one.name === name);
    if (param === undefined) throw wrong(number, `\`values ${name}\`: there is no parameter ${name}`);
    if (values.has(name)) throw wrong(number, `a second \`values ${name}\`; expected one`);
    const allowed = parseValues(text);
    const { fallback } = param;
    if (allowed.list !== undefined && fallback != null && !allowed.list.includes(fallback)) {
      throw wrong(number, `the default of ${name} is "${fallback}", which is not among its values`);
    }
    values.set(name, allowed);
  }
  return params.map((param) => {
    const allowed = values.get(param.name);
    return allowed === undefined ? param : { ...param, values: allowed };
  });
}

/** A closed list, `warn, info`, or a query whose first column has the values. */
const parseValues = (text: string): ParamValues =>
  /^(select|with)\b/.test(text) ? { query: text } : { list: text.split(",").map((value) => value.trim()) };

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

/** What a table on the terminal shows; undefined if the header does not say. */
export function parseShow(lines: readonly HeaderLine[], wrong: LineErrorFactory): readonly ShownColumn[] | undefined {
  const [line, second] = lines.filter(({ key }) => key === "show");
  if (second) throw wrong(second.number, "a second `show`; expected one");
  if (line === undefined) return undefined;
  const columns = parseShownColumns(line.text);
  if (typeof columns === "string") throw wrong(line.number, `\`show\`: ${columns}`);
  return columns;
}
