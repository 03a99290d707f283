import { expect, test } from "vitest";
import { activities as part } from "../../../../models/adapters/mapped/canonical/activities.js";
import { runPart } from "../../../support/run_model.js";

const clock = [{ time_zone: "America/New_York", as_of: "2026-01-31T12:00:00Z" }];

test("mapped rows without an id are one activity if all their values are equal", async () => {
  const visit = {
    system: "map",
    record_id: "1",
    raw_type: "visit",
    occurred_at: "2026-01-05T00:00:00Z" as const,
    occurred_at_is_date: true,
  };
  const activities = [visit, visit, { ...visit, asset: "/pricing" }, { ...visit, activity_id: "7", is_bot: true }];
  const rows = await runPart(part, { activities, run: clock });
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map(({ occurred_at }) => occurred_at))).toEqual(new Set(["2026-01-06T04:59:59.999999Z"]));
  expect(rows.filter(({ is_bot }) => is_bot)).toMatchObject([{ activity_id: "7" }]);
});
