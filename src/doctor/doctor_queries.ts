import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { LookupGaps, RemarkQuery } from "../table/lookup_gap.js";

export interface DoctorQueries {
  readonly gaps: readonly LookupGaps[];
  readonly remarks: readonly RemarkQuery[];
}

/** The name of a lookup's file, e.g. `channels` for `reference/channels.csv`. */
export const lookupName = ({ lookup }: Pick<LookupGaps, "lookup">): string => lookup.name.replace(/^raw\./, "");

const queriesFolder = fileURLToPath(new URL("../../models/lookup_gaps", import.meta.url));

/** All queries of the doctor. Every file in `models/lookup_gaps/` that exports one is registered automatically. */
export async function readDoctorQueries(): Promise<DoctorQueries> {
  const files = (await readdir(queriesFolder)).filter((file) => /(?<!\.d)\.[jt]s$/.test(file)).sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(queriesFolder, file)).href)));
  const all = modules.flatMap((module) => Object.values(module as Record<string, LookupGaps | RemarkQuery>));
  return {
    gaps: all.filter((query) => "lookup" in query),
    remarks: all.filter((query) => "remarks" in query),
  };
}
