import { expect, test } from "vitest";
import { opportunity_closes } from "../../../models/intermediate/opportunity_closes.js";
import type { Instant } from "../../../src/columns.js";
import { run } from "../../support/given.js";

const one = { system: "crm", opportunity_id: "006" };
const opportunity = (stage_name: string | null, more = {}) => ({
  ...one,
  stage_name,
  is_closed: true,
  is_won: true,
  is_deleted: false,
  close_date: "2026-02-10" as const,
  created_at: "2026-01-01T00:00:00Z" as const,
  ...more,
});
const saved = (stage_name: string, created_at: Instant) => ({ ...one, stage_name, is_deleted: false, created_at });
const word = (value: string, stage: "won" | "lost" | "sql") => ({
  system: "salesforce",
  entity: "Opportunity",
  field: "StageName",
  value,
  stage,
});
const nothing = {
  history: [],
  reasons: [],
  stage_map: [],
  run: [{ time_zone: "America/New_York", as_of: "2026-07-01T00:00:00Z" as const }],
};
const closed = async (
  of: ReturnType<typeof opportunity>,
  more: Partial<Record<keyof typeof nothing, object[]>> = {},
) => {
  const [row] = await run(opportunity_closes, { ...nothing, ...more, opportunities: [of] });
  return row;
};

test("the export's own flags say how it stands, whatever the stage is called", async () => {
  const stage_map = [word("Signed", "lost")];
  expect(await closed(opportunity("Signed"), { stage_map })).toMatchObject({ outcome: "won" });
  expect(await closed(opportunity("Signed", { is_won: false }))).toMatchObject({ outcome: "lost" });
  expect(await closed(opportunity("Signed", { is_won: false, is_closed: false }))).toMatchObject({ outcome: "open" });
});

test("where the export has neither flag the stage map says so, and a stage that it does not close is open", async () => {
  const unflagged = { is_closed: null, is_won: null };
  const stage_map = [word(" signed ", "won"), word("Gone", "lost"), word("Demo", "sql")];
  expect(await closed(opportunity("Signed", unflagged), { stage_map })).toMatchObject({ outcome: "won" });
  expect(await closed(opportunity("GONE", unflagged), { stage_map })).toMatchObject({ outcome: "lost" });
  expect(await closed(opportunity("Demo", unflagged), { stage_map })).toMatchObject({ outcome: "open" });
  expect(await closed(opportunity(null, unflagged), { stage_map })).toMatchObject({ outcome: "open" });
});

test("it is closed since it last entered its present stage, not since an earlier time in that stage", async () => {
  const history = [
    saved("Signed", "2026-01-05T09:00:00Z"),
    saved("Demo", "2026-01-07T09:00:00Z"),
    saved("Signed", "2026-01-20T09:00:00Z"),
    saved("Signed", "2026-03-01T09:00:00Z"),
  ];
  expect(await closed(opportunity("Signed"), { history })).toMatchObject({
    closed_at: "2026-01-20T09:00:00Z",
    is_closed_approximate: false,
  });
});

test("a history that does not know the present stage leaves the end of the close date, in the reporting zone", async () => {
  for (const history of [[], [saved("Demo", "2026-01-07T09:00:00Z")]]) {
    expect(await closed(opportunity("Signed"), { history })).toMatchObject({
      closed_at: "2026-02-11T04:59:59.999999Z",
      is_closed_approximate: true,
    });
  }
});

test("nothing is closed before it was made", async () => {
  const late = { created_at: "2026-04-01T00:00:00Z" };
  expect(await closed(opportunity("Signed", late))).toMatchObject({ closed_at: late.created_at });
  expect(await closed(opportunity("Signed", { ...late, close_date: null }))).toMatchObject({
    closed_at: late.created_at,
  });
});

test("deleted opportunities, and those of unknown creation, are none", async () => {
  expect(await closed(opportunity("Signed", { is_deleted: true }))).toBeUndefined();
  expect(await closed(opportunity("Signed", { created_at: null }))).toBeUndefined();
});
