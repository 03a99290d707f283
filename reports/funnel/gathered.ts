import type { DuckDBConnection } from "@duckdb/node-api";
import type { calibration } from "../../models/marts/calibration.js";
import type { data_quality } from "../../models/marts/data_quality.js";
import type { funnel } from "../../models/marts/funnel.js";
import type { rejections } from "../../models/marts/rejections.js";
import type { runs } from "../../models/marts/runs.js";
import type { threshold_advice } from "../../models/marts/threshold_advice.js";
import type { windows } from "../../models/sources/windows.js";
import type { RowOf } from "../../src/columns.js";
import type { Reached } from "../../src/lifecycle.js";
import { type Answered, savedRows } from "../../src/report/saved_rows.js";
import { rowsOf } from "../../src/rows.js";
import { calibration_by_engagement } from "../charts/calibration_by_engagement.js";
import { calibration_by_total } from "../charts/calibration_by_total.js";
import { funnel_by_source } from "../charts/funnel_by_source.js";

type Mart<T extends { readonly columns: unknown }> = RowOf<T["columns"]>;
type OfPeriods = "period_start" | `${"target" | "previous_matured_rate" | "is_change"}_${Reached}`;

/** A row of funnel-by-dimension. */
export type FunnelRow = Omit<Mart<typeof funnel>, OfPeriods> & { readonly label: string };
/** A row of rejection-reasons. */
export type RejectionRow = Omit<Mart<typeof rejections>, "period_start">;
/** A row of calibration. */
export type BandRow = Mart<typeof calibration>;
/** A row of threshold-advice. */
export type AdviceRow = Mart<typeof threshold_advice>;
/** A row of data-quality. */
export type FindingRow = Mart<typeof data_quality> & { readonly subjects_in_check: bigint };
/** What the run took for now and here, and the rules by which its rates were made. */
export type Facts = Pick<Mart<typeof runs>, "as_of" | "time_zone" | "definition_version"> &
  Mart<typeof windows> & { readonly min_sample: bigint };

/** All that the report says, each part with the query that answered it. */
export interface Gathered {
  readonly facts: Facts;
  readonly overall: Answered<FunnelRow>;
  readonly slices: Readonly<Record<Dimension, Answered<FunnelRow>>>;
  readonly calibration: Readonly<Record<Axis, Answered<BandRow>>>;
  readonly advice: Answered<AdviceRow>;
  readonly rejections: Answered<RejectionRow>;
  readonly findings: Readonly<Record<"warn" | "info", Answered<FindingRow>>>;
  readonly isScored: boolean;
}

/** What the report cuts the funnel by, in its order. */
const ofPeople = ["source", "channel", "persona", "trigger_campaign"] as const;
/** And what only scores give. */
const ofScores = ["grade", "tier", "path", "engagement_band", "total_band"] as const;
export type Dimension = (typeof ofPeople)[number] | (typeof ofScores)[number];

/** The dimensions that have anything to show. */
export const shownDimensions = ({ isScored }: Pick<Gathered, "isScored">): readonly Dimension[] =>
  isScored ? [...ofPeople, ...ofScores] : ofPeople;

/** The scores that have bands. */
export const axes = ["engagement", "total"] as const;
export type Axis = (typeof axes)[number];

/** How many subjects of a check the report names; the query has all. */
const subjects = "4";

export async function gathered(reader: DuckDBConnection): Promise<Gathered> {
  const cut = (dimension: string) =>
    savedRows<FunnelRow>(reader, { query: "funnel-by-dimension", params: { dimension } });
  const found = (severity: string) =>
    savedRows<FindingRow>(reader, { query: "data-quality", params: { severity, subjects } });
  const grade = await cut("grade");
  // A chart and the table beside it show the same rows.
  return {
    facts: await factsOf(reader),
    overall: await savedRows<FunnelRow>(reader, { query: "funnel-by-dimension" }),
    slices: {
      source: await savedRows<FunnelRow>(reader, funnel_by_source.usermeta),
      channel: await cut("channel"),
      persona: await cut("persona"),
      trigger_campaign: await cut("trigger_campaign"),
      grade,
      tier: await cut("tier"),
      path: await cut("path"),
      engagement_band: await cut("engagement_band"),
      total_band: await cut("total_band"),
    },
    calibration: {
      engagement: await savedRows<BandRow>(reader, calibration_by_engagement.usermeta),
      total: await savedRows<BandRow>(reader, calibration_by_total.usermeta),
    },
    advice: await savedRows<AdviceRow>(reader, { query: "threshold-advice" }),
    rejections: await savedRows<RejectionRow>(reader, { query: "rejection-reasons" }),
    findings: { warn: await found("warn"), info: await found("info") },
    isScored: grade.rows.some(({ value, mqls }) => value !== "(none)" && mqls > 0n),
  };
}

/** No numbers of leads but the run's own rules, which no mart repeats. */
async function factsOf(reader: DuckDBConnection): Promise<Facts> {
  const [facts] = await rowsOf<Facts>(reader, "from marts.runs");
  return facts!;
}
