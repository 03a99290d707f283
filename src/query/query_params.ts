import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { parseCalendarDay } from "../base/calendar_day.js";
import { UserError } from "../base/errors.js";
import { suggestSpelling } from "../config/spelling_suggestion.js";
import { BIGINT, BOOLEAN, DATE, DOUBLE, DuckDBDateValue, VARCHAR } from "../table/duckdb.js";
import type { ParamBindings } from "./run_query.js";

interface ParamKind {
  readonly type: DuckDBType;
  readonly expected: string;
  /** The value of a text; undefined if the text is not valid. */
  readonly read: (text: string) => DuckDBValue | undefined;
}

const paramKinds = {
  text: { type: VARCHAR, expected: "any text", read: (text) => text },
  whole: { type: BIGINT, expected: "a whole number of at most 64 bits, e.g. 12", read: parseInt64 },
  real: { type: DOUBLE, expected: "a number, e.g. 0.25", read: parseReal },
  date: { type: DATE, expected: "a date, e.g. 2026-01-31", read: parseDay },
  flag: { type: BOOLEAN, expected: "true or false", read: parseFlag },
} as const satisfies Record<string, ParamKind>;

/** The types of parameters, as the header of a query names them. */
export type ParamType = keyof typeof paramKinds;
export const paramTypes = Object.keys(paramKinds) as readonly ParamType[];

/**
 * The values that a parameter may have: a closed list, or a query whose first column has them. A query that uses the
 * parameter itself only finds out whether the value exists.
 */
export type ParamValues =
  | { readonly list: readonly string[]; readonly query?: undefined }
  | { readonly query: string; readonly list?: undefined };

/** A parameter of a saved query. */
export interface QueryParam {
  readonly name: string;
  readonly type: ParamType;
  readonly about: string;
  /** The default as text; if absent, a value is required. */
  readonly fallback?: string | null;
  /** Undefined: any value of the type. */
  readonly values?: ParamValues;
}

/** The parts of a query that are needed to bind its parameters. */
interface ParametrisedQuery {
  readonly name: string;
  readonly params: readonly QueryParam[];
}

/** Turns the texts of `--param key=value` into typed values; an unknown key or an invalid text is a `UserError` (exit 2). */
export function bindParams(query: ParametrisedQuery, given: Readonly<Record<string, string>>): ParamBindings {
  const unknown = Object.keys(given).find((name) => !query.params.some((param) => param.name === name));
  if (unknown !== undefined) {
    const names = query.params.map(({ name }) => name);
    throw createParamError(query, `there is no parameter ${unknown}${suggestSpelling(unknown, names)}`);
  }
  const bound = query.params.map((param) => [param, bindParam(query, param, given)] as const);
  return {
    values: Object.fromEntries(bound.map(([{ name }, value]) => [name, value])),
    types: Object.fromEntries(bound.map(([{ name, type }]) => [name, paramKinds[type].type])),
  };
}

function bindParam(query: ParametrisedQuery, param: QueryParam, given: Readonly<Record<string, string>>): DuckDBValue {
  const text = Object.hasOwn(given, param.name) ? given[param.name] : param.fallback;
  if (text === undefined) throw createParamError(query, `the parameter ${param.name} is missing`);
  if (text === null) return null;
  const value = parseParamValue(param.type, text);
  const list = param.values?.list;
  if (list !== undefined && !list.includes(text)) {
    const found = `${param.name} is ${JSON.stringify(text)}, expected ${listWords(list)}`;
    throw createParamError(query, found + suggestSpelling(text, list));
  }
  if (value !== undefined) return value;
  throw createParamError(query, `${param.name} is ${JSON.stringify(text)}, expected ${describeParamType(param.type)}`);
}

/** The typed value of a text; undefined if the text is not valid. */
export const parseParamValue = (type: ParamType, text: string): DuckDBValue | undefined =>
  (paramKinds[type] as ParamKind).read(text);
/** What a text of this type looks like, for an error message. */
export const describeParamType = (type: ParamType): string => paramKinds[type].expected;

function createParamError({ name, params }: ParametrisedQuery, what: string): UserError {
  const list = params.map((param) => `\n  ${describeParam(param)}`);
  const stop = /[.?]$/.test(what) ? "" : ".";
  return new UserError(
    `query ${name}: ${what}${stop} ${list.length > 0 ? "Its parameters:" : "It has no parameters."}${list.join("")}`,
    2,
  );
}

/** One line, e.g. `--param severity=<warn|info>  only warn or only info (default null)`. */
export const describeParam = (param: QueryParam): string =>
  `--param ${param.name}=<${param.values?.list?.join("|") ?? param.type}>  ${param.about} (${describeFallback(param)})`;

/** `month, quarter or all`. */
const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

const describeFallback = ({ fallback }: QueryParam) => (fallback === undefined ? "required" : `default ${fallback}`);

function parseFlag(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

function parseInt64(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function parseReal(text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  return Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function parseDay(text: string): DuckDBDateValue | undefined {
  const day = parseCalendarDay(text);
  return day === undefined ? undefined : new DuckDBDateValue(day);
}
