import { expect, test } from "vitest";
import { record_pairs } from "../../../models/intermediate/record_pairs.js";
import { runModel } from "../../support/run_model.js";

/** record_no is the id; of another system the id plus 100. */
type Row = Omit<ReturnType<typeof record>, "exclusion"> & { exclusion: "deleted" | "internal" | null };
const record = (record_id: string, email: string | null = null, system = "crm") => ({
  system,
  entity: "lead",
  record_id,
  email,
  has_own_email: email !== null,
  exclusion: null,
  record_no: BigInt(record_id) + (system === "crm" ? 0n : 100n),
});
/** The pairs of records, by their links and the addresses of the kept ones. */
const paired = (records: readonly Row[], links: ReturnType<typeof link>[] = []) =>
  runModel(record_pairs, {
    run: [{ max_records_per_email: 3n }],
    records,
    addresses: records.flatMap(({ record_no, email, exclusion }) =>
      email === null || exclusion !== null ? [] : [{ record_no, email }],
    ),
    links,
  });
const pairs = (rows: { one: bigint; other: bigint; reason: string }[]) =>
  rows.map(({ one, other, reason }) => `${one} ${other} ${reason}`).sort();

test("records with one email are paired with the first of them, across sources", async () => {
  const records = [record("2", "ada@acme.test"), record("1", "ada@acme.test", "map"), record("3", "ada@acme.test")];
  expect(pairs(await paired(records))).toEqual(["2 101 email", "2 3 email"]);
});

test("an email on more records than the limit joins none of them", async () => {
  const records = ["1", "2", "3", "4"].map((id) => record(id, "all@acme.test"));
  expect(await paired(records)).toEqual([]);
  expect(await paired(records.slice(1))).toHaveLength(2);
});

test("excluded records join nothing and do not count towards the limit", async () => {
  const records = [
    ...["1", "2", "3"].map((id) => record(id, "ada@acme.test")),
    { ...record("4", "ada@acme.test"), exclusion: "deleted" as const },
  ];
  const links = [link("1", "4", "merge")];
  expect(pairs(await paired(records, links))).toEqual(["1 2 email", "1 3 email"]);
});

const link = (record_id: string, other_record_id: string, reason: "link" | "merge", other_system = "crm") => ({
  system: "crm",
  entity: "lead",
  record_id,
  other_system,
  other_entity: "lead",
  other_record_id,
  reason,
});

test("a merge into an excluded or missing record is followed to the next kept record; a circle of merges leads nowhere", async () => {
  const records = [record("1"), { ...record("2"), exclusion: "internal" as const }, record("4"), record("5")];
  const links = [
    link("1", "2", "merge"),
    link("2", "3", "merge"),
    link("3", "4", "merge"),
    link("5", "6", "merge"),
    link("6", "7", "merge"),
    link("7", "6", "merge"),
  ];
  expect(pairs(await paired(records, links))).toEqual(["1 4 merge"]);
});

test("links of a source join once each, but not a record to itself or to a missing record", async () => {
  const records = [record("1"), record("1", null, "map")];
  const links = [
    link("1", "1", "link", "map"),
    link("1", "1", "link", "map"),
    link("1", "1", "merge"),
    link("1", "nowhere", "merge"),
  ];
  expect(pairs(await paired(records, links))).toEqual(["1 101 link"]);
});
