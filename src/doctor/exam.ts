import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { RawBuilder } from "kysely";
import { inOrder } from "../build/build.js";
import { shapeOf } from "../config/definition_shape.js";
import { useResources } from "../config/resources.js";
import type { Config } from "../config/schema.js";
import type { Loaded } from "../load/loaded.js";
import { buildRaw } from "../load/raw/build_raw.js";
import { trackedFields } from "../load/raw/tracked.js";
import type { Catalogue } from "../project/catalogue.js";
import { productsOf } from "../project/project.js";
import type { Instant } from "../table/columns.js";
import { quotedName } from "../table/dialect.js";
import {
  isModel,
  type Model,
  type Place,
  published,
  type Shape,
  sqlOf,
  type Table,
  type Upstream,
} from "../table/model.js";
import { given, rowsOf, write } from "../table/rows.js";
import { withWarehouse } from "../table/warehouse.js";
import { loadLookups, shippedName } from "./lookups.js";

/** What is looked at: the loads of a workshop, and the lookups of a project. */
export interface Patient {
  readonly project: string;
  /** Its `publish.directory` is the workshop. */
  readonly config: Config;
  readonly catalogue: Catalogue;
  readonly asOf: Instant;
  readonly loads: readonly Loaded[];
}

/** The raw tables of the loads in a database of the workshop; models are made when something asks for them. */
export class Exam {
  private readonly ready = new Set<Model>();

  private constructor(
    readonly warehouse: DuckDBConnection,
    private readonly catalogue: Catalogue,
    private readonly shape: Shape,
  ) {}

  static async of<T>(patient: Patient, work: (exam: Exam) => Promise<T>): Promise<T> {
    const path = join(patient.config.publish.directory, "exam.duckdb");
    return withWarehouse(path, "READ_WRITE", async (warehouse) => {
      await useResources(warehouse, patient.config.resources);
      await fill(warehouse, patient);
      return work(new Exam(warehouse, patient.catalogue, shapeOf([], productsOf(patient.config))));
    });
  }

  /** The rows of a finding's select; the models that it reads are made first, where they are not. */
  async ask<Row>(from: Upstream, select: RawBuilder<unknown>): Promise<Row[]> {
    const done = new Set<Table>([...this.catalogue.absent, ...this.ready]);
    for (const model of inOrder(Object.values(from).filter(isModel), done)) {
      await this.warehouse.run(`create schema if not exists ${model.name.split(".")[0]}`);
      const name = published(model);
      const select = sqlOf(model, published, this.shape);
      await this.warehouse.run(`create or replace ${model.materialized} ${name} as ${select}`);
      this.ready.add(model);
    }
    return rowsOf<Row>(this.warehouse, sqlOf({ from, select: () => select } as unknown as Model, shippedAsKnown));
  }

  /** Adds rows to a lookup: whatever reads it is made anew when it is asked for again. */
  async add(lookup: Upstream[string], rows: readonly object[]): Promise<void> {
    await this.warehouse.run(`insert into ${published(lookup)} by name from ${given(lookup, rows)}`);
    const touched = new Set<object>([lookup]);
    for (const model of inOrder(this.catalogue.models, new Set(this.catalogue.absent))) {
      if (!Object.values(model.from).some((table) => touched.has(table))) continue;
      touched.add(model);
      this.ready.delete(model);
    }
  }
}

const shippedAsKnown: Place = (table, alias) => (alias === "known" ? quotedName(shippedName(table)) : published(table));

/** As a run does, but for the definition, which says nothing of words; and the fields that the shipped stage map names are followed too. */
async function fill(warehouse: DuckDBConnection, patient: Patient): Promise<void> {
  const { project, config, catalogue, asOf, loads } = patient;
  await warehouse.run("set preserve_insertion_order = false");
  await loadLookups(warehouse, project, catalogue.sources);
  for (const source of catalogue.sources) {
    if (source.origin.kind !== "run") continue;
    await write(
      warehouse,
      source,
      source.origin.rows({ config, asOf, definitions: [], loads, runs: [], findings: [] }),
    );
  }
  const stageMap = await rowsOf<{ system: string; entity: string; field: string }>(
    warehouse,
    `select distinct on (lower(system), lower(entity), lower(field)) system, entity, field
     from (select * from raw.stage_map union all select * from shipped.stage_map)`,
  );
  const tracked = trackedFields(config, catalogue.sources, stageMap);
  await buildRaw(warehouse, { project, config, tables: catalogue.sources, asOf, tracked });
}
