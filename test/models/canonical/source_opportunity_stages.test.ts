import { expect, test } from "vitest";
import { source_opportunity_stages } from "../../../models/canonical/source_opportunity_stages.js";
import { runModel } from "../../support/run_model.js";

const present = {
  ...{ system: "crm", opportunity_id: "006", entity: "opportunity", field: "stagename", stage_name: "Negotiation" },
  stage_changed_at: "2026-05-20T10:00:00Z",
} as const;
const saved = (stage_name: string, occurred_at: "2026-05-01T09:00:00Z" | "2026-05-20T10:00:01Z") => ({
  ...{ system: "crm", save_id: `h ${stage_name}`, opportunity_id: "006", entity: "opportunity", field: "stagename" },
  ...{ stage_name, occurred_at },
});
const stagesOf = async (given: ReturnType<typeof saved>[], states: readonly object[]) =>
  (await runModel(source_opportunity_stages, { given, states: states as never }))
    .map(({ stage_name, occurred_at }) => [stage_name, occurred_at])
    .sort();

test("an opportunity that says when its stage changed has entered it then, open or closed", async () => {
  expect(await stagesOf([], [present])).toEqual([["Negotiation", "2026-05-20T10:00:00Z"]]);
  expect(await stagesOf([saved("Demo", "2026-05-01T09:00:00Z")], [present])).toEqual([
    ["Demo", "2026-05-01T09:00:00Z"],
    ["Negotiation", "2026-05-20T10:00:00Z"],
  ]);
});

test("a history that has the present stage, in any spelling, is not told again", async () => {
  const history = [saved("negotiation ", "2026-05-20T10:00:01Z")];
  expect(await stagesOf(history, [present])).toEqual([["negotiation ", "2026-05-20T10:00:01Z"]]);
  expect(await stagesOf([], [{ ...present, stage_changed_at: null }])).toEqual([]);
});
