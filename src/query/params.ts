import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { BIGINT, BOOLEAN, DATE, DOUBLE, DuckDBDateValue, VARCHAR } from "../table/duckdb.js";
import type { Binds } from "./ask.js";

interface Kind {
  readonly type: DuckDBType;
  readonly expected: string;
  /** Undefined where the text is no such value. */
  readonly read: (text: string) => DuckDBValue | undefined;
}

const kinds = {
  text: { type: VARCHAR, expected: "any text", read: (text) => text },
  whole: { type: BIGINT, expected: "a whole number of at most 64 bits, as 12", read: whole },
  real: { type: DOUBLE, expected: "a number, as 0.25", read: real },
  date: { type: DATE, expected: "a day of the calendar, as 2026-01-31", read: day },
  flag: { type: BOOLEAN, expected: "true or false", read: flag },
} as const satisfies Record<string, Kind>;

/** The types that a parameter may have, as a header names them. */
export type ParamType = keyof typeof kinds;
export const paramTypes = Object.keys(kinds) as readonly ParamType[];

/** A parameter of a saved query. */
export interface Param {
  readonly name: string;
  readonly type: ParamType;
  readonly about: string;
  /** What holds where none is given, as text; absent: one must be given. */
  readonly fallback?: string | null;
}

/** What of a query its values are bound by. */
export interface Parametrised {
  readonly name: string;
  readonly params: readonly Param[];
}

/** Turns the texts of `--param key=value` into typed values; a key or text that does not fit is a `UserError`. */
export function bindParams(query: Parametrised, given: Readonly<Record<string, string>>): Binds {
  const unknown = Object.keys(given).find((name) => !query.params.some((param) => param.name === name));
  if (unknown !== undefined) throw misfit(query, `there is no parameter ${unknown}`);
  const bound = query.params.map((param) => [param, boundTo(query, param, given)] as const);
  return {
    values: Object.fromEntries(bound.map(([{ name }, value]) => [name, value])),
    types: Object.fromEntries(bound.map(([{ name, type }]) => [name, kinds[type].type])),
  };
}

function boundTo(query: Parametrised, param: Param, given: Readonly<Record<string, string>>): DuckDBValue {
  const text = Object.hasOwn(given, param.name) ? given[param.name] : param.fallback;
  if (text === undefined) throw misfit(query, `the parameter ${param.name} is missing`);
  if (text === null) return null;
  const value = readAs(param.type, text);
  if (value !== undefined) return value;
  throw misfit(query, `${param.name} is ${JSON.stringify(text)}, expected ${expectedOf(param.type)}`);
}

/** The value that a text stands for, or undefined. */
export const readAs = (type: ParamType, text: string): DuckDBValue | undefined => (kinds[type] as Kind).read(text);
/** What a text must be to be such a value, for an error. */
export const expectedOf = (type: ParamType): string => kinds[type].expected;

function misfit({ name, params }: Parametrised, what: string): UserError {
  const list = params.map(
    (param) => `\n  --param ${param.name}=<${param.type}>  ${param.about} (${fallbackOf(param)})`,
  );
  return new UserError(
    `query ${name}: ${what}. ${list.length > 0 ? "Its parameters:" : "It has no parameters."}${list.join("")}`,
    2,
  );
}

const fallbackOf = ({ fallback }: Param) => (fallback === undefined ? "required" : `default ${fallback}`);

function flag(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

function whole(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function real(text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  return Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function day(text: string): DuckDBDateValue | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // JavaScript reads 31 February as 3 March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text)) return undefined;
  return new DuckDBDateValue(at / 86_400_000);
}
