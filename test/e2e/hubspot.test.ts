import { expect, test } from "vitest";
import { companyInSystems } from "../support/company_in_systems.js";

const { same, inBoth } = companyInSystems(400, 11, "salesforce+marketo", "hubspot");

/**
 * Dimensions that may differ. HubSpot has other campaigns, because forms and mailings count as campaigns too, and the
 * channel of people without a source depends on their campaign.
 */
const ofCampaigns = "('first_campaign', 'trigger_campaign', 'channel')";
const ownIds = [
  "cycle_id",
  "person_id",
  "opportunity_id",
  "opportunity_key",
  "account_id",
  "first_campaign_id",
  "trigger_campaign_id",
];
const cycles = `select * exclude (${ownIds.join(", ")}, campaign, channel) from marts.mql_cycles order by all`;

test("the funnel of a company that has HubSpot alone is that of the same company with Salesforce and Marketo, by source, persona, bands and all else but campaigns", () =>
  same(`from marts.funnel where dimension not in ${ofCampaigns} order by all`));

test("the channel of whoever has a source is the same", () =>
  same("select mql_at, source, channel from marts.mql_cycles where source is not null order by all"));

test("campaigns add up to the same totals, though forms and mailings are campaigns of HubSpot's too", () =>
  same(`select dimension, period_kind, period_start, sum(mqls) as mqls, sum(reached_won) as won from marts.funnel
    where dimension in ${ofCampaigns} group by all order by all`));

test("so are its cycles, with their scores, instants, outcomes, reasons and amounts", () => same(cycles));

test("so are the events of the lifecycle, and the rejections with their reasons", async () => {
  await same(
    "select stage, occurred_at, is_approximate, is_clamped, origin, cycle_no, detail from marts.lifecycle_events order by all",
  );
  await same(`from marts.rejections where dimension not in ${ofCampaigns} order by all`);
});

test("so are all activities, bots among them, to the second", () =>
  same(
    "select activity_type, is_bot, date_trunc('second', occurred_at) as at from intermediate.activities order by all",
  ));

test("so are the calls, mails and meetings of sales, those of machines apart", () =>
  same("select kind, is_automated, occurred_at from intermediate.sales_touches order by all"));

test("HubSpot has one contact of a human; whom it merged away it lists, and the loser counts as merged", async () => {
  const query = `select count(*) filter (merged_into is null and not is_deleted) as standing,
      count(*) filter (merged_into is not null) as merged, (select count(*) from marts.people) as people
    from intermediate.source_people`;
  const [[apart], [hub]] = (await inBoth(query)) as [Record<string, number>[], Record<string, number>[]];
  expect(hub!.people).toBe(apart!.people);
  expect(Number(hub!.standing)).toBeLessThan(Number(apart!.standing));
  expect(Number(hub!.merged)).toBeGreaterThan(0);
});
