/** Random records with links between them, and the people they must form, computed with a union-find. */
import fc from "fast-check";
import type { RowsByTable } from "./built_models.js";

const kindPrecedence = { contact: 1n, lead: 2n, people: 2n, map: 3n };

export interface TestRecord {
  readonly system: string;
  readonly kind: keyof typeof kindPrecedence;
  readonly id: string;
  readonly email: string | null;
  readonly isDeleted: boolean;
  readonly isTest: boolean;
  /** The record that this one was merged into. It may be missing from the exports. */
  readonly mergedInto: string | null;
}

export interface Link {
  readonly from: TestRecord;
  readonly to: TestRecord;
  readonly reason: "conversion" | "link" | "merge";
}

export interface RecordSet {
  readonly records: readonly TestRecord[];
  readonly links: readonly Link[];
}

/** The setting `identity.max_records_per_email`. */
export const maxRecordsPerEmail = 3;

export const keyOf = ({ system, id }: Pick<TestRecord, "system" | "id">) => `${system}:${id}`;

const kindsOf: [string, TestRecord["kind"]][] = [
  ["crm", "contact"],
  ["crm", "lead"],
  ["map", "map"],
  ["shop", "people"],
];

const somebody = fc.constantFrom("ada", " ADA", "bo", "cy", "info", "Dee").map((mailbox) => `${mailbox}@acme.test`);
const email = fc.oneof({ weight: 6, arbitrary: somebody }, fc.constantFrom(null, "n/a", "eve@Ours.test"));

/** A few records, linked in all possible ways to each other and to a record that is missing from the exports. */
export const arbitraryRecordSet: fc.Arbitrary<RecordSet> = fc
  .uniqueArray(fc.integer({ min: 10, max: 99 }), { minLength: 6, maxLength: 20 })
  .chain((numbers) => {
    const ids = numbers.map(String);
    const made = (id: string) =>
      fc
        .record({
          place: fc.constantFrom(...kindsOf),
          email,
          isDeleted: fc.nat(5).map((die) => die === 0),
          isTest: fc.nat(6).map((die) => die === 0),
          mergedInto: fc.oneof(fc.constant(null), fc.constantFrom(...ids, "nowhere")),
        })
        .map(({ place: [system, kind], ...more }): TestRecord => ({ system, kind, id, ...more }));
    const end = fc.nat(ids.length);
    const ends = fc.tuple(end, end, fc.constantFrom("conversion" as const, "link" as const, "merge" as const));
    return fc.tuple(fc.tuple(...ids.map(made)), fc.array(ends, { maxLength: 5 }));
  })
  .map(([records, between]): RecordSet => {
    const recordAt = (at: number) => records[at] ?? { ...records[0]!, id: "nowhere" };
    return {
      records,
      links: between.map(([from, to, reason]) => ({ from: recordAt(from), to: recordAt(to), reason })),
    };
  });

/** The same records with other ids and email addresses, so that several sets can be built in one run. */
export function renameRecords(name: string, { records, links }: RecordSet): RecordSet {
  const own = (record: TestRecord): TestRecord => ({
    ...record,
    id: `${name}-${record.id}`,
    email: record.email?.replace("acme", name) ?? null,
    mergedInto: record.mergedInto && `${name}-${record.mergedInto}`,
  });
  return {
    records: records.map(own),
    links: links.map(({ from, to, reason }) => ({ from: own(from), to: own(to), reason })),
  };
}

type RecordName = Pick<TestRecord, "system" | "kind" | "id">;

/** The records as rows of the canonical tables. */
export function recordSetTables({ records, links }: RecordSet): RowsByTable {
  const told = new Map<string, Record<string, unknown>>();
  const say = (one: RecordName, other: RecordName, reason: string) =>
    told.set([one.system, one.id, other.system, other.id, reason].join(), {
      system: one.system,
      entity: one.kind,
      record_id: one.id,
      other_system: other.system,
      other_entity: other.kind,
      other_record_id: other.id,
      reason,
    });
  for (const { from, to, reason } of links) say(from, to, reason);
  const kinds = new Map(records.map(({ system, kind, id }) => [`${system} ${id}`, kind]));
  for (const record of records) {
    const { system, kind, mergedInto } = record;
    if (mergedInto !== null)
      say(record, { system, kind: kinds.get(`${system} ${mergedInto}`) ?? kind, id: mergedInto }, "merge");
  }
  return {
    "intermediate.source_people": records.map(({ system, kind, id, email, isDeleted, mergedInto }) => ({
      system,
      entity: kind,
      record_id: id,
      email,
      merged_into: mergedInto,
      is_deleted: isDeleted,
      precedence: kindPrecedence[kind],
      is_anonymous: false,
    })),
    "intermediate.source_links": [...told.values()],
    "intermediate.source_attributes": records
      .filter(({ isTest }) => isTest)
      .map(({ system, kind, id }) => ({
        system,
        entity: kind,
        record_id: id,
        attribute: "is_test",
        value: "true",
        observed_at: "2026-01-01T00:00:00Z",
      })),
  };
}

/** The record that each record was merged into, by its own field or by a link. Merges of a record into itself are ignored. */
function mergesOf({ records, links }: RecordSet): Map<string, Set<string>> {
  const merges = new Map<string, Set<string>>();
  const add = (from: string, to: string) => {
    if (from !== to) merges.set(from, (merges.get(from) ?? new Set()).add(to));
  };
  for (const { from, to, reason } of links) if (reason === "merge") add(keyOf(from), keyOf(to));
  for (const { system, id, mergedInto } of records)
    if (mergedInto !== null) add(`${system}:${id}`, `${system}:${mergedInto}`);
  return merges;
}

const mailOf = ({ email }: TestRecord) => email?.trim().toLowerCase() ?? null;

/** Why each record is left out; null if it is kept. */
export function exclusionsOf(all: RecordSet): Map<string, string | null> {
  const merges = mergesOf(all);
  const made = new Map(all.records.map((record) => [keyOf(record), record]));
  const own = (record: TestRecord) => {
    if (record.isTest) return "test";
    if (mailOf(record)?.endsWith("@ours.test")) return "internal";
    return record.isDeleted && !merges.has(keyOf(record)) ? "deleted" : null;
  };
  const endsOf = (key: string, seen = new Set<string>()): TestRecord[] => {
    if (seen.has(key)) return [];
    seen.add(key);
    const next = merges.get(key);
    if (next) return [...next].flatMap((one) => endsOf(one, seen));
    const end = made.get(key);
    return end ? [end] : [];
  };
  const judge = (record: TestRecord) => {
    if (own(record) !== null || !merges.has(keyOf(record))) return own(record);
    const ends = endsOf(keyOf(record)).map(own);
    if (ends.length === 0) return "deleted";
    return ends.includes(null) ? null : ends.sort()[0]!;
  };
  return new Map(all.records.map((record) => [keyOf(record), judge(record)]));
}

/** The people: groups of kept records that conversions, links, merges and emails connect. */
export function componentsOf(all: RecordSet): TestRecord[][] {
  const exclusions = exclusionsOf(all);
  const merges = mergesOf(all);
  const kept = all.records.filter((record) => exclusions.get(keyOf(record)) === null);
  const heads = new Map(kept.map((record) => [keyOf(record), keyOf(record)]));
  const headOf = (key: string): string => (heads.get(key) === key ? key : headOf(heads.get(key)!));
  const join = (one: string, other: string) => {
    if (heads.has(one) && heads.has(other)) heads.set(headOf(one), headOf(other));
  };
  for (const { from, to, reason } of all.links) if (reason !== "merge") join(keyOf(from), keyOf(to));
  const follow = (loser: string, at: string, seen: Set<string>) => {
    for (const next of merges.get(at) ?? []) {
      if (heads.has(next)) join(loser, next);
      else if (!seen.has(next)) follow(loser, next, seen.add(next));
    }
  };
  for (const key of heads.keys()) follow(key, key, new Set());
  const isOwn = (mail: string | null): mail is string => mail !== null && /^(?!info@).*@/.test(mail);
  for (const mail of new Set(kept.map(mailOf).filter(isOwn))) {
    const having = kept.filter((record) => mailOf(record) === mail).map(keyOf);
    if (having.length <= maxRecordsPerEmail) for (const one of having) join(one, having[0]!);
  }
  const people = new Map<string, TestRecord[]>();
  for (const record of kept) {
    const head = headOf(keyOf(record));
    people.set(head, [...(people.get(head) ?? []), record]);
  }
  return [...people.values()];
}

export const isDeletedOrMerged = (record: TestRecord, all: RecordSet) =>
  record.isDeleted || mergesOf(all).has(keyOf(record));

/** The record that names the person: an existing one first, then a contact, then a CRM record, then the smallest id. */
export function namingRecord(of: readonly TestRecord[], all: RecordSet): TestRecord {
  const places = (one: TestRecord) =>
    [isDeletedOrMerged(one, all), one.kind !== "contact", one.kind === "map"].map(Number);
  const compare = (one: TestRecord, other: TestRecord) => {
    const [first, second] = [places(one), places(other)];
    const at = first.findIndex((place, no) => place !== second[no]);
    if (at >= 0) return first[at]! - second[at]!;
    return one.id === other.id ? (one.system < other.system ? -1 : 1) : one.id < other.id ? -1 : 1;
  };
  return of.toSorted(compare)[0]!;
}
