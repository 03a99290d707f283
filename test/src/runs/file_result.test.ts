import { expect, test } from "vitest";
import { createFileResult } from "../../../src/runs/file_result.js";
import { runResultsSchema } from "../../../src/runs/run_results.js";
import { createLoadProject, crmSource, nightInstant } from "../load/load_project.js";

const content = "Id,Company\n1,Acme\n";

test("every fate of a file fits the schema of the results, and each is told apart", async () => {
  const at = createLoadProject([{ ...crmSource, manifest: "m.csv" }]);
  const listed = ["Lead.csv", "torn/Lead.csv", "new/Lead.csv", "gone/Lead.csv"];
  at.put("exports/crm/m.csv", `file\n${listed.join("\n")}\n`);
  at.put("exports/crm/Lead.csv", content);
  await at.loadWithEvents(nightInstant(1));
  at.put("exports/crm/torn/Lead.csv", "Id,Company\n1\n");
  at.put("exports/crm/new/Lead.csv", "Id,Plan\u202e__c\n2,Gold\n");
  at.put("exports/crm/unlisted/Lead.csv", content);
  const { events, code } = await at.loadWithEvents(nightInstant(2));
  const results = runResultsSchema.shape.files.parse(
    events.flatMap((event) => (event.kind === "waiting" ? [] : [createFileResult(event)])),
  );
  expect(code).toBe(3);
  expect(results.map(({ file, status }) => [file, status])).toEqual([
    ["gone/Lead.csv", "missing"],
    ["unlisted/Lead.csv", "left"],
    ["Lead.csv", "known"],
    ["new/Lead.csv", "added"],
    ["torn/Lead.csv", "quarantined"],
  ]);
  expect(results[3]).toMatchObject({
    parsed: 1,
    loaded: 1,
    new_columns: ["Plan\\u202e__c"],
    gone_columns: ["Company"],
  });
  expect(results[4]).toMatchObject({ bytes: 13, loaded: null, found: expect.stringMatching(/from line 2/) });
});
