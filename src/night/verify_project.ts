import type { Config } from "../config/config_schema.js";
import { publishedFolder } from "../config/project_paths.js";
import { type Verdict, verifyPublications } from "../publish/verify_publications.js";

interface VerifiedProject {
  readonly folder: string;
  readonly config: Config;
}

/** What `closedloop verify` checks, in this order. Add a check of other files here. */
const verifications: readonly ((project: VerifiedProject) => AsyncIterable<Verdict>)[] = [
  (project) => verifyPublications(publishedFolder(project)),
];

/** Checks everything that a run has written and a later one needs. Only for a process that holds the lock of the project. */
export async function* verifyProject(project: VerifiedProject): AsyncGenerator<Verdict> {
  for (const verify of verifications) yield* verify(project);
}
