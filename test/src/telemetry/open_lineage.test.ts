import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { limitToProducts, readCatalogue } from "../../../src/project/catalogue.js";
import type { Project } from "../../../src/project/project.js";
import { createEndEvent, createStartEvent, sendLineage } from "../../../src/telemetry/open_lineage.js";
import { endedRun } from "./ended_run.js";

/** The run with the tables of its project. */
async function projectRun(...given: Parameters<typeof endedRun>) {
  const run = endedRun(...given);
  const catalogue = limitToProducts(await readCatalogue(), new Set(["salesforce"]));
  const project: Project = { folder: run.folder, config: run.config, definitions: [], catalogue };
  return { ...run, project };
}

/** What the schema of OpenLineage 2-0-2 asks of every event and facet. */
function checkShape(event: ReturnType<typeof createEndEvent>) {
  expect(event).toMatchObject({
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
    producer: expect.stringMatching(/^urn:closedloop:/),
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: { runId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) },
    job: { namespace: "closedloop", name: "acme.run" },
  });
  const datasets = [...event.inputs, ...event.outputs];
  const facets = [event.run, event.job, ...datasets].flatMap((one) => [
    ...Object.values(one.facets),
    ...Object.values("inputFacets" in one ? one.inputFacets : "outputFacets" in one ? one.outputFacets : {}),
  ]);
  for (const facet of facets)
    expect(facet).toMatchObject({
      _producer: event.producer,
      _schemaURL: expect.stringMatching(
        /^https:\/\/openlineage\.io\/spec\/facets\/\d-\d-\d\/(\w+)\.json#\/\$defs\/\1$/,
      ),
    });
  for (const { namespace, name } of datasets) expect([namespace, name]).toEqual(["closedloop", expect.any(String)]);
  expect(new Set(datasets.map(({ name }) => name)).size).toBe(datasets.length);
}

test("a published run completes with the exports that it read and the tables for analysts, each with its columns and rows", async () => {
  const event = createEndEvent(await projectRun());
  checkShape(event);
  expect([event.eventType, event.inputs.length]).toEqual(["COMPLETE", 1]);
  expect(event.inputs[0]).toMatchObject({
    name: "acme.exports.crm.raw.salesforce_leads",
    inputFacets: { inputStatistics: { rowCount: 512, size: 2400, fileCount: 2 } },
  });
  expect(event.outputs.every(({ name }) => name.startsWith("acme.marts."))).toBe(true);
  const people = event.outputs.find(({ name }) => name === "acme.marts.people")!;
  expect(people.outputFacets).toMatchObject({ outputStatistics: { rowCount: 7 } });
  expect(people.facets.schema.fields[0]).toEqual({
    name: "person_id",
    type: "VARCHAR",
    description: expect.any(String),
    ordinal_position: 1,
  });
});

test.each([
  ["FAIL", 1, null],
  ["ABORT", 143, null],
  ["FAIL", 3, "0123"],
])("a run that does not end as it should is a %s; it has outputs only if it published", async (type, exit_code, id) => {
  const run = await projectRun({ exit_code, publication_id: id, error: "crm is stale:\n  Ada Byron.csv" });
  const event = createEndEvent(run);
  checkShape(event);
  expect([event.eventType, event.outputs.length > 0]).toEqual([type, id !== null]);
  expect(event.run.facets).toMatchObject({ errorMessage: { message: "crm is stale:" } });
});

test("the events of a run have its id in common and are appended to the file, one a line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "closedloop-lineage-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = endedRun({}, { openlineage: { file: "lineage/events.jsonl", namespace: "prod" } }, folder);
  const start = createStartEvent({ ...run, run: run.results });
  for (const event of [start, createEndEvent(run)]) await sendLineage(run, event, run.abort);
  const events = readFileSync(join(folder, "lineage/events.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.map(({ eventType, job }) => [eventType, job.namespace])).toEqual([
    ["START", "prod"],
    ["COMPLETE", "prod"],
  ]);
  expect(events[0].run.runId).toBe(events[1].run.runId);
});
