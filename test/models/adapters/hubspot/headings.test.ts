import { expect, test } from "vitest";
import { hubspot_calls } from "../../../../models/adapters/hubspot/sources/hubspot_calls.js";
import { hubspot_contact_property_history } from "../../../../models/adapters/hubspot/sources/hubspot_contact_property_history.js";
import { hubspot_contacts } from "../../../../models/adapters/hubspot/sources/hubspot_contacts.js";
import { hubspot_deals } from "../../../../models/adapters/hubspot/sources/hubspot_deals.js";
import { createLoadProject, fieldValues, nightInstant } from "../../../src/load/load_project.js";

const hub = { name: "hub", system: "hubspot", path: "exports/hub" };
const known = [hubspot_contacts, hubspot_deals, hubspot_calls, hubspot_contact_property_history, fieldValues];
const projectWith = (more: object = {}) => createLoadProject([{ ...hub, ...more }], {}, known);
const contact = `select id, email, lifecyclestage, hs_merged_object_ids, createdate,
    hs_lifecyclestage_marketingqualifiedlead_date as mql_date from raw.hubspot_contacts`;
const expected = {
  id: "101",
  email: "ada@acme.test",
  lifecyclestage: "marketingqualifiedlead",
  hs_merged_object_ids: "7;8",
  createdate: "2026-03-01T09:14:00Z",
  mql_date: "2026-03-02T10:00:00Z",
};

test.each([
  [
    "by the labels of the UI",
    "hubspot-crm-exports-all-contacts-2026-06-01.csv",
    "\ufeffRecord ID,Email,Lifecycle Stage,Merged record IDs,Create Date,Became a Marketing Qualified Lead Date\n101,ada@acme.test,marketingqualifiedlead,7;8,2026-03-01 04:14,2026-03-02 05:00\n",
    { time_zone: "America/New_York" },
  ],
  [
    "by internal names, with times in milliseconds",
    "contacts.csv",
    "hs_object_id,email,lifecyclestage,hs_merged_object_ids,createdate,hs_lifecyclestage_marketingqualifiedlead_date\n101,ada@acme.test,marketingqualifiedlead,7;8,1772356440000,1772445600000\n",
    {},
  ],
  [
    "as a replica heads them",
    "contact.csv",
    "id,property_email,property_lifecyclestage,property_hs_merged_object_ids,property_createdate,property_hs_lifecyclestage_marketingqualifiedlead_date\n101,ada@acme.test,marketingqualifiedlead,7;8,2026-03-01 9:14:00,2026-03-02 10:00:00\n",
    {},
  ],
  [
    "as JSON lines of the API",
    "Contacts.jsonl",
    '{"id":101,"email":"ada@acme.test","lifecyclestage":"marketingqualifiedlead","hs_merged_object_ids":"7;8","createdate":"2026-03-01T09:14:00.000Z","hs_lifecyclestage_marketingqualifiedlead_date":"2026-03-02T10:00:00.000Z"}\n',
    {},
  ],
])("contacts are read %s", async (_, file, content, more) => {
  const project = projectWith(more);
  project.put(`exports/hub/${file}`, content);
  expect(await project.load()).toMatchObject([{ loaded: 1, rejected: 0, unknown_headers: [] }]);
  expect(await project.raw(contact)).toEqual([expected]);
});

test("merges are read from the property with their times, if the export lacks the one with ids alone", async () => {
  const merges = "7:1661707291575;8:1661707291576";
  for (const [headers, values, expected] of [
    ["property_hs_calculated_merged_vids", merges, merges],
    ["property_hs_calculated_merged_vids,property_hs_merged_object_ids", `${merges},7;8;9`, "7;8;9"],
  ]) {
    const project = projectWith();
    project.put("exports/hub/contact.csv", `id,${headers}\n101,${values}\n`);
    expect(await project.load()).toMatchObject([{ loaded: 1 }]);
    expect(await project.raw("select hs_merged_object_ids as ids from raw.hubspot_contacts")).toEqual([
      { ids: expected },
    ]);
  }
});

test("Yes and No are flags, unknown labels may repeat, a deal's close date may have no time", async () => {
  const project = projectWith();
  project.put(
    "exports/hub/hubspot-crm-exports-all-deals-2026-06-01-2.csv",
    "Record ID,Deal Stage,Is Closed Won,Close Date,Region,Region,Associated Contact IDs\n1,Closed Won,Yes,2026-03-01,a,b,101;102\n2,Contract Sent,No,2026-03-01 10:00,,,\n",
  );
  expect(await project.load()).toMatchObject([
    { loaded: 2, unknown_headers: ["Region (column 5)", "Region (column 6)"] },
  ]);
  const deals =
    "select id, hs_is_closed_won as won, closedate_is_date as bare, contact_ids from raw.hubspot_deals order by id";
  expect(await project.raw(deals)).toEqual([
    { id: "1", won: true, bare: true, contact_ids: "101;102" },
    { id: "2", won: false, bare: false, contact_ids: null },
  ]);
});

test("the date of a custom stage is found by its name, with a replica's prefix too", async () => {
  const field = { product: "hubspot", system: "hub", entity: "Contact", field: "hs_v2_date_entered_8675309" };
  for (const header of ["hs_v2_date_entered_8675309", "property_hs_v2_date_entered_8675309"]) {
    const project = projectWith();
    project.put("exports/hub/contact.csv", `id,${header}\n101,2026-03-02T10:00:00Z\n`);
    await project.load();
    expect(await project.raw("select record_id, value from raw.field_values", [field])).toEqual([
      { record_id: "101", value: "2026-03-02T10:00:00Z" },
    ]);
  }
});

test("a date of the contract is stored with its UTC offset, whatever zone it was read in", async () => {
  const project = projectWith({ time_zone: "America/New_York" });
  project.put("exports/hub/contacts.csv", "Record ID,Became a Marketing Qualified Lead Date\n101,2026-03-02 05:00\n");
  await project.load();
  const name = "hs_lifecyclestage_marketingqualifiedlead_date";
  const field = { product: "hubspot", system: "hub", entity: "Contact", field: name };
  expect(await project.raw("select value from raw.field_values", [field])).toEqual([
    { value: "2026-03-02 10:00:00+00:00" },
  ]);
});

test("tables of a replica are found by their names, and unknown ones are ignored", async () => {
  const project = projectWith();
  project.put("exports/hub/engagement_call.csv", "engagement_id,property_hs_timestamp\n5,2026-03-02 10:00:00.25\n");
  project.put("exports/hub/contact_list.csv", "id,name\n1,All\n");
  project.put("exports/hub/contact_list_member.csv", "contact_id,contact_list_id\n101,1\n");
  project.put(
    "exports/hub/contact_property_history.csv",
    "contact_id,name,value,timestamp\n101,lifecyclestage,lead,1772356440000\n101,lifecyclestage,lead,1772356440000\n101,lifecyclestage,,soon\n",
  );
  expect(await project.load(nightInstant(1))).toMatchObject([
    { file: "engagement_call.csv", loaded: 1 },
    { file: "contact_property_history.csv", loaded: 1, deduplicated: 1, rejected: 1 },
  ]);
});

test("the contacts of a call in JSON of the API are those on the call", async () => {
  const project = projectWith();
  const call = {
    ...{ id: "1", properties: { hs_timestamp: "2026-03-02T10:00:00Z" } },
    associations: { contacts: { results: [{ id: "101" }, { id: "102" }] }, deals: { results: [{ id: "7" }] } },
  };
  project.put("exports/hub/calls.json", JSON.stringify({ results: [call] }));
  expect(await project.load()).toMatchObject([{ loaded: 1, unknown_headers: [] }]);
  expect(await project.raw("select contact_ids, deal_ids from raw.hubspot_calls")).toEqual([
    { contact_ids: "101;102", deal_ids: "7" },
  ]);
});

test("histories inside the records are not read, which is told with what to do", async () => {
  const project = projectWith();
  const history = { lifecyclestage: [{ value: "lead", timestamp: "2026-03-02T10:00:00Z" }] };
  const contacts = ["1", "2"].map((id) => ({
    id,
    properties: { email: `${id}@acme.test` },
    propertiesWithHistory: history,
  }));
  project.put("exports/hub/contacts.json", JSON.stringify({ results: contacts }));
  const [load] = await project.load();
  expect(load!.file_notes).toEqual([
    {
      ...{ code: "columns with histories, not read", records: 2, column: "propertiesWithHistory" },
      remedy:
        "write the histories as contact_property_history.csv with the columns contact_id, name, value and timestamp",
    },
  ]);
});

test("labels in another language put the file into quarantine, with the remedy", async () => {
  const project = projectWith();
  project.put(
    "exports/hub/hubspot-crm-exports-all-contacts-2026-06-01.csv",
    "Datensatz-ID,Vorname,Nachname,E-Mail,Lifecycle-Phase\n101,Ada,B,ada@acme.test,Lead\n",
  );
  const { error } = await project.loadWithEvents();
  expect(String(error)).toContain("Labels in another language are not known: export with internal names");
});
