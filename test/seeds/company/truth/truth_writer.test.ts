import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TruthWriter } from "../../../../seeds/company/truth/truth_writer.js";
import { temporaryFolder } from "../../../support/cli.js";
import { versionOf } from "../../../support/definition.js";
import {
  activityOf,
  companyFacts,
  engagementRules,
  fitRules,
  microsAt,
  personHistory,
  stageEvent,
  vpObservations,
} from "./truth_fixtures.js";

test("the truth is one object with one row a line, and leaves no other file", async () => {
  const folder = temporaryFolder();
  const writer = new TruthWriter(join(folder, "truth.json"), companyFacts, [
    versionOf({ fit: fitRules, engagement: engagementRules }),
  ]);
  const did = [activityOf("demo_request", "2026-03-02 10:00"), activityOf("web_page_visit", "2026-06-20")];
  writer.add(
    personHistory({ observations: vpObservations, activities: did, events: [stageEvent("rejected", "2026-03-05")] }),
  );
  const limits = [{ kind: "close_day_only", stage: "lost" as const, really_at: microsAt("2026-03-05"), told_at: null }];
  await writer.flush();
  writer.add(personHistory({ person_id: "crm:p2", limits }));
  writer.addExcluded({ system: "map", record_id: "7", reason: "anonymous" });
  writer.addDirt("bulk_mail");
  writer.addDirt("bulk_mail", 2);
  writer.addRejectedRow("Task.csv");
  expect(await writer.finish()).toMatchObject({ people: 2, cycles: 1, scores: 1, limits: 1, left_out: 1 });

  expect(readdirSync(folder)).toEqual(["truth.json"]);
  const text = readFileSync(join(folder, "truth.json"), "utf8");
  const truth = JSON.parse(text);
  expect(truth).toMatchObject({
    seed: 1,
    leads: 1,
    as_of: "2026-07-01T00:00:00.000000Z",
    dirt: { bulk_mail: 3 },
    people: [
      {
        person_id: "crm:p1",
        records: [{ system: "crm", record_id: "p1" }],
        quadrant: "high/low",
        action: "targeted_campaign",
        stage: "rejected",
        last_activity_at: "2026-06-20T12:00:00.000000Z",
        activities_30d: 1,
      },
      { person_id: "crm:p2", stage: null, grade: "D" },
    ],
    cycles: [{ cycle_no: 1, mql_at: "2026-03-02T10:00:00.000000Z", rejected_from: "mql" }],
    scores: [
      { person_id: "crm:p1", scored_at: "2026-03-02T10:00:00.000000Z", engagement_score: 75, path: "hand_raiser" },
    ],
    left_out: [{ system: "map", record_id: "7", reason: "anonymous" }],
    limits: [{ person_id: "crm:p2", kind: "close_day_only", really_at: "2026-03-05T12:00:00.000000Z", told_at: null }],
    rejected_rows: [{ file: "Task.csv" }],
  });
  expect(truth.rates).toHaveLength(4 * 19);
  expect(truth.rejections).toHaveLength(4 * 19);
  for (const row of [...truth.people, ...truth.cycles, ...truth.rates])
    expect(text).toContain(`\n${JSON.stringify(row)}`);
});

test("a deterministic sample of many people has scores at every instant", async () => {
  const folder = temporaryFolder();
  const writer = new TruthWriter(join(folder, "truth.json"), { ...companyFacts, leads: 1500 }, [
    versionOf({ fit: fitRules, engagement: engagementRules }),
  ]);
  for (let no = 0; no < 12; no++)
    writer.add(personHistory({ person_id: `crm:p${no}`, activities: [activityOf("demo_request", "2026-03-02")] }));
  await writer.finish();
  const { people, scores } = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
  const sampled = people.filter(({ is_sampled }: { is_sampled: boolean }) => is_sampled);
  expect(sampled.map(({ person_id }: { person_id: string }) => person_id)).toEqual(["crm:p0", "crm:p5", "crm:p10"]);
  expect(scores).toHaveLength(3);
});
