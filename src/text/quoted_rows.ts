const [lineFeed, carriageReturn] = [10, 13];

/** Whether a record of so many lines and columns might be several that a pair of stray quotes made one; prose with commas is not often so wide. */
export const mayBeQuotedRows = ({ lines }: { lines: number }, width: number): boolean =>
  width >= (lines > 2 ? 4 : 6) && lines > 1;

/** Whether each line of a record has the delimiters of a whole one: it is no text, but rows within quotes. */
export function isQuotedRows(record: Buffer, delimiter: number, width: number): boolean {
  let fields = 1;
  let begun = false;
  for (const byte of record) {
    if (byte === lineFeed || byte === carriageReturn) {
      if (begun && fields !== width) return false;
      fields = 1;
      begun = false;
    } else {
      begun = true;
      if (byte === delimiter) fields++;
    }
  }
  return !begun || fields === width;
}
