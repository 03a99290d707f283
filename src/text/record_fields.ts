import { FieldState, QUOTE, type ScanState, scanByte } from "./field_scanner.js";

/** The offsets of the delimiters between the fields of a record with sound quotes. */
export function findDelimiters(record: Buffer, delimiter: number): number[] {
  const where: ScanState = { state: FieldState.FieldStart, fields: 1, hasText: false };
  const found: number[] = [];
  for (const [at, byte] of record.entries()) {
    if (where.state === FieldState.Quotes) {
      if (byte === QUOTE) where.state = FieldState.AfterQuotes;
      continue;
    }
    const { fields } = where;
    scanByte(where, byte, delimiter);
    if (where.fields > fields) found.push(at);
  }
  return found;
}

/** The fields of a record with sound quotes, each as it is written, with its quotes. */
export function splitFields(record: Buffer, delimiter: number): string[] {
  const ends = [...findDelimiters(record, delimiter), record.length];
  return ends.map((end, at) => record.toString("utf8", at === 0 ? 0 : ends[at - 1]! + 1, end));
}

/** The text of a field as it is written. */
export const withoutQuotes = (field: string): string => {
  const quoted = /^ *"(.*)" *$/s.exec(field)?.[1];
  return quoted === undefined ? field : quoted.replaceAll('""', '"');
};
