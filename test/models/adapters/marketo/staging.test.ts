import { expect, test } from "vitest";
import { marketo_activities } from "../../../../models/adapters/marketo/staging/marketo_activities.js";
import { marketo_leads } from "../../../../models/adapters/marketo/staging/marketo_leads.js";
import { runModel } from "../../../support/run_model.js";

const activity = (attributes: string | null, more = {}) => ({ system: "map", marketoGUID: "1", attributes, ...more });

test("attributes are read from an object, and from a list of names and values", async () => {
  const written = [
    '{"New Status":"Attended","Old Status":"Registered, \\"early\\"","Merge IDs":"[12, 3]"}',
    '[{"name":"New Status","value":"Attended"},{"name":"Old Status","value":"Registered, \\"early\\""},{"name":"Merge IDs","value":[12, 3]}]',
  ];
  for (const attributes of written) {
    const [row] = await runModel(marketo_activities, { raw: [activity(attributes)] });
    expect(row).toMatchObject({ new_status: "Attended", old_status: 'Registered, "early"', new_value: null });
    expect(row?.merged_ids).toMatch(/^\[12, ?3\]$/);
  }
});

test("attributes that are not JSON are marked and read as null; blank attributes and a bare value are not marked", async () => {
  const raw = ['{"New Status":"Atten', "", null, "7", '{"New Status":""}'].map((attributes) => activity(attributes));
  const rows = await runModel(marketo_activities, { raw });
  expect(rows.map(({ has_malformed_attributes }) => has_malformed_attributes)).toEqual([
    true,
    null,
    null,
    false,
    false,
  ]);
  expect(rows.map(({ new_status }) => new_status)).toEqual([null, null, null, null, null]);
});

test("a bot is recognised by its flag, written as a boolean or as text", async () => {
  const raw = ['{"Is Bot Activity":true}', '{"Is Bot Activity":"false","Bot Activity Pattern":"N/A"}', "{}"].map(
    (attributes) => activity(attributes),
  );
  const rows = await runModel(marketo_activities, { raw });
  expect(rows.map(({ is_bot_activity, bot_activity_pattern }) => [is_bot_activity, bot_activity_pattern])).toEqual([
    [true, null],
    [false, "N/A"],
    [null, null],
  ]);
});

test("Salesforce ids of a lead get their 18-character form, and a lead without the flag is not anonymous", async () => {
  const [lead] = await runModel(marketo_leads, {
    raw: [{ system: "map", id: "7", sfdcLeadId: "00QAbCdEfGhIjKl", sfdcContactId: "", firstName: "Ada" }],
  });
  expect(lead).toMatchObject({
    lead_id: "7",
    salesforce_lead_id: "00QAbCdEfGhIjKlMVK",
    salesforce_contact_id: null,
    full_name: "Ada",
    is_anonymous: false,
    is_unsubscribed: null,
  });
});
