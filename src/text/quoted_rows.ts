const [lineFeed, carriageReturn] = [10, 13];

/** True if a record may be several rows that a pair of stray quotes has joined; prose with commas rarely has so many fields. */
export const mayBeQuotedRows = ({ lines }: { lines: number }, width: number): boolean =>
  width >= (lines > 2 ? 4 : 6) && lines > 1;

/** True if each line of a record has as many fields as a whole record: it is rows inside quotes, not text. */
export function isQuotedRows(record: Buffer, delimiter: number, width: number): boolean {
  let fields = 1;
  let hasText = false;
  for (const byte of record) {
    if (byte === lineFeed || byte === carriageReturn) {
      if (hasText && fields !== width) return false;
      fields = 1;
      hasText = false;
    } else {
      hasText = true;
      if (byte === delimiter) fields++;
    }
  }
  return !hasText || fields === width;
}
