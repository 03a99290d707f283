import { listCustomAttributes } from "../../src/config/custom_attributes.js";
import { listAttributes } from "../../src/config/scoring_rules.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const list_attributes = source({
  name: "raw.list_attributes",
  about: "One row per attribute of people whose values are lists separated by semicolons.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) => {
      const custom = listCustomAttributes(config).filter(({ isList }) => isList);
      const all = new Set([...listAttributes, ...custom.map(({ attribute }) => attribute)]);
      return [...all].map((attribute) => ({ attribute }));
    },
  },
  grain: ["attribute"],
  columns: {
    attribute: text("Attribute; a fit rule matches if any element of the list matches"),
  },
});
