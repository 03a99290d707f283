import { expect, test } from "vitest";
import { calibration } from "../../../models/marts/calibration.js";
import { data_quality } from "../../../models/marts/data_quality.js";
import { funnel } from "../../../models/marts/funnel.js";
import { isSource } from "../../../src/table/model.js";
import { rowsOf } from "../../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../../support/built_models.js";
import { mqlRows, scoredMqlRows, sqlColumns } from "../../support/mql_rows.js";

const run = runFacts("2026-12-01T00:00:00Z", { statistics: { min_sample: 3 } });
const nothing: RowsByTable = Object.fromEntries(
  Object.values(data_quality.from)
    .filter((table) => !isSource(table) && ![funnel, calibration].some(({ name }) => name === table.name))
    .map(({ name }) => [name, []]),
);

/** The findings for the given rows, in the order of the table, as check, subject, count, share and severity. */
const findingsOf = (rows: RowsByTable) =>
  withBuiltModels(run, { ...nothing, ...rows }, [funnel, calibration, data_quality], async (warehouse) =>
    (await rowsOf<Record<string, unknown>>(warehouse, "from marts.data_quality")).map(
      ({ check, subject, count, share, severity }) => [check, subject, count, share, severity],
    ),
  );

const cycles = (rows: readonly Record<string, unknown>[]) => ({
  "marts.mql_cycles": rows.map((row, at) => ({ cycle_id: `c${at}`, person_id: `p${at}`, ...row })),
});
const person = {
  email: "e",
  job_title: "t",
  company: "c",
  source: "s",
  country: "c",
  industry: "i",
  employee_count: 1,
};
const people = (count: number) => ({
  "marts.people": Array.from({ length: count }, (_, at) => ({ person_id: `p${at}`, ...person })),
});

test("people without any MQL are a warning, and no people are none", async () => {
  const empty = "no stage of a record means MQL, and no score reached the threshold";
  expect(await findingsOf(people(4))).toEqual([["no MQLs", empty, 4n, 1, "warn"]]);
  expect(await findingsOf({})).toEqual([]);
  const unqualified = cycles(mqlRows(1, { cycle_no: 0, mql_at: null }));
  expect((await findingsOf({ ...people(4), ...unqualified })).map(([check]) => check)).toContain("no MQLs");
});

test("rows of lookups that doctor guessed are a warning by their meaning until somebody clears the mark", async () => {
  const regions = ["Atlantis", "Lemuria", "Mu", "Germany"].map((country, at) => ({
    country,
    region: at < 3 ? "Other" : "EMEA",
    mark: ["guess", "guess", "confirm", null][at],
  }));
  expect(await findingsOf({ "raw.regions": regions })).toEqual([
    ["lookup rows that nobody confirmed", "regions: Other", 3n, 0.75, "warn"],
  ]);
});

test("a stage of which no record tells is implied, however many wins imply it", async () => {
  const won = "2026-02-01T00:00:00Z";
  const implied = { sal_at: won, sal_imputed: true, sql_at: won, sql_imputed: true, opportunity_at: won };
  const wins = mqlRows(2, { ...implied, opportunity_imputed: true, won_at: won, outcome: "won" });
  const found = await findingsOf({ ...people(2), ...cycles(wins) });
  expect(found).toEqual([
    ["stages that are only implied", "opportunity", 2n, 1, "warn"],
    ["stages that are only implied", "sal", 2n, 1, "warn"],
    ["stages that are only implied", "sql", 2n, 1, "warn"],
  ]);
  // One recorded SAL is enough: the others then are inferred, which the funnel says beside them.
  const mixed = [...wins, ...mqlRows(1, { sal_at: won, outcome: "sal" })];
  expect((await findingsOf(cycles(mixed))).map(([, subject]) => subject)).not.toContain("sal");
});

test("a stage that no MQL reached is a warning once enough MQLs are old enough for it", async () => {
  const subjects = async (count: number) =>
    (await findingsOf(cycles(mqlRows(count, sqlColumns)))).map(([check, subject]) => [check, subject]);
  expect(await subjects(2)).toEqual([]);
  expect(await subjects(3)).toEqual([
    ["stages that no MQL reached", "opportunity"],
    ["stages that no MQL reached", "won"],
  ]);
});

test("if the fit of all MQLs looks ahead, the empty bands of the total score are a warning; if that of some does, it is told", async () => {
  const ahead = scoredMqlRows(60, 2, { is_fit_backfilled: true });
  const lookingAhead = (found: unknown[][]) => found.filter(([check]) => check === "MQLs whose fit looks ahead");
  expect(lookingAhead(await findingsOf(cycles(ahead)))).toEqual([
    ["MQLs whose fit looks ahead", "bands of the total score", 2n, 1, "warn"],
  ]);
  expect(lookingAhead(await findingsOf(cycles([...ahead, ...scoredMqlRows(60, 2)])))).toEqual([
    ["MQLs whose fit looks ahead", "bands of the total score", 2n, 0.5, "info"],
  ]);
});

test("a win without a person is a warning; of open opportunities a few are normal, and most are not", async () => {
  const closed_at = "2026-02-01T00:00:00Z";
  const opportunity = (id: string, outcome: string) => ({ system: "crm", opportunity_id: id, outcome, closed_at });
  const on = (id: string) => ({ system: "crm", opportunity_id: id, person_id: "p0" });
  const found = await findingsOf({
    "intermediate.source_opportunities": [
      ...["w1", "w2", "w3"].map((id) => opportunity(id, "won")),
      ...["o1", "o2"].map((id) => opportunity(id, "open")),
      ...["l1", "l2"].map((id) => opportunity(id, "lost")),
    ],
    // Two people on one opportunity count it once.
    "intermediate.people_on_opportunities": [on("w1"), { ...on("w1"), person_id: "p1" }, on("w2"), on("o1")],
  });
  expect(found).toEqual([
    ["opportunities without a person", "lost", 2n, 1, "warn"],
    ["opportunities without a person", "won", 1n, 1 / 3, "warn"],
    ["opportunities without a person", "open", 1n, 0.5, "info"],
  ]);
});

test("a win without a date is told, because nobody has won it", async () => {
  const found = await findingsOf({
    "intermediate.source_opportunities": [{ system: "crm", opportunity_id: "w1", outcome: "won" }],
    "intermediate.people_on_opportunities": [{ system: "crm", opportunity_id: "w1", person_id: "p0" }],
  });
  expect(found).toEqual([["wins and losses without a date", "won", 1n, 1, "warn"]]);
});

test("a stage date in another spelling is one finding of its field, and not a value that the stage map lacks", async () => {
  const of = (value: string, more: object = {}) => ({
    ...{ system: "crm", entity: "lead", field: "mql_date__c", record_id: value, value, is_mapped: false, ...more },
  });
  const dates = ["02/01/2026", "02/02/2026"].map((value) => of(value, { stage: "mql" }));
  const word = of("Called", { field: "status" });
  expect(await findingsOf({ "intermediate.field_stage_events": [...dates, word] })).toEqual([
    ["stage dates that are no dates", "lead.mql_date__c", 2n, null, "warn"],
    ["unmapped stage values", "lead.status = Called", 1n, null, "warn"],
  ]);
});

test("what is dated after the as-of is told, with or without a person on it", async () => {
  const later = "2027-02-01T00:00:00Z";
  const found = await findingsOf({
    "marts.people": [{ person_id: "p0", ...person, created_at: later }],
    "marts.mql_cycles": mqlRows(1, { cycle_id: "c0", person_id: "p0" }),
    "intermediate.source_opportunities": [
      { system: "crm", opportunity_id: "w1", outcome: "won", closed_at: later },
      { system: "crm", opportunity_id: "o1", outcome: "open", closed_at: later },
    ],
    "intermediate.people_on_opportunities": ["w1", "o1"].map((id) => ({
      ...{ system: "crm", opportunity_id: id, person_id: "p0" },
    })),
  });
  expect(found).toEqual([
    ["records dated after the as-of", "opportunities that are won", 1n, null, "warn"],
    ["records dated after the as-of", "people", 1n, null, "warn"],
  ]);
});

test("warnings come first, and of these what moves the funnel most", async () => {
  const found = await findingsOf({
    ...people(1),
    "intermediate.people_on_opportunities": [],
    "intermediate.source_opportunities": [
      { system: "crm", opportunity_id: "w1", outcome: "won", closed_at: "2026-02-01T00:00:00Z" },
    ],
    "marts.people": [{ person_id: "p0", ...person, persona: "Unmapped", email: null }],
  });
  expect(found.map(([check]) => check)).toEqual([
    "no MQLs",
    "opportunities without a person",
    "unmapped personas",
    "missing fields",
  ]);
});

test("people who are missing among accounts are counted apart from companies, which are no reason to look", async () => {
  const missing = (record_key: string, part: string | null) => ({
    ...{ system: "crm", table_name: "raw.salesforce_accounts", entity: "account", record_key, other_key: "", part },
    ...{ meaning: part === null ? "told" : "deleted", state: part === null ? "kept" : "taken" },
    ...{ is_new: true, lacks: null, may_be_rejected: false, missing_since: "2026-06-02T00:00:00Z" },
  });
  const rows = [missing("1", null), missing("2", null), missing("3", "people")];
  const found = await findingsOf({ "raw.missing_records": rows as never[] });
  const check = "records missing from the latest full export";
  expect(found.filter(([name]) => name === check)).toEqual([
    [check, "raw.salesforce_accounts: people", 1n, null, "warn"],
    [check, "raw.salesforce_accounts", 2n, null, "info"],
  ]);
});

test("records that an incomplete export lacks are a warning, unless they can be those that it has and that were rejected", async () => {
  const missing = (record_key: string, lacks: string, may_be_rejected: boolean) => ({
    ...{ system: "crm", table_name: "raw.salesforce_leads", entity: "lead", record_key, other_key: "" },
    ...{ meaning: "deleted", state: "incomplete", is_new: true, lacks, may_be_rejected },
    missing_since: "2026-06-02T00:00:00Z",
  });
  const check = "records missing from an incomplete export";
  const findings = async (...rows: object[]) =>
    (await findingsOf({ "raw.missing_records": rows as never[] })).filter(([name]) => name === check);
  expect(await findings(missing("1", "records were rejected", true))).toEqual([
    [check, "raw.salesforce_leads: records were rejected", 1n, null, "info"],
  ]);
  const file = "no file like 2026-06-01/leads_manual.csv";
  expect(await findings(missing("1", file, false), missing("2", file, false))).toEqual([
    [check, `raw.salesforce_leads: ${file}`, 2n, null, "warn"],
  ]);
});

test("an email that is no address is counted as such, and not as a shared mailbox", async () => {
  const record = (record_id: string, email: string | null, has_own_email = false) => ({
    ...{ system: "map", entity: "prospect", record_id, record_no: BigInt(record_id), email, has_own_email },
  });
  const judged = ["info@acme.test", "n/a", "-", "none@", null].map((email, at) => record(`${at + 1}`, email));
  const found = await findingsOf({
    "intermediate.records_judged": [...judged, record("9", "ada@acme.test", true)],
  });
  expect(found.map(([check, subject, count]) => [check, subject, count])).toEqual([
    ["records of shared mailboxes", "map", 1n],
    ["records whose email is no address", "map", 3n],
  ]);
});

test("an amount of a deal without a date lacks the day of the rate, not the rate of its currency", async () => {
  const deal = (opportunity_key: string, more: object) => ({
    ...{ opportunity_key, opportunity_id: opportunity_key, system: "crm", currency: "USD", amount: "10.00", ...more },
  });
  const created_date = "2026-03-01";
  const found = await findingsOf({
    "marts.opportunities": [
      deal("no rate", { outcome: "open", created_date }),
      deal("no date", { outcome: "open" }),
      deal("won on no day", { outcome: "won", created_date }),
      deal("in the reporting currency", { outcome: "open", amount_reporting: "10.00" }),
    ],
  });
  expect(found.filter(([check]) => String(check).startsWith("amounts without"))).toEqual([
    ["amounts without a currency rate", "USD", 1n, 0.25, "warn"],
    ["amounts without a day for the currency rate", "USD", 2n, 0.5, "warn"],
  ]);
});

test("a role on an opportunity that no export has is told", async () => {
  const role = (opportunity_id: string) => ({ system: "crm", entity: "contact", record_id: "1", opportunity_id });
  const found = await findingsOf({
    "intermediate.person_records": [{ system: "crm", entity: "contact", record_id: "1", person_id: "p0" }],
    "intermediate.source_opportunity_people": [role("o1"), role("o2")],
    "intermediate.source_opportunities": [{ system: "crm", opportunity_id: "o1", outcome: "open" }],
    "intermediate.people_on_opportunities": [{ system: "crm", opportunity_id: "o1", person_id: "p0" }],
  });
  expect(found).toEqual([["opportunity roles of opportunities not kept", "crm", 1n, 0.5, "info"]]);
  const ofCopy = await findingsOf({
    "intermediate.person_records": [{ system: "crm", entity: "contact", record_id: "1", person_id: "p0" }],
    "intermediate.source_opportunity_people": [role("copy")],
    "intermediate.opportunity_copies": [
      { system: "crm", opportunity_id: "copy", original_system: "other", original_id: "006A" },
    ],
  });
  expect(ofCopy.map(([check]) => check)).not.toContain("opportunity roles of opportunities not kept");
});

test("links that lead nowhere are told, and are a warning if most do; one of two Salesforce orgs is enough", async () => {
  const link = (record_id: string, other_system: string, other_record_id: string) => ({
    ...{
      system: "map",
      entity: "leads",
      record_id,
      other_system,
      other_entity: "lead",
      other_record_id,
      reason: "link",
    },
  });
  const findings = (...links: Record<string, unknown>[]) =>
    findingsOf({
      "intermediate.records_judged": [{ system: "crm", entity: "lead", record_id: "00Q1" }],
      "intermediate.source_links": [link("1", "crm", "00Q1"), link("1", "emea", "00Q1"), ...links],
    });
  const check = "links to records that no export has";
  expect(await findings()).toEqual([]);
  expect(await findings(link("2", "crm", "00Q2"))).toEqual([[check, "map: link", 1n, 0.5, "info"]]);
  expect(await findings(link("2", "crm", "00Q2"), link("3", "crm", "00Q3"))).toEqual([
    [check, "map: link", 2n, 2 / 3, "warn"],
  ]);
  expect(await findings({ ...link("2", "map", "3"), reason: "merge" })).toEqual([]);
});
