import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { BIGINT, BOOLEAN, DATE, DOUBLE, DuckDBDateValue, VARCHAR } from "../table/duckdb.js";
import type { ParamBindings } from "./run_query.js";

interface ParamKind {
  readonly type: DuckDBType;
  readonly expected: string;
  /** Undefined where the text is no such value. */
  readonly read: (text: string) => DuckDBValue | undefined;
}

const paramKinds = {
  text: { type: VARCHAR, expected: "any text", read: (text) => text },
  whole: { type: BIGINT, expected: "a whole number of at most 64 bits, as 12", read: parseInt64 },
  real: { type: DOUBLE, expected: "a number, as 0.25", read: parseReal },
  date: { type: DATE, expected: "a day of the calendar, as 2026-01-31", read: parseDay },
  flag: { type: BOOLEAN, expected: "true or false", read: parseFlag },
} as const satisfies Record<string, ParamKind>;

/** The types that a parameter may have, as a header names them. */
export type ParamType = keyof typeof paramKinds;
export const paramTypes = Object.keys(paramKinds) as readonly ParamType[];

/** A parameter of a saved query. */
export interface QueryParam {
  readonly name: string;
  readonly type: ParamType;
  readonly about: string;
  /** What holds where none is given, as text; absent: one must be given. */
  readonly fallback?: string | null;
}

/** What of a query its values are bound by. */
export interface ParametrisedQuery {
  readonly name: string;
  readonly params: readonly QueryParam[];
}

/** Turns the texts of `--param key=value` into typed values; a key or text that does not fit is a `UserError`. */
export function bindParams(query: ParametrisedQuery, given: Readonly<Record<string, string>>): ParamBindings {
  const unknown = Object.keys(given).find((name) => !query.params.some((param) => param.name === name));
  if (unknown !== undefined) throw createParamError(query, `there is no parameter ${unknown}`);
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
  if (value !== undefined) return value;
  throw createParamError(query, `${param.name} is ${JSON.stringify(text)}, expected ${describeParamType(param.type)}`);
}

/** The value that a text stands for, or undefined. */
export const parseParamValue = (type: ParamType, text: string): DuckDBValue | undefined =>
  (paramKinds[type] as ParamKind).read(text);
/** What a text must be to be such a value, for an error. */
export const describeParamType = (type: ParamType): string => paramKinds[type].expected;

function createParamError({ name, params }: ParametrisedQuery, what: string): UserError {
  const list = params.map(
    (param) => `\n  --param ${param.name}=<${param.type}>  ${param.about} (${describeFallback(param)})`,
  );
  return new UserError(
    `query ${name}: ${what}. ${list.length > 0 ? "Its parameters:" : "It has no parameters."}${list.join("")}`,
    2,
  );
}

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
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // JavaScript reads 31 February as 3 March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text)) return undefined;
  return new DuckDBDateValue(at / 86_400_000);
}
