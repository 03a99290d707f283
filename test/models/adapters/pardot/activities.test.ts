import { expect, test } from "vitest";
import { activities } from "../../../../models/adapters/pardot/canonical/activities.js";
import { findings } from "../../../../models/adapters/pardot/canonical/findings.js";
import { pardot_activities_named } from "../../../../models/adapters/pardot/intermediate/pardot_activities_named.js";
import { pardot_visitor_activities } from "../../../../models/adapters/pardot/staging/pardot_visitor_activities.js";
import { activities as mapped } from "../../../../models/intermediate/activities.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../../../support/built_models.js";
import { runModel, runPart } from "../../../support/run_model.js";

const at = "2026-06-01T00:00:00Z" as const;
const did = (type_id: number, type_name: string | null, more = {}) => ({
  system: "map",
  activity_id: `${type_id}${type_name}`,
  type_id: BigInt(type_id),
  type_name,
  prospect_id: "7",
  occurred_at: at,
  ...more,
});
const named = async (given: Partial<Parameters<typeof runModel<unknown, typeof pardot_activities_named.from>>[1]>) =>
  runModel(pardot_activities_named, {
    ...{ activities: [], visitors: [], memberships: [], lists: [], map: [], missing: [] },
    ...given,
  });
const sources = [{ name: "map", system: "pardot", path: "exports" }];

test("an activity is named by what was done and to which asset: a filled form is not a viewed form", async () => {
  const rows = await named({ activities: [did(4, "Form"), did(2, "Form"), did(99, "Hologram"), did(20, null)] });
  expect(rows.map(({ raw_type }) => raw_type).sort()).toEqual(["99:Hologram", "Success:Form", "View:Form", "Visit"]);
  expect(rows.every(({ is_of_person }) => is_of_person)).toBe(true);
});

test("what Pardot or a colleague with the same address did is no activity of the person, unless the map names it", async () => {
  const given = [did(6, "Email"), did(8, "New Opportunity"), did(36, "Email"), did(35, "Email"), did(23, "Webinar")];
  const quiet = await named({ activities: given });
  expect(quiet.map(({ is_of_person }) => is_of_person)).toEqual([false, false, false, false, false]);
  const map = [{ system: "Pardot", raw_type: " sent:email" }];
  const asked = await named({ activities: given, map });
  expect(asked.filter(({ is_of_person }) => is_of_person).map(({ raw_type }) => raw_type)).toEqual(["Sent:Email"]);
});

test("bounces and unsubscribes are mapped as such, not as engagement with the email", async () => {
  const rows: RowsByTable = {
    "raw.pardot_prospects": [{ system: "map", id: "7", email: "ann@acme.test" }],
    "raw.pardot_visitor_activities": [12, 13, 14, 11, 1].map((type) => ({
      system: "map",
      id: `${type}`,
      type,
      type_name: "Email",
      prospect_id: "7",
      created_at: at,
    })),
    "raw.activity_map": await shippedMap(),
  };
  const found = await withBuiltModels(runFacts("2026-07-01T00:00:00Z", { sources }), rows, [mapped], (warehouse) =>
    rowsOf(warehouse, "from intermediate.activities order by activity_id"),
  );
  expect(found.map(({ activity_id, activity_type }) => [activity_id, activity_type])).toEqual([
    ["1", "email_click"],
    ["11", "email_open"],
    ["12", "email_unsubscribe"],
    ["13", "email_bounce"],
    ["14", "email_unsubscribe"],
  ]);
});

test("activities of a browser from before its prospect was known count; those of unknown browsers are only reported", async () => {
  const unknown = (visitor_id: string) => did(20, "Visit", { activity_id: visitor_id, prospect_id: null, visitor_id });
  const rows = await named({
    activities: [unknown("v1"), unknown("v2")],
    visitors: [
      { system: "map", visitor_id: "v1", prospect_id: "7" },
      { system: "map", visitor_id: "v2", prospect_id: null },
    ],
  });
  expect(await runPart(activities, { activities: rows })).toMatchObject([{ activity_id: "v1", record_id: "7" }]);
  const told = await runPart(findings, { activities: rows, opportunities: [] });
  expect(told).toMatchObject([{ check: "activities of visitors whom nobody knows", count: 1n }]);
});

test("a list that a rule fills is no activity; a static one is, if the map names it", async () => {
  const map = [{ system: "pardot", raw_type: "List Membership" }];
  const member = (list_membership_id: string, list_id: string, is_deleted = false) => ({
    system: "map",
    list_membership_id,
    list_id,
    prospect_id: "7",
    is_deleted,
    created_at: at,
  });
  const lists = [
    { system: "map", list_id: "1", name: "Fair 2026", is_dynamic: false },
    { system: "map", list_id: "2", name: "All in EMEA", is_dynamic: true },
  ];
  const rows = await named({ memberships: [member("a", "1"), member("b", "2"), member("c", "1", true)], lists, map });
  expect(rows).toMatchObject([{ raw_type: "List Membership", asset: "Fair 2026", record_id: "7", is_of_person: true }]);
});

test("an asset is named by the details, else by its name from version 5", async () => {
  const raw = [{ details: "Demo" }, { details: " ", form_name: "Demo" }, { landing_page_name: "Demo" }, {}];
  const rows = await runModel(pardot_visitor_activities, { raw });
  expect(rows.map(({ asset }) => asset)).toEqual(["Demo", "Demo", "Demo", null]);
});

async function shippedMap() {
  const { readFile } = await import("node:fs/promises");
  const [, ...lines] = (await readFile("seeds/reference/activity_map.csv", "utf8")).trimEnd().split("\n");
  return lines.map((line) => {
    const [system, raw_type, asset, activity_type] = line.split(",");
    return { system, raw_type, asset: asset === "" ? null : asset, activity_type };
  });
}
