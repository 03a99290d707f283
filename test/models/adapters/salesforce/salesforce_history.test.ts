import { expect, test } from "vitest";
import { salesforce_lead_history } from "../../../../models/adapters/salesforce/staging/salesforce_lead_history.js";
import { salesforce_opportunity_history } from "../../../../models/adapters/salesforce/staging/salesforce_opportunity_history.js";
import { runModel } from "../../../support/run_model.js";

test("a save of an opportunity that keeps the stage is a row too", async () => {
  const saved = { OpportunityId: "006AbCdEfGhIjKl", StageName: "Proposal", CurrencyIsoCode: "000" };
  const rows = await runModel(salesforce_opportunity_history, {
    raw: [
      { ...saved, Id: "008a", FromOpportunityStageName: "Discovery", Amount: "10.00" },
      { ...saved, Id: "008b", FromOpportunityStageName: "Proposal", Amount: "12.50", PrevAmount: "10.00" },
    ],
  });
  expect(rows).toMatchObject([
    { opportunity_id: "006AbCdEfGhIjKlIVK", stage_name: "Proposal", previous_stage_name: "Discovery", currency: null },
    { stage_name: "Proposal", previous_stage_name: "Proposal", amount: "12.50", previous_amount: "10.00" },
  ]);
});

test("a change of owner keeps both rows, the one with names and the one with ids", async () => {
  const change = { LeadId: "00QAbCdEfGhIjKl", Field: "Owner", CreatedDate: "2026-01-02T03:04:05Z" } as const;
  const rows = await runModel(salesforce_lead_history, {
    raw: [
      { ...change, OldValue: "Ada King", NewValue: "Grace Hopper", DataType: "Text" },
      { ...change, OldValue: "005AbCdEfGhIjKl", NewValue: "005ZZCdEfGhIjKl", DataType: "EntityId" },
    ],
  });
  expect(rows).toMatchObject([
    { lead_id: "00QAbCdEfGhIjKlMVK", new_value: "Grace Hopper", created_at: "2026-01-02T03:04:05Z" },
    { lead_id: "00QAbCdEfGhIjKlMVK", new_value: "005ZZCdEfGhIjKl", data_type: "EntityId" },
  ]);
});

test("the values of a tracked field are personal, because they may name someone", () => {
  const { old_value, new_value } = salesforce_lead_history.columns;
  expect([old_value.personal, new_value.personal]).toEqual([true, true]);
});
