import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import { maskAddresses } from "../../base/mask_addresses.js";
import { readConfig } from "../../config/read_config.js";
import { verifyProject } from "../../night/verify_project.js";
import { finishKilledRuns } from "../../runs/finish_killed_runs.js";
import { withProjectLock } from "../../runs/project_lock.js";

/** Prints a line for each thing that is checked; a `UserError` (exit 4) if one of them is damaged. */
export async function verify({ project: folder }: { project: string }): Promise<void> {
  const config = await readConfig(folder);
  await withProjectLock(folder, config, "verify", async () => {
    await finishKilledRuns(folder, config);
    let all = 0;
    let damaged = 0;
    for await (const { thing, isWhole, found } of verifyProject({ folder, config })) {
      const line = maskAddresses(escapeControls(`${thing}: ${found}`));
      process.stdout.write(`${isWhole ? "whole" : "damaged"}: ${line}\n`);
      all += 1;
      if (!isWhole) damaged += 1;
    }
    if (damaged > 0) throw new UserError(`${folder}: ${damaged} of ${all} are damaged; each line says what to do`, 4);
  });
}
