import type { Definition } from "../../src/config/definition_schema.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

const DAY = 86_400_000_000;

/** An activity enters with the first weight and steps down a microsecond after each entry's last moment, to 1 at the end. */
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
  about: "One row per version of the definition and step by which the weight of an activity changes as it ages.",
  origin: {
    kind: "run",
    rows: ({ definitions }: RunFacts) =>
      definitions.flatMap(({ version, definition }) =>
        recencySteps(definition).map((stair) => ({ definition_version: version, ...stair })),
      ),
  },
  grain: ["definition_version", "step_no"],
  columns: {
    definition_version: text("Name of the version's folder"),
    step_no: whole("0: the activity enters"),
    after_us: whole("Age from which the step holds", "microseconds"),
    change: real("By how much the weight changes; all steps together make 1"),
  },
});
