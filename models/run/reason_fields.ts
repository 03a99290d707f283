import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const reason_fields = source({
  name: "raw.reason_fields",
  about: "One row per field that holds the reason of a rejection or loss, by source and entity.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      config.sources.flatMap(({ name, reason_fields }) =>
        Object.entries(reason_fields).map(([entity, field]) => ({ system: name, entity: entity.toLowerCase(), field })),
      ),
  },
  grain: ["system", "entity"],
  columns: {
    system: text("Source as closedloop.yaml names it"),
    entity: text("Object that has the field, lower case: lead, opportunity"),
    field: text("The field as the team writes it"),
  },
});
