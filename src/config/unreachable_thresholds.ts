/** Finds thresholds that no lead can ever reach: a typing error in them, or in the points, would otherwise go unnoticed. */
import type { Definition } from "./definition_schema.js";
import type { RuleTables } from "./read_rule_tables.js";
import type { EngagementRule, FitRule } from "./scoring_rules.js";

/** A threshold that cannot be reached, by its path in definition.yaml. */
interface UnreachableThreshold {
  readonly path: PropertyKey[];
  readonly message: string;
}

/** Every threshold above what the rules and caps allow; without any rule table only the first. */
export function findUnreachableThresholds(
  definition: Definition,
  tables: Pick<RuleTables, "fit" | "engagement" | "has">,
) {
  const fit = roundScore(largestFit(tables.fit));
  const engagement = roundScore(largestEngagement(tables.engagement, definition.caps));
  const most = { fit, engagement, total: fit + engagement };
  const beyond = listThresholds(definition).filter(({ least, axis }) => least > most[axis]);
  const none = !tables.has.fit && !tables.has.engagement;
  return beyond.slice(0, none ? 1 : undefined).map(({ path, least, axis }): UnreachableThreshold => {
    const why = none ? noRuleFiles : explainLimit(axis, most, tables.has);
    return { path, message: `${least} can never be reached: ${why}` };
  });
}

interface Threshold {
  readonly path: PropertyKey[];
  readonly least: number;
  readonly axis: "fit" | "engagement" | "total";
}

function listThresholds(definition: Definition): Threshold[] {
  const { grades, quadrant } = definition;
  const of = (axis: Threshold["axis"], path: PropertyKey[], least: number | undefined): Threshold[] =>
    least === undefined ? [] : [{ path, least, axis }];
  const ofMode =
    definition.mode === "two_axis"
      ? of("engagement", ["mql", "scored", "min_engagement"], definition.mql.scored.min_engagement)
      : [
          ...of("total", ["mql", "scored", "min_total"], definition.mql.scored.min_total),
          ...of("total", ["tiers", "hot", "min_total"], definition.tiers.hot?.min_total),
        ];
  return [
    ...(["A", "B", "C"] as const).flatMap((grade) => of("fit", ["grades", grade], grades[grade])),
    ...ofMode,
    ...(["high", "medium"] as const).flatMap((level) => of("engagement", ["quadrant", level], quadrant[level])),
  ];
}

/** The highest fit score: of each group only the largest rule counts, and rules with negative points need not match. */
function largestFit(rules: readonly FitRule[]): number {
  const groups = new Map<string, number>();
  let alone = 0;
  for (const { group, points } of rules) {
    if (points <= 0) continue;
    if (group === null) alone += points;
    else groups.set(group, Math.max(groups.get(group) ?? 0, points));
  }
  return [...groups.values()].reduce((sum, points) => sum + points, alone);
}

/** The highest engagement score: infinite if a rule is uncapped, because a lead may repeat the activity. */
function largestEngagement(rules: readonly EngagementRule[], caps: Readonly<Record<string, number>>): number {
  const earning = rules.filter(({ points }) => points > 0);
  const groups = new Set(earning.map(({ cap_group }) => cap_group));
  return [...groups].reduce(
    (sum, group) => sum + (group === null ? Number.POSITIVE_INFINITY : (caps[group] ?? Number.POSITIVE_INFINITY)),
    0,
  );
}

/** Rounds as scores are rounded before they are compared. */
const roundScore = (score: number) =>
  Number.isFinite(score) ? Math.round(Math.round(score * 1e9) / 1e5) / 1e4 : score;

const noRuleFiles =
  "the folder has no fit.csv and no engagement.csv, so nothing earns points; add them (e.g. from a preset), or remove the folder";

function explainLimit(
  axis: Threshold["axis"],
  most: Readonly<Record<Threshold["axis"], number>>,
  has: RuleTables["has"],
) {
  const fit = has.fit ? `the rules of fit.csv give at most ${most.fit}` : "without a fit.csv the fit is never above 0";
  const engagement = has.engagement
    ? `the rules of engagement.csv give, after caps, at most ${most.engagement}`
    : "without an engagement.csv the engagement is never above 0";
  const why = { fit, engagement, total: `${fit} and ${engagement}` };
  return `${why[axis]}; lower the threshold, or raise points or caps`;
}
