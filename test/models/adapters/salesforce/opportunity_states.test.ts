import { expect, test } from "vitest";
import { opportunity_states } from "../../../../models/adapters/salesforce/canonical/opportunity_states.js";
import { runPart } from "../../../support/run_model.js";

const run = [{ time_zone: "America/New_York", as_of: "2026-07-01T00:00:00Z" }];
const stated = (more: object) =>
  runPart(opportunity_states, {
    run,
    merges: [],
    opportunities: [
      {
        system: "crm",
        opportunity_id: "006",
        stage_name: "Signed",
        close_date: "2026-02-10",
        is_deleted: false,
        created_at: "2026-01-01T00:00:00Z",
        ...more,
      },
    ],
  });

test("a close date is the end of that day in the reporting time zone", async () => {
  expect(await stated({})).toMatchObject([{ closed_at: "2026-02-11T04:59:59.999999Z", is_closed_approximate: true }]);
});

test("a deleted opportunity is marked, so that no copy of it counts; one without a creation time is kept", async () => {
  expect(await stated({ is_deleted: true })).toMatchObject([{ is_deleted: true }]);
  expect(await stated({ created_at: null })).toMatchObject([{ created_at: null, is_created_approximate: true }]);
});
