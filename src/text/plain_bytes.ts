/** Nearly all bytes of a CSV mean nothing, or no more than that a field goes on or ends: small loops pass them by. */

export const QUOTE = 34;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;

/** Where the scanner stands in a field. */
export enum In {
  FieldStart,
  Bare,
  Quotes,
  /** Behind a quote that closes the field, or is the first of two. */
  AfterQuotes,
  /** Behind blanks that follow a quoted field. */
  AfterBlank,
  /** In a record whose quotes do not fit, up to its line's end. */
  Spoilt,
}

/** Where the scanner stands in a record. */
export interface Where {
  state: In;
  fields: number;
}

/** The first byte from there on that may mean something inside quotes; a quote that is doubled is text. */
export function pastQuoted(chunk: Buffer, from: number): number {
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
export function pastBare(chunk: Buffer, from: number, delimiter: number, where: Where): number {
  let { state, fields } = where;
  let at = from;
  for (; at < chunk.length; at++) {
    const byte = chunk[at]!;
    if (byte === delimiter) {
      fields++;
      state = In.FieldStart;
    } else if (byte > QUOTE) state = In.Bare;
    else if (byte !== SPACE && (byte !== QUOTE || state === In.FieldStart)) break;
  }
  where.state = state;
  where.fields = fields;
  return at;
}

/** What a byte says of the quotes. */
export enum Quote {
  fits,
  opens,
  spoils,
}

/** Takes one byte outside quotes, no line end. DuckDB lets blanks stand around a quoted field, and nothing else. */
export function stepped(where: Where, byte: number, delimiter: number): Quote {
  const { state } = where;
  if (state === In.Spoilt) return Quote.fits;
  if (byte === delimiter) {
    where.fields++;
    where.state = In.FieldStart;
  } else if (byte === QUOTE && (state === In.FieldStart || state === In.AfterQuotes)) {
    where.state = In.Quotes;
    return state === In.FieldStart ? Quote.opens : Quote.fits;
  } else if (state === In.AfterQuotes || state === In.AfterBlank) {
    if (byte !== SPACE) return Quote.spoils;
    where.state = In.AfterBlank;
  } else if (byte !== SPACE) where.state = In.Bare;
  return Quote.fits;
}
