import type { Config } from "../config/config_schema.js";
import { withWarehouse } from "../table/database_file.js";
import type { Source } from "../table/model.js";
import type { ExportOrigin } from "../table/origin.js";
import { rowsOf } from "../table/rows.js";
import { loadLookups, shippedTableName } from "./lookups.js";

interface StageField {
  readonly system: string;
  readonly entity: string;
  readonly field: string;
}

/**
 * The fields of an object that the project names beyond the contract: `own` of its configuration and its own rows of the
 * stage map, `perhaps` of the rows that are shipped, for nobody knows whether the system has them.
 */
export async function readOwnFields(
  project: string,
  product: string,
  config: Config | undefined,
  tables: readonly Source[],
): Promise<(origin: ExportOrigin) => { own: string[]; perhaps: string[] }> {
  const { stages, shipped } = await readStageFields(project, tables);
  const sources = config?.sources.filter(({ system }) => system === product) ?? [];
  return ({ object, describesPeople }) => {
    const of = (fields: readonly StageField[]) =>
      fields
        .filter(({ system, entity }) => system === product && equalsIgnoringCase(entity, object))
        .map(({ field }) => field);
    const perhaps = of(shipped);
    const added = of(stages).filter((field) => !perhaps.some((other) => equalsIgnoringCase(field, other)));
    const configured = sources.flatMap(({ custom, reason_fields, stage_field }) => [
      ...(describesPeople ? [...Object.keys(custom), ...(stage_field === undefined ? [] : [stage_field])] : []),
      ...Object.entries(reason_fields).flatMap(([entity, field]) =>
        equalsIgnoringCase(entity, object) ? [field] : [],
      ),
    ]);
    const own = [...new Set([...configured, ...added])];
    return { own, perhaps: perhaps.filter((field) => !own.some((other) => equalsIgnoringCase(field, other))) };
  };
}

const equalsIgnoringCase = (one: string, two: string) => one.trim().toLowerCase() === two.trim().toLowerCase();

async function readStageFields(project: string, tables: readonly Source[]) {
  const map = tables.filter(({ name }) => name === "raw.stage_map");
  return withWarehouse(":memory:", "READ_WRITE", async (memory) => {
    await loadLookups(memory, project, map);
    const fieldsOf = (name: string) =>
      rowsOf<StageField>(memory, `select distinct lower(system) as system, entity, field from ${name} order by all`);
    return { stages: await fieldsOf(map[0]!.name), shipped: await fieldsOf(shippedTableName(map[0]!)) };
  });
}
