import type { FunnelStage } from "../../src/base/lifecycle.js";
import { formatInterval, formatPercent } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import type { Axis, Dimension, RunSettings } from "./funnel_data.js";

/** The names of the stages. */
export const stageNames: Readonly<Record<FunnelStage, string>> = {
  sal: "SAL",
  sql: "SQL",
  opportunity: "Opportunity",
  won: "Won",
};

/** The names of the scores. */
export const axisNames: Readonly<Record<Axis, string>> = { engagement: "engagement score", total: "total score" };

type WithBounds<N extends string> = { readonly [K in N | `${N}_low` | `${N}_high`]: number | null };

/** A rate with its interval below. */
export function rateCell<N extends string>(row: WithBounds<N>, name: N): Html {
  const [low, high] = [row[`${name}_low`], row[`${name}_high`]];
  return html`${formatPercent(row[name])}${low !== null && html` <span class="range">${formatInterval(low, high)}</span>`}`;
}

/** A rate with its interval and its target below. */
export function rateWithTargetCell<N extends string>(row: WithBounds<N>, name: N, target: number | null): Html {
  return html`${rateCell(row, name)}${target !== null && html` <span class="range">target ${formatPercent(target)}</span>`}`;
}

/** Rows in their given order, split into groups so that small ones are grey; the heading is above the first group. */
export function groupsInOrder<Row extends { readonly is_small: boolean }>(rows: readonly Row[], heading?: string) {
  const runs: { isFaint: boolean; rows: Row[]; heading?: string }[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.isFaint === row.is_small) last.rows.push(row);
    else runs.push({ isFaint: row.is_small, rows: [row], ...(last || !heading ? {} : { heading }) });
  }
  return runs;
}

/** The days within which a stage counts in its matured rate. */
export const windowDays = (facts: RunSettings, stage: FunnelStage): number => facts[`${stage}_days`];

/** How a dimension is called, and what a value of it is. */
export interface DimensionLabels {
  readonly noun: string;
  readonly plural: string;
  readonly about: string;
}

/** A dimension of closedloop.yaml is called as its attribute: `product_interest` is "product interest". */
export function labelCustomDimension(name: string): DimensionLabels {
  const noun = name.replaceAll("_", " ").trim();
  return {
    noun,
    plural: `values of ${noun}`,
    about: `The person's attribute ${name} at the MQL. If it was first seen later, its first value. None: blank or unknown.`,
  };
}

/** The labels of the built-in dimensions. */
export const dimensionLabels: Readonly<Record<Dimension, DimensionLabels>> = {
  source: {
    noun: "source",
    plural: "sources",
    about: "Where the person first came from: the first-touch source of the person's oldest record.",
  },
  channel: {
    noun: "channel",
    plural: "channels",
    about: "Sources grouped into channels. Unmapped: not yet in the channel list.",
  },
  persona: {
    noun: "persona",
    plural: "personas",
    about: "The role of the person, taken from the job title. Unmapped: the title is not yet in the persona list.",
  },
  trigger_campaign: {
    noun: "campaign",
    plural: "campaigns",
    about:
      "The last campaign before the MQL; if there was none, the person's first campaign. None: no campaign is known.",
  },
  grade: {
    noun: "grade",
    plural: "grades",
    about: "How well the person fitted the definition when the MQL was made: A is best. None: the MQL has no score.",
  },
  tier: {
    noun: "tier",
    plural: "tiers",
    about: "How urgent the MQL was. Did not meet the definition: the MQL status was set by hand or in bulk.",
  },
  path: {
    noun: "path",
    plural: "paths",
    about: "Why the person became an MQL. Did not meet the definition: the MQL status was set by hand or in bulk.",
  },
  engagement_band: {
    noun: "engagement score",
    plural: "bands",
    about: "What the person had done before the MQL: the engagement score.",
  },
  total_band: {
    noun: "total score",
    plural: "bands",
    about: "Fit and engagement together: the total score at the MQL.",
  },
};

/** `31 to under 51` for `[31,51)`, `71 and over` for `[71,inf)`: a band as people read it. */
export function bandLabel(band: string): string {
  const [, low, high] = /^\[(.+),(.+)\)$/.exec(band) ?? [];
  if (low === undefined || high === undefined) return band;
  if (high === "inf") return `${low} and over`;
  if (low === "-inf") return `under ${high}`;
  // Scores have fractions: 50.5 is in `[31,51)`.
  return `${low} to under ${high}`;
}

/** Values that a reader should not have to look up, by dimension. */
const valueNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  path: { hand_raiser: "Asked for sales", scored: "Reached the score", "(none)": "Did not meet the definition" },
  tier: { hot: "Hot", mql: "Normal", mql_light: "MQL light", "(none)": "Did not meet the definition" },
};

/** A value of a dimension as people read it. */
export function valueLabel({ dimension, value }: { readonly dimension: string; readonly value: string }): string {
  if (dimension.endsWith("_band")) return bandLabel(value === "(none)" ? "None" : value);
  return valueNames[dimension]?.[value] ?? (value === "(none)" ? "None" : value);
}
