import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const FULL = 1 << 18;

/** A text file that is written in order; what waits in memory is bounded, however large the file becomes. */
export class CsvFile {
  private readonly file: number;
  private waiting = "";
  rows = 0;

  /** Makes the folders on the way; what lies in exports is personal data. */
  constructor(path: string, header: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.file = openSync(path, "w", 0o600);
    this.waiting = header;
  }

  /** A whole line, its end included. */
  write(line: string): void {
    this.rows++;
    this.waiting += line;
    if (this.waiting.length > FULL) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    writeSync(this.file, this.waiting);
    this.waiting = "";
  }
}
