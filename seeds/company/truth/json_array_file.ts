import { createReadStream } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import type { Micros } from "../world/time_units.js";

/** An instant with microseconds, e.g. `2026-07-01T00:00:00.000000Z`. */
export function formatInstant(at: Micros): string {
  const millis = Math.floor(at / 1000);
  return `${new Date(millis).toISOString().slice(0, 23)}${String(at - millis * 1000).padStart(3, "0")}Z`;
}

/** A row as one line of JSON. Numbers in columns that end in `_at` are written as instants. */
export function formatRow(row: object): string {
  const formatted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    formatted[name] = typeof value === "number" && name.endsWith("_at") ? formatInstant(value) : value;
  }
  return JSON.stringify(formatted);
}

/** One array of truth.json. Its rows are kept in a file of their own, because several arrays grow at the same time. */
export class JsonArrayFile {
  private lines: string[] = [];
  private file: FileHandle | undefined;
  /** Number of characters not yet written to the file. */
  waiting = 0;
  rows = 0;

  constructor(private readonly path: string) {}

  add(row: object): void {
    const line = `${this.rows === 0 ? "" : ","}\n${formatRow(row)}`;
    this.lines.push(line);
    this.waiting += line.length;
    this.rows++;
  }

  async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    this.file ??= await open(this.path, "w");
    const text = this.lines.join("");
    this.lines = [];
    this.waiting = 0;
    await this.file.appendFile(text);
  }

  /** Yields all rows as text, then removes the file. */
  async *drain(): AsyncGenerator<string | Buffer> {
    await this.flush();
    if (this.file === undefined) return;
    await this.file.close();
    yield* createReadStream(this.path);
    await rm(this.path);
  }
}
