/** The lines of an aligned table: widths of columns, and what becomes of columns that are too wide. */
import { breakLines } from "../../base/text_layout.js";
import { cutText, padText, sliceText, textWidth } from "../../base/text_width.js";

export interface GridColumn {
  readonly header: string;
  /** Numbers stand right. */
  readonly isNumeric: boolean;
  /** Numbers and ids are never cut. */
  readonly isWhole: boolean;
  /** A long text goes on in the next line. */
  readonly isWrapped: boolean;
  /** The most cells of the column. */
  readonly width?: number;
}

export interface TableGrid {
  /** Header and rule. */
  readonly head: string;
  readonly line: (cells: readonly string[]) => string;
  /** The columns that fit, the first ones of those given. */
  readonly shown: readonly GridColumn[];
  /** True if a text was cut so far. */
  readonly hasCuts: () => boolean;
}

/** The most cells that a column is padded to, so that one long text does not push the next columns off the screen. */
const maxColumnWidth = 60;
/** What a text is cut to at the least, and a wrapped one: below, columns are left out instead. */
const leastTextWidth = 16;
const leastWrappedWidth = 24;
const gap = "  ";

/** A grid as wide as the given rows need. With a limit it fits into so many cells. */
export function createGrid(all: readonly GridColumn[], rows: readonly string[][], limit?: number): TableGrid {
  const natural = all.map(({ header, isWrapped, isWhole, width }, at) =>
    Math.min(
      width ?? (isWrapped || (isWhole && limit !== undefined) ? Number.POSITIVE_INFINITY : maxColumnWidth),
      Math.max(textWidth(header), ...rows.map((row) => textWidth(row[at]!))),
    ),
  );
  const widths = limit === undefined ? natural : fitWidths(all, natural, limit);
  const columns = all.slice(0, widths.length);
  let cuts = 0;
  const cell = (text: string, at: number): string[] => {
    const { isWrapped, isWhole } = columns[at]!;
    if (limit === undefined || isWhole || textWidth(text) <= widths[at]!) return [text];
    if (isWrapped) return breakLines(text, widths[at]!).flatMap((line) => sliceText(line, widths[at]!));
    cuts++;
    return [cutText(text, widths[at]!)];
  };
  const joined = (cells: readonly string[]) =>
    `${cells
      .map((text, at) => padText(text, widths[at]!, columns[at]!.isNumeric ? "right" : "left"))
      .join(gap)
      .trimEnd()}\n`;
  const line = (cells: readonly string[]) => {
    const parts = columns.map((_, at) => cell(cells[at]!, at));
    const height = Math.max(1, ...parts.map(({ length }) => length));
    return Array.from({ length: height }, (_, n) => joined(parts.map((part) => part[n] ?? ""))).join("");
  };
  return {
    head: joined(columns.map(({ header }) => header)) + joined(widths.map((width) => "-".repeat(width))),
    line,
    shown: columns,
    hasCuts: () => cuts > 0,
  };
}

/** Makes wrapped texts narrower, then other texts, the widest first; then leaves out columns from the end, but not the first. */
function fitWidths(columns: readonly GridColumn[], natural: readonly number[], limit: number): number[] {
  for (let count = columns.length; ; count--) {
    const widths = natural.slice(0, count);
    const least = columns.map(({ header, isWhole, isWrapped }, at) =>
      isWhole
        ? natural[at]!
        : Math.min(natural[at]!, Math.max(textWidth(header), isWrapped ? leastWrappedWidth : leastTextWidth)),
    );
    for (const isWrapped of [true, false]) {
      for (let excess = lineWidth(widths) - limit; excess > 0; ) {
        const widest = widths.reduce(
          (found, width, at) =>
            columns[at]!.isWrapped === isWrapped && width > least[at]! && (found < 0 || width > widths[found]!)
              ? at
              : found,
          -1,
        );
        if (widest < 0) break;
        // An unwrapped width may be endless long, so that the next widest sets the step.
        const step = Math.max(1, Math.min(excess, widths[widest]! - nextWidest(widths, widest, least[widest]!)));
        widths[widest]! -= step;
        excess -= step;
      }
    }
    if (lineWidth(widths) <= limit || count <= 1) return widths;
  }
}

const nextWidest = (widths: readonly number[], at: number, least: number): number =>
  Math.max(least, ...widths.filter((width, other) => other !== at && width < widths[at]!));

const lineWidth = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap.length * (widths.length - 1);
