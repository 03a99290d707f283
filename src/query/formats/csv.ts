import type { DuckDBValue } from "@duckdb/node-api";
import { csvCell, quotedCsvCell } from "../../base/csv_cell.js";
import type { QueryResult } from "../run_query.js";
import { isNumber, valueText } from "./value_text.js";

const isNumeric = (text: string) => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** CSV (RFC 4180) with a header; null is an empty cell, an empty text is `""`. */
export async function* csv({ names, chunks }: QueryResult): AsyncGenerator<string> {
  yield formatLine(names.map(formatCell));
  for await (const chunk of chunks) {
    yield chunk
      .getRows()
      .map((row) => formatLine(row.map(formatCell)))
      .join("");
  }
}

// Most readers would skip an empty line.
const formatLine = (cells: readonly string[]) =>
  `${cells.length === 1 && cells[0] === "" ? '""' : cells.join(",")}\r\n`;

function formatCell(value: DuckDBValue): string {
  if (value === null) return "";
  const text = isNumber(value) ? valueText(value) : escapeFormula(valueText(value));
  return text === "" ? quotedCsvCell(text) : csvCell(text);
}

/** Puts ' in front of a text that a spreadsheet would run as a formula. */
const escapeFormula = (text: string) => (/^[=+\-@\t\r]/.test(text) && !isNumeric(text) ? `'${text}` : text);
