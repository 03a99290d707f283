import type { Cleaned } from "./cleaned.js";
import { neverCloses, OpenQuote } from "./open_quote.js";
import { CR, In, LF, pastBare, pastQuoted, QUOTE, Quote, stepped, type Where } from "./plain_bytes.js";
import type { Span } from "./text.js";

/** One record as the scanner meets it, its place in the bytes. */
export interface RecordSeen extends Span {
  readonly fields: number;
  readonly start: number;
  readonly end: number;
  /** Why it is no record, where its quotes do not fit. */
  readonly code?: string;
}

/**
 * Finds the records of a CSV apart from DuckDB, so that neither can lose one unseen. Push all bytes, then `end()`. A quoted
 * field that ends amid text, or never, spoils the line on which it opens, and no other: what follows that line is looked at again.
 */
export class RecordScanner {
  /** Records and blank lines that CR ends, before LF too. */
  crEnds = 0;
  blankLines = 0;
  /** Blank lines before the first record. */
  blankLinesBefore = 0;
  records = 0;
  longest = 0;
  nuls = 0;
  /** Whether the last record has no line end. */
  endsOpen = false;
  /** The offset from which the bytes must be pushed again; nothing is taken until `restarted`. */
  again: number | undefined;
  private readonly at: Where = { state: In.FieldStart, fields: 1 };
  private line = 1;
  private firstLine = 1;
  private start: number;
  private afterCr = false;
  private readonly quote = new OpenQuote();
  private code: string | undefined;

  constructor(
    private readonly delimiter: number,
    /** Says whether the record is kept in `out`. */
    private readonly onRecord: (record: RecordSeen, out?: Cleaned) => unknown,
    /** Where the text begins: behind a byte order mark. */
    private offset = 0,
  ) {
    this.start = offset;
  }

  /** With `out`, which must have the room, also writes the records: LF behind each, no blank lines, no NUL. */
  push(chunk: Buffer, out?: Cleaned): void {
    for (let at = 0; at < chunk.length && this.again === undefined; at++) {
      const from = at;
      at = this.pastPlain(chunk, at);
      if (at > from) {
        this.afterCr = false;
        out?.takeOf(chunk, from, at);
        if (at === chunk.length) break;
      }
      const byte = chunk[at]!;
      if (byte === 0) {
        this.nuls++;
        this.afterCr = false;
      } else if (this.takes(byte, this.offset + at, out) && this.again === undefined) out?.take(byte);
    }
    this.offset += chunk.length;
  }

  /** Whether the byte is part of a record. */
  private takes(byte: number, at: number, out?: Cleaned): boolean {
    const wasCr = this.afterCr;
    this.afterCr = byte === CR;
    if (this.at.state === In.Quotes) {
      if (byte === QUOTE) this.at.state = In.AfterQuotes;
      else if (byte === CR || byte === LF) {
        const endsCrlf = byte === LF && wasCr;
        if (!endsCrlf) this.line++;
        this.quote.goesOver(at, endsCrlf);
      }
      return true;
    }
    if (byte === LF || byte === CR) {
      if (byte === LF && wasCr && this.start === at) this.start++;
      else this.ended(at, byte, out);
      return false;
    }
    const found = stepped(this.at, byte, this.delimiter);
    if (found === Quote.opens) this.quote.opensOn(this.line);
    if (found === Quote.spoils) this.spoilt("text after a closing quote", out);
    return true;
  }

  private pastPlain(chunk: Buffer, from: number): number {
    if (this.at.state === In.Quotes) return pastQuoted(chunk, from);
    return this.at.state > In.Quotes ? from : pastBare(chunk, from, this.delimiter, this.at);
  }

  end(out?: Cleaned): void {
    if (this.at.state === In.Quotes) this.spoilt(neverCloses, out);
    if (this.again !== undefined) return;
    this.endsOpen = this.offset > this.start;
    if (this.endsOpen) this.record(this.offset, out);
  }

  /** Goes on at the offset that `again` named. */
  restarted(): void {
    this.offset = this.again ?? 0;
    this.afterCr = false;
    this.again = undefined;
  }

  private spoilt(code: string, out?: Cleaned): void {
    this.code = code;
    this.at.state = In.Spoilt;
    const { lineEnd } = this.quote;
    if (lineEnd === undefined) return;
    this.line = this.quote.line;
    this.record(lineEnd, out);
    this.again = lineEnd;
    this.next(lineEnd);
  }

  /** A line end outside quotes: of a record, or of a blank line. */
  private ended(at: number, byte: number, out?: Cleaned): void {
    if (byte === CR) this.crEnds++;
    if (at === this.start) {
      this.blankLines++;
      if (this.records === 0) this.blankLinesBefore++;
    } else this.record(at, out);
    this.next(at + 1);
  }

  private next(start: number): void {
    this.line++;
    this.firstLine = this.line;
    this.start = start;
    this.at.state = In.FieldStart;
    this.at.fields = 1;
    this.code = undefined;
  }

  private record(end: number, out?: Cleaned): void {
    this.records++;
    this.longest = Math.max(this.longest, end - this.start);
    const { firstLine: line, start, code } = this;
    const seen = { line, lines: this.line - line + 1, fields: this.at.fields, start, end };
    const stays = this.onRecord(code === undefined ? seen : { ...seen, code }, out);
    out?.ends(stays === true);
  }
}
