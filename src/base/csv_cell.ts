/** A CSV cell in quotes, with the quotes inside it doubled. */
export const quotedCsvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A CSV cell by RFC 4180: in quotes only if it contains the delimiter, a quote or a line end. */
export const csvCell = (text: string, delimiter = ","): string =>
  text.includes(delimiter) || /["\r\n]/.test(text) ? quotedCsvCell(text) : text;
