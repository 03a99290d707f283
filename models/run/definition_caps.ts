import type { RunFacts } from "../../src/runs/run_facts.js";
import { real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const definition_caps = source({
  name: "raw.definition_caps",
  about: "One row per version of the definition and cap group: the most that its activities can add at any instant.",
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
    definition_version: text("Name of the version's folder"),
    cap_group: text("Name of the cap"),
    lane_no: whole("Its place among the caps of the version, from 1"),
    cap: real("Most that counts after decay and recency", "points"),
  },
});
