import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { csvCell, quotedCsvCell } from "../base/csv_cell.js";
import { projectLookupPath } from "../config/project_paths.js";
import type { LookupCells } from "../table/lookup_gap.js";
import { readCsvHeader } from "../text/csv_header.js";
import { findHeaderPositions } from "../text/header.js";
import type { LookupProposal } from "./proposal.js";

/** CSV lines to append to the project's file of a lookup, in the order of its columns. */
interface LookupCsv {
  /** The header to write first; null if the file has one. */
  readonly header: string | null;
  readonly lines: readonly string[];
  /** True if the last line of the file has no line end, so that one must be written before the rows. */
  readonly isOpen: boolean;
  /** True if rows have a mark, and the file no column for it. */
  readonly losesMarks: boolean;
}

/** The lines to append to a lookup of the project. Without a project the file is unknown and no header is returned. */
export async function createLookupCsv(project: string | undefined, { gaps, rows }: LookupProposal): Promise<LookupCsv> {
  const { columns, origin } = gaps.lookup;
  const all = Object.keys(columns);
  const path =
    project === undefined || origin.kind !== "reference" ? undefined : projectLookupPath(project, origin.file);
  const text = path !== undefined && existsSync(path) ? (await readFile(path, "utf8")).replace(/^\ufeff/, "") : "";
  const own = path === undefined || text.trim() === "" ? undefined : await readCsvHeader(path, ",");
  const columnAt = (own?.names ?? all).map((cell) => all.find((name) => findHeaderPositions(name, [cell]).length > 0));
  return {
    header: path === undefined || own !== undefined ? null : all.join(","),
    lines: rows.map((row) => csvLine(row, columnAt, own?.delimiter ?? ",")),
    isOpen: text !== "" && !/[\r\n]$/.test(text),
    losesMarks: !columnAt.includes("mark") && rows.some(({ mark }) => mark != null),
  };
}

const csvLine = (row: LookupCells, columns: readonly (string | undefined)[], delimiter: string) =>
  columns.map((name) => lookupCell((name === undefined ? null : row[name]) ?? "", delimiter)).join(delimiter);

/** A cell as the loader reads it. Formulas are not escaped, because the loader would take the escape as part of the value. */
export const lookupCell = (cell: string, delimiter = ","): string =>
  /^\s|\s$/.test(cell) ? quotedCsvCell(cell) : csvCell(cell, delimiter);
