import { CR, In, LF, pastBare, pastQuoted, QUOTE, SPACE, type Where } from "./plain_bytes.js";

/** One record as the scanner meets it: offsets in bytes, lines from 1. */
export interface RecordSeen {
  line: number;
  /** Physical lines that it spans. */
  lines: number;
  fields: number;
  start: number;
  end: number;
}

const mark = [0xef, 0xbb, 0xbf];

/** Finds the records of a CSV apart from DuckDB, so that neither can lose one unseen. Push all bytes, then `end()`. */
export class RecordScanner {
  lfEnds = 0;
  crlfEnds = 0;
  crEnds = 0;
  blankLines = 0;
  blankLinesBefore = 0;
  records = 0;
  longest = 0;
  /** First thing that is no CSV, and its line. */
  fault: { found: string; line: number } | undefined;
  private readonly at: Where = { state: In.FieldStart, fields: 1 };
  private line = 1;
  private firstLine = 1;
  private start = 0;
  private offset = 0;
  private afterCr = false;
  private quotedAt = 1;
  /** Bytes of a byte order mark seen so far: a quote right after it opens a field. */
  private marked = 0;

  constructor(
    private readonly delimiter: number,
    private readonly onRecord: (record: RecordSeen) => void,
  ) {}

  /** With `out`, also writes the bytes without blank lines and with LF between records; returns how many. */
  push(chunk: Buffer, out?: Buffer): number {
    let written = 0;
    for (let at = 0; at < chunk.length; at++) {
      const from = at;
      at = this.pastPlain(chunk, at);
      if (at > from) {
        this.afterCr = false;
        if (out) written += chunk.copy(out, written, from, at);
        if (at === chunk.length) break;
      }
      const byte = chunk[at]!;
      if (this.offset + at === this.marked && byte === mark[this.marked]) {
        if (++this.marked === mark.length) this.start = mark.length;
        continue;
      }
      const wasCr = this.afterCr;
      this.afterCr = byte === CR;
      if (byte === 0) this.spoilt("a NUL byte", this.line);
      if (this.at.state === In.Quotes) {
        if (byte === QUOTE) this.at.state = In.AfterQuotes;
        else if (byte === CR || (byte === LF && !wasCr)) this.line++;
      } else if (byte === LF && wasCr && this.start === this.offset + at) {
        this.crlf();
        continue;
      } else if (byte === LF || byte === CR) {
        if (this.ended(this.offset + at, byte) && out) out[written++] = LF;
        continue;
      } else this.step(byte);
      if (out) out[written++] = byte;
    }
    this.offset += chunk.length;
    return written;
  }

  private pastPlain(chunk: Buffer, from: number): number {
    if (this.at.state === In.Quotes) return pastQuoted(chunk, from);
    if (this.at.state === In.AfterQuotes || this.offset + from < mark.length) return from;
    return pastBare(chunk, from, this.delimiter, this.at);
  }

  end(): void {
    if (this.at.state === In.Quotes) this.spoilt("a quote opens here and never closes", this.quotedAt);
    if (this.offset > this.start) this.record(this.offset);
  }

  private step(byte: number): void {
    if (byte === this.delimiter) {
      this.at.fields++;
      this.at.state = In.FieldStart;
    } else if (byte === QUOTE && this.at.state !== In.Bare) {
      if (this.at.state === In.FieldStart) this.quotedAt = this.line;
      this.at.state = In.Quotes;
    } else if (this.at.state === In.AfterQuotes) {
      // DuckDB lets blanks stand around a quoted field, and nothing else.
      if (byte !== SPACE) this.spoilt("text follows a closing quote", this.line);
    } else if (byte !== SPACE) this.at.state = In.Bare;
  }

  private crlf(): void {
    this.crEnds--;
    this.crlfEnds++;
    this.start++;
  }

  /** A line end outside quotes; says whether it ended a record rather than a blank line. */
  private ended(at: number, byte: number): boolean {
    const blank = at === this.start;
    if (byte === CR) this.crEnds++;
    else this.lfEnds++;
    if (blank) {
      this.blankLines++;
      if (this.records === 0) this.blankLinesBefore++;
    } else this.record(at);
    this.line++;
    this.firstLine = this.line;
    this.start = at + 1;
    this.at.state = In.FieldStart;
    this.at.fields = 1;
    return !blank;
  }

  private record(end: number): void {
    this.records++;
    this.longest = Math.max(this.longest, end - this.start);
    const { firstLine: line, start } = this;
    const { fields } = this.at;
    this.onRecord({ line, lines: this.line - line + 1, fields, start, end });
  }

  private spoilt(found: string, line: number): void {
    this.fault ??= { found, line };
  }
}
