import { expect, test } from "vitest";
import { person_attributes } from "../../../models/intermediate/person_attributes.js";
import { rowsOf } from "../../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../../support/built_models.js";

const at = (day: string) => `2026-${day}T00:00:00Z`;

/** The values of an attribute of the only person, in order of time. */
const known = (attribute: string, rows: RowsByTable, asOf = at("07-01")) =>
  withBuiltModels(runFacts(asOf), rows, [person_attributes], async (warehouse) => {
    const observed = await rowsOf<{ value: string | null; observed_at: string }>(
      warehouse,
      `from intermediate.person_attributes where attribute = '${attribute}' order by observed_at`,
    );
    return observed.map(({ value, observed_at }) => [value, observed_at]);
  });

const lead = {
  system: "map",
  record_id: "1",
  email: "a@cs.uni.example",
  job_title: "Manager",
  created_at: at("01-05"),
};
const other = { system: "crm", record_id: "2", email: "a@cs.uni.example", created_at: at("02-01") };
const domains = [
  { domain: ".example", type: "free" },
  { domain: ".uni.example", type: "student" },
];

test("a value of a later record holds from the creation of that record; a blank value of it changes nothing", async () => {
  const rows = {
    "raw.mapped_people": [
      { ...lead, system: "crm" },
      { ...other, job_title: "VP Sales" },
    ],
  };
  expect(await known("job_title", rows)).toEqual([
    ["Manager", at("01-05")],
    ["VP Sales", at("02-01")],
  ]);
  expect(await known("job_title", { "raw.mapped_people": [lead, other] })).toEqual([["Manager", at("01-05")]]);
});

test("a blank on the first record is an observed blank until another record has a value", async () => {
  const rows = {
    "raw.mapped_people": [
      { ...lead, job_title: null },
      { ...other, job_title: "VP Sales" },
    ],
  };
  expect(await known("job_title", rows)).toEqual([
    [null, at("01-05")],
    ["VP Sales", at("02-01")],
  ]);
});

test("a record without a creation date counts from the person's oldest record on, not from as-of", async () => {
  const rows = {
    "raw.mapped_people": [
      { ...lead, job_title: null },
      { ...other, job_title: "VP Sales", created_at: null },
    ],
  };
  expect(await known("job_title", rows)).toEqual([["VP Sales", at("01-05")]]);
});

test("the type of an email domain holds from when the address is known; the longer matching domain wins", async () => {
  const rows = { "raw.mapped_people": [lead], "raw.email_domains": domains };
  expect(await known("email_domain_type", rows)).toEqual([["student", at("01-05")]]);
  expect(await known("is_student", { ...rows, "raw.email_domains": domains.slice(1) })).toEqual([
    ["true", at("01-05")],
  ]);
});

test("a custom attribute replaces a built-in one of the same name", async () => {
  const rows = {
    "raw.mapped_people": [lead],
    "raw.custom_fields": [{ system: "map", field: "Role", attribute: "job_title" }],
    "raw.field_values": [
      {
        product: "mapped",
        system: "map",
        entity: "people",
        record_id: "1",
        field: "Role",
        value: "CEO",
        made_at: at("01-05"),
        loaded_at: at("03-01"),
      },
    ],
  };
  expect(await known("job_title", rows)).toEqual([["CEO", at("01-05")]]);
});

test("a person is no customer before the first win, even if the record was created later", async () => {
  const won = [{ system: "map", record_id: "1", stage: "won", occurred_at: at("01-02"), occurred_at_is_date: false }];
  const rows = { "raw.mapped_people": [lead], "raw.mapped_stage_events": won };
  expect(await known("is_customer", rows)).toEqual([
    ["false", "2026-01-01T23:59:59.999999Z"],
    ["true", at("01-02")],
  ]);
  expect(await known("is_customer", { "raw.mapped_people": [lead] })).toEqual([["false", at("01-05")]]);
});

test("a new title with the same seniority changes the title, but not the seniority", async () => {
  const rows = {
    "raw.mapped_people": [
      { ...lead, job_title: "VP Sales" },
      { ...other, job_title: "VP of Sales" },
    ],
    "raw.titles": [{ match: "contains", value: "vp", seniority: "VP", department: "Sales", priority: 1 }],
  };
  expect(await known("job_title", rows)).toEqual([
    ["VP Sales", at("01-05")],
    ["VP of Sales", at("02-01")],
  ]);
  expect(await known("seniority", rows)).toEqual([["VP", at("01-05")]]);
});

test("of two records with a custom attribute the latest value of the better record holds while it is not blank", async () => {
  const plan = (system: string, record_id: string, value: string | null, day: string) => ({
    product: "mapped",
    entity: "people",
    field: "plan",
    system,
    record_id,
    value,
    made_at: at(day),
    changed_at: at(day),
    loaded_at: at("06-01"),
  });
  const rows = {
    "raw.mapped_people": [lead, { ...other, created_at: null }],
    "raw.field_values": [
      plan("map", "1", "trial", "01-05"),
      plan("map", "1", null, "03-01"),
      plan("map", "1", "paid", "05-01"),
      plan("crm", "2", "free", "02-01"),
    ],
  };
  expect(await known("plan", rows)).toEqual([
    ["trial", at("01-05")],
    ["free", at("03-01")],
    ["paid", at("05-01")],
  ]);
});
