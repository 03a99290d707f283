/** Rows that a replica marks as gone: associations have ended, leads are deleted people. */
import { expect, test } from "vitest";
import { hubspot_engagement_people } from "../../../models/adapters/hubspot/intermediate/hubspot_engagement_people.js";
import { source_opportunity_people } from "../../../models/canonical/source_opportunity_people.js";
import { source_opportunity_states } from "../../../models/canonical/source_opportunity_states.js";
import { source_people } from "../../../models/canonical/source_people.js";
import type { Model } from "../../../src/table/model.js";
import { rowsOf } from "../../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../../support/built_models.js";

const at = "2026-01-05T10:00:00Z";
const ask = (product: string, rows: RowsByTable, target: Model, column: string, where = "true") =>
  withBuiltModels(
    runFacts("2026-07-01T00:00:00Z", { sources: [{ name: "one", system: product, path: "exports" }] }),
    rows,
    [target],
    async (warehouse) =>
      (
        await rowsOf<{ id: string }>(warehouse, `select ${column} as id from ${target.name} where ${where} order by id`)
      ).map(({ id }) => id),
  );
/** A pair that is there, one that was taken back, and one of an export that does not say. */
const pairs = (one: object, other: string) =>
  [
    ["10", false],
    ["11", true],
    ["12", null],
  ].map(([id, is_deleted]) => ({ system: "one", ...one, [other]: id, is_deleted }));

test("a contact or company that was taken off a HubSpot deal is no longer on it", async () => {
  const rows = {
    "raw.hubspot_deals": [{ system: "one", id: "1", createdate: at }],
    "raw.hubspot_deal_contacts": pairs({ deal_id: "1" }, "contact_id"),
    "raw.hubspot_deal_companies": [
      { system: "one", deal_id: "1", company_id: "20", is_deleted: true },
      { system: "one", deal_id: "1", company_id: "21", is_deleted: false },
    ],
  };
  expect(await ask("hubspot", rows, source_opportunity_people, "record_id")).toEqual(["10", "12"]);
  expect(await ask("hubspot", rows, source_opportunity_states, "account_id")).toEqual(["21"]);
});

test("a contact or deal that was taken off a HubSpot engagement has no part in it", async () => {
  const rows = {
    "raw.hubspot_calls": [{ system: "one", id: "5", hs_timestamp: at, hs_createdate: at }],
    "raw.hubspot_engagement_contacts": pairs({ engagement_id: "5" }, "contact_id"),
    "raw.hubspot_engagement_deals": [
      { system: "one", engagement_id: "5", deal_id: "1", is_deleted: true },
      { system: "one", engagement_id: "5", deal_id: "2", is_deleted: false },
    ],
  };
  expect(await ask("hubspot", rows, hubspot_engagement_people, "contact_id || ':' || deal_id")).toEqual([
    "10:2",
    "12:2",
  ]);
});

test("a prospect who was taken off a Pardot opportunity is no longer on it", async () => {
  const rows = {
    "raw.pardot_opportunities": [{ system: "one", id: "1", created_at: at }],
    "raw.pardot_opportunity_prospects": pairs({ opportunity_id: "1" }, "prospect_id"),
  };
  expect(await ask("pardot", rows, source_opportunity_people, "record_id")).toEqual(["10", "12"]);
});

test("a lead that a replica of Marketo marks as gone is a deleted person", async () => {
  const rows = {
    "raw.marketo_leads": pairs({ createdAt: at }, "id").map(({ is_deleted, ...lead }) => ({
      ...lead,
      isDeleted: is_deleted,
    })),
  };
  expect(await ask("marketo", rows, source_people, "record_id", "is_deleted")).toEqual(["11"]);
});
