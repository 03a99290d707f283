import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const stage_fields = source({
  name: "raw.stage_fields",
  about: "One row per source whose people have a field that holds their stage.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      config.sources.flatMap(({ name, stage_field }) =>
        stage_field === undefined ? [] : [{ system: name, field: stage_field }],
      ),
  },
  grain: ["system"],
  columns: {
    system: text("Source as closedloop.yaml names it"),
    field: text("The field as the team writes it"),
  },
});
