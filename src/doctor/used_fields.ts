import type { Config } from "../config/config_schema.js";
import { rowsOf } from "../table/rows.js";
import type { ScratchWarehouse } from "./scratch_warehouse.js";

/** The fields of an object that the configuration or the stage map names already. */
export async function readUsedFields(
  exam: ScratchWarehouse,
  { sources }: Config,
): Promise<(source: string, object: string) => string[]> {
  const stages = await rowsOf<{ system: string; entity: string; field: string }>(
    exam.warehouse,
    "select distinct lower(system) as system, lower(entity) as entity, field from raw.stage_map",
  );
  return (name, object) => {
    const source = sources.find((one) => one.name === name);
    if (!source) return [];
    const { system, stage_field, custom, reason_fields } = source;
    const reasons = Object.entries(reason_fields).filter(([entity]) => entity.toLowerCase() === object.toLowerCase());
    return [
      ...Object.keys(custom),
      ...reasons.map(([, field]) => field),
      ...(stage_field === undefined ? [] : [stage_field]),
      ...stages.filter((row) => row.system === system && row.entity === object.toLowerCase()).map(({ field }) => field),
    ];
  };
}
