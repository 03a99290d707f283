import { expect, test } from "vitest";
import { opportunity_copies } from "../../../models/canonical/opportunity_copies.js";
import { source_opportunity_states } from "../../../models/canonical/source_opportunity_states.js";
import { runModel } from "../../support/run_model.js";

const made = (system: string, opportunity_id: string, mirrors_id: string | null = null, is_deleted = false) => ({
  ...{ system, opportunity_id, mirrors_id, is_deleted, is_created_approximate: false, is_closed_approximate: false },
});
/** Each copy that counts nowhere, with its original; and the opportunities that count. */
const judged = async (...given: ReturnType<typeof made>[]) => {
  const copies = await runModel(opportunity_copies, { given });
  const kept = await runModel(source_opportunity_states, { given, copies });
  return {
    copies: copies
      .map((one) => `${one.system}:${one.opportunity_id} of ${one.original_system}:${one.original_id}`)
      .sort(),
    kept: kept.map(({ system, opportunity_id }) => `${system}:${opportunity_id}`).sort(),
  };
};

test("a copy is left out only if its original is really there", async () => {
  expect(
    await judged(made("crm", "006A"), made("hub", "1", "006A"), made("hub", "2", "006B"), made("hub", "3")),
  ).toEqual({ copies: ["hub:1 of crm:006A"], kept: ["crm:006A", "hub:2", "hub:3"] });
});

test("a deal of the copy's own source with that id is not its original; a mapped list of opportunities may have it", async () => {
  expect(await judged(made("map", "7"), made("map", "8", "7"))).toEqual({ copies: [], kept: ["map:7", "map:8"] });
  expect(await judged(made("list", "7"), made("map", "8", "7"))).toEqual({
    copies: ["map:8 of list:7"],
    kept: ["list:7"],
  });
});

test("a copy does not bring back an opportunity that its own source has deleted", async () => {
  expect(await judged(made("crm", "006A", null, true), made("hub", "1", "006A"))).toEqual({
    copies: ["hub:1 of crm:006A"],
    kept: [],
  });
});

test("of several copies whose original nobody has, one counts, whether they are in one source or in two", async () => {
  expect(await judged(made("pardot", "5", "006A"), made("hub", "1", "006A"), made("hub", "2", "006A"))).toEqual({
    copies: ["hub:2 of hub:1", "pardot:5 of hub:1"],
    kept: ["hub:1"],
  });
});
