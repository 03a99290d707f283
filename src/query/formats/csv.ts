import type { DuckDBValue } from "@duckdb/node-api";
import type { Answer } from "../ask.js";
import { isNumber, textOf } from "./value.js";

const isNumeric = (text: string) => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** RFC 4180 with a header; null is empty and an empty text is `""`. */
export async function* csv({ names, chunks }: Answer): AsyncGenerator<string> {
  yield line(names.map(cell));
  for await (const chunk of chunks) {
    yield chunk
      .getRows()
      .map((row) => line(row.map(cell)))
      .join("");
  }
}

// A line without any character would be skipped by most readers.
const line = (cells: readonly string[]) => `${cells.length === 1 && cells[0] === "" ? '""' : cells.join(",")}\r\n`;

function cell(value: DuckDBValue): string {
  if (value === null) return "";
  const text = isNumber(value) ? textOf(value) : harmless(textOf(value));
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet would run such a cell as a formula. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) && !isNumeric(text) ? `'${text}` : text);
