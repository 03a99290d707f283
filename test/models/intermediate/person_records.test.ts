import { expect, test } from "vitest";
import { person_records } from "../../../models/intermediate/person_records.js";
import { record_pairs } from "../../../models/intermediate/record_pairs.js";
import { records_judged } from "../../../models/intermediate/records_judged.js";
import { rowsOf } from "../../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../../support/built_models.js";
import { mergeLinks } from "../../support/merge_links.js";
import { runModel } from "../../support/run_model.js";

type Entity = "contact" | "lead" | "people" | "map";
const precedence = { contact: 1n, lead: 2n, people: 2n, map: 3n };
const record = (record_id: string, entity: Entity = "lead", more = {}) => ({
  system: "crm",
  entity,
  record_id,
  precedence: precedence[entity],
  is_deleted: false,
  ...more,
});
const joined = async (people: ReturnType<typeof record>[], ...pairs: [string, string, string][]) => {
  const nothing = { attributes: [], domains: [], email_domains: [], mailboxes: [] };
  const entityOf = (id: string) => people.find(({ record_id }) => record_id === id)!.entity;
  const links = pairs.map(([record_id, other_record_id, reason]) => ({
    system: "crm",
    entity: entityOf(record_id),
    record_id,
    other_system: "crm",
    other_entity: entityOf(other_record_id),
    other_record_id,
    reason: reason as "link",
  }));
  const records = await runModel(records_judged, { ...nothing, people, links: [...mergeLinks(people), ...links] });
  const rows = await runModel(person_records, {
    records,
    pairs: await runModel(record_pairs, { records, links, addresses: [], run: [{ max_records_per_email: 3n }] }),
  });
  return Object.fromEntries(rows.map(({ record_id, person_id, join_reason }) => [record_id, [person_id, join_reason]]));
};

test("a record without any pair is a person of its own", async () => {
  expect(await joined([record("1"), record("2")])).toEqual({ 1: ["crm:1", "itself"], 2: ["crm:2", "itself"] });
});

test("joining is transitive along a chain in any order", async () => {
  const people = ["5", "3", "1", "4", "2"].map((id) => record(id));
  const result = await joined(
    people,
    ["1", "5", "email"],
    ["5", "2", "email"],
    ["2", "4", "email"],
    ["4", "3", "email"],
  );
  expect(Object.values(result).map(([person]) => person)).toEqual(people.map(() => "crm:1"));
});

test("a person is named by a contact, else by a lead, else by a marketing automation record", async () => {
  const chain = [
    ["a", "b", "email"],
    ["b", "c", "email"],
  ] as [string, string, string][];
  const people = [record("a", "map"), record("b", "lead"), record("c", "contact")];
  expect((await joined(people, ...chain)).a).toEqual(["crm:c", "email"]);
  expect((await joined(people.slice(0, 2), chain[0]!)).a).toEqual(["crm:b", "email"]);
});

test("of several contacts the smallest id names the person, unless it was merged away or deleted", async () => {
  const two = [record("2", "contact"), record("1", "contact")];
  expect((await joined(two, ["2", "1", "merge"]))[2]).toEqual(["crm:1", "merge"]);
  const merged = [record("2", "contact"), record("1", "contact", { is_deleted: true, merged_into: "2" })];
  expect((await joined(merged, ["1", "2", "merge"]))[1]).toEqual(["crm:2", "merge"]);
});

test("join_reason is the strongest reason: conversion, link, merge, then email", async () => {
  const people = [record("1", "contact"), record("2"), record("3"), record("4")];
  const result = await joined(
    people,
    ["1", "2", "email"],
    ["1", "2", "conversion"],
    ["3", "1", "merge"],
    ["3", "1", "link"],
    ["1", "4", "email"],
  );
  expect(result).toEqual({
    1: ["crm:1", "itself"],
    2: ["crm:1", "conversion"],
    3: ["crm:1", "link"],
    4: ["crm:1", "email"],
  });
});

test("an excluded record belongs to no person and joins no other records", async () => {
  const people = [record("1"), record("2", "lead", { is_deleted: true }), record("3")];
  expect(await joined(people, ["1", "2", "email"], ["2", "3", "email"])).toEqual({
    1: ["crm:1", "itself"],
    3: ["crm:3", "itself"],
  });
});

test("one person across three sources: Unicode and case variants of one email, a conversion and a link", async () => {
  const rows = {
    "raw.salesforce_leads": [
      { system: "crm", Id: "00Q1", Email: "JOSÉ@acme.test ", ConvertedContactId: "0031", IsConverted: true },
      { system: "crm", Id: "00Q2", Email: "info@acme.test" },
      { system: "crm", Id: "00Q3", Email: "Info@acme.test" },
    ],
    "raw.salesforce_contacts": [{ system: "crm", Id: "0031", Email: "jose.new@acme.test" }],
    "raw.mapped_people": [
      { system: "map", record_id: "m1", email: "jose\u0301@acme.test" },
      { system: "shop", record_id: "s1" },
    ],
    "raw.mapped_links": [{ system: "shop", record_id: "s1", other_system: "map", other_record_id: "m1" }],
  };
  const result = await withBuiltModels(runFacts("2026-07-01T00:00:00Z"), rows, [person_records], (warehouse) =>
    rowsOf(warehouse, "select record_id, person_id, join_reason from intermediate.person_records order by record_id"),
  );
  expect(result.map(({ record_id, person_id, join_reason }) => [record_id, person_id, join_reason])).toEqual([
    ["0031", "crm:0031", "itself"],
    ["00Q1", "crm:0031", "conversion"],
    ["00Q2", "crm:00Q2", "itself"],
    ["00Q3", "crm:00Q3", "itself"],
    ["m1", "crm:0031", "link"],
    ["s1", "crm:0031", "link"],
  ]);
});
