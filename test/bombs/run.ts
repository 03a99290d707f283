/**
 * `npm run bombs [-- --timeout 10] [--only WORDS]`: runs queries that need endless time, memory, disk or depth, and prints how
 * each ended. Exits with 1 if one did not end with 0, 2 or 4 within three seconds of its time limit, which begins when the
 * command has started.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createBareProject } from "../support/bare_project.js";
import { bombs } from "./bombs.js";
import { dropBomb } from "./drop_bomb.js";

const { values } = parseArgs({
  options: { timeout: { type: "string", default: "10" }, only: { type: "string", default: "" } },
});
const limit = Number(values.timeout);
const folder = mkdtempSync(join(tmpdir(), "closedloop-bombs-"));
let wrong = 0;
try {
  const project = await createBareProject(folder, "create schema marts");
  const { seconds: start } = await dropBomb(project, "select 1", limit);
  process.stdout.write("exit  seconds  peak MiB  what\n");
  for (const [name, query] of Object.entries(bombs).filter(([name]) => name.includes(values.only))) {
    const { code, seconds, peak, message } = await dropBomb(project, query, limit);
    const isRight = [0, 2, 4].includes(code as number) && seconds < start + limit + 3;
    if (!isRight) wrong++;
    const cells = [String(code).padEnd(4), seconds.toFixed(1).padStart(7), peak.toFixed(0).padStart(8), name];
    process.stdout.write(
      `${cells.join("  ")}${isRight ? "" : "  WRONG"}\n      ${message.split("\n")[0]!.slice(0, 110)}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(wrong > 0 ? 1 : 0);
