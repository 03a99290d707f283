import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UserError } from "../../base/errors.js";
import { replaceFile } from "../replace_file.js";
import type { QueryResult } from "../run_query.js";
import { csv } from "./csv.js";
import { json } from "./json.js";
import { writeParquet } from "./parquet.js";
import { table } from "./table.js";

/** Imported only when needed: loading the Arrow library takes as long as a query. */
async function* arrow(answer: QueryResult) {
  yield* (await import("./arrow.js")).arrow(answer);
}

const streamFormats = { table, csv, json, arrow };
/** All formats of a result. */
export const resultFormats = ["table", "csv", "json", "arrow", "parquet"] as const;
export type ResultFormat = (typeof resultFormats)[number];

/** Where a result is written. */
interface ResultTarget {
  /** A file to create or replace; without it the result goes to `stdout`. */
  readonly out?: string | undefined;
  readonly stdout?: Writable & { readonly isTTY?: boolean };
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
    await pipeline(Readable.from(streamFormats[format](answer)), stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

const writeToFile = (answer: QueryResult, format: ResultFormat, file: string): Promise<void> =>
  format === "parquet"
    ? writeParquet(answer, file)
    : pipeline(Readable.from(streamFormats[format](answer)), createWriteStream(file, { mode: 0o600 }));
