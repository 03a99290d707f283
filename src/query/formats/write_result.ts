import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UserError } from "../../base/errors.js";
import { replaceFile } from "../replace_file.js";
import type { QueryResult } from "../run_query.js";
import type { ShownColumn, TableLayout } from "../shown_columns.js";
import { csv } from "./csv.js";
import { json } from "./json.js";
import { writeParquet } from "./parquet.js";
import { table } from "./table.js";

/** Imported only when needed: loading the Arrow library takes as long as a query. */
async function* arrow(answer: QueryResult) {
  yield* (await import("./arrow.js")).arrow(answer);
}

const streamFormats = { csv, json, arrow };
/** All formats of a result. */
export const resultFormats = ["table", "csv", "json", "arrow", "parquet"] as const;
export type ResultFormat = (typeof resultFormats)[number];

/** Where a result is written. */
interface ResultTarget {
  /** A file to create or replace; without it the result goes to `stdout`. */
  readonly out?: string | undefined;
  readonly stdout?: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Columns that a table on the standard output shows, fitted to the terminal; undefined: see `chooseLayout`. */
  readonly shown?: readonly ShownColumn[] | undefined;
  /** True for all columns and values in full. */
  readonly isWide?: boolean | undefined;
}

/** The most cells of a line where no terminal says how wide it is. */
const usualWidth = 120;

/**
 * Tables with chosen columns are fitted to the terminal, and to 120 cells into a pipe. Other tables are fitted on a terminal
 * only: whatever reads them from a pipe gets everything, as with psql. A file always has everything.
 */
function chooseLayout({ out, stdout = process.stdout, shown, isWide }: ResultTarget): TableLayout | undefined {
  if (out !== undefined || isWide) return undefined;
  const width = stdout.isTTY ? stdout.columns || usualWidth : usualWidth;
  if (shown !== undefined) return { columns: shown, width };
  return stdout.isTTY ? { width } : undefined;
}

/** Writes all rows, chunk by chunk. A reader that closes the pipe early, as `head` does, causes no error. */
export async function writeResult(answer: QueryResult, format: ResultFormat, target: ResultTarget = {}): Promise<void> {
  const { out, stdout = process.stdout } = target;
  if (out !== undefined) return replaceFile(out, (partial) => writeToFile(answer, format, partial));
  if (format === "parquet") throw new UserError("Parquet is written to a file: add --out FILE.parquet", 2);
  if (format === "arrow" && stdout.isTTY) {
    throw new UserError("Arrow is binary and would garble the terminal: add --out FILE.arrow, or pipe it", 2);
  }
  try {
    await pipeline(Readable.from(streamOf(answer, format, chooseLayout(target))), stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

const writeToFile = (answer: QueryResult, format: ResultFormat, file: string): Promise<void> =>
  format === "parquet"
    ? writeParquet(answer, file)
    : pipeline(Readable.from(streamOf(answer, format)), createWriteStream(file, { mode: 0o600 }));

const streamOf = (answer: QueryResult, format: Exclude<ResultFormat, "parquet">, layout?: TableLayout) =>
  format === "table" ? table(answer, layout) : streamFormats[format](answer);
