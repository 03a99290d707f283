import { fileURLToPath } from "node:url";
import { importModules } from "../base/import_modules.js";
import type { LookupGaps, RemarkQuery, SettingQuery } from "../table/lookup_gap.js";

export interface DoctorQueries {
  readonly gaps: readonly LookupGaps[];
  readonly remarks: readonly RemarkQuery[];
  readonly settings: readonly SettingQuery[];
}

/** The name of a lookup's file, e.g. `channels` for `reference/channels.csv`. */
export const lookupName = ({ lookup }: Pick<LookupGaps, "lookup">): string => lookup.name.replace(/^raw\./, "");

const queriesFolder = fileURLToPath(new URL("../../models/lookup_gaps", import.meta.url));

/** All queries of the doctor. Every file in `models/lookup_gaps/` that exports one is registered automatically. */
export async function readDoctorQueries(): Promise<DoctorQueries> {
  const modules = await importModules(queriesFolder);
  const all = modules.flatMap(({ exports }) =>
    Object.values(exports as Record<string, LookupGaps | RemarkQuery | SettingQuery>),
  );
  return {
    gaps: all.filter((query) => "lookup" in query),
    remarks: all.filter((query) => "remarks" in query),
    settings: all.filter((query) => "setting" in query),
  };
}
