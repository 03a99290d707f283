/** `npm run demo`: the whole job over the example of sixty leads, in the git-ignored folder demo/. */
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../package_root.js";
import { query, run } from "./actions.js";
import { tell } from "./telling.js";

const project = join(packageRoot(), "demo");
const example = join(packageRoot(), "seeds", "example");

await rm(project, { recursive: true, force: true });
// What must come out is for the tests and for whoever checks on paper, not for the project.
await cp(example, project, { recursive: true, filter: (path) => path !== join(example, "expected") });
await run({ project, asOf: "2026-07-01T00:00:00Z" });
process.stdout.write("\nHow far did the MQLs of each source come?\n\n");
await query("funnel-by-dimension", { project, format: "table", timeout: 60, param: ["dimension=source"] });
tell(`
The stories behind it: demo/README.md. Ask on:
  npx closedloop query --project demo
  npx closedloop sql --project demo "from marts.mql_cycles limit 5"
The report: ${join(project, "reports", "funnel.html")}`);
process.exit(0);
