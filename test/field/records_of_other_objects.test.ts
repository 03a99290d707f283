import { describe, expect, test } from "vitest";
import { createFieldProject } from "../support/field_project.js";

const config = `time_zone: UTC
currency: USD
sources:
  - {name: hub, system: hubspot, path: exports, settle_seconds: 0}
`;
const asOf = "2026-03-02T00:00:00Z";
const cycles = "select person_id, cycle_no, outcome, opportunity_key, won_at from marts.mql_cycles order by person_id";
const found = (check: string) =>
  `select subject, "count", example from marts.data_quality where "check" = '${check}' order by subject`;

describe("a record is known by its source, object and id", () => {
  test("a won deal without a create date is won for its own contact, and not for the contact with the same number", async () => {
    const project = await createFieldProject("21-hubspot-undated-deal", config);
    await project.run(asOf);
    expect(await project.query(cycles)).toEqual([
      { person_id: "hub:7", cycle_no: 1, outcome: "awaiting", opportunity_key: null, won_at: null },
      {
        person_id: "hub:8",
        cycle_no: 0,
        outcome: "won",
        opportunity_key: "hub:7",
        won_at: "2026-02-01T23:59:59.999999Z",
      },
    ]);
    expect(await project.query(found("deals that cannot be dated"))).toEqual([
      { subject: "hub", count: 1, example: "7" },
    ]);
    expect(await project.query("select distinct stage from marts.lifecycle_events where entity <> 'contact'")).toEqual([
      { stage: "won" },
    ]);
  });

  test("nobody wins or loses a deal that was deleted or merged away, and data quality tells both", async () => {
    const project = await createFieldProject("22-hubspot-deleted-and-merged-deal", config);
    await project.run(asOf);
    expect(await project.query(cycles)).toMatchObject([
      { person_id: "hub:7", cycle_no: 1, outcome: "awaiting" },
      { person_id: "hub:9", cycle_no: 1, outcome: "awaiting" },
    ]);
    expect(await project.query(found("deleted deals"))).toEqual([{ subject: "hub", count: 1, example: "7" }]);
    expect(await project.query(found("deals merged into others"))).toEqual([
      { subject: "hub", count: 1, example: "9" },
    ]);
  });
});
