/** What a value looks like as text, and as JSON: the one place for every format that is read by eye. */
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

/** A timestamp of any precision: TIMESTAMP holds UTC by contract, TIMESTAMPTZ by nature. */
export const isInstant = (value: DuckDBValue): value is InstantValue =>
  instantTypes.some((instant) => value instanceof instant);

/** A number in JavaScript's or DuckDB's sense: its text is a number's and needs no care. */
export const isNumber = (value: DuckDBValue): boolean =>
  typeof value === "number" || typeof value === "bigint" || value instanceof DuckDBDecimalValue;

/** ISO 8601 in UTC with the digits below the second that the value has; `separator` stands between day and clock. */
export function instantText(value: InstantValue, separator = "T"): string {
  // A TIMESTAMPTZ would print in the zone of this process.
  const utc = value instanceof DuckDBTimestampTZValue ? new DuckDBTimestampValue(value.micros) : value;
  const text = utc.toString();
  // `infinity`, and years before the first, have no spelling in ISO 8601.
  return /^\d+-\d\d-\d\d \d/.test(text) ? `${text.replace(" ", separator)}Z` : text;
}

/** node-api prints an infinite date as a day of the year 5881580. */
const dayText = (value: DuckDBDateValue): string =>
  value.isFinite ? value.toString() : value.days > 0 ? "infinity" : "-infinity";

/** A cell of CSV or of a text column: null is empty, a nested value is its JSON. */
export function valueText(value: DuckDBValue): string {
  if (value === null) return "";
  if (typeof value !== "object") return String(value);
  if (isNested(value)) return valueJson(value);
  if (isInstant(value)) return instantText(value);
  return value instanceof DuckDBDateValue ? dayText(value) : String(value);
}

/** JSON of a value; numbers keep all their digits, so a reader with doubles only must ask for text. */
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

/** One JSON object of keys and values in the order given. */
const objectJson = (entries: readonly (readonly [string, DuckDBValue])[]): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${valueJson(value)}`).join(",")}}`;
