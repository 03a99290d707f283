/** The `show` line of a saved query: which columns a table on the terminal has, and how it writes them. */

/** How a value is written: see `columnFormats`. */
export type ColumnFormat = keyof typeof columnFormats;

/** All formats that a `show` line can name, with what each does. */
const columnFormats = {
  "%": "a share as a percentage, e.g. 59.9 %",
  ".1": "a number with one decimal, e.g. 1,234.5",
  ".2": "a number with two decimals, e.g. 1,234.56",
  money: "an amount in whole units, e.g. 12,345",
  days: "days with one decimal, e.g. 3.5 d",
  hours: "hours with one decimal, e.g. 3.5 h",
  mark: "yes for true, empty for false",
  id: "a text that is never cut, so that it can be copied",
  wrap: "a text over several lines if it must be; wrap24: at most 24 cells wide",
} as const;

/** A column of a table on the terminal: one column of the query, or two that are the ends of an interval. */
export interface ShownColumn {
  readonly names: readonly [name: string, high?: string];
  readonly format?: ColumnFormat;
  /** The most cells of a wrapped column; undefined: what the other columns leave. */
  readonly width?: number;
  readonly header: string;
}

/** What a table shows, and the cells of the terminal that it may use. Both are plain data. */
export interface TableLayout {
  /** Only these columns, in this order; undefined: all of them, as the query gives them. */
  readonly columns?: readonly ShownColumn[];
  /** The most cells of a line. Texts are cut or wrapped, and columns left out from the end, until it fits. */
  readonly width: number;
}

const item = /^([a-z]\w*)(?:\.\.([a-z]\w*))?(?:\s+(?!as\s)(\S+))?(?:\s+as\s+(\w+))?$/;

/**
 * The columns of `source, mqls, rate_sql % as sql, rate_sql_low..rate_sql_high % as interval`; a text if it is something
 * else: what was found and expected.
 */
export function parseShownColumns(text: string): ShownColumn[] | string {
  const columns: ShownColumn[] = [];
  for (const part of text.split(",").map((one) => one.trim())) {
    const [, name, high, format, header] = item.exec(part) ?? [];
    if (name === undefined) return `found "${part}"; expected COLUMN [FORMAT] [as HEADER], or LOW..HIGH [FORMAT]`;
    const width = /^wrap(\d+)$/.exec(format ?? "")?.[1];
    const kind = width === undefined ? format : "wrap";
    if (kind !== undefined && !(kind in columnFormats)) {
      return `${name} has the format ${format}; expected one of ${Object.keys(columnFormats).join(", ")}`;
    }
    columns.push({
      names: high === undefined ? [name] : [name, high],
      ...(kind === undefined ? {} : { format: kind as ColumnFormat }),
      ...(width === undefined ? {} : { width: Number(width) }),
      header: header ?? name,
    });
  }
  return columns;
}
