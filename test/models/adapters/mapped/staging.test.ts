import { expect, test } from "vitest";
import { mapped_activities } from "../../../../models/adapters/mapped/staging/mapped_activities.js";
import { mapped_costs } from "../../../../models/adapters/mapped/staging/mapped_costs.js";
import { mapped_links } from "../../../../models/adapters/mapped/staging/mapped_links.js";
import { mapped_people } from "../../../../models/adapters/mapped/staging/mapped_people.js";
import { mapped_stage_events } from "../../../../models/adapters/mapped/staging/mapped_stage_events.js";
import { checkModel } from "../../../../src/build/check.js";
import { canonicalColumns } from "../../../../src/config/mapped_entities.js";
import type { Column } from "../../../../src/table/columns.js";
import { withWarehouse } from "../../../../src/table/database_file.js";
import type { Source } from "../../../../src/table/model.js";
import { inlineRows } from "../../../../src/table/write_rows.js";
import { runModel } from "../../../support/run_model.js";

for (const [entity, { required, optional }] of Object.entries(canonicalColumns)) {
  test(`closedloop.yaml can fill every column of mapped ${entity}, and must fill the required ones only`, async () => {
    const { [`mapped_${entity}`]: source } = (await import(
      `../../../../models/adapters/mapped/sources/mapped_${entity}.ts`
    )) as Record<string, Source>;
    const byLoader = ({ binding }: Column<unknown>) => binding?.given !== undefined || binding?.marks !== undefined;
    const mapped = Object.entries<Column<unknown>>(source!.columns).filter(
      ([name, column]) => !byLoader(column) && name !== "link",
    );
    const named = (nullable: boolean) => mapped.flatMap(([name, column]) => (column.nullable === nullable ? name : []));
    expect(source!.origin).toMatchObject({ kind: "mapped", entity });
    expect(named(false).sort()).toEqual([...required].sort());
    expect(named(true).sort()).toEqual([...optional].sort());
  });
}

test("ids are trimmed, other texts are not", async () => {
  const [person] = await runModel(mapped_people, { raw: [{ record_id: " L1 ", owner_id: "rep ", source: " ads " }] });
  expect(person).toMatchObject({ record_id: "L1", owner_id: "rep", source: " ads ", account_id: null });
  const [link] = await runModel(mapped_links, {
    raw: [{ record_id: "L1 ", other_system: " crm", other_record_id: " 7" }],
  });
  expect(link).toMatchObject({ record_id: "L1", other_system: "crm", other_record_id: "7" });
});

test("values that a file does not have are null", async () => {
  const [person] = await runModel(mapped_people, { raw: [{ record_id: "L1" }] });
  expect(person).toMatchObject({ is_deleted: null, created_at: null, merged_into: null });
});

test("two activities of a person at the same time are two rows", async () => {
  const activity = { system: "shop", record_id: "L1", occurred_at: "2026-01-01T00:00:00Z" } as const;
  const rows = await runModel(mapped_activities, {
    raw: [
      { ...activity, raw_type: "open" },
      { ...activity, raw_type: "click" },
    ],
  });
  expect(rows.map(({ raw_type }) => raw_type)).toEqual(["open", "click"]);
});

test("a stage event says which of its times are dates, and whether its id is the MQL's", async () => {
  const [event] = await runModel(mapped_stage_events, {
    raw: [
      {
        record_id: "L1",
        stage: "won",
        link: "mql",
        occurred_at: "2026-01-01T00:00:00Z",
        occurred_at_is_date: true,
      },
    ],
  });
  expect(event).toMatchObject({
    stage: "won",
    link: "mql",
    occurred_at_is_date: true,
    mql_at_is_date: null,
    mql_at: null,
  });
});

test("a cost whose month is not a first day is reported, and does not stop the run", async () => {
  const cost = { system: "shop", campaign_id: "c1", cost: "10.00" } as const;
  const costs = inlineRows(mapped_costs, [
    { ...cost, month: "2026-01-01" },
    { ...cost, month: "2026-02-15" },
  ]);
  const broken = await withWarehouse(":memory:", "READ_WRITE", (warehouse) =>
    checkModel(warehouse, mapped_costs, () => costs),
  );
  expect(broken).toEqual([{ rule: "month is the first day of its month", severity: "warn", rows: 1n }]);
});
