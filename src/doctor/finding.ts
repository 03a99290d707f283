import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Gaps, Remarks } from "../table/lookup_gap.js";

export interface Findings {
  readonly gaps: readonly Gaps[];
  readonly remarks: readonly Remarks[];
}

/** `channels` of `reference/channels.csv` */
export const lookupName = ({ lookup }: Pick<Gaps, "lookup">): string => lookup.name.replace(/^raw\./, "");

const folder = fileURLToPath(new URL("../../models/lookup_gaps", import.meta.url));

/** Every finding: a file in `findings/` is all it takes to be one. */
export async function readFindings(): Promise<Findings> {
  const files = (await readdir(folder)).filter((file) => /(?<!\.d)\.[jt]s$/.test(file)).sort();
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(folder, file)).href)));
  const all = modules.flatMap((module) => Object.values(module as Record<string, Gaps | Remarks>));
  return {
    gaps: all.filter((finding) => "lookup" in finding),
    remarks: all.filter((finding) => "remarks" in finding),
  };
}
