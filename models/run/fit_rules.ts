import { fitMatches } from "../../src/config/scoring_rules.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { flag, nullable, oneOf, pickColumns, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";
import { definition_versions } from "./definition_versions.js";

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
    ...pickColumns(definition_versions, "definition_version"),
    rule_id: text("Id of the rule"),
    label: text("Readable name of the rule"),
    attribute: text("Attribute that the rule reads, e.g. industry"),
    match: oneOf(fitMatches, "How the rule compares the attribute with the value, ignoring case and outer spaces"),
    value: nullable(text("Value to compare with; null if the match needs none, e.g. is_true")),
    rule_group: nullable(
      text(
        "Group of alternative rules: only the match with the most points counts; null if the rule always adds its points",
      ),
    ),
    rule_no: whole("Position in the file, from 0"),
    points: real("Points if the rule matches", "points"),
    disqualifies: flag("True if a person cannot be an MQL while the rule matches"),
  },
});
