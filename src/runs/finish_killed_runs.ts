import { printMessage } from "../base/print_message.js";
import type { Config } from "../config/config_schema.js";
import { publishedFolder } from "../config/project_paths.js";
import { readPublications } from "../publish/publication.js";
import { removeUnfinished } from "../publish/publish.js";
import { finishPlacing, readLastPlacement } from "../publish/put_in_place.js";
import { endKilledRuns } from "./run_log.js";

/**
 * Cleans up after runs that were killed: completes a publication that one had begun to put in place, removes what was not
 * finished, and records how they ended. Returns their ids. Only for a process that holds the lock of the project.
 */
export async function finishKilledRuns(project: string, config: Pick<Config, "publish">): Promise<string[]> {
  const folder = publishedFolder({ folder: project, config });
  const completed = await finishPlacing(folder);
  if (completed)
    printMessage(
      `a run that was killed had begun to publish ${completed.run_id}: its tables are in place now; afterwards: closedloop report`,
      { level: "warn", event: "publication_finished" },
    );
  await removeUnfinished(folder);
  const publications = await readPublications(folder);
  const last = await readLastPlacement(folder);
  return endKilledRuns(project, config, (run) => {
    const name = last?.run_id === run ? last.publication : run;
    const found = publications.find(({ run_id }) => run_id === name);
    return found && { publication_id: found.publication_id, file_count: found.file_count };
  });
}
