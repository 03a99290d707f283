import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { extraReasons, missingReasons } from "../../../src/reconcile/reasons.js";
import type { RowsByTable } from "../../support/built_models.js";
import {
  cycleRows,
  definitionRows,
  listRows,
  type ReconcileResult,
  reconcileRows,
  recordRows,
  scoreRows,
} from "./published_people.js";

const ada = recordRows("ada");
const seen = new Set<unknown>();

/** Side, reason and detail of each row, those of the list first. */
const outcomes = ({ rows }: ReconcileResult) => {
  for (const { reason } of rows) seen.add(reason);
  return rows
    .map(({ line, side, reason, detail }) => ({ line, told: [side, reason, detail] }))
    .sort((one, other) => Number(one.line ?? 999n) - Number(other.line ?? 999n))
    .map(({ told }) => told);
};

const missing = async (things: readonly RowsByTable[], date = "2026-03-10", config = {}) => {
  const [row] = outcomes(await reconcileRows([ada, ...things], listRows(["ada", date]), {}, config));
  return row;
};

const matched = ["matched", null, null];

test("a row matches an MQL of the same day, by the id of a record, by email in any case, or by the person_id", async () => {
  const things = ["ada", "bo", "cy"].flatMap((id) => [
    recordRows(id, `crm:${id}`, { email: `${id}@acme.example` }),
    cycleRows(`crm:${id}`, "2026-03-10T15:00:00Z"),
  ]);
  const list = listRows(["ada", "2026-03-10"], [" Bo@ACME.example ", "2026-03-10"], ["crm:cy", "2026-03-10"]);
  expect(outcomes(await reconcileRows(things, list))).toEqual([matched, matched, matched]);
});

test("an id of 15 characters is the one of 18, and a converted or merged lead leads to its person", async () => {
  const person = "crm:0035e00000Ct001AAB";
  const things = [
    recordRows("0035e00000Ct001AAB", person),
    recordRows("00Q5e00000Ld001EAB", person, { join_reason: "conversion" }),
    cycleRows(person, "2026-03-10T15:00:00Z"),
  ];
  const { rows } = await reconcileRows(things, listRows(["00Q5e00000Ld001", "2026-03-10"]));
  expect(rows).toMatchObject([{ side: "matched", person_id: person, found_by: "id, then conversion" }]);
});

test("a date, and a time without an offset, are of the reporting time zone", async () => {
  const things = [ada, cycleRows("crm:ada", "2026-03-11T02:00:00Z")];
  const one = async (date: string) =>
    (await reconcileRows(things, listRows(["ada", date]), { days: 0 })).rows.find(({ line }) => line !== null)!.side;
  expect(await one("2026-03-10")).toBe("matched");
  expect(await one("2026-03-11")).toBe("missing");
  expect(await one("2026-03-10 23:30")).toBe("matched");
  expect(await one("2026-03-11T01:00:00Z")).toBe("matched");
  expect(await one("2026-03-11T05:00:00Z")).toBe("missing");
});

test("an MQL within --days is matched; one further away is named with its distance", async () => {
  const things = [ada, cycleRows("crm:ada", "2026-03-10T15:00:00Z")];
  expect((await reconcileRows(things, listRows(["ada", "2026-03-03"]))).rows).toMatchObject([
    { side: "matched", days_later_here: 7n },
  ]);
  expect(outcomes(await reconcileRows(things, listRows(["ada", "2026-03-18"])))).toEqual([
    ["missing", "another date", "8 days earlier here, cycle crm:ada#1"],
    ["extra", "listed on another date", "recorded by a source; line 2, 8 days later there"],
  ]);
});

test("if two rows are near one cycle, the closer one is matched, in any order of the list", async () => {
  const things = [ada, cycleRows("crm:ada", "2026-03-10T15:00:00Z")];
  const rows: [string, string][] = [
    ["ada", "2026-03-07"],
    ["ada", "2026-03-11"],
  ];
  const taken = (line: number) => ["missing", "cycle of another row", `line ${line} is matched with crm:ada#1`];
  expect(outcomes(await reconcileRows(things, listRows(...rows)))).toEqual([taken(3), matched]);
  expect(outcomes(await reconcileRows(things, listRows(...rows.toReversed())))).toEqual([matched, taken(2)]);
});

test("a person who is listed twice on one day is matched once", async () => {
  const list = listRows(["ada", "2026-03-10"], ["ada", "2026-03-10"]);
  expect(outcomes(await reconcileRows([ada, cycleRows("crm:ada", "2026-03-10T15:00:00Z")], list))).toEqual([
    matched,
    ["missing", "repeated in the list", "line 2"],
  ]);
});

test("a row that cannot be read says what it lacks, and still counts as listed", async () => {
  const list = [
    ...listRows(["", "2026-03-10"], ["ada", null], ["ada", "soon"], ["ada", "2026-02-30"], ["bo", "2026-03-10"]),
    ...["cy", "di", "eve", "flo"].map((id, at) => ({ ...listRows([id, "2026-03-10"])[0]!, line: at + 20 })),
    { line: 9, id: null, email: null, date: null, fault: "too many fields" },
  ];
  const found = await reconcileRows([ada, cycleRows("crm:ada", "2026-03-10T15:00:00Z")], list);
  expect(outcomes(found)).toEqual([
    ["missing", "unreadable row", "no id and no email"],
    ["missing", "unreadable row", "no date"],
    ["missing", "unreadable row", "not a date"],
    ["missing", "unreadable row", "not a date"],
    ["missing", "unknown person", "no record has this id"],
    ["missing", "unreadable row", "too many fields"],
    ...Array.from({ length: 4 }, () => ["missing", "unknown person", "no record has this id"]),
    ["extra", "listed in an unreadable row", "recorded by a source; line 3"],
  ]);
  expect(found.months.at(-1)).toMatchObject({ listed: 10n, matched: 0n, missing: 10n, ours: 1n, extra: 1n });
});

test("an excluded record says why it was left out", async () => {
  const gone = recordRows("gone", undefined, { exclusion: "internal", email: "qa@ours.example" });
  const list = listRows(["gone", "2026-03-10"], ["qa@ours.example", "2026-03-10"]);
  const excluded = ["missing", "excluded record", "internal"];
  expect(outcomes(await reconcileRows([gone, ada], list))).toEqual([excluded, excluded]);
});

test("an email of several people finds nobody, unless the row has an id as well", async () => {
  const shared = (id: string) =>
    recordRows(id, `crm:${id}`, {
      email: "info@acme.example",
      has_own_email: false,
      system: id === "bo" ? "map" : "crm",
    });
  const things = [shared("ada"), shared("bo"), cycleRows("crm:ada", "2026-03-10T15:00:00Z")];
  const both = { line: 3, id: "ada", email: "info@acme.example", date: "2026-03-10", fault: null };
  expect(outcomes(await reconcileRows(things, [...listRows(["info@acme.example", "2026-03-10"]), both]))).toEqual([
    ["missing", "several people", "2 people, a shared mailbox"],
    matched,
  ]);
});

test("an id of several people without an email is no shared mailbox, and a text that is no address finds nobody", async () => {
  const same = (system: string) => recordRows("7", `${system}:7`, { email: null, has_own_email: false, system });
  const broken = (id: string) => recordRows(id, `crm:${id}`, { email: "none@", has_own_email: false });
  const things = [same("crm"), same("map"), broken("ada"), broken("bo")];
  expect(outcomes(await reconcileRows(things, listRows(["7", "2026-03-10"], ["none@", "2026-03-10"])))).toEqual([
    ["missing", "several people", "2 people"],
    ["missing", "unknown person", "no record has this email"],
  ]);
});

test("a date after the run says so", async () => {
  expect(await missing([], "2026-07-02")).toEqual(["missing", "after the run", "the run is as of 2026-06-30"]);
});

test("an MQL here that began no cycle says why: the cycle before was open, cooling off, or won", async () => {
  const instant = (role: string | null) => ({
    "intermediate.mqls_assigned": [
      { person_id: "crm:ada", mql_origin: "computed", role, cycle_no: role && 1, mql_at: "2026-03-09T15:00:00Z" },
    ],
  });
  const detail = "computed on 2026-03-09, cycle crm:ada#1";
  expect(await missing([instant("repeat")])).toEqual(["missing", "repeat in an open cycle", detail]);
  expect(await missing([instant("blocked")])).toEqual(["missing", "inside the cool-off", detail]);
  expect(await missing([instant(null)])).toEqual(["missing", "already a customer", "computed on 2026-03-09"]);
});

test("an MQL of the kind that mql.source does not count is named", async () => {
  const event = { person_id: "crm:ada", stage: "mql", origin: "computed", occurred_at: "2026-03-09T15:00:00Z" };
  const recorded = { mql: { source: "recorded" } };
  const found = await missing([{ "marts.lifecycle_events": [event] }], "2026-03-10", recorded);
  expect(found).toEqual(["missing", "not counted by mql.source", "computed on 2026-03-09, mql.source is recorded"]);
});

test("a date before the exports, and one before the person was known, have different reasons", async () => {
  const bo = { "marts.people": [{ person_id: "crm:bo", created_at: "2024-01-05T12:00:00Z" }] };
  expect(await missing([bo], "2023-12-31")).toEqual([
    "missing",
    "before the exports",
    "the exports begin on 2024-01-05",
  ]);
  expect(await missing([bo], "2024-06-01")).toEqual([
    "missing",
    "before the person was known",
    "first record of 2024-12-31",
  ]);
});

test("the stage of the person on that day is named: an open cycle, a later stage, a customer", async () => {
  // The cycle is matched with the first row; the second row is the one in question.
  const at = async (more: object) => {
    const list = listRows(["ada", "2026-01-10"], ["ada", "2026-03-10"]);
    return outcomes(await reconcileRows([ada, cycleRows("crm:ada", "2026-01-10T15:00:00Z", { ...more })], list))[1];
  };
  const since = (day: string, stage: string) => `${stage} since ${day}, cycle crm:ada#1`;
  expect(await at({})).toEqual(["missing", "in an open cycle", since("2026-01-10", "mql")]);
  const sal = { sal_at: "2026-01-12T15:00:00Z" };
  expect(await at(sal)).toEqual(["missing", "at a later stage", since("2026-01-12", "sal")]);
  expect(await at({ ...sal, won_at: "2026-02-01T15:00:00Z" })).toEqual([
    "missing",
    "at a later stage",
    since("2026-02-01", "won"),
  ]);
  expect(await at({ ...sal, won_at: "2026-04-01T15:00:00Z" })).toEqual([
    "missing",
    "at a later stage",
    since("2026-01-12", "sal"),
  ]);
  expect(await at({ ...sal, rejected_at: "2026-02-01T15:00:00Z" })).toEqual([
    "missing",
    "no MQL recorded",
    "there is no definition",
  ]);
});

test("an entry without an MQL is a stage too", async () => {
  const entry = cycleRows("crm:ada", null, { cycle_no: 0, mql_origin: null, sal_at: "2026-03-01T15:00:00Z" });
  expect(await missing([entry])).toEqual(["missing", "at a later stage", "sal since 2026-03-01, cycle crm:ada#0"]);
});

test("what was short of the definition is named: the score, the grade, or the rule that disqualifies", async () => {
  const by = (score: number, fit = {}, at = "2026-03-08T15:00:00Z") =>
    missing([definitionRows, scoreRows("crm:ada", at, score, fit)]);
  expect(await by(32.5)).toEqual(["missing", "below the threshold", "engagement 32.5 of 50 on 2026-03-08, grade A"]);
  expect(await by(60, { grade: "C" })).toEqual([
    "missing",
    "wrong grade",
    "grade C where AB count, engagement 60 of 50 on 2026-03-08",
  ]);
  expect(await by(60, { disqualified_by: "competitor" })).toEqual(["missing", "disqualified", "rule competitor"]);
  expect(await by(40, {}, "2026-05-01T15:00:00Z")).toEqual([
    "missing",
    "below the threshold",
    "engagement 0 of 50, nothing scored by then, grade A",
  ]);
  expect(await by(60)).toEqual(["missing", "no reason found", null]);
});

test("a person whose MQLs are recorded has no score to reach", async () => {
  const event = { person_id: "crm:ada", stage: "mql", origin: "recorded", occurred_at: "2026-05-09T15:00:00Z" };
  expect(await missing([definitionRows, { "marts.lifecycle_events": [event] }])).toEqual([
    "missing",
    "no MQL recorded",
    "mql.source is recorded_else_computed, and other MQLs of the person are recorded",
  ]);
});

test("an MQL that is not in the list says what made it an MQL, and whether the list has the person", async () => {
  const event = {
    person_id: "crm:ada",
    stage: "mql",
    origin: "recorded",
    system: "crm",
    entity: "lead",
    record_id: "ada",
    occurred_at: "2026-01-10T15:00:00Z",
  };
  const field = { ...event, field: "status", value: "mql" };
  const scored = { path: "scored", grade: "A", engagement_score: 55, total_score: 95, mql_origin: "computed" };
  const things = [
    ada,
    recordRows("bo"),
    cycleRows("crm:ada", "2026-01-10T15:00:00Z", { mql_is_approximate: true }),
    cycleRows("crm:ada", "2026-02-20T15:00:00Z", { cycle_no: 2 }),
    cycleRows("crm:bo", "2026-02-20T15:00:00Z", scored),
    cycleRows("crm:bo", "2026-05-20T15:00:00Z", { ...scored, cycle_no: 2 }),
    { "marts.lifecycle_events": [event], "intermediate.lead_status_events": [field] },
  ];
  const list = listRows(["ada", "2026-02-20"], ["cy", "2026-01-01"], ["ada", "2026-01-31"]);
  const found = await reconcileRows(things, list.slice(0, 2));
  // An unknown person does not extend the months of the list.
  expect(outcomes(found).slice(2)).toEqual([
    ["extra", "outside the months of the list", "recorded by crm lead ada, field status, a date without a time"],
    ["extra", "not in the list", "computed: scored, engagement 55, total 95, grade A"],
    ["extra", "outside the months of the list", "computed: scored, engagement 55, total 95, grade A"],
  ]);
  const known = listRows(["ada", "2026-02-20"], ["bo", "2026-01-02"], ["bo", "2026-01-03"]);
  const more = outcomes(await reconcileRows(things, known));
  expect(more.filter(([side]) => side === "extra").map(([, reason]) => reason)).toEqual([
    "another MQL of the person is listed",
    "listed on another date",
    "listed on another date",
  ]);
});

test("a list of which most rows cannot be read is refused, with the line and the reason of the first", async () => {
  const list = listRows(["ada", "2026-03-10"], ["", "2026-03-10"], ["", "2026-03-11"]);
  await expect(reconcileRows([ada], list)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining("2 of 3 rows cannot be read, the first in line 3: no id and no email"),
  });
});

const people = Array.from({ length: 8 }, (_, at) => `p${at}`);
/** Eight people with an MQL each at these hours of UTC, on March 10; New York is four hours behind. */
const atHours = (hours: readonly number[]) =>
  people.flatMap((id, at) => [
    recordRows(id),
    cycleRows(
      `crm:${id}`,
      `2026-03-${hours[at]! < 24 ? "10" : "11"}T${String(hours[at]! % 24).padStart(2, "0")}:30:00Z`,
    ),
  ]);
const differences = ({ rows }: ReconcileResult) => rows.map(({ difference }) => difference).sort();
const lateHours = [15, 16, 17, 18, 19, 25, 26, 27];

test("days of another time zone are told from real differences, and the zone is named", async () => {
  const utcDay = (hour: number) => (hour < 24 ? "2026-03-10" : "2026-03-11");
  const list = listRows(...people.map((id, at): [string, string] => [id, utcDay(lateHours[at]!)]));
  const found = await reconcileRows(atHours(lateHours), list);
  expect(differences(found)).toEqual([...Array(5).fill("none"), ...Array(3).fill("time zone")]);
  expect(found.summary).toBe(
    "Your list has 8 MQL(s), closedloop 8: 5 agree and 3 differ by the time zone only (the list has the days of UTC).",
  );
});

test("days that differ in the middle of the day are no time zone", async () => {
  const list = listRows(...people.map((id, at): [string, string] => [id, at < 5 ? "2026-03-10" : "2026-03-11"]));
  const found = await reconcileRows(atHours([15, 16, 17, 18, 26, 15, 16, 17]), list);
  expect(differences(found)).toEqual([...Array(3).fill("days"), ...Array(5).fill("none")]);
  expect(found.summary).toContain("5 agree and 3 differ by days.");
});

test("times that are all four hours apart are those of another time zone; one that is not is a difference", async () => {
  const time = (hour: number) => `2026-03-${hour < 24 ? "10" : "11"} ${String(hour % 24).padStart(2, "0")}:30`;
  const list = listRows(...people.map((id, at): [string, string] => [id, time(lateHours[at]!)]));
  const found = await reconcileRows(atHours(lateHours), list);
  expect(found.summary).toContain(
    "3 differ by the time zone only (the times of the list are 4 hours later than here).",
  );
});

test("the sentence adds up to both sides and names what is most frequent", async () => {
  const things = [
    ada,
    cycleRows("crm:ada", "2026-03-10T15:00:00Z"),
    recordRows("bo"),
    cycleRows("crm:bo", "2026-03-10T15:00:00Z"),
  ];
  const found = await reconcileRows(things, listRows(["ada", "2026-03-09"], ["nobody", "2026-03-10"], ["ada", null]));
  expect(found.summary).toBe(
    "Your list has 3 MQL(s), closedloop 2: 0 agree, 1 differs by days, 1 is only in your list (1 unknown person), 1 of your rows cannot be read and 1 is only here (1 not in the list).",
  );
  expect(found.unread).toEqual([{ line: 4n, detail: "no date" }]);
});

test("dates like 03/04/2026 are refused until --date-format says which part is the day", async () => {
  const things = [ada, cycleRows("crm:ada", "2026-04-03T15:00:00Z")];
  const list = listRows(["ada", "03/04/2026"], ["ada", "2026-03-10"]);
  expect((await reconcileRows(things, list)).unread).toEqual([{ line: 2n, detail: "not a date" }]);
  await expect(reconcileRows(things, list.slice(0, 1))).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/line 2, .*99\/99\/9999.*--date-format/),
  });
  const { rows } = await reconcileRows(things, list, { dateFormat: "%d/%m/%Y" });
  expect(rows.map(({ side, listed_on }) => [side, listed_on])).toEqual([
    ["missing", "2026-03-10"],
    ["matched", "2026-04-03"],
  ]);
  await expect(reconcileRows(things, listRows(["ada", "Apr 3"]))).rejects.toThrow(/999 9/);
  await expect(reconcileRows(things, list.slice(0, 1), { dateFormat: "%m-%d-%Y" })).rejects.toThrow(
    /dates like %m-%d-%Y/,
  );
});

test.each(["%Y/%-m", "%Y/%-d", "%Y-%-H"])("a pattern without a day or a month is refused: %s", async (dateFormat) => {
  await expect(reconcileRows([ada], listRows(["ada", "2026/4"]), { dateFormat })).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining("year, month and day"),
  });
});

test("the counts by month add up on both sides, also for a pair with dates in two months", async () => {
  const things = [
    ada,
    recordRows("bo"),
    cycleRows("crm:ada", "2026-03-01T15:00:00Z"),
    cycleRows("crm:bo", "2026-03-05T15:00:00Z"),
  ];
  const { months, reasons } = await reconcileRows(things, listRows(["ada", "2026-02-28"], ["ada", "2026-03-20"]));
  const counts = { listed: 1n, matched: 0n, missing: 0n, ours: 0n, ours_matched: 0n, extra: 0n };
  expect(months).toEqual([
    { ...counts, month: "2026-02", matched: 1n },
    { ...counts, month: "2026-03", missing: 1n, ours: 2n, ours_matched: 1n, extra: 1n },
    { month: "all", listed: 2n, matched: 1n, missing: 1n, ours: 2n, ours_matched: 1n, extra: 1n },
  ]);
  expect(reasons).toEqual([
    { side: "missing", reason: "in an open cycle", rows: 1n, by_month: "2026-03: 1" },
    { side: "extra", reason: "not in the list", rows: 1n, by_month: "2026-03: 1" },
  ]);
});

test("each reason is given above, and docs/reconcile-and-explain.md has it with its meaning", () => {
  const all = Object.entries({ ...missingReasons, ...extraReasons });
  const page = readFileSync("docs/reconcile-and-explain.md", "utf8");
  expect(all.filter(([reason, meaning]) => !page.includes(`| \`${reason}\` | ${meaning} |`))).toEqual([]);
  expect(all.filter(([reason]) => !seen.has(reason))).toEqual([]);
});
