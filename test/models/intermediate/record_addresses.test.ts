import { expect, test } from "vitest";
import { addresses } from "../../../models/adapters/hubspot/canonical/addresses.js";
import { record_addresses } from "../../../models/intermediate/record_addresses.js";
import { runModel, runPart } from "../../support/run_model.js";

const record = (record_id: string, email: string | null, more = {}) => ({
  system: "hub",
  entity: "contact",
  record_id,
  email,
  has_own_email: email !== null,
  exclusion: null,
  record_no: BigInt(record_id),
  ...more,
});
const further = (record_id: string, email: string, entity = "contact") => ({ system: "hub", entity, record_id, email });
const addressesOf = async (records: ReturnType<typeof record>[], more: ReturnType<typeof further>[]) =>
  (await runModel(record_addresses, { records, further: more, mailboxes: [{ mailbox: "info" }] }))
    .map(({ record_no, email }) => `${record_no} ${email}`)
    .sort();

test("further addresses count like the first one: in any spelling, each once, and not shared mailboxes", async () => {
  const more = [
    further("1", " Ada@Home.TEST"),
    further("1", "ada@home.test"),
    further("1", "Ada@acme.test"),
    further("1", "info@acme.test"),
    further("1", "none"),
    further("1", "none@"),
    further("2", "@acme.test"),
    further("2", "bob@beta.test"),
  ];
  expect(await addressesOf([record("1", "ada@acme.test"), record("2", null)], more)).toEqual([
    "1 ada@acme.test",
    "1 ada@home.test",
    "2 bob@beta.test",
  ]);
});

test("an excluded record has no address that joins, and a company's address is not the contact's with the same number", async () => {
  const records = [record("1", "ada@acme.test", { exclusion: "deleted" as const }), record("2", null)];
  expect(await addressesOf(records, [further("1", "a@b.test"), further("2", "c@d.test", "company")])).toEqual([]);
});

test("HubSpot lists a contact's further addresses with semicolons", async () => {
  const contacts = [
    { system: "hub", contact_id: "1", additional_emails: "a@b.test; c@d.test;a@b.test" },
    { system: "hub", contact_id: "2", additional_emails: null },
  ];
  const rows = await runPart(addresses, { contacts });
  expect(rows.map(({ record_id, entity, email }) => [entity, record_id, email]).sort()).toEqual([
    ["contact", "1", "a@b.test"],
    ["contact", "1", "c@d.test"],
  ]);
});
