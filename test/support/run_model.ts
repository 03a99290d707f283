import { withWarehouse } from "../../src/table/database_file.js";
import {
  columnsInShape,
  compileModel,
  defaultShape,
  type EntityPart,
  type Model,
  type ModelShape,
  type Table,
  type Upstream,
} from "../../src/table/model.js";
import { rowsOf } from "../../src/table/rows.js";
import { inlineRows } from "../../src/table/write_rows.js";

type Rows<T> = T extends Table<infer Row> ? readonly Partial<Row>[] : never;
type Given<U extends Upstream> = { readonly [K in keyof U]: Rows<U[K]> };

/** Runs one model on the rows given for its upstream tables. Missing columns are null. */
export async function runModel<Row, U extends Upstream>(
  model: Model<Row, U>,
  rows: Given<U>,
  shape: ModelShape = defaultShape,
): Promise<Row[]> {
  const query = compileModel(
    model as Model,
    (table, alias) => inlineRows({ ...table, columns: columnsInShape(table, shape) }, rows[alias!]!),
    shape,
  );
  return withWarehouse(":memory:", "READ_WRITE", (warehouse) => rowsOf<Row>(warehouse, query));
}

/** Runs an adapter's part of a canonical entity on the rows given for its upstream tables. */
export const runPart = ({ from, select }: EntityPart, rows: Readonly<Record<string, readonly object[]>>) =>
  runModel({ from, select } as unknown as Model<Record<string, unknown>>, rows as Given<Upstream>);
