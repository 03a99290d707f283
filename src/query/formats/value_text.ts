/** Values as text and as JSON, for all text formats. */
import type { DuckDBValue } from "@duckdb/node-api";
import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  DuckDBVariantValue,
} from "../../table/duckdb.js";

const instantTypes = [
  DuckDBTimestampValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
] as const;
type InstantValue = InstanceType<(typeof instantTypes)[number]>;

/** True for a timestamp of any precision. TIMESTAMP is UTC by the tables' contracts, TIMESTAMPTZ by its type. */
export const isInstant = (value: DuckDBValue): value is InstantValue =>
  instantTypes.some((instant) => value instanceof instant);

/** True for a number, whose text needs no quotes. */
export const isNumber = (value: DuckDBValue): boolean =>
  typeof value === "number" || typeof value === "bigint" || value instanceof DuckDBDecimalValue;

/** ISO 8601 in UTC with the value's own fraction of a second; `separator` is between day and time. */
export function instantText(value: InstantValue, separator = "T"): string {
  // A TIMESTAMPTZ would be printed in the time zone of this process.
  const utc = value instanceof DuckDBTimestampTZValue ? new DuckDBTimestampValue(value.micros) : value;
  const text = utc.toString();
  // ISO 8601 cannot express `infinity` or years before 1.
  return /^\d+-\d\d-\d\d \d/.test(text) ? `${text.replace(" ", separator)}Z` : text;
}

/** node-api would print an infinite date as a day in the year 5881580. */
const dayText = (value: DuckDBDateValue): string =>
  value.isFinite ? value.toString() : value.days > 0 ? "infinity" : "-infinity";

/** A value as a cell of text: null is empty, a nested value is JSON. */
export function valueText(value: DuckDBValue): string {
  if (value === null) return "";
  if (typeof value !== "object") return String(value);
  if (isNested(value)) return valueJson(value);
  if (isInstant(value)) return instantText(value);
  return value instanceof DuckDBDateValue ? dayText(value) : String(value);
}

/** A value as JSON. Numbers keep all their digits; a reader that only knows doubles should cast them to text in the query. */
export function valueJson(value: DuckDBValue): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean" || isNumber(value)) return String(value);
  return isNested(value) ? nestedJson(value) : JSON.stringify(valueText(value));
}

const nestedTypes = [
  DuckDBListValue,
  DuckDBArrayValue,
  DuckDBStructValue,
  DuckDBMapValue,
  DuckDBUnionValue,
  DuckDBVariantValue,
] as const;
type NestedValue = InstanceType<(typeof nestedTypes)[number]>;
const isNested = (value: DuckDBValue): value is NestedValue => nestedTypes.some((kind) => value instanceof kind);

function nestedJson(value: NestedValue): string {
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return `[${value.items.map(valueJson).join(",")}]`;
  }
  if (value instanceof DuckDBMapValue)
    return objectJson(value.entries.map(({ key, value }) => [valueText(key), value]));
  if (value instanceof DuckDBStructValue) return objectJson(Object.entries(value.entries));
  return valueJson(value.value);
}

/** A JSON object with the keys in the order given. */
const objectJson = (entries: readonly (readonly [string, DuckDBValue])[]): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${valueJson(value)}`).join(",")}}`;
