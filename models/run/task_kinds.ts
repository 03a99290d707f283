import { comparisonKey } from "../../src/base/comparison_key.js";
import { taskKinds } from "../../src/base/task_kinds.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { oneOf, text } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const task_kinds = source({
  name: "raw.task_kinds",
  about: "One row per type of sales tasks that closedloop.yaml calls a kind of touch.",
  origin: {
    kind: "run",
    rows: ({ config }: RunFacts) =>
      config.sources.flatMap(({ name, task_kinds }) =>
        Object.entries(task_kinds).map(([type, kind]) => ({ system: name, type: comparisonKey(type), kind })),
      ),
  },
  grain: ["system", "type"],
  columns: {
    system: text("Name of the source in closedloop.yaml"),
    type: text(
      "Type of the task in the source's own words, trimmed and in lower case; (none) for a task without a type",
    ),
    kind: oneOf(taskKinds, "Kind of touch that a completed task of this type is; none: it is no touch"),
  },
});
