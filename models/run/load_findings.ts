import type { RunFacts } from "../../src/runs/run_facts.js";
import { nullable, oneOf, personal, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const load_findings = source({
  name: "raw.load_findings",
  about:
    "One row per check of the export files and file or source with a finding, e.g. a quarantined or an unused file.",
  origin: { kind: "run", rows: ({ loadFindings: findings }: RunFacts) => findings },
  grain: ["check", "subject"],
  columns: {
    check: text("Name of the check"),
    subject: personal(text("What the finding is about: a source, or a file and its table")),
    count: whole("Number found"),
    share: nullable(real("Share of the expected number; null if there is none")),
    severity: oneOf(["info", "warn"], "warn: something is missing or changed; info: good to know"),
    example: nullable(personal(text("One of those found, or the reason; it may name a file"))),
  },
});
