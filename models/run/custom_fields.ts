import { parseCustomAttribute } from "../../src/config/custom_attributes.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const custom_fields = source({
  name: "raw.custom_fields",
  about: "One row per custom field that closedloop.yaml maps to an attribute of people.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      config.sources.flatMap(({ name, custom }) =>
        Object.entries(custom).map(([field, written]) => ({
          system: name,
          field,
          attribute: parseCustomAttribute(written).attribute,
        })),
      ),
  },
  grain: ["system", "field"],
  columns: {
    system: text("Name of the source in closedloop.yaml"),
    field: text("Field as the export names it, e.g. Persona__c"),
    attribute: text("Attribute that the field is mapped to, e.g. persona"),
  },
});
