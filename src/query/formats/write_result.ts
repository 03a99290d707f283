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

/** The library of Arrow takes as long to import as an answer to be given: whoever does not ask for it should not wait. */
async function* arrow(answer: QueryResult) {
  yield* (await import("./arrow.js")).arrow(answer);
}

const streamFormats = { table, csv, json, arrow };
/** Every format that a result can be written in. */
export const resultFormats = ["table", "csv", "json", "arrow", "parquet"] as const;
export type ResultFormat = (typeof resultFormats)[number];

/** Where a result goes. */
export interface ResultTarget {
  /** A file to replace; none: `stdout`. */
  readonly out?: string | undefined;
  readonly stdout?: Writable & { readonly isTTY?: boolean };
}

/** Writes all rows, chunk by chunk; a reader that goes away early, as `head` does, ends it without an error. */
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
