import { ColumnKind } from "../text/column_kinds.js";
import { headerKey } from "../text/header.js";

/** Words for a missing value. They differ from the values of their column, but are no name of it. */
const wordsForNothing = /^(null|nil|none|nan|n\/?a|nv|unknown|undefined|keine?|-+|\?+|#\w+[!?]?|\(\w+\))$/i;

/** True if a text may be a name of a column: it has a letter, and is no address and no long number. */
const mayBeName = (header: string) =>
  /\p{L}/u.test(header) && header.length <= 80 && !/@|\d{5,}/.test(header) && !wordsForNothing.test(header.trim());

/**
 * True if a first line is a header by its place: below some of its names are numbers, dates, addresses or codes, which the names
 * are not. The first record of a file without a header is like the records below it in every column.
 */
export function standsOverValues(
  headers: readonly string[],
  sample: readonly Readonly<Record<string, string | null>>[],
): boolean {
  if (sample.length < 2 || headers.length < 2 || new Set(headers.map(headerKey)).size < headers.length) return false;
  if (!headers.every(mayBeName)) return false;
  const judged = headers.map((header) => {
    const kind = new ColumnKind();
    for (const row of sample) kind.learn(row[header] ?? "");
    return kind.judge(header.trim());
  });
  return judged.includes(false) && !judged.includes(true);
}
