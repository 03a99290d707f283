import type { RunFacts } from "../../src/runs/run_facts.js";
import { nullable, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const source_systems = source({
  name: "raw.source_systems",
  about: "One row per source in closedloop.yaml.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      config.sources.map(({ name, system, time_zone = null }) => ({ system: name, product: system, time_zone })),
  },
  grain: ["system"],
  columns: {
    system: text("Name of the source in closedloop.yaml"),
    product: text("Product whose exports the source has, e.g. salesforce"),
    time_zone: nullable(
      text("Time zone of times without an offset in the source's exports, as an IANA name; null if not configured"),
    ),
  },
});
