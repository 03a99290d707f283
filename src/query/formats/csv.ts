import type { DuckDBValue } from "@duckdb/node-api";
import { csvCell, quotedCsvCell } from "../../base/csv_cell.js";
import type { QueryResult } from "../run_query.js";
import { isNumber, valueText } from "./value_text.js";

const isNumeric = (text: string) => /^ *[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)? *$/i.test(text);

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
  // Where lists are separated by semicolons or tabs, a spreadsheet would begin a new cell at one that is not quoted.
  return text === "" || /[;\t]/.test(text) ? quotedCsvCell(text) : csvCell(text);
}

/** Blanks, line ends and characters that nobody sees: a spreadsheet may drop them before it reads a cell. */
const unseen = String.raw`[\s\p{C}\u034f\u115f\u1160\u2800\u3164\uffa0]`;
/** What begins a formula: the signs themselves, and their fullwidth, small and typographic forms. */
const formulaStart = new RegExp(
  String.raw`^(?:[\t\r]|${unseen}*[=+\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b])`,
  "u",
);

/** Puts ' in front of a text that a spreadsheet would run as a formula. */
const escapeFormula = (text: string) => (formulaStart.test(text) && !isNumeric(text) ? `'${text}` : text);
