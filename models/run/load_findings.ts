import type { RunFacts } from "../../src/runs/run_facts.js";
import { nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const load_findings = source({
  name: "raw.load_findings",
  about: "One row per thing worth knowing about the files themselves: left, refused, fallen, drifted, read by nobody.",
  origin: { kind: "run", rows: ({ loadFindings: findings }: RunFacts) => findings },
  grain: ["check", "subject"],
  columns: {
    check: text("What was looked at"),
    subject: text("Of what: a source, a file and its table"),
    count: whole("How many"),
    share: nullable(real("Of all that there should be; null where there is no such whole")),
    severity: oneOf(["info", "warn"], "warn: something is missing or changed"),
    example: nullable(text("One of them, or the reason; never a person's data")),
  },
});
