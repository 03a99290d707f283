import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RawBuilder } from "kysely";
import { sortUpstreamFirst } from "../build/build.js";
import type { Config } from "../config/config_schema.js";
import { shapeOf } from "../config/definition_shape.js";
import { limitResources } from "../config/resources.js";
import type { LoadRecord } from "../load/load_record.js";
import { buildRawTables } from "../load/raw/build_raw_tables.js";
import { trackedFields } from "../load/raw/tracked_fields.js";
import type { Catalogue } from "../project/catalogue.js";
import { productsOf } from "../project/project.js";
import type { RunFacts } from "../runs/run_facts.js";
import type { Instant } from "../table/columns.js";
import { withWarehouse } from "../table/database_file.js";
import { quotedName } from "../table/dialect.js";
import {
  compileModel,
  isModel,
  type Model,
  type ModelShape,
  publishedName,
  type Table,
  type TableResolver,
  type Upstream,
} from "../table/model.js";
import { rowsOf } from "../table/rows.js";
import { inlineRows, writeRows } from "../table/write_rows.js";
import { loadLookups, shippedTableName } from "./lookups.js";

/** The loads and the lookups that fill a scratch warehouse. */
interface ScratchInputs {
  readonly project: string;
  /** Its `publish.directory` is a temporary folder. */
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly asOf: Instant;
  readonly loads: readonly LoadRecord[];
}

/** A temporary database with the raw tables of the loads. Models are built when a query reads them. */
export class ScratchWarehouse {
  private readonly ready = new Set<Model>();

  private constructor(
    readonly warehouse: DuckDBConnection,
    private readonly catalogue: Catalogue,
    private readonly shape: ModelShape,
  ) {}

  static async open<T>(inputs: ScratchInputs, work: (scratch: ScratchWarehouse) => Promise<T>): Promise<T> {
    const path = join(inputs.config.publish.directory, "doctor.duckdb");
    return withWarehouse(path, "READ_WRITE", async (warehouse) => {
      await limitResources(warehouse, inputs.config.resources);
      await fillRawTables(warehouse, inputs);
      const shape = shapeOf({ config: inputs.config, definitions: [] }, productsOf(inputs.config));
      return work(new ScratchWarehouse(warehouse, inputs.catalogue, shape));
    });
  }

  /** Runs a select of `models/lookup_gaps`; builds the models that it reads first, if they are not built yet. */
  async query<Row>(from: Upstream, select: RawBuilder<unknown>): Promise<Row[]> {
    const done = new Set<Table>([...this.catalogue.absent, ...this.ready]);
    for (const model of sortUpstreamFirst(Object.values(from).filter(isModel), done)) {
      await this.warehouse.run(`create schema if not exists ${model.name.split(".")[0]}`);
      const name = publishedName(model);
      const select = compileModel(model, publishedName, this.shape);
      await this.warehouse.run(`create or replace ${model.materialized} ${name} as ${select}`);
      this.ready.add(model);
    }
    return rowsOf<Row>(
      this.warehouse,
      compileModel({ from, select: () => select } as unknown as Model, shippedLookupAsKnown),
    );
  }

  /** Adds rows to a lookup. The models that read it are rebuilt at the next query. */
  async addLookupRows(lookup: Upstream[string], rows: readonly object[]): Promise<void> {
    await this.warehouse.run(`insert into ${publishedName(lookup)} by name from ${inlineRows(lookup, rows)}`);
    const touched = new Set<object>([lookup]);
    for (const model of sortUpstreamFirst(this.catalogue.models, new Set(this.catalogue.absent))) {
      if (!Object.values(model.from).some((table) => touched.has(table))) continue;
      touched.add(model);
      this.ready.delete(model);
    }
  }
}

const shippedLookupAsKnown: TableResolver = (table, alias) =>
  alias === "known" ? quotedName(shippedTableName(table)) : publishedName(table);

/** Fills the raw tables as a run does, but without definitions, which no lookup needs. The fields of the shipped stage map are tracked as well. */
async function fillRawTables(warehouse: DuckDBConnection, inputs: ScratchInputs): Promise<void> {
  const { project, config, catalogue, asOf, loads } = inputs;
  await warehouse.run("set preserve_insertion_order = false");
  await loadLookups(warehouse, project, catalogue.sources);
  const facts: RunFacts = { config, asOf, definitions: [], loads, runs: [], loadFindings: [] };
  for (const source of catalogue.sources) {
    if (source.origin.kind === "run") await writeRows(warehouse, source, source.origin.rows(facts));
  }
  const stageMap = await rowsOf<{ system: string; entity: string; field: string }>(
    warehouse,
    `select distinct on (lower(system), lower(entity), lower(field)) system, entity, field
     from (select * from raw.stage_map union all select * from shipped.stage_map)`,
  );
  const tracked = trackedFields(config, catalogue.sources, stageMap);
  await buildRawTables(warehouse, { project, config, tables: catalogue.sources, asOf, tracked });
}
