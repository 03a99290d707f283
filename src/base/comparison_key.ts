/** Spaces, tabs, line ends and no-break spaces: what `comparisonKey` in `table/dialect.ts` trims, and nothing else. */
const outerBlanks = /^[ \t\n\r\u00a0]+|[ \t\n\r\u00a0]+$/g;

/** One letter for one letter, as DuckDB's `lower` does: `İ` becomes `i`. All three sigmas are one letter. */
const lowerLetter = (letter: string): string => (letter === "ς" ? "σ" : ([...letter.toLowerCase()][0] ?? ""));

/**
 * A text as a key of comparison: Unicode NFC, lower case, `ς` as `σ`, trimmed; e.g. `comparisonKey(" Paid Search ")` is `paid search`.
 * Its twin in SQL is `comparisonKey` in `table/dialect.ts`; the two give the same key, but a blank text is null in SQL.
 */
export const comparisonKey = (text: string): string =>
  Array.from(text.normalize("NFC"), lowerLetter).join("").replace(outerBlanks, "");
