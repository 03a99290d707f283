/** `npm run demo`: a company that never was, 2,000 leads and 18 months, and the whole job over its exports, in the git-ignored folder demo/. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { exampleAsOf } from "../../seeds/company/make_example.js";
import { packageRoot } from "../base/package_root.js";
import { run } from "./actions.js";
import { ask } from "./asking.js";
import { example } from "./example.js";
import { tell } from "./telling.js";

const project = join(packageRoot(), "demo");
const percent = (name: string) => `round(100 * ${name}, 1) as ${name}_percent`;
const funnel = `
  select value as source, mqls, reached_sal as sal, reached_sql as sql, reached_opportunity as opportunity,
    reached_won as won, mature_sql, ${percent("matured_rate_sql")}, is_small
  from marts.funnel
  where period_kind = 'all' and dimension in ('all', 'source')
  order by dimension, mqls desc, value`;

await rm(project, { recursive: true, force: true });
await example({ leads: 2000, seed: 1, out: project, systems: "salesforce+marketo" });
await run({ project, asOf: exampleAsOf });
process.stdout.write("\nHow far did the MQLs of each source come?\n\n");
await ask(funnel, { project, format: "table", timeout: 60 });
tell(`
What must come out is known: demo/truth.json. Ask on:
  npx closedloop query --project demo
  npx closedloop query rejection-reasons --project demo
  npx closedloop sql --project demo "from marts.mql_cycles limit 5"
The report: ${join(project, "reports", "funnel.html")}`);
process.exit(0);
