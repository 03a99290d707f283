import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UserError } from "../../base/errors.js";
import type { Answer } from "../ask.js";
import { intoFile } from "../out_file.js";
import { csv } from "./csv.js";
import { json } from "./json.js";
import { parquet } from "./parquet.js";
import { table } from "./table.js";

/** The library of Arrow takes as long to import as an answer to be given: whoever does not ask for it should not wait. */
async function* arrow(answer: Answer) {
  yield* (await import("./arrow.js")).arrow(answer);
}

const streamed = { table, csv, json, arrow };
/** Every format that a result can be written in. */
export const formats = ["table", "csv", "json", "arrow", "parquet"] as const;
export type Format = (typeof formats)[number];

/** Where a result goes. */
export interface Target {
  /** A file to replace; none: `stdout`. */
  readonly out?: string | undefined;
  readonly stdout?: Writable & { readonly isTTY?: boolean };
}

/** Writes all rows, chunk by chunk; a reader that goes away early, as `head` does, ends it without an error. */
export async function writeAnswer(answer: Answer, format: Format, target: Target = {}): Promise<void> {
  const { out, stdout = process.stdout } = target;
  if (out !== undefined) return intoFile(out, (partial) => fill(answer, format, partial));
  if (format === "parquet") throw new UserError("Parquet is written to a file: add --out FILE.parquet", 2);
  if (format === "arrow" && stdout.isTTY) {
    throw new UserError("Arrow is binary and would garble the terminal: add --out FILE.arrow, or pipe it", 2);
  }
  try {
    await pipeline(Readable.from(streamed[format](answer)), stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

const fill = (answer: Answer, format: Format, file: string): Promise<void> =>
  format === "parquet"
    ? parquet(answer, file)
    : pipeline(Readable.from(streamed[format](answer)), createWriteStream(file, { mode: 0o600 }));
