import type { DuckDBDataChunk, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import type { QueryResult } from "../run_query.js";
import type { ShownColumn, TableLayout } from "../shown_columns.js";
import { shortDouble, shownCell } from "./shown_cell.js";
import { createGrid, type GridColumn, type TableGrid } from "./table_grid.js";
import { isNumericType } from "./type_kinds.js";
import { instantText, isInstant, valueText } from "./value_text.js";

/** How many rows are read before the first is printed: the widths of the columns follow from them. */
const widthSampleRows = 1000;

/**
 * Aligned columns for a terminal, with the number of rows at the end. Without a layout everything is printed in full; with
 * one, the last line says what is not: columns that are not shown, and texts that are cut.
 */
export async function* table(
  { names, types, chunks }: QueryResult,
  layout?: TableLayout | undefined,
): AsyncGenerator<string> {
  const columns = layout?.columns ? chosenColumns(layout.columns, names, types) : allColumns(names, types, layout);
  let grid: TableGrid | undefined;
  let count = 0;
  for await (const rows of batches(chunks, columns)) {
    if (!grid) {
      grid = createGrid(columns, rows, layout?.width);
      yield grid.head;
    }
    yield rows.map(grid.line).join("");
    count += rows.length;
  }
  yield `(${[`${count} ${count === 1 ? "row" : "rows"}`, ...leftOut(grid!, names)].join(", ")})\n`;
}

/** What the table does not show; the last part says how to see it. */
function leftOut({ shown, hasCuts }: TableGrid, names: readonly string[]): string[] {
  const sources = new Set(shown.flatMap((column) => (column as TableColumn).places));
  const hidden = names.length - sources.size;
  const parts = [
    ...(hidden > 0 ? [`${hidden} more ${hidden === 1 ? "column" : "columns"}`] : []),
    ...(hasCuts() ? ["long texts cut"] : []),
  ];
  return parts.map((part, at) => (at === parts.length - 1 ? `${part}: --wide` : part));
}

interface TableColumn extends GridColumn {
  /** The columns of the query that it shows. */
  readonly places: readonly number[];
  readonly text: (row: readonly DuckDBValue[]) => string;
}

function allColumns(names: readonly string[], types: readonly DuckDBType[], layout?: TableLayout): TableColumn[] {
  const display = (value: DuckDBValue) =>
    layout !== undefined && typeof value === "number" ? shortDouble(value) : displayText(value);
  return names.map((name, place) => ({
    header: escapeControls(name),
    isNumeric: isNumericType(types[place]!),
    isWhole: isNumericType(types[place]!),
    isWrapped: false,
    places: [place],
    text: (row) => display(row[place]!),
  }));
}

function chosenColumns(
  shown: readonly ShownColumn[],
  names: readonly string[],
  types: readonly DuckDBType[],
): TableColumn[] {
  return shown.map((column) => {
    const places = column.names.map((name) => names.indexOf(name!));
    const missing = column.names.find((_, at) => places[at]! < 0);
    if (missing !== undefined) throw new UserError(`the query has no column ${missing}, which its header shows`, 2);
    return {
      header: column.header,
      isNumeric: isNumericType(types[places[0]!]!),
      isWhole: isNumericType(types[places[0]!]!) || column.format === "id",
      isWrapped: column.format === "wrap",
      ...(column.width === undefined ? {} : { width: column.width }),
      places,
      text: (row) => escapeControls(shownCell(column, [row[places[0]!]!, row[places[1] ?? -1]])),
    };
  });
}

/** Yields the rows in batches: a first one to measure the widths, which may be empty, then one per chunk. */
async function* batches(
  chunks: AsyncIterable<DuckDBDataChunk>,
  columns: readonly TableColumn[],
): AsyncGenerator<string[][]> {
  let batch: string[][] = [];
  let isMeasured = false;
  for await (const chunk of chunks) {
    batch.push(...chunk.getRows().map((row) => columns.map(({ text }) => text(row))));
    if (!isMeasured && batch.length < widthSampleRows) continue;
    yield batch;
    isMeasured = true;
    batch = [];
  }
  if (!isMeasured) yield batch;
}

const displayText = (value: DuckDBValue) =>
  escapeControls(isInstant(value) ? instantText(value, " ") : valueText(value));
