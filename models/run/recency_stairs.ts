import type { Definition } from "../../src/config/definition_schema.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { pickColumns, real, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { definition_versions } from "./definition_versions.js";

const DAY = 86_400_000_000;

/**
 * `recency` as changes of the weight at certain ages. For 2.5 within 14 days and 1.5 within 60 days, the weight changes by
 * 2.5 at age 0, by -1 a microsecond after 14 days, and by -0.5 a microsecond after 60 days. After the last step it is 1.
 */
const recencySteps = ({ recency }: Definition) => {
  const weights = [...recency.map(({ weight }) => weight), 1];
  return weights.map((weight, step) => ({
    step_no: BigInt(step),
    after_us: step === 0 ? 0n : BigInt(Math.round(recency[step - 1]!.within_days * DAY)) + 1n,
    change: weight - (weights[step - 1] ?? 0),
  }));
};

export const recency_stairs = source({
  name: "raw.recency_stairs",
  about: "One row per version of the definition and age at which the weight of an activity changes.",
  origin: {
    kind: "run",
    rows: ({ definitions }: RunFacts) =>
      definitions.flatMap(({ version, definition }) =>
        recencySteps(definition).map((step) => ({ definition_version: version, ...step })),
      ),
  },
  grain: ["definition_version", "step_no"],
  columns: {
    ...pickColumns(definition_versions, "definition_version"),
    step_no: whole("Number of the step: 0 when the activity happens, then 1 for each entry of recency"),
    after_us: whole("Age of the activity from which the change applies", "microseconds"),
    change: real("Change of the weight; the changes of all steps add up to 1"),
  },
});
