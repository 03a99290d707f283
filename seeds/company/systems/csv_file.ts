import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const needsQuotes = /[",\n\r]/;

/** Doubles the quotes of a text, for use inside a quoted field. */
export const escapeQuotes = (text: string): string => (text.includes('"') ? text.replaceAll('"', '""') : text);

/** A field that is quoted whether it has to be or not. */
export const quoteField = (text: string): string => `"${escapeQuotes(text)}"`;

/** A field that is quoted only if it has to be. Null, undefined and the empty text become `blank`. */
export function csvCell(value: unknown, blank = ""): string {
  if (value === null || value === undefined || value === "") return blank;
  const text = String(value);
  return needsQuotes.test(text) ? quoteField(text) : text;
}

/** Longer than any row. */
const SPARE = 1 << 14;
const SIZE = 1 << 18;

/** A CSV file that is written row by row with a buffer of fixed size. */
export class CsvFile {
  private readonly file: number;
  private readonly waiting = Buffer.allocUnsafe(SIZE + SPARE);
  private length = 0;
  rows = 0;

  /** Creates missing folders. Only the user can read folders and file, because exports are personal data. */
  constructor(path: string, header: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.file = openSync(path, "w", 0o600);
    this.length = this.waiting.write(header, 0);
  }

  /** Writes a line, which must include its line end. Throws a RangeError if the line does not fit the buffer. */
  write(line: string): void {
    if (line.length * 3 > SPARE)
      throw new RangeError(
        `a line of ${line.length} characters is too long for an export (limit: ${Math.floor(SPARE / 3)})`,
      );
    this.rows++;
    this.length += this.waiting.write(line, this.length);
    if (this.length >= SIZE) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    for (let from = 0; from < this.length; ) from += writeSync(this.file, this.waiting, from, this.length - from);
    this.length = 0;
  }
}
