/** `npm run demo`: the whole job over the hand-made example, in the git-ignored folder demo/. */
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../package_root.js";
import { ask, run } from "./actions.js";
import { tell } from "./telling.js";

const project = join(packageRoot(), "demo");
const percent = (name: string) => `round(100 * ${name}, 1) as ${name}_percent`;
const funnel = `
  select value as source, mqls, reached_sal as sal, reached_sql as sql, reached_opportunity as opportunity,
    reached_won as won, mature_sql, ${percent("matured_rate_sql")}, is_small
  from marts.funnel
  where period_kind = 'all' and dimension in ('all', 'source')
  order by dimension, mqls desc, value`;
const example = join(packageRoot(), "seeds", "example");

await rm(project, { recursive: true, force: true });
// What must come out is for the tests and for whoever checks on paper, not for the project.
await cp(example, project, { recursive: true, filter: (path) => path !== join(example, "expected") });
await run({ project, asOf: "2026-07-01T00:00:00Z" });
process.stdout.write("\nHow far did the MQLs of each source come?\n\n");
await ask(funnel, { project, format: "table", timeout: 60 });
tell(`
The stories behind it: demo/README.md. Ask on:
  npx closedloop query --project demo
  npx closedloop query rejection-reasons --project demo
  npx closedloop sql --project demo "from marts.mql_cycles limit 5"
The report: ${join(project, "reports", "funnel.html")}`);
process.exit(0);
