import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { person_records } from "../../models/intermediate/person_records.js";
import { record_joins } from "../../models/intermediate/record_joins.js";
import { records_judged } from "../../models/intermediate/records_judged.js";
import { rowsOf } from "../../src/table/rows.js";
import {
  arbitraryRecordSet,
  componentsOf,
  exclusionsOf,
  isDeletedOrMerged,
  keyOf,
  type Link,
  maxRecordsPerEmail,
  namingRecord,
  type RecordSet,
  recordSetTables,
  renameRecords,
  type TestRecord,
} from "../support/arbitrary_records.js";
import { runFacts, withBuiltModels } from "../support/built_models.js";

/** Try more cases with `WORLDS=400 SEED=7 npx vitest run test/models/identity.test.ts`. */
const count = Number(process.env.WORLDS ?? 40);
const seed = Number(process.env.SEED ?? 1);

interface Identities {
  readonly people: ReadonlyMap<string, string>;
  readonly reasons: ReadonlyMap<string, string>;
  readonly exclusions: ReadonlyMap<string, string | null>;
  readonly joins: readonly { one: string; other: string; person_id: string; reason: string; told_by: string | null }[];
}

const identity = {
  internal_domains: ["ours.test"],
  shared_mailboxes: ["info"],
  max_records_per_email: maxRecordsPerEmail,
};

/** Reads the published tables, as an analyst would. */
const identitiesOf = (given: RecordSet): Promise<Identities> =>
  withBuiltModels(
    runFacts("2026-07-01T00:00:00Z", { identity }),
    recordSetTables(given),
    [records_judged, person_records, record_joins],
    async (warehouse) => {
      type Row = { key: string; person_id: string; join_reason: string; exclusion: string | null };
      const key = "system || ':' || record_id as key";
      const people = await rowsOf<Row>(warehouse, `select ${key}, * from intermediate.person_records`);
      const judged = await rowsOf<Row>(warehouse, `select ${key}, * from intermediate.records_judged`);
      return {
        people: new Map(people.map((row) => [row.key, row.person_id])),
        reasons: new Map(people.map((row) => [row.key, row.join_reason])),
        exclusions: new Map(judged.map((row) => [row.key, row.exclusion])),
        joins: await rowsOf(
          warehouse,
          `select system || ':' || record_id as one, other_system || ':' || other_record_id as other, person_id, reason, told_by
           from intermediate.record_joins`,
        ),
      };
    },
  );

/** Many small worlds in one run. Each has its own ids and emails, so people of different worlds must not be joined. */
const together = (worlds: readonly RecordSet[]): RecordSet => ({
  records: worlds.flatMap(({ records }) => records),
  links: worlds.flatMap(({ links }) => links),
});

const sample = (numRuns: number, from: number, name = "w") =>
  fc.sample(arbitraryRecordSet, { numRuns, seed: from }).map((one, at) => renameRecords(`${name}${at}`, one));

const reversed = ({ records, links }: RecordSet): RecordSet => ({
  records: records.toReversed(),
  links: links.toReversed(),
});

describe(`of ${count} random worlds of records, merges, conversions, links and emails`, async () => {
  const worlds = sample(count, seed);
  const all = together(worlds);
  const resolved = await identitiesOf(all);
  const excluded = exclusionsOf(all);
  const components = componentsOf(all);

  test("records are kept or excluded for the same reason as a walk along their merges finds", () => {
    expect(Object.fromEntries(resolved.exclusions)).toEqual(Object.fromEntries(excluded));
  });

  test("people are the same groups of records as a union-find gives, each named by the rule", () => {
    const expected = components.flatMap((of) => of.map((record) => [keyOf(record), keyOf(namingRecord(of, all))]));
    expect(Object.fromEntries(resolved.people)).toEqual(Object.fromEntries(expected));
  });

  test("a person is named by one of its records, and every other record has a reason", () => {
    for (const [record, person] of resolved.people) {
      expect(resolved.people.get(person)).toBe(person);
      expect([record, resolved.reasons.get(record) === "itself"]).toEqual([record, record === person]);
    }
  });

  test("record_joins alone connects each record with the one that names its person", () => {
    const near = new Map<string, string[]>();
    for (const { one, other, person_id, reason, told_by } of resolved.joins) {
      expect([resolved.people.get(one), resolved.people.get(other)]).toEqual([person_id, person_id]);
      expect(told_by === null).toBe(reason === "email");
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const)
        near.set(from, [...(near.get(from) ?? []), to]);
    }
    const reached = new Set([...resolved.people.values()]);
    // Iterating over a set includes elements that are added meanwhile.
    for (const at of reached) for (const next of near.get(at) ?? []) reached.add(next);
    expect(reached).toEqual(new Set(resolved.people.keys()));
  });

  test("the random worlds include people of many records, every reason and every exclusion", () => {
    const sizes = components.map(({ length }) => length);
    expect(Math.max(...sizes)).toBeGreaterThan(5);
    for (const reason of ["conversion", "link", "merge", "email"])
      expect([...resolved.reasons.values()]).toContain(reason);
    for (const exclusion of ["test", "internal", "deleted", null])
      expect([...resolved.exclusions.values()]).toContain(exclusion);
  });

  test("the order of rows in exports changes nothing", async () => {
    expect(await identitiesOf(reversed(all))).toMatchObject({ people: resolved.people, reasons: resolved.reasons });
  });

  test("a load that adds other people changes no person_id and no join_reason", async () => {
    const more = await identitiesOf(together([all, ...sample(10, seed + 1, "a"), ...sample(10, seed + 2, "y")]));
    for (const [record, person] of resolved.people)
      expect([more.people.get(record), more.reasons.get(record)]).toEqual([person, resolved.reasons.get(record)]);
  });

  test("a later record of the same kind with a greater id never renames a person", async () => {
    const later = components.map((of, at): [TestRecord, Link] => {
      const name = namingRecord(of, all);
      const added: TestRecord = { ...plain, system: name.system, kind: name.kind, id: `z${at}` };
      return [added, linkOf(added, name)];
    });
    const grown = { records: later.map(([record]) => record), links: later.map(([, link]) => link) };
    const more = await identitiesOf(together([all, grown]));
    for (const [record, person] of resolved.people) expect(more.people.get(record)).toBe(person);
    for (const [added, { to }] of later) expect(more.people.get(keyOf(added))).toBe(resolved.people.get(keyOf(to)));
  });

  test("a contact that comes later names the person, and the former id leads to it", async () => {
    const later = components.map((of, at): [TestRecord, Link] => {
      const added: TestRecord = { ...plain, system: "crm", kind: "contact", id: `003-${at}` };
      return [added, linkOf(added, of.at(-1)!)];
    });
    const grown = { records: later.map(([record]) => record), links: later.map(([, link]) => link) };
    const more = await identitiesOf(together([all, grown]));
    for (const [record, former] of resolved.people) expect(more.people.get(former)).toBe(more.people.get(record));
    const renamed = components.filter((of) => of.every((one) => one.kind !== "contact" || isDeletedOrMerged(one, all)));
    expect(renamed.length).toBeGreaterThan(5);
    for (const of of renamed) {
      const [added] = later[components.indexOf(of)]!;
      expect(more.people.get(keyOf(of[0]!))).toBe(keyOf(added));
    }
  });

  test("if the record that names a person is merged into another, the former id leads to the new one", async () => {
    const names = new Map(components.map((of, at) => [namingRecord(of, all), `0${at}`]));
    const winners = [...names].map(([{ system, kind }, id]): TestRecord => ({ ...plain, system, kind, id }));
    const records = all.records.map((one) => ({ ...one, mergedInto: names.get(one) ?? one.mergedInto }));
    const more = await identitiesOf(
      together([
        { records, links: all.links },
        { records: winners, links: [] },
      ]),
    );
    for (const [record, former] of resolved.people) expect(more.people.get(former)).toBe(more.people.get(record));
    for (const one of names.keys()) expect(more.people.get(keyOf(one))).not.toBe(keyOf(one));
  });
});

const plain = { email: null, isDeleted: false, isTest: false, mergedInto: null } as const;
const linkOf = (from: TestRecord, to: TestRecord): Link => ({ from, to, reason: "link" });

test("a chain of two hundred merges is one person, named by the last record", async () => {
  const at = (no: number) => `${no}`.padStart(4, "0");
  const records = Array.from(
    { length: 200 },
    (_, no): TestRecord => ({
      ...plain,
      system: "crm",
      kind: "lead",
      id: at(no),
      isDeleted: no < 199,
      mergedInto: no < 199 ? at(no + 1) : null,
    }),
  );
  const { people } = await identitiesOf({ records, links: [] });
  expect(new Set(people.values())).toEqual(new Set(["crm:0199"]));
  expect(people.size).toBe(200);
});

test("a record that only the winner's row calls merged away is joined and does not name the person", async () => {
  const [loser, winner] = ["1", "2"].map((id): TestRecord => ({ ...plain, system: "crm", kind: "contact", id }));
  const { people, joins } = await identitiesOf({
    records: [loser!, winner!],
    links: [{ from: loser!, to: winner!, reason: "merge" }],
  });
  expect(Object.fromEntries(people)).toEqual({ "crm:1": "crm:2", "crm:2": "crm:2" });
  expect(joins).toEqual([{ one: "crm:1", other: "crm:2", person_id: "crm:2", reason: "merge", told_by: "crm" }]);
});
