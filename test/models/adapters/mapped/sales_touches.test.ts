import { expect, test } from "vitest";
import { sales_touches } from "../../../../models/adapters/mapped/canonical/sales_touches.js";
import { runPart } from "../../../support/run_model.js";

const clock = [{ time_zone: "America/New_York", as_of: "2026-01-31T12:00:00Z" }];

test("a mapped touch without a kind is none of the known ones, a date is the end of the day, and an id may be made from the values", async () => {
  const touch = { system: "shop", record_id: "1", occurred_at_is_date: true };
  const touches = [
    { ...touch, occurred_at: "2026-01-08T00:00:00Z" as const },
    { ...touch, occurred_at: "2026-01-08T00:00:00Z" as const },
    { ...touch, touch_id: "today", kind: "email" as const, occurred_at: "2026-01-31T00:00:00Z" as const },
  ];
  const rows = await runPart(sales_touches, { touches, run: clock });
  expect(rows.map(({ kind, is_automated, occurred_at }) => [kind, is_automated, occurred_at]).sort()).toEqual([
    ["email", false, "2026-01-31T12:00:00Z"],
    ["task", false, "2026-01-09T04:59:59.999999Z"],
  ]);
});
