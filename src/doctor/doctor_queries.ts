import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { LookupGaps, RemarkQuery } from "../table/lookup_gap.js";

export interface DoctorQueries {
  readonly gaps: readonly LookupGaps[];
  readonly remarks: readonly RemarkQuery[];
}

/** `channels` of `reference/channels.csv` */
export const lookupName = ({ lookup }: Pick<LookupGaps, "lookup">): string => lookup.name.replace(/^raw\./, "");

const queriesFolder = fileURLToPath(new URL("../../models/lookup_gaps", import.meta.url));

/** Every finding: a file in `findings/` is all it takes to be one. */
export async function readDoctorQueries(): Promise<DoctorQueries> {
  const files = (await readdir(queriesFolder)).filter((file) => /(?<!\.d)\.[jt]s$/.test(file)).sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(queriesFolder, file)).href)));
  const all = modules.flatMap((module) => Object.values(module as Record<string, LookupGaps | RemarkQuery>));
  return {
    gaps: all.filter((finding) => "lookup" in finding),
    remarks: all.filter((finding) => "remarks" in finding),
  };
}
