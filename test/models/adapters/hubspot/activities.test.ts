import { expect, test } from "vitest";
import { activities_of_emails } from "../../../../models/adapters/hubspot/canonical/activities_of_emails.js";
import { activities_of_events } from "../../../../models/adapters/hubspot/canonical/activities_of_events.js";
import { activities_of_forms } from "../../../../models/adapters/hubspot/canonical/activities_of_forms.js";
import { activities_of_pages } from "../../../../models/adapters/hubspot/canonical/activities_of_pages.js";
import { findings } from "../../../../models/adapters/hubspot/canonical/findings.js";
import { hubspot_addresses } from "../../../../models/adapters/hubspot/intermediate/hubspot_addresses.js";
import { activities } from "../../../../models/intermediate/activities.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../../../support/built_models.js";
import { runModel, runPart } from "../../../support/run_model.js";

const at = "2026-01-05T10:00:00Z";
const addresses = [{ system: "hub", contact_id: "101", address: "ada@acme.test" }];
const event = (email_event_id: string, type: string, more: object = {}) => ({
  system: "hub",
  email_event_id,
  type,
  recipient: "Ada@Acme.test ",
  occurred_at: at,
  ...more,
});

test("an email event belongs to the contact with the address; HubSpot's own events are no activities, filtered ones are a bot's", async () => {
  const events = [
    event("1", "OPEN", { is_filtered: true }),
    event("2", "CLICK", { email_campaign_id: "7" }),
    event("3", "SENT"),
    event("4", "STATUSCHANGE"),
    event("5", "OPEN", { recipient: "eve@acme.test" }),
  ];
  const changes = [{ system: "hub", email_event_id: "4", subscription_status: "UNSUBSCRIBED" }];
  const mailings = [{ system: "hub", email_campaign_id: "7", subject: "News" }];
  const rows = await runPart(activities_of_emails, { events, changes, mailings, addresses });
  expect(
    rows
      .map(({ record_id, raw_type, asset, campaign_id, is_bot }) => [record_id, raw_type, asset, campaign_id, is_bot])
      .sort(),
  ).toEqual([
    ["101", "CLICK", "News", "email:7", false],
    ["101", "OPEN", null, null, true],
    ["101", "STATUSCHANGE:UNSUBSCRIBED", null, null, false],
  ]);
});

test("a text that is no address leads to no contact", async () => {
  const contact = (contact_id: string, email: string, additional_emails: string | null = null) => ({
    ...{ system: "hub", contact_id, email, additional_emails, is_deleted: false },
  });
  const contacts = [contact("101", "none@", "-;ada@acme.test"), contact("102", "N/A", "@acme.test")];
  const rows = await runModel(hubspot_addresses, { contacts, merged: [] });
  expect(rows.map(({ contact_id, address }) => [contact_id, address])).toEqual([["101", "ada@acme.test"]]);
});

test("a submission belongs to its contact, else to the contact with the address, and is named after the form", async () => {
  const one = (submission_id: string, more: object) => ({ system: "hub", submission_id, occurred_at: at, ...more });
  const submissions = [
    one("1", { contact_id: "102", form_id: "f" }),
    one("2", { email: "ADA@acme.test", page_url: "/demo" }),
    one("3", { email: "eve@acme.test" }),
  ];
  const forms = [{ system: "hub", form_id: "f", name: "Request a demo" }];
  const rows = await runPart(activities_of_forms, { submissions, forms, addresses });
  expect(rows.map(({ record_id, asset, campaign_id }) => [record_id, asset, campaign_id]).sort()).toEqual([
    ["101", "/demo", null],
    ["102", "Request a demo", "form:f"],
  ]);
});

test("a state at a marketing event names the kind of event, a page view names the page", async () => {
  const one = (more: object) => ({ system: "hub", marketing_event_id: "3", occurred_at: at, ...more });
  const participations = [
    one({ contact_id: "101", attendance_state: "registered" }),
    one({ attendance_state: "ATTENDED" }),
  ];
  const events = [{ system: "hub", marketing_event_id: "3", type: "WEBINAR", name: "Warehouses" }];
  expect(await runPart(activities_of_events, { participations, events, addresses })).toMatchObject([
    { raw_type: "MarketingEvent:REGISTERED", asset: "WEBINAR: Warehouses", campaign_id: "event:3" },
  ]);
  const views = [{ system: "hub", web_event_id: "1", contact_id: "101", type: "e_visited_page", url: "/pricing" }];
  expect(
    await runPart(activities_of_pages, { events: views.map((view) => ({ ...view, occurred_at: at })) }),
  ).toMatchObject([{ raw_type: "e_visited_page", asset: "/pricing", record_id: "101" }]);
});

test("activities of all kinds are in one table, each with its own id", async () => {
  const rows = {
    "raw.hubspot_contacts": [{ system: "hub", id: "101", email: "ada@acme.test" }],
    "raw.hubspot_form_submissions": [
      { system: "hub", conversion_id: "1", contact_id: "101", title: "Demo", timestamp: at },
    ],
    "raw.hubspot_web_events": [
      { system: "hub", id: "1", contact_id: "101", event_type: "e_visited_page", occurred_at: at },
    ],
    "raw.hubspot_email_events": [{ system: "hub", id: "1", type: "OPEN", recipient: "ada@acme.test", created: at }],
    "raw.activity_map": [
      { system: "hubspot", raw_type: "Form submission", asset: "*demo*", activity_type: "demo_request" },
    ],
  };
  const sources = [{ name: "hub", system: "hubspot", path: "exports" }];
  const activityTypes = await withBuiltModels(
    runFacts("2026-06-01T00:00:00Z", { sources }),
    rows,
    [activities],
    (warehouse) => rowsOf(warehouse, "select activity_id, activity_type from intermediate.activities order by 1"),
  );
  expect(activityTypes).toEqual([
    { activity_id: "email:1", activity_type: "other" },
    { activity_id: "form:1", activity_type: "demo_request" },
    { activity_id: "web:1", activity_type: "other" },
  ]);
});

test("create dates that are all written to the minute are reported if the source has no time_zone", async () => {
  const contact = (contact_id: string, is_created_minute: boolean) => ({
    ...{ system: "hub", contact_id, is_deleted: false, created_at: at, is_created_minute },
  });
  const contacts = ["1", "2", "3"].map((id) => contact(id, true));
  const findingsWith = async (time_zone: string | null, more: object[] = []) =>
    (
      await runPart(findings, {
        contacts: [...contacts, ...more],
        deals: [],

        done: [],
        people: [],
        tasks: [],
        kinds: [],
        merged: [],
        events: [],
        addresses: [],
        systems: [{ system: "hub", product: "hubspot", time_zone }],
      })
    ).map(({ subject, count }) => [subject, count]);
  expect(await findingsWith(null)).toEqual([["hub", 3n]]);
  expect(await findingsWith("America/New_York")).toEqual([]);
  // The same instant with seconds or an offset, e.g. 10:00:00Z, is no time as the pages of HubSpot show it.
  expect(await findingsWith(null, [contact("9", false)])).toEqual([]);
});
