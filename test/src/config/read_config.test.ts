import { describe, expect, test } from "vitest";
import type { Environment } from "../../../src/config/environment_variables.js";
import { readConfig } from "../../../src/config/read_config.js";
import { configErrors, createProject } from "./temporary_project.js";

const crm = "sources: [{name: crm, system: salesforce, path: exports}]\n";
const read = async (yaml: string | Buffer, environment: Environment = {}) =>
  readConfig(await createProject({ "closedloop.yaml": yaml }), environment);
const refused = (yaml: string | Buffer, environment?: Environment) => configErrors(read(yaml, environment));

describe("a configuration that can be used", () => {
  test("with its sources alone takes every default of the specification", async () => {
    expect(await read(crm)).toEqual({
      time_zone: "America/New_York",
      fiscal_year_start_month: 2,
      currency: "USD",
      sources: [
        {
          ...{ name: "crm", system: "salesforce", path: "exports", files: {}, custom: {}, reason_fields: {} },
          ...{ task_kinds: {}, labels: {} },
          formats: {},
          null_words: [],
          reject_budget: { share: 0.001 },
          ...{ settle_seconds: 5, incremental: false, encoding: "utf-8" },
        },
      ],
      mql: { source: "recorded_else_computed", requalify_customers: false, cycle_expires_days: null },
      conversion: { lead_converted_is: "sql", account_match_days: null },
      identity: {
        max_records_per_email: 20,
        shared_mailboxes: ["info", "sales", "support", "contact", "hello", "office"],
        internal_domains: [],
      },
      windows_days: { sal: 14, sql: 45, opportunity: 90, won: 270 },
      bands: { engagement: [31, 51, 71], total: [31, 51, 71] },
      statistics: { min_sample: 20, alpha: 0.05 },
      dimensions: [],
      snapshots: { missing_is_deleted: true },
      attribution: { lookback_days: 365, half_life_days: 7 },
      sla: {
        hours_to_first_touch: { hot: 4, mql: 24 },
        attempts: { count: 5, days: 10 },
        disposition_hours: 48,
        handoff_hours: 24,
      },
      freshness_hours: { warn: 26, error: 50 },
      explore: "without_personal_data",
      publish: { directory: "warehouse", keep: 3, parquet: false },
      retention: { replaced_loads_days: null, quarantine_days: null, runs: 1000 },
      notify: { on_failure: null, on_success: null },
      metrics: { textfile: null },
      openlineage: { url: null, file: null, namespace: "closedloop", api_key: null },
      resources: { threads: null, memory_limit: null },
    });
  });

  test("keeps the defaults of a section's other keys", async () => {
    const { publish, sla } = await read(`${crm}publish: {keep: 9}\nsla: {attempts: {count: 7}}\n`);
    expect(publish).toEqual({ directory: "warehouse", keep: 9, parquet: false });
    expect(sla.attempts).toEqual({ count: 7, days: 10 });
  });

  test.each(["Asia/Kolkata", "US/Eastern", "UTC", "Europe/Kyiv"])("reports in the zone %s", async (zone) => {
    expect((await read(`${crm}time_zone: ${zone}\n`)).time_zone).toBe(zone);
  });

  test("may be saved by Windows, with a byte order mark and CRLF", async () => {
    expect((await read(`\ufeff${crm}currency: EUR\n`.replaceAll("\n", "\r\n"))).currency).toBe("EUR");
  });
});

describe("a mistake in the configuration", () => {
  test("in a key is named with its place, the known keys and the nearest of them", async () => {
    expect(await refused(`${crm}publish:\n  keep: 3\n  paquet: true\n`)).toEqual([
      'closedloop.yaml:4:3: publish.paquet: unknown key; the keys known here are directory, keep, parquet; did you mean "parquet"?',
    ]);
  });

  test("in a key like none of the known ones suggests nothing", async () => {
    const [line] = await refused(`${crm}publish: {zebra: 1}\n`);
    expect(line).toMatch(/^closedloop.yaml:2:11: publish\.zebra: unknown key; .*parquet$/);
  });

  test("of type is told with what was expected and found", async () => {
    const yaml = `${crm}fiscal_year_start_month: "2"\nbands: {total: [1, x]}\nmql: {requalify_customers: yes}\nnotify: {on_failure: 5}\n`;
    expect(await refused(yaml)).toEqual([
      'closedloop.yaml:2:26: fiscal_year_start_month: expected a number; found "2"',
      'closedloop.yaml:3:20: bands.total[1]: expected a number; found "x"',
      'closedloop.yaml:4:28: mql.requalify_customers: expected true or false; found "yes"',
      "closedloop.yaml:5:22: notify.on_failure: expected text; found 5; put it in quotes",
    ]);
  });

  test("of range or choice is told with what is allowed", async () => {
    const yaml = `${crm}explore: ful\nfiscal_year_start_month: 13\nwindows_days: {sal: 0}\nbands: {total: [51, 31]}\npublish: {keep: 1.5}\n`;
    expect(await refused(yaml)).toEqual([
      'closedloop.yaml:2:10: explore: expected one of without_personal_data, full; found "ful"; did you mean "full"?',
      "closedloop.yaml:3:26: fiscal_year_start_month: expected a number of at most 12; found 13",
      "closedloop.yaml:4:21: windows_days.sal: expected a number above 0; found 0",
      "closedloop.yaml:5:16: bands.total: expected numbers in ascending order; found a list",
      "closedloop.yaml:6:17: publish.keep: expected a whole number; found 1.5",
    ]);
  });

  test.each(["Amerca/New_York", "+01:00", "EST5"])("in the time zone %s names a right one", async (zone) => {
    expect(await refused(`time_zone: "${zone}"\n${crm}`)).toEqual([
      `closedloop.yaml:1:12: time_zone: expected an IANA time zone name, such as America/New_York or UTC; found "${zone}"`,
    ]);
  });

  test.each(['"[]"', '""', '"tools[1]"'])("in the name %s of an attribute says how to write one", async (name) => {
    const yaml = crm.replace("path: exports", `path: exports, custom: {Tools__c: ${name}}`);
    expect(await refused(yaml)).toEqual([
      expect.stringMatching(
        /custom\.Tools__c: expected the name of an attribute, such as persona, or tools\[\] if its values are lists; found/,
      ),
    ]);
  });

  test("of keys that only other systems have, or of one type of tasks twice, says which", async () => {
    const source = (more: string) => read(`sources: [{name: crm, system: salesforce, path: exports, ${more}}]\n`);
    await expect(source("labels: {leadStatus: Person Status}")).rejects.toThrow(
      /sources\[0\]\.labels: only a source of `system: marketo` has `labels`; remove it/,
    );
    await expect(source("task_kinds: {Demo: meeting, 'demo ': call}")).rejects.toThrow(
      /"demo " is there twice: case and outer spaces do not matter; remove one/,
    );
    await expect(source("task_kinds: {Demo: talk}")).rejects.toThrow(
      /task_kinds\.Demo: expected one of call, email, meeting, task, none; found "talk"/,
    );
  });

  test("that leaves out the sources, or all of the file, says so", async () => {
    const missing = ["closedloop.yaml:1:1: sources: missing; expected a list"];
    expect(await refused("currency: USD\n")).toEqual(missing);
    expect(await refused("")).toEqual(missing);
    expect(await refused("sources: []\n")).toEqual([
      "closedloop.yaml:1:10: sources: expected a list of at least 1; found an empty list",
    ]);
  });

  test("that leaves a section empty is told as such", async () => {
    expect(await refused(`${crm}mql:\n`)).toEqual([
      "closedloop.yaml:2:5: mql: expected keys and values; found nothing; fill it in or leave it out",
    ]);
  });

  test("that gives two sources one name stands at the second, beside other mistakes", async () => {
    const yaml = `sources:\n  - {name: crm, system: salesforce, path: a}\n  - {name: crm, system: marketo, paht: b}\n`;
    expect(await refused(yaml)).toEqual([
      "closedloop.yaml:3:5: sources[1].path: missing; expected text",
      'closedloop.yaml:3:12: sources[1].name: another source is already named "crm"; give each source its own name',
      expect.stringMatching(/^closedloop.yaml:3:34: sources\[1\]\.paht: unknown key; .* did you mean "path"\?$/),
    ]);
  });

  test("that gives a key twice is told together with the others", async () => {
    expect(await refused(`${crm}currency: USD\npublish: {keep: 1, keep: 2}\ncurrency: euro\n`)).toEqual([
      "closedloop.yaml:3:20: publish.keep: this key appears twice; keep one of the two",
      "closedloop.yaml:4:1: currency: this key appears twice; keep one of the two",
      'closedloop.yaml:4:11: currency: expected a three-letter currency code, such as USD; found "euro"',
    ]);
  });

  test("of syntax hides what can only be guessed after it", async () => {
    const lines = await refused(`${crm}publish: {keep: 3\ncurency: 1\n`);
    expect(lines.length).toBeLessThan(3);
    expect(lines[0]).toMatch(/^closedloop.yaml:\d+:\d+: not valid YAML: /);
  });

  test.each([
    ["a tag of its own", `${crm}publish: {keep: !huge 3}\n`, /:2:17: not valid YAML: Unresolved tag: !huge/],
    ["an alias of nothing", `${crm}currency: *usd\n`, /:2:11: not valid YAML: Unresolved alias/],
    ["a second document", `${crm}---\na: 1\n`, /:2:1: expected one document; a second one starts here/],
    ["a list in place of keys", "- a\n", /:1:1: expected keys and values; found a list/],
  ])("that writes %s is refused", async (_, yaml, line) => {
    expect(await refused(yaml)).toEqual([expect.stringMatching(line)]);
  });

  test("in the encoding is told instead of guessed around", async () => {
    const [line] = await refused(Buffer.from(`${crm}# caf\u00e9\n`, "latin1"));
    expect(line).toMatch(/closedloop\.yaml is not in UTF-8; save it in that encoding$/);
  });

  test("of warning about old exports later than failing is refused", async () => {
    expect(await refused(`${crm}freshness_hours: {warn: 60}\n`)).toEqual([
      expect.stringContaining(":2:18: freshness_hours: warn must not exceed error"),
    ]);
  });

  test("of running outside a project says what makes one", async () => {
    const dir = await createProject();
    expect(await configErrors(readConfig(dir))).toEqual([`no closedloop.yaml in ${dir}: run \`closedloop init\``]);
    const nowhere = `${dir}/nowhere`;
    expect(await configErrors(readConfig(nowhere))).toEqual([
      `no closedloop.yaml in ${nowhere}: run \`closedloop init\``,
    ]);
  });
});
