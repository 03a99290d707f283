import { expect, test } from "vitest";
import { configSchema } from "../../../../src/config/config_schema.js";
import type { LoadRecord } from "../../../../src/load/load_record.js";
import { describeFreshness, judgeFreshness } from "../../../../src/load/night/freshness.js";
import { collectFreshnessFindings } from "../../../../src/load/night/load_findings.js";
import type { Instant } from "../../../../src/table/columns.js";
import { createLoadProject, crmSource, nightInstant } from "../load_project.js";

type Limits = { warn?: number; error?: number } | null;

/** Judges loads of one source, each given as when it came and its newest record, as of an instant. */
function judge(asOf: string, loads: readonly (readonly [string, string | null])[], own?: Limits) {
  const source = { ...crmSource, ...(own === undefined ? {} : { freshness_hours: own }) };
  const config = configSchema.parse({ sources: [source] });
  const records = loads.map(
    ([loaded_at, newest_at]) => ({ system: "crm", loaded_at, newest_at }) as unknown as LoadRecord,
  );
  return judgeFreshness(config, records, asOf as Instant)[0]!;
}

const friday = ["2026-06-26T09:15:00Z", "2026-06-26T08:50:00Z"] as const;
const saturday = ["2026-06-27T09:15:00Z", "2026-06-26T21:00:00Z"] as const;

test("on Monday morning an org without a weekend is late, but not stale: its exports of the weekend have nothing new", () => {
  const monday = judge("2026-06-29T09:15:00Z", [friday, saturday]);
  expect(monday).toMatchObject({ status: "late", record_hours: 60.3, load_hours: 48, was_fresh: true });
  expect(judge("2026-06-27T09:15:00Z", [friday, saturday]).status).toBe("fresh");
});

test("an export that came every night of the weekend with new content is never stale, however old its records", () => {
  const sunday = ["2026-06-28T09:15:00Z", "2026-06-26T21:00:00Z"] as const;
  expect(judge("2026-06-29T12:00:00Z", [friday, saturday, sunday]).status).toBe("late");
});

test("a source is stale when its newest record and its newest content are both older than 50 hours", () => {
  expect(judge("2026-06-29T11:15:00Z", [friday, saturday]).status).toBe("late");
  const stale = judge("2026-06-29T11:16:00Z", [friday, saturday]);
  expect(stale.status).toBe("stale");
  expect(describeFreshness(stale)).toBe(
    "crm: the newest record is of 2026-06-26T21:00:00Z (62 h old), the newest content came at 2026-06-27T09:15:00Z (50 h ago)",
  );
});

test("an old export that somebody tries is late, but never stale, because no load of it ever was fresh", () => {
  const old = ["2026-06-27T09:15:00Z", "2024-01-31T12:00:00Z"] as const;
  expect(judge("2026-08-01T00:00:00Z", [old])).toMatchObject({ status: "late", was_fresh: false });
});

test("without times in the records the load time decides, and two nights with new content show that it comes regularly", () => {
  const [one, two] = [
    ["2026-06-01T00:00:00Z", null],
    ["2026-06-02T00:00:00Z", null],
  ] as const;
  expect(judge("2026-06-03T03:00:00Z", [one, two])).toMatchObject({ status: "late", record_hours: null });
  expect(judge("2026-06-05T00:00:00Z", [one, two]).status).toBe("stale");
  expect(judge("2026-06-05T00:00:00Z", [one]).status).toBe("late");
});

test("a source has limits of its own, or none", () => {
  const weekly = { warn: 194, error: 218 };
  expect(judge("2026-07-03T09:15:00Z", [friday, saturday], weekly).status).toBe("fresh");
  expect(judge("2026-07-08T09:15:00Z", [friday, saturday], weekly).status).toBe("stale");
  expect(judge("2027-01-01T00:00:00Z", [friday, saturday], null)).toMatchObject({ status: "fresh", error_hours: null });
});

test("a run that looks back is judged by its own clock: what was loaded later does not count", () => {
  expect(judge("2026-06-26T12:00:00Z", [friday, saturday])).toMatchObject({
    status: "fresh",
    newest_load_at: "2026-06-26T09:15:00Z",
  });
  expect(judge("2026-06-01T00:00:00Z", [friday]).status).toBe("unknown");
});

test("a load of an earlier version has only its last change, which counts if it is not in the future", () => {
  const config = configSchema.parse({ sources: [crmSource] });
  const load = (to: string) =>
    ({ system: "crm", loaded_at: friday[0], changed: { from: to, to } }) as unknown as LoadRecord;
  const judged = (to: string) => judgeFreshness(config, [load(to)], "2026-06-27T00:00:00Z" as Instant)[0]!;
  expect(judged(friday[1]).newest_record_at).toBe(friday[1]);
  expect(judged("2026-06-26T09:16:00Z").newest_record_at).toBe(null);
});

test("late and stale sources are findings, with when their data is from", () => {
  const [late, fresh] = [judge("2026-06-29T09:15:00Z", [saturday]), judge("2026-06-27T09:15:00Z", [saturday])];
  expect(collectFreshnessFindings([late, fresh])).toMatchObject([
    { check: "sources without new data", severity: "warn", subject: "crm", example: describeFreshness(late) },
  ]);
});

test("the newest record of a file is one that is not after the run; the same file of the next night is nothing new", async () => {
  const at = createLoadProject();
  at.put(
    "exports/crm/Lead.csv",
    "Id,CreatedDate,LastModifiedDate,SystemModstamp\na,2026-06-01T00:00:00Z,2026-06-02T20:00:00Z,\nb,2026-06-02T21:00:00Z,2029-01-01T00:00:00Z,\n",
  );
  await at.load(nightInstant(3));
  await at.load(nightInstant(5));
  const loads = await at.loads();
  expect(loads.map(({ newest_at }) => newest_at)).toEqual(["2026-06-02T21:00:00Z"]);
  expect(judgeFreshness(at.config, loads, nightInstant(5))).toMatchObject([
    { status: "late", newest_load_at: nightInstant(3), load_hours: 48, record_hours: 52 },
  ]);
  expect(judgeFreshness(at.config, loads, nightInstant(6))).toMatchObject([{ status: "stale", load_hours: 72 }]);
});

test("of a mapped file any time counts", async () => {
  const source = {
    name: "shop",
    system: "mapped",
    path: "exports/shop",
    entities: { people: { file: "p.csv", columns: { record_id: "id", created_at: "made" } } },
  };
  const at = createLoadProject([source]);
  at.put("exports/shop/p.csv", "id,made\n1,2026-06-02T10:00:00Z\n2,\n");
  await at.load(nightInstant(3));
  expect((await at.loads()).map(({ newest_at }) => newest_at)).toEqual(["2026-06-02T10:00:00Z"]);
});
