import type { RunFacts } from "../../src/runs/run_facts.js";
import { nullable, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const source_systems = source({
  name: "raw.source_systems",
  about: "One row per source of closedloop.yaml.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      config.sources.map(({ name, system, time_zone = null }) => ({ system: name, product: system, time_zone })),
  },
  grain: ["system"],
  columns: {
    system: text("Name of the source"),
    product: text("The product whose exports it reads: salesforce, marketo, mapped"),
    time_zone: nullable(
      text("IANA zone of the times in its exports that name no offset; null if the configuration says none"),
    ),
  },
});
