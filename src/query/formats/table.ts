import type { DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { escapeControls } from "../../base/escape_controls.js";
import { padText, textWidth } from "../../base/text_width.js";
import { DuckDBTypeId } from "../../table/duckdb.js";
import type { QueryResult } from "../run_query.js";
import { instantText, isInstant, valueText } from "./value_text.js";

/** How many rows are read before the first is printed: the widths of the columns follow from them. */
const widthSampleRows = 1000;
/** The most cells that a column is padded to, so that one long text does not push the next columns off the screen. */
const maxColumnWidth = 60;

/** Aligned columns for a terminal, with the number of rows at the end; long texts are not cut. */
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

/** Yields the rows in batches: a first one to measure the widths, which may be empty, then one per chunk. */
async function* batches(chunks: AsyncIterable<DuckDBDataChunk>): AsyncGenerator<string[][]> {
  let batch: string[][] = [];
  let isMeasured = false;
  for await (const chunk of chunks) {
    batch.push(...chunk.getRows().map((row) => row.map(displayText)));
    if (!isMeasured && batch.length < widthSampleRows) continue;
    yield batch;
    isMeasured = true;
    batch = [];
  }
  if (!isMeasured) yield batch;
}

const displayText = (value: DuckDBValue) =>
  escapeControls(isInstant(value) ? instantText(value, " ") : valueText(value));

interface TableGrid {
  readonly line: (cells: readonly string[]) => string;
  readonly rule: string;
}

function createGrid(types: readonly DuckDBType[], rows: readonly string[][]): TableGrid {
  const sides = types.map(({ typeId }) => (numericTypes.has(typeId) ? "right" : "left"));
  const widths = types.map((_, n) => Math.min(maxColumnWidth, Math.max(...rows.map((row) => textWidth(row[n]!)))));
  const line = (cells: readonly string[]) =>
    `${cells
      .map((text, n) => padText(text, widths[n]!, sides[n]!))
      .join("  ")
      .trimEnd()}\n`;
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
