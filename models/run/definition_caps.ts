import type { RunFacts } from "../../src/runs/run_facts.js";
import { pickColumns, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { definition_versions } from "./definition_versions.js";

export const definition_caps = source({
  name: "raw.definition_caps",
  about:
    "One row per version of the definition and cap group, with the most points that its activities together can give at any time.",
  origin: {
    kind: "run",
    rows: ({ definitions }: RunFacts) =>
      definitions.flatMap(({ version, definition }) =>
        Object.entries(definition.caps).map(([cap_group, cap], at) => ({
          definition_version: version,
          cap_group,
          lane_no: BigInt(at) + 1n,
          cap,
        })),
      ),
  },
  grain: ["definition_version", "cap_group"],
  columns: {
    ...pickColumns(definition_versions, "definition_version"),
    cap_group: text("Name of the cap group, e.g. awareness"),
    lane_no: whole("Number of the cap group in the version, from 1"),
    cap: real("Most points that count, after decay and recency", "points"),
  },
});
