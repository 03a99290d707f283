import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createFieldProject } from "../support/field_project.js";

const asOf = "2026-07-01T00:00:00Z";

describe("one event that several records tell is one", () => {
  test("an MQL date that was copied to the contact is no second MQL, and no touch before the MQL counts", async () => {
    const project = await createFieldProject("01-mql-date-copied-to-contact");
    await project.run(asOf);
    expect(
      await project.query(`select mql_at, mql_is_approximate, repeat_mql_count, first_touch_at, is_fit_backfilled
        from marts.mql_cycles where cycle_no = 1`),
    ).toEqual([
      {
        mql_at: "2026-03-05T15:00:00Z",
        mql_is_approximate: false,
        repeat_mql_count: 0,
        first_touch_at: "2026-03-05T16:00:00Z",
        is_fit_backfilled: false,
      },
    ]);
    expect(await project.query("select record_id from marts.lifecycle_events where stage = 'mql'")).toEqual([
      { record_id: "00Q5e0000000001EAA" },
    ]);
    expect(
      await project.query(
        `select subject, "count" from marts.data_quality where "check" = 'events told more than once'`,
      ),
    ).toEqual([{ subject: "mql", count: 2 }]);
  });

  test("a mapped list may write one instant and one id in two ways, and what cannot be is counted, not dated", async () => {
    const project = await createFieldProject(
      "01-mql-date-copied-to-contact",
      `time_zone: America/New_York
currency: USD
sources:
  - name: shop
    system: mapped
    path: exports/salesforce
    settle_seconds: 0
    entities:
      stage_events:
        file: events.csv
        columns: {record_id: id, occurred_at: at, stage: stage, opportunity_id: deal, owner_id: owner}
      sales_touches: {file: touches.csv, columns: {record_id: id, occurred_at: at, owner_id: owner}}
`,
    );
    const write = (file: string, ...lines: string[]) =>
      writeFileSync(join(project.folder, "exports/salesforce", file), `${lines.join("\n")}\n`);
    write(
      "events.csv",
      "id,at,stage,deal,owner",
      "A1,2026-03-05T15:00:00Z,mql,,u1",
      " A1,2026-03-05 10:00:00-05:00,mql,,u1 ",
      "A1,2026-03-05,mql,,",
      "A1,2026-03-05T05:00:00Z,mql,,",
      "A1,2026-04-01T10:00:00Z,won,o1,",
      "A1 ,2026-04-01T10:00:30Z,won, o1,",
      "A1,2062-04-01T10:00:30Z,lost,o2,",
    );
    write(
      "touches.csv",
      "id,at,owner",
      "A1,2026-03-05T15:00:00Z,u1",
      "A1 ,2026-03-05 10:00:00-05:00, u1",
      "A1,2062-01-01,",
    );
    await project.run(asOf);
    expect(await project.query("select stage, occurred_at from marts.lifecycle_events order by occurred_at")).toEqual([
      { stage: "mql", occurred_at: "2026-03-05T05:00:00Z" },
      { stage: "mql", occurred_at: "2026-03-05T15:00:00Z" },
      { stage: "won", occurred_at: "2026-04-01T10:00:00Z" },
    ]);
    expect(await project.query("select count(*)::integer as touches from intermediate.sales_touches")).toEqual([
      { touches: 1 },
    ]);
    expect(
      await project.query(
        `select "check", subject, "count" from marts.data_quality where "check" like '%cannot be' order by "check"`,
      ),
    ).toEqual([
      { check: "events that cannot be", subject: "lost: after the run's as-of", count: 1 },
      { check: "sales touches that cannot be", subject: "shop: after the run's as-of", count: 1 },
    ]);
  });
});
