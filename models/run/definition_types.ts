import type { RunFacts } from "../../src/runs/run_facts.js";
import { oneOf, pickColumns, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { definition_versions } from "./definition_versions.js";

export const definition_types = source({
  name: "raw.definition_types",
  about:
    "One row per version of the definition, use (hand_raiser or hot) and activity type that the version lists for it.",
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
    ...pickColumns(definition_versions, "definition_version"),
    use: oneOf(
      ["hand_raiser", "hot"],
      "hand_raiser: qualifies without minimum engagement; hot: puts an MQL into the hot tier",
    ),
    activity_type: text("Canonical activity type, e.g. demo_request"),
  },
});
