import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { packageVersion } from "../base/package_root.js";
import type { LoadRecord } from "../load/load_record.js";
import { type Project, referencePath } from "../project/project.js";
import type { Instant } from "../table/columns.js";

/** An id of the published content: equal if as-of, loads, configuration, definition and lookups are equal. */
export async function computePublicationId(
  project: Project,
  asOf: Instant,
  loads: readonly LoadRecord[],
  { acceptMissing }: { readonly acceptMissing: boolean },
): Promise<string> {
  const hash = createHash("sha256");
  const { definitions, catalogue } = project;
  // Whom a run tells changes no table.
  const { notify, metrics, openlineage, ...config } = project.config;
  const files = loads.map(({ load_id, loaded_at, last_seen_at, missing_accepted_at }) => [
    ...[load_id, loaded_at, last_seen_at],
    ...(missing_accepted_at === undefined ? [] : [missing_accepted_at]),
  ]);
  hash.update(JSON.stringify([packageVersion(), asOf, config, definitions, files]));
  // What this run accepts, the history says only afterwards.
  if (acceptMissing) hash.update("--accept-missing");
  for (const { origin } of catalogue.sources) {
    if (origin.kind === "reference") hash.update(await readFile(referencePath(project, origin.file)));
  }
  return hash.digest("hex").slice(0, 32);
}
