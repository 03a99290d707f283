import { expect, test } from "vitest";
import { companyInSystems } from "../support/company_in_systems.js";
import { compareWithTruth, truthComparisons } from "../support/truth_comparison.js";

const { same, inBoth, projects } = companyInSystems(400, 12, "salesforce+marketo", "fivetran");

test("the funnel of a replica of Salesforce and Marketo is that of their exports, by source, persona, bands and all else", () =>
  same("from marts.funnel order by all"));

test("so are its cycles, events, people, rejections and scores, each of them", async () => {
  for (const mart of ["mql_cycles", "lifecycle_events", "people", "rejections", "score_history"])
    await same(`from marts.${mart} order by all`);
});

test("a table of each type of activity gives what the extract gives, the machines and the losers of merges with it", async () => {
  await same(
    "select person_id, activity_type, asset, campaign_id, is_bot, occurred_at from intermediate.activities order by all",
  );
  await same(
    "select record_id, merged_into, is_deleted from intermediate.source_people where system = 'map' order by all",
  );
});

test("leads are kept with their versions, and the one that began last is the lead", async () => {
  await same("select lead_id, status, modified_at, is_converted from staging.salesforce_leads order by all");
  const [exported, replicated] = await inBoth(
    "select sum(loaded)::int as n from raw.loads where file ilike 'lead.csv' and system = 'crm'",
  );
  expect(Number(replicated![0]!.n)).toBeGreaterThan(Number(exported![0]!.n));
});

test("a day without a time is as vague in a replica as in a Data Export: the same events are approximate", () =>
  same("select person_id, stage, occurred_at from marts.lifecycle_events where is_approximate order by all"));

test("all that is known of the company apart from the product is found in its replica", async () => {
  const { apart } = await compareWithTruth(projects[1]!);
  for (const name of Object.keys(truthComparisons)) expect([name, apart[name]]).toEqual([name, []]);
});
