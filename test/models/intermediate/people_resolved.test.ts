import { expect, test } from "vitest";
import { account_domains } from "../../../models/intermediate/account_domains.js";
import { people_resolved } from "../../../models/intermediate/people_resolved.js";
import { records_described } from "../../../models/intermediate/records_described.js";
import { records_judged } from "../../../models/intermediate/records_judged.js";
import type { Instant } from "../../../src/table/columns.js";
import { mergeLinks } from "../../support/merge_links.js";
import { runModel } from "../../support/run_model.js";

const precedence = { contact: 1n, lead: 2n, map: 3n };
/** A record of the one person, created and last changed on that day of January. */
const record = (record_id: string, entity: keyof typeof precedence, day: number, more = {}) => ({
  system: "crm",
  record_id,
  entity,
  precedence: precedence[entity],
  is_deleted: false,
  created_at: `2026-01-0${day}T00:00:00Z` as Instant,
  modified_at: `2026-01-0${day}T00:00:00Z` as Instant,
  ...more,
});
const asOf = "2026-07-01T00:00:00Z" as Instant;
const nothing = { accounts: [], attributes: [], known: [], ours: [] };
const resolved = async (people: ReturnType<typeof record>[], more: Partial<typeof nothing> = {}) => {
  const { accounts, attributes, known, ours } = { ...nothing, ...more };
  const links = mergeLinks(people);
  const judged = await runModel(records_judged, {
    people,
    links,
    attributes,
    domains: [],
    email_domains: [],
    mailboxes: [],
  });
  const records = judged.map(({ system, entity, record_id, record_no }, at) => ({
    system,
    entity,
    record_id,
    record_no,
    person_id: "crm:1",
    person_no: 1n,
    join_reason: at === 0 ? ("itself" as const) : ("link" as const),
  }));
  const described = await runModel(records_described, { records, judged, people, accounts, run: [{ as_of: asOf }] });
  const domains = await runModel(account_domains, { accounts, known, ours });
  const [person] = await runModel(people_resolved, { attributes, records, described, domains });
  return person!;
};

test("a value comes from the contacts, then leads, then marketing automation records, each time the latest non-blank one", async () => {
  const person = await resolved([
    record("1", "contact", 1, { job_title: " ", country: "France" }),
    record("2", "contact", 2, { job_title: "VP Sales" }),
    record("3", "contact", 3, { country: "Germany" }),
    record("4", "lead", 5, { job_title: "Intern", industry: "Software", company: "" }),
    record("5", "map", 6, { industry: "Retail", company: "Acme", country: "Spain" }),
  ]);
  expect(person).toMatchObject({
    job_title: "VP Sales",
    country: "Germany",
    industry: "Software",
    company: "Acme",
  });
});

test("values of merged or deleted records come last, however recently they were changed", async () => {
  const person = await resolved([
    record("1", "contact", 9, { merged_into: "2", email: "old@acme.test", job_title: "Intern" }),
    record("2", "map", 1, { email: " New@Acme.TEST " }),
  ]);
  expect(person).toMatchObject({ email: "new@acme.test", job_title: "Intern" });
});

test("the source is that of the oldest record, even if it is blank there", async () => {
  const none = record("1", "lead", 1, { source: " ", medium: null });
  const later = record("2", "contact", 2, { source: "Webinar", medium: "email" });
  expect(await resolved([later, none])).toMatchObject({
    source: null,
    medium: null,
    created_at: "2026-01-01T00:00:00Z",
  });
  expect(await resolved([later])).toMatchObject({ source: "Webinar", medium: "email" });
});

test("a record without a creation date is not the oldest", async () => {
  const undated = record("1", "lead", 1, { source: "List", created_at: null });
  expect(await resolved([undated, record("2", "lead", 2, { source: "Webinar" })])).toMatchObject({ source: "Webinar" });
});

test("the account fills in what the record does not say about the company", async () => {
  const accounts = [
    { system: "crm", account_id: "A", name: "Acme", industry: "Software", employee_count: 50n, country: "France" },
    { system: "map", account_id: "A", name: "Another" },
  ];
  const contact = record("1", "contact", 1, { account_id: "A", country: "Germany" });
  expect(await resolved([contact], { accounts: accounts as never[] })).toMatchObject({
    account_id: "A",
    account_system: "crm",
    company: "Acme",
    industry: "Software",
    country: "Germany",
    employee_count: 50n,
  });
});

test("the account comes from the record that names one, with the source of that record", async () => {
  const lead = record("1", "contact", 3);
  const other = record("2", "map", 1, { system: "map", account_id: "B" });
  expect(await resolved([lead, other])).toMatchObject({ account_id: "B", account_system: "map" });
});

test("persona_given is the latest persona that the source gave", async () => {
  const gave = (value: string | null, day: string) => ({
    system: "crm",
    entity: "lead",
    record_id: "1",
    attribute: "persona",
    value,
    observed_at: `2026-01-${day}T00:00:00Z`,
  });
  const attributes = [gave("Seller", "01"), gave("Buyer", "02"), { ...gave("x", "03"), attribute: "colour" }];
  const person = await resolved([record("1", "lead", 1)], { attributes: attributes as never[] });
  expect(person.persona_given).toBe("Buyer");
});

const account = (account_id: string, domain: string, more = {}) => ({ system: "crm", account_id, domain, ...more });
const accountOf = async (email: string, sites: string[], more: Partial<typeof nothing> = {}) => {
  const accounts = sites.map((site, at) => account(`A${at + 1}`, site, { industry: "Software", name: "Acme" }));
  const { account_id, account_system, account_is_matched, industry, company } = await resolved(
    [record("1", "lead", 1, { email })],
    { accounts: accounts as never[], ...more },
  );
  return { account_id, account_system, account_is_matched, industry, company };
};
const unmatched = { account_id: null, account_system: null, account_is_matched: false, industry: null, company: null };
const matched = { ...unmatched, account_id: "A1", account_system: "crm", account_is_matched: true };

test("a person without an account gets the account of the email domain, but no industry or company from it", async () => {
  expect(await accountOf(" Ada@ACME.test", ["HTTPS://www.Acme.test:8080/about?x=1#y"])).toEqual(matched);
  expect(await accountOf("ada@eu.acme.test", ["acme.test"])).toEqual(unmatched);
  expect(await accountOf("acme.test", ["acme.test"])).toEqual(unmatched);
});

test("an account that a record names goes before the account of the email domain", async () => {
  const accounts = [account("A1", "acme.test"), account("B", "other.test")] as never[];
  const own = [record("1", "map", 1, { account_id: "B" }), record("2", "lead", 2, { email: "ada@acme.test" })];
  expect(await resolved(own, { accounts })).toMatchObject({ account_id: "B", account_is_matched: false });
});

test("a domain of two accounts gives no account, nor does a free, student, competitor or internal domain", async () => {
  expect(await accountOf("ada@acme.test", ["acme.test", "http://acme.test/de"])).toEqual(unmatched);
  const known = [
    { domain: "Free.test", type: "free" },
    { domain: ".edu", type: "student" },
    { domain: "rival.test", type: "competitor" },
  ] as never[];
  for (const domain of ["free.test", "uni.edu", "rival.test"])
    expect(await accountOf(`ada@${domain}`, [domain], { known })).toEqual(unmatched);
  expect(await accountOf("ada@ours.test", ["ours.test"], { ours: [{ domain: "ours.test" }] as never[] })).toEqual(
    unmatched,
  );
});

test("the host is read from a site as people type it; several sites or no site give none", async () => {
  const hosts = {
    "www.acme.test": "acme.test",
    "//acme.test": "acme.test",
    "ftp://user:word@www.acme.test.:21/x": "acme.test",
    "acme.test?ref=a@b.test": "acme.test",
    "www.test": "www.test",
    "b\u00fccher.test": "b\u00fccher.test",
    "acme.test, acme.example": null,
    acme: null,
    "n/a": null,
    "http://": null,
    "ada@acme.test": "acme.test",
  };
  const rows = await runModel(account_domains, {
    accounts: Object.keys(hosts).map((domain, at) => account(`${at}`, domain)),
    known: [],
    ours: [],
  });
  const expected = Object.values(hosts).filter((host) => host !== null);
  expect(rows.map(({ domain }) => domain).sort()).toEqual([...new Set(expected)].sort());
  expect(rows.find(({ domain }) => domain === "acme.test")).toMatchObject({ accounts: 5n, account_id: null });
});
