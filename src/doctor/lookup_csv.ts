import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { LookupCells } from "../table/lookup_gap.js";
import { readCsvHeader } from "../text/csv_header.js";
import { findHeaderPositions } from "../text/header.js";
import { projectLookupPath } from "./lookups.js";
import type { LookupProposal } from "./proposal.js";

/** Lines of CSV for a lookup's own file, in the order of its columns. */
export interface LookupCsv {
  /** The header; null where the file has one. */
  readonly header: string | null;
  readonly lines: readonly string[];
  /** Whether the file's last line has no end, so that a line appended would become part of it. */
  readonly isOpen: boolean;
}

/** What is to be appended to a lookup of the project; without a project nothing is known of a file, and no header is given. */
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
  };
}

const csvLine = (row: LookupCells, columns: readonly (string | undefined)[], delimiter: string) =>
  columns.map((name) => csvCell((name === undefined ? null : row[name]) ?? "", delimiter)).join(delimiter);

/** As the loader reads it: a cell that a spreadsheet would run is no formula here, but a word that must stay as it is. */
export const csvCell = (cell: string, delimiter = ","): string =>
  cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
