import type { RunFacts } from "../../src/runs/run_facts.js";
import { oneOf, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const definition_types = source({
  name: "raw.definition_types",
  about: "One row per version of the definition, use and activity type that has it.",
  origin: {
    kind: "run",
    rows: ({ definitions }: RunFacts) =>
      definitions.flatMap(({ version, definition: { mql, tiers } }) => [
        ...[...new Set(mql.hand_raiser.activity_types)].map((activity_type) => ({
          definition_version: version,
          use: "hand_raiser" as const,
          activity_type,
        })),
        ...[...new Set(tiers.hot?.activity_types)].map((activity_type) => ({
          definition_version: version,
          use: "hot" as const,
          activity_type,
        })),
      ]),
  },
  grain: ["definition_version", "use", "activity_type"],
  columns: {
    definition_version: text("Name of the version's folder"),
    use: oneOf(["hand_raiser", "hot"], "hand_raiser: bypasses the minimum; hot: lifts an MQL to the hot tier"),
    activity_type: text("Canonical activity type"),
  },
});
