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
    system: text("Name of the source in closedloop.yaml"),
    entity: text("Object that has the field, in lower case: lead or opportunity"),
    field: text("Field as closedloop.yaml names it, e.g. LossReason__c"),
  },
});
