import type { DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { visible } from "../../base/visible.js";
import { widthOf } from "../../base/width.js";
import { DuckDBTypeId } from "../../table/duckdb.js";
import type { Answer } from "../ask.js";
import { instantText, isInstant, textOf } from "./value.js";

/** Rows read before the first is shown: they settle the widths. */
const settling = 1000;
/** No column is padded beyond it: one long text must not push the next columns off the screen in every row. */
const widest = 60;

/** Aligned columns for the eye, with the number of rows at the end; nothing is cut. */
export async function* table({ names, types, chunks }: Answer): AsyncGenerator<string> {
  const head = names.map(visible);
  let grid: Grid | undefined;
  let count = 0;
  for await (const rows of batches(chunks)) {
    if (!grid) {
      grid = gridOf(types, [head, ...rows]);
      yield grid.line(head) + grid.rule;
    }
    yield rows.map(grid.line).join("");
    count += rows.length;
  }
  yield `(${count} ${count === 1 ? "row" : "rows"})\n`;
}

/** The first batch settles the widths and always comes, be it empty; then a batch a chunk. */
async function* batches(chunks: AsyncIterable<DuckDBDataChunk>): AsyncGenerator<string[][]> {
  let held: string[][] = [];
  let settled = false;
  for await (const chunk of chunks) {
    held.push(...chunk.getRows().map((row) => row.map(shown)));
    if (!settled && held.length < settling) continue;
    yield held;
    settled = true;
    held = [];
  }
  if (!settled) yield held;
}

const shown = (value: DuckDBValue) => visible(isInstant(value) ? instantText(value, " ") : textOf(value));

interface Grid {
  readonly line: (cells: readonly string[]) => string;
  readonly rule: string;
}

function gridOf(types: readonly DuckDBType[], rows: readonly string[][]): Grid {
  const right = types.map(({ typeId }) => numeric.has(typeId));
  const widths = types.map((_, n) => Math.min(widest, Math.max(...rows.map((row) => widthOf(row[n]!)))));
  const padded = (text: string, n: number) => {
    const space = " ".repeat(Math.max(0, widths[n]! - widthOf(text)));
    return right[n] ? space + text : text + space;
  };
  const line = (cells: readonly string[]) => `${cells.map(padded).join("  ").trimEnd()}\n`;
  return { line, rule: line(widths.map((width) => "-".repeat(width))) };
}

const numeric = new Set<DuckDBTypeId>([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.BIGNUM,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.DECIMAL,
]);
