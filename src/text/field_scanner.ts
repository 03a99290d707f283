/** Nearly all bytes of a CSV mean nothing, or no more than that a field goes on or ends: small loops pass them by. */

export const QUOTE = 34;
export const LF = 10;
export const CR = 13;
const SPACE = 32;

/** Where the scanner stands in a field. */
export enum FieldState {
  FieldStart,
  Bare,
  Quotes,
  /** Behind a quote that closes the field, or is the first of two. */
  AfterQuotes,
  /** Behind blanks that follow a quoted field. */
  AfterBlank,
  /** In a record whose quotes do not fit, up to its line's end. */
  Invalid,
}

/** Where the scanner stands in a record. */
export interface ScanState {
  state: FieldState;
  fields: number;
}

/** The first byte from there on that may mean something inside quotes; a quote that is doubled is text. */
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

/** The first byte from there on, outside quotes, that is neither plain text, a delimiter nor a quote amid text; keeps count. */
export function skipUnquoted(chunk: Buffer, from: number, delimiter: number, where: ScanState): number {
  let { state, fields } = where;
  let at = from;
  for (; at < chunk.length; at++) {
    const byte = chunk[at]!;
    if (byte === delimiter) {
      fields++;
      state = FieldState.FieldStart;
    } else if (byte > QUOTE) state = FieldState.Bare;
    else if (byte !== SPACE && (byte !== QUOTE || state === FieldState.FieldStart)) break;
  }
  where.state = state;
  where.fields = fields;
  return at;
}

/** What a byte says of the quotes. */
export enum QuoteEffect {
  Valid,
  Opens,
  Invalid,
}

/** Takes one byte outside quotes, no line end. DuckDB lets blanks stand around a quoted field, and nothing else. */
export function scanByte(where: ScanState, byte: number, delimiter: number): QuoteEffect {
  const { state } = where;
  if (state === FieldState.Invalid) return QuoteEffect.Valid;
  if (byte === delimiter) {
    where.fields++;
    where.state = FieldState.FieldStart;
  } else if (byte === QUOTE && (state === FieldState.FieldStart || state === FieldState.AfterQuotes)) {
    where.state = FieldState.Quotes;
    return state === FieldState.FieldStart ? QuoteEffect.Opens : QuoteEffect.Valid;
  } else if (state === FieldState.AfterQuotes || state === FieldState.AfterBlank) {
    if (byte !== SPACE) return QuoteEffect.Invalid;
    where.state = FieldState.AfterBlank;
  } else if (byte !== SPACE) where.state = FieldState.Bare;
  return QuoteEffect.Valid;
}
