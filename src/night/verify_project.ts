import { join } from "node:path";
import type { Config } from "../config/config_schema.js";
import { publishedFolder } from "../config/project_paths.js";
import { describeLoad } from "../load/raw/verified_loads.js";
import { verifyHistory } from "../load/verify_history.js";
import { type Verdict, verifyPublications } from "../publish/verify_publications.js";

interface VerifiedProject {
  readonly folder: string;
  readonly config: Config;
}

/** What `closedloop verify` checks, in this order. Add a check of other files here. */
const verifications: readonly ((project: VerifiedProject) => AsyncIterable<Verdict>)[] = [
  (project) => verifyPublications(publishedFolder(project)),
  verifyLoads,
];

/** Checks everything that a run has written and a later one needs. Only for a process that holds the lock of the project. */
export async function* verifyProject(project: VerifiedProject): AsyncGenerator<Verdict> {
  for (const verify of verifications) yield* verify(project);
}

/** The history: one verdict for each damaged load, and one if there is none. */
async function* verifyLoads({ folder, config }: VerifiedProject): AsyncGenerator<Verdict> {
  const thing = join(publishedFolder({ folder, config }), "history");
  const { loads, damaged } = await verifyHistory(folder, config);
  const repair = "the next run makes it again if the same export is still there";
  for (const load of damaged) yield { thing, isWhole: false, found: `${describeLoad(load)}: ${load.found}; ${repair}` };
  if (damaged.length === 0) yield { thing, isWhole: true, found: `${loads} loads` };
}
