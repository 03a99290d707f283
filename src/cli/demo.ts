/** `npm run demo`: generates a company of 2,000 leads over 18 months in demo/ (ignored by git) and runs everything on its exports. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { companyAsOf } from "../../seeds/company/make_company.js";
import { packageRoot } from "../base/package_root.js";
import { printMessage } from "../base/print_message.js";
import { run } from "./nightly/run.js";
import { querySql } from "./questions/query.js";
import { example } from "./setup/example.js";

const demoFolder = join(packageRoot(), "demo");
const percentColumn = (name: string) => `round(100 * ${name}, 1) as ${name}_percent`;
const funnelQuery = `
  select value as source, mqls, reached_sal as sal, reached_sql as sql, reached_opportunity as opportunity,
    reached_won as won, mature_sql, ${percentColumn("matured_rate_sql")}, is_small
  from marts.funnel
  where period_kind = 'all' and dimension in ('all', 'source')
  order by dimension, mqls desc, value`;

await rm(demoFolder, { recursive: true, force: true });
await example({ leads: 2000, seed: 1, out: demoFolder, systems: "salesforce+marketo" });
await run({ project: demoFolder, asOf: companyAsOf });
process.stdout.write("\nHow far did the MQLs of each source get?\n\n");
await querySql(funnelQuery, { project: demoFolder, format: "table", timeout: 60 });
printMessage(`
The correct answers are in demo/truth.json. Ask more:
  npx closedloop query list
  npx closedloop query rejection-reasons --project demo
  npx closedloop sql --project demo "from marts.mql_cycles limit 5"
The report: ${join(demoFolder, "reports", "funnel.html")}`);
process.exit(0);
