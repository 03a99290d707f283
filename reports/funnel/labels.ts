import type { FunnelStage } from "../../src/base/lifecycle.js";
import { formatInterval, formatPercent } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import type { Axis, Dimension, RunSettings } from "./funnel_data.js";

/** How the stages are called. */
export const stageNames: Readonly<Record<FunnelStage, string>> = {
  sal: "SAL",
  sql: "SQL",
  opportunity: "Opportunity",
  won: "Won",
};

/** How the scores are called. */
export const axisNames: Readonly<Record<Axis, string>> = { engagement: "engagement score", total: "total score" };

type WithBounds<N extends string> = { readonly [K in N | `${N}_low` | `${N}_high`]: number | null };

/** A rate with its interval below. */
export function rateCell<N extends string>(row: WithBounds<N>, name: N): Html {
  const [low, high] = [row[`${name}_low`], row[`${name}_high`]];
  return html`${formatPercent(row[name])}${low !== null && html` <span class="range">${formatInterval(low, high)}</span>`}`;
}

/** A rate with its interval and what is aimed at below. */
export function rateWithTargetCell<N extends string>(row: WithBounds<N>, name: N, target: number | null): Html {
  return html`${rateCell(row, name)}${target !== null && html` <span class="range">target ${formatPercent(target)}</span>`}`;
}

/** Rows of a scale, small ones in grey where they stand; the heading is above the first. */
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

/** How the dimensions are called, and what a value of each is. */
export const dimensionLabels: Readonly<Record<Dimension, { noun: string; plural: string; about: string }>> = {
  source: {
    noun: "source",
    plural: "sources",
    about: "Where the person first came from: the first-touch source of the person's oldest record.",
  },
  channel: {
    noun: "channel",
    plural: "channels",
    about:
      "The source and the type of the trigger campaign, as channels.csv groups them. Unmapped: no rule of it fits.",
  },
  persona: {
    noun: "persona",
    plural: "personas",
    about: "What the job title says of the person's role, as personas.csv reads it. Unmapped: no rule of it fits.",
  },
  trigger_campaign: {
    noun: "campaign",
    plural: "campaigns",
    about:
      "The trigger campaign: of the latest marketing activity or response at or before the MQL, else the person's first one. (none): no campaign is known.",
  },
  grade: {
    noun: "grade",
    plural: "grades",
    about: "How well the person fitted at the MQL: A is best. (none): the MQL carries no score.",
  },
  tier: {
    noun: "tier",
    plural: "tiers",
    about: "How urgent the MQL was at that instant. (none): no path of the definition held then.",
  },
  path: {
    noun: "path",
    plural: "paths",
    about: "By what it qualified: by asking for sales (hand_raiser) or by its score. (none): no path held then.",
  },
  engagement_band: {
    noun: "engagement band",
    plural: "engagement bands",
    about: "What the person had done by the MQL: the band of the engagement score.",
  },
  total_band: {
    noun: "total band",
    plural: "total bands",
    about: "Fit and engagement together: the band of the total score at the MQL.",
  },
};
