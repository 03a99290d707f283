import { expect, test } from "vitest";
import { opportunities_named } from "../../../models/intermediate/opportunities_named.js";
import { runModel } from "../../support/run_model.js";

const opportunity = (system: string, opportunity_id: string) => ({
  system,
  opportunity_id,
  opportunity_key: `${system}:${opportunity_id}`,
});
const longId = "0065e00000AbCdEAAV";

/** The opportunity that a stage event of the mapped source `list` means, as its key. */
const meant = async (named: string, opportunities: ReturnType<typeof opportunity>[], onIt: string[] = []) => {
  const rows = await runModel(opportunities_named, {
    stage_events: [{ system: "list", entity: "people", record_id: "1", opportunity_id: named }],
    records: [{ system: "list", entity: "people", record_id: "1", person_id: "list:1" }],
    opportunities,
    on_opportunities: opportunities
      .filter(({ opportunity_key }) => onIt.includes(opportunity_key))
      .map((one) => ({ ...one, person_id: "list:1" })),
  });
  return rows.map(({ opportunity_key }) => opportunity_key);
};

test("an event's own source goes before another one whose opportunity has the same id, even if the person is on that one", async () => {
  const both = [opportunity("crm", "7"), opportunity("list", "7")];
  expect(await meant("7", both, ["crm:7"])).toEqual(["list:7"]);
});

test("a list of wins without opportunities of its own means the opportunity that the person is on", async () => {
  const both = [opportunity("crm", "7"), opportunity("hub", "7")];
  expect(await meant("7", both, ["hub:7"])).toEqual(["hub:7"]);
});

test("the same id in another source is a coincidence if the person is not on it, or if the event's source has opportunities", async () => {
  expect(await meant("7", [opportunity("crm", "7")])).toEqual([]);
  expect(await meant("7", [opportunity("crm", "7"), opportunity("list", "8")], ["crm:7"])).toEqual([]);
});

test("an id of Salesforce is found without a role, with 15 or 18 characters", async () => {
  const deals = [opportunity("crm", longId), opportunity("list", "8")];
  expect(await meant(longId, deals)).toEqual([`crm:${longId}`]);
  expect(await meant(longId.slice(0, 15), deals)).toEqual([`crm:${longId}`]);
});
