import { expect, test } from "vitest";
import { source_opportunities } from "../../../models/canonical/source_opportunities.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const one = { system: "crm", opportunity_id: "006" };
const opportunity = (stage_name: string | null, more = {}) => ({
  ...one,
  entity: "opportunity",
  field: "stagename",
  stage_name,
  is_closed: true,
  is_won: true,
  is_created_approximate: false,
  is_closed_approximate: true,
  closed_at: "2026-02-11T04:59:59.999999Z" as const,
  created_at: "2026-01-01T00:00:00Z" as const,
  ...more,
});
const saved = (stage_name: string, occurred_at: Instant) => ({ ...one, stage_name, occurred_at });
const word = (value: string, stage: "won" | "lost" | "sql") => ({
  product: "salesforce",
  entity: "opportunity",
  field: "stagename",
  value,
  stage,
});
const nothing = {
  history: [],
  observed: [],
  reasons: [],
  words: [],
  systems: [{ system: "crm", product: "salesforce" }],
};
const closed = async (
  of: ReturnType<typeof opportunity>,
  more: Partial<Record<keyof typeof nothing, object[]>> = {},
) => {
  const [row] = await runModel(source_opportunities, { ...nothing, ...more, opportunities: [of] });
  return row;
};

test("the flags of the export decide the outcome, whatever the stage is called", async () => {
  const words = [word("signed", "lost")];
  expect(await closed(opportunity("Signed"), { words })).toMatchObject({ outcome: "won" });
  expect(await closed(opportunity("Signed", { is_won: false }))).toMatchObject({ outcome: "lost" });
  expect(await closed(opportunity("Signed", { is_won: false, is_closed: false }))).toMatchObject({ outcome: "open" });
});

test("without the flags the stage map decides, and a stage that it does not map to won or lost is open", async () => {
  const unflagged = { is_closed: null, is_won: null };
  const words = [word("signed", "won"), word("gone", "lost"), word("demo", "sql")];
  expect(await closed(opportunity("Signed", unflagged), { words })).toMatchObject({ outcome: "won" });
  expect(await closed(opportunity("GONE", unflagged), { words })).toMatchObject({ outcome: "lost" });
  expect(await closed(opportunity("Demo", unflagged), { words })).toMatchObject({ outcome: "open" });
  expect(await closed(opportunity(null, unflagged), { words })).toMatchObject({ outcome: "open" });
});

test("an opportunity closed when it last entered its present stage, not at an earlier time in that stage", async () => {
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

test("if the history does not have the present stage, closed_at comes from the opportunity itself", async () => {
  for (const history of [[], [saved("Demo", "2026-01-07T09:00:00Z")]]) {
    expect(await closed(opportunity("Signed"), { history })).toMatchObject({
      closed_at: "2026-02-11T04:59:59.999999Z",
      is_closed_approximate: true,
    });
  }
});

test("an opportunity never closes before it was created", async () => {
  const late = { created_at: "2026-04-01T00:00:00Z" };
  expect(await closed(opportunity("Signed", late))).toMatchObject({ closed_at: late.created_at });
});

test("an opportunity that closed at no known time has no closing, rather than one at its creation", async () => {
  const undated = { created_at: "2026-04-01T00:00:00Z", closed_at: null };
  expect(await closed(opportunity("Signed", undated))).toMatchObject({ outcome: "won", closed_at: null });
});

test("a history that spells the present stage otherwise still has it", async () => {
  const history = [saved("signed ", "2026-01-20T09:00:00Z")];
  expect(await closed(opportunity("Signed"), { history })).toMatchObject({ closed_at: "2026-01-20T09:00:00Z" });
});
