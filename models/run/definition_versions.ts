import type { DefinitionVersion } from "../../src/config/definition_version.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { date, nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

/** A share of points this small is treated as nothing; it is far below the digits of a score. */
const NEGLIGIBLE_SHARE = 1e-20;

/** Decay as one factor and one deduction per full idle month. The kind that a version does not use is 1 or 0 and changes nothing. */
function decayOf({ decay }: DefinitionVersion["definition"]) {
  const kept = 1 - (decay.per_idle_month ?? 0);
  return {
    kept_per_idle_month: kept,
    points_per_idle_month: decay.points_per_idle_month ?? 0,
    // Sums divide by the factor. After a very long silence, e.g. because of a wrong date, that would overflow.
    forgotten_after_months: kept === 1 ? null : kept === 0 ? 1 : Math.ceil(Math.log(NEGLIGIBLE_SHARE) / Math.log(kept)),
  };
}

export const definition_versions = source({
  name: "raw.definition_versions",
  about: "One row per version of the MQL definition; no rows without a definition folder.",
  origin: {
    kind: "run",
    rows: ({ definitions }: RunFacts) =>
      definitions.map(({ version, effective_from, definition }, at) => ({
        definition_version: version,
        name: definition.name,
        mode: definition.mode,
        version_no: BigInt(at),
        min_fit_a: definition.grades.A,
        min_fit_b: definition.grades.B,
        min_fit_c: definition.grades.C,
        ...decayOf(definition),
        min_engagement: definition.mode === "two_axis" ? definition.mql.scored.min_engagement : null,
        min_total: definition.mode === "combined" ? definition.mql.scored.min_total : null,
        hot_within_hours: definition.tiers.hot?.within_hours ?? null,
        hot_min_total: definition.mode === "combined" ? (definition.tiers.hot?.min_total ?? null) : null,
        quadrant_high: definition.quadrant.high,
        quadrant_medium: definition.quadrant.medium,
        cool_off_days: definition.cool_off_days,
        effective_from,
      })),
  },
  grain: ["definition_version"],
  columns: {
    definition_version: text("Version of the definition: the name of its folder, e.g. 2026-01-01"),
    name: text("Name of the definition in definition.yaml"),
    mode: oneOf(
      ["two_axis", "combined"],
      "two_axis: engagement must reach a minimum; combined: fit and engagement together must",
    ),
    version_no: whole("Number of the version, from 0; a short key for joins of many rows"),
    min_fit_a: real("Lowest fit score of grade A", "points"),
    min_fit_b: real("Lowest fit score of grade B", "points"),
    min_fit_c: real("Lowest fit score of grade C; below it is D", "points"),
    kept_per_idle_month: real(
      "Share of its points that an activity keeps per 30 days of silence, e.g. 0.85; 1 if there is no such decay",
    ),
    points_per_idle_month: real(
      "Points deducted for each 30 days of silence; the next activity ends the deduction; 0 if there is no such decay",
      "points",
    ),
    forgotten_after_months: nullable(
      real("Length of one silence after which nothing is left; null if something always is", "30 days"),
    ),
    min_engagement: nullable(real("Lowest engagement of the scored path; null in combined mode", "points")),
    min_total: nullable(real("Lowest total of the scored path; null in two_axis mode", "points")),
    hot_within_hours: nullable(
      real("How long an activity of a hot type makes an MQL hot; null if there is no hot tier", "hours"),
    ),
    hot_min_total: nullable(real("Total from which a scored MQL is hot; null if no total is", "points")),
    quadrant_high: real("Lowest engagement of the quadrant's high column", "points"),
    quadrant_medium: real("Lowest engagement of the quadrant's medium column", "points"),
    cool_off_days: real(
      "Days after the end of a cycle during which a computed MQL does not open a new one",
      "days of 24 hours",
    ),
    effective_from: date("Day from which the version is in force, from midnight in the reporting time zone"),
  },
});
