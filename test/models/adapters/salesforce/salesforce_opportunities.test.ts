import { expect, test } from "vitest";
import { salesforce_opportunities } from "../../../../models/adapters/salesforce/staging/salesforce_opportunities.js";
import { runModel } from "../../../support/run_model.js";

test("the currency 000 of a row that Salesforce created is null, like a blank one", async () => {
  const rows = await runModel(salesforce_opportunities, {
    raw: [{ CurrencyIsoCode: "EUR" }, { CurrencyIsoCode: "000" }, { CurrencyIsoCode: "" }, {}],
  });
  expect(rows.map(({ currency }) => currency)).toEqual(["EUR", null, null, null]);
});

test("if an export does not say whether an opportunity is closed or won, both are null, so that the stage map decides", async () => {
  const rows = await runModel(salesforce_opportunities, {
    raw: [{ StageName: "Closed Won" }, { StageName: "Closed Lost", IsClosed: true, IsWon: false }],
  });
  expect(rows).toMatchObject([
    { stage_name: "Closed Won", is_closed: null, is_won: null, is_deleted: false },
    { stage_name: "Closed Lost", is_closed: true, is_won: false, is_deleted: false },
  ]);
});

test("an amount keeps its cents and a close date its day", async () => {
  const [opportunity] = await runModel(salesforce_opportunities, {
    raw: [{ Amount: "9007199254740.99", CloseDate: "2026-03-29", LastStageChangeDate: "2026-03-28T23:59:59.5Z" }],
  });
  expect(opportunity).toMatchObject({
    amount: "9007199254740.99",
    close_date: "2026-03-29",
    stage_changed_at: "2026-03-28T23:59:59.5Z",
  });
});

test("a record type of 15 characters gets the 18-character form", async () => {
  const [opportunity] = await runModel(salesforce_opportunities, {
    raw: [{ RecordTypeId: "012AbCdEfGhIjKl", CampaignId: "000000000000000AAA" }],
  });
  expect(opportunity).toMatchObject({ record_type_id: "012AbCdEfGhIjKlIVK", campaign_id: null, contact_id: null });
});
