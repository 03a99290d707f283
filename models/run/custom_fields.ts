import { parseCustomAttribute } from "../../src/config/custom_attributes.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const custom_fields = source({
  name: "raw.custom_fields",
  about: "One row per custom field that a source gives as an attribute of its people.",
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
    system: text("Source as closedloop.yaml names it"),
    field: text("The field as the export heads it"),
    attribute: text("The attribute that it gives"),
  },
});
