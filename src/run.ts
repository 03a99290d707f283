import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { build, describe, inOrder } from "./build.js";
import type { Broken } from "./check.js";
import type { Instant } from "./columns.js";
import { buildRaw } from "./load/build_raw.js";
import { findingsOf } from "./load/findings.js";
import { quarantineOf, readLoads } from "./load/history.js";
import { readLastLoad } from "./load/last_load.js";
import { loadReference } from "./load/load_reference.js";
import { readQuarantine } from "./load/quarantine.js";
import type { Source } from "./model.js";
import { published } from "./places.js";
import { type Project, referencePath } from "./project.js";
import { useResources } from "./resources.js";
import { rowsOf, write } from "./rows.js";
import { shapeOf } from "./scoring.js";
import { trackedFields } from "./tracked.js";
import { publish } from "./warehouse.js";
import { warehousePath } from "./warehouse_path.js";

/** What a build tells while it goes on: each table with its seconds, and what it should but does not hold. */
export type BuildReport = (event: { table: string; seconds: number; warnings: readonly Broken[] }) => void;

/** Builds all tables from the history into a new file and publishes it, if every check holds; else the old one stays. */
export async function buildWarehouse(project: Project, asOf: Instant, report: BuildReport = () => {}): Promise<void> {
  const path = warehousePath(project);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await publish(path, async (warehouse) => {
    await useResources(warehouse, project.config.resources);
    await fillSources(warehouse, project, asOf, report);
    // No model's meaning depends on the order of rows, and to keep it costs an eighth of the build. FSST never wins against
    // DICT_FSST, but to try it as well costs an eighth of what is written.
    await warehouse.run("set preserve_insertion_order = false; set disabled_compression_methods = 'fsst'");
    const shape = shapeOf(project.definitions);
    for (const model of inOrder(project.catalogue.models)) {
      const started = performance.now();
      const warnings = await build(warehouse, model, published, shape);
      report({ table: model.name, seconds: (performance.now() - started) / 1000, warnings });
    }
  });
}

/** The raw tables: lookups first, for the stage map says which fields of the history to follow. */
async function fillSources(warehouse: DuckDBConnection, project: Project, asOf: Instant, report: BuildReport) {
  const { folder, config, definitions, catalogue } = project;
  const started = performance.now();
  await warehouse.run("create schema if not exists raw");
  const ofKind = <K extends Source["origin"]["kind"]>(kind: K) =>
    catalogue.sources.filter(({ origin }) => origin.kind === kind);
  for (const source of ofKind("reference")) {
    if (source.origin.kind !== "reference") continue;
    await loadReference(warehouse, source, referencePath(project, source.origin.file));
  }
  const loads = await readLoads(folder, config);
  const quarantine = await readQuarantine(quarantineOf(folder, config));
  const findings = findingsOf(loads, quarantine.values(), await readLastLoad(folder, config));
  for (const source of ofKind("run")) {
    if (source.origin.kind !== "run") continue;
    await write(warehouse, source, source.origin.rows({ config, asOf, definitions, loads, findings }));
  }
  const stageMap = await rowsOf<{ system: string; entity: string; field: string }>(
    warehouse,
    "select distinct system, entity, field from raw.stage_map",
  );
  const tracked = trackedFields(config, catalogue.sources, stageMap);
  await buildRaw(warehouse, { project: folder, config, tables: catalogue.sources, asOf, tracked });
  for (const source of catalogue.sources) await describe(warehouse, source, "table");
  report({ table: "raw", seconds: (performance.now() - started) / 1000, warnings: [] });
}
