import { activityTypes } from "../../src/config/activity_types.js";
import { definitionSchema } from "../../src/config/definition_schema.js";
import type { EngagementRule, FitRule } from "../../src/config/scoring_rules.js";
import type { Day } from "../../src/table/columns.js";
import type { Scheme } from "./naive_engagement.js";
import type { PatternRule } from "./naive_patterns.js";

/** The definition.yaml from which the hand-worked cases in test/cases start. */
export const specDefinition = {
  name: "two-axis",
  mode: "two_axis",
  grades: { A: 40, B: 25, C: 10 },
  decay: { per_idle_month: 0.15 },
  recency: [
    { within_days: 14, weight: 2.5 },
    { within_days: 60, weight: 1.5 },
  ],
  caps: { awareness: 30 },
  mql: {
    scored: { grades: ["A", "B"], min_engagement: 50 },
    hand_raiser: {
      grades: ["A", "B"],
      activity_types: [
        "demo_request",
        "contact_sales_request",
        "pricing_form",
        "email_reply",
        "inbound_call",
        "pricing_velocity",
      ],
    },
  },
  tiers: { hot: { within_hours: 48, activity_types: ["pricing_surge", "velocity"] } },
  quadrant: { high: 50, medium: 20 },
  cool_off_days: 30,
};

/** The parts of a version that a test sets. Rules may omit blank columns and the label. */
export interface GivenVersion {
  readonly version?: string;
  readonly effective_from?: string;
  /** Keys of definition.yaml that replace those of `specDefinition`. */
  readonly yaml?: Readonly<Record<string, unknown>>;
  readonly fit?: readonly Readonly<Record<string, unknown>>[];
  readonly engagement?: readonly Readonly<Record<string, unknown>>[];
  readonly patterns?: readonly PatternRule[];
}

/** A version of the definition. Activity types that do not exist are removed from its lists. */
export function versionOf(given: GivenVersion = {}): Scheme {
  const {
    version = "2025-01-01",
    effective_from = version,
    yaml = {},
    fit = [],
    engagement = [],
    patterns = [],
  } = given;
  const definition = definitionSchema.parse({ ...specDefinition, ...yaml });
  const known: readonly string[] = [...activityTypes, ...patterns.map(({ emits }) => emits)];
  const existing = (types: readonly string[]) => types.filter((type) => known.includes(type));
  const { hand_raiser } = definition.mql;
  hand_raiser.activity_types = existing(hand_raiser.activity_types);
  if (definition.tiers.hot) definition.tiers.hot.activity_types = existing(definition.tiers.hot.activity_types);
  return {
    version,
    effective_from: effective_from as Day,
    definition,
    patterns,
    fit: fit.map(
      (row) =>
        ({
          label: row.rule_id,
          group: null,
          disqualifies: false,
          ...row,
          value: row.value || null,
        }) as unknown as FitRule,
    ),
    engagement: engagement.map(
      (row) =>
        ({ label: row.rule_id, asset: null, buying_stage: null, cap_group: null, ...row }) as unknown as EngagementRule,
    ),
  };
}
