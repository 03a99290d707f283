import { expect, test } from "vitest";
import { salesforce_campaign_members } from "../../../../models/adapters/salesforce/staging/salesforce_campaign_members.js";
import { salesforce_campaigns } from "../../../../models/adapters/salesforce/staging/salesforce_campaigns.js";
import { runModel } from "../../../support/run_model.js";

test("the cost of a campaign is in its own currency, and null if not entered", async () => {
  const rows = await runModel(salesforce_campaigns, {
    raw: [{ ActualCost: "1200.50", CurrencyIsoCode: "EUR", StartDate: "2026-02-01" }, { CurrencyIsoCode: "000" }],
  });
  expect(rows).toMatchObject([
    { actual_cost: "1200.50", currency: "EUR", starts_on: "2026-02-01", ends_on: null },
    { actual_cost: null, currency: null, starts_on: null },
  ]);
});

test("a member that became a contact keeps its lead, and it may be unknown whether it responded", async () => {
  const rows = await runModel(salesforce_campaign_members, {
    raw: [
      { CampaignId: "701AbCdEfGhIjKl", LeadId: "00QAbCdEfGhIjKl", ContactId: "003AbCdEfGhIjKl", HasResponded: true },
      { CampaignId: "701AbCdEfGhIjKl", LeadId: "000000000000000AAA", ContactId: "003AbCdEfGhIjKl" },
    ],
  });
  expect(rows).toMatchObject([
    { lead_id: "00QAbCdEfGhIjKlMVK", contact_id: "003AbCdEfGhIjKlIVK", has_responded: true },
    { campaign_id: "701AbCdEfGhIjKlIVK", lead_id: null, has_responded: null, first_responded_date: null },
  ]);
});
