import { expect, test } from "vitest";
import { opportunity_people } from "../../../../models/adapters/pardot/canonical/opportunity_people.js";
import { opportunity_states } from "../../../../models/adapters/pardot/canonical/opportunity_states.js";
import { runPart } from "../../../support/run_model.js";

const at = "2026-05-01T00:00:00Z" as const;
const of = (opportunity_id: string, more = {}) => ({
  system: "map",
  opportunity_id,
  salesforce_opportunity_id: null,
  is_deleted: false,
  created_at: at,
  status: "Won",
  ...more,
});
const clock = [{ time_zone: "America/New_York", as_of: "2026-07-01T00:00:00Z" }];

test("a deleted opportunity is left out; one that is synchronized with Salesforce names its original", async () => {
  const opportunities = [of("1"), of("2", { salesforce_opportunity_id: "006" }), of("3", { is_deleted: true })];
  expect(await runPart(opportunity_states, { opportunities, run: clock })).toMatchObject([
    { opportunity_id: "1", mirrors_id: null },
    { opportunity_id: "2", mirrors_id: "006" },
  ]);
});

test("the status says won or lost; an unknown status leaves it to the stage", async () => {
  const opportunities = ["Won", "lost", "Open", "Archived", null].map((status, no) => of(`${no}`, { status }));
  const rows = await runPart(opportunity_states, { opportunities, run: clock });
  expect(rows.map(({ outcome }) => outcome)).toEqual(["won", "lost", "open", null, null]);
});

test("a close date without a time is the end of its day in the reporting zone, one with a time stays as it is", async () => {
  const opportunities = [
    of("1", { closed_at: "2026-05-03T00:00:00Z", is_close_date: true }),
    of("2", { closed_at: "2026-05-03T10:00:00Z", is_close_date: false }),
  ];
  expect(await runPart(opportunity_states, { opportunities, run: clock })).toMatchObject([
    { closed_at: "2026-05-04T03:59:59.999999Z", is_closed_approximate: true },
    { closed_at: "2026-05-03T10:00:00Z", is_closed_approximate: false },
  ]);
});

test("people of a deleted opportunity are not read", async () => {
  const members = ["1", "2"].map((opportunity_id) => ({ system: "map", opportunity_id, prospect_id: "7" }));
  const opportunities = [of("1"), of("2", { is_deleted: true })];
  expect(await runPart(opportunity_people, { members, opportunities, missing: [] })).toMatchObject([
    { opportunity_id: "1", record_id: "7" },
  ]);
});
