import { beforeAll, describe, expect, test } from "vitest";
import { mql_cycles } from "../../../models/marts/mql_cycles.js";
import { rowsOf } from "../../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../../support/built_models.js";

type Row = Record<string, unknown>;

/** A stage event of a mapped source; a day without a time is stored as its midnight. */
const event = (stage: string, at: string) => ({
  system: "crm",
  stage,
  occurred_at: at.length === 10 ? `${at}T00:00:00Z` : at,
  occurred_at_is_date: at.length === 10,
});
const given: Readonly<Record<string, readonly Row[]>> = {
  dates: [event("mql", "2026-03-05"), event("sal", "2026-03-06"), event("won", "2026-03-10")],
  exact: [event("mql", "2026-03-05T03:00:00Z"), event("sal", "2026-03-06"), event("lost", "2026-03-11T02:00:00Z")],
  rejected: [event("mql", "2026-03-05"), event("rejected", "2026-03-09")],
  lost: [event("mql", "2026-03-05"), event("lost", "2026-03-09")],
};

describe("the cycles of New York", () => {
  let cycles: Map<string, Row>;
  beforeAll(async () => {
    const people = Object.keys(given).map((record_id) => ({ system: "crm", record_id }));
    const events = Object.entries(given).flatMap(([record_id, rows]) => rows.map((row) => ({ ...row, record_id })));
    cycles = await withBuiltModels(
      runFacts("2026-07-01T00:00:00Z", { time_zone: "America/New_York" }),
      { "raw.mapped_people": people, "raw.mapped_stage_events": events },
      [mql_cycles],
      async (warehouse) =>
        new Map((await rowsOf<Row>(warehouse, "from marts.mql_cycles")).map((row) => [`${row.person_id}`, row])),
    );
  });

  test("the days of dates are those of the export, though their instants are the start and the end of the day", () => {
    expect(cycles.get("crm:dates")).toMatchObject({
      ...{ mql_at: "2026-03-05T05:00:00Z", won_at: "2026-03-11T03:59:59.999999Z" },
      ...{ mql_date: "2026-03-05", sal_date: "2026-03-06", sql_date: "2026-03-10", won_date: "2026-03-10" },
      ...{ mql_is_approximate: true, sal_is_approximate: true, won_is_approximate: true },
      ...{ lost_date: null, lost_is_approximate: false, rejected_date: null, rejected_is_approximate: false },
    });
  });

  test("the day of an instant is that of the reporting zone, and an exact instant is not approximate", () => {
    expect(cycles.get("crm:exact")).toMatchObject({
      ...{ mql_date: "2026-03-04", sal_date: "2026-03-06", opportunity_date: "2026-03-10", lost_date: "2026-03-10" },
      ...{ mql_is_approximate: false, sal_is_approximate: true, opportunity_is_approximate: false },
      lost_is_approximate: false,
    });
  });

  test("a rejection and a loss of a day are approximate", () => {
    expect(cycles.get("crm:rejected")).toMatchObject({ rejected_date: "2026-03-09", rejected_is_approximate: true });
    expect(cycles.get("crm:lost")).toMatchObject({ lost_date: "2026-03-09", lost_is_approximate: true });
  });
});
