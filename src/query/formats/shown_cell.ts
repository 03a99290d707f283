import type { DuckDBValue } from "@duckdb/node-api";
import { DuckDBDecimalValue } from "../../table/duckdb.js";
import type { ColumnFormat, ShownColumn } from "../shown_columns.js";
import { instantText, isInstant, isNumber, valueText } from "./value_text.js";

/** The cell of a chosen column: rounded, with its unit. An interval has both ends, e.g. `54.3-61.2 %`. Null is empty. */
export function shownCell({ format }: ShownColumn, [value, high]: readonly (DuckDBValue | undefined)[]): string {
  if (value == null || high === null) return "";
  if (high === undefined) return formatValue(value, format);
  const [low, upper] = [formatValue(value, format), formatValue(high, format)];
  const unit = / \S+$/.exec(upper)?.[0] ?? "";
  return `${unit !== "" && low.endsWith(unit) ? low.slice(0, -unit.length) : low}-${upper}`;
}

/** A number of a query without chosen columns: a double to four decimals, or to four digits if it is below 1. */
export function shortDouble(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  return String(Number(Math.abs(value) < 1 ? value.toPrecision(4) : value.toFixed(4)));
}

function formatValue(value: DuckDBValue, format: ColumnFormat | undefined): string {
  if (typeof value === "boolean") return format === "mark" ? (value ? "yes" : "") : value ? "yes" : "no";
  if (isNumber(value)) return formatNumber(value, format);
  // Minutes are enough to read; all digits are in the other formats.
  if (isInstant(value)) return instantText(value, " ").replace(/:\d\d(\.\d+)?Z$/, "");
  return valueText(value);
}

function formatNumber(value: DuckDBValue, format: ColumnFormat | undefined): string {
  if (typeof value === "bigint" && format === undefined) return group(value.toString());
  const number = Number(String(value));
  if (!Number.isFinite(number)) return String(number);
  switch (format) {
    case "%":
      return `${fixed(number * 100, 1)} %`;
    case "days":
      return `${fixed(number, 1)} d`;
    case "hours":
      return `${fixed(number, 1)} h`;
    case ".1":
      return fixed(number, 1);
    case ".2":
      return fixed(number, 2);
    case "money":
      return fixed(number, 0);
    default:
      return group(value instanceof DuckDBDecimalValue ? value.toString() : shortDouble(number));
  }
}

/** A rounded number with thousands separators, e.g. `1,234.5`. A number that rounds to 0 has no sign. */
const fixed = (number: number, decimals: number): string => {
  const text = number.toFixed(decimals);
  return group(Number(text) === 0 ? text.replace("-", "") : text);
};

const group = (text: string): string =>
  text.replace(/^(-?)(\d+)/, (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(\d{3})+$)/g, ","));
