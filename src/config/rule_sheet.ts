/** A rule table of a definition as its spreadsheet shows it: records of text. What the cells mean is for `rule_rows.ts`. */
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { rowsOf } from "../table/rows.js";
import { readStrictCsv } from "../text/csv.js";
import { Fault } from "../text/fault.js";
import { findHeaderPositions, headerFault, headerKey } from "../text/header.js";
import { suggestSpelling } from "./spelling_suggestion.js";
import { joinWords } from "./zod_messages.js";

/** Where tables are read: paths are relative to the project. */
export interface SheetContext {
  readonly projectDir: string;
  /** A database in memory, for what only DuckDB knows: CSV and RE2. */
  readonly memory: DuckDBConnection;
  /** A folder for cleaned copies, used by one table at a time. */
  readonly scratch: string;
}

/** The columns that a table may have, in the order in which they are told. */
export interface SheetLayout {
  readonly columns: readonly string[];
  /** Those that may be left out: their cells are then blank. */
  readonly optional: readonly string[];
}

/** A record: its cells by column, trimmed, null where blank, and the physical line where it begins. */
export interface SheetRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string | null>>;
}

export interface SheetMistake {
  /** Of the file, counted from 1; none where the file as a whole is meant. */
  readonly line?: number | undefined;
  readonly message: string;
}

export interface RuleSheet {
  /** Relative to the project. */
  readonly name: string;
  readonly entries: readonly SheetRow[];
  /** What is wrong with the file or its header; without a column that is needed, or with a broken file, there are no entries. */
  readonly mistakes: readonly SheetMistake[];
}

/** A UserError (exit 4) where the file may not be read; whatever is wrong within it is told by the sheet. */
export async function readRuleSheet(desk: SheetContext, name: string, layout: SheetLayout): Promise<RuleSheet> {
  try {
    return { name, ...(await readContent(desk, name, layout)) };
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall) throw new UserError(`${name} cannot be read (${code}); give this user the right to read it`, 4);
    if (!(error instanceof Fault)) throw error;
    const message = `found ${error.found}; mend it, or save the sheet anew as "CSV UTF-8", separated by commas`;
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
  // Spreadsheets save empty rows below a table, commas and all.
  return { entries: entries.filter((_, at) => records[at]!.some((cell) => cell !== null)), mistakes };
}

type CellRows = readonly (readonly (string | null)[])[];

/** Which column stands where; no places where a column that is needed is missing. */
function matchColumns(headers: readonly string[], records: CellRows, { columns, optional }: SheetLayout) {
  // And empty columns beside it.
  const used = headers.map((header, at) => (headerKey(header) || records.some((record) => record[at]) ? header : null));
  const kept = used.filter((header) => header !== null);
  const fault = headerFault(kept, true);
  if (fault) throw new Fault(fault, 1);
  const places = new Map<string, number>();
  for (const column of columns) {
    const [place] = findHeaderPositions(column, kept);
    if (place !== undefined) places.set(column, used.indexOf(kept[place]!));
  }
  const missing = columns.filter((column) => !places.has(column) && !optional.includes(column));
  const unknown = kept.filter((header) => ![...places.values()].includes(used.indexOf(header)));
  const mistakes: SheetMistake[] = [
    ...missing.map((column) => `column ${column}: missing; add it, with a value in each row that needs one`),
    ...unknown.map((header) => {
      const left = columns.filter((column) => !places.has(column));
      return `column ${header}: unknown; the columns known here are ${joinWords(columns)}${suggestSpelling(header, left) || "; remove it"}`;
    }),
  ].map((message) => ({ line: 1, message }));
  return { mistakes, places: missing.length === 0 ? places : undefined };
}
