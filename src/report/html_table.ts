import { formatCount } from "./format_values.js";
import { type Html, html } from "./html.js";
import type { SavedQueryResult } from "./run_saved_query.js";

/** A column of a table. Adjacent columns with the same `over` share a heading above them. */
export interface TableColumn<Row> {
  readonly head: string;
  readonly over?: string;
  readonly kind: "number" | "text";
  readonly cell: (row: Row) => Html | string;
}

/** Rows that belong together, with an optional heading. */
export interface RowGroup<Row> {
  readonly heading?: string;
  readonly isFaint?: boolean;
  readonly rows: readonly Row[];
}

/** A table: caption, the saved query that gives its numbers, columns (the first names the row) and rows. */
interface TableSpec<Row> {
  readonly caption: string;
  readonly result: Pick<SavedQueryResult<Row>, "command">;
  readonly columns: readonly TableColumn<Row>[];
  readonly groups: readonly RowGroup<Row>[];
}

/** The most rows of a table in a page. What is left out is told. */
const maxTableRows = 1000;

/** Tables of up to this many rows are not broken across printed pages. */
const maxUnbrokenRows = 8;

/** Renders an HTML table. Its caption names the query; header cells have a scope for screen readers. */
export function renderTable<Row>({ caption, result: behind, columns, groups }: TableSpec<Row>): Html {
  const filled = groups.filter(({ rows }) => rows.length > 0);
  const count = filled.reduce((rows, group) => rows + group.rows.length, 0);
  const isShort = count <= maxUnbrokenRows;
  const left = count - maxTableRows;
  return html`<div class="scroll${isShort && " short"}" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption} <span class="query">Query: <code>${behind.command}</code></span></caption>
<thead>${renderTableHead(columns)}</thead>
${firstRows(filled).map((group) => renderTableBody(columns, group))}
${left > 0 && html`<tfoot><tr><td colspan="${columns.length}">${formatCount(left)} more row(s) are left out here; the query gives all of them.</td></tr></tfoot>`}</table></div>`;
}

/** The groups with as many rows as a table in a page may have. */
function firstRows<Row>(groups: readonly RowGroup<Row>[]): RowGroup<Row>[] {
  let free = maxTableRows;
  const cut = groups.map((group) => {
    const rows = group.rows.slice(0, free);
    free -= rows.length;
    return { ...group, rows };
  });
  return cut.filter(({ rows }) => rows.length > 0);
}

function renderTableHead<Row>(columns: readonly TableColumn<Row>[]): Html {
  const single = (column: TableColumn<Row>, rows: 1 | 2) =>
    html`<th scope="col" rowspan="${rows}" class="${cellClass(columns, column)}">${column.head}</th>`;
  if (columns.every(({ over }) => over === undefined)) return html`<tr>${columns.map((each) => single(each, 1))}</tr>`;
  const upper = groupByHeading(columns).map(({ over, of }) =>
    over === undefined
      ? of.map((each) => single(each, 2))
      : html`<th scope="colgroup" colspan="${of.length}" class="over">${over}</th>`,
  );
  const lower = columns.filter(({ over }) => over !== undefined).map((each) => single(each, 1));
  return html`<tr>${upper}</tr><tr>${lower}</tr>`;
}

/** A column gets a line before it if its upper heading differs from that of its neighbour. */
function cellClass<Row>(columns: readonly TableColumn<Row>[], column: TableColumn<Row>): string {
  const at = columns.indexOf(column);
  return at > 0 && columns[at - 1]!.over !== column.over ? `${column.kind} first` : column.kind;
}

/** Groups adjacent columns with the same upper heading. */
function groupByHeading<Row>(
  columns: readonly TableColumn<Row>[],
): { over?: string | undefined; of: TableColumn<Row>[] }[] {
  const runs: { over?: string | undefined; of: TableColumn<Row>[] }[] = [];
  for (const column of columns) {
    const last = runs.at(-1);
    if (last !== undefined && last.over === column.over) last.of.push(column);
    else runs.push({ over: column.over, of: [column] });
  }
  return runs;
}

function renderTableBody<Row>(columns: readonly TableColumn<Row>[], { heading, isFaint, rows }: RowGroup<Row>): Html {
  const line = heading && html`<tr><th scope="rowgroup" colspan="${columns.length}" class="group">${heading}</th></tr>`;
  const cell = (column: TableColumn<Row>, row: Row, at: number) =>
    at === 0
      ? html`<th scope="row" class="${column.kind}">${column.cell(row)}</th>`
      : html`<td class="${cellClass(columns, column)}">${column.cell(row)}</td>`;
  return html`<tbody${isFaint && html` class="faint"`}>${line}
${rows.map((row) => html`<tr>${columns.map((column, at) => cell(column, row, at))}</tr>\n`)}</tbody>`;
}
