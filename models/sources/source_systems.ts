import { text } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const source_systems = source({
  name: "raw.source_systems",
  about: "One row per source of closedloop.yaml.",
  origin: {
    kind: "run",
    rows: ({ config }) => config.sources.map(({ name, system }) => ({ system: name, product: system })),
  },
  grain: ["system"],
  columns: {
    system: text("Name of the source"),
    product: text("The product whose exports it reads: salesforce, marketo, mapped"),
  },
});
