/** Reads a rule table of a definition as rows of text. `rule_row_schemas.ts` checks the cells. */
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { toReadError } from "../base/file_errors.js";
import { rowsOf } from "../table/rows.js";
import { readStrictCsv } from "../text/csv.js";
import { Fault } from "../text/fault.js";
import { findHeaderPositions, headerFault, headerKey } from "../text/header.js";
import { suggestSpelling } from "./spelling_suggestion.js";
import { joinWords } from "./zod_messages.js";

/** What reading a table needs. Paths are relative to the project. */
export interface SheetContext {
  readonly projectDir: string;
  /** An in-memory database, which parses CSV and regular expressions (RE2). */
  readonly memory: DuckDBConnection;
  /** A folder for cleaned copies; only one table at a time may use it. */
  readonly scratch: string;
}

/** The columns that a table may have, in the order in which messages list them. */
export interface SheetLayout {
  readonly columns: readonly string[];
  /** Columns that may be left out; their cells are then blank. */
  readonly optional: readonly string[];
}

/** A row: its cells by column, trimmed, null if blank, and the line of the file where it starts. */
export interface SheetRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string | null>>;
}

export interface SheetMistake {
  /** Line of the file, from 1; none for a mistake of the whole file. */
  readonly line?: number | undefined;
  readonly message: string;
}

export interface RuleSheet {
  /** The path relative to the project. */
  readonly name: string;
  readonly entries: readonly SheetRow[];
  /** Mistakes of the file or its header. A broken file, or one without a required column, has no entries. */
  readonly mistakes: readonly SheetMistake[];
}

/** Throws a UserError if the file cannot be read; mistakes within it are in the result. */
export async function readRuleSheet(context: SheetContext, name: string, layout: SheetLayout): Promise<RuleSheet> {
  try {
    return { name, ...(await readContent(context, name, layout)) };
  } catch (error) {
    if (!(error instanceof Fault)) throw toReadError(name, error);
    const message = `found ${error.found}; correct it, or save the sheet again as "CSV UTF-8", separated by commas`;
    return { name, entries: [], mistakes: [{ line: error.line, message }] };
  }
}

async function readContent({ projectDir, memory, scratch }: SheetContext, name: string, layout: SheetLayout) {
  const { headers, query, spans } = await readStrictCsv(join(projectDir, name), scratch);
  const rows = await rowsOf<Record<string, string | null>>(memory, query);
  const records = rows.map((row) => headers.map((_, at) => row[`c${at}`]?.trim() || null));
  const { places, mistakes } = matchColumns(headers, records, layout);
  if (!places) return { entries: [], mistakes };
  const lines = await spans(records.map((_, at) => at));
  const entries = records.map((record, at) => {
    const cells = layout.columns.map((column) => [column, record[places.get(column) ?? -1] ?? null]);
    return { line: lines[at]!.line, cells: Object.fromEntries(cells) };
  });
  // Spreadsheets also save empty rows below a table, as lines of commas.
  return { entries: entries.filter((_, at) => records[at]!.some((cell) => cell !== null)), mistakes };
}

type CellRows = readonly (readonly (string | null)[])[];

/** The position of each column; `places` is undefined if a required column is missing. */
function matchColumns(headers: readonly string[], records: CellRows, { columns, optional }: SheetLayout) {
  // Spreadsheets also save empty columns to the right of a table.
  const used = headers.map((header, at) => (headerKey(header) || records.some((record) => record[at]) ? header : null));
  const present = used.filter((header) => header !== null);
  const fault = headerFault(present, true);
  if (fault) throw new Fault(fault, 1);
  const places = new Map<string, number>();
  for (const column of columns) {
    const [place] = findHeaderPositions(column, present);
    if (place !== undefined) places.set(column, used.indexOf(present[place]!));
  }
  const missing = columns.filter((column) => !places.has(column) && !optional.includes(column));
  const unknown = present.filter((header) => ![...places.values()].includes(used.indexOf(header)));
  const mistakes: SheetMistake[] = [
    ...missing.map((column) => `column ${column}: missing; add it, with a value in each row that needs one`),
    ...unknown.map((header) => {
      const left = columns.filter((column) => !places.has(column));
      return `column ${header}: unknown; the columns known here are ${joinWords(columns)}${suggestSpelling(header, left) || "; remove it"}`;
    }),
  ].map((message) => ({ line: 1, message }));
  return { mistakes, places: missing.length === 0 ? places : undefined };
}
