import { fitMatches } from "../../src/config/scoring_rules.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { flag, nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

export const fit_rules = source({
  name: "raw.fit_rules",
  about: "One row per version of the definition and rule of its fit.csv.",
  origin: {
    kind: "run",
    rows: ({ definitions }: RunFacts) =>
      definitions.flatMap(({ version, fit }) =>
        fit.map(({ group, ...rule }, at) => ({
          definition_version: version,
          ...rule,
          rule_group: group,
          rule_no: BigInt(at),
        })),
      ),
  },
  grain: ["definition_version", "rule_id"],
  columns: {
    definition_version: text("Name of the version's folder"),
    rule_id: text("Rule"),
    label: text("What people read"),
    attribute: text("Attribute that it reads"),
    match: oneOf(fitMatches, "How it compares, without case and surrounding space"),
    value: nullable(text("What it compares with; null where the match needs nothing")),
    rule_group: nullable(text("Alternatives, of which only the largest hit counts; null: adds up with all others")),
    rule_no: whole("Place in the file, from 0"),
    points: real("Points of a hit", "points"),
    disqualifies: flag("Whether the person cannot be an MQL while it hits"),
  },
});
