/** The parts of the CSV scanner that look at fields. Most bytes are plain text or delimiters; small, fast loops skip them. */

export const QUOTE = 34;
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;

/** The scanner's position in a field. */
export enum FieldState {
  FieldStart,
  Bare,
  Quotes,
  /** After a quote that closes the field or is the first of two. */
  AfterQuotes,
  /** After blanks that follow a quoted field. */
  AfterBlank,
  /** In a record with invalid quotes, up to the end of the line. */
  Invalid,
}

/** The scanner's position in a record. */
export interface ScanState {
  state: FieldState;
  fields: number;
  /** True if a field of the record has text; blanks outside quotes are no text. */
  hasText: boolean;
}

/** The offset of the next byte that matters inside quotes; a doubled quote is text. */
export function skipQuoted(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length) {
    const byte = chunk[at]!;
    if (byte > QUOTE || byte === SPACE) at++;
    else if (byte === QUOTE && chunk[at + 1] === QUOTE) at += 2;
    else break;
  }
  return at;
}

/** The offset of the next byte outside quotes that is not plain text, a delimiter or a quote within text. Counts the fields. */
export function skipUnquoted(chunk: Buffer, from: number, delimiter: number, where: ScanState): number {
  let { state, fields, hasText } = where;
  let at = from;
  for (; at < chunk.length; at++) {
    const byte = chunk[at]!;
    if (byte === delimiter) {
      fields++;
      state = FieldState.FieldStart;
    } else if (byte > QUOTE) {
      state = FieldState.Bare;
      hasText = true;
    } else if (byte !== SPACE && (byte !== QUOTE || state === FieldState.FieldStart)) break;
  }
  where.state = state;
  where.fields = fields;
  where.hasText = hasText;
  return at;
}

/** The effect of a byte on the quotes. */
export enum QuoteEffect {
  Valid,
  Opens,
  Invalid,
}

/** Scans one byte outside quotes that is not a line end. As in DuckDB, only blanks are allowed around a quoted field. */
export function scanByte(where: ScanState, byte: number, delimiter: number): QuoteEffect {
  const { state } = where;
  if (state === FieldState.Invalid) return QuoteEffect.Valid;
  if (byte === delimiter) {
    where.fields++;
    where.state = FieldState.FieldStart;
  } else if (byte === QUOTE && (state === FieldState.FieldStart || state === FieldState.AfterQuotes)) {
    where.state = FieldState.Quotes;
    if (state === FieldState.FieldStart) return QuoteEffect.Opens;
    where.hasText = true;
  } else if (state === FieldState.AfterQuotes || state === FieldState.AfterBlank) {
    if (byte !== SPACE) return QuoteEffect.Invalid;
    where.state = FieldState.AfterBlank;
  } else if (byte !== SPACE) {
    where.state = FieldState.Bare;
    where.hasText = true;
  }
  return QuoteEffect.Valid;
}
