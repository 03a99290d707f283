import type { DefinitionVersion } from "../../src/config/definition_version.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { date, nullable, oneOf, real, text, whole } from "../../src/table/columns.js";
import { source } from "../../src/table/model.js";

/** Of what silence leaves less than this, nothing is left: far below the digits of a score. */
const NEGLIGIBLE_SHARE = 1e-20;

/** Decay as one factor and one malus per full idle month; the kind that a version does not use changes nothing. */
function decayOf({ decay }: DefinitionVersion["definition"]) {
  const kept = 1 - (decay.per_idle_month ?? 0);
  return {
    kept_per_idle_month: kept,
    points_per_idle_month: decay.points_per_idle_month ?? 0,
    // Beyond it the factor is left out of sums: its inverse would overflow in the silence of a wrong date.
    forgotten_after_months: kept === 1 ? null : kept === 0 ? 1 : Math.ceil(Math.log(NEGLIGIBLE_SHARE) / Math.log(kept)),
  };
}

export const definition_versions = source({
  name: "raw.definition_versions",
  about: "One row per version of the definition of an MQL; none without a definition folder.",
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
    definition_version: text("Name of the version's folder"),
    name: text("Name that definition.yaml gives it"),
    mode: oneOf(["two_axis", "combined"], "Whether engagement alone, or fit and engagement together, meet a minimum"),
    version_no: whole("Its place among the versions, from 0: a short key for joins of many rows"),
    min_fit_a: real("Least fit of grade A", "points"),
    min_fit_b: real("Least fit of grade B", "points"),
    min_fit_c: real("Least fit of grade C; below it: D", "points"),
    kept_per_idle_month: real("Share of its points that an activity keeps through 30 days of silence; 1: all"),
    points_per_idle_month: real("Points taken off per 30 days of silence until the lead comes back; 0: none", "points"),
    forgotten_after_months: nullable(real("Months of one silence that leave nothing; null: none do", "30 days")),
    min_engagement: nullable(real("Least engagement of the scored path; null in combined mode", "points")),
    min_total: nullable(real("Least total of the scored path; null in two_axis mode", "points")),
    hot_within_hours: nullable(real("How long an activity of a hot type makes hot; null: no hot tier", "hours")),
    hot_min_total: nullable(real("Total that makes the scored path hot; null: none does", "points")),
    quadrant_high: real("Least engagement of the high column", "points"),
    quadrant_medium: real("Least engagement of the medium column", "points"),
    cool_off_days: real("Days after a closing event in which a computed MQL opens no new cycle", "days of 24 hours"),
    effective_from: date("Day at whose midnight, reporting time zone, the version comes into force"),
  },
});
