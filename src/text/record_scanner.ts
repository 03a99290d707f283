import type { CleanBuffer } from "./clean_buffer.js";
import {
  CR,
  FieldState,
  LF,
  QUOTE,
  QuoteEffect,
  type ScanState,
  SPACE,
  scanByte,
  skipQuoted,
  skipUnquoted,
  TAB,
} from "./field_scanner.js";
import { OpenQuote, unclosedQuote } from "./open_quote.js";
import type { LineSpan } from "./text_relation.js";

/** A record as the scanner finds it, with its position in the file. */
export interface ScannedRecord extends LineSpan {
  readonly fields: number;
  /** True if it has no text, as `,,,` below the rows of a spreadsheet. */
  readonly isBlank: boolean;
  readonly start: number;
  readonly end: number;
  /** Why the record is broken, if its quotes are invalid. */
  readonly code?: string;
}

/**
 * Finds the records of a CSV independently of DuckDB; the two counts must agree, so neither can lose a record unnoticed. Push
 * all bytes, then call `end()`. If a quoted field ends within text or never, only the line on which it opens is broken: the
 * scanner asks to read the following lines again.
 */
export class RecordScanner {
  /** The number of records and blank lines that end with CR or CRLF. */
  crEnds = 0;
  blankLines = 0;
  /** Blank lines before the first record. */
  blankLinesBefore = 0;
  records = 0;
  longest = 0;
  nuls = 0;
  /** Control characters that stand for nothing in a text; not tabs and line ends. */
  controls = 0;
  /** True if the last record has no line end. */
  endsOpen = false;
  /** The offset from which the bytes must be pushed again; nothing is read until `restart()`. */
  rescanFrom: number | undefined;
  private readonly at: ScanState = { state: FieldState.FieldStart, fields: 1, hasText: false };
  private line = 1;
  private firstLine = 1;
  private start: number;
  private afterCr = false;
  private readonly quote = new OpenQuote();
  private code: string | undefined;

  constructor(
    private readonly delimiter: number,
    /** Called for each record; returns true to keep it in `out`. */
    private readonly onRecord: (record: ScannedRecord, out?: CleanBuffer) => unknown,
    /** The offset of the text: after the byte order mark, if there is one. */
    private offset = 0,
  ) {
    this.start = offset;
  }

  /** Also copies the records to `out`, which must have room: an LF after each, no blank lines, no NUL bytes. */
  push(chunk: Buffer, out?: CleanBuffer): void {
    for (let at = 0; at < chunk.length && this.rescanFrom === undefined; at++) {
      const from = at;
      at = this.skipPlain(chunk, at);
      if (at > from) {
        this.afterCr = false;
        if (this.at.state === FieldState.Quotes) this.at.hasText = true;
        out?.appendBytes(chunk, from, at);
        if (at === chunk.length) break;
      }
      const byte = chunk[at]!;
      if (byte < SPACE && byte !== TAB && byte !== LF && byte !== CR && byte !== 0) this.controls++;
      if (byte === 0) {
        this.nuls++;
        this.afterCr = false;
      } else if (this.acceptByte(byte, this.offset + at, out) && this.rescanFrom === undefined) out?.appendByte(byte);
    }
    this.offset += chunk.length;
  }

  /** True if the byte is part of a record. */
  private acceptByte(byte: number, at: number, out?: CleanBuffer): boolean {
    const wasCr = this.afterCr;
    this.afterCr = byte === CR;
    if (this.at.state === FieldState.Quotes) {
      if (byte === QUOTE) {
        this.at.state = FieldState.AfterQuotes;
        return true;
      }
      this.at.hasText = true;
      if (byte === CR || byte === LF) {
        const endsCrlf = byte === LF && wasCr;
        if (!endsCrlf) this.line++;
        this.quote.passLineEnd(at, endsCrlf);
      }
      return true;
    }
    if (byte === LF || byte === CR) {
      if (byte === LF && wasCr && this.start === at) this.start++;
      else this.endLine(at, byte, out);
      return false;
    }
    const found = scanByte(this.at, byte, this.delimiter);
    if (found === QuoteEffect.Opens) this.quote.openOnLine(this.line);
    if (found === QuoteEffect.Invalid) this.invalidate("text after a closing quote", out);
    return true;
  }

  private skipPlain(chunk: Buffer, from: number): number {
    if (this.at.state === FieldState.Quotes) return skipQuoted(chunk, from);
    return this.at.state > FieldState.Quotes ? from : skipUnquoted(chunk, from, this.delimiter, this.at);
  }

  end(out?: CleanBuffer): void {
    if (this.at.state === FieldState.Quotes) this.invalidate(unclosedQuote, out);
    if (this.rescanFrom !== undefined) return;
    this.endsOpen = this.offset > this.start;
    if (this.endsOpen) this.endRecord(this.offset, out);
  }

  /** Continues at the offset in `rescanFrom`. */
  restart(): void {
    this.offset = this.rescanFrom ?? 0;
    this.afterCr = false;
    this.rescanFrom = undefined;
  }

  private invalidate(code: string, out?: CleanBuffer): void {
    this.code = code;
    this.at.state = FieldState.Invalid;
    const { lineEnd } = this.quote;
    if (lineEnd === undefined) return;
    this.line = this.quote.line;
    this.endRecord(lineEnd, out);
    this.rescanFrom = lineEnd;
    this.startRecord(lineEnd);
  }

  /** Handles a line end outside quotes: the end of a record or a blank line. */
  private endLine(at: number, byte: number, out?: CleanBuffer): void {
    if (byte === CR) this.crEnds++;
    if (at === this.start) {
      this.blankLines++;
      if (this.records === 0) this.blankLinesBefore++;
    } else this.endRecord(at, out);
    this.startRecord(at + 1);
  }

  private startRecord(start: number): void {
    this.line++;
    this.firstLine = this.line;
    this.start = start;
    this.at.state = FieldState.FieldStart;
    this.at.fields = 1;
    this.at.hasText = false;
    this.code = undefined;
  }

  private endRecord(end: number, out?: CleanBuffer): void {
    this.records++;
    this.longest = Math.max(this.longest, end - this.start);
    const { firstLine: line, start, code } = this;
    const { fields, hasText } = this.at;
    const isBlank = !hasText && code === undefined;
    const seen = { line, lines: this.line - line + 1, fields, isBlank, start, end };
    const stays = this.onRecord(code === undefined ? seen : { ...seen, code }, out);
    out?.endRecord(stays === true);
  }
}
