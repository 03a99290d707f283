import type { DuckDBValue } from "@duckdb/node-api";
import type { QueryResult } from "../run_query.js";
import { isNumber, valueText } from "./value_text.js";

const isNumeric = (text: string) => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** RFC 4180 with a header; null is empty and an empty text is `""`. */
export async function* csv({ names, chunks }: QueryResult): AsyncGenerator<string> {
  yield formatLine(names.map(formatCell));
  for await (const chunk of chunks) {
    yield chunk
      .getRows()
      .map((row) => formatLine(row.map(formatCell)))
      .join("");
  }
}

// A line without any character would be skipped by most readers.
const formatLine = (cells: readonly string[]) =>
  `${cells.length === 1 && cells[0] === "" ? '""' : cells.join(",")}\r\n`;

function formatCell(value: DuckDBValue): string {
  if (value === null) return "";
  const text = isNumber(value) ? valueText(value) : escapeFormula(valueText(value));
  return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet would run such a cell as a formula. */
const escapeFormula = (text: string) => (/^[=+\-@\t\r]/.test(text) && !isNumeric(text) ? `'${text}` : text);
