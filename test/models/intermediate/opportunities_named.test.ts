import { expect, test } from "vitest";
import { opportunities_named } from "../../../models/intermediate/opportunities_named.js";
import { runModel } from "../../support/run_model.js";

const opportunity = (system: string, opportunity_id: string) => ({
  system,
  opportunity_id,
  opportunity_key: `${system}:${opportunity_id}`,
});
const longId = "0065e00000AbCdEAAV";

const person = { system: "list", entity: "people", record_id: "1", person_id: "list:1" };

interface More {
  /** Keys of the opportunities that the person is on. */
  readonly onIt?: readonly string[];
  /** Sources to which the event's record is linked. */
  readonly linkedTo?: readonly string[];
  readonly states?: readonly { system: string; opportunity_id: string; mirrors_id: string }[];
  readonly copies?: readonly { system: string; opportunity_id: string; original_system: string; original_id: string }[];
}

/** The opportunity that a stage event of the mapped source `list` means, as its key; null if several may be meant. */
const meant = async (
  named: string,
  opportunities: ReturnType<typeof opportunity>[],
  { onIt = [], linkedTo = [], states = [], copies = [] }: More = {},
) => {
  const rows = await runModel(opportunities_named, {
    stage_events: [{ ...person, opportunity_id: named }],
    records: [person],
    links: linkedTo.map((other_system) => ({ ...person, other_system, other_entity: "contact", other_record_id: "9" })),
    opportunities,
    states,
    copies,
    on_opportunities: opportunities
      .filter(({ opportunity_key }) => onIt.includes(opportunity_key))
      .map((one) => ({ ...one, person_id: "list:1" })),
  });
  return rows.map(({ opportunity_key }) => opportunity_key);
};
const both = [opportunity("crm", "7"), opportunity("hub", "7")];

test("an event's own source goes before another one whose opportunity has the same id, even if the person is on that one", async () => {
  const ownToo = [opportunity("crm", "7"), opportunity("list", "7")];
  expect(await meant("7", ownToo, { onIt: ["crm:7"], linkedTo: ["crm"] })).toEqual(["list:7"]);
});

test("an event finds the deal of another source though the person is not on it, if only that source has the id", async () => {
  expect(await meant("7", [opportunity("hub", "7"), opportunity("crm", "8")])).toEqual(["hub:7"]);
  expect(await meant("9", [opportunity("hub", "7")])).toEqual([]);
});

test("of two sources with the id, an event means the one whose opportunity the person is on, else the one linked to the person", async () => {
  expect(await meant("7", both, { onIt: ["hub:7"], linkedTo: ["crm"] })).toEqual(["hub:7"]);
  expect(await meant("7", both, { linkedTo: ["crm"] })).toEqual(["crm:7"]);
});

test("an id that two sources have stays unnamed if nothing else speaks for one of them", async () => {
  expect(await meant("7", both)).toEqual([null]);
  expect(await meant("7", both, { onIt: ["crm:7", "hub:7"] })).toEqual([null]);
  const salesforceTwice = [opportunity("crm", longId), opportunity("erp", longId)];
  expect(await meant(longId, salesforceTwice)).toEqual([null]);
});

test("if the event's source exports opportunities, the same id elsewhere is a coincidence unless the person is on it or linked", async () => {
  const other = [opportunity("crm", "7"), opportunity("list", "8")];
  expect(await meant("7", other)).toEqual([null]);
  expect(await meant("7", other, { onIt: ["crm:7"] })).toEqual(["crm:7"]);
  expect(await meant("7", other, { linkedTo: ["crm"] })).toEqual(["crm:7"]);
});

test("an id of Salesforce is found without a role, with 15 or 18 characters", async () => {
  const deals = [opportunity("crm", longId), opportunity("list", "8")];
  expect(await meant(longId, deals)).toEqual([`crm:${longId}`]);
  expect(await meant(longId.slice(0, 15), deals)).toEqual([`crm:${longId}`]);
});

test("the id of a copy means the original; the id of an original that no source has means the copy", async () => {
  const copies = [{ system: "hub", opportunity_id: "7", original_system: "crm", original_id: longId }];
  expect(await meant("7", [opportunity("crm", longId)], { copies })).toEqual([`crm:${longId}`]);
  const states = [{ system: "hub", opportunity_id: "7", mirrors_id: longId }];
  expect(await meant(longId, [opportunity("hub", "7")], { states })).toEqual(["hub:7"]);
  expect(await meant(longId.slice(0, 15), [opportunity("hub", "7")], { states })).toEqual(["hub:7"]);
});
