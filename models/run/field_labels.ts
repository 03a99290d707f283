import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const field_labels = source({
  name: "raw.field_labels",
  about: "One row per field whose label closedloop.yaml names, because the source's log knows only the label.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      config.sources.flatMap(({ name, labels }) =>
        Object.entries(labels).map(([field, label]) => ({ system: name, field, label })),
      ),
  },
  grain: ["system", "field"],
  columns: {
    system: text("Name of the source in closedloop.yaml"),
    field: text("Field as closedloop.yaml names it, e.g. leadStatus"),
    label: text("Label of the field in the source, e.g. Person Status"),
  },
});
