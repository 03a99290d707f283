import { expect, test } from "vitest";
import { records_judged } from "../../../models/intermediate/records_judged.js";
import { mergeLinks } from "../../support/merge_links.js";
import { runModel } from "../../support/run_model.js";

const nothing = { links: [], attributes: [], domains: [], email_domains: [], mailboxes: [], missing: [] };
const person = (record_id: string, more = {}) => ({
  system: "crm",
  entity: "lead",
  record_id,
  is_deleted: false,
  ...more,
});
const exclusions = async (people: ReturnType<typeof person>[], rules: Partial<typeof nothing> = {}) => {
  const rows = await runModel(records_judged, { ...nothing, ...rules, links: mergeLinks(people), people });
  return Object.fromEntries(rows.map(({ record_id, exclusion }) => [record_id, exclusion]));
};

test("people of internal domains are excluded, however their address is typed", async () => {
  const people = [
    person("1", { email: " Ada@Ours.TEST " }),
    person("2", { email: "ada@theirs.test" }),
    person("3", { email: "ours.test@theirs.test" }),
    person("4"),
  ];
  const domains = { domains: [{ domain: "ours.test" }] as never[] };
  expect(await exclusions(people, domains)).toEqual({ 1: "internal", 2: null, 3: null, 4: null });
});

test("a domain that begins with a dot stands for all domains that end in it", async () => {
  const people = [
    person("1", { email: "ada@eu.ours.test" }),
    person("2", { email: "ada@ours.test" }),
    person("3", { email: "ada@notours.test" }),
  ];
  const email_domains = { email_domains: [{ domain: ".Ours.test", type: "internal" }] as never[] };
  expect(await exclusions(people, email_domains)).toEqual({ 1: "internal", 2: null, 3: null });
});

test("a student or competitor domain excludes no record", async () => {
  const email_domains = { email_domains: [{ domain: "rival.test", type: "competitor" }] as never[] };
  expect(await exclusions([person("1", { email: "ada@rival.test" })], email_domains)).toEqual({ 1: null });
});

test("a deleted record is excluded, but a record that was merged into a kept record stays, directly or through other records", async () => {
  const people = [
    person("deleted", { is_deleted: true }),
    person("winner"),
    person("loser", { is_deleted: true, merged_into: "winner" }),
    person("loser of the loser", { is_deleted: true, merged_into: "loser" }),
    person("not marked deleted", { merged_into: "winner" }),
  ];
  expect(await exclusions(people)).toEqual({
    deleted: "deleted",
    winner: null,
    loser: null,
    "loser of the loser": null,
    "not marked deleted": null,
  });
});

test("a record that was merged into a deleted or missing record is excluded as deleted", async () => {
  const people = [
    person("deleted", { is_deleted: true }),
    person("1", { is_deleted: true, merged_into: "deleted" }),
    person("2", { is_deleted: true, merged_into: "nowhere" }),
  ];
  expect(await exclusions(people)).toEqual({ deleted: "deleted", 1: "deleted", 2: "deleted" });
});

test("two records that were merged into each other are excluded as deleted", async () => {
  const people = [person("1", { merged_into: "2" }), person("2", { merged_into: "1" })];
  expect(await exclusions(people)).toEqual({ 1: "deleted", 2: "deleted" });
});

test("all records of a chain of merges share the fate of its last record, also past missing records", async () => {
  const chain = (name: string, length: number, more = {}) =>
    Array.from({ length }, (_, at) => person(`${name}${at}`, at === 0 ? more : { merged_into: `${name}${at - 1}` }));
  const people = [...chain("kept", 300), ...chain("gone", 300, { is_deleted: true })].filter(
    ({ record_id }) => record_id !== "kept7",
  );
  const rows = await runModel(records_judged, {
    ...nothing,
    people,
    // Only the winner's own row says that the missing record was merged into it.
    links: [...mergeLinks(people), ...mergeLinks([person("kept7", { merged_into: "kept6" })])],
  });
  for (const { record_id, exclusion } of rows)
    expect([record_id, exclusion]).toEqual([record_id, record_id.startsWith("kept") ? null : "deleted"]);
});

test("a record that only the winner's row calls merged away is gone too; a record merged into itself is not", async () => {
  const people = [person("winner"), person("loser"), person("itself")];
  const links = mergeLinks([person("loser", { merged_into: "winner" }), person("itself", { merged_into: "itself" })]);
  const rows = await runModel(records_judged, { ...nothing, people, links });
  expect(Object.fromEntries(rows.map((row) => [row.record_id, [row.exclusion, row.is_gone]]))).toEqual({
    winner: [null, false],
    loser: [null, true],
    itself: [null, false],
  });
});

test("a record that was merged into two records is kept if one of them is", async () => {
  const people = [person("kept"), person("deleted", { is_deleted: true }), person("loser")];
  const links = mergeLinks(["kept", "deleted"].map((merged_into) => person("loser", { merged_into })));
  expect(
    (await runModel(records_judged, { ...nothing, people, links })).find((row) => row.record_id === "loser"),
  ).toMatchObject({
    exclusion: null,
  });
});

test("a record that its source now marks as a test is excluded; a withdrawn mark or one of another source does not count", async () => {
  const marked = (record_id: string, value: string, day: string, system = "crm") => ({
    system,
    entity: "lead",
    record_id,
    attribute: "is_test",
    value,
    observed_at: `2026-01-${day}T00:00:00Z`,
  });
  const attributes = [
    marked("1", "TRUE", "02"),
    marked("2", "true", "02"),
    marked("2", "false", "03"),
    marked("3", "yes", "02", "map"),
  ];
  const people = [person("1"), person("2"), person("3")];
  expect(await exclusions(people, { attributes: attributes as never[] })).toEqual({ 1: "test", 2: null, 3: null });
});

test("a shared mailbox keeps its address but joins no records, nor does a text that is no address", async () => {
  const people = [
    person("1", { email: "Info@acme.test" }),
    person("2", { email: "information@acme.test" }),
    person("3", { email: "n/a" }),
    person("4", { email: " " }),
    person("5", { email: "none@" }),
    person("6", { email: "@acme.test" }),
    person("7", { email: "@" }),
    person("8", { email: "info" }),
  ];
  const rows = await runModel(records_judged, { ...nothing, mailboxes: [{ mailbox: "info" }], people });
  expect(rows.map(({ email, has_own_email }) => [email, has_own_email]).sort()).toEqual(
    [
      [null, false],
      ["info@acme.test", false],
      ["information@acme.test", true],
      ["n/a", false],
      ["none@", false],
      ["@acme.test", false],
      ["@", false],
      ["info", false],
    ].sort(),
  );
});

test("an address is the same however its accents are composed; letters that only look alike differ", async () => {
  const emails = ["e\u0301@ex.test", "\u00e9@ex.test", "\uff41@ex.test", "a\u202e@ex.test", "a@ex.test"];
  const people = emails.map((email, at) => person(`${at}`, { email }));
  const rows = await runModel(records_judged, { ...nothing, people });
  const of = Object.fromEntries(rows.map(({ record_id, email }) => [record_id, email]));
  expect(of[0]).toBe(of[1]);
  expect(new Set(Object.values(of)).size).toBe(4);
});

const missing = (record_key: string, more = {}) => ({
  ...{ system: "crm", table_name: "raw.salesforce_leads", entity: "lead", record_key, other_key: "" },
  ...{ meaning: "deleted" as const, state: "taken" as const, ...more },
});

test("a record that a later full export no longer has is left out, but one that was merged away shares the fate of its survivor", async () => {
  const rows = await runModel(records_judged, {
    ...nothing,
    people: [
      ...["gone", "loser", "survivor", "asked", "deal"].map((id) => person(id)),
      person("account gone", { is_missing: true }),
    ],
    links: [
      {
        ...{ system: "crm", entity: "lead", record_id: "loser", reason: "merge" as const },
        ...{ other_system: "crm", other_entity: "lead", other_record_id: "survivor" },
      },
    ],
    missing: [
      missing("gone"),
      missing("loser"),
      missing("asked", { state: "asked" }),
      missing("survivor", { system: "other" }),
      missing("deal", { meaning: "warned" }),
    ],
  });
  expect(
    Object.fromEntries(rows.map(({ record_id, exclusion, is_gone }) => [record_id, [exclusion, is_gone]])),
  ).toEqual({
    gone: ["missing", true],
    "account gone": ["missing", true],
    loser: [null, true],
    survivor: [null, false],
    asked: [null, false],
    deal: [null, false],
  });
});
