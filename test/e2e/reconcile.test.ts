import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { type CommandResult, closedloop, queryProject, temporaryFolder } from "../support/cli.js";

const { project } = inject("exampleNight");
type Row = Record<string, unknown>;

const lead = (no: string) => `00Q5e00000Ld${no}EAB`;
const contact = (no: string) => `0035e00000Ct${no}AAB`;
const matched = (found_by: string, days_later_here = 0) => ({ side: "matched", found_by, days_later_here });
const missing = (reason: string, detail: string) => ({ side: "missing", reason, detail });

/** The people of these rows have no other row. A row at index n is line n + 2 of the file. */
const altered: [what: string, id: string, email: string, date: string, outcome: Row][] = [
  ["a converted lead by 15 characters", "00Q5e00000Ld001", "", "2025-09-10", matched("id, then conversion")],
  ["an email in capitals", "", " MARCUS.BELL@TideWater.example", "2026-06-18", matched("email")],
  ["three days late", lead("003"), "", "2025-10-06", matched("id", -3)],
  ["the loser of a merge", lead("046"), "", "2025-09-25", matched("id, then merge")],
  [
    "thirty days late",
    contact("043"),
    "",
    "2026-06-04",
    missing("another date", `30 days earlier here, cycle crm:${contact("043")}#1`),
  ],
  ["a row", lead("044"), "", "2026-06-08", matched("id")],
  ["the same row again", lead("044"), "", "2026-06-08", missing("repeated in the list", "line 7")],
  [
    "an id that does not exist",
    "00Q5e00000LdXXXEAB",
    "",
    "2026-01-01",
    missing("unknown person", "no record has this id"),
  ],
  ["our own test", lead("050"), "", "2026-01-01", missing("excluded record", "internal")],
  ["a deleted lead", lead("051"), "", "2025-12-03", missing("excluded record", "deleted")],
  ["a competitor", "310066", "", "2026-06-01", missing("disqualified", "rule domain_competitor")],
  [
    "an assistant who asked for a demo",
    "310063",
    "",
    "2026-04-14",
    missing("wrong grade", "grade D where AB count, engagement 75 of 50 on 2026-04-14"),
  ],
  [
    "a reader of blogs",
    "310068",
    "",
    "2026-06-07",
    missing("below the threshold", "engagement 17.5 of 50 on 2026-06-06, grade A"),
  ],
  [
    "a lead before it was made",
    lead("054"),
    "",
    "2026-02-01",
    missing("before the person was known", "first record of 2026-03-24"),
  ],
  [
    "a summer before the exports",
    lead("059"),
    "",
    "2025-08-01",
    missing("before the exports", "the exports begin on 2025-09-02"),
  ],
  ["a day after the run", lead("058"), "", "2026-07-05", missing("after the run", "the run is as of 2026-06-30")],
  ["no date", lead("053"), "", "", missing("unreadable row", "no date")],
  ["no person", "", "", "2026-01-01", missing("unreadable row", "no id and no email")],
  [
    "a formula",
    "",
    "=cmd|' /c calc'!A0@x.example",
    "2026-01-01",
    missing("unknown person", "no record has this email"),
  ],
];

/** Further rows of people whose MQLs are in the list. */
const besides: typeof altered = [
  [
    "a shared mailbox",
    "",
    "info@brighton-labs.example",
    "2026-03-16",
    missing("several people", "3 people, a shared mailbox"),
  ],
  [
    "a recorded repeat in an open cycle",
    lead("042"),
    "",
    "2026-03-09",
    missing("repeat in an open cycle", `recorded on 2026-03-09, cycle crm:${lead("042")}#1`),
  ],
  [
    "a computed MQL within the cool-off",
    lead("072"),
    "",
    "2026-02-20",
    missing("inside the cool-off", `computed on 2026-02-20, cycle crm:${lead("072")}#1`),
  ],
  [
    "an opportunity of sales' own",
    contact("036"),
    "",
    "2025-12-20",
    missing("at a later stage", `opportunity since 2025-12-03, cycle crm:${contact("036")}#0`),
  ],
];

const extra = [
  {
    reason: "not in the list",
    detail: `recorded by crm lead ${lead("041")}, field marketing_qualified_lead_date__c, a date without a time`,
  },
  { reason: "not in the list", detail: "computed: hand_raiser, engagement 75, total 115, grade A" },
];
const dropped = [lead("041"), "310062"];

/** A list as a German spreadsheet saves it: semicolons, a byte order mark, CRLF. */
function writeList(folder: string, rows: readonly (readonly string[])[]): string {
  const path = join(folder, "marketing.csv");
  const lines = [["Lead ID", "E-Mail", "MQL Date"], ...rows].map((cells) => cells.map((cell) => `"${cell}"`).join(";"));
  writeFileSync(path, `\ufeff${lines.join("\r\n")}\r\n`);
  return path;
}

const reconcile = (path: string, ...more: string[]) => closedloop(["reconcile", path, "--project", project, ...more]);

let told: CommandResult;
let rows: Row[];
const folder = { path: "", list: "" };
beforeAll(async () => {
  const ends: (() => void)[] = [];
  folder.path = temporaryFolder((end) => ends.push(end));
  const cycles = (await queryProject(
    project,
    `select split_part(cycles.person_id, ':', 2) as id, strftime(timezone('America/New_York', timezone('UTC', mql_at)), '%Y-%m-%d') as day,
      list(records.record_id) as record_ids, any_value(people.email) as email
    from marts.mql_cycles as cycles
    inner join intermediate.person_records as records on records.person_id = cycles.person_id
    inner join marts.people as people on people.person_id = cycles.person_id
    where mql_at is not null group by cycles.person_id, mql_at`,
  )) as { id: string; day: string; record_ids: string[]; email: string | null }[];
  const standing = cycles.filter(({ record_ids, email }) => {
    const isAltered = altered.some(
      ([, id, address]) =>
        record_ids.some((known) => known === id || known.slice(0, 15) === id) || address.trim().toLowerCase() === email,
    );
    return !isAltered && !record_ids.some((known) => dropped.includes(known));
  });
  const all = [...altered, ...besides].map(([, id, email, date]) => [id, email, date]);
  folder.list = writeList(folder.path, [...all, ...standing.map(({ id, day }) => [id, "", day])]);
  const json = await reconcile(folder.list, "--format", "json");
  rows = JSON.parse(json.stdout);
  told = await reconcile(folder.list, "--out", join(folder.path, "rows.csv"));
  return () => {
    for (const end of ends) end();
  };
});

describe("each altered row gets the right reason", () => {
  for (const [at, [what, , , , outcome]] of [...altered, ...besides].entries()) {
    test(what, () => {
      expect(rows.find(({ line }) => line === at + 2)).toMatchObject(outcome);
    });
  }

  test("all other rows are matched on the same day", () => {
    const others = rows.filter(({ line }) => Number(line) >= altered.length + besides.length + 2);
    expect(others.length).toBeGreaterThan(40);
    expect(others.filter(({ side, days_later_here }) => side !== "matched" || days_later_here !== 0)).toEqual([]);
  });

  test("the MQLs that are not in the list say why they count here", () => {
    const found = rows.filter(({ side, reason }) => side === "extra" && reason === "not in the list");
    expect(found.map(({ reason, detail }) => ({ reason, detail }))).toEqual(extra);
    expect(
      rows
        .filter(({ side }) => side === "extra")
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(["listed on another date", "not in the list", "not in the list"]);
  });
});

test("the counts go to standard output, and the columns that were read to standard error", async () => {
  expect(told.code).toBe(0);
  expect(told.stderr).toBe(
    `${folder.list}: ${rows.filter(({ line }) => line !== null).length} row(s), id from "Lead ID", email from "E-Mail", date from "MQL Date"\n2 row(s) cannot be read and are counted as unreadable: line 18, column "MQL Date": no date; line 19, column "Lead ID" and "E-Mail": no id and no email\n`,
  );
  expect(told.stdout).toMatch(/^Your list has \d+ MQL\(s\), closedloop \d+: \d+ agree, \d+ differs? by days, /);
  const all = told.stdout
    .match(/^all +(\d+) +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)$/m)!
    .slice(1)
    .map(Number);
  const [listed, matchedRows, missingRows, ours, oursMatched, extraRows] = all as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  expect(listed).toBe(matchedRows + missingRows);
  expect(ours).toBe(oursMatched + extraRows);
  const [funnel] = await queryProject(
    project,
    "select mqls from marts.funnel where dimension = 'all' and period_kind = 'all'",
  );
  expect(ours).toBe(funnel!.mqls);
  expect(told.stdout).toMatch(/^missing +excluded record +2 +2025-12: 1, 2026-01: 1$/m);
});

test("emails are only in the rows that were asked for, and no cell is a formula", () => {
  expect(told.stdout + told.stderr).not.toMatch(/@/);
  const csv = readFileSync(join(folder.path, "rows.csv"), "utf8");
  expect(csv).toContain("MARCUS.BELL@TideWater.example");
  expect(csv).toContain(`'=cmd|`);
});

test("the published file is not changed", async () => {
  const path = join(project, "warehouse/warehouse.duckdb");
  const digest = () => createHash("sha256").update(readFileSync(path)).digest("hex");
  const before = digest();
  expect(await reconcile(folder.list)).toMatchObject({ code: 0, stdout: told.stdout });
  expect(digest()).toBe(before);
});

test("control characters of a header are shown as text", async () => {
  const path = join(folder.path, "coloured.csv");
  writeFileSync(path, "\u001b[31mEmail,MQL Date\nada@acme.example,2026-01-01\n");
  const { code, stderr } = await reconcile(path, "--email", "\u001b[31mEmail");
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('email from "\\u001b[31mEmail"') });
});

test("the rows are written in every format", async () => {
  const arrow = join(folder.path, "rows.arrow");
  expect(await reconcile(folder.list, "--out", arrow)).toMatchObject({ code: 0 });
  expect(tableFromIPC(readFileSync(arrow)).numRows).toBe(rows.length);
  const table = await reconcile(folder.list, "--format", "table");
  expect(table.stdout).toMatch(new RegExp(`\\(${rows.length} rows, \\d+ more columns: --wide\\)\n$`));
  expect(await reconcile(folder.list, "--out", join(folder.path, "rows.xlsx"))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--format"),
  });
});

describe("the error about an unreadable list says what to do, and names no person", () => {
  const refused = async (content: string, ...more: string[]) => {
    const path = join(folder.path, "other.csv");
    writeFileSync(path, content);
    const { code, stdout, stderr } = await reconcile(path, ...more);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).not.toMatch(/ada|acme|bug/);
    return stderr;
  };

  test("no column with a date", async () => {
    expect(await refused("Email,When\nada@acme.example,2026-01-01\n")).toMatch(
      /other\.csv: line 1: .*the date of the MQL\. Found: Email, When\. Expected one of: mql date, .*--date "HEADER"/,
    );
  });
  test("no column with a person", async () => {
    expect(await refused("Name,MQL Date\nada,2026-01-01\n")).toMatch(/--id "HEADER" or --email "HEADER"/);
  });
  test("no header at all", async () => {
    expect(await refused("ada@acme.example,2026-01-01\n")).toMatch(/no known header/);
  });
  test("a header that does not exist", async () => {
    expect(await refused("Email,When\nada@acme.example,2026-01-01\n", "--date", "MQL")).toMatch(/--date "MQL"/);
  });
  test("days and months in an unknown order", async () => {
    const slashes = "Email,When\nada@acme.example,03/04/2026\n";
    expect(await refused(slashes, "--date", "When")).toMatch(/other\.csv: line 2, .*99\/99\/9999.*--date-format/);
    const { code, stdout } = await reconcile(
      join(folder.path, "other.csv"),
      "--date",
      "When",
      "--date-format",
      "%d/%m/%Y",
    );
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/^2026-04 +1 +0 +1 /m) });
  });
  test("a wrong pattern, a wrong number of days, and a file that does not exist", async () => {
    const one = "Email,Date\nada@acme.example,2026-01-01\n";
    expect(await refused(one, "--date-format", "dd/mm/yyyy")).toMatch(/--date-format: found "dd\/mm\/yyyy"/);
    expect(await refused(one, "--date-format", "%d/%m")).toMatch(/--date-format/);
    expect(await refused(one, "--days", "-1")).toMatch(/--days/);
    const nowhere = await reconcile(join(folder.path, "none.csv"));
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining("there is no such file") });
  });
});
