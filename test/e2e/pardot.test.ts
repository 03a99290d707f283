import { expect, test } from "vitest";
import { companyInSystems } from "../support/company_in_systems.js";
import { compareWithTruth, truthComparisons } from "../support/truth_comparison.js";

const { same, inBoth, projects } = companyInSystems(400, 11, "salesforce+marketo", "salesforce+pardot");

test("the funnel of a company with Pardot is that of the same company with Marketo, by source, persona, bands and all else", () =>
  same("from marts.funnel order by all"));

test("so are its cycles, events, people and rejections, each of them", async () => {
  for (const mart of ["mql_cycles", "lifecycle_events", "people", "rejections", "score_history"])
    await same(`from marts.${mart} order by all`);
});

test("every activity of a person is found in both; what machines did Pardot does not export", async () => {
  await same(
    "select activity_type, count(*) as n from intermediate.activities where not is_bot group by all order by all",
  );
  const [marketo, pardot] = await inBoth("select count(*) as n from intermediate.activities where is_bot");
  expect(Number(marketo![0]!.n)).toBeGreaterThan(0);
  expect(pardot).toEqual([{ n: 0 }]);
});

test("times without a mark are read in the zone of the user who exported them", () =>
  same(
    "select person_id, activity_type, asset, occurred_at from intermediate.activities where not is_bot order by all",
  ));

test("Pardot has no history of its own: of a prospect only bounces and opt-outs are dated", async () => {
  const [, pardot] = await inBoth("select distinct field from intermediate.source_field_changes where system = 'map'");
  expect(pardot).toEqual([{ field: "email_status" }]);
});

test("a merge is told by Marketo; of Pardot's the loser lies in the recycle bin, and what it did is the winner's", async () => {
  const query =
    "select count(*) filter (merged_into is not null) as merged from intermediate.source_people where system = 'map'";
  const [marketo, pardot] = await inBoth(query);
  expect(Number(marketo![0]!.merged)).toBeGreaterThan(0);
  expect(pardot).toEqual([{ merged: 0 }]);
});

test("all that is known of the company apart from the product is found in its Salesforce and Pardot", async () => {
  const { apart } = await compareWithTruth(projects[1]!);
  for (const name of Object.keys(truthComparisons)) expect([name, apart[name]]).toEqual([name, []]);
});
