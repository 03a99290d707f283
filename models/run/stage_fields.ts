import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const stage_fields = source({
  name: "raw.stage_fields",
  about: "One row per source with a stage_field, i.e. a field of its people that holds their stage.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      config.sources.flatMap(({ name, stage_field }) =>
        stage_field === undefined ? [] : [{ system: name, field: stage_field }],
      ),
  },
  grain: ["system"],
  columns: {
    system: text("Name of the source in closedloop.yaml"),
    field: text("Field as closedloop.yaml names it, e.g. Lifecycle_Stage__c"),
  },
});
