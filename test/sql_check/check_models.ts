import type { DuckDBConnection } from "@duckdb/node-api";
import { sortUpstreamFirst } from "../../src/build/build.js";
import { checkModel } from "../../src/build/check.js";
import { compareColumns } from "../../src/build/compare_columns.js";
import { type Catalogue, limitToProducts } from "../../src/project/catalogue.js";
import {
  columnsInShape,
  compileModel,
  defaultShape,
  type Model,
  type ModelShape,
  prefixedNames,
  type Table,
} from "../../src/table/model.js";
import { bindQuery, declaredTables, withEmptyTables } from "./empty_tables.js";
import { sharedFiles } from "./model_files.js";
import { columnFault, type SqlFault, sqlFault } from "./sql_fault.js";

/** Says in which file something of `models/` stands. */
export type FileOf = (exported: object) => string;

/** As many caps, steps and dimensions as make every loop over them run more than once. */
const fullShape: ModelShape = { capGroups: 2, recencySteps: 3, dimensions: ["product_interest", "lead_rating"] };

/** The forms that the SQL of models takes: without and with a definition and dimensions of the configuration, and with each product alone. */
export const modelShapes = ({ products }: Pick<Catalogue, "products">): ModelShape[] => [
  defaultShape,
  fullShape,
  ...[...new Set(products.values())].sort().map((product) => ({ ...defaultShape, products: new Set([product]) })),
];

/** Under names of their own: SQL that names a published table instead of an import of `from` finds none. */
const prefix = "contract_of_";

/**
 * Binds every model against empty tables of its upstream contracts, and compares what it gives with its own contract.
 * A model that has the same SQL in several shapes is bound once.
 */
export async function checkModels(
  catalogue: Catalogue,
  shapes: readonly ModelShape[],
  fileOf: FileOf,
): Promise<SqlFault[]> {
  const bound = new Set<string>();
  const faults: SqlFault[] = [];
  for (const shape of shapes) faults.push(...(await checkShape(catalogue, shape, fileOf, bound)));
  return faults;
}

function checkShape(catalogue: Catalogue, shape: ModelShape, fileOf: FileOf, bound: Set<string>): Promise<SqlFault[]> {
  const made = shape.products === undefined ? catalogue : limitToProducts(catalogue, shape.products);
  const tables = [...made.sources, ...made.models];
  return withEmptyTables(declaredTables(tables, prefix, shape), async (connection) => {
    // Binds the same columns in a third of the time. Not for SQL that runs: DuckDB needs the optimizer for ASOF joins.
    await connection.run("pragma disable_optimizer");
    const faults: SqlFault[] = [];
    for (const model of sortUpstreamFirst(made.models, new Set(made.absent))) {
      for (const { form, file } of formsOf(model, shape, fileOf)) {
        faults.push(
          ...checkUpstream(form, file, made.absent),
          ...(await checkSelect(connection, form, shape, file, bound)),
        );
      }
      faults.push(...(await checkRules(connection, model, shape, fileOf(model), bound)));
    }
    return faults;
  });
}

/** A model itself; of a canonical entity one form per part, so that a fault names the file of the part. */
function formsOf(model: Model, shape: ModelShape, fileOf: FileOf): { form: Model; file: string }[] {
  if (model.parts === undefined) return [{ form: model, file: fileOf(model) }];
  return model.parts
    .filter(({ product }) => shape.products === undefined || shape.products.has(product))
    .map((part) => ({ form: { ...model, from: part.from, parts: [part] }, file: fileOf(part) }));
}

/** A model that reads a table of a product fails in every run that has no source of this product. */
const checkUpstream = (model: Model, file: string, absent: ReadonlySet<Table>): SqlFault[] =>
  Object.values(model.from)
    .filter((table) => absent.has(table))
    .map(({ name }) => ({
      file,
      name: model.name,
      message: `reads ${name}, which is not made if no source is of its product`,
    }));

const placeOf = (model: Model) => prefixedNames(prefix, [model, ...Object.values(model.from)]);

async function checkSelect(
  connection: DuckDBConnection,
  model: Model,
  shape: ModelShape,
  file: string,
  bound: Set<string>,
): Promise<SqlFault[]> {
  const query = compileModel(model, placeOf(model), shape);
  if (bound.has(`${model.name} ${query}`)) return [];
  bound.add(`${model.name} ${query}`);
  try {
    const differences = compareColumns(columnsInShape(model, shape), await bindQuery(connection, query));
    return differences.map((difference) => columnFault(model.name, file, difference));
  } catch (error) {
    return [sqlFault(model.name, query, [file, ...sharedFiles()], error)];
  }
}

/** The SQL of the model's rules, run on no rows: grain, nulls, lists of values, `checks` and `warnings`. */
async function checkRules(
  connection: DuckDBConnection,
  model: Model,
  shape: ModelShape,
  file: string,
  bound: Set<string>,
): Promise<SqlFault[]> {
  const name = `${model.name}, its checks and warnings`;
  const key = `${name} ${Object.keys(columnsInShape(model, shape))}`;
  if (bound.has(key)) return [];
  bound.add(key);
  try {
    await checkModel(connection, model, placeOf(model), shape);
    return [];
  } catch (error) {
    return [sqlFault(name, "", [file], error)];
  }
}
