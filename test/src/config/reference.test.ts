import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { stages } from "../../../src/base/lifecycle.js";
import { activityTypes } from "../../../src/config/activity_types.js";
import { lookupFolder, readShippedLookups } from "./shipped_lookups.js";

/** Header, the columns of which a row is the only one, and closed lists: as configuration.md prints them. */
const contracts: Record<string, { header: string; key: string; lists?: Record<string, readonly string[]> }> = {
  stage_map: {
    header: "system,entity,field,value,stage,mark",
    key: "system,entity,field,value",
    lists: { stage: stages },
  },
  activity_map: {
    header: "system,raw_type,asset,activity_type,mark",
    key: "system,raw_type,asset",
    lists: { system: ["hubspot", "marketo", "pardot", "salesforce"], activity_type: activityTypes },
  },
  rejection_reasons: {
    header: "raw_reason,reason,category,scoring_lever,nurture_track,mark",
    key: "raw_reason",
    lists: { category: ["timing", "fit", "data", "reachability", "competition"] },
  },
  personas: {
    header: "priority,match,value,persona,mark",
    key: "priority",
    lists: { match: ["equals", "in", "contains", "regex"] },
  },
  titles: {
    header: "priority,match,value,seniority,department,mark",
    key: "priority",
    lists: {
      match: ["equals", "in", "contains", "regex"],
      seniority: ["c_level", "vp", "director", "manager", "senior", "individual", "intern_student"],
    },
  },
  channels: { header: "priority,source,medium,campaign_type,channel,mark", key: "source,medium,campaign_type" },
  campaign_costs: { header: "campaign_id,month,cost,currency", key: "campaign_id,month,currency" },
  currency_rates: { header: "currency,date,rate", key: "currency,date" },
  owners: { header: "owner_id,name,team,capacity_mqls_per_month", key: "owner_id" },
  company_sizes: { header: "band,min_employees,max_employees", key: "band" },
  regions: {
    header: "country,region,mark",
    key: "country",
    lists: { region: ["EMEA", "North America", "LATAM", "APAC"] },
  },
  email_domains: {
    header: "domain,type",
    key: "domain",
    lists: { type: ["free", "student", "disposable", "competitor", "internal"] },
  },
  talk_tracks: { header: "persona,strongest_signal,talk_track", key: "persona,strongest_signal" },
  targets: {
    header: "period_kind,period_start,dimension,value,metric,target",
    key: "period_kind,period_start,dimension,value,metric",
  },
  benchmarks: { header: "metric,dimension,value,low,high,source", key: "metric,dimension,value,source" },
};

const tables = await readShippedLookups(Object.keys(contracts));
const rowsIn = (name: string) => tables.get(name)?.rows ?? [];

describe("the shipped lookups", () => {
  test("are those of the specification and no other", async () => {
    const expected = [...Object.keys(contracts).map((name) => `${name}.csv`), "business_hours.yaml"];
    expect((await readdir(lookupFolder)).sort()).toEqual(expected.sort());
  });

  test.each(Object.entries(contracts))("%s has its header, each key once, and known values", (name, contract) => {
    const { headers, rows } = tables.get(name)!;
    expect(headers.join(",")).toBe(contract.header);
    const keys = rows.map((row) =>
      contract.key
        .split(",")
        .map((column) => row[column]?.trim().toLowerCase() ?? "")
        .join("|"),
    );
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    for (const [column, list] of Object.entries(contract.lists ?? {})) {
      const unknown = rows.map((row) => row[column] ?? null).filter((value) => value !== null && !list.includes(value));
      expect(unknown, column).toEqual([]);
    }
  });

  test.each(Object.keys(contracts))("%s is UTF-8 text with LF and no stray blanks", async (name) => {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      await readFile(join(lookupFolder, `${name}.csv`)),
    );
    expect(text).not.toMatch(/\r|\ufeff|\t/);
    const values = rowsIn(name).flatMap((row) => Object.values(row));
    expect(values.filter((value) => value !== null && value !== value.trim())).toEqual([]);
    expect(text.endsWith("\n")).toBe(true);
  });

  test.each(["personas", "titles", "channels"])("%s has its rules in order, each priority once", (name) => {
    const priorities = rowsIn(name).map(({ priority }) => Number(priority));
    expect(priorities).toEqual([...new Set(priorities)].sort((one, other) => one - other));
  });

  test("give each of the standard reasons one category, and each its own name as a spelling", () => {
    const standard = [
      ...["Timing not right", "No budget", "Chose competitor", "Unresponsive", "Not a fit", "Not a decision maker"],
      ...["Bad contact data", "Duplicate", "Competitor or student", "Already a customer", "Expired", "Other"],
    ];
    const rows = rowsIn("rejection_reasons");
    expect([...new Set(rows.map(({ reason }) => reason))].sort()).toEqual([...standard].sort());
    for (const reason of standard) {
      const spellings = rows.filter((row) => row.reason === reason);
      expect(spellings.map(({ raw_reason }) => raw_reason)).toContain(reason);
      expect(spellings.length).toBeGreaterThan(5);
      expect(
        new Set(
          spellings.map(({ category, scoring_lever, nurture_track }) =>
            [category, scoring_lever, nurture_track].join("|"),
          ),
        ).size,
      ).toBe(1);
    }
  });

  test("name talk tracks for signals and personas that there are", () => {
    const personas = new Set(rowsIn("personas").map(({ persona }) => persona));
    for (const { persona, strongest_signal } of rowsIn("talk_tracks")) {
      if (persona) expect(personas).toContain(persona);
      if (strongest_signal) expect(activityTypes).toContain(strongest_signal);
    }
  });

  test("compare benchmarks with channels that there are", () => {
    const channels = new Set(rowsIn("channels").map(({ channel }) => channel));
    const compared = rowsIn("benchmarks").filter(({ dimension }) => dimension === "channel");
    expect(compared.length).toBe(5);
    for (const { value } of compared) expect(channels).toContain(value);
  });

  test("leave no company between two size bands", () => {
    const bands = rowsIn("company_sizes");
    for (const [at, { max_employees }] of bands.entries()) {
      const next = bands[at + 1]?.min_employees;
      expect(max_employees === null ? undefined : String(Number(max_employees) + 1)).toBe(next);
    }
  });

  test("say the business hours with days, times and dates that there are", async () => {
    const hours = parse(await readFile(join(lookupFolder, "business_hours.yaml"), "utf8"));
    expect(Object.keys(hours)).toEqual(["time_zone", "weekdays", "opens", "closes", "holidays"]);
    expect(hours.weekdays).toEqual(["monday", "tuesday", "wednesday", "thursday", "friday"]);
    expect(hours.opens < hours.closes).toBe(true);
    for (const day of hours.holidays) expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
  });
});
