import { expect, test } from "vitest";
import { source_stage_events } from "../../../../models/canonical/source_stage_events.js";
import { readCatalogue } from "../../../../src/project/catalogue.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { readShippedLookups } from "../../../src/config/shipped_lookups.js";
import { createLoadProject } from "../../../src/load/load_project.js";
import { runFacts, withBuiltModels } from "../../../support/built_models.js";

const { sources: tables } = await readCatalogue();
const lookups = await readShippedLookups(["stage_map"]);

test("Pardot's own lifecycle history dates the stages, with the names that its stages have", async () => {
  const rows = {
    "raw.source_systems": [{ system: "map", product: "pardot" }],
    "staging.pardot_prospects": [
      { system: "map", prospect_id: "7", is_deleted: false, created_at: "2026-01-01T00:00:00Z" },
    ],
    "staging.pardot_lifecycle_stages": [
      { system: "map", stage_id: "1", name: "Prospect" },
      { system: "map", stage_id: "2", name: "Marketing Qualified Lead" },
    ],
    "staging.pardot_lifecycle_histories": [
      {
        system: "map",
        lifecycle_history_id: "1",
        prospect_id: "7",
        next_stage_id: "1",
        created_at: "2026-01-01T00:00:00Z",
      },
      {
        system: "map",
        lifecycle_history_id: "2",
        prospect_id: "7",
        previous_stage_id: "1",
        next_stage_id: "2",
        created_at: "2026-02-03T09:00:00Z",
      },
      {
        system: "map",
        lifecycle_history_id: "3",
        prospect_id: "7",
        previous_stage_id: "2",
        next_stage_id: "3",
        next_stage_name: "Sales Qualified Lead",
        created_at: "2026-02-05T09:00:00Z",
      },
    ],
    "raw.stage_map": lookups.get("stage_map")!.rows,
  };
  const run = runFacts("2026-06-01T00:00:00Z", { sources: [{ name: "map", system: "pardot", path: "exports" }] });
  const query = "select stage, is_approximate, occurred_at from intermediate.source_stage_events order by occurred_at";
  expect(await withBuiltModels(run, rows, [source_stage_events as never], (db) => rowsOf(db, query))).toEqual([
    { stage: "mql", is_approximate: false, occurred_at: "2026-02-03T09:00:00Z" },
    { stage: "sql", is_approximate: false, occurred_at: "2026-02-05T09:00:00Z" },
  ]);
});

test("the files are read in the names and headers of versions 4 and 5 of the API", async () => {
  const at = createLoadProject([{ name: "map", system: "pardot", path: "exports/map" }], {}, tables);
  at.put(
    "exports/map/lifecycle-histories.csv",
    "id,prospectId,previousStageId,nextStageId,createdAt\n1,7,,2,2022-07-05T07:03:03-04:00\n",
  );
  at.put(
    "exports/map/lifecycle_history_2.csv",
    "id,prospect_id,next_stage_id,nextStage.name,created_at\n2,7,3,SQL,2022-07-06 07:03:03\n",
  );
  at.put("exports/map/lifecycle_stages.csv", "id,name,isDeleted,position\n2,MQL,false,3\n");
  expect(await at.loadWithEvents()).toMatchObject({ code: 0, error: undefined });
  const read =
    "select id, next_stage_id as next, next_stage_name as name, created_at::varchar as at from raw.pardot_lifecycle_histories order by id";
  expect(await at.raw(read)).toEqual([
    { id: "1", next: "2", name: null, at: "2022-07-05 11:03:03" },
    { id: "2", next: "3", name: "SQL", at: "2022-07-06 07:03:03" },
  ]);
});
