/** The fields beyond the contract that a project uses, by its configuration and its stage map. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { comparisonKey } from "../base/comparison_key.js";
import type { Config, SourceConfig } from "../config/config_schema.js";
import { withWarehouse } from "../table/database_file.js";
import type { Source } from "../table/model.js";
import type { ExportOrigin } from "../table/origin.js";
import { rowsOf } from "../table/rows.js";
import { loadLookups, shippedTableName } from "./lookups.js";
import type { ScratchWarehouse } from "./scratch_warehouse.js";

/**
 * The fields to export of an object: `own` are those of the configuration and of the project's rows of the stage map,
 * `perhaps` those of the shipped stage map, which a system may not have.
 */
export async function readOwnFields(
  project: string,
  product: string,
  config: Config | undefined,
  tables: readonly Source[],
): Promise<(origin: ExportOrigin) => { own: string[]; perhaps: string[] }> {
  const { stages, shipped } = await readStageMaps(project, tables);
  const sources = config?.sources.filter(({ system }) => system === product) ?? [];
  return (origin) => {
    const perhaps = fieldsOfObject(shipped, product, origin);
    const isIn = (fields: readonly string[], field: string) => fields.some((other) => equalsIgnoringCase(field, other));
    const added = fieldsOfObject(stages, product, origin).filter((field) => !isIn(perhaps, field));
    const own = [...new Set([...sources.flatMap((source) => configuredFields(source, origin)), ...added])];
    return { own, perhaps: perhaps.filter((field) => !isIn(own, field)) };
  };
}

/** The fields of a source's object that the configuration or the stage map uses already. */
export async function readUsedFields(
  scratch: ScratchWarehouse,
  { sources }: Config,
): Promise<(source: string, origin: ExportOrigin) => string[]> {
  const stages = await readStageFields(scratch.warehouse, "raw.stage_map");
  return (name, origin) => {
    const source = sources.find((one) => one.name === name);
    return source === undefined
      ? []
      : [...configuredFields(source, origin), ...fieldsOfObject(stages, source.system, origin)];
  };
}

/** The fields of an object that a source names in closedloop.yaml. */
const configuredFields = (
  { custom, reason_fields, stage_field }: SourceConfig,
  { object, describesPeople }: ExportOrigin,
): string[] => [
  ...(describesPeople ? Object.keys(custom) : []),
  ...(describesPeople && stage_field !== undefined ? [stage_field] : []),
  ...Object.entries(reason_fields).flatMap(([entity, field]) => (equalsIgnoringCase(entity, object) ? [field] : [])),
];

/** A field that a stage map reads. */
interface StageField {
  readonly system: string;
  readonly entity: string;
  readonly field: string;
}

const fieldsOfObject = (fields: readonly StageField[], product: string, { object }: ExportOrigin): string[] =>
  fields
    .filter(({ system, entity }) => system === product && equalsIgnoringCase(entity, object))
    .map(({ field }) => field);

const equalsIgnoringCase = (one: string, two: string) => comparisonKey(one) === comparisonKey(two);

const readStageFields = (connection: DuckDBConnection, table: string) =>
  rowsOf<StageField>(connection, `select distinct lower(system) as system, entity, field from ${table} order by all`);

/** The fields of the project's stage map, which may be the shipped one, and of the shipped one. */
async function readStageMaps(project: string, tables: readonly Source[]) {
  const stageMap = tables.filter(({ name }) => name === "raw.stage_map");
  return withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    await loadLookups(memory, project, stageMap);
    return {
      stages: await readStageFields(memory, stageMap[0]!.name),
      shipped: await readStageFields(memory, shippedTableName(stageMap[0]!)),
    };
  });
}
