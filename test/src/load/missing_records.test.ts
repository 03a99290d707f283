import fc from "fast-check";
import { expect, test } from "vitest";
import { hubspot_contacts } from "../../../models/adapters/hubspot/sources/hubspot_contacts.js";
import { hubspot_deal_contacts } from "../../../models/adapters/hubspot/sources/hubspot_deal_contacts.js";
import { mapped_people } from "../../../models/adapters/mapped/sources/mapped_people.js";
import { marketo_leads } from "../../../models/adapters/marketo/sources/marketo_leads.js";
import { pardot_list_memberships } from "../../../models/adapters/pardot/sources/pardot_list_memberships.js";
import { pardot_opportunity_prospects } from "../../../models/adapters/pardot/sources/pardot_opportunity_prospects.js";
import { pardot_prospects } from "../../../models/adapters/pardot/sources/pardot_prospects.js";
import { salesforce_accounts } from "../../../models/adapters/salesforce/sources/salesforce_accounts.js";
import { salesforce_leads } from "../../../models/adapters/salesforce/sources/salesforce_leads.js";
import { salesforce_opportunities } from "../../../models/adapters/salesforce/sources/salesforce_opportunities.js";
import { missing_records } from "../../../models/run/missing_records.js";
import { buildRawTables } from "../../../src/load/raw/build_raw_tables.js";
import type { UnloadedFile } from "../../../src/load/raw/snapshots.js";
import type { Instant } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { rowsOf } from "../../../src/table/rows.js";
import { createLoadProject, nightInstant } from "./load_project.js";

const sources = {
  salesforce: { name: "crm", system: "salesforce", path: "exports/crm" },
  hubspot: { name: "hub", system: "hubspot", path: "exports/hub" },
  marketo: { name: "map", system: "marketo", path: "exports/map" },
  pardot: { name: "map", system: "pardot", path: "exports/map" },
  list: {
    name: "list",
    system: "mapped",
    path: "exports/list",
    entities: { people: { file: "people*.csv", columns: { record_id: "id", source: "from" } } },
  },
};
const tables = {
  salesforce: [salesforce_leads, salesforce_accounts, salesforce_opportunities],
  hubspot: [hubspot_contacts, hubspot_deal_contacts],
  marketo: [marketo_leads],
  pardot: [pardot_prospects, pardot_opportunity_prospects, pardot_list_memberships],
  list: [mapped_people],
};

/** A project with one source. */
function projectOf(product: keyof typeof sources, more: object = {}, settings: object = {}) {
  const at = createLoadProject([{ ...sources[product], ...more }], settings, [...tables[product], missing_records]);
  type More = { acceptMissing?: boolean; unloaded?: UnloadedFile[] };
  const select = <Row>(query: string, more: More, asOf: Instant) =>
    withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
      const tablesRead = [...tables[product], missing_records];
      await buildRawTables(warehouse, {
        project: at.project,
        config: at.config,
        tables: tablesRead,
        asOf,
        tracked: [],
        ...more,
      });
      return rowsOf<Row>(warehouse, query);
    });
  const missing = async (more: More = {}, asOf = nightInstant(30)) => {
    const rows = await select<{ key: string; state: string; since: string }>(
      `select concat_ws('/', record_key, nullif(other_key, '')) as key, state, strftime(missing_since, '%d') as since
        from raw.missing_records order by key`,
      more,
      asOf,
    );
    return rows.map(({ key, state, since }) => `${key} ${state} ${since}`);
  };
  /** Why exports are incomplete, and whether the records may be those that were rejected. */
  const reasons = async (more: More = {}) => {
    const query = "select distinct lacks, may_be_rejected from raw.missing_records order by all";
    const rows = await select<{ lacks: string | null; may_be_rejected: boolean }>(query, more, nightInstant(30));
    return rows.map(({ lacks, may_be_rejected }) => `${lacks}, ${may_be_rejected}`);
  };
  return { ...at, missing, reasons };
}

const leadId = (no: number) => `00Q5e0000000${String(no).padStart(3, "0")}`;
/** Leads that last changed long ago. */
const leadsOf = (ids: readonly number[], changed = "2026-01-05", more: readonly string[] = []) =>
  [
    "Id,Status,CreatedDate,SystemModstamp",
    ...ids.map((no) => `${leadId(no)},New,2026-01-01T00:00:00Z,${changed}T00:00:00Z`),
    ...more,
    "",
  ].join("\n");
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const numbers = (rows: readonly string[]) => rows.map((row) => row.replace(/^00Q5e0+(\d+)[A-Z]{3} /, "$1 "));

test("a lead that a later daily export lacks is missing since that load, and is back when it comes back", async () => {
  const at = projectOf("salesforce");
  at.put("exports/crm/2026-06-01/Lead.csv", leadsOf([1, 2, 3]));
  await at.load(nightInstant(1));
  expect(await at.missing()).toEqual([]);
  at.put("exports/crm/2026-06-02/Lead.csv", leadsOf([1]));
  await at.load(nightInstant(2));
  expect(numbers(await at.missing())).toEqual(["2 taken 02", "3 taken 02"]);
  at.put("exports/crm/2026-06-03/Lead.csv", leadsOf([1, 3, 4]));
  await at.load(nightInstant(3));
  expect(numbers(await at.missing())).toEqual(["2 taken 02"]);
  at.put("exports/crm/2026-06-04/Lead.csv", leadsOf([3]));
  await at.load(nightInstant(4));
  expect(numbers(await at.missing())).toEqual(["1 taken 04", "2 taken 02", "4 taken 04"]);
  // A run as of an earlier instant knows no later one.
  expect(numbers(await at.missing({}, nightInstant(3)))).toEqual(["1 taken 03", "2 taken 02", "4 taken 03"]);
});

test("the order in which the files came does not matter, and neither does an export with the content of an earlier one", async () => {
  const days: Record<string, number[]> = { "01": [1, 2, 3], "02": [1, 2], "03": [1, 2, 3], "04": [2, 3], "05": [2, 3] };
  const loaded = async (nights: readonly string[][]) => {
    const at = projectOf("salesforce");
    for (const [no, night] of nights.entries()) {
      for (const day of night) at.put(`exports/crm/2026-06-${day}/Lead.csv`, leadsOf(days[day]!));
      await at.load(nightInstant(no + 1));
    }
    return (await at.missing()).map((row) => row.replace(/ \d\d$/, ""));
  };
  const expected = await loaded([["01", "02", "03", "04", "05"]]);
  expect(numbers(expected)).toEqual(["1 taken"]);
  expect(await loaded([["05"], ["01", "04"], ["03", "02"]])).toEqual(expected);
  expect(await loaded([["03"], ["02"], ["01"], ["04"], ["05"], []])).toEqual(expected);
});

test("a file that is replaced every night is a full export; the same night again changes nothing", async () => {
  const at = projectOf("salesforce");
  at.put("exports/crm/Lead.csv", leadsOf([1, 2, 3]));
  await at.load(nightInstant(1));
  at.put("exports/crm/Lead.csv", leadsOf([1, 2]));
  await at.load(nightInstant(2));
  await at.load(nightInstant(2));
  expect(numbers(await at.missing())).toEqual(["3 taken 02"]);
  // The content of the first night comes back, then that of the second.
  at.put("exports/crm/Lead.csv", leadsOf([1, 2, 3]));
  await at.load(nightInstant(3));
  expect(await at.missing()).toEqual([]);
  at.put("exports/crm/Lead.csv", leadsOf([1, 2]));
  await at.load(nightInstant(4));
  expect(numbers(await at.missing())).toEqual(["3 taken 04"]);
});

test("several files of one day are one export, and a file that is not loaded keeps what it may have", async () => {
  const at = projectOf("salesforce");
  at.put("exports/crm/2026-06-01/a/Lead.csv", leadsOf([1, 2]));
  at.put("exports/crm/2026-06-01/b/Lead.csv", leadsOf([3, 4]));
  await at.load(nightInstant(1));
  at.put("exports/crm/2026-06-02/a/Lead.csv", leadsOf([1, 3]));
  at.put("exports/crm/2026-06-02/b/Lead.csv", leadsOf([4]));
  await at.load(nightInstant(2));
  expect(numbers(await at.missing())).toEqual(["2 taken 02"]);
  const left = { system: "crm", table: "raw.salesforce_leads" };
  expect(numbers(await at.missing({ unloaded: [{ ...left, file: "2026-06-02/c/Lead.csv" }] }))).toEqual([
    "2 incomplete 02",
  ]);
  expect(numbers(await at.missing({ unloaded: [{ ...left, file: "2026-06-03/c/Lead.csv" }] }))).toEqual(["2 taken 02"]);
  expect(
    numbers(await at.missing({ unloaded: [{ ...left, table: "raw.salesforce_tasks", file: "2026-06-02/Task.csv" }] })),
  ).toEqual(["2 taken 02"]);
  // An archive that cannot be opened may have any table.
  expect(
    numbers(await at.missing({ unloaded: [{ system: "crm", table: "raw.*", file: "2026-06-02/all.zip" }] })),
  ).toEqual(["2 incomplete 02"]);
});

test("an export with a rejected record says nothing about what it lacks; the next whole one does", async () => {
  const at = projectOf("salesforce", { reject_budget: { share: 1, rows: 10 } });
  at.put("exports/crm/2026-06-01/Lead.csv", leadsOf([1, 2, 3, 4]));
  await at.load(nightInstant(1));
  at.put(
    "exports/crm/2026-06-02/Lead.csv",
    leadsOf([1, 2], "2026-01-05", [`${leadId(3)},New,never,2026-01-05T00:00:00Z`]),
  );
  await at.load(nightInstant(2));
  expect(numbers(await at.missing())).toEqual(["3 incomplete 02", "4 incomplete 02"]);
  at.put("exports/crm/2026-06-03/Lead.csv", leadsOf([1, 2, 3]));
  await at.load(nightInstant(3));
  expect(numbers(await at.missing())).toEqual(["4 taken 03"]);
});

test("more than 20 and more than a twentieth at once are not taken for gone, until a run accepts them; the history remembers it", async () => {
  const at = projectOf("salesforce");
  const night = async (no: number, ids: readonly number[]) => {
    at.put(`exports/crm/2026-06-0${no}/Lead.csv`, leadsOf(ids));
    await at.load(nightInstant(no));
  };
  const counts = async (more = {}) => {
    const found: Record<string, number> = {};
    for (const row of await at.missing(more))
      found[row.replace(/^\S+ /, "")] = (found[row.replace(/^\S+ /, "")] ?? 0) + 1;
    return found;
  };
  await night(1, range(0, 400));
  await night(2, range(20, 400));
  expect(await counts()).toEqual({ "taken 02": 20 });
  // 21 of 380 are more than a twentieth.
  await night(3, range(41, 400));
  expect(await counts()).toEqual({ "taken 02": 20, "asked 03": 21 });
  await night(4, range(42, 400));
  expect(await counts()).toEqual({ "taken 02": 20, "asked 03": 21, "taken 04": 1 });
  expect(await counts({ acceptMissing: true })).toEqual({ "taken 02": 20, "taken 03": 21, "taken 04": 1 });
  expect(await counts()).toEqual({ "taken 02": 20, "taken 03": 21, "taken 04": 1 });
  await night(5, range(42, 380));
  expect(await counts()).toEqual({ "taken 02": 20, "taken 03": 21, "taken 04": 1, "taken 05": 20 });
});

test("21 of 500 are less than a twentieth", async () => {
  const at = projectOf("salesforce");
  for (const [no, from] of [0, 21].entries()) {
    at.put(`exports/crm/2026-06-0${no + 1}/Lead.csv`, leadsOf(range(from, 500)));
    await at.load(nightInstant(no + 1));
  }
  expect(await at.missing()).toHaveLength(21);
  expect((await at.missing()).every((row) => row.includes("taken"))).toBe(true);
});

test("an export of changes says nothing, by its change dates or by the configuration", async () => {
  const told = projectOf("salesforce", { incremental: true });
  const found = projectOf("salesforce");
  for (const at of [told, found]) {
    at.put("exports/crm/2026-06-01/Lead.csv", leadsOf(range(1, 10), "2026-05-31"));
    await at.load(nightInstant(1));
    at.put("exports/crm/2026-06-02/Lead.csv", leadsOf([2, 30], "2026-06-01"));
    await at.load(nightInstant(2));
    expect(await at.missing()).toEqual([]);
  }
  // With more than half of the rows it may be full; but it lacks most records.
  found.put("exports/crm/2026-06-03/Lead.csv", leadsOf(range(1, 3).concat(range(40, 45)), "2026-06-02"));
  await found.load(nightInstant(3));
  expect(numbers(await found.missing())).toEqual([3, 4, 5, 6, 7, 8, 9, 30].map((no) => `${no} asked 03`));
  // A full export decides, and the records of the exports of changes are in it.
  found.put("exports/crm/2026-06-04/Lead.csv", leadsOf([1, 2, 3, 4, 30, 40, 41, 42, 43, 44], "2026-05-31"));
  await found.load(nightInstant(4));
  expect(numbers(await found.missing())).toEqual([
    "5 taken 04",
    "6 taken 04",
    "7 taken 04",
    "8 taken 04",
    "9 taken 04",
  ]);
});

test("in a small table that changed altogether, what is gone is gone", async () => {
  const at = projectOf("salesforce");
  at.put("exports/crm/2026-06-01/Lead.csv", leadsOf([1, 2]));
  await at.load(nightInstant(1));
  at.put("exports/crm/2026-06-08/Lead.csv", leadsOf([2], "2026-06-05"));
  await at.load(nightInstant(8));
  expect(numbers(await at.missing())).toEqual(["1 taken 08"]);
});

test("a night without the export judges nothing, and with missing_is_deleted: false nothing is taken for gone", async () => {
  const at = projectOf("salesforce", {}, { snapshots: { missing_is_deleted: false } });
  at.put("exports/crm/2026-06-01/Lead.csv", leadsOf([1, 2]));
  await at.load(nightInstant(1));
  at.remove("exports/crm/2026-06-01/Lead.csv");
  at.put(
    "exports/crm/2026-06-02/Opportunity.csv",
    "Id,StageName,CreatedDate\n0065e0000000001,New,2026-01-01T00:00:00Z\n0065e0000000002,New,2026-01-02T00:00:00Z\n",
  );
  await at.load(nightInstant(2));
  expect(await at.missing()).toEqual([]);
  at.put("exports/crm/2026-06-03/Lead.csv", leadsOf([2]));
  await at.load(nightInstant(3));
  expect(numbers(await at.missing({ acceptMissing: true }))).toEqual(["1 kept 03"]);
});

test("an opportunity that is missing stays, and a lead that is already deleted is not missing", async () => {
  const at = projectOf("salesforce");
  const opportunities = (ids: number[]) =>
    ["Id,StageName,CreatedDate", ...ids.map((no) => `0065e000000000${no},New,2026-01-0${no}T00:00:00Z`), ""].join("\n");
  const leads = (ids: number[]) =>
    ["Id,IsDeleted,SystemModstamp", ...ids.map((no) => `${leadId(no)},${no === 1},2026-01-05T00:00:00Z`), ""].join(
      "\n",
    );
  for (const [no, ids] of [
    [1, 2, 3],
    [2, 3],
  ].entries()) {
    at.put(`exports/crm/2026-06-0${no + 1}/Opportunity.csv`, opportunities(ids));
    at.put(`exports/crm/2026-06-0${no + 1}/Lead.csv`, leads(ids));
    await at.load(nightInstant(no + 1));
  }
  expect(await at.missing()).toEqual([expect.stringMatching(/^0065e0000000001AA. kept 02$/)]);
});

test("contacts of HubSpot and their deals vanish by both ids of the pair", async () => {
  const at = projectOf("hubspot");
  const contacts = (ids: number[]) =>
    ["id,createdate", ...ids.map((no) => `${no},2026-01-0${no}T00:00:00Z`), ""].join("\n");
  const pairs = (of: string[]) => ["deal_id,contact_id", ...of, ""].join("\n");
  for (const [no, [ids, of]] of [
    [
      [1, 2, 3],
      ["1,1", "1,2", "2,1"],
    ],
    [
      [1, 2],
      ["1,1", "2,1"],
    ],
  ].entries() as Iterable<[number, [number[], string[]]]>) {
    at.put(`exports/hub/2026-06-0${no + 1}/contacts.csv`, contacts(ids));
    at.put(`exports/hub/2026-06-0${no + 1}/deal_contacts.csv`, pairs(of));
    await at.load(nightInstant(no + 1));
  }
  expect(await at.missing()).toEqual(["1/2 taken 02", "3 taken 02"]);
});

test("a full export without any membership has ended few of them, and asks about many", async () => {
  const pairs = (of: readonly number[]) => ["deal_id,contact_id", ...of.map((no) => `1,${no}`), ""].join("\n");
  const emptied = async (members: number, more: Record<string, string> = {}) => {
    const at = projectOf("hubspot");
    for (const [file, content] of Object.entries(more)) at.put(`exports/hub/${file}`, content);
    at.put("exports/hub/deal_contacts.csv", pairs(range(0, members)));
    await at.load(nightInstant(1));
    at.put("exports/hub/deal_contacts.csv", pairs([]));
    await at.load(nightInstant(2));
    return countStates(await at.missing());
  };
  expect(await emptied(3)).toEqual({ "taken 02": 3 });
  expect(await emptied(20)).toEqual({ "taken 02": 20 });
  expect(await emptied(21)).toEqual({ "asked 02": 21 });
  // Beside another file it may be an export of new ones, without any that night: the volume guard does not see it.
  expect(await emptied(3, { "more/deal_contacts.csv": pairs(range(50, 60)) })).toEqual({ "asked 02": 3 });
});

test("a person account that only the export of accounts has is gone like a contact, by the number of people; a company stays", async () => {
  const at = projectOf("salesforce");
  const id = (prefix: string, no: number) => `${prefix}5e0000000${String(no).padStart(3, "0")}`;
  const accounts = (
    companies: readonly number[],
    persons: readonly number[],
    contact = (no: number) => id("003", no),
  ) =>
    [
      "Id,Name,IsPersonAccount,PersonContactId,CreatedDate,SystemModstamp",
      ...companies.map((no) => `${id("001", no)},Acme ${no},false,,2026-01-01T00:00:00Z,2026-01-05T00:00:00Z`),
      ...persons.map(
        (no) => `${id("001", no)},Ann ${no},true,${contact(no)},2026-01-01T00:00:00Z,2026-01-05T00:00:00Z`,
      ),
      "",
    ].join("\n");
  const states = async (more = {}) =>
    countStates((await at.missing(more)).map((row) => row.replace(/^001\S+/, "account")));
  const night = async (no: number, companies: readonly number[], persons: readonly number[]) => {
    at.put(`exports/crm/2026-06-0${no}/Account.csv`, accounts(companies, persons));
    await at.load(nightInstant(no));
  };
  await night(1, range(0, 500), range(500, 600));
  await night(2, range(30, 500), range(502, 600));
  expect(await states()).toEqual({ "kept 02": 30, "taken 02": 2 });
  // 22 are less than a twentieth of all accounts, but not of the people among them.
  await night(3, range(30, 500), range(524, 600));
  expect(await states()).toEqual({ "kept 02": 30, "taken 02": 2, "asked 03": 22 });
  expect(await states({ acceptMissing: true })).toEqual({ "kept 02": 30, "taken 02": 2, "taken 03": 22 });
});

test("a view beside the export of all contacts is no export of all: without the latter nothing is missing", async () => {
  const at = projectOf("hubspot");
  const contacts = (ids: number[]) =>
    ["id,createdate", ...ids.map((no) => `${no},2026-01-0${no}T00:00:00Z`), ""].join("\n");
  at.put("exports/hub/hubspot-crm-exports-all-contacts-2026-06-01.csv", contacts([1, 2, 3, 4]));
  at.put("exports/hub/hubspot-crm-exports-contacts-of-emea-2026-06-01.csv", contacts([1, 2, 3]));
  await at.load(nightInstant(1));
  at.put("exports/hub/hubspot-crm-exports-contacts-of-emea-2026-06-02.csv", contacts([1, 2, 3]));
  await at.load(nightInstant(2));
  expect(await at.missing()).toEqual(["4 incomplete 02"]);
  at.put("exports/hub/hubspot-crm-exports-all-contacts-2026-06-03.csv", contacts([2, 3, 4]));
  await at.load(nightInstant(3));
  expect(await at.missing()).toEqual(["1 incomplete 03"]);
  at.put("exports/hub/hubspot-crm-exports-all-contacts-2026-06-04.csv", contacts([2, 3, 4, 5]));
  await at.load(nightInstant(4));
  expect(await at.missing()).toEqual(["1 incomplete 04"]);
  expect(await at.missing({ acceptMissing: true })).toEqual(["1 taken 04"]);
});

test("a file that stays away is expected every night, until a run accepts that it stays away or the file is back", async () => {
  const at = projectOf("salesforce");
  const night = async (no: number, ids: readonly number[], manual?: readonly number[]) => {
    at.put(`exports/crm/2026-06-0${no}/a/Lead.csv`, leadsOf(ids));
    if (manual) at.put(`exports/crm/2026-06-0${no}/manual/Lead.csv`, leadsOf(manual));
    await at.load(nightInstant(no));
  };
  const byHand = range(200, 203);
  const states = (state: string) => byHand.map((no) => `${no} ${state}`);
  await night(1, range(1, 100), byHand);
  await night(2, range(1, 100));
  expect(numbers(await at.missing())).toEqual(states("incomplete 02"));
  await night(3, range(1, 100).concat(110));
  expect(numbers(await at.missing())).toEqual(states("incomplete 03"));
  expect(await at.reasons()).toEqual(["no file like 2026-06-01/manual/Lead.csv, false"]);
  await night(4, range(1, 100), byHand);
  expect(numbers(await at.missing())).toEqual(["110 taken 04"]);
  await night(5, range(2, 100));
  expect(numbers(await at.missing())).toEqual(["1 incomplete 05", "110 taken 04", ...states("incomplete 05")]);
  expect(numbers(await at.missing({ acceptMissing: true }))).toEqual([
    "1 taken 05",
    "110 taken 04",
    ...states("taken 05"),
  ]);
  expect(await at.reasons()).toEqual(["null, false"]);
  // From then on the export is whole without it.
  await night(6, range(3, 100));
  expect(numbers(await at.missing())).toEqual(["1 taken 05", "2 taken 06", "110 taken 04", ...states("taken 05")]);
});

test("a file that an export of changes lacks is expected in the next export, too", async () => {
  const at = projectOf("salesforce");
  at.put("exports/crm/2026-06-01/a/Lead.csv", leadsOf(range(1, 10), "2026-05-31"));
  at.put("exports/crm/2026-06-01/manual/Lead.csv", leadsOf([20], "2026-05-31"));
  at.put("exports/crm/2026-06-02/a/Lead.csv", leadsOf([2], "2026-06-01"));
  at.put("exports/crm/2026-06-03/a/Lead.csv", leadsOf(range(1, 10)));
  await at.load(nightInstant(3));
  expect(numbers(await at.missing())).toEqual(["20 incomplete 03"]);
});

test("a run that accepts that a file stays away takes nothing for gone that may have been rejected", async () => {
  const budget = { reject_budget: { share: 1, rows: 10 } };
  const at = projectOf("salesforce", budget);
  const rejected = [`${leadId(3)},New,never,2026-01-05T00:00:00Z`];
  at.put("exports/crm/2026-06-01/a/Lead.csv", leadsOf([1, 2, 3]));
  at.put("exports/crm/2026-06-01/manual/Lead.csv", leadsOf([20]));
  await at.load(nightInstant(1));
  at.put("exports/crm/2026-06-02/a/Lead.csv", leadsOf([1, 2], "2026-01-05", rejected));
  await at.load(nightInstant(2));
  expect(numbers(await at.missing({ acceptMissing: true }))).toEqual(["3 incomplete 02", "20 incomplete 02"]);
  // The next whole export decides, and the file is expected no longer.
  at.put("exports/crm/2026-06-03/a/Lead.csv", leadsOf([1, 2, 3, 4]));
  await at.load(nightInstant(3));
  expect(numbers(await at.missing())).toEqual(["20 taken 03"]);
});

test("an export says whether the records it lacks can be those that were rejected, and which file was not loaded", async () => {
  const at = projectOf("salesforce", { reject_budget: { share: 1, rows: 10 } });
  const rejected = [`${leadId(3)},New,never,2026-01-05T00:00:00Z`];
  at.put("exports/crm/2026-06-01/Lead.csv", leadsOf([1, 2, 3, 4]));
  await at.load(nightInstant(1));
  at.put("exports/crm/2026-06-02/Lead.csv", leadsOf([1, 2, 4], "2026-01-05", rejected));
  await at.load(nightInstant(2));
  expect(numbers(await at.missing())).toEqual(["3 incomplete 02"]);
  expect(await at.reasons()).toEqual(["records were rejected, true"]);
  at.put("exports/crm/2026-06-03/Lead.csv", leadsOf([1, 2], "2026-01-05", rejected));
  await at.load(nightInstant(3));
  expect(numbers(await at.missing())).toEqual(["3 incomplete 03", "4 incomplete 03"]);
  expect(await at.reasons()).toEqual(["records were rejected, false"]);
  const unloaded = [{ system: "crm", table: "raw.salesforce_leads", file: "2026-06-03/b/Lead.csv" }];
  expect(await at.reasons({ unloaded })).toEqual([
    "2026-06-03/b/Lead.csv was not loaded; records were rejected, false",
  ]);
});

/** Leads of Marketo or prospects of Pardot, created in January 2025, the first of them in 2023, if nothing else is said. */
const extract = (
  ids: readonly number[],
  {
    created,
    changed,
    more = "",
  }: { created?: (no: number) => string; changed?: (no: number) => string; more?: string } = {},
) =>
  [
    `id,email,createdAt,updatedAt${more && ",_fivetran_synced"}`,
    ...ids.map((no) => {
      const day = no === 1 ? "2023-01-01" : "2025-01-05";
      return `${no},p${no}@b.example,${created?.(no) ?? day}T10:00:00Z,${changed?.(no) ?? day}T10:00:00Z${more && `,${more}`}`;
    }),
    "",
  ].join("\n");
/** The states of missing records, with their numbers. */
const countStates = (rows: readonly string[]) => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row.replace(/^\S+ /, "")] = (counts[row.replace(/^\S+ /, "")] ?? 0) + 1;
  return counts;
};
const people = [
  ["marketo", "lead"],
  ["pardot", "prospect"],
] as const;

test.each(people)(
  "people who vanish from a full replica or extract of %s are gone, and are back when they come back",
  async (product, name) => {
    const synced = "2026-06-01 00:00:00";
    for (const [no, file] of [`${name}.csv`, `2026-06-0#/${name}s_1.csv`, `${name}s_2026-06-0#.csv`].entries()) {
      const at = projectOf(product);
      const night = async (day: number, ids: readonly number[]) => {
        at.put(`exports/map/${file.replace("#", `${day}`)}`, extract(ids, { more: no === 0 ? synced : "" }));
        await at.load(nightInstant(day));
      };
      await night(1, range(1, 7));
      await night(2, range(1, 6));
      expect(await at.missing()).toEqual(["6 taken 02"]);
      await night(3, [1, 2, 3, 4, 6]);
      expect(await at.missing()).toEqual(["5 taken 03"]);
      expect(await at.missing({}, nightInstant(2))).toEqual(["5 taken 02"]);
    }
  },
);

test("a full extract in parts lacks few or many people: few are gone, many are asked about", async () => {
  const at = projectOf("pardot");
  const night = async (day: number, ids: readonly number[]) => {
    at.put(`exports/map/2026-06-0${day}/prospects_1.csv`, extract(ids.filter((no) => no % 2 === 1)));
    at.put(`exports/map/2026-06-0${day}/prospects_2.csv`, extract(ids.filter((no) => no % 2 === 0)));
    await at.load(nightInstant(day));
  };
  await night(1, range(1, 101));
  await night(2, range(1, 98));
  expect(countStates(await at.missing())).toEqual({ "taken 02": 3 });
  await night(3, range(1, 77));
  expect(countStates(await at.missing())).toEqual({ "taken 02": 3, "asked 03": 21 });
  expect(countStates(await at.missing({ acceptMissing: true }))).toEqual({ "taken 02": 3, "taken 03": 21 });
  expect(countStates(await at.missing())).toEqual({ "taken 02": 3, "taken 03": 21 });
});

test.each([
  ["pardot", {}, (day: number, part: number) => `exports/map/2026-06-0${day}/prospects_${part}.csv`, extract],
  [
    "salesforce",
    { files: { Lead: "Lead_*.csv" } },
    (day: number, part: number) => `exports/crm/Lead_2026-06-0${day}_${part}.csv`,
    (ids: readonly number[]) => leadsOf(ids),
  ],
] as const)(
  "a part of an export of %s that is lost takes nobody with it, however few it has: it is asked",
  async (product, more, pathOf, contentOf) => {
    const at = projectOf(product, more);
    at.put(pathOf(1, 1), contentOf(range(1, 40)));
    at.put(pathOf(1, 2), contentOf(range(40, 55)));
    await at.load(nightInstant(1));
    at.put(pathOf(2, 1), contentOf(range(1, 40)));
    await at.load(nightInstant(2));
    expect(countStates(await at.missing())).toEqual({ "asked 02": 15 });
    // The part stays away another night.
    at.put(pathOf(3, 1), contentOf(range(1, 40).concat(60)));
    await at.load(nightInstant(3));
    expect(countStates(await at.missing())).toEqual({ "asked 02": 15 });
    at.put(pathOf(4, 1), contentOf(range(1, 39)));
    at.put(pathOf(4, 2), contentOf(range(40, 55).concat(60)));
    await at.load(nightInstant(4));
    expect(countStates(await at.missing())).toEqual({ "taken 04": 1 });
  },
);

test("an extract with less than half of the people has only changes; the next full one decides", async () => {
  const at = projectOf("marketo");
  at.put("exports/map/leads_2026-06-01.csv", extract(range(1, 21)));
  await at.load(nightInstant(1));
  at.put("exports/map/leads_2026-06-02.csv", extract([3, 4, 30], { changed: () => "2026-06-01" }));
  await at.load(nightInstant(2));
  at.put("exports/map/leads_2026-06-03.csv", extract([]));
  await at.load(nightInstant(3));
  expect(await at.missing()).toEqual([]);
  at.put("exports/map/leads_2026-06-04.csv", extract(range(1, 20).concat(31)));
  await at.load(nightInstant(4));
  expect(await at.missing()).toEqual(["20 taken 04", "30 taken 04"]);
});

test("a replica, or an extract of several years, with less than half of the people is no extract of a period: it is asked", async () => {
  for (const more of ["", "2026-06-01 00:00:00"]) {
    const at = projectOf("marketo");
    const file = more === "" ? "leads.csv" : "lead.csv";
    at.put(`exports/map/${file}`, extract(range(1, 11), { more }));
    await at.load(nightInstant(1));
    at.put(`exports/map/${file}`, extract(range(1, 5), { more }));
    await at.load(nightInstant(2));
    expect(countStates(await at.missing())).toEqual({ "asked 02": 6 });
    expect(countStates(await at.missing({ acceptMissing: true }))).toEqual({ "taken 02": 6 });
    expect(countStates(await at.missing())).toEqual({ "taken 02": 6 });
  }
});

const dayOf = (no: number) => `2026-05-${String(no).padStart(2, "0")}`;
test.each([
  ["changed", (no: number) => ({ changed: () => dayOf(no) })],
  ["created", (no: number) => ({ created: () => dayOf(no), changed: () => "2026-05-31" })],
])(
  "windows of people who were %s on one day say nothing, in one folder or from a first load of all of them",
  async (_, datesOf) => {
    for (const together of [false, true]) {
      const at = projectOf("marketo");
      for (const no of range(1, 4)) {
        at.put(
          `exports/map/leads_${dayOf(no * 3)}.csv`,
          extract(range(no * 20, no * 20 + 10 + (no % 3)), datesOf(no * 3)),
        );
        if (!together) await at.load(nightInstant(no));
      }
      await at.load(nightInstant(4));
      expect(await at.missing()).toEqual([]);
    }
  },
);

test.each([
  ["changed", (at: (no: number) => string) => ({ changed: at })],
  ["created", (at: (no: number) => string) => ({ created: at, changed: () => "2026-05-30" })],
])(
  "in a file with always the last weeks, who was %s before them is asked about, and who is lacking within them is gone",
  async (_, datesOf) => {
    const at = projectOf("marketo");
    const dates = datesOf(dayOf);
    at.put("exports/map/leads.csv", extract(range(1, 25), dates));
    await at.load(nightInstant(1));
    at.put(
      "exports/map/leads.csv",
      extract(
        range(3, 27).filter((no) => no !== 9),
        dates,
      ),
    );
    await at.load(nightInstant(2));
    expect(await at.missing()).toEqual(["1 asked 02", "2 asked 02", "9 taken 02"]);
    // A longer period has them in it, so it says who is gone.
    at.put(
      "exports/map/leads.csv",
      extract(
        range(2, 27).filter((no) => no !== 9),
        dates,
      ),
    );
    await at.load(nightInstant(3));
    expect(await at.missing()).toEqual(["1 asked 03", "9 taken 02"]);
  },
);

test("people of an extract without any date are asked about: it may be of a period", async () => {
  const at = projectOf("marketo");
  const undated = (ids: readonly number[]) => ["id,email", ...ids.map((no) => `${no},p${no}@b.example`), ""].join("\n");
  at.put("exports/map/leads.csv", undated(range(1, 11)));
  await at.load(nightInstant(1));
  at.put("exports/map/leads.csv", undated(range(1, 10)));
  await at.load(nightInstant(2));
  expect(await at.missing()).toEqual(["10 asked 02"]);
  expect(await at.missing({ acceptMissing: true })).toEqual(["10 taken 02"]);
});

test("people who move from one part to another are not gone, and neither are those of a part that nobody replaced", async () => {
  const at = projectOf("pardot");
  at.put("exports/map/prospects (1).csv", extract(range(1, 11)));
  at.put("exports/map/prospects (2).csv", extract(range(11, 16)));
  at.put("exports/map/prospects (3).csv", extract(range(16, 18)));
  await at.load(nightInstant(1));
  at.remove("exports/map/prospects (3).csv");
  at.put("exports/map/prospects (1).csv", extract(range(1, 9)));
  at.put("exports/map/prospects (2).csv", extract(range(9, 15)));
  await at.load(nightInstant(2));
  expect(await at.missing()).toEqual(["15 taken 02"]);
});

test("prospects are taken off an opportunity or a list when a full export lacks the pair", async () => {
  const at = projectOf("pardot");
  const pairs = (of: string[]) => ["opportunity_id,prospect_id", ...of, ""].join("\n");
  const members = (ids: readonly number[]) =>
    [
      "id,list_id,prospect_id,created_at,updated_at",
      ...ids.map((no) => `${no},7,${no},2025-01-0${no} 10:00:00,2025-01-0${no} 10:00:00`),
      "",
    ].join("\n");
  at.put("exports/map/opportunity_prospects.csv", pairs(["1,8", "1,9", "2,8"]));
  at.put("exports/map/list_memberships.csv", members(range(1, 7)));
  await at.load(nightInstant(1));
  at.put("exports/map/opportunity_prospects.csv", pairs(["1,8", "2,8"]));
  at.put("exports/map/list_memberships.csv", members([1, 2, 4, 5, 6]));
  await at.load(nightInstant(2));
  expect(await at.missing()).toEqual(["1/9 taken 02", "3 taken 02"]);
});

test("extracts of a period never say that a record is gone", async () => {
  const at = projectOf("marketo");
  at.put("exports/map/leads_2026-05-01_2026-05-31.csv", extract(range(1, 4)));
  at.put("exports/map/leads_2026-05.csv", extract(range(11, 14)));
  at.put("exports/map/leads 2026 Q1.csv", extract(range(21, 24)));
  await at.load(nightInstant(1));
  at.put("exports/map/leads_2026-06-01_2026-06-30.csv", extract([3, 4]));
  // The same period once more: what has changed since is in a later one.
  at.put("exports/map/leads_2026-05.csv", extract(range(11, 13)));
  at.put("exports/map/leads 2026 Q1.csv", extract(range(21, 23)));
  await at.load(nightInstant(2));
  expect(await at.missing()).toEqual([]);
  const crm = projectOf("salesforce", { files: { Lead: "Lead*.csv" } });
  crm.put("exports/crm/Lead_2026-05-01_2026-05-31.csv", leadsOf([1, 2, 3]));
  crm.put("exports/crm/Lead_2026-06-01_2026-06-30.csv", leadsOf([3, 4]));
  await crm.load(nightInstant(1));
  expect(await crm.missing()).toEqual([]);
});

test("people of a mapped file vanish; a file that others replace under new names, while it stays, keeps its people", async () => {
  const at = projectOf("list");
  at.put("exports/list/people.csv", "id,from\n1,a\n2,b\n3,c\n");
  await at.load(nightInstant(1));
  at.put("exports/list/people.csv", "id,from\n1,a\n3,c\n");
  await at.load(nightInstant(2));
  expect(await at.missing()).toEqual(["2 taken 02"]);
  at.put("exports/list/people_more.csv", "id,from\n2,b\n4,d\n");
  await at.load(nightInstant(3));
  expect(await at.missing()).toEqual([]);
  // Other people in the same file: it may be an export of new ones, so somebody has to say what it is.
  at.put("exports/list/people_more.csv", "id,from\n5,e\n6,f\n");
  await at.load(nightInstant(4));
  expect(await at.missing()).toEqual(["2 asked 04", "4 asked 04"]);
  expect(await at.missing({ acceptMissing: true })).toEqual(["2 taken 04", "4 taken 04"]);
  expect(await at.missing()).toEqual(["2 taken 04", "4 taken 04"]);
});

test("a file whose content moves to another path has not lost its people", async () => {
  const at = projectOf("salesforce");
  at.put("exports/crm/Lead.csv", leadsOf([1, 2]));
  await at.load(nightInstant(1));
  at.put("exports/crm/old/Lead.csv", leadsOf([1, 2]));
  at.put("exports/crm/Lead.csv", leadsOf([2, 3]));
  await at.load(nightInstant(2));
  expect(await at.missing()).toEqual([]);
});

test("a record is missing since the first day after its last one, whatever came and went", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 6 }),
      fc.boolean(),
      async (nights, byDay) => {
        const at = projectOf("salesforce");
        // Lead 100 is in every export, so that none is empty; 101 to 110 keep the exports full by their size.
        const always = range(100, 111);
        for (const [no, present] of nights.entries()) {
          const ids = present.flatMap((is, id) => (is ? [id + 1] : []));
          const day = String(no + 1).padStart(2, "0");
          // Every night has its own content, like a real one.
          at.put(
            byDay ? `exports/crm/2026-06-${day}/Lead.csv` : "exports/crm/Lead.csv",
            leadsOf([...ids, ...always]).replaceAll("New", `New ${no}`),
          );
          await at.load(nightInstant(no + 1));
        }
        const expected = range(0, 6).flatMap((id) => {
          const last = nights.findLastIndex((present) => present[id]);
          return last < 0 || last === nights.length - 1 ? [] : [`${id + 1} taken ${String(last + 2).padStart(2, "0")}`];
        });
        expect(numbers(await at.missing())).toEqual(expected);
      },
    ),
    { numRuns: 12, seed: 1 },
  );
});
