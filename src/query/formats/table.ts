import type { DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { escapeControls } from "../../base/escape_controls.js";
import { textWidth } from "../../base/text_width.js";
import { DuckDBTypeId } from "../../table/duckdb.js";
import type { QueryResult } from "../run_query.js";
import { instantText, isInstant, valueText } from "./value_text.js";

/** Rows read before the first is shown: they settle the widths. */
const widthSampleRows = 1000;
/** No column is padded beyond it: one long text must not push the next columns off the screen in every row. */
const maxColumnWidth = 60;

/** Aligned columns for the eye, with the number of rows at the end; nothing is cut. */
export async function* table({ names, types, chunks }: QueryResult): AsyncGenerator<string> {
  const head = names.map(escapeControls);
  let grid: TableGrid | undefined;
  let count = 0;
  for await (const rows of batches(chunks)) {
    if (!grid) {
      grid = createGrid(types, [head, ...rows]);
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
    held.push(...chunk.getRows().map((row) => row.map(displayText)));
    if (!settled && held.length < widthSampleRows) continue;
    yield held;
    settled = true;
    held = [];
  }
  if (!settled) yield held;
}

const displayText = (value: DuckDBValue) =>
  escapeControls(isInstant(value) ? instantText(value, " ") : valueText(value));

interface TableGrid {
  readonly line: (cells: readonly string[]) => string;
  readonly rule: string;
}

function createGrid(types: readonly DuckDBType[], rows: readonly string[][]): TableGrid {
  const right = types.map(({ typeId }) => numericTypes.has(typeId));
  const widths = types.map((_, n) => Math.min(maxColumnWidth, Math.max(...rows.map((row) => textWidth(row[n]!)))));
  const padded = (text: string, n: number) => {
    const space = " ".repeat(Math.max(0, widths[n]! - textWidth(text)));
    return right[n] ? space + text : text + space;
  };
  const line = (cells: readonly string[]) => `${cells.map(padded).join("  ").trimEnd()}\n`;
  return { line, rule: line(widths.map((width) => "-".repeat(width))) };
}

const numericTypes = new Set<DuckDBTypeId>([
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
